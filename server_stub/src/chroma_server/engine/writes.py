"""Writing records: from the arguments of a call to a checked batch, and which records a delete takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from chroma_server.engine.batch import Batch
from chroma_server.engine.collection import State
from chroma_server.engine.reads import Selection
from chroma_server.engine.rules.batches import check_delete, check_filled_ids, check_ids, check_lengths, check_texts
from chroma_server.engine.rules.metadata import check_metadata_patches, check_metadatas
from chroma_server.engine.rules.paging import check_limit
from chroma_server.engine.rules.vectors import EmbeddingsInput, check_dimension, decode_embeddings

WriteKind = Literal["add", "upsert", "update"]


def write_batch(
    kind: WriteKind,
    dimension: int | None,
    *,
    ids: Sequence[str],
    embeddings: EmbeddingsInput,
    metadatas: Sequence[Mapping[str, Any] | None] | None,
    documents: Sequence[str | None] | None,
    uris: Sequence[str | None] | None,
) -> Batch:
    """The batch of an add, upsert or update to a collection of this dimension.

    Checked in the order of the official server: vectors, metadata, dimension, lengths, ids. Raises InvalidArgument.
    """
    checked_ids = check_ids(ids)
    rows = decode_embeddings(embeddings, len(checked_ids), allow_none=kind == "update")
    patches = None
    if metadatas is not None:
        patches = check_metadatas(metadatas) if kind == "add" else check_metadata_patches(metadatas)
    positions: list[int] | None = None
    if isinstance(rows, np.ndarray):
        vectors = rows if len(rows) else None
    else:
        positions = [position for position, row in enumerate(rows) if row is not None]
        vectors = np.stack([row for row in rows if row is not None]) if positions else None
    batch = Batch(
        kind,
        checked_ids,
        vectors,
        positions if vectors is not None else None,
        check_texts(documents, "documents"),
        check_texts(uris, "uris"),
        patches,
    )
    check_batch_dimension(batch, dimension)
    check_lengths(len(checked_ids), rows, batch.documents, batch.uris, batch.metadatas)
    check_filled_ids(checked_ids)
    return batch


def check_batch_dimension(batch: Batch, dimension: int | None) -> None:
    """Raise InvalidArgument when the vectors of the batch have another length than the collection's."""
    if batch.dimension is not None:
        check_dimension(batch.dimension, dimension)


class Deletion:
    """A delete whose arguments are checked. Raises InvalidArgument."""

    def __init__(
        self,
        ids: Sequence[str] | None,
        where: Mapping[str, Any] | None,
        where_document: Mapping[str, Any] | None,
        limit: int | None,
    ) -> None:
        self._limit = check_limit(limit)
        self._selection = Selection.parse(ids, where, where_document)
        check_delete(ids, where, where_document, limit)
        self._nothing_named = ids is None and where is None and where_document is None

    def batch(self, state: State) -> Batch:
        """The records to remove, in insertion order; none when the call names neither ids nor a filter."""
        if self._nothing_named:
            return Batch("delete", [])
        snapshot = state.snapshot
        return Batch("delete", snapshot.ids_at(self._selection.page(snapshot, 0, self._limit)))
