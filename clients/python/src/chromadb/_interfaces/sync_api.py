"""What clients can do, for annotations and ``isinstance``. Every call waits for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from uuid import UUID

from chromadb._configuration.typed import CreateCollectionConfiguration
from chromadb._types.collection import Database, Tenant
from chromadb._types.embedding_function import DataLoader, EmbeddingFunction
from chromadb._types.metadata import CollectionMetadata
from chromadb.auth import UserIdentity
from chromadb.config import DEFAULT_TENANT, Settings
from chromadb.schema.schema import Schema

if TYPE_CHECKING:
    from chromadb._sync.collection import Collection


@runtime_checkable
class BaseAPI(Protocol):
    """What every client can do."""

    def heartbeat(self) -> int:
        """Whether the server answers: its time in nanoseconds since 1970."""
        ...

    def count_collections(self) -> int:
        """The number of collections in the database."""
        ...

    def delete_collection(self, name: str) -> None:
        """Delete a collection and its records, for good.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    def reset(self) -> bool:
        """Delete everything the server holds, for good.

        Raises:
            ChromaAuthError: the server does not allow it.
        """
        ...

    def get_version(self) -> str:
        """The version of the server."""
        ...

    def get_settings(self) -> Settings:
        """The settings the client was made with."""
        ...

    def get_max_batch_size(self) -> int:
        """How many records the server takes in one call."""
        ...

    def get_user_identity(self) -> UserIdentity:
        """Who the server takes the caller for."""
        ...


@runtime_checkable
class ClientAPI(BaseAPI, Protocol):
    """A client of one database."""

    def list_collections(self, limit: int | None = None, offset: int | None = None) -> Sequence[Collection]:
        """The collections of the database; the order is the server's."""
        ...

    def create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
        get_or_create: bool = False,
    ) -> Collection:
        """Create a collection.

        Raises:
            ConflictError: there is one of that name, and ``get_or_create`` is not set.
            ValueError: the name is not allowed, or two different embedding functions are given.
        """
        ...

    def get_collection(
        self,
        name: str,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
    ) -> Collection:
        """Get a collection by name.

        Raises:
            NotFoundError: there is none of that name.
            ValueError: the embedding function is not the one it was created with.
        """
        ...

    def get_collection_by_id(
        self,
        id: UUID,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
    ) -> Collection:
        """Get a collection by id.

        Raises:
            NotFoundError: there is none of that id.
        """
        ...

    def get_or_create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
    ) -> Collection:
        """Get a collection, or create it. Of an existing one, nothing is changed."""
        ...

    def set_tenant(self, tenant: str, database: str = ...) -> None:
        """Work in another tenant from now on."""
        ...

    def set_database(self, database: str) -> None:
        """Work in another database of the tenant from now on."""
        ...

    @staticmethod
    def clear_system_cache() -> None:
        """Forget the stores that in-process clients share."""
        ...


@runtime_checkable
class AdminAPI(Protocol):
    """Tenants and databases."""

    def create_tenant(self, name: str) -> None:
        """Create a tenant.

        Raises:
            ConflictError: there is one of that name.
        """
        ...

    def get_tenant(self, name: str) -> Tenant:
        """Get a tenant.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    def create_database(self, name: str, tenant: str = DEFAULT_TENANT) -> None:
        """Create a database.

        Raises:
            ConflictError: there is one of that name.
        """
        ...

    def get_database(self, name: str, tenant: str = DEFAULT_TENANT) -> Database:
        """Get a database.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    def delete_database(self, name: str, tenant: str = DEFAULT_TENANT) -> None:
        """Delete a database and its collections, for good.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    def list_databases(
        self, limit: int | None = None, offset: int | None = None, tenant: str = DEFAULT_TENANT
    ) -> Sequence[Database]:
        """The databases of a tenant."""
        ...
