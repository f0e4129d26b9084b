"""Functions that derive one collection from another."""

from __future__ import annotations

import json
from typing import Any

from chroma_server.api.call import Call, CollectionId, DatabaseName

_TOPIC = "attached functions"


def attach_function(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    name: str,
    function_id: str,
    output_collection: str,
    params: Any = None,
) -> dict[str, Any]:
    """Run a function over the records of this collection from now on."""
    call.refuse_topology(database, _TOPIC)
    # Where these are refused, the official server does not look for the collection first.
    call.require_support("attach_function")
    call.require_collection(tenant, database, collection_id)
    if call.limits:
        call.limits.attach_function(tenant, collection_id, output_collection)
    found, created = call.engine.attach_function(
        collection_id, name=name, function_id=function_id, output_collection=output_collection, params=params
    )
    return {
        "attached_function": {"id": found.id, "name": found.name, "function_name": found.function_name},
        "created": created,
    }


def get_attached_function(
    call: Call, tenant: str, database: DatabaseName, collection_id: CollectionId, function_name: str
) -> dict[str, Any]:
    """The function that was attached under the name."""
    call.refuse_topology(database, _TOPIC)
    call.require_collection(tenant, database, collection_id)
    found = call.engine.get_attached_function(collection_id, function_name)
    return {
        "attached_function": {
            "id": found.id,
            "name": found.name,
            "function_name": found.function_name,
            "input_collection_id": found.input_collection_id,
            "output_collection": found.output_collection,
            "output_collection_id": found.output_collection_id,
            "params": json.dumps(found.params),
            "tenant_id": found.tenant,
            "database_id": found.database_id,
            "completion_offset": found.completion_offset,
            "min_records_for_invocation": found.min_records_for_invocation,
        }
    }


def detach_function(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    function_name: str,
    delete_output: bool = False,
) -> dict[str, Any]:
    """Stop running the function over this collection."""
    call.refuse_topology(database, _TOPIC)
    # Where these are refused, the official server does not look for the collection first.
    call.require_support("detach_function")
    call.require_collection(tenant, database, collection_id)
    call.engine.detach_function(collection_id, function_name, delete_output=delete_output)
    return {"success": True}


def add_function_input(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    function_name: str,
    input_collection_id: str,
) -> dict[str, Any]:
    """Run the attached function over another collection, too; refused: no function may have several inputs."""
    call.refuse_topology(database, _TOPIC)
    call.require_collection(tenant, database, collection_id)
    call.require_support("add_function_input")
    call.require_collection(tenant, database, input_collection_id)
    call.engine.add_function_input(collection_id, function_name, input_collection_id=input_collection_id)
