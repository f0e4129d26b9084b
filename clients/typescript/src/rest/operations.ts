// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.

/** What a client must know of an operation before it sends it. */
export interface Operation {
  /** The operation's id in the API description. */
  readonly id: string;
  readonly method: string;
  /** The path template, after the base URL. */
  readonly path: string;
  /** Whether it may be sent again after a failure that leaves its outcome unknown. */
  readonly repeatable: boolean;
}

/** Every operation by its id. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  add_function_input: {
    id: "add_function_input",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input",
    repeatable: false,
  },
  attach_function: {
    id: "attach_function",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach",
    repeatable: false,
  },
  collection_add: {
    id: "collection_add",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add",
    repeatable: true,
  },
  collection_count: {
    id: "collection_count",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count",
    repeatable: true,
  },
  collection_delete: {
    id: "collection_delete",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete",
    repeatable: false,
  },
  collection_get: {
    id: "collection_get",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get",
    repeatable: true,
  },
  collection_query: {
    id: "collection_query",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query",
    repeatable: true,
  },
  collection_search: {
    id: "collection_search",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search",
    repeatable: true,
  },
  collection_update: {
    id: "collection_update",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update",
    repeatable: true,
  },
  collection_upsert: {
    id: "collection_upsert",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert",
    repeatable: true,
  },
  conditional_commit: {
    id: "conditional_commit",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit",
    repeatable: false,
  },
  conditional_get: {
    id: "conditional_get",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get",
    repeatable: true,
  },
  count_collections: {
    id: "count_collections",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections_count",
    repeatable: true,
  },
  create_collection: {
    id: "create_collection",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections",
    repeatable: false,
  },
  create_database: {
    id: "create_database",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases",
    repeatable: false,
  },
  create_tenant: {
    id: "create_tenant",
    method: "POST",
    path: "/api/v2/tenants",
    repeatable: false,
  },
  delete_collection: {
    id: "delete_collection",
    method: "DELETE",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
    repeatable: false,
  },
  delete_database: {
    id: "delete_database",
    method: "DELETE",
    path: "/api/v2/tenants/{tenant}/databases/{database}",
    repeatable: false,
  },
  detach_function: {
    id: "detach_function",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach",
    repeatable: false,
  },
  fork_collection: {
    id: "fork_collection",
    method: "POST",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork",
    repeatable: false,
  },
  fork_count: {
    id: "fork_count",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count",
    repeatable: true,
  },
  get_attached_function: {
    id: "get_attached_function",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}",
    repeatable: true,
  },
  get_collection: {
    id: "get_collection",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
    repeatable: true,
  },
  get_collection_by_crn: {
    id: "get_collection_by_crn",
    method: "GET",
    path: "/api/v2/collections/{crn}",
    repeatable: true,
  },
  get_collection_by_id: {
    id: "get_collection_by_id",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}",
    repeatable: true,
  },
  get_database: {
    id: "get_database",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}",
    repeatable: true,
  },
  get_tenant: {
    id: "get_tenant",
    method: "GET",
    path: "/api/v2/tenants/{tenant}",
    repeatable: true,
  },
  get_user_identity: {
    id: "get_user_identity",
    method: "GET",
    path: "/api/v2/auth/identity",
    repeatable: true,
  },
  healthcheck: {
    id: "healthcheck",
    method: "GET",
    path: "/api/v2/healthcheck",
    repeatable: true,
  },
  heartbeat: {
    id: "heartbeat",
    method: "GET",
    path: "/api/v2/heartbeat",
    repeatable: true,
  },
  indexing_status: {
    id: "indexing_status",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status",
    repeatable: true,
  },
  list_collections: {
    id: "list_collections",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections",
    repeatable: true,
  },
  list_databases: {
    id: "list_databases",
    method: "GET",
    path: "/api/v2/tenants/{tenant}/databases",
    repeatable: true,
  },
  list_tenants: {
    id: "list_tenants",
    method: "GET",
    path: "/api/v2/tenants",
    repeatable: true,
  },
  pre_flight_checks: {
    id: "pre_flight_checks",
    method: "GET",
    path: "/api/v2/pre-flight-checks",
    repeatable: true,
  },
  reset: {
    id: "reset",
    method: "POST",
    path: "/api/v2/reset",
    repeatable: false,
  },
  update_collection: {
    id: "update_collection",
    method: "PUT",
    path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}",
    repeatable: false,
  },
  update_tenant: {
    id: "update_tenant",
    method: "PATCH",
    path: "/api/v2/tenants/{tenant}",
    repeatable: false,
  },
  version: {
    id: "version",
    method: "GET",
    path: "/api/v2/version",
    repeatable: true,
  },
};
