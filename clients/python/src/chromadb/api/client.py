"""The blocking clients, at their official path."""

from chromadb._interfaces.server_api import ServerAPI
from chromadb._interfaces.sync_api import AdminAPI, ClientAPI
from chromadb._shared import SharedSystemClient
from chromadb._sync.admin import AdminClient
from chromadb._sync.client import Client
from chromadb._sync.collection import Collection
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
from chromadb.errors import ChromaAuthError, ChromaError
from chromadb.types import Database, Tenant

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_TENANT",
    "AdminAPI",
    "AdminClient",
    "ChromaAuthError",
    "ChromaError",
    "Client",
    "ClientAPI",
    "Collection",
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
    "ServerAPI",
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
