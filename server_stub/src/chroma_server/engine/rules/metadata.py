"""Metadata of records and of collections: keys, value kinds, normal form, merging.

A value is a string, bool, int64, double, a list of one of these, or a sparse vector. Normalising brings a value into
the one form the engine stores: integers outside int64 become doubles, a list of ints and doubles becomes a list of
doubles, -0.0 becomes 0.0, numpy scalars become Python's, and a sparse vector becomes a SparseVector. An empty list
counts as "no such key".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from chroma_server.engine.errors import InvalidArgument

from .shapes import is_column, is_list, is_object, is_unicode, kind_of, plain
from .sparse import SparseVector, check_sparse_vector

Scalar: TypeAlias = "str | bool | int | float"
MetadataValue: TypeAlias = "Scalar | list[str] | list[bool] | list[int] | list[float] | SparseVector"
Metadata: TypeAlias = "dict[str, MetadataValue]"
MetadataPatch: TypeAlias = "dict[str, MetadataValue | None]"

MIN_INT64 = -(2**63)
MAX_INT64 = 2**63 - 1


def check_metadatas(metadatas: Sequence[Mapping[str, Any] | None]) -> list[Metadata]:
    """The metadata of new records, normalised, one dict per element; None and ``{}`` both become ``{}``.

    Raises InvalidArgument naming index and key for a bad key, a value of another kind, and None as a value.
    """
    return [cast("Metadata", patch) for patch in _check_each(metadatas, nulls=False)]


def check_metadata_patches(metadatas: Sequence[Mapping[str, Any] | None]) -> list[MetadataPatch]:
    """The metadata of an update or upsert, normalised, one dict per element; a value of None deletes its key.

    Raises InvalidArgument naming index and key for a bad key and a value of another kind.
    """
    return _check_each(metadatas, nulls=True)


def check_collection_metadata(metadata: Mapping[str, Any] | None, *, update: bool = False) -> Metadata | None:
    """A collection's metadata, normalised; None when there is none.

    With ``update`` it is the ``new_metadata`` of a change, which replaces the old one as a whole: its None values are
    left out, and when nothing remains the collection has no metadata any more. Raises InvalidArgument for an empty
    mapping, a bad key or a bad value.
    """
    field = "new_metadata" if update else "metadata"
    if metadata is None:
        return None
    if not is_object(metadata):
        raise InvalidArgument(f"Validation error: {field}: expected an object, got {kind_of(metadata)}")
    if not metadata:
        raise InvalidArgument(f"Validation error: {field}: Metadata cannot be empty")
    checked: Metadata = {}
    for key, value in metadata.items():
        key = _check_key(key, f"Validation error: {field}: ")
        try:
            normal = normalise_value(value)
        except InvalidArgument as error:
            raise InvalidArgument(f"Validation error: {field}: key {key!r}: {error}") from None
        if normal is not None:
            checked[key] = normal
        elif value is None and not update:
            raise InvalidArgument(f"Validation error: {field}: key {key!r}: null is not a metadata value")
    return checked or None


def merge_metadata(old: Mapping[str, MetadataValue], patch: Mapping[str, MetadataValue | None]) -> Metadata:
    """A new dict: ``old`` with every key of ``patch`` set, or deleted where the patch says None; key order is kept."""
    merged = dict(old)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


def normalise_value(value: object) -> MetadataValue | None:
    """One metadata value in normal form; None for None and for an empty list. Raises InvalidArgument for no value."""
    kind = type(value)
    if kind is float or kind is int:
        return _normalise_scalar(value)
    if isinstance(value, (str, int, float)):  # nearly all values are, so the rarer kinds are looked for afterwards
        return _normalise_scalar(plain(value))
    value = plain(value)
    if value is None:
        return None
    if is_list(value):
        return _normalise_list(value)
    if is_object(value):
        if "indices" not in value or "values" not in value:
            raise InvalidArgument("an object is only allowed as a sparse vector with indices and values")
        return check_sparse_vector(value)
    return _normalise_scalar(value)


def _check_each(metadatas: Sequence[Mapping[str, Any] | None], *, nulls: bool) -> list[MetadataPatch]:
    if not is_column(metadatas):
        raise InvalidArgument(f"metadatas: expected a list of objects, got {kind_of(metadatas)}")
    known: set[str] = set()
    return [_check_one(metadata, index, nulls, known) for index, metadata in enumerate(metadatas)]


def _check_one(metadata: object, index: int, nulls: bool, known: set[str]) -> MetadataPatch:
    """``known``: keys that were checked before; those of one batch are few."""
    if metadata is None:
        return {}
    if not is_object(metadata):
        raise InvalidArgument(f"{_place(index)}expected an object, got {kind_of(metadata)}")
    checked: MetadataPatch = {}
    given: Mapping[Any, Any] = metadata
    for key, value in given.items():
        if key not in known:
            known.add(_check_key(key, _place(index)))
        # Many values are of these types, and then in normal form.
        if (type(value) is str and value.isascii()) or type(value) is bool:
            checked[key] = value
            continue
        try:
            normal = normalise_value(value)
        except InvalidArgument as error:
            raise InvalidArgument(f"{_place(index)}key {key!r}: {error}") from None
        if normal is not None or nulls:
            checked[key] = normal
        elif value is None:
            raise InvalidArgument(f"{_place(index)}key {key!r}: null is not a metadata value")
    return checked


def _place(index: int) -> str:
    return f"Validation error: metadatas: Invalid metadata at index {index}: "


def _check_key(key: object, prefix: str) -> str:
    if not isinstance(key, str):
        raise InvalidArgument(f"{prefix}Metadata key must be a string, got {key!r}")
    if not key:
        raise InvalidArgument(f"{prefix}Metadata key cannot be empty")
    if key[0] in "#$":
        raise InvalidArgument(f"{prefix}Metadata key cannot start with '#' or '$': {key}")
    if not is_unicode(key):
        raise InvalidArgument(f"{prefix}Metadata key is not valid Unicode: {key!r}")
    return key


def _normalise_scalar(value: object) -> Scalar:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if not is_unicode(value):
            raise InvalidArgument(f"the string is not valid Unicode: {value[:80]!r}")
        return str(value)
    if isinstance(value, int):
        return int(value) if MIN_INT64 <= value <= MAX_INT64 else _to_double(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidArgument(f"numbers must be finite, got {value}")
        return float(value) + 0.0
    raise InvalidArgument(f"expected a string, number, bool, list or sparse vector, got {kind_of(value)}")


def _normalise_list(values: Sequence[object]) -> MetadataValue | None:
    if not values:
        return None
    scalars = [_list_element(plain(value)) for value in values]
    kinds = {type(scalar) for scalar in scalars}
    if kinds == {int, float}:
        return [_to_double(cast("int | float", scalar)) for scalar in scalars]
    if len(kinds) > 1:
        names = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise InvalidArgument(f"a list must hold values of one type, got {names}")
    return cast("MetadataValue", scalars)


def _list_element(value: object) -> Scalar:
    if is_list(value) or is_object(value):
        raise InvalidArgument("a list may not hold lists or objects")
    if value is None:
        raise InvalidArgument("a list may not hold null")
    return _normalise_scalar(value)


def _to_double(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise InvalidArgument("number out of range") from None
