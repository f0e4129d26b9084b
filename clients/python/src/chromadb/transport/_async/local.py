"""The transport into the engine of this process. Arrays pass untouched, and every write is one piece, however large."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from typing_extensions import ParamSpec

from chromadb.auth import UserIdentity
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
from chromadb.errors import ClientClosedError
from chromadb.records.batch import RecordBatch
from chromadb.records.requests import DeleteRequest, GetRequest, QueryRequest
from chromadb.records.results import GetColumns, QueryColumns, SearchColumns
from chromadb.records.vectors import check_finite
from chromadb.transport.answers import SINGLE_NODE_LIMITS, AttachedFunctionData, PreFlight
from chromadb.transport.concurrency import AsyncWorker
from chromadb.transport.local import API_VERSION, EngineHandle, attached_function, call_engine, collection_model
from chromadb.types import Collection, Database, Tenant

__all__ = ["AsyncLocalTransport"]

P = ParamSpec("P")
R = TypeVar("R")


class AsyncLocalTransport:
    """``AsyncTransport`` over one share of an engine."""

    def __init__(self, handle: EngineHandle) -> None:
        self._handle = handle
        self._engine = handle.engine
        self._worker = AsyncWorker()
        self._closed = False

    @property
    def target(self) -> str:
        return self._handle.description

    async def aclose(self) -> None:
        self._closed = True
        await self._worker.run(self._handle.close)

    def _check_open(self) -> None:
        if self._closed:
            raise ClientClosedError("This client was closed. Make a new one.")

    async def _call(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        self._check_open()
        return await self._worker.run(call_engine, function, *args, **kwargs)

    async def write_limits(self) -> PreFlight | None:
        return None

    # system

    async def heartbeat(self) -> int:
        self._check_open()
        return time.time_ns()

    async def version(self) -> str:
        self._check_open()
        return API_VERSION

    async def pre_flight_checks(self) -> PreFlight:
        self._check_open()
        return SINGLE_NODE_LIMITS

    async def reset(self) -> bool:
        await self._call(self._engine.reset)
        return True

    async def get_user_identity(self) -> UserIdentity:
        self._check_open()
        return UserIdentity(user_id="", tenant=DEFAULT_TENANT, databases=[DEFAULT_DATABASE])

    # tenants

    async def create_tenant(self, name: str) -> None:
        await self._call(self._engine.create_tenant, name)

    async def get_tenant(self, name: str) -> Tenant:
        found = await self._call(self._engine.get_tenant, name)
        return Tenant(name=found.name)

    async def list_tenants(self, *, limit: int | None = None, offset: int | None = None) -> list[Tenant]:
        found = await self._call(self._engine.list_tenants, limit, offset)
        return [Tenant(name=tenant.name) for tenant in found]

    # databases

    async def create_database(self, tenant: str, name: str) -> None:
        await self._call(self._engine.create_database, tenant, name)

    async def get_database(self, tenant: str, name: str) -> Database:
        found = await self._call(self._engine.get_database, tenant, name)
        return Database(id=UUID(found.id), name=found.name, tenant=found.tenant)

    async def list_databases(
        self, tenant: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Database]:
        found = await self._call(self._engine.list_databases, tenant, limit, offset)
        return [Database(id=UUID(item.id), name=item.name, tenant=item.tenant) for item in found]

    async def delete_database(self, tenant: str, name: str) -> None:
        await self._call(self._engine.delete_database, tenant, name)

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
    ) -> Collection:
        made = await self._call(
            self._engine.create_collection,
            tenant,
            database,
            name,
            metadata=metadata,
            configuration=configuration,
            schema=schema,
            get_or_create=get_or_create,
        )
        return collection_model(made)

    async def list_collections(
        self, tenant: str, database: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Collection]:
        found = await self._call(self._engine.list_collections, tenant, database, limit, offset)
        return [collection_model(collection) for collection in found]

    async def count_collections(self, tenant: str, database: str) -> int:
        return await self._call(self._engine.count_collections, tenant, database)

    async def get_collection(self, tenant: str, database: str, name: str) -> Collection:
        return collection_model(await self._call(self._engine.get_collection, tenant, database, name))

    async def get_collection_by_id(self, tenant: str, database: str, collection_id: str) -> Collection:
        return collection_model(await self._call(self._engine.get_collection_by_id, tenant, database, collection_id))

    async def update_collection(
        self,
        tenant: str,
        database: str,
        collection_id: str,
        *,
        new_name: str | None,
        new_metadata: dict[str, Any] | None,
        new_configuration: dict[str, Any] | None,
    ) -> None:
        await self._call(
            self._engine.update_collection,
            tenant,
            database,
            collection_id,
            new_name=new_name,
            new_metadata=new_metadata,
            new_configuration=new_configuration,
        )

    async def delete_collection(self, tenant: str, database: str, name: str) -> None:
        await self._call(self._engine.delete_collection, tenant, database, name)

    async def fork_collection(self, tenant: str, database: str, collection_id: str, new_name: str) -> Collection:
        return collection_model(await self._call(self._engine.fork_collection, collection_id, new_name))

    async def fork_count(self, tenant: str, database: str, collection_id: str) -> int:
        return await self._call(self._engine.fork_count, collection_id)

    async def indexing_status(self, tenant: str, database: str, collection_id: str) -> dict[str, Any]:
        return dataclasses.asdict(await self._call(self._engine.indexing_status, collection_id))

    # records

    async def collection_add(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        await self._call(
            self._engine.add,
            collection_id,
            ids=batch.ids,
            embeddings=batch.embeddings,
            metadatas=batch.metadatas,
            documents=batch.documents,
            uris=batch.uris,
        )

    async def collection_update(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        await self._call(
            self._engine.update,
            collection_id,
            ids=batch.ids,
            embeddings=batch.embeddings,
            metadatas=batch.metadatas,
            documents=batch.documents,
            uris=batch.uris,
        )

    async def collection_upsert(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        await self._call(
            self._engine.upsert,
            collection_id,
            ids=batch.ids,
            embeddings=batch.embeddings,
            metadatas=batch.metadatas,
            documents=batch.documents,
            uris=batch.uris,
        )

    async def collection_get(self, tenant: str, database: str, collection_id: str, request: GetRequest) -> GetColumns:
        found = await self._call(
            self._engine.get,
            collection_id,
            ids=request.ids,
            where=request.where,
            where_document=request.where_document,
            limit=request.limit,
            offset=request.offset,
            include=request.include,
        )
        return GetColumns(
            found.ids, found.embeddings, found.documents, found.uris, found.metadatas, sparse=found.sparse
        )

    async def collection_query(
        self, tenant: str, database: str, collection_id: str, request: QueryRequest
    ) -> QueryColumns:
        found = await self._call(
            self._engine.query,
            collection_id,
            query_embeddings=check_finite(request.embeddings, "query_embeddings"),
            n_results=request.n_results,
            ids=request.ids,
            where=request.where,
            where_document=request.where_document,
            include=request.include,
        )
        return QueryColumns(found.ids, found.embeddings, found.documents, found.uris, found.metadatas, found.distances)

    async def collection_delete(self, tenant: str, database: str, collection_id: str, request: DeleteRequest) -> int:
        return await self._call(
            self._engine.delete,
            collection_id,
            ids=request.ids,
            where=request.where,
            where_document=request.where_document,
            limit=request.limit,
        )

    async def collection_count(self, tenant: str, database: str, collection_id: str, read_level: str) -> int:
        return await self._call(self._engine.count, collection_id, read_level)

    async def collection_search(
        self, tenant: str, database: str, collection_id: str, searches: Sequence[dict[str, Any]], read_level: str
    ) -> SearchColumns:
        found = await self._call(self._engine.search, collection_id, searches, read_level)
        return SearchColumns(found.ids, found.documents, found.embeddings, found.metadatas, found.scores, found.select)

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
    ) -> AttachedFunctionData:
        found, created = await self._call(
            self._engine.attach_function,
            collection_id,
            name=name,
            function_id=function_id,
            output_collection=output_collection,
            params=params,
        )
        return attached_function(found, created=created)

    async def get_attached_function(
        self, tenant: str, database: str, collection_id: str, name: str
    ) -> AttachedFunctionData:
        return attached_function(await self._call(self._engine.get_attached_function, collection_id, name))

    async def detach_function(
        self, tenant: str, database: str, collection_id: str, name: str, *, delete_output: bool
    ) -> bool:
        await self._call(self._engine.detach_function, collection_id, name, delete_output=delete_output)
        return True
