"""The transport over HTTP: each operation by its generated function of ``chromadb.rest``."""

from __future__ import annotations

from typing import Any

import orjson

from chromadb.auth import UserIdentity
from chromadb.rest import models
from chromadb.rest.api.collections import (
    count_collections,
    create_collection,
    delete_collection,
    fork_collection,
    fork_count,
    get_collection,
    get_collection_by_id,
    indexing_status,
    list_collections,
    update_collection,
)
from chromadb.rest.api.databases import create_database, delete_database, get_database, list_databases
from chromadb.rest.api.system import get_user_identity, heartbeat, reset, version
from chromadb.rest.api.tenants import create_tenant, get_tenant, list_tenants
from chromadb.rest.types import UNSET, Unset
from chromadb.transport._async.http_records import AsyncHttpRecords
from chromadb.transport.bodies import json_body
from chromadb.types import Collection, Database, Tenant

__all__ = ["AsyncHttpTransport"]


class AsyncHttpTransport(AsyncHttpRecords):
    """``AsyncTransport`` over a server."""

    # system

    async def heartbeat(self) -> int:
        found = await self._connection.call(
            "heartbeat", models.Heartbeat, heartbeat.asyncio_detailed, client=self._rest
        )
        return found.nanosecond_heartbeat

    async def version(self) -> str:
        return await self._connection.call("version", str, version.asyncio_detailed, client=self._rest)

    async def reset(self) -> bool:
        return await self._connection.call("reset", bool, reset.asyncio_detailed, client=self._rest)

    async def get_user_identity(self) -> UserIdentity:
        found = await self._connection.call(
            "get_user_identity", models.UserIdentity, get_user_identity.asyncio_detailed, client=self._rest
        )
        return UserIdentity(user_id=found.user_id, tenant=found.tenant, databases=found.databases)

    # tenants

    async def create_tenant(self, name: str) -> None:
        await self._connection.call(
            "create_tenant",
            models.Acknowledgement,
            create_tenant.asyncio_detailed,
            client=self._rest,
            body=models.CreateTenantPayload(name=name),
        )

    async def get_tenant(self, name: str) -> Tenant:
        found = await self._connection.call(
            "get_tenant", models.Tenant, get_tenant.asyncio_detailed, tenant=name, client=self._rest
        )
        return Tenant(name=found.name)

    async def list_tenants(self, *, limit: int | None = None, offset: int | None = None) -> list[Tenant]:
        found = await self._connection.call_list(
            "list_tenants",
            models.Tenant,
            list_tenants.asyncio_detailed,
            client=self._rest,
            limit=_or_unset(limit),
            offset=_or_unset(offset),
        )
        return [Tenant(name=tenant.name) for tenant in found]

    # databases

    async def create_database(self, tenant: str, name: str) -> None:
        await self._connection.call(
            "create_database",
            models.Acknowledgement,
            create_database.asyncio_detailed,
            tenant=tenant,
            client=self._rest,
            body=models.CreateDatabasePayload(name=name),
        )

    async def get_database(self, tenant: str, name: str) -> Database:
        found = await self._connection.call(
            "get_database",
            models.Database,
            get_database.asyncio_detailed,
            tenant=tenant,
            database=name,
            client=self._rest,
        )
        return Database(id=found.id, name=found.name, tenant=found.tenant)

    async def list_databases(
        self, tenant: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Database]:
        found = await self._connection.call_list(
            "list_databases",
            models.Database,
            list_databases.asyncio_detailed,
            tenant=tenant,
            client=self._rest,
            limit=_or_unset(limit),
            offset=_or_unset(offset),
        )
        return [Database(id=item.id, name=item.name, tenant=item.tenant) for item in found]

    async def delete_database(self, tenant: str, name: str) -> None:
        await self._connection.call(
            "delete_database",
            models.Acknowledgement,
            delete_database.asyncio_detailed,
            tenant=tenant,
            database=name,
            client=self._rest,
        )

    # collections. Read from the body itself: what a newer server says there, and settings of embedding functions that
    # are unknown here, then come through as they are.

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
        body = {
            "name": name,
            "metadata": metadata,
            "configuration": configuration,
            "schema": schema,
            "get_or_create": get_or_create,
        }
        answer = await self._connection.request(
            "create_collection",
            create_collection.asyncio_detailed,
            tenant=tenant,
            database=database,
            client=self._rest,
            body=json_body(body),
        )
        return Collection.from_json(orjson.loads(answer.content))

    async def list_collections(
        self, tenant: str, database: str, *, limit: int | None = None, offset: int | None = None
    ) -> list[Collection]:
        answer = await self._connection.request(
            "list_collections",
            list_collections.asyncio_detailed,
            tenant=tenant,
            database=database,
            client=self._rest,
            limit=_or_unset(limit),
            offset=_or_unset(offset),
        )
        return [Collection.from_json(item) for item in orjson.loads(answer.content)]

    async def count_collections(self, tenant: str, database: str) -> int:
        return await self._connection.call(
            "count_collections",
            int,
            count_collections.asyncio_detailed,
            tenant=tenant,
            database=database,
            client=self._rest,
        )

    async def get_collection(self, tenant: str, database: str, name: str) -> Collection:
        answer = await self._connection.request(
            "get_collection",
            get_collection.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_name=name,
            client=self._rest,
        )
        return Collection.from_json(orjson.loads(answer.content))

    async def get_collection_by_id(self, tenant: str, database: str, collection_id: str) -> Collection:
        answer = await self._connection.request(
            "get_collection_by_id",
            get_collection_by_id.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
        )
        return Collection.from_json(orjson.loads(answer.content))

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
        body = {"new_name": new_name, "new_metadata": new_metadata, "new_configuration": new_configuration}
        await self._connection.call(
            "update_collection",
            models.Acknowledgement,
            update_collection.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=json_body(body),
        )

    async def delete_collection(self, tenant: str, database: str, name: str) -> None:
        await self._connection.call(
            "delete_collection",
            models.Acknowledgement,
            delete_collection.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_name=name,
            client=self._rest,
        )

    async def fork_collection(self, tenant: str, database: str, collection_id: str, new_name: str) -> Collection:
        answer = await self._connection.request(
            "fork_collection",
            fork_collection.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=models.ForkCollectionPayload(new_name=new_name),
        )
        return Collection.from_json(orjson.loads(answer.content))

    async def fork_count(self, tenant: str, database: str, collection_id: str) -> int:
        found = await self._connection.call(
            "fork_count",
            models.ForkCount,
            fork_count.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
        )
        return found.count

    async def indexing_status(self, tenant: str, database: str, collection_id: str) -> dict[str, Any]:
        found = await self._connection.call(
            "indexing_status",
            models.IndexingProgress,
            indexing_status.asyncio_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
        )
        return found.to_dict()


def _or_unset(value: int | None) -> int | Unset:
    return UNSET if value is None else value
