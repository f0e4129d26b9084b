# Generated from chromadb/transport/_async by chroma_generator. Do not edit: change the source and generate again.
"""The HTTP transport's operations on records and attached functions, and the limits that writes keep to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from chromadb.records.batch import RecordBatch
from chromadb.records.requests import DeleteRequest, GetRequest, QueryRequest
from chromadb.records.results import (
    GetColumns,
    QueryColumns,
    SearchColumns,
    read_get_columns,
    read_query_columns,
    read_search_columns,
)
from chromadb.rest import models
from chromadb.rest.api.functions import attach_function, detach_function, get_attached_function
from chromadb.rest.api.records import (
    collection_add,
    collection_count,
    collection_delete,
    collection_get,
    collection_query,
    collection_search,
    collection_update,
    collection_upsert,
)
from chromadb.rest.api.system import pre_flight_checks
from chromadb.rest.models.read_level import check_read_level
from chromadb.transport._sync.connection import Connection
from chromadb.transport.answers import AttachedFunctionData, PreFlight
from chromadb.transport.bodies import delete_body, get_body, json_body, query_body, search_body, write_body
from chromadb.transport.concurrency import Lock
from chromadb.transport.options import HttpOptions

__all__ = ["HttpRecords"]


class HttpRecords:
    """The part of ``HttpTransport`` that deals with records."""

    def __init__(self, options: HttpOptions) -> None:
        self._connection = Connection(options)
        self._rest = self._connection.rest
        self._limits: PreFlight | None = None
        self._limits_lock = Lock()

    @property
    def target(self) -> str:
        return self._connection.target

    def close(self) -> None:
        self._connection.close()

    def write_limits(self) -> PreFlight | None:
        # Asked once: it does not change while a server runs, and a client should not ask before every write.
        if self._limits is None:
            with self._limits_lock:
                if self._limits is None:
                    self._limits = self.pre_flight_checks()
        return self._limits

    def pre_flight_checks(self) -> PreFlight:
        found = self._connection.call(
            "pre_flight_checks", models.Checklist, pre_flight_checks.sync_detailed, client=self._rest
        )
        return PreFlight(found.max_batch_size, found.supports_base64_encoding)

    # records

    def collection_add(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        self._connection.call(
            "collection_add",
            models.Acknowledgement,
            collection_add.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=write_body(batch, base64=self._takes_base64(batch)),
        )

    def collection_update(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        self._connection.call(
            "collection_update",
            models.Acknowledgement,
            collection_update.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=write_body(batch, base64=self._takes_base64(batch)),
        )

    def collection_upsert(self, tenant: str, database: str, collection_id: str, batch: RecordBatch) -> None:
        self._connection.call(
            "collection_upsert",
            models.Acknowledgement,
            collection_upsert.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=write_body(batch, base64=self._takes_base64(batch)),
        )

    def _takes_base64(self, batch: RecordBatch) -> bool:
        if batch.embeddings is None:
            return False
        limits = self.write_limits()
        return limits is not None and limits.supports_base64_encoding

    def collection_get(self, tenant: str, database: str, collection_id: str, request: GetRequest) -> GetColumns:
        return self._connection.json(
            "collection_get",
            read_get_columns,
            collection_get.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._connection.unparsed,
            body=get_body(request),
        )

    def collection_query(self, tenant: str, database: str, collection_id: str, request: QueryRequest) -> QueryColumns:
        return self._connection.json(
            "collection_query",
            read_query_columns,
            collection_query.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._connection.unparsed,
            body=query_body(request),
        )

    def collection_delete(self, tenant: str, database: str, collection_id: str, request: DeleteRequest) -> int:
        found = self._connection.call(
            "collection_delete",
            models.DeletedRecords,
            collection_delete.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=delete_body(request),
        )
        return found.deleted

    def collection_count(self, tenant: str, database: str, collection_id: str, read_level: str) -> int:
        return self._connection.call(
            "collection_count",
            int,
            collection_count.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            read_level=check_read_level(read_level),
        )

    def collection_search(
        self, tenant: str, database: str, collection_id: str, searches: Sequence[dict[str, Any]], read_level: str
    ) -> SearchColumns:
        return self._connection.json(
            "collection_search",
            read_search_columns,
            collection_search.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._connection.unparsed,
            body=search_body(searches, read_level),
        )

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
    ) -> AttachedFunctionData:
        body = {
            "name": name,
            "function_id": function_id,
            "output_collection": output_collection,
            "params": params,
        }
        found = self._connection.call(
            "attach_function",
            models.FunctionAttachment,
            attach_function.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            client=self._rest,
            body=json_body(body),
        )
        attached = found.attached_function
        return AttachedFunctionData(
            UUID(attached.id), attached.name, attached.function_name, output_collection, params, found.created
        )

    def get_attached_function(self, tenant: str, database: str, collection_id: str, name: str) -> AttachedFunctionData:
        found = self._connection.call(
            "get_attached_function",
            models.AttachedFunctionDetails,
            get_attached_function.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            function_name=name,
            client=self._rest,
        )
        attached = found.attached_function
        params = orjson.loads(attached.params) if attached.params else None
        return AttachedFunctionData(
            attached.id, attached.name, attached.function_name, attached.output_collection, params
        )

    def detach_function(
        self, tenant: str, database: str, collection_id: str, name: str, *, delete_output: bool
    ) -> bool:
        found = self._connection.call(
            "detach_function",
            models.FunctionDetachment,
            detach_function.sync_detailed,
            tenant=tenant,
            database=database,
            collection_id=collection_id,
            function_name=name,
            client=self._rest,
            body=models.DetachFunctionPayload(delete_output=delete_output),
        )
        return found.success
