"""Records in columns, one list per field: their types, how they are brought into one form, and checked."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, TypeAlias, TypedDict, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_list
from chromadb._types.metadata import Metadatas, normalize_metadatas, validate_metadatas
from chromadb._types.vectors import (
    Embedding,
    Embeddings,
    OneOrMany,
    PyEmbedding,
    PyEmbeddings,
    maybe_cast_one_to_many,
    normalize_embeddings,
    validate_embeddings,
)
from chromadb.base_types import Metadata
from chromadb.errors import DuplicateIDError

ID: TypeAlias = str
IDs: TypeAlias = list[ID]
URI: TypeAlias = str
URIs: TypeAlias = list[URI]
Document: TypeAlias = str
Documents: TypeAlias = list[Document]
ImageDType: TypeAlias = np.uint | np.int64 | np.float64
Image: TypeAlias = NDArray[ImageDType]
"""One image as an array of at least two dimensions, e.g. (height, width, channels)."""
Images: TypeAlias = list[Image]

Embeddable: TypeAlias = Documents | Images
"""What an embedding function takes."""
Loadable: TypeAlias = list[Image | None]
"""What a data loader gives."""

D = TypeVar("D", bound=Embeddable, contravariant=True)
L = TypeVar("L", covariant=True, bound=Loadable)
Parameter = TypeVar("Parameter", Document, Image, Embedding, Metadata, ID)


class BaseRecordSet(TypedDict):
    """What can be embedded, and embeddings."""

    embeddings: Embeddings | None
    documents: Documents | None
    images: Images | None
    uris: URIs | None


class InsertRecordSet(BaseRecordSet):
    """Records to be written."""

    ids: IDs
    metadatas: Metadatas | None


def get_default_embeddable_record_set_fields() -> set[str]:
    """The fields of a record set that an embedding can be made from."""
    return {"documents", "images", "uris"}


def is_document(target: Any) -> bool:
    """Whether ``target`` is a document: text."""
    return isinstance(target, str)


def is_image(target: Any) -> bool:
    """Whether ``target`` is an image: an array of two dimensions or more."""
    return isinstance(target, np.ndarray) and cast("NDArray[Any]", target).ndim >= 2


def normalize_base_record_set(
    embeddings: OneOrMany[Embedding] | OneOrMany[PyEmbedding] | None = None,
    documents: OneOrMany[Document] | None = None,
    images: OneOrMany[Image] | None = None,
    uris: OneOrMany[URI] | None = None,
) -> BaseRecordSet:
    """Single values as lists of one, embeddings as a list of arrays."""
    return BaseRecordSet(
        embeddings=normalize_embeddings(embeddings),
        documents=maybe_cast_one_to_many(documents),
        images=maybe_cast_one_to_many(images),
        uris=maybe_cast_one_to_many(uris),
    )


def normalize_insert_record_set(
    ids: OneOrMany[ID],
    embeddings: OneOrMany[Embedding] | OneOrMany[PyEmbedding] | None,
    metadatas: OneOrMany[Metadata] | None = None,
    documents: OneOrMany[Document] | None = None,
    images: OneOrMany[Image] | None = None,
    uris: OneOrMany[URI] | None = None,
) -> InsertRecordSet:
    """``normalize_base_record_set``, with ids, and with sparse vectors in metadata as SparseVector."""
    base = normalize_base_record_set(embeddings=embeddings, documents=documents, images=images, uris=uris)
    return InsertRecordSet(
        ids=cast("IDs", maybe_cast_one_to_many(ids)),
        metadatas=cast("Metadatas | None", normalize_metadatas(metadatas)),
        embeddings=base["embeddings"],
        documents=base["documents"],
        images=base["images"],
        uris=base["uris"],
    )


def _columns(record_set: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: column for name, column in record_set.items() if column is not None}


def _check_lengths(record_set: Mapping[str, Any]) -> None:
    columns = _columns(record_set)
    if not columns:
        raise ValueError(f"At least one of {', '.join(record_set)} must be provided")
    empty = [name for name, column in columns.items() if len(column) == 0]
    if empty:
        raise ValueError(f"Non-empty lists are required for {empty}")
    if len({len(column) for column in columns.values()}) > 1:
        lengths = ", ".join(f"{name}: {len(column)}" for name, column in columns.items())
        raise ValueError(f"Unequal lengths for fields: {lengths}")


def validate_base_record_set(record_set: BaseRecordSet) -> None:
    """Check lengths and types of the columns that are there.

    Raises:
        ValueError: no column, an empty one, unequal lengths, or a value of the wrong type. A document may be None where
            there are embeddings.
    """
    _check_lengths(record_set)
    if record_set["embeddings"] is not None:
        validate_embeddings(record_set["embeddings"])
    if record_set["documents"] is not None:
        validate_documents(record_set["documents"], nullable=record_set["embeddings"] is not None)
    if record_set["images"] is not None:
        validate_images(record_set["images"])


def validate_insert_record_set(record_set: InsertRecordSet) -> None:
    """``validate_base_record_set``, and ids and metadatas.

    Raises:
        ValueError: as there, or metadata that cannot be stored.
        DuplicateIDError: an id stands there twice.
    """
    validate_base_record_set(record_set)
    validate_ids(record_set["ids"])
    if record_set["metadatas"] is not None:
        validate_metadatas(record_set["metadatas"])


def validate_record_set_for_embedding(record_set: BaseRecordSet, embeddable_fields: Set[str] | None = None) -> None:
    """Check that exactly one field can be embedded and that there are no embeddings yet."""
    if record_set["embeddings"] is not None:
        raise ValueError("Attempting to embed a record that already has embeddings.")
    validate_record_set_contains_one(
        record_set, get_default_embeddable_record_set_fields() if embeddable_fields is None else embeddable_fields
    )


def _given(record_set: Mapping[str, Any], names: Set[str]) -> int:
    if any(name not in record_set for name in names):
        raise ValueError(
            f"Invalid field in contains: {', '.join(sorted(names))}, available fields: {', '.join(record_set)}"
        )
    return sum(record_set[name] is not None for name in names)


def validate_record_set_contains_any(record_set: BaseRecordSet, contains_any: Set[str]) -> None:
    """Check that at least one of the named fields is given."""
    if _given(record_set, contains_any) == 0:
        raise ValueError(f"At least one of {', '.join(sorted(contains_any))} must be provided")


def validate_record_set_contains_one(record_set: BaseRecordSet, contains_one: Set[str]) -> None:
    """Check that exactly one of the named fields is given."""
    if _given(record_set, contains_one) != 1:
        raise ValueError(f"Exactly one of {', '.join(sorted(contains_one))} must be provided")


def validate_ids(ids: IDs) -> IDs:
    """Check that ``ids`` is a non-empty list of different texts, and return it.

    Raises:
        ValueError: it is not a list, is empty, or holds something else than texts.
        DuplicateIDError: an id stands there twice; the message names up to ten.
    """
    given: Any = ids
    if not is_list(given):
        raise ValueError(f"Expected IDs to be a list, got {type(given).__name__} as IDs")
    if len(given) == 0:
        raise ValueError(f"Expected IDs to be a non-empty list, got {len(given)} IDs")
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for index, id in enumerate(given):
        if not isinstance(id, str):
            raise ValueError(f"Expected ID to be a str, got {id} (at index {index})")
        if id in seen:
            twice[id] = None
        seen.add(id)
    if twice:
        names = list(twice)
        if len(names) < 10:
            raise DuplicateIDError(f"Expected IDs to be unique, found duplicates of: {', '.join(names)}")
        shown = f"{', '.join(names[:5])}, ..., {', '.join(names[-5:])}"
        raise DuplicateIDError(f"Expected IDs to be unique, found {len(names)} duplicated IDs: {shown}")
    return ids


def validate_documents(documents: Documents, nullable: bool = False) -> None:
    """Check that ``documents`` is a non-empty list of texts; with ``nullable`` also of None."""
    given: Any = documents
    if not is_list(given):
        raise ValueError(f"Expected documents to be a list, got {type(given).__name__}")
    if len(given) == 0:
        raise ValueError(f"Expected documents to be a non-empty list, got {len(given)} documents")
    for index, document in enumerate(given):
        if not is_document(document) and not (nullable and document is None):
            raise ValueError(f"Expected document to be a str, got {document} (at index {index})")


def validate_images(images: Images) -> None:
    """Check that ``images`` is a non-empty list of arrays of two dimensions or more."""
    given: Any = images
    if not is_list(given):
        raise ValueError(f"Expected images to be a list, got {type(given).__name__}")
    if len(given) == 0:
        raise ValueError(f"Expected images to be a non-empty list, got {len(given)} images")
    for index, image in enumerate(given):
        if not is_image(image):
            raise ValueError(f"Expected image to be a numpy array, got {image} (at index {index})")


def validate_batch(
    batch: tuple[IDs, Embeddings | PyEmbeddings | None, Metadatas | None, Documents | None, URIs | None],
    limits: Mapping[str, Any],
) -> None:
    """Check that the batch is not beyond ``limits["max_batch_size"]`` records."""
    if len(batch[0]) > limits["max_batch_size"]:
        raise ValueError(f"Batch size {len(batch[0])} exceeds maximum batch size {limits['max_batch_size']}")
