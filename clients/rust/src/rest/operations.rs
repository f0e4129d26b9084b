// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
//! The table of operations.

/// One operation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its id, such as `collection_add`.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Whether it may be sent again after a failure that leaves its outcome unknown.
    pub repeatable: bool,
}

/// Every operation, ordered by id.
pub const OPERATIONS: &[Operation] = &[
    ADD_FUNCTION_INPUT,
    ATTACH_FUNCTION,
    COLLECTION_ADD,
    COLLECTION_COUNT,
    COLLECTION_DELETE,
    COLLECTION_GET,
    COLLECTION_QUERY,
    COLLECTION_SEARCH,
    COLLECTION_UPDATE,
    COLLECTION_UPSERT,
    CONDITIONAL_COMMIT,
    CONDITIONAL_GET,
    COUNT_COLLECTIONS,
    CREATE_COLLECTION,
    CREATE_DATABASE,
    CREATE_TENANT,
    DELETE_COLLECTION,
    DELETE_DATABASE,
    DETACH_FUNCTION,
    FORK_COLLECTION,
    FORK_COUNT,
    GET_ATTACHED_FUNCTION,
    GET_COLLECTION,
    GET_COLLECTION_BY_CRN,
    GET_COLLECTION_BY_ID,
    GET_DATABASE,
    GET_TENANT,
    GET_USER_IDENTITY,
    HEALTHCHECK,
    HEARTBEAT,
    INDEXING_STATUS,
    LIST_COLLECTIONS,
    LIST_DATABASES,
    LIST_TENANTS,
    PRE_FLIGHT_CHECKS,
    RESET,
    UPDATE_COLLECTION,
    UPDATE_TENANT,
    VERSION,
];

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input`
pub const ADD_FUNCTION_INPUT: Operation = Operation {
    id: "add_function_input",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach`
pub const ATTACH_FUNCTION: Operation = Operation {
    id: "attach_function",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add`
pub const COLLECTION_ADD: Operation = Operation {
    id: "collection_add",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count`
pub const COLLECTION_COUNT: Operation = Operation {
    id: "collection_count",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete`
pub const COLLECTION_DELETE: Operation = Operation {
    id: "collection_delete",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get`
pub const COLLECTION_GET: Operation = Operation {
    id: "collection_get",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query`
pub const COLLECTION_QUERY: Operation = Operation {
    id: "collection_query",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search`
pub const COLLECTION_SEARCH: Operation = Operation {
    id: "collection_search",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update`
pub const COLLECTION_UPDATE: Operation = Operation {
    id: "collection_update",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert`
pub const COLLECTION_UPSERT: Operation = Operation {
    id: "collection_upsert",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit`
pub const CONDITIONAL_COMMIT: Operation = Operation {
    id: "conditional_commit",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get`
pub const CONDITIONAL_GET: Operation = Operation {
    id: "conditional_get",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections_count`
pub const COUNT_COLLECTIONS: Operation = Operation {
    id: "count_collections",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections_count",
    repeatable: true,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections`
pub const CREATE_COLLECTION: Operation = Operation {
    id: "create_collection",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases`
pub const CREATE_DATABASE: Operation =
    Operation { id: "create_database", method: "POST", path: "/api/v2/tenants/{tenant}/databases", repeatable: false };

/// `POST /api/v2/tenants`
pub const CREATE_TENANT: Operation =
    Operation { id: "create_tenant", method: "POST", path: "/api/v2/tenants", repeatable: false };

/// `DELETE /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}`
pub const DELETE_COLLECTION: Operation = Operation {
    id: "delete_collection",
    method: "DELETE",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
    repeatable: false,
};

/// `DELETE /api/v2/tenants/{tenant}/databases/{database}`
pub const DELETE_DATABASE: Operation = Operation {
    id: "delete_database",
    method: "DELETE",
    path: "/api/v2/tenants/{tenant}/databases/{database}",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach`
pub const DETACH_FUNCTION: Operation = Operation {
    id: "detach_function",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach",
    repeatable: false,
};

/// `POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork`
pub const FORK_COLLECTION: Operation = Operation {
    id: "fork_collection",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork",
    repeatable: false,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count`
pub const FORK_COUNT: Operation = Operation {
    id: "fork_count",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}`
pub const GET_ATTACHED_FUNCTION: Operation = Operation {
    id: "get_attached_function",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}`
pub const GET_COLLECTION: Operation = Operation {
    id: "get_collection",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
    repeatable: true,
};

/// `GET /api/v2/collections/{crn}`
pub const GET_COLLECTION_BY_CRN: Operation =
    Operation { id: "get_collection_by_crn", method: "GET", path: "/api/v2/collections/{crn}", repeatable: true };

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}`
pub const GET_COLLECTION_BY_ID: Operation = Operation {
    id: "get_collection_by_id",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}`
pub const GET_DATABASE: Operation = Operation {
    id: "get_database",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}`
pub const GET_TENANT: Operation =
    Operation { id: "get_tenant", method: "GET", path: "/api/v2/tenants/{tenant}", repeatable: true };

/// `GET /api/v2/auth/identity`
pub const GET_USER_IDENTITY: Operation =
    Operation { id: "get_user_identity", method: "GET", path: "/api/v2/auth/identity", repeatable: true };

/// `GET /api/v2/healthcheck`
pub const HEALTHCHECK: Operation =
    Operation { id: "healthcheck", method: "GET", path: "/api/v2/healthcheck", repeatable: true };

/// `GET /api/v2/heartbeat`
pub const HEARTBEAT: Operation =
    Operation { id: "heartbeat", method: "GET", path: "/api/v2/heartbeat", repeatable: true };

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status`
pub const INDEXING_STATUS: Operation = Operation {
    id: "indexing_status",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases/{database}/collections`
pub const LIST_COLLECTIONS: Operation = Operation {
    id: "list_collections",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections",
    repeatable: true,
};

/// `GET /api/v2/tenants/{tenant}/databases`
pub const LIST_DATABASES: Operation =
    Operation { id: "list_databases", method: "GET", path: "/api/v2/tenants/{tenant}/databases", repeatable: true };

/// `GET /api/v2/tenants`
pub const LIST_TENANTS: Operation =
    Operation { id: "list_tenants", method: "GET", path: "/api/v2/tenants", repeatable: true };

/// `GET /api/v2/pre-flight-checks`
pub const PRE_FLIGHT_CHECKS: Operation =
    Operation { id: "pre_flight_checks", method: "GET", path: "/api/v2/pre-flight-checks", repeatable: true };

/// `POST /api/v2/reset`
pub const RESET: Operation = Operation { id: "reset", method: "POST", path: "/api/v2/reset", repeatable: false };

/// `PUT /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}`
pub const UPDATE_COLLECTION: Operation = Operation {
    id: "update_collection",
    method: "PUT",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}",
    repeatable: false,
};

/// `PATCH /api/v2/tenants/{tenant}`
pub const UPDATE_TENANT: Operation =
    Operation { id: "update_tenant", method: "PATCH", path: "/api/v2/tenants/{tenant}", repeatable: false };

/// `GET /api/v2/version`
pub const VERSION: Operation = Operation { id: "version", method: "GET", path: "/api/v2/version", repeatable: true };
