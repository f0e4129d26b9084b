"""The async clients, at their official path."""

from chromadb._async.admin import AsyncAdminClient
from chromadb._async.client import AsyncClient
from chromadb._async.collection import AsyncCollection
from chromadb._interfaces.async_api import AsyncAdminAPI, AsyncClientAPI
from chromadb._interfaces.server_api import AsyncServerAPI
from chromadb._shared import AsyncSharedSystemClient, SharedSystemClient
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    UpdateCollectionConfiguration,
    validate_embedding_function_conflict_on_create,
    validate_embedding_function_conflict_on_get,
)
from chromadb.api.types import (
    DataLoader,
    DeleteResult,
    EmbeddingFunction,
    GetResult,
    IncludeMetadataDocuments,
    IncludeMetadataDocumentsDistances,
    QueryResult,
    Schema,
)
from chromadb.auth import UserIdentity
from chromadb.auth.utils import maybe_set_tenant_and_database
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings, System
from chromadb.embedding_functions import DefaultEmbeddingFunction
from chromadb.errors import ChromaError
from chromadb.types import Database, Tenant

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_TENANT",
    "AsyncAdminAPI",
    "AsyncAdminClient",
    "AsyncClient",
    "AsyncClientAPI",
    "AsyncCollection",
    "AsyncServerAPI",
    "AsyncSharedSystemClient",
    "ChromaError",
    "CreateCollectionConfiguration",
    "DataLoader",
    "Database",
    "DefaultEmbeddingFunction",
    "DeleteResult",
    "EmbeddingFunction",
    "GetResult",
    "IncludeMetadataDocuments",
    "IncludeMetadataDocumentsDistances",
    "QueryResult",
    "Schema",
    "Settings",
    "SharedSystemClient",
    "System",
    "Tenant",
    "UpdateCollectionConfiguration",
    "UserIdentity",
    "maybe_set_tenant_and_database",
    "validate_embedding_function_conflict_on_create",
    "validate_embedding_function_conflict_on_get",
]
