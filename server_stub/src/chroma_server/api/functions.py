"""Functions that derive one collection from another."""

from __future__ import annotations

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
    call.require_collection(tenant, database, collection_id)
    call.require_support("attach_function")
    answer: dict[str, Any] = call.engine.attach_function(
        collection_id, name=name, function_id=function_id, output_collection=output_collection, params=params
    )
    return answer


def get_attached_function(
    call: Call, tenant: str, database: DatabaseName, collection_id: CollectionId, function_name: str
) -> dict[str, Any]:
    """The function that was attached under the name."""
    call.refuse_topology(database, _TOPIC)
    call.require_collection(tenant, database, collection_id)
    answer: dict[str, Any] = call.engine.get_attached_function(collection_id, function_name)
    return answer


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
    call.require_collection(tenant, database, collection_id)
    call.require_support("detach_function")
    answer: dict[str, Any] = call.engine.detach_function(collection_id, function_name, delete_output=delete_output)
    return answer


def add_function_input(
    call: Call,
    tenant: str,
    database: DatabaseName,
    collection_id: CollectionId,
    function_name: str,
    input_collection_id: str,
) -> dict[str, Any]:
    """Run the attached function over another collection, too."""
    call.refuse_topology(database, _TOPIC)
    call.require_collection(tenant, database, collection_id)
    call.require_support("add_function_input")
    answer: dict[str, Any] = call.engine.add_function_input(
        collection_id, function_name, input_collection_id=input_collection_id
    )
    return answer
