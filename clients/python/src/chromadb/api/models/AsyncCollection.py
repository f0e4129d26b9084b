"""The collection of async clients, at its official path."""

from chromadb._async.collection import AsyncCollection
from chromadb._collection_common import CollectionCommon
from chromadb.api.collection_configuration import UpdateCollectionConfiguration
from chromadb.api.types import (
    DeleteResult,
    GetResult,
    IndexingStatus,
    QueryResult,
    ReadLevel,
    SearchResult,
    maybe_cast_one_to_many,
)
from chromadb.execution.expression import Search

__all__ = [
    "AsyncCollection",
    "CollectionCommon",
    "DeleteResult",
    "GetResult",
    "IndexingStatus",
    "QueryResult",
    "ReadLevel",
    "Search",
    "SearchResult",
    "UpdateCollectionConfiguration",
    "maybe_cast_one_to_many",
]
