"""Embeddings: from whatever callers have to float32 arrays, and from those to what the wire carries."""

from __future__ import annotations

import binascii
import importlib.util
from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from chromadb.errors import InvalidArgumentError

__all__ = ["Vector", "Vectors", "check_finite", "normalise_vectors", "to_base64", "to_lists"]

Vector: TypeAlias = NDArray[np.float32]
Vectors: TypeAlias = "NDArray[np.float32] | list[NDArray[np.float32]]"
"""One array of shape (n, dimension), or a list of n vectors when their lengths differ (which the server refuses)."""

_HAS_PYBASE64 = importlib.util.find_spec("pybase64") is not None
_WANTED = "a list of floats or ints, a list of lists, a numpy array, or a list of numpy arrays"


def normalise_vectors(target: Any) -> Vectors | None:
    """Bring embeddings into float32 arrays; a float32 array of two dimensions is not copied.

    Args:
        target: one vector or several: lists of numbers, arrays of one or two dimensions, lists of either; None.

    Raises:
        ValueError: no vectors, an empty vector, or something that is not numbers.
    """
    if target is None:
        return None
    if type(target) is np.ndarray:
        given: NDArray[Any] = target
        if given.dtype == np.float32 and given.ndim == 2 and given.size:
            return given
    if isinstance(target, (str, bytes, dict)) or not hasattr(target, "__len__"):
        raise ValueError(f"Expected embeddings to be {_WANTED}, got {target!r}")
    if len(target) == 0:
        raise ValueError(f"Expected Embeddings to be non-empty list or numpy array, got {target}")
    try:
        array = np.asarray(target)
    except ValueError:
        # Rows of different lengths: which one is wrong is for the server to say, it knows the dimension.
        return [_vector(row, position) for position, row in enumerate(cast("Sequence[Any]", target))]
    _check_numbers(array, target)
    if array.ndim == 1:
        array = array[np.newaxis, :]
    if array.ndim != 2:
        raise ValueError(f"Expected embeddings to be {_WANTED}, got an array of shape {array.shape}")
    if array.shape[1] == 0:
        raise _empty_vector(0)
    return _to_float32(array)


def _vector(row: Any, position: int) -> Vector:
    try:
        array = np.asarray(row)
    except ValueError:
        raise ValueError(f"Expected embeddings to be {_WANTED}, got {row!r} at pos {position}") from None
    _check_numbers(array, row)
    if array.ndim != 1:
        raise ValueError(f"Expected a 1-dimensional array, got a {array.ndim}-dimensional array at pos {position}")
    if array.size == 0:
        raise _empty_vector(position)
    return _to_float32(array)


def _check_numbers(array: NDArray[Any], source: object) -> None:
    if array.dtype.kind not in "fiu" and array.size:
        raise ValueError(f"Expected embeddings to be {_WANTED}, got {source!r}")


def _empty_vector(position: int) -> ValueError:
    return ValueError(
        "Expected each embedding in the embeddings to be a 1-dimensional numpy array with at least 1 int/float value. "
        f"Got a 1-dimensional numpy array with no values at pos {position}"
    )


def _to_float32(array: NDArray[Any]) -> NDArray[np.float32]:
    # Too large for float32 becomes infinite, which the server names and refuses.
    with np.errstate(over="ignore"):
        return array.astype(np.float32, copy=False)


def check_finite(vectors: Vectors, what: str) -> Vectors:
    """Return ``vectors`` if all numbers are finite. JSON has no other numbers: orjson would write null.

    Raises:
        InvalidArgumentError: with the position of the first vector that has NaN or an infinity.
    """
    for position, vector in enumerate(vectors):
        if not np.isfinite(vector).all():
            raise InvalidArgumentError(
                f"Expected {what} to be finite numbers within the range of float32, got NaN or infinity at pos "
                f"{position}"
            )
    return vectors


def to_base64(vectors: Vectors) -> list[str]:
    """Each vector as base64 of its little-endian float32 bytes.

    By pybase64 where it is installed (the extra ``simd``): ten times as fast.
    """
    if _HAS_PYBASE64:
        from pybase64 import b64encode_as_string

        return [b64encode_as_string(np.ascontiguousarray(vector, dtype="<f4").data) for vector in vectors]
    return [
        binascii.b2a_base64(np.ascontiguousarray(vector, dtype="<f4").data, newline=False).decode("ascii")
        for vector in vectors
    ]


def to_lists(vectors: Vectors) -> list[list[float]]:
    """Each vector as a list of floats."""
    return [vector.tolist() for vector in vectors]
