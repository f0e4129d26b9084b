"""Named sets of records that share an index, a schema and a dimension."""

from __future__ import annotations

from typing import Any

from chroma_server.api.call import Call, CollectionId, DatabaseName
from chroma_server.auth import EVERYTHING
from chroma_server.engine import Collection
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.crn import parse_crn
from chroma_server.errors import forbidden
from chroma_server.leniency import has_sparse_index


def create_collection(
    call: Call,
    tenant: str,
    database: DatabaseName,
    name: str,
    metadata: dict[str, Any] | None = None,
    configuration: dict[str, Any] | None = None,
    schema: dict[str, Any] | None = None,
    get_or_create: bool = False,
) -> dict[str, Any]:
    """Create a collection, or answer the one of that name if ``get_or_create``."""
    if not call.profile.sparse_vectors and has_sparse_index(schema):
        raise InvalidArgument(
            "Failed to reconcile schema: Invalid schema input: Sparse vector indexing is not enabled in local"
        )
    if call.limits:
        call.limits.create_collection(tenant, name, metadata)
    collection = call.engine.create_collection(
        tenant,
        database,
        name,
        metadata=metadata,
        configuration=configuration,
        schema=schema,
        get_or_create=get_or_create,
    )
    return _answer(collection)


def list_collections(
    call: Call, tenant: str, database: DatabaseName, limit: int | None = None, offset: int | None = None
) -> list[dict[str, Any]]:
    """The collections of a database, ordered by id."""
    return [_answer(found) for found in call.engine.list_collections(tenant, database, limit, offset or 0)]


def count_collections(call: Call, tenant: str, database: DatabaseName) -> int:
    """How many collections a database has; 0 for an unknown one."""
    return call.engine.count_collections(tenant, database)


def get_collection(call: Call, tenant: str, database: DatabaseName, collection_name: str) -> dict[str, Any]:
    """The collection of that name."""
    return _answer(call.engine.get_collection(tenant, database, collection_name))


def get_collection_by_id(
    call: Call, tenant: str, database: DatabaseName, collection_id: CollectionId
) -> dict[str, Any]:
    """The collection of that id, if it belongs to the database."""
    return _answer(call.engine.get_collection_by_id(tenant, database, collection_id))


def get_collection_by_crn(call: Call, crn: str) -> dict[str, Any]:
    """The collection that a resource name points to."""
    if call.identity.tenant != EVERYTHING:
        # Decided from the name alone: whether another tenant's collection exists is not the caller's business.
        parts = parse_crn(crn)
        if parts.tenant_resource_name != call.engine.get_tenant(call.identity.tenant).resource_name:
            raise forbidden()
        call.identity.require_database(call.identity.tenant, parts.database)
    return _answer(call.engine.get_collection_by_crn(crn))


def update_collection(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    new_name: str | None = None,
    new_metadata: dict[str, Any] | None = None,
    new_configuration: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Rename a collection, replace its metadata, change settings of its configuration."""
    call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.update_collection(new_name, new_metadata)
    call.engine.update_collection(
        tenant,
        database,
        collection_id,
        new_name=new_name,
        new_metadata=new_metadata,
        new_configuration=new_configuration,
    )
    return {}


def delete_collection(call: Call, tenant: str, database: DatabaseName, collection_name: str) -> dict[str, Any]:
    """Remove the collection of that name with its records."""
    call.engine.delete_collection(tenant, database, collection_name)
    return {}


def fork_collection(
    call: Call, tenant: str, database: DatabaseName, collection_id: CollectionId, new_name: str
) -> dict[str, Any]:
    """Make a collection of a new name that starts with the records of this one."""
    call.refuse_topology(database, "forking")
    call.require_collection(tenant, database, collection_id)
    call.require_support("fork_collection")
    if call.limits:
        call.limits.fork_collection(tenant, collection_id, new_name)
    return _answer(call.engine.fork_collection(collection_id, new_name))


def fork_count(call: Call, tenant: str, database: DatabaseName, collection_id: CollectionId) -> dict[str, Any]:
    """How many forks were made in the family of the collection."""
    call.require_collection(tenant, database, collection_id)
    call.require_support("fork_count")
    return {"count": call.engine.fork_count(collection_id)}


def indexing_status(call: Call, tenant: str, database: DatabaseName, collection_id: CollectionId) -> dict[str, Any]:
    """How many of the writes the index holds."""
    call.require_collection(tenant, database, collection_id)
    call.require_support("indexing_status")
    status = call.engine.indexing_status(collection_id)
    return {
        "op_indexing_progress": status.op_indexing_progress,
        "num_unindexed_ops": status.num_unindexed_ops,
        "num_indexed_ops": status.num_indexed_ops,
        "total_ops": status.total_ops,
    }


def _answer(collection: Collection) -> dict[str, Any]:
    return {
        "id": collection.id,
        "name": collection.name,
        "configuration_json": collection.configuration,
        "schema": collection.schema,
        "metadata": collection.metadata,
        "dimension": collection.dimension,
        "tenant": collection.tenant,
        "database": collection.database,
        "log_position": collection.log_position,
        "version": collection.version,
    }
