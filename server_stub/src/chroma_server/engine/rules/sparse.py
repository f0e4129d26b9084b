"""Sparse vectors as metadata values: from what callers send to one compact, immutable form and back.

On the wire a sparse vector is ``{"#type": "sparse_vector", "indices": [...], "values": [...], "tokens"?: [...]}``. In
the engine it is a few bytes: with a hundred entries a Python object for each would cost more than all else of a record.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from functools import lru_cache
from numbers import Integral, Real
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from chroma_server.engine.errors import InvalidArgument

from .shapes import is_list, is_unicode, kind_of, plain

SPARSE_TYPE = "sparse_vector"
MAX_SPARSE_INDEX = 2**32 - 1

_COUNT = struct.Struct("<I")
_ZERO, _ONE = struct.pack("<f", 0), struct.pack("<f", 1)
_FLOAT32_MAX = float(np.finfo(np.float32).max)
_NUMBERS = frozenset({int, float})
_UNEQUAL = "Sparse vector indices, values, and tokens (when present) must have the same length"
_UNSORTED = "Sparse vector indices must be sorted in strictly ascending order (no duplicates)"
_NOT_FINITE = "Sparse vector values must be finite in float32"


class SparseVector:
    """A sparse vector that was checked.

    packed  little-endian: u32 number of entries | u32 indices, strictly ascending | float32 values | tokens as JSON, or
            nothing when there are none
    """

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __len__(self) -> int:
        """The number of entries."""
        (count,) = _COUNT.unpack_from(self.packed)
        return int(count)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SparseVector) and self.packed == other.packed

    def __hash__(self) -> int:
        return hash(self.packed)

    def __repr__(self) -> str:
        return f"SparseVector({self.json})"

    @property
    def indices(self) -> NDArray[np.uint32]:
        return np.frombuffer(self.packed, dtype="<u4", count=len(self), offset=_COUNT.size)

    @property
    def values(self) -> NDArray[np.float32]:
        count = len(self)
        return np.frombuffer(self.packed, dtype="<f4", count=count, offset=_COUNT.size + 4 * count)

    @property
    def tokens(self) -> list[str] | None:
        text = self.packed[_COUNT.size + 8 * len(self) :]
        return orjson.loads(text) if text else None

    @property
    def json(self) -> dict[str, Any]:
        """Its form on the wire, of the caller's own. 0.1 comes back as 0.1, not as the float32 next to it."""
        shortest = orjson.dumps(np.ascontiguousarray(self.values, np.float32), option=orjson.OPT_SERIALIZE_NUMPY)
        found: dict[str, Any] = {
            "#type": SPARSE_TYPE,
            "indices": self.indices.tolist(),
            "values": orjson.loads(shortest),
        }
        tokens = self.tokens
        return found if tokens is None else {**found, "tokens": tokens}


def check_sparse_vector(value: Mapping[Any, Any]) -> SparseVector:
    """A sparse vector in its form on the wire; ``#type`` and ``tokens`` may be left out.

    Indices are integers of 0 to 2**32 - 1, strictly ascending; values are float32; tokens, when given, are strings.
    All three have one length, which may be 0. Raises InvalidArgument otherwise.
    """
    tag = value.get("#type")
    if tag is not None and tag != SPARSE_TYPE:
        raise InvalidArgument(f"#type must be {SPARSE_TYPE!r}, got {tag!r}")
    indices, values = _listed(value.get("indices"), "indices"), _listed(value.get("values"), "values")
    tokens = _tokens(value.get("tokens"))
    count = len(indices)
    if count != len(values) or (tokens is not None and len(tokens) != count):
        raise InvalidArgument(_UNEQUAL)
    packed = _COUNT.pack(count) + _packed_indices(indices) + _packed_values(values)
    if tokens is None:
        return SparseVector(packed)
    return SparseVector(packed + orjson.dumps(tokens))


@lru_cache(maxsize=512)
def _packer(kind: str, count: int) -> struct.Struct:
    return struct.Struct(f"<{count}{kind}")


def _packed_indices(indices: list[Any]) -> bytes:
    # A bool is 0 or 1, so in ascending indices it can only be one of the first two.
    if bool in map(type, indices[:2]):
        _all_of(indices, "indices", Integral)
    try:
        packed = _packer("I", len(indices)).pack(*indices)
    except struct.error:
        _all_of(indices, "indices", Integral)
        raise InvalidArgument(f"Sparse vector indices must be from 0 to {MAX_SPARSE_INDEX}") from None
    numbers = np.frombuffer(packed, dtype="<u4")
    if not np.less(numbers[:-1], numbers[1:]).all():
        _all_of(indices, "indices", Integral)
        raise InvalidArgument(_UNSORTED)
    return packed


def _packed_values(values: list[Any]) -> bytes:
    try:
        packed = _packer("f", len(values)).pack(*values)
    except (OverflowError, struct.error):
        _all_of(values, "values", Real)
        raise InvalidArgument(_NOT_FINITE) from None
    # The types of all values would take longer to look at than all else here, and of the wrong ones only a bool can be
    # packed: as 0 or 1, which most vectors have none of.
    if (_ZERO in packed or _ONE in packed) and not _NUMBERS.issuperset(map(type, values)):
        _all_of(values, "values", Real)
    # A finite sum has finite parts; a sum of finite parts may still be infinite.
    if not math.isfinite(sum(values)) and not all(abs(value) <= _FLOAT32_MAX for value in values):
        raise InvalidArgument(_NOT_FINITE)
    return packed


def _listed(value: object, name: str) -> list[Any]:
    value = plain(value)
    if not is_list(value):
        raise InvalidArgument(f"{name} must be a list of numbers, got {kind_of(value)}")
    return value if isinstance(value, list) else list(value)


def _tokens(value: object) -> list[str] | None:
    if value is None:
        return None
    if not is_list(value):
        raise InvalidArgument("tokens must be a list of strings")
    tokens = [str(token) for token in value if isinstance(token, str)]
    if len(tokens) < len(value):
        raise InvalidArgument("tokens must be a list of strings")
    for token in tokens:
        if not is_unicode(token):
            raise InvalidArgument(f"tokens must be valid Unicode, got {token[:80]!r}")
    return tokens


def _all_of(numbers: list[Any], name: str, kind: type) -> None:
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, kind):
            raise InvalidArgument(
                f"{name} must hold {'integers' if kind is Integral else 'numbers'}, got {kind_of(number)}"
            )
