"""What a client asks of a transport: one method per operation, with checked, plain values.

Every method may raise ``chromadb.errors.ChromaError``; nothing else passes for a failed call.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from chromadb.auth import UserIdentity
from chromadb.records.batch import RecordBatch
from chromadb.records.requests import DeleteRequest, GetRequest, QueryRequest
from chromadb.records.results import GetColumns, QueryColumns, SearchColumns
from chromadb.transport.answers import AttachedFunctionData, PreFlight
from chromadb.types import Collection, Database, Tenant

__all__ = ["AsyncTransport"]


class AsyncTransport(Protocol):
    """The API, however it is reached. Collections are meant by id; ``tenant`` and ``database`` say where it is."""

    @property
    def target(self) -> str:
        """What is reached, for reprs and messages: a URL without credentials, or a description."""
        ...

    async def aclose(self) -> None:
        """Give back connections or the engine. Calling it again changes nothing; other calls fail from now on."""
        ...

    async def write_limits(self) -> PreFlight | None:
        """What one write may carry, asked of the server once; None when a write may be of any size."""
        ...

    # system
    async def heartbeat(self) -> int: ...
    async def version(self) -> str: ...
    async def pre_flight_checks(self) -> PreFlight: ...
    async def reset(self) -> bool: ...
    async def get_user_identity(self) -> UserIdentity: ...

    # tenants
    async def create_tenant(self, name: str) -> None: ...
    async def get_tenant(self, name: str) -> Tenant: ...
    async def list_tenants(self, *, limit: int | None = None, offset: int | None = None) -> list[Tenant]: ...

    # databases
    async def create_database(self, tenant: str, name: str) -> None: ...
    async def get_database(self, tenant: str, name: str) -> Database: ...
    async def list_databases(
        self, tenant: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Database]: ...
    async def delete_database(self, tenant: str, name: str) -> None: ...

    # collections
    async def create_collection(
        self,
        tenant: str,
        database: str,
        *,
        name: str,
        metadata: dict[str, Any] | None,
        configuration: dict[str, Any] | None,
        schema: dict[str, Any] | None,
        get_or_create: bool,
    ) -> Collection: ...
    async def list_collections(
        self, tenant: str, database: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Collection]: ...
    async def count_collections(self, tenant: str, database: str) -> int: ...
    async def get_collection(self, tenant: str, database: str, name: str) -> Collection: ...
    async def get_collection_by_id(self, tenant: str, database: str, collection_id: str) -> Collection: ...
    async def update_collection(
        self,
        tenant: str,
        database: str,
        collection_id: str,
        *,
        new_name: str | None,
        new_metadata: dict[str, Any] | None,
        new_configuration: dict[str, Any] | None,
    ) -> None: ...
    async def delete_collection(self, tenant: str, database: str, name: str) -> None: ...
    async def fork_collection(self, tenant: str, database: str, collection_id: str, new_name: str) -> Collection: ...
    async def fork_count(self, tenant: str, database: str, collection_id: str) -> int: ...
    async def indexing_status(self, tenant: str, database: str, collection_id: str) -> dict[str, Any]: ...

    # records
    async def collection_add(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None: ...
    async def collection_update(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None: ...
    async def collection_upsert(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None: ...
    async def collection_get(
        self, tenant: str, database: str, collection_id: str, request: GetRequest
    ) -> GetColumns: ...
    async def collection_query(
        self, tenant: str, database: str, collection_id: str, request: QueryRequest
    ) -> QueryColumns: ...
    async def collection_delete(
        self, tenant: str, database: str, collection_id: str, request: DeleteRequest
    ) -> int: ...
    async def collection_count(self, tenant: str, database: str, collection_id: str, read_level: str) -> int: ...
    async def collection_search(
        self, tenant: str, database: str, collection_id: str, searches: Sequence[dict[str, Any]], read_level: str
    ) -> SearchColumns: ...

    # functions
    async def attach_function(
        self,
        tenant: str,
        database: str,
        collection_id: str,
        *,
        name: str,
        function_id: str,
        output_collection: str,
        params: dict[str, Any] | None,
    ) -> AttachedFunctionData: ...
    async def get_attached_function(
        self, tenant: str, database: str, collection_id: str, name: str
    ) -> AttachedFunctionData: ...
    async def detach_function(
        self, tenant: str, database: str, collection_id: str, name: str, *, delete_output: bool
    ) -> bool: ...
