"""Records to be written: from a caller's arguments to one checked, column-shaped value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_list, is_sequence
from chromadb.api.types import (
    maybe_cast_one_to_many,
    normalize_metadatas,
    serialize_metadata,
    validate_documents,
    validate_ids,
    validate_images,
    validate_metadatas,
)
from chromadb.errors import DuplicateIDError
from chromadb.records.vectors import Vectors, normalise_vectors

__all__ = ["Embeddable", "RecordBatch", "Write", "embeddable", "naming", "one_or_many", "records_to_write"]

Write = Literal["add", "update", "upsert"]
Input = Literal["documents", "images", "uris"]

_INPUTS: tuple[Input, ...] = ("documents", "images", "uris")


@dataclass(frozen=True, eq=False)
class RecordBatch:
    """Columns of equal length, ready to be sent. A column that is None is left out of the write.

    Attributes:
        ids: at least one, each once.
        embeddings: float32 of shape (records, dimension), or a list of vectors of different lengths.
        metadatas: plain JSON values; sparse vectors as tagged dicts.
        documents, uris: texts; None for a record without.
    """

    ids: list[str]
    embeddings: Vectors | None = None
    metadatas: list[dict[str, Any] | None] | None = None
    documents: list[str | None] | None = None
    uris: list[str | None] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, part: slice) -> RecordBatch:
        return RecordBatch(
            self.ids[part],
            None if self.embeddings is None else self.embeddings[part],
            None if self.metadatas is None else self.metadatas[part],
            None if self.documents is None else self.documents[part],
            None if self.uris is None else self.uris[part],
        )

    def with_embeddings(self, embeddings: Any) -> RecordBatch:
        """A copy with the vectors an embedding function returned.

        Raises:
            ValueError: they are not as many as the records, or not vectors.
        """
        vectors = normalise_vectors(embeddings)
        if vectors is None or len(vectors) != len(self.ids):
            got = 0 if vectors is None else len(vectors)
            raise ValueError(f"The embedding function returned {got} embeddings for {len(self.ids)} records")
        return replace(self, embeddings=vectors)

    def with_metadatas(self, metadatas: list[dict[str, Any] | None]) -> RecordBatch:
        """A copy with other metadata, as plain values."""
        return replace(self, metadatas=metadatas)


@dataclass(frozen=True, eq=False)
class Embeddable:
    """What an embedding function is to turn into vectors: one of the three kinds of input."""

    field: Input
    values: list[Any]


def one_or_many(target: Any) -> list[Any] | None:
    """One value as a list of one; lists as they are; tuples and one-dimensional arrays as lists; None stays None."""
    if is_sequence(target):
        return target if is_list(target) else list(target)
    if isinstance(target, np.ndarray):
        array = cast("NDArray[Any]", target)
        return array.tolist() if array.ndim == 1 else [array]
    return None if target is None else [target]


class naming:
    """Ends the message of an argument error raised inside with the name of the method that was called."""

    # A class, since every call passes here: one from a generator takes three times as long.
    __slots__ = ("_method",)

    def __init__(self, method: str) -> None:
        self._method = method

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if (
            isinstance(error, (ValueError, TypeError, DuplicateIDError))
            and error.args
            and isinstance(error.args[0], str)
        ):
            error.args = (f"{error.args[0]} in {self._method}.", *error.args[1:])


def records_to_write(
    write: Write,
    *,
    ids: Any,
    embeddings: Any,
    metadatas: Any,
    documents: Any,
    images: Any,
    uris: Any,
) -> tuple[RecordBatch, Embeddable | None]:
    """Normalise and check the arguments of a write.

    Returns:
        The records, and what is to be embedded for them first; None when vectors were given or, in an update, nothing
        that changes them was.

    Raises:
        ValueError, TypeError: an argument is of the wrong type, empty, or of another length than the ids; or there is
            nothing, or more than one thing, to embed.
        DuplicateIDError: an id occurs twice.
    """
    with naming(write):
        columns: dict[str, list[Any] | Vectors | None] = {
            "ids": one_or_many(ids),
            "embeddings": normalise_vectors(embeddings),
            "metadatas": cast("list[Any] | None", normalize_metadatas(metadatas)),
            "documents": one_or_many(documents),
            "images": maybe_cast_one_to_many(images),
            "uris": one_or_many(uris),
        }
        _check_lengths(columns)
        has_vectors = columns["embeddings"] is not None
        _check_inputs(columns, nullable=has_vectors)
        validate_ids(cast("list[str]", columns["ids"]))
        checked_metadatas = cast("list[Any] | None", columns["metadatas"])
        if checked_metadatas is not None:
            validate_metadatas(checked_metadatas)
        embed = None if has_vectors else _to_embed(write, columns)
        batch = RecordBatch(
            ids=cast("list[str]", columns["ids"]),
            embeddings=cast("Vectors | None", columns["embeddings"]),
            metadatas=None if checked_metadatas is None else [serialize_metadata(item) for item in checked_metadatas],
            documents=cast("list[str | None] | None", columns["documents"]),
            uris=cast("list[str | None] | None", columns["uris"]),
        )
    return batch, embed


def embeddable(
    *, embeddings: Any = None, documents: Any = None, images: Any = None, uris: Any = None
) -> Vectors | Embeddable:
    """Normalise and check the input of a query: the vectors themselves, or the one thing they are made from.

    Raises:
        ValueError: nothing, or more than one thing; or one of the wrong type.
    """
    vectors = normalise_vectors(embeddings)
    if vectors is not None and documents is None and images is None and uris is None:
        return vectors
    columns: dict[str, list[Any] | Vectors | None] = {
        "embeddings": vectors,
        "documents": one_or_many(documents),
        "images": maybe_cast_one_to_many(images),
        "uris": one_or_many(uris),
    }
    _check_lengths(columns)
    _check_inputs(columns, nullable=vectors is not None)
    return _single(columns, _INPUTS) if vectors is None else vectors


def _to_embed(write: Write, columns: dict[str, list[Any] | Vectors | None]) -> Embeddable | None:
    if write == "add":
        return _single(columns, _INPUTS)
    # A changed URI alone does not say that what it points to has changed.
    fields: tuple[Input, ...] = ("documents", "images")
    if write == "update" and all(columns[field] is None for field in fields):
        return None
    return _single(columns, fields)


def _single(columns: dict[str, list[Any] | Vectors | None], fields: tuple[Input, ...]) -> Embeddable:
    given: list[Input] = [field for field in fields if columns[field] is not None]
    if len(given) != 1:
        raise ValueError(f"Exactly one of {', '.join(fields)} must be provided")
    return Embeddable(given[0], cast("list[Any]", columns[given[0]]))


def _check_lengths(columns: dict[str, list[Any] | Vectors | None]) -> None:
    lengths = {field: len(column) for field, column in columns.items() if column is not None}
    if not lengths:
        raise ValueError(f"At least one of one of {', '.join(columns)} must be provided")
    empty = [field for field, length in lengths.items() if length == 0]
    if empty:
        raise ValueError(f"Non-empty lists are required for {empty}")
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{field}: {length}" for field, length in lengths.items())
        raise ValueError(f"Unequal lengths for fields: {listed}")


def _check_inputs(columns: dict[str, list[Any] | Vectors | None], *, nullable: bool) -> None:
    documents, images, uris = columns["documents"], columns["images"], columns["uris"]
    if documents is not None:
        validate_documents(cast("list[str]", documents), nullable=nullable)
    if images is not None:
        validate_images(cast("list[Any]", images))
    for position, uri in enumerate(cast("list[Any]", uris or [])):
        if uri is not None and not isinstance(uri, str):
            raise ValueError(f"Expected URI to be a str, got {uri!r} at index {position}")
