"""What kind of Python value is at hand. Local mode hands over whatever the user passed, numpy's types among it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, cast

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.errors import InvalidArgument

MAX_JSON_DEPTH = 128
"""Nesting that the official JSON layer allows."""


def is_object(value: object) -> TypeGuard[Mapping[object, object]]:
    """Whether ``value`` is what JSON calls an object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    """Whether ``value`` is what JSON calls an array, as list or tuple."""
    return isinstance(value, (list, tuple))


def is_column(value: object) -> TypeGuard[Sequence[object]]:
    """Whether ``value`` is a sequence of values, one per record; text and mappings are not."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def is_unicode(text: str) -> bool:
    """Whether ``text`` has a UTF-8 form. Lone surrogates have none: they could be neither stored nor sent."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_array(value: object) -> NDArray[Any] | None:
    """``value`` when it is an array, else None."""
    return cast("NDArray[Any]", value) if isinstance(value, np.ndarray) else None


def plain(value: object) -> object:
    """``value`` with numpy's wrapping taken off: a scalar becomes Python's, an array nested lists."""
    if isinstance(value, np.generic):
        return cast("object", value.item())
    if isinstance(value, np.ndarray):
        return cast("object", value.tolist())
    return value


def copy_json(value: object, path: str, *, depth: int = 0) -> Any:
    """A copy of a JSON value that shares nothing with it.

    Raises InvalidArgument, naming ``path``, for what JSON cannot say and for nesting beyond MAX_JSON_DEPTH.
    """
    value = plain(value)
    if depth > MAX_JSON_DEPTH:
        raise InvalidArgument(f"{path}: nested more than {MAX_JSON_DEPTH} levels deep")
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str) and is_unicode(value):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if is_list(value):
        return [copy_json(item, path, depth=depth + 1) for item in value]
    if is_object(value) and all(isinstance(key, str) and is_unicode(key) for key in value):
        return {key: copy_json(item, path, depth=depth + 1) for key, item in value.items()}
    raise InvalidArgument(f"{path}: {kind_of(value)} {str(value)[:80]!r} is not JSON")


def kind_of(value: object) -> str:
    """The name of a value's type for an error message."""
    return "null" if value is None else type(value).__name__
