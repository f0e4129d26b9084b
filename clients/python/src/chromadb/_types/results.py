"""What calls take and give: requests, results, include lists and read levels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, TypeAlias, TypedDict, get_args

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_list
from chromadb._types.metadata import Metadatas
from chromadb._types.records import ID, URI, Document, Documents, IDs, Loadable, URIs
from chromadb._types.vectors import Embeddings, PyEmbeddings
from chromadb.base_types import Metadata, Where, WhereDocument

_Field: TypeAlias = Literal["documents", "embeddings", "metadatas", "distances", "uris", "data"]
Include: TypeAlias = list[_Field]
_FIELDS: tuple[str, ...] = get_args(_Field)
"""Which fields a result carries besides the ids."""

IncludeMetadataDocuments: Include = ["metadatas", "documents"]
IncludeMetadataDocumentsEmbeddings: Include = ["metadatas", "documents", "embeddings"]
IncludeMetadataDocumentsEmbeddingsDistances: Include = ["metadatas", "documents", "embeddings", "distances"]
IncludeMetadataDocumentsDistances: Include = ["metadatas", "documents", "distances"]

Space: TypeAlias = Literal["cosine", "l2", "ip"]
"""How distance is measured: 1 - cosine similarity, squared Euclidean distance, or 1 - inner product."""


class AddRequest(TypedDict):
    """The records of an ``add``."""

    ids: IDs
    embeddings: Embeddings
    metadatas: Metadatas | None
    documents: Documents | None
    uris: URIs | None


class UpsertRequest(TypedDict):
    """The records of an ``upsert``."""

    ids: IDs
    embeddings: Embeddings
    metadatas: Metadatas | None
    documents: Documents | None
    uris: URIs | None


class UpdateRequest(TypedDict):
    """The records of an ``update``."""

    ids: IDs
    embeddings: Embeddings | None
    metadatas: Metadatas | None
    documents: Documents | None
    uris: URIs | None


class DeleteRequest(TypedDict):
    """The arguments of a ``delete``."""

    ids: IDs | None
    where: Where | None
    where_document: WhereDocument | None
    limit: int | None


class DeleteResult(TypedDict):
    """What a ``delete`` did: how many records it took away."""

    deleted: int


class GetRequest(TypedDict):
    """The arguments of a ``get``."""

    ids: IDs | None
    where: Where | None
    where_document: WhereDocument | None
    include: Include


class GetResult(TypedDict):
    """Records in columns: the n-th entries of all lists are one record.

    Fields that were not included are None. Embeddings are an array of shape (records, dimension).

    >>> for id, document in zip(result["ids"], result["documents"]): ...
    """

    ids: list[ID]
    embeddings: Embeddings | PyEmbeddings | NDArray[np.int32 | np.float32] | None
    documents: list[Document] | None
    uris: URIs | None
    data: Loadable | None
    metadatas: list[Metadata] | None
    included: Include


class QueryRequest(TypedDict):
    """The arguments of a ``query``."""

    embeddings: Embeddings
    ids: IDs | None
    where: Where | None
    where_document: WhereDocument | None
    include: Include
    n_results: int


class QueryResult(TypedDict):
    """Neighbours in columns, one list per query and field: ``result["ids"][q][n]`` is the n-th nearest of query q.

    Fields that were not included are None. Distances ascend.
    """

    ids: list[IDs]
    embeddings: list[Embeddings] | list[PyEmbeddings] | list[NDArray[np.int32 | np.float32]] | None
    documents: list[list[Document]] | None
    uris: list[list[URI]] | None
    data: list[Loadable] | None
    metadatas: list[list[Metadata]] | None
    distances: list[list[float]] | None
    included: Include


class IndexMetadata(TypedDict):
    """Size of an index. ``time_created`` in seconds since the epoch."""

    dimensionality: int
    curr_elements: int
    total_elements_added: int
    time_created: float


@dataclass
class IndexingStatus:
    """How far the index has come: operations in it, not yet in it, and all; the progress from 0 to 1."""

    num_indexed_ops: int
    num_unindexed_ops: int
    total_ops: int
    op_indexing_progress: float


class SearchResultRow(TypedDict, total=False):
    """One record that a search found. ``id`` is always there, the rest where it was selected and has a value."""

    id: str
    document: str | None
    embedding: list[float] | None
    metadata: dict[str, Any] | None
    score: float | None


class SearchResult(dict[str, Any]):
    """What searches found, in columns: ``result["ids"][s][n]`` is the n-th record of search s.

    A column is None for a search that did not select it. Scores ascend: lower is better.
    """

    ids: list[list[str]]
    documents: list[list[str | None] | None]
    embeddings: list[list[list[float] | None] | None]
    metadatas: list[list[dict[str, Any] | None] | None]
    scores: list[list[float | None] | None]
    select: list[list[str]]

    def rows(self) -> list[list[SearchResultRow]]:
        """The same, one dict per record: ``rows()[s][n]``."""
        columns = {
            "document": self.get("documents"),
            "embedding": self.get("embeddings"),
            "metadata": self.get("metadatas"),
            "score": self.get("scores"),
        }
        result: list[list[SearchResultRow]] = []
        for search, ids in enumerate(self.get("ids", [])):
            found = {name: column[search] for name, column in columns.items() if column and column[search]}
            rows: list[SearchResultRow] = []
            for place, id in enumerate(ids):
                row: Any = {"id": id}
                row.update({name: values[place] for name, values in found.items() if values[place] is not None})
                rows.append(row)
            result.append(rows)
        return result


class ReadLevel(str, Enum):
    """Whether a read sees the newest writes."""

    INDEX_AND_WAL = "index_and_wal"
    """Everything that was written. The default."""
    INDEX_ONLY = "index_only"
    """What is in the index; faster, and the newest writes may be missing."""
    INDEX_AND_BOUNDED_WAL = "index_and_bounded_wal"
    """The index and a limited number of the writes after it."""


def validate_include(include: Include, dissalowed: Include | None = None) -> None:
    """Check an include list. ``dissalowed`` names fields this call has not.

    Raises:
        ValueError: it is not a list, or a field is unknown or not of this call.
    """
    given: Any = include
    if not is_list(given):
        raise ValueError(f"Expected include to be a list, got {given}")
    for item in given:
        if not isinstance(item, str):
            raise ValueError(f"Expected include item to be a str, got {item}")
        if item not in _FIELDS:
            raise ValueError(f"Expected include item to be one of {', '.join(_FIELDS)}, got {item}")
        if dissalowed is not None and item in dissalowed:
            raise ValueError(f"Include item cannot be one of {', '.join(dissalowed)}, got {item}")


def validate_n_results(n_results: int) -> int:
    """Check the number of wanted neighbours, and return it.

    Raises:
        ValueError: it is not an int.
        TypeError: it is zero or negative.
    """
    given: Any = n_results
    if not isinstance(given, int):
        raise ValueError(f"Expected requested number of results to be a int, got {given}")
    if given <= 0:
        raise TypeError(f"Number of requested results {given}, cannot be negative, or zero.")
    return n_results
