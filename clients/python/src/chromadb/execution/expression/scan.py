"""The parts of a read plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chromadb._types.records import IDs
from chromadb._types.results import Include
from chromadb._types.vectors import Embeddings

if TYPE_CHECKING:
    from chromadb._types.collection import Collection, RequestVersionContext, Segment


@dataclass
class Scan:
    """What is read: a collection and its segments."""

    collection: Collection
    knn: Segment
    metadata: Segment
    record: Segment

    @property
    def version(self) -> RequestVersionContext:
        """The state of the collection that the plan was made for."""
        return {"collection_version": self.collection.version, "log_position": self.collection.log_position}


@dataclass
class Filter:
    """Which records are looked at; the filters in the grammars of ``where`` and ``where_document``."""

    user_ids: IDs | None = None
    where: Any | None = None
    where_document: Any | None = None


@dataclass
class KNN:
    """The queries, and how many neighbours of each."""

    embeddings: Embeddings
    fetch: int


@dataclass
class Projection:
    """Which fields come back."""

    document: bool = False
    embedding: bool = False
    metadata: bool = False
    rank: bool = False
    uri: bool = False

    @property
    def included(self) -> Include:
        """The same as an include list."""
        included: Include = []
        if self.document:
            included.append("documents")
        if self.embedding:
            included.append("embeddings")
        if self.metadata:
            included.append("metadatas")
        if self.rank:
            included.append("distances")
        if self.uri:
            included.append("uris")
        return included
