# Generated from chromadb/transport/_async by chroma_generator. Do not edit: change the source and generate again.
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

__all__ = ["Transport"]


class Transport(Protocol):
    """The API, however it is reached. Collections are meant by id; ``tenant`` and ``database`` say where it is."""

    @property
    def target(self) -> str:
        """What is reached, for reprs and messages: a URL without credentials, or a description."""
        ...

    def close(self) -> None:
        """Give back connections or the engine. Calling it again changes nothing; other calls fail from now on."""
        ...

    def write_limits(self) -> PreFlight | None:
        """What one write may carry, asked of the server once; None when a write may be of any size."""
        ...

    # system
    def heartbeat(self) -> int: ...
    def version(self) -> str: ...
    def pre_flight_checks(self) -> PreFlight: ...
    def reset(self) -> bool: ...
    def get_user_identity(self) -> UserIdentity: ...

    # tenants
    def create_tenant(self, name: str) -> None: ...
    def get_tenant(self, name: str) -> Tenant: ...
    def list_tenants(self, *, limit: int | None = None, offset: int | None = None) -> list[Tenant]: ...

    # databases
    def create_database(self, tenant: str, name: str) -> None: ...
    def get_database(self, tenant: str, name: str) -> Database: ...
    def list_databases(self, tenant: str, *, limit: int | None = None, offset: int | None = None) -> list[Database]: ...
    def delete_database(self, tenant: str, name: str) -> None: ...

    # collections
    def create_collection(
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
    def list_collections(
        self, tenant: str, database: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Collection]: ...
    def count_collections(self, tenant: str, database: str) -> int: ...
    def get_collection(self, tenant: str, database: str, name: str) -> Collection: ...
    def get_collection_by_id(self, tenant: str, database: str, collection_id: str) -> Collection: ...
    def update_collection(
        self,
        tenant: str,
        database: str,
        collection_id: str,
        *,
        new_name: str | None,
        new_metadata: dict[str, Any] | None,
        new_configuration: dict[str, Any] | None,
    ) -> None: ...
    def delete_collection(self, tenant: str, database: str, name: str) -> None: ...
    def fork_collection(self, tenant: str, database: str, collection_id: str, new_name: str) -> Collection: ...
    def fork_count(self, tenant: str, database: str, collection_id: str) -> int: ...
    def indexing_status(self, tenant: str, database: str, collection_id: str) -> dict[str, Any]: ...

    # records
    def collection_add(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None: ...
    def collection_update(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None: ...
    def collection_upsert(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None: ...
    def collection_get(self, tenant: str, database: str, collection_id: str, request: GetRequest) -> GetColumns: ...
    def collection_query(
        self, tenant: str, database: str, collection_id: str, request: QueryRequest
    ) -> QueryColumns: ...
    def collection_delete(self, tenant: str, database: str, collection_id: str, request: DeleteRequest) -> int: ...
    def collection_count(self, tenant: str, database: str, collection_id: str, read_level: str) -> int: ...
    def collection_search(
        self, tenant: str, database: str, collection_id: str, searches: Sequence[dict[str, Any]], read_level: str
    ) -> SearchColumns: ...

    # functions
    def attach_function(
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
    def get_attached_function(
        self, tenant: str, database: str, collection_id: str, name: str
    ) -> AttachedFunctionData: ...
    def detach_function(
        self, tenant: str, database: str, collection_id: str, name: str, *, delete_output: bool
    ) -> bool: ...
