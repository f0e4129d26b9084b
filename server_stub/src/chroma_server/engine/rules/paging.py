"""Counts and levels of a read: limit, offset, n_results, read_level."""

from __future__ import annotations

from numbers import Integral

from chroma_server.engine.errors import InvalidArgument

MAX_U32 = 2**32 - 1
DEFAULT_N_RESULTS = 10
READ_LEVELS = ("index_and_wal", "index_only", "index_and_bounded_wal")


def check_limit(limit: object, *, field: str = "limit") -> int | None:
    """``limit`` as an int of 0 to 2**32 - 1, or None for "no limit". Raises InvalidArgument otherwise."""
    return None if limit is None else check_u32(limit, field)


def check_offset(offset: int | None) -> int:
    """``offset`` as an int of 0 to 2**32 - 1; None means 0. Raises InvalidArgument otherwise."""
    return 0 if offset is None else check_u32(offset, "offset")


def check_n_results(n_results: int | None) -> int:
    """``n_results`` as an int of 0 to 2**32 - 1; None means 10. Raises InvalidArgument otherwise."""
    return DEFAULT_N_RESULTS if n_results is None else check_u32(n_results, "n_results")


def check_read_level(read_level: str) -> str:
    """Raise InvalidArgument unless ``read_level`` is one of READ_LEVELS."""
    if read_level not in READ_LEVELS:
        expected = ", ".join(f"`{level}`" for level in READ_LEVELS)
        raise InvalidArgument(f"read_level: unknown variant `{read_level}`, expected one of {expected}")
    return read_level


def check_u32(value: object, field: str) -> int:
    """``value`` as an int of 0 to 2**32 - 1. Raises InvalidArgument, naming ``field``, otherwise."""
    # Integral admits numpy's integers, which local mode passes on; a bool is an int to Python but not to the API.
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise InvalidArgument(f"{field}: expected an integer from 0 to {MAX_U32}, got {type(value).__name__}")
    number = int(value)
    if not 0 <= number <= MAX_U32:
        raise InvalidArgument(f"{field}: invalid value: integer `{number}`, expected u32")
    return number
