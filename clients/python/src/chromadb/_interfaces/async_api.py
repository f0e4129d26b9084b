"""What clients can do, for annotations and ``isinstance``. Every call is awaited."""

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
    from chromadb._async.collection import AsyncCollection


@runtime_checkable
class AsyncBaseAPI(Protocol):
    """What every client can do."""

    async def heartbeat(self) -> int:
        """Whether the server answers: its time in nanoseconds since 1970."""
        ...

    async def count_collections(self) -> int:
        """The number of collections in the database."""
        ...

    async def delete_collection(self, name: str) -> None:
        """Delete a collection and its records, for good.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    async def reset(self) -> bool:
        """Delete everything the server holds, for good.

        Raises:
            ChromaAuthError: the server does not allow it.
        """
        ...

    async def get_version(self) -> str:
        """The version of the server."""
        ...

    def get_settings(self) -> Settings:
        """The settings the client was made with."""
        ...

    async def get_max_batch_size(self) -> int:
        """How many records the server takes in one call."""
        ...

    async def get_user_identity(self) -> UserIdentity:
        """Who the server takes the caller for."""
        ...


@runtime_checkable
class AsyncClientAPI(AsyncBaseAPI, Protocol):
    """A client of one database."""

    async def list_collections(self, limit: int | None = None, offset: int | None = None) -> Sequence[AsyncCollection]:
        """The collections of the database; the order is the server's."""
        ...

    async def create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
        get_or_create: bool = False,
    ) -> AsyncCollection:
        """Create a collection.

        Raises:
            ConflictError: there is one of that name, and ``get_or_create`` is not set.
            ValueError: the name is not allowed, or two different embedding functions are given.
        """
        ...

    async def get_collection(
        self,
        name: str,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
    ) -> AsyncCollection:
        """Get a collection by name.

        Raises:
            NotFoundError: there is none of that name.
            ValueError: the embedding function is not the one it was created with.
        """
        ...

    async def get_collection_by_id(
        self,
        id: UUID,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
    ) -> AsyncCollection:
        """Get a collection by id.

        Raises:
            NotFoundError: there is none of that id.
        """
        ...

    async def get_or_create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        embedding_function: EmbeddingFunction[Any] | None = ...,
        data_loader: DataLoader[Any] | None = None,
    ) -> AsyncCollection:
        """Get a collection, or create it. Of an existing one, nothing is changed."""
        ...

    async def set_tenant(self, tenant: str, database: str = ...) -> None:
        """Work in another tenant from now on."""
        ...

    async def set_database(self, database: str) -> None:
        """Work in another database of the tenant from now on."""
        ...

    @staticmethod
    def clear_system_cache() -> None:
        """Forget the stores that in-process clients share."""
        ...


@runtime_checkable
class AsyncAdminAPI(Protocol):
    """Tenants and databases."""

    async def create_tenant(self, name: str) -> None:
        """Create a tenant.

        Raises:
            ConflictError: there is one of that name.
        """
        ...

    async def get_tenant(self, name: str) -> Tenant:
        """Get a tenant.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    async def create_database(self, name: str, tenant: str = DEFAULT_TENANT) -> None:
        """Create a database.

        Raises:
            ConflictError: there is one of that name.
        """
        ...

    async def get_database(self, name: str, tenant: str = DEFAULT_TENANT) -> Database:
        """Get a database.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    async def delete_database(self, name: str, tenant: str = DEFAULT_TENANT) -> None:
        """Delete a database and its collections, for good.

        Raises:
            NotFoundError: there is none of that name.
        """
        ...

    async def list_databases(
        self, limit: int | None = None, offset: int | None = None, tenant: str = DEFAULT_TENANT
    ) -> Sequence[Database]:
        """The databases of a tenant."""
        ...
