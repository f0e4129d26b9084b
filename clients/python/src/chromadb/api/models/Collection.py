"""The collection of blocking clients, at its official path."""

from chromadb._collection_common import CollectionCommon
from chromadb._sync.collection import Collection
from chromadb.api.collection_configuration import UpdateCollectionConfiguration
from chromadb.api.functions import Function
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
    "Collection",
    "CollectionCommon",
    "DeleteResult",
    "Function",
    "GetResult",
    "IndexingStatus",
    "QueryResult",
    "ReadLevel",
    "Search",
    "SearchResult",
    "UpdateCollectionConfiguration",
    "maybe_cast_one_to_many",
]
