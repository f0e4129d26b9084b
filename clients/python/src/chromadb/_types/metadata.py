"""Metadata of records and collections: brought into one form, checked, and turned into what travels."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import numpy as np

from chromadb._narrow import is_dict, is_list, is_mapping
from chromadb._types.vectors import maybe_cast_one_to_many
from chromadb.base_types import SPARSE_VECTOR_TYPE_VALUE, TYPE_KEY, Metadata, SparseVector, UpdateMetadata

META_KEY_CHROMA_DOCUMENT = "chroma:document"

Metadatas: TypeAlias = list[Metadata]
CollectionMetadata: TypeAlias = dict[str, Any]
UpdateCollectionMetadata: TypeAlias = UpdateMetadata

M = TypeVar("M")


def normalize_metadata(metadata: Metadata | None) -> Metadata | None:
    """Return a copy whose sparse vectors given as tagged dicts are SparseVector, and numpy scalars Python's.

    Raises:
        ValueError: a sparse vector is malformed.
    """
    if not is_mapping(metadata):
        return metadata
    normalized: dict[str, Any] = {}
    for key, value in metadata.items():
        if is_dict(value) and value.get(TYPE_KEY) == SPARSE_VECTOR_TYPE_VALUE:
            normalized[key] = SparseVector.from_dict(value)
        elif isinstance(value, (np.generic, np.ndarray)):
            normalized[key] = value.tolist()
        else:
            normalized[key] = value
    return normalized


def normalize_metadatas(metadatas: Any) -> list[Metadata | None] | None:
    """``normalize_metadata`` for one or many; single entries may be None."""
    unpacked: list[Any] | None = maybe_cast_one_to_many(metadatas)
    return None if unpacked is None else [normalize_metadata(metadata) for metadata in unpacked]


def _check_scalar(key: str, value: object) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"Expected metadata value for key '{key}' to be a finite number, got {value}")
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        raise ValueError(f"Expected metadata value for key '{key}' to fit 64 bits, got {value}")


def _check_list(key: str, value: list[Any]) -> None:
    if not value:
        raise ValueError(f"Expected metadata list value for key '{key}' to be non-empty")
    kinds: set[type[Any]] = {type(item) for item in value}
    if len(kinds) > 1 or not kinds <= {str, int, float, bool}:
        raise ValueError(
            f"Expected metadata list value for key '{key}' to contain only str, int, float, or bool "
            f"and all elements must be the same type, got {value}"
        )
    for item in value:
        _check_scalar(key, item)


def _check_value(key: str, value: Any, *, detail: str) -> None:
    if value is None or isinstance(value, SparseVector):
        return
    if is_list(value):
        _check_list(key, value)
    elif isinstance(value, (str, int, float, bool)):
        _check_scalar(key, value)
    else:
        raise ValueError(
            f"Expected metadata value to be a str, int, float, bool, SparseVector, list, or None, got {value}{detail}"
        )


def validate_metadata(metadata: Metadata) -> Metadata:
    """Check one record's metadata, or None, and return it.

    Raises:
        ValueError: it is not a dict, is empty, uses the key ``chroma:document``, or holds a value of another type than
            str, int, float, bool, SparseVector, or a list of one type of these.
        TypeError: a key is not a str.
    """
    given: Any = metadata
    if given is None:
        return metadata
    if not is_dict(given):
        raise ValueError(f"Expected metadata to be a dict or None, got {type(given).__name__} as metadata")
    if len(given) == 0:
        raise ValueError(f"Expected metadata to be a non-empty dict, got {len(given)} metadata attributes")
    for key, value in given.items():
        if key == META_KEY_CHROMA_DOCUMENT:
            raise ValueError(f"Expected metadata to not contain the reserved key {META_KEY_CHROMA_DOCUMENT}")
        if not isinstance(key, str):
            raise TypeError(f"Expected metadata key to be a str, got {key} which is a {type(key).__name__}")
        _check_value(key, value, detail=f" which is a {type(value).__name__} (key '{key}')")
    return metadata


def validate_update_metadata(metadata: UpdateMetadata) -> UpdateMetadata:
    """Check the metadata of an update, or None, and return it. Values may be None, which takes the key away.

    Raises:
        ValueError: as ``validate_metadata``, and when a key is not a str.
    """
    given: Any = metadata
    if given is None:
        return metadata
    if not is_dict(given):
        raise ValueError(f"Expected metadata to be a dict or None, got {type(given)}")
    if len(given) == 0:
        raise ValueError(f"Expected metadata to be a non-empty dict, got {given}")
    for key, value in given.items():
        if not isinstance(key, str):
            raise ValueError(f"Expected metadata key to be a str, got {key}")
        _check_value(key, value, detail=f" (key '{key}')")
    return metadata


def each_with_index(items: list[M], check: Callable[[M], object]) -> None:
    """Call ``check`` on each item; what it raises says at which index."""
    for index, item in enumerate(items):
        try:
            check(item)
        except TypeError as error:
            raise TypeError(f"{error} (at index {index})") from None
        except ValueError as error:
            raise ValueError(f"{error} (at index {index})") from None


def validate_metadatas(metadatas: Metadatas) -> Metadatas:
    """``validate_metadata`` for each of a list, which is returned. The message of an error gives the index."""
    given: Any = metadatas
    if not is_list(given):
        raise ValueError(f"Expected metadatas to be a list, got {given}")
    each_with_index(metadatas, validate_metadata)
    return metadatas


def serialize_metadata(metadata: Metadata | None) -> dict[str, Any] | None:
    """Metadata as it travels: every SparseVector as its tagged dict."""
    if metadata is None:
        return None
    return {key: value.to_dict() if isinstance(value, SparseVector) else value for key, value in metadata.items()}


def deserialize_metadata(metadata: dict[str, Any] | None) -> dict[str, Any] | None:
    """The inverse of ``serialize_metadata``."""
    if metadata is None:
        return None
    return {
        key: SparseVector.from_dict(value)
        if is_dict(value) and value.get(TYPE_KEY) == SPARSE_VECTOR_TYPE_VALUE
        else value
        for key, value in metadata.items()
    }
