# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
"""Every operation by its id: what a server needs to route a request, read its parameters and choose its body model."""

from typing import Any, Final, NamedTuple


class Parameter(NamedTuple):
    """A path or query parameter.

    Attributes:
        name: As it stands in the path template or the query string.
        required: Whether a request without it is refused.
        schema: Its JSON Schema: type, constraints and default.
    """

    name: str
    required: bool
    schema: dict[str, Any]


class Operation(NamedTuple):
    """One operation.

    Attributes:
        id: The operation id, which is also the name of its handler.
        method: The HTTP method, in capitals.
        path: The path template, with its parameters in braces.
        tag: The resource it belongs to.
        path_parameters: In the order of the path.
        query_parameters: In the order of the description.
        body: The name of the body's model in `models`, or None when it takes no body.
        success: The status of its success.
        response: The name of the success body's model in `models`, or None when that has no name.
    """

    id: str
    method: str
    path: str
    tag: str
    path_parameters: tuple[Parameter, ...]
    query_parameters: tuple[Parameter, ...]
    body: str | None
    success: int
    response: str | None


OPERATIONS: Final[dict[str, Operation]] = {
    "add_function_input": Operation(
        id="add_function_input",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input",
        tag="functions",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
            Parameter("function_name", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="AddFunctionInputPayload",
        success=200,
        response="FunctionAttachment",
    ),
    "attach_function": Operation(
        id="attach_function",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach",
        tag="functions",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="AttachFunctionPayload",
        success=200,
        response="FunctionAttachment",
    ),
    "collection_add": Operation(
        id="collection_add",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="AddCollectionRecordsPayload",
        success=201,
        response="Acknowledgement",
    ),
    "collection_count": Operation(
        id="collection_count",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(
            Parameter(
                "read_level",
                False,
                {
                    "type": "string",
                    "enum": ["index_and_wal", "index_only", "index_and_bounded_wal"],
                    "description": "What a read looks at: the index and all writes not yet in it, the index alone (faster, perhaps stale), or the index and a bounded number of later writes.",
                },
            ),
        ),
        body=None,
        success=200,
        response=None,
    ),
    "collection_delete": Operation(
        id="collection_delete",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="DeleteCollectionRecordsPayload",
        success=200,
        response="DeletedRecords",
    ),
    "collection_get": Operation(
        id="collection_get",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="GetRequestPayload",
        success=200,
        response="GetResult",
    ),
    "collection_query": Operation(
        id="collection_query",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="QueryRequestPayload",
        success=200,
        response="QueryResult",
    ),
    "collection_search": Operation(
        id="collection_search",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="SearchRequestPayload",
        success=200,
        response="SearchResult",
    ),
    "collection_update": Operation(
        id="collection_update",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="UpdateCollectionRecordsPayload",
        success=200,
        response="Acknowledgement",
    ),
    "collection_upsert": Operation(
        id="collection_upsert",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert",
        tag="records",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="UpsertCollectionRecordsPayload",
        success=200,
        response="Acknowledgement",
    ),
    "conditional_commit": Operation(
        id="conditional_commit",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit",
        tag="transactions",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="ConditionalCommitPayload",
        success=200,
        response="ConditionalCommitResult",
    ),
    "conditional_get": Operation(
        id="conditional_get",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get",
        tag="transactions",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="ConditionalGetPayload",
        success=200,
        response="ConditionalGetResult",
    ),
    "count_collections": Operation(
        id="count_collections",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections_count",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response=None,
    ),
    "create_collection": Operation(
        id="create_collection",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="CreateCollectionPayload",
        success=200,
        response="Collection",
    ),
    "create_database": Operation(
        id="create_database",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases",
        tag="databases",
        path_parameters=(Parameter("tenant", True, {"type": "string"}),),
        query_parameters=(),
        body="CreateDatabasePayload",
        success=200,
        response="Acknowledgement",
    ),
    "create_tenant": Operation(
        id="create_tenant",
        method="POST",
        path="/api/v2/tenants",
        tag="tenants",
        path_parameters=(),
        query_parameters=(),
        body="CreateTenantPayload",
        success=200,
        response="Acknowledgement",
    ),
    "delete_collection": Operation(
        id="delete_collection",
        method="DELETE",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_name", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="Acknowledgement",
    ),
    "delete_database": Operation(
        id="delete_database",
        method="DELETE",
        path="/api/v2/tenants/{tenant}/databases/{database}",
        tag="databases",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="Acknowledgement",
    ),
    "detach_function": Operation(
        id="detach_function",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach",
        tag="functions",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
            Parameter("function_name", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="DetachFunctionPayload",
        success=200,
        response="FunctionDetachment",
    ),
    "fork_collection": Operation(
        id="fork_collection",
        method="POST",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="ForkCollectionPayload",
        success=200,
        response="Collection",
    ),
    "fork_count": Operation(
        id="fork_count",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="ForkCount",
    ),
    "get_attached_function": Operation(
        id="get_attached_function",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}",
        tag="functions",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
            Parameter("function_name", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="AttachedFunctionDetails",
    ),
    "get_collection": Operation(
        id="get_collection",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_name", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="Collection",
    ),
    "get_collection_by_crn": Operation(
        id="get_collection_by_crn",
        method="GET",
        path="/api/v2/collections/{crn}",
        tag="collections",
        path_parameters=(Parameter("crn", True, {"type": "string"}),),
        query_parameters=(),
        body=None,
        success=200,
        response="Collection",
    ),
    "get_collection_by_id": Operation(
        id="get_collection_by_id",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="Collection",
    ),
    "get_database": Operation(
        id="get_database",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}",
        tag="databases",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="Database",
    ),
    "get_tenant": Operation(
        id="get_tenant",
        method="GET",
        path="/api/v2/tenants/{tenant}",
        tag="tenants",
        path_parameters=(Parameter("tenant", True, {"type": "string"}),),
        query_parameters=(),
        body=None,
        success=200,
        response="Tenant",
    ),
    "get_user_identity": Operation(
        id="get_user_identity",
        method="GET",
        path="/api/v2/auth/identity",
        tag="system",
        path_parameters=(),
        query_parameters=(),
        body=None,
        success=200,
        response="UserIdentity",
    ),
    "healthcheck": Operation(
        id="healthcheck",
        method="GET",
        path="/api/v2/healthcheck",
        tag="system",
        path_parameters=(),
        query_parameters=(),
        body=None,
        success=200,
        response="HealthReport",
    ),
    "heartbeat": Operation(
        id="heartbeat",
        method="GET",
        path="/api/v2/heartbeat",
        tag="system",
        path_parameters=(),
        query_parameters=(),
        body=None,
        success=200,
        response="Heartbeat",
    ),
    "indexing_status": Operation(
        id="indexing_status",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body=None,
        success=200,
        response="IndexingProgress",
    ),
    "list_collections": Operation(
        id="list_collections",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
        ),
        query_parameters=(
            Parameter("limit", False, {"type": "integer", "format": "int64", "minimum": 0, "maximum": 4294967295}),
            Parameter("offset", False, {"type": "integer", "format": "int64", "minimum": 0, "maximum": 4294967295}),
        ),
        body=None,
        success=200,
        response=None,
    ),
    "list_databases": Operation(
        id="list_databases",
        method="GET",
        path="/api/v2/tenants/{tenant}/databases",
        tag="databases",
        path_parameters=(Parameter("tenant", True, {"type": "string"}),),
        query_parameters=(
            Parameter("limit", False, {"type": "integer", "format": "int64", "minimum": 0, "maximum": 4294967295}),
            Parameter("offset", False, {"type": "integer", "format": "int64", "minimum": 0, "maximum": 4294967295}),
        ),
        body=None,
        success=200,
        response=None,
    ),
    "list_tenants": Operation(
        id="list_tenants",
        method="GET",
        path="/api/v2/tenants",
        tag="tenants",
        path_parameters=(),
        query_parameters=(
            Parameter("limit", False, {"type": "integer", "format": "int64", "minimum": 0, "maximum": 4294967295}),
            Parameter("offset", False, {"type": "integer", "format": "int64", "minimum": 0, "maximum": 4294967295}),
        ),
        body=None,
        success=200,
        response=None,
    ),
    "pre_flight_checks": Operation(
        id="pre_flight_checks",
        method="GET",
        path="/api/v2/pre-flight-checks",
        tag="system",
        path_parameters=(),
        query_parameters=(),
        body=None,
        success=200,
        response="Checklist",
    ),
    "reset": Operation(
        id="reset",
        method="POST",
        path="/api/v2/reset",
        tag="system",
        path_parameters=(),
        query_parameters=(),
        body=None,
        success=200,
        response=None,
    ),
    "update_collection": Operation(
        id="update_collection",
        method="PUT",
        path="/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}",
        tag="collections",
        path_parameters=(
            Parameter("tenant", True, {"type": "string"}),
            Parameter("database", True, {"type": "string"}),
            Parameter("collection_id", True, {"type": "string"}),
        ),
        query_parameters=(),
        body="UpdateCollectionPayload",
        success=200,
        response="Acknowledgement",
    ),
    "update_tenant": Operation(
        id="update_tenant",
        method="PATCH",
        path="/api/v2/tenants/{tenant}",
        tag="tenants",
        path_parameters=(Parameter("tenant", True, {"type": "string"}),),
        query_parameters=(),
        body="UpdateTenantPayload",
        success=200,
        response="Acknowledgement",
    ),
    "version": Operation(
        id="version",
        method="GET",
        path="/api/v2/version",
        tag="system",
        path_parameters=(),
        query_parameters=(),
        body=None,
        success=200,
        response=None,
    ),
}

__all__ = ["OPERATIONS", "Operation", "Parameter"]
