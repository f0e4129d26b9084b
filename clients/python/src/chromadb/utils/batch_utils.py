"""Records in batches of what the server takes at once."""

from __future__ import annotations

from typing import Protocol

from chromadb._types.metadata import Metadatas
from chromadb._types.records import Documents, IDs
from chromadb._types.vectors import Embeddings
from chromadb.api import BaseAPI

__all__ = ["BaseAPI", "create_batches"]


class _HasMaxBatchSize(Protocol):
    def get_max_batch_size(self) -> int: ...


def create_batches(
    api: _HasMaxBatchSize,
    ids: IDs,
    embeddings: Embeddings | None = None,
    metadatas: Metadatas | None = None,
    documents: Documents | None = None,
) -> list[tuple[IDs, Embeddings | None, Metadatas | None, Documents | None]]:
    """Cut records into batches of at most ``api.get_max_batch_size()``.

    Collections do this themselves; it is of use to see, pace or repeat single batches.
    """
    size = api.get_max_batch_size()
    if len(ids) <= size:
        return [(ids, embeddings, metadatas, documents)]
    return [
        (
            ids[start : start + size],
            None if embeddings is None else embeddings[start : start + size],
            metadatas[start : start + size] if metadatas else None,
            documents[start : start + size] if documents else None,
        )
        for start in range(0, len(ids), size)
    ]
