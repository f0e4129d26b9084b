"""Collections, databases and tenants as values, and the types of a server's log, at their official path."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum
from typing import Generic, TypeAlias, TypedDict, TypeVar

from chromadb._configuration.stored import collection_configuration_to_json, load_collection_configuration_from_json
from chromadb._configuration.typed import CollectionConfiguration
from chromadb._types.collection import (
    CloudClientArg,
    Collection,
    CollectionAndSegments,
    Database,
    RequestVersionContext,
    Segment,
    SegmentScope,
    Tenant,
)
from chromadb.api.configuration import ConfigurationInternal
from chromadb.base_types import (
    InclusionExclusionOperator,
    LiteralValue,
    LogicalOperator,
    Metadata,
    OperatorExpression,
    PyVector,
    UpdateMetadata,
    Vector,
    Where,
    WhereDocument,
    WhereDocumentOperator,
    WhereOperator,
)
from chromadb.schema.schema import Schema
from chromadb.serde import BaseModelJSONSerializable

__all__ = [
    "BaseModelJSONSerializable",
    "C",
    "CloudClientArg",
    "Collection",
    "CollectionAndSegments",
    "CollectionConfiguration",
    "Configurable",
    "ConfigurationInternal",
    "Database",
    "InclusionExclusionOperator",
    "LiteralValue",
    "LogRecord",
    "LogicalOperator",
    "Metadata",
    "MetadataEmbeddingRecord",
    "NamespacedName",
    "Operation",
    "OperationRecord",
    "OperatorExpression",
    "OptionalArgument",
    "PyVector",
    "RequestVersionContext",
    "ScalarEncoding",
    "Schema",
    "Segment",
    "SegmentScope",
    "SeqId",
    "T",
    "Tenant",
    "Unspecified",
    "UpdateMetadata",
    "Vector",
    "VectorEmbeddingRecord",
    "VectorQuery",
    "VectorQueryResult",
    "Where",
    "WhereDocument",
    "WhereDocumentOperator",
    "WhereOperator",
    "collection_configuration_to_json",
    "load_collection_configuration_from_json",
]

NamespacedName: TypeAlias = str
SeqId: TypeAlias = int

T = TypeVar("T")
C = TypeVar("C", bound=ConfigurationInternal)


class Configurable(Generic[C], ABC):
    """Something that has a configuration."""

    @abstractmethod
    def get_configuration(self) -> C:
        """The configuration."""

    @abstractmethod
    def set_configuration(self, configuration: C) -> None:
        """Replace the configuration."""


class ScalarEncoding(Enum):
    """The type of a vector's numbers."""

    FLOAT32 = "FLOAT32"
    INT32 = "INT32"


class Operation(Enum):
    """What an entry of the log does."""

    ADD = "ADD"
    UPDATE = "UPDATE"
    UPSERT = "UPSERT"
    DELETE = "DELETE"


class VectorEmbeddingRecord(TypedDict):
    """A record's embedding."""

    id: str
    embedding: Vector


class MetadataEmbeddingRecord(TypedDict):
    """A record's metadata."""

    id: str
    metadata: Metadata | None


class OperationRecord(TypedDict):
    """A write to one record."""

    id: str
    embedding: Vector | None
    encoding: ScalarEncoding | None
    metadata: UpdateMetadata | None
    operation: Operation


class LogRecord(TypedDict):
    """A write and its place in the log."""

    log_offset: int
    record: OperationRecord


class VectorQuery(TypedDict):
    """A query for the ``k`` nearest vectors."""

    vectors: Sequence[Vector]
    k: int
    allowed_ids: Sequence[str] | None
    include_embeddings: bool
    options: dict[str, str | int | float | bool] | None
    request_version_context: RequestVersionContext


class VectorQueryResult(TypedDict):
    """A neighbour."""

    id: str
    distance: float
    embedding: Vector | None


class Unspecified:
    """Says that a value is not to be changed. There is one instance."""

    _instance: Unspecified | None = None

    def __new__(cls) -> Unspecified:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance


OptionalArgument: TypeAlias = T | Unspecified
