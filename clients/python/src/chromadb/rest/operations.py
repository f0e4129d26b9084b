# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""Every operation by its id, for what concerns a request but not its content: routing, retries, logs."""

from typing import Final, NamedTuple


class Operation(NamedTuple):
    """How an operation is sent.

    Attributes:
        method: The HTTP method, in capitals.
        path: The path template, with its parameters in braces.
        repeatable: Whether it may be sent again after a failure that leaves open whether it took effect.
        tag: The resource it belongs to, and its package below `api`.
    """

    method: str
    path: str
    repeatable: bool
    tag: str


OPERATIONS: Final[dict[str, Operation]] = {
    "add_function_input": Operation(
        "POST",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input",
        False,
        "functions",
    ),
    "attach_function": Operation(
        "POST",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach",
        False,
        "functions",
    ),
    "collection_add": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add", True, "records"
    ),
    "collection_count": Operation(
        "GET", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count", True, "records"
    ),
    "collection_delete": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete", False, "records"
    ),
    "collection_get": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get", True, "records"
    ),
    "collection_query": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query", True, "records"
    ),
    "collection_search": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search", True, "records"
    ),
    "collection_update": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update", True, "records"
    ),
    "collection_upsert": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert", True, "records"
    ),
    "conditional_commit": Operation(
        "POST",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit",
        False,
        "transactions",
    ),
    "conditional_get": Operation(
        "POST",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get",
        True,
        "transactions",
    ),
    "count_collections": Operation(
        "GET", "/api/v2/tenants/{tenant}/databases/{database}/collections_count", True, "collections"
    ),
    "create_collection": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections", False, "collections"
    ),
    "create_database": Operation("POST", "/api/v2/tenants/{tenant}/databases", False, "databases"),
    "create_tenant": Operation("POST", "/api/v2/tenants", False, "tenants"),
    "delete_collection": Operation(
        "DELETE", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}", False, "collections"
    ),
    "delete_database": Operation("DELETE", "/api/v2/tenants/{tenant}/databases/{database}", False, "databases"),
    "detach_function": Operation(
        "POST",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach",
        False,
        "functions",
    ),
    "fork_collection": Operation(
        "POST", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork", False, "collections"
    ),
    "fork_count": Operation(
        "GET",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count",
        True,
        "collections",
    ),
    "get_attached_function": Operation(
        "GET",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}",
        True,
        "functions",
    ),
    "get_collection": Operation(
        "GET", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}", True, "collections"
    ),
    "get_collection_by_crn": Operation("GET", "/api/v2/collections/{crn}", True, "collections"),
    "get_collection_by_id": Operation(
        "GET", "/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}", True, "collections"
    ),
    "get_database": Operation("GET", "/api/v2/tenants/{tenant}/databases/{database}", True, "databases"),
    "get_tenant": Operation("GET", "/api/v2/tenants/{tenant}", True, "tenants"),
    "get_user_identity": Operation("GET", "/api/v2/auth/identity", True, "system"),
    "healthcheck": Operation("GET", "/api/v2/healthcheck", True, "system"),
    "heartbeat": Operation("GET", "/api/v2/heartbeat", True, "system"),
    "indexing_status": Operation(
        "GET",
        "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status",
        True,
        "collections",
    ),
    "list_collections": Operation(
        "GET", "/api/v2/tenants/{tenant}/databases/{database}/collections", True, "collections"
    ),
    "list_databases": Operation("GET", "/api/v2/tenants/{tenant}/databases", True, "databases"),
    "list_tenants": Operation("GET", "/api/v2/tenants", True, "tenants"),
    "pre_flight_checks": Operation("GET", "/api/v2/pre-flight-checks", True, "system"),
    "reset": Operation("POST", "/api/v2/reset", False, "system"),
    "update_collection": Operation(
        "PUT", "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}", False, "collections"
    ),
    "update_tenant": Operation("PATCH", "/api/v2/tenants/{tenant}", False, "tenants"),
    "version": Operation("GET", "/api/v2/version", True, "system"),
}

__all__ = ["OPERATIONS", "Operation"]
