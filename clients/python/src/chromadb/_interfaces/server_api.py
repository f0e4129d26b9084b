"""What a server's own API takes: names of tenant and database with every call. For implementations of your own.

The clients of this package speak to servers through ``chromadb.transport`` instead.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chromadb._configuration.typed import CreateCollectionConfiguration
from chromadb._interfaces.async_api import AsyncAdminAPI, AsyncBaseAPI
from chromadb._interfaces.sync_api import AdminAPI, BaseAPI
from chromadb._types.collection import Collection
from chromadb._types.metadata import CollectionMetadata
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Component
from chromadb.schema.schema import Schema


class ServerAPI(BaseAPI, AdminAPI, Component):
    """A server behind blocking calls."""

    @abstractmethod
    def count_collections(self, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE) -> int:
        """The number of collections."""

    @abstractmethod
    def list_collections(
        self,
        limit: int | None = None,
        offset: int | None = None,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> Sequence[Collection]:
        """The collections."""

    @abstractmethod
    def create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        get_or_create: bool = False,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> Collection:
        """Create a collection."""

    @abstractmethod
    def get_collection(self, name: str, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE) -> Collection:
        """Get a collection by name."""

    @abstractmethod
    def get_collection_by_id(
        self, collection_id: UUID, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE
    ) -> Collection:
        """Get a collection by id."""

    @abstractmethod
    def get_or_create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> Collection:
        """Get a collection, or create it."""

    @abstractmethod
    def delete_collection(self, name: str, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE) -> None:
        """Delete a collection."""

    @abstractmethod
    def attach_function(
        self,
        function_id: str,
        name: str,
        input_collection_id: UUID,
        output_collection: str,
        params: dict[str, Any] | None = None,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> tuple[Any, bool]:
        """Attach a function to a collection; whether it is new."""

    @abstractmethod
    def get_attached_function(
        self, name: str, input_collection_id: UUID, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE
    ) -> Any:
        """Get an attached function."""

    @abstractmethod
    def detach_function(
        self,
        name: str,
        input_collection_id: UUID,
        delete_output: bool = False,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> bool:
        """Detach a function."""


class AsyncServerAPI(AsyncBaseAPI, AsyncAdminAPI, Component):
    """A server behind calls that are awaited."""

    @abstractmethod
    async def count_collections(self, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE) -> int:
        """The number of collections."""

    @abstractmethod
    async def list_collections(
        self,
        limit: int | None = None,
        offset: int | None = None,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> Sequence[Collection]:
        """The collections."""

    @abstractmethod
    async def create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        get_or_create: bool = False,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> Collection:
        """Create a collection."""

    @abstractmethod
    async def get_collection(
        self, name: str, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE
    ) -> Collection:
        """Get a collection by name."""

    @abstractmethod
    async def get_collection_by_id(
        self, collection_id: UUID, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE
    ) -> Collection:
        """Get a collection by id."""

    @abstractmethod
    async def get_or_create_collection(
        self,
        name: str,
        schema: Schema | None = None,
        configuration: CreateCollectionConfiguration | None = None,
        metadata: CollectionMetadata | None = None,
        tenant: str = DEFAULT_TENANT,
        database: str = DEFAULT_DATABASE,
    ) -> Collection:
        """Get a collection, or create it."""

    @abstractmethod
    async def delete_collection(
        self, name: str, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE
    ) -> None:
        """Delete a collection."""
