"""Optimistic transactions over the records of one collection."""

from __future__ import annotations

from typing import Any

from chroma_server.api.answers import get_answer
from chroma_server.api.call import Call, CollectionId, DatabaseName
from chroma_server.api.records import GET_INCLUDE


def conditional_get(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    ids: list[str] | None = None,
    where: Any = None,
    where_document: Any = None,
    limit: int | None = None,
    offset: int | None = None,
    include: list[str] | tuple[str, ...] = GET_INCLUDE,
    read_token: int | None = None,
) -> dict[str, Any]:
    """Read records, and the token of the state that was read."""
    call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.read("Get", ids, where, where_document, limit=limit)
        limit = call.limits.cap(limit)
    found, token = call.engine.conditional_get(
        collection_id,
        ids=ids,
        where=where,
        where_document=where_document,
        limit=limit,
        offset=offset or 0,
        include=include,
        read_token=read_token,
    )
    return {**get_answer(found), "read_token": token}


def conditional_commit(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    read_ids: list[str],
    operations: list[dict[str, Any]],
    read_token: int | None = None,
) -> dict[str, Any]:
    """Apply all writes, or none if a record that was read has changed since."""
    call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.commit(collection_id, operations)
    first, count = call.engine.conditional_commit(
        collection_id, read_token=read_token, read_ids=read_ids, operations=operations
    )
    return {"first_inserted_record_offset": first, "record_count": count}
