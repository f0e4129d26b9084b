"""Embeddings: from what callers send to arrays of little-endian float32, checked.

A batch of embeddings is an array of shape (n, d), or a sequence of n rows. A row is a sequence of numbers, an array,
or a base64 string (standard alphabet, padded) of little-endian float32; one batch holds strings or numbers, never
both. An update may leave rows out (None).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.errors import InvalidArgument

from .shapes import as_array, is_column, is_list, kind_of, plain

Matrix: TypeAlias = NDArray[np.float32]
EmbeddingRow: TypeAlias = "Sequence[float] | NDArray[Any] | str | None"
EmbeddingsInput: TypeAlias = "NDArray[Any] | Sequence[EmbeddingRow] | None"

_FLOAT32 = np.dtype("<f4")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_NON_FINITE = "Validation error: embeddings: Embeddings must not contain NaN or Infinity values"
_EMPTY = "Validation error: embeddings: Each embedding must have at least 1 dimension"
_INCONSISTENT = "Inconsistent dimensions in provided embeddings"


def decode_embeddings(rows: EmbeddingsInput, count: int, *, allow_none: bool) -> Matrix | list[Matrix | None]:
    """The embeddings of a write.

    Returns an array of shape (n, d), float32, when every row is there, otherwise a list of n rows of shape (d,) or
    None. ``rows`` of None (an update without embeddings) is ``count`` rows of None. The result may share memory with
    ``rows``. Whether n equals the number of ids is not looked at here (``batches.check_lengths``), because the
    official server compares dimensions first.

    Raises InvalidArgument for rows that are no vectors, missing rows unless ``allow_none``, bad base64, vectors that
    are empty or not finite in float32, and vectors of unequal length.
    """
    if rows is None:
        if not allow_none:
            raise InvalidArgument("embeddings: expected a list of vectors, got null")
        return cast("list[Matrix | None]", [None] * count)
    if isinstance(rows, np.ndarray) and rows.dtype != object:
        matrix = _from_array(rows, "embeddings")
        _check_rows(matrix)
        return matrix
    listed = _listed(rows, "embeddings")
    present = [row for row in listed if row is not None]
    if len(present) < len(listed) and not allow_none:
        missing = next(i for i, row in enumerate(listed) if row is None)
        raise InvalidArgument(f"embeddings[{missing}]: expected a vector, got null")
    vectors = _decode_rows(present, listed, "embeddings")
    if not isinstance(vectors, np.ndarray):
        for vector in vectors:
            _check_rows(vector[np.newaxis])
        raise InvalidArgument(_INCONSISTENT)
    _check_rows(vectors)
    if len(present) == len(listed):
        return vectors
    decoded = iter(vectors)
    return [None if row is None else next(decoded) for row in listed]


def decode_query_embeddings(rows: NDArray[Any] | Sequence[Sequence[float] | NDArray[Any]]) -> Matrix:
    """The vectors of a query as an array of shape (q, d), float32; q and d may be 0.

    Unlike stored vectors they may be empty, and a component may overflow to infinity. Raises InvalidArgument for rows
    that are no vectors (base64 and None included) and vectors of unequal length.
    """
    if isinstance(rows, np.ndarray) and rows.dtype != object:
        return _from_array(rows, "query_embeddings")
    listed = _listed(rows, "query_embeddings")
    for position, row in enumerate(listed):
        if row is None or isinstance(row, (str, bytes)):
            raise InvalidArgument(f"query_embeddings[{position}]: expected a list of numbers, got {kind_of(row)}")
    vectors = _decode_rows(listed, listed, "query_embeddings")
    if not isinstance(vectors, np.ndarray):
        raise InvalidArgument(_INCONSISTENT)
    return vectors


def decode_query_vector(query: object, field: str) -> Matrix:
    """One query vector, float32 of shape (d,); d may be 0, and a component may overflow to infinity.

    Raises InvalidArgument, naming ``field``, for what is no vector and for numbers that are not finite.
    """
    vector = _vector(query, field)
    if not np.isfinite(vector).all():
        # A finite number that is too large for float32 may stand there.
        with np.errstate(over="ignore"):
            wide = np.asarray(plain(query), dtype=np.float64)
        if not np.isfinite(wide).all():
            position = int(np.argmin(np.isfinite(wide)))
            raise InvalidArgument(f"{field}[{position}]: numbers must be finite, got {wide[position]}")
    return vector


def check_dimension(got: int, expected: int | None) -> None:
    """Raise InvalidArgument when the collection's dimension is known and ``got`` differs from it."""
    if expected is not None and got != expected:
        raise InvalidArgument(f"Collection expecting embedding with dimension of {expected}, got {got}")


def _listed(rows: object, field: str) -> Sequence[Any]:
    array = as_array(rows)
    if array is not None:
        return list(array)
    if not is_column(rows):
        raise InvalidArgument(f"{field}: expected a list of vectors, got {kind_of(rows)}")
    return rows


def _from_array(array: NDArray[Any], field: str) -> Matrix:
    if array.dtype.kind not in "fiu":
        raise InvalidArgument(f"{field}: expected an array of numbers, got dtype {array.dtype}")
    if array.ndim == 1 and array.size == 0:
        return np.empty((0, 0), dtype=np.float32)
    if array.ndim != 2:
        raise InvalidArgument(f"{field}: expected an array of shape (n, d), got shape {array.shape}")
    if array.dtype == np.float32:
        return np.ascontiguousarray(array)
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, dtype=np.float32)


def _check_rows(matrix: Matrix) -> None:
    if matrix.shape[0] and not matrix.shape[1]:
        raise InvalidArgument(_EMPTY)
    if not np.isfinite(matrix).all():
        raise InvalidArgument(_NON_FINITE)


def _decode_rows(present: Sequence[Any], listed: Sequence[Any], field: str) -> Matrix | list[Matrix]:
    """One (n, d) array, or a list of vectors when their lengths differ."""
    if not present:
        return np.empty((0, 0), dtype=np.float32)
    texts = sum(isinstance(row, str) for row in present)
    if texts == len(present):
        return _stack([_from_base64(row) for row in present])
    if texts:
        raise InvalidArgument(f"{field}: base64 strings and lists of numbers may not be mixed in one request")
    rectangular = all(is_list(row) for row in present) and len({len(row) for row in present}) == 1
    if rectangular and all(map(_is_number_type, _types_within(present))):
        return _to_float32(present, field)
    positions = [i for i, row in enumerate(listed) if row is not None]
    return _stack([_vector(row, f"{field}[{position}]") for position, row in zip(positions, present, strict=True)])


def _types_within(rows: Iterable[Iterable[object]]) -> set[type]:
    # numpy silently turns True and "1" into 1.0, so the types are read off first. set.update over map stays in C.
    types: set[type] = set()
    for row in rows:
        types.update(map(type, row))
    return types


def _is_number_type(kind: type[Any]) -> bool:
    return not issubclass(kind, bool) and issubclass(kind, Real)


def _to_float32(values: Any, field: str) -> Matrix:
    try:
        with np.errstate(over="ignore"):
            return np.array(values, dtype=np.float32)
    except (OverflowError, ValueError, TypeError) as error:
        raise InvalidArgument(f"{field}: {error}") from None


def _vector(row: object, field: str) -> Matrix:
    array = as_array(row)
    if array is not None and array.ndim == 1 and array.dtype.kind in "fiu":
        with np.errstate(over="ignore"):
            return np.asarray(array, dtype=np.float32)
    numbers = plain(row)
    if not is_column(numbers):
        raise InvalidArgument(f"{field}: expected a list of numbers, got {kind_of(numbers)}")
    for position, number in enumerate(numbers):
        if not _is_number_type(type(number)):
            raise InvalidArgument(f"{field}[{position}]: expected a number, got {kind_of(number)}")
    return _to_float32(numbers, field)


def _stack(vectors: list[Matrix]) -> Matrix | list[Matrix]:
    if len({vector.shape for vector in vectors}) > 1:
        return vectors
    return np.stack(vectors)


def _from_base64(text: str) -> Matrix:
    raw = text.encode("utf-8", "surrogatepass")
    bad = _NOT_BASE64.search(raw.rstrip(b"=") if len(raw) % 4 == 0 and not raw.endswith(b"===") else raw)
    if bad is not None:
        raise InvalidArgument(f"Invalid base64 string: Invalid symbol {bad.group()[0]}, offset {bad.start()}.")
    if len(raw) % 4 == 1:
        raise InvalidArgument(f"Invalid base64 string: Invalid input length: {len(raw)}")
    if len(raw) % 4:
        raise InvalidArgument("Invalid base64 string: Invalid padding")
    data = binascii.a2b_base64(raw)
    symbols = raw.rstrip(b"=")
    if len(symbols) < len(raw) and base64.b64encode(data[-(len(data) % 3) :]).rstrip(b"=")[-1:] != symbols[-1:]:
        raise InvalidArgument(f"Invalid base64 string: Invalid last symbol {symbols[-1]}, offset {len(symbols) - 1}.")
    if len(data) % 4:
        raise InvalidArgument(
            f"Invalid byte length: {len(data)} bytes cannot be converted to f32 values (must be divisible by 4)"
        )
    vector = np.frombuffer(data, dtype=_FLOAT32).astype(np.float32, copy=False)
    finite = np.isfinite(vector)
    if not finite.all():
        position = int(np.argmin(finite))
        shown = "NaN" if np.isnan(vector[position]) else str(vector[position])
        raise InvalidArgument(f"Non-finite float value at embedding index {position}: {shown}")
    return vector
