// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
//! One function per operation: from its parameters to the request that is to be sent.
//!
//! Each fails with [`RequestError`] when a parameter cannot stand in a path or a body cannot be written as JSON.

use super::{Body, Request, RequestError, models, operations};

/// Feed a further collection to an attached function
///
/// The function attached to this collection is run over another collection, too. Servers up to 1.5.9 do not have
/// this operation.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
/// - `function_name`: The name given when the function was attached.
pub fn add_function_input<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    function_name: &str,
    body: impl Into<Body<'a, models::AddFunctionInputPayload>>,
) -> Result<Request<models::FunctionAttachment>, RequestError> {
    Request::new(
        &operations::ADD_FUNCTION_INPUT,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/attached_functions/", "/add_input"],
        &[tenant, database, collection_id, function_name],
    )?
    .body(body.into())
}

/// Attach a function to a collection
///
/// From now on the function is run over the records of this collection and writes what it derives to an output
/// collection. Attaching the same again answers the function attached before.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn attach_function<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::AttachFunctionPayload>>,
) -> Result<Request<models::FunctionAttachment>, RequestError> {
    Request::new(
        &operations::ATTACH_FUNCTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/functions/attach"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Add records
///
/// Inserts records. An id that exists already keeps its record, without an error; of an id given twice the first
/// counts. The first embedding ever written fixes the dimension of the collection.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_add<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::AddCollectionRecordsPayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(
        &operations::COLLECTION_ADD,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/add"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Count the records of a collection
///
/// The number of records in the collection.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
/// - `read_level`: How fresh the answer must be; absent, `index_and_wal`.
pub fn collection_count(
    tenant: &str,
    database: &str,
    collection_id: &str,
    read_level: Option<models::ReadLevel>,
) -> Result<Request<u64>, RequestError> {
    Ok(Request::new(
        &operations::COLLECTION_COUNT,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/count"],
        &[tenant, database, collection_id],
    )?
    .query("read_level", read_level))
}

/// Delete records by id or filter
///
/// Removes the records that meet all conditions given. Without a condition nothing is removed.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_delete<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::DeleteCollectionRecordsPayload>>,
) -> Result<Request<models::DeletedRecords>, RequestError> {
    Request::new(
        &operations::COLLECTION_DELETE,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/delete"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Read records by id or filter
///
/// The records that meet all conditions given, in the order of their insertion, whatever the order of `ids`.
/// Without a condition, all records.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_get<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::GetRequestPayload>>,
) -> Result<Request<models::GetResult>, RequestError> {
    Request::new(
        &operations::COLLECTION_GET,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/get"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Find the nearest records
///
/// For each query vector, the nearest of the records that meet all conditions given, in ascending order of
/// distance.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_query<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::QueryRequestPayload>>,
) -> Result<Request<models::QueryResult>, RequestError> {
    Request::new(
        &operations::COLLECTION_QUERY,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/query"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Search with rank expressions, grouping and selection
///
/// Runs each search by itself: filter first, then rank what is left by an expression over dense and sparse
/// neighbours, keep the best of each group, cut the page, and return the selected fields. Scores ascend; the
/// lower, the better. Equal ones keep the order of insertion, and what is not a number comes last.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_search<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::SearchRequestPayload>>,
) -> Result<Request<models::SearchResult>, RequestError> {
    Request::new(
        &operations::COLLECTION_SEARCH,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/search"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Update records
///
/// Changes existing records; ids without a record are skipped, without an error. Absent and null parts stay as
/// they are, metadata is merged key by key.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_update<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::UpdateCollectionRecordsPayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(
        &operations::COLLECTION_UPDATE,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/update"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Insert or update records
///
/// Inserts the records whose ids are new and updates the others as `collection_update` does. The items of a call
/// are applied in order.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn collection_upsert<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::UpsertCollectionRecordsPayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(
        &operations::COLLECTION_UPSERT,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/upsert"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Commit the writes of a transaction
///
/// Applies all operations in order, or none of them if a record that the transaction has read was changed since.
/// An add needs a read that has shown that there is no such record, an update and a delete one that has shown
/// that there is; no record may be written twice. Servers up to 1.5.9 do not have this operation.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn conditional_commit<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::ConditionalCommitPayload>>,
) -> Result<Request<models::ConditionalCommitResult>, RequestError> {
    Request::new(
        &operations::CONDITIONAL_COMMIT,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/conditional/commit"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Read records inside a transaction
///
/// Like `collection_get`, and answers the token of the state that was read. A read that passes a token is
/// answered from that state. Servers up to 1.5.9 do not have this operation.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn conditional_get<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::ConditionalGetPayload>>,
) -> Result<Request<models::ConditionalGetResult>, RequestError> {
    Request::new(
        &operations::CONDITIONAL_GET,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/conditional/get"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Count the collections of a database
///
/// The number of collections; 0 for an unknown tenant or database.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
pub fn count_collections(tenant: &str, database: &str) -> Result<Request<u64>, RequestError> {
    Request::new(
        &operations::COUNT_COLLECTIONS,
        &["/api/v2/tenants/", "/databases/", "/collections_count"],
        &[tenant, database],
    )
}

/// Create a collection
///
/// Creates an empty collection. With `get_or_create`, a collection that has the name already is answered as it is
/// stored; metadata, configuration and schema of the call are then checked but not applied.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
pub fn create_collection<'a>(
    tenant: &str,
    database: &str,
    body: impl Into<Body<'a, models::CreateCollectionPayload>>,
) -> Result<Request<models::Collection>, RequestError> {
    Request::new(
        &operations::CREATE_COLLECTION,
        &["/api/v2/tenants/", "/databases/", "/collections"],
        &[tenant, database],
    )?
    .body(body.into())
}

/// Create a database
///
/// Creates an empty database in the tenant. Its name follows the rule of collection names and is unique within
/// the tenant.
///
/// - `tenant`: The tenant's name (not an id).
pub fn create_database<'a>(
    tenant: &str,
    body: impl Into<Body<'a, models::CreateDatabasePayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(&operations::CREATE_DATABASE, &["/api/v2/tenants/", "/databases"], &[tenant])?.body(body.into())
}

/// Create a tenant
///
/// Creates a tenant without databases.
pub fn create_tenant<'a>(
    body: impl Into<Body<'a, models::CreateTenantPayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(&operations::CREATE_TENANT, &["/api/v2/tenants"], &[])?.body(body.into())
}

/// Delete a collection by its name
///
/// Removes the collection and its records. An id in place of the name finds nothing.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_name`: The collection's name (not its id).
pub fn delete_collection(
    tenant: &str,
    database: &str,
    collection_name: &str,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(
        &operations::DELETE_COLLECTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", ""],
        &[tenant, database, collection_name],
    )
}

/// Delete a database
///
/// Removes the database with its collections and their records.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
pub fn delete_database(tenant: &str, database: &str) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(&operations::DELETE_DATABASE, &["/api/v2/tenants/", "/databases/", ""], &[tenant, database])
}

/// Detach a function from a collection
///
/// The function is no longer run over this collection. A body is required; `{}` is the least.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
/// - `function_name`: The name given when the function was attached.
pub fn detach_function<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    function_name: &str,
    body: impl Into<Body<'a, models::DetachFunctionPayload>>,
) -> Result<Request<models::FunctionDetachment>, RequestError> {
    Request::new(
        &operations::DETACH_FUNCTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/attached_functions/", "/detach"],
        &[tenant, database, collection_id, function_name],
    )?
    .body(body.into())
}

/// Fork a collection
///
/// Makes a collection of a new name that starts with the records, configuration and schema of this one and then
/// goes its own way. The records are shared until one side changes them, so a fork is fast and cheap at any size.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn fork_collection<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::ForkCollectionPayload>>,
) -> Result<Request<models::Collection>, RequestError> {
    Request::new(
        &operations::FORK_COLLECTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/fork"],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Count the forks of a collection
///
/// The number of forks that were ever made of the collection this one stems from, and of its forks in turn. Those
/// that were deleted count, too: it is this number that a quota on forks limits.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn fork_count(
    tenant: &str,
    database: &str,
    collection_id: &str,
) -> Result<Request<models::ForkCount>, RequestError> {
    Request::new(
        &operations::FORK_COUNT,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/fork_count"],
        &[tenant, database, collection_id],
    )
}

/// Read an attached function
///
/// The function that was attached to this collection under the name.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
/// - `function_name`: The name given when the function was attached.
pub fn get_attached_function(
    tenant: &str,
    database: &str,
    collection_id: &str,
    function_name: &str,
) -> Result<Request<models::AttachedFunctionDetails>, RequestError> {
    Request::new(
        &operations::GET_ATTACHED_FUNCTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/functions/", ""],
        &[tenant, database, collection_id, function_name],
    )
}

/// Read a collection by its name
///
/// The collection of that name. An id in place of the name finds nothing; use `get_collection_by_id`.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_name`: The collection's name (not its id).
pub fn get_collection(
    tenant: &str,
    database: &str,
    collection_name: &str,
) -> Result<Request<models::Collection>, RequestError> {
    Request::new(
        &operations::GET_COLLECTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", ""],
        &[tenant, database, collection_name],
    )
}

/// Read a collection by its resource name
///
/// The collection that a Chroma resource name points to, in whichever tenant and database it lies.
///
/// - `crn`: A Chroma resource name, `tenant_resource_name:database:collection`.
pub fn get_collection_by_crn(crn: &str) -> Result<Request<models::Collection>, RequestError> {
    Request::new(&operations::GET_COLLECTION_BY_CRN, &["/api/v2/collections/", ""], &[crn])
}

/// Read a collection by its id
///
/// The collection of that id, if it belongs to the tenant and database of the path.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn get_collection_by_id(
    tenant: &str,
    database: &str,
    collection_id: &str,
) -> Result<Request<models::Collection>, RequestError> {
    Request::new(
        &operations::GET_COLLECTION_BY_ID,
        &["/api/v2/tenants/", "/databases/", "/collections/by-id/", ""],
        &[tenant, database, collection_id],
    )
}

/// Read a database
///
/// The database of that name in the tenant.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
pub fn get_database(tenant: &str, database: &str) -> Result<Request<models::Database>, RequestError> {
    Request::new(&operations::GET_DATABASE, &["/api/v2/tenants/", "/databases/", ""], &[tenant, database])
}

/// Read a tenant
///
/// The tenant of that name.
///
/// - `tenant`: The tenant's name (not an id).
pub fn get_tenant(tenant: &str) -> Result<Request<models::Tenant>, RequestError> {
    Request::new(&operations::GET_TENANT, &["/api/v2/tenants/", ""], &[tenant])
}

/// Who is calling
///
/// The user, the tenant and the databases that the API key of the call opens. A server that checks no keys names
/// its default tenant and database.
pub fn get_user_identity() -> Result<Request<models::UserIdentity>, RequestError> {
    Request::new(&operations::GET_USER_IDENTITY, &["/api/v2/auth/identity"], &[])
}

/// Whether the server can do its work
///
/// Tells whether the parts that execute and log are ready. The answer has the same shape when they are not, with
/// status 503.
pub fn healthcheck() -> Result<Request<models::HealthReport>, RequestError> {
    Request::new(&operations::HEALTHCHECK, &["/api/v2/healthcheck"], &[])
}

/// The server's clock
///
/// Answers the server's time and thereby shows that it is alive. `GET /api/v2` answers the same.
pub fn heartbeat() -> Result<Request<models::Heartbeat>, RequestError> {
    Request::new(&operations::HEARTBEAT, &["/api/v2/heartbeat"], &[])
}

/// How much of a collection is indexed
///
/// How many of the writes to the collection have reached its index. Reads see the others too, unless they ask for
/// the index alone.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn indexing_status(
    tenant: &str,
    database: &str,
    collection_id: &str,
) -> Result<Request<models::IndexingProgress>, RequestError> {
    Request::new(
        &operations::INDEXING_STATUS,
        &["/api/v2/tenants/", "/databases/", "/collections/", "/indexing_status"],
        &[tenant, database, collection_id],
    )
}

/// List the collections of a database
///
/// The collections ordered by their ids. An unknown tenant or database has none.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `limit`: How many to answer at most. 0 answers none; absent, there is no limit.
/// - `offset`: How many to skip before the first.
pub fn list_collections(
    tenant: &str,
    database: &str,
    limit: Option<u32>,
    offset: Option<u32>,
) -> Result<Request<Vec<models::Collection>>, RequestError> {
    Ok(Request::new(
        &operations::LIST_COLLECTIONS,
        &["/api/v2/tenants/", "/databases/", "/collections"],
        &[tenant, database],
    )?
    .query("limit", limit)
    .query("offset", offset))
}

/// List the databases of a tenant
///
/// The databases ordered by the bytes of their names. An unknown tenant has none.
///
/// - `tenant`: The tenant's name (not an id).
/// - `limit`: How many to answer at most. 0 answers none; absent, there is no limit.
/// - `offset`: How many to skip before the first.
pub fn list_databases(
    tenant: &str,
    limit: Option<u32>,
    offset: Option<u32>,
) -> Result<Request<Vec<models::Database>>, RequestError> {
    Ok(Request::new(&operations::LIST_DATABASES, &["/api/v2/tenants/", "/databases"], &[tenant])?
        .query("limit", limit)
        .query("offset", offset))
}

/// List the tenants
///
/// The tenants that the caller may see, ordered by name. The official server does not have this operation.
///
/// - `limit`: How many to answer at most. 0 answers none; absent, there is no limit.
/// - `offset`: How many to skip before the first.
pub fn list_tenants(limit: Option<u32>, offset: Option<u32>) -> Result<Request<Vec<models::Tenant>>, RequestError> {
    Ok(Request::new(&operations::LIST_TENANTS, &["/api/v2/tenants"], &[])?
        .query("limit", limit)
        .query("offset", offset))
}

/// What a client should know before it writes
///
/// The largest batch a client should send in one call and whether vectors may be sent as base64.
pub fn pre_flight_checks() -> Result<Request<models::Checklist>, RequestError> {
    Request::new(&operations::PRE_FLIGHT_CHECKS, &["/api/v2/pre-flight-checks"], &[])
}

/// Delete everything
///
/// Removes all tenants, databases, collections and records, then creates `default_tenant` and `default_database`
/// anew. Only a server configured with `allow_reset` does it.
pub fn reset() -> Result<Request<bool>, RequestError> {
    Request::new(&operations::RESET, &["/api/v2/reset"], &[])
}

/// Rename a collection, or change its metadata or configuration
///
/// Absent and null fields leave things as they are. New metadata replaces all of the old; a new configuration
/// changes only the settings it names.
///
/// - `tenant`: The tenant's name (not an id).
/// - `database`: The database's name. `topology+name` addresses a database that spans several regions.
/// - `collection_id`: The collection's id, a UUID in plain, braced or URN form (not its name).
pub fn update_collection<'a>(
    tenant: &str,
    database: &str,
    collection_id: &str,
    body: impl Into<Body<'a, models::UpdateCollectionPayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(
        &operations::UPDATE_COLLECTION,
        &["/api/v2/tenants/", "/databases/", "/collections/", ""],
        &[tenant, database, collection_id],
    )?
    .body(body.into())
}

/// Name the resource behind a tenant
///
/// Sets the tenant's resource name, the first part of the resource names of its collections. It can be set once;
/// setting the same again succeeds.
///
/// - `tenant`: The tenant's name (not an id).
pub fn update_tenant<'a>(
    tenant: &str,
    body: impl Into<Body<'a, models::UpdateTenantPayload>>,
) -> Result<Request<models::Acknowledgement>, RequestError> {
    Request::new(&operations::UPDATE_TENANT, &["/api/v2/tenants/", ""], &[tenant])?.body(body.into())
}

/// The version of the API
///
/// The version of the API that the server implements, not of the server's package. Constant `1.0.0`.
pub fn version() -> Result<Request<String>, RequestError> {
    Request::new(&operations::VERSION, &["/api/v2/version"], &[])
}
