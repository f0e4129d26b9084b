"""Embeddings: their types, how they are brought into one form, checked, and packed for the wire."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_list, is_sequence
from chromadb.base_types import PyVector, SparseVector, Vector

T = TypeVar("T")
OneOrMany: TypeAlias = T | list[T]

PyEmbedding: TypeAlias = PyVector
PyEmbeddings: TypeAlias = list[PyEmbedding]
Embedding: TypeAlias = Vector
Embeddings: TypeAlias = list[Embedding]
SparseVectors: TypeAlias = list[SparseVector]

EmbeddingsArgument: TypeAlias = NDArray[Any] | Sequence[float] | Sequence[Sequence[float] | NDArray[Any]]
"""What a collection takes as embeddings: one or many of them, as numbers or arrays, or a matrix of shape (n, d)."""

_FLOAT32_MAX = float(np.finfo(np.float32).max)
_DTYPES = frozenset(np.dtype(kind) for kind in (np.float16, np.float32, np.float64, np.int32, np.int64))


def maybe_cast_one_to_many(target: T | list[T] | None) -> list[T] | None:
    """Return a list as it is, one value as a list of one, None as None."""
    if target is None:
        return None
    if is_list(target):
        return cast("list[T]", target)
    return [cast("T", target)]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _row(values: Sequence[Any], position: int | None) -> Embedding:
    where = "" if position is None else f" at index {position}"
    if len(values) == 0:
        raise ValueError(f"Expected each embedding to hold at least one number, got an empty one{where}")
    try:
        array = np.asarray(values)
    except ValueError:  # ragged
        array = np.empty(0, dtype=object)
    if array.ndim == 1 and array.dtype.kind in "iuf":
        return array.astype(np.float32)
    for place, value in enumerate(values):
        if not _is_number(value):
            raise ValueError(f"Expected embeddings to hold ints or floats, got {value!r} at place {place}{where}")
    return np.array(values, dtype=np.float32)


def _unusable(target: object) -> ValueError:
    return ValueError(
        "Expected embeddings to be a list of floats or ints, a list of lists, a numpy array, or a list of numpy "
        f"arrays, got {target}"
    )


def normalize_embeddings(target: Any) -> Embeddings | None:
    """Return a list of arrays of shape (dimension,).

    ``target`` is one embedding or many: numbers in a list, tuple or array of shape (dimension,); or a list of those; or
    an array of shape (count, dimension). Arrays keep their dtype, lists become float32. None stays None.

    Raises:
        ValueError: it is empty or anything else.
    """
    if target is None:
        return None
    if isinstance(target, np.ndarray):
        array = cast("NDArray[Any]", target)
        if array.size == 0:
            raise ValueError(f"Expected Embeddings to be non-empty list or numpy array, got {target}")
        if array.ndim == 1:
            return [array]
        if array.ndim == 2:
            return list(array)
        raise _unusable(array)
    if not is_sequence(target):
        raise _unusable(target)
    if len(target) == 0:
        raise ValueError(f"Expected Embeddings to be non-empty list or numpy array, got {target}")
    if _is_number(target[0]):
        return [_row(target, None)]
    rows: Embeddings = []
    for position, row in enumerate(target):
        if isinstance(row, np.ndarray):
            rows.append(cast("Embedding", row))
        elif is_sequence(row):
            rows.append(_row(row, position))
        else:
            raise _unusable(target)
    return rows


def validate_embeddings(embeddings: Embeddings) -> Embeddings:
    """Check that ``embeddings`` is a non-empty list of one-dimensional arrays of numbers, and return it.

    Raises:
        ValueError: it is not; the message gives the index.
    """
    given: Any = embeddings
    if not is_list(given) and not isinstance(given, np.ndarray):
        raise ValueError(f"Expected embeddings to be a list, got {type(given).__name__}")
    if len(embeddings) == 0:
        raise ValueError(f"Expected embeddings to be a list with at least one item, got {len(embeddings)} embeddings")
    kinds = sorted({type(embedding).__name__ for embedding in embeddings} - {"ndarray"})
    if kinds:
        raise ValueError(f"Expected each embedding in the embeddings to be a numpy array, got {kinds}")
    for position, embedding in enumerate(embeddings):
        if embedding.ndim != 1:
            raise ValueError(
                f"Expected a 1-dimensional array, got a {embedding.ndim}-dimensional array {embedding} "
                f"at index {position}"
            )
        if embedding.size == 0:
            raise ValueError(
                "Expected each embedding in the embeddings to be a 1-dimensional numpy array with at least 1 int/float "
                f"value. Got a 1-dimensional numpy array with no values at pos {position}"
            )
        if embedding.dtype not in _DTYPES:
            raise ValueError(
                "Expected each value in the embedding to be a int or float, got an embedding with "
                f"{embedding.dtype} - {embedding} at index {position}"
            )
    return embeddings


def validate_sparse_vectors(vectors: SparseVectors) -> SparseVectors:
    """Check that ``vectors`` is a non-empty list of SparseVector, and return it.

    Raises:
        ValueError: it is not; the message gives the index.
    """
    given: Any = vectors
    if not is_list(given):
        raise ValueError(f"Expected sparse vectors to be a list, got {type(given).__name__}")
    if len(given) == 0:
        raise ValueError(f"Expected sparse vectors to be a non-empty list, got {len(given)} sparse vectors")
    for position, vector in enumerate(given):
        if not isinstance(vector, SparseVector):
            raise ValueError(f"Expected SparseVector instance at position {position}, got {type(vector).__name__}")
    return vectors


def convert_np_embeddings_to_list(embeddings: Embeddings) -> PyEmbeddings:
    """Arrays as lists of Python numbers."""
    return [embedding.tolist() for embedding in embeddings]


def convert_list_embeddings_to_np(embeddings: PyEmbeddings) -> Embeddings:
    """Lists of numbers as arrays."""
    return [np.array(embedding) for embedding in embeddings]


def pack_embedding_safely(embedding: Embedding) -> str:
    """Base64 of the embedding as little-endian float32. What float32 cannot hold becomes an infinity of its sign."""
    wide = np.asarray(embedding, dtype=np.float64)
    beyond = np.abs(wide) > _FLOAT32_MAX
    if beyond.any():
        wide = np.where(beyond, np.copysign(math.inf, wide), wide)
    return base64.b64encode(wide.astype("<f4").tobytes()).decode("ascii")


def optional_embeddings_to_base64_strings(embeddings: Embeddings | None) -> list[str | None] | None:
    """``pack_embedding_safely`` for each; None stays None, inside the list too."""
    if embeddings is None:
        return None
    given: list[Any] = list(embeddings)
    return [None if embedding is None else pack_embedding_safely(embedding) for embedding in given]


def optional_base64_strings_to_embeddings(b64_strings: list[str | None] | None) -> PyEmbeddings | None:
    """The inverse of ``optional_embeddings_to_base64_strings``, as lists of floats.

    Raises:
        ValueError: a text is not base64, or not of whole float32 numbers.
    """
    if b64_strings is None:
        return None
    unpacked: list[Any] = []
    for text in b64_strings:
        packed = None if text is None else base64.b64decode(text, validate=True)
        unpacked.append(None if packed is None else np.frombuffer(packed, dtype="<f4").tolist())
    return unpacked
