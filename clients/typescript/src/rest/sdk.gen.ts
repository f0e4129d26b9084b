// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.

import { client } from "./client.gen.js";
import type { Client, Options as Options2, TDataShape } from "./client/index.js";
import type {
  AddFunctionInputData,
  AddFunctionInputErrors,
  AddFunctionInputResponses,
  AttachFunctionData,
  AttachFunctionErrors,
  AttachFunctionResponses,
  CollectionAddData,
  CollectionAddErrors,
  CollectionAddResponses,
  CollectionCountData,
  CollectionCountErrors,
  CollectionCountResponses,
  CollectionDeleteData,
  CollectionDeleteErrors,
  CollectionDeleteResponses,
  CollectionGetData,
  CollectionGetErrors,
  CollectionGetResponses,
  CollectionQueryData,
  CollectionQueryErrors,
  CollectionQueryResponses,
  CollectionSearchData,
  CollectionSearchErrors,
  CollectionSearchResponses,
  CollectionUpdateData,
  CollectionUpdateErrors,
  CollectionUpdateResponses,
  CollectionUpsertData,
  CollectionUpsertErrors,
  CollectionUpsertResponses,
  ConditionalCommitData,
  ConditionalCommitErrors,
  ConditionalCommitResponses,
  ConditionalGetData,
  ConditionalGetErrors,
  ConditionalGetResponses,
  CountCollectionsData,
  CountCollectionsErrors,
  CountCollectionsResponses,
  CreateCollectionData,
  CreateCollectionErrors,
  CreateCollectionResponses,
  CreateDatabaseData,
  CreateDatabaseErrors,
  CreateDatabaseResponses,
  CreateTenantData,
  CreateTenantErrors,
  CreateTenantResponses,
  DeleteCollectionData,
  DeleteCollectionErrors,
  DeleteCollectionResponses,
  DeleteDatabaseData,
  DeleteDatabaseErrors,
  DeleteDatabaseResponses,
  DetachFunctionData,
  DetachFunctionErrors,
  DetachFunctionResponses,
  ForkCollectionData,
  ForkCollectionErrors,
  ForkCollectionResponses,
  ForkCountData,
  ForkCountErrors,
  ForkCountResponses,
  GetAttachedFunctionData,
  GetAttachedFunctionErrors,
  GetAttachedFunctionResponses,
  GetCollectionByCrnData,
  GetCollectionByCrnErrors,
  GetCollectionByCrnResponses,
  GetCollectionByIdData,
  GetCollectionByIdErrors,
  GetCollectionByIdResponses,
  GetCollectionData,
  GetCollectionErrors,
  GetCollectionResponses,
  GetDatabaseData,
  GetDatabaseErrors,
  GetDatabaseResponses,
  GetTenantData,
  GetTenantErrors,
  GetTenantResponses,
  GetUserIdentityData,
  GetUserIdentityErrors,
  GetUserIdentityResponses,
  HealthcheckData,
  HealthcheckErrors,
  HealthcheckResponses,
  HeartbeatData,
  HeartbeatErrors,
  HeartbeatResponses,
  IndexingStatusData,
  IndexingStatusErrors,
  IndexingStatusResponses,
  ListCollectionsData,
  ListCollectionsErrors,
  ListCollectionsResponses,
  ListDatabasesData,
  ListDatabasesErrors,
  ListDatabasesResponses,
  ListTenantsData,
  ListTenantsErrors,
  ListTenantsResponses,
  PreFlightChecksData,
  PreFlightChecksErrors,
  PreFlightChecksResponses,
  ResetData,
  ResetErrors,
  ResetResponses,
  UpdateCollectionData,
  UpdateCollectionErrors,
  UpdateCollectionResponses,
  UpdateTenantData,
  UpdateTenantErrors,
  UpdateTenantResponses,
  VersionData,
  VersionErrors,
  VersionResponses,
} from "./types.gen.js";

export type Options<
  TData extends TDataShape = TDataShape,
  ThrowOnError extends boolean = boolean,
  TResponse = unknown,
> = Options2<TData, ThrowOnError, TResponse> & {
  /**
   * You can provide a client instance returned by `createClient()` instead of
   * individual options. This might be also useful if you want to implement a
   * custom client.
   */
  client?: Client;
  /**
   * You can pass arbitrary values through the `meta` object. This can be
   * used to access values that aren't defined as part of the SDK function.
   */
  meta?: Record<string, unknown>;
};

/**
 * The server's clock
 *
 * Answers the server's time and thereby shows that it is alive. `GET /api/v2` answers the same.
 */
export const heartbeat = <ThrowOnError extends boolean = false>(options?: Options<HeartbeatData, ThrowOnError>) =>
  (options?.client ?? client).get<HeartbeatResponses, HeartbeatErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/heartbeat",
    ...options,
  });

/**
 * Whether the server can do its work
 *
 * Tells whether the parts that execute and log are ready. The answer has the same shape when they are not, with status 503.
 */
export const healthcheck = <ThrowOnError extends boolean = false>(options?: Options<HealthcheckData, ThrowOnError>) =>
  (options?.client ?? client).get<HealthcheckResponses, HealthcheckErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/healthcheck",
    ...options,
  });

/**
 * The version of the API
 *
 * The version of the API that the server implements, not of the server's package. Constant `1.0.0`.
 */
export const version = <ThrowOnError extends boolean = false>(options?: Options<VersionData, ThrowOnError>) =>
  (options?.client ?? client).get<VersionResponses, VersionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/version",
    ...options,
  });

/**
 * What a client should know before it writes
 *
 * The largest batch a client should send in one call and whether vectors may be sent as base64.
 */
export const preFlightChecks = <ThrowOnError extends boolean = false>(
  options?: Options<PreFlightChecksData, ThrowOnError>,
) =>
  (options?.client ?? client).get<PreFlightChecksResponses, PreFlightChecksErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/pre-flight-checks",
    ...options,
  });

/**
 * Delete everything
 *
 * Removes all tenants, databases, collections and records, then creates `default_tenant` and `default_database` anew. Only a server configured with `allow_reset` does it.
 */
export const reset = <ThrowOnError extends boolean = false>(options?: Options<ResetData, ThrowOnError>) =>
  (options?.client ?? client).post<ResetResponses, ResetErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/reset",
    ...options,
  });

/**
 * Who is calling
 *
 * The user, the tenant and the databases that the API key of the call opens. A server that checks no keys names its default tenant and database.
 */
export const getUserIdentity = <ThrowOnError extends boolean = false>(
  options?: Options<GetUserIdentityData, ThrowOnError>,
) =>
  (options?.client ?? client).get<GetUserIdentityResponses, GetUserIdentityErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/auth/identity",
    ...options,
  });

/**
 * List the tenants
 *
 * The tenants that the caller may see, ordered by name. The official server does not have this operation.
 */
export const listTenants = <ThrowOnError extends boolean = false>(options?: Options<ListTenantsData, ThrowOnError>) =>
  (options?.client ?? client).get<ListTenantsResponses, ListTenantsErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants",
    ...options,
  });

/**
 * Create a tenant
 *
 * Creates a tenant without databases.
 */
export const createTenant = <ThrowOnError extends boolean = false>(options: Options<CreateTenantData, ThrowOnError>) =>
  (options.client ?? client).post<CreateTenantResponses, CreateTenantErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Read a tenant
 *
 * The tenant of that name.
 */
export const getTenant = <ThrowOnError extends boolean = false>(options: Options<GetTenantData, ThrowOnError>) =>
  (options.client ?? client).get<GetTenantResponses, GetTenantErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}",
    ...options,
  });

/**
 * Name the resource behind a tenant
 *
 * Sets the tenant's resource name, the first part of the resource names of its collections. It can be set once; setting the same again succeeds.
 */
export const updateTenant = <ThrowOnError extends boolean = false>(options: Options<UpdateTenantData, ThrowOnError>) =>
  (options.client ?? client).patch<UpdateTenantResponses, UpdateTenantErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * List the databases of a tenant
 *
 * The databases ordered by the bytes of their names. An unknown tenant has none.
 */
export const listDatabases = <ThrowOnError extends boolean = false>(
  options: Options<ListDatabasesData, ThrowOnError>,
) =>
  (options.client ?? client).get<ListDatabasesResponses, ListDatabasesErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases",
    ...options,
  });

/**
 * Create a database
 *
 * Creates an empty database in the tenant. Its name follows the rule of collection names and is unique within the tenant.
 */
export const createDatabase = <ThrowOnError extends boolean = false>(
  options: Options<CreateDatabaseData, ThrowOnError>,
) =>
  (options.client ?? client).post<CreateDatabaseResponses, CreateDatabaseErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Delete a database
 *
 * Removes the database with its collections and their records.
 */
export const deleteDatabase = <ThrowOnError extends boolean = false>(
  options: Options<DeleteDatabaseData, ThrowOnError>,
) =>
  (options.client ?? client).delete<DeleteDatabaseResponses, DeleteDatabaseErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}",
    ...options,
  });

/**
 * Read a database
 *
 * The database of that name in the tenant.
 */
export const getDatabase = <ThrowOnError extends boolean = false>(options: Options<GetDatabaseData, ThrowOnError>) =>
  (options.client ?? client).get<GetDatabaseResponses, GetDatabaseErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}",
    ...options,
  });

/**
 * List the collections of a database
 *
 * The collections ordered by their ids. An unknown tenant or database has none.
 */
export const listCollections = <ThrowOnError extends boolean = false>(
  options: Options<ListCollectionsData, ThrowOnError>,
) =>
  (options.client ?? client).get<ListCollectionsResponses, ListCollectionsErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections",
    ...options,
  });

/**
 * Create a collection
 *
 * Creates an empty collection. With `get_or_create`, a collection that has the name already is answered as it is stored; metadata, configuration and schema of the call are then checked but not applied.
 */
export const createCollection = <ThrowOnError extends boolean = false>(
  options: Options<CreateCollectionData, ThrowOnError>,
) =>
  (options.client ?? client).post<CreateCollectionResponses, CreateCollectionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Count the collections of a database
 *
 * The number of collections; 0 for an unknown tenant or database.
 */
export const countCollections = <ThrowOnError extends boolean = false>(
  options: Options<CountCollectionsData, ThrowOnError>,
) =>
  (options.client ?? client).get<CountCollectionsResponses, CountCollectionsErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections_count",
    ...options,
  });

/**
 * Delete a collection by its name
 *
 * Removes the collection and its records. An id in place of the name finds nothing.
 */
export const deleteCollection = <ThrowOnError extends boolean = false>(
  options: Options<DeleteCollectionData, ThrowOnError>,
) =>
  (options.client ?? client).delete<DeleteCollectionResponses, DeleteCollectionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
    ...options,
  });

/**
 * Read a collection by its name
 *
 * The collection of that name. An id in place of the name finds nothing; use `get_collection_by_id`.
 */
export const getCollection = <ThrowOnError extends boolean = false>(
  options: Options<GetCollectionData, ThrowOnError>,
) =>
  (options.client ?? client).get<GetCollectionResponses, GetCollectionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}",
    ...options,
  });

/**
 * Rename a collection, or change its metadata or configuration
 *
 * Absent and null fields leave things as they are. New metadata replaces all of the old; a new configuration changes only the settings it names.
 */
export const updateCollection = <ThrowOnError extends boolean = false>(
  options: Options<UpdateCollectionData, ThrowOnError>,
) =>
  (options.client ?? client).put<UpdateCollectionResponses, UpdateCollectionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Read a collection by its id
 *
 * The collection of that id, if it belongs to the tenant and database of the path.
 */
export const getCollectionById = <ThrowOnError extends boolean = false>(
  options: Options<GetCollectionByIdData, ThrowOnError>,
) =>
  (options.client ?? client).get<GetCollectionByIdResponses, GetCollectionByIdErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}",
    ...options,
  });

/**
 * Read a collection by its resource name
 *
 * The collection that a Chroma resource name points to, in whichever tenant and database it lies.
 */
export const getCollectionByCrn = <ThrowOnError extends boolean = false>(
  options: Options<GetCollectionByCrnData, ThrowOnError>,
) =>
  (options.client ?? client).get<GetCollectionByCrnResponses, GetCollectionByCrnErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/collections/{crn}",
    ...options,
  });

/**
 * Fork a collection
 *
 * Makes a collection of a new name that starts with the records, configuration and schema of this one and then goes its own way. The records are shared until one side changes them, so a fork is fast and cheap at any size.
 */
export const forkCollection = <ThrowOnError extends boolean = false>(
  options: Options<ForkCollectionData, ThrowOnError>,
) =>
  (options.client ?? client).post<ForkCollectionResponses, ForkCollectionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Count the forks of a collection
 *
 * The number of forks that were ever made of the collection this one stems from, and of its forks in turn. Those that were deleted count, too: it is this number that a quota on forks limits.
 */
export const forkCount = <ThrowOnError extends boolean = false>(options: Options<ForkCountData, ThrowOnError>) =>
  (options.client ?? client).get<ForkCountResponses, ForkCountErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count",
    ...options,
  });

/**
 * How much of a collection is indexed
 *
 * How many of the writes to the collection have reached its index. Reads see the others too, unless they ask for the index alone.
 */
export const indexingStatus = <ThrowOnError extends boolean = false>(
  options: Options<IndexingStatusData, ThrowOnError>,
) =>
  (options.client ?? client).get<IndexingStatusResponses, IndexingStatusErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status",
    ...options,
  });

/**
 * Add records
 *
 * Inserts records. An id that exists already keeps its record, without an error; of an id given twice the first counts. The first embedding ever written fixes the dimension of the collection.
 */
export const collectionAdd = <ThrowOnError extends boolean = false>(
  options: Options<CollectionAddData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionAddResponses, CollectionAddErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Update records
 *
 * Changes existing records; ids without a record are skipped, without an error. Absent and null parts stay as they are, metadata is merged key by key.
 */
export const collectionUpdate = <ThrowOnError extends boolean = false>(
  options: Options<CollectionUpdateData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionUpdateResponses, CollectionUpdateErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Insert or update records
 *
 * Inserts the records whose ids are new and updates the others as `collection_update` does. The items of a call are applied in order.
 */
export const collectionUpsert = <ThrowOnError extends boolean = false>(
  options: Options<CollectionUpsertData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionUpsertResponses, CollectionUpsertErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Read records by id or filter
 *
 * The records that meet all conditions given, in the order of their insertion, whatever the order of `ids`. Without a condition, all records.
 */
export const collectionGet = <ThrowOnError extends boolean = false>(
  options: Options<CollectionGetData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionGetResponses, CollectionGetErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Find the nearest records
 *
 * For each query vector, the nearest of the records that meet all conditions given, in ascending order of distance.
 */
export const collectionQuery = <ThrowOnError extends boolean = false>(
  options: Options<CollectionQueryData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionQueryResponses, CollectionQueryErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Delete records by id or filter
 *
 * Removes the records that meet all conditions given. Without a condition nothing is removed.
 */
export const collectionDelete = <ThrowOnError extends boolean = false>(
  options: Options<CollectionDeleteData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionDeleteResponses, CollectionDeleteErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Count the records of a collection
 *
 * The number of records in the collection.
 */
export const collectionCount = <ThrowOnError extends boolean = false>(
  options: Options<CollectionCountData, ThrowOnError>,
) =>
  (options.client ?? client).get<CollectionCountResponses, CollectionCountErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count",
    ...options,
  });

/**
 * Search with rank expressions, grouping and selection
 *
 * Runs each search by itself: filter first, then rank what is left by an expression over dense and sparse neighbours, keep the best of each group, cut the page, and return the selected fields. Scores ascend; the lower, the better. Equal ones keep the order of insertion, and what is not a number comes last.
 */
export const collectionSearch = <ThrowOnError extends boolean = false>(
  options: Options<CollectionSearchData, ThrowOnError>,
) =>
  (options.client ?? client).post<CollectionSearchResponses, CollectionSearchErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Attach a function to a collection
 *
 * From now on the function is run over the records of this collection and writes what it derives to an output collection. Attaching the same again answers the function attached before.
 */
export const attachFunction = <ThrowOnError extends boolean = false>(
  options: Options<AttachFunctionData, ThrowOnError>,
) =>
  (options.client ?? client).post<AttachFunctionResponses, AttachFunctionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Read an attached function
 *
 * The function that was attached to this collection under the name.
 */
export const getAttachedFunction = <ThrowOnError extends boolean = false>(
  options: Options<GetAttachedFunctionData, ThrowOnError>,
) =>
  (options.client ?? client).get<GetAttachedFunctionResponses, GetAttachedFunctionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}",
    ...options,
  });

/**
 * Detach a function from a collection
 *
 * The function is no longer run over this collection. A body is required; `{}` is the least.
 */
export const detachFunction = <ThrowOnError extends boolean = false>(
  options: Options<DetachFunctionData, ThrowOnError>,
) =>
  (options.client ?? client).post<DetachFunctionResponses, DetachFunctionErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Feed a further collection to an attached function
 *
 * The function attached to this collection is run over another collection, too. Servers up to 1.5.9 do not have this operation.
 */
export const addFunctionInput = <ThrowOnError extends boolean = false>(
  options: Options<AddFunctionInputData, ThrowOnError>,
) =>
  (options.client ?? client).post<AddFunctionInputResponses, AddFunctionInputErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Read records inside a transaction
 *
 * Like `collection_get`, and answers the token of the state that was read. A read that passes a token is answered from that state. Servers up to 1.5.9 do not have this operation.
 */
export const conditionalGet = <ThrowOnError extends boolean = false>(
  options: Options<ConditionalGetData, ThrowOnError>,
) =>
  (options.client ?? client).post<ConditionalGetResponses, ConditionalGetErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });

/**
 * Commit the writes of a transaction
 *
 * Applies all operations in order, or none of them if a record that the transaction has read was changed since. An add needs a read that has shown that there is no such record, an update and a delete one that has shown that there is; no record may be written twice. Servers up to 1.5.9 do not have this operation.
 */
export const conditionalCommit = <ThrowOnError extends boolean = false>(
  options: Options<ConditionalCommitData, ThrowOnError>,
) =>
  (options.client ?? client).post<ConditionalCommitResponses, ConditionalCommitErrors, ThrowOnError>({
    security: [{ name: "x-chroma-token", type: "apiKey" }],
    url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit",
    ...options,
    headers: {
      "Content-Type": "application/json",
      ...options.headers,
    },
  });
