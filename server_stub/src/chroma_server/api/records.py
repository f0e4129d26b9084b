"""Writing, reading and searching the records of a collection.

The order of the checks is the API's: the collection exists, then the engine looks at the values.
"""

from __future__ import annotations

from typing import Any

from chroma_server.api.answers import get_answer
from chroma_server.api.call import Call, CollectionId, DatabaseName
from chroma_server.engine.rules.search import check_searches
from chroma_server.stream import Columns
from chroma_server.vectors import Column, as_matrix

DEFAULT_N_RESULTS = 10
GET_INCLUDE = ("documents", "metadatas")
QUERY_INCLUDE = ("documents", "metadatas", "distances")


def collection_add(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    ids: list[str],
    embeddings: Column,
    documents: list[str | None] | None = None,
    uris: list[str | None] | None = None,
    metadatas: list[dict[str, Any] | None] | None = None,
) -> dict[str, Any]:
    """Insert records; an id that exists keeps its record."""
    call.require_collection(tenant, database, collection_id)
    call.require_sparse_support(metadatas)
    embeddings = as_matrix(embeddings)
    if call.limits:
        call.limits.write("Add", collection_id, ids, embeddings, metadatas, documents, uris)
    call.engine.add(collection_id, ids=ids, embeddings=embeddings, metadatas=metadatas, documents=documents, uris=uris)
    return {}


def collection_upsert(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    ids: list[str],
    embeddings: Column,
    documents: list[str | None] | None = None,
    uris: list[str | None] | None = None,
    metadatas: list[dict[str, Any] | None] | None = None,
) -> dict[str, Any]:
    """Insert records, or merge into those that exist."""
    call.require_collection(tenant, database, collection_id)
    call.require_sparse_support(metadatas)
    embeddings = as_matrix(embeddings)
    if call.limits:
        call.limits.write("Upsert", collection_id, ids, embeddings, metadatas, documents, uris)
    call.engine.upsert(
        collection_id, ids=ids, embeddings=embeddings, metadatas=metadatas, documents=documents, uris=uris
    )
    return {}


def collection_update(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    ids: list[str],
    embeddings: Column | None = None,
    documents: list[str | None] | None = None,
    uris: list[str | None] | None = None,
    metadatas: list[dict[str, Any] | None] | None = None,
) -> dict[str, Any]:
    """Merge into records that exist; an id without a record is skipped."""
    call.require_collection(tenant, database, collection_id)
    call.require_sparse_support(metadatas)
    embeddings = as_matrix(embeddings)
    if call.limits:
        call.limits.write("Update", collection_id, ids, embeddings, metadatas, documents, uris)
    call.engine.update(
        collection_id, ids=ids, embeddings=embeddings, metadatas=metadatas, documents=documents, uris=uris
    )
    return {}


def collection_get(
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
) -> dict[str, Any]:
    """Records by id or filter, in the order of their insertion."""
    call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.read("Get", ids, where, where_document, limit=limit)
        limit = call.limits.cap(limit)
    found = call.engine.get(
        collection_id,
        ids=ids,
        where=where,
        where_document=where_document,
        limit=limit,
        offset=offset or 0,
        include=include,
    )
    return get_answer(found)


def collection_query(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    query_embeddings: Column,
    n_results: int | None = None,
    ids: list[str] | None = None,
    where: Any = None,
    where_document: Any = None,
    include: list[str] | tuple[str, ...] = QUERY_INCLUDE,
) -> dict[str, Any]:
    """The nearest records of each query vector, by ascending distance."""
    call.require_collection(tenant, database, collection_id)
    wanted = DEFAULT_N_RESULTS if n_results is None else n_results
    if call.limits:
        call.limits.read("Query", ids, where, where_document, n_results=wanted, query_embeddings=query_embeddings)
    found = call.engine.query(
        collection_id,
        query_embeddings=query_embeddings,
        n_results=wanted,
        ids=ids,
        where=where,
        where_document=where_document,
        include=include,
    )
    return Columns(
        {
            "ids": found.ids,
            "embeddings": found.embeddings,
            "documents": found.documents,
            "uris": found.uris,
            "metadatas": found.metadatas,
            "distances": found.distances,
            "include": found.include,
        }
    )


def collection_delete(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    ids: list[str] | None = None,
    where: Any = None,
    where_document: Any = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """Remove records by id or filter; the answer counts those that were there."""
    call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.read("Delete", ids, where, where_document, limit=limit)
    removed = call.engine.delete(collection_id, ids=ids, where=where, where_document=where_document, limit=limit)
    return {"deleted": removed}


def collection_count(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    read_level: str | None = None,
) -> int:
    """How many records the collection has."""
    call.require_collection(tenant, database, collection_id)
    return call.engine.count(collection_id, read_level or "index_and_wal")


def collection_search(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    searches: list[dict[str, Any]],
    read_level: str = "index_and_wal",
) -> dict[str, Any]:
    """Run searches with rank expressions, grouping and selection."""
    collection = call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.search(searches)
        searches = call.limits.capped(searches)
    if "collection_search" in call.profile.unsupported:
        check_searches(searches, collection.schema)
        call.require_support("collection_search")
    found = call.engine.search(collection_id, searches, read_level)
    return Columns(
        {
            "ids": found.ids,
            "documents": found.documents,
            "embeddings": found.embeddings,
            "metadatas": found.metadatas,
            "scores": found.scores,
            "select": found.select,
        }
    )
