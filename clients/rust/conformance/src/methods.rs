//! From an operation to the method that a user would call.

use std::collections::HashMap;

use chroma::rest::models::UpdateCollectionConfiguration;
use chroma::{
    ChromaCollection, ChromaHttpClient, Delete, Get, Include, Modification, NewCollection, Query, ReadLevel, Records,
    Result, Schema, Where, WhereDocument,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::numbers::vectors;
use crate::search::search;

/// What the client has methods for.
pub const OPERATIONS: &[&str] = &[
    "heartbeat",
    "healthcheck",
    "version",
    "reset",
    "get_user_identity",
    "create_tenant",
    "get_tenant",
    "list_tenants",
    "update_tenant",
    "create_database",
    "get_database",
    "list_databases",
    "delete_database",
    "create_collection",
    "list_collections",
    "count_collections",
    "get_collection",
    "get_collection_by_id",
    "get_collection_by_crn",
    "update_collection",
    "delete_collection",
    "fork_collection",
    "fork_count",
    "indexing_status",
    "collection_add",
    "collection_update",
    "collection_upsert",
    "collection_get",
    "collection_query",
    "collection_delete",
    "collection_count",
    "collection_search",
    "attach_function",
    "get_attached_function",
    "detach_function",
];

/// The client and the collections that were seen, which outlive their server's ones.
pub struct Driver {
    client: ChromaHttpClient,
    collections: HashMap<String, ChromaCollection>,
}

/// The arguments of a call, by their names on the wire.
pub struct Arguments<'a>(pub &'a Value);

impl Arguments<'_> {
    /// An argument that must be there and of this type; an absent one is null.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let value = self.0.get(name).cloned().unwrap_or_default();
        serde_json::from_value(value).map_err(|error| invalid(format!("{name}: {error}")))
    }

    fn text(&self, name: &str) -> Result<String> {
        self.get(name)
    }
}

/// The refusal of a value that the types of the client do not take.
pub fn invalid(message: String) -> chroma::ChromaError {
    chroma::rest::RequestError::Body(serde::de::Error::custom(message)).into()
}

impl Driver {
    pub fn new(client: ChromaHttpClient) -> Self {
        Self { client, collections: HashMap::new() }
    }

    fn client(&self, arguments: &Arguments<'_>) -> Result<ChromaHttpClient> {
        let named = |name: &str, default: &str| -> Result<String> {
            Ok(arguments.get::<Option<String>>(name)?.unwrap_or_else(|| default.to_owned()))
        };
        Ok(self.client.in_database(named("tenant", "default_tenant")?, named("database", "default_database")?))
    }

    async fn collection(&self, arguments: &Arguments<'_>) -> Result<ChromaCollection> {
        let id = arguments.text("collection_id")?;
        match self.collections.get(&id) {
            Some(known) => Ok(known.clone()),
            None => self.client(arguments)?.get_collection_by_id(uuid(&id)?).await,
        }
    }

    /// Remembers a collection, and describes it as the wire does.
    fn seen(&mut self, collection: ChromaCollection) -> Value {
        let model = collection.model();
        let described = json!({
            "id": model.id.to_string(),
            "name": model.name,
            "configuration_json": model.configuration_json,
            "schema": model.schema,
            "metadata": model.metadata,
            "dimension": model.dimension,
            "tenant": model.tenant,
            "database": model.database,
            "log_position": model.log_position,
            "version": model.version,
        });
        self.collections.insert(model.id.to_string(), collection);
        described
    }

    pub async fn perform(&mut self, operation: &str, arguments: &Value) -> Result<Value> {
        let arguments = &Arguments(arguments);
        let client = self.client(arguments)?;
        let (limit, offset) = (|| arguments.get("limit"), || arguments.get("offset"));
        match operation {
            "heartbeat" => Ok(json!({"nanosecond heartbeat": client.heartbeat().await?})),
            "healthcheck" => plain(client.healthcheck().await?),
            "version" => plain(client.version().await?),
            "reset" => plain(client.reset().await?),
            "get_user_identity" => plain(client.identity().await?),
            "create_tenant" => done(client.create_tenant(arguments.text("name")?).await?),
            "get_tenant" => plain(client.get_tenant(arguments.text("tenant")?).await?),
            "list_tenants" => plain(client.list_tenants(limit()?, offset()?).await?),
            "update_tenant" => {
                let (tenant, name) = (arguments.text("tenant")?, arguments.text("resource_name")?);
                done(client.update_tenant(tenant, name).await?)
            }
            "create_database" => {
                done(client.create_database(arguments.text("tenant")?, arguments.text("name")?).await?)
            }
            "get_database" => plain(client.get_database(arguments.text("tenant")?, arguments.text("database")?).await?),
            "list_databases" => plain(client.list_databases(arguments.text("tenant")?, limit()?, offset()?).await?),
            "delete_database" => {
                done(client.delete_database(arguments.text("tenant")?, arguments.text("database")?).await?)
            }
            "create_collection" => {
                let new = new_collection(arguments)?;
                let created = if arguments.get::<Option<bool>>("get_or_create")?.unwrap_or(false) {
                    client.get_or_create_collection(new).await?
                } else {
                    client.create_collection(new).await?
                };
                Ok(self.seen(created))
            }
            "list_collections" => {
                let found = client.list_collections(limit()?, offset()?).await?;
                Ok(found.into_iter().map(|collection| self.seen(collection)).collect())
            }
            "count_collections" => plain(client.count_collections().await?),
            "get_collection" => {
                let found = client.get_collection(arguments.text("collection_name")?).await?;
                Ok(self.seen(found))
            }
            "get_collection_by_id" => {
                let found = client.get_collection_by_id(uuid(&arguments.text("collection_id")?)?).await?;
                Ok(self.seen(found))
            }
            "get_collection_by_crn" => {
                let found = client.get_collection_by_crn(arguments.text("crn")?).await?;
                Ok(self.seen(found))
            }
            "delete_collection" => done(client.delete_collection(arguments.text("collection_name")?).await?),
            _ => self.perform_on_collection(operation, arguments).await,
        }
    }

    async fn perform_on_collection(&mut self, operation: &str, arguments: &Arguments<'_>) -> Result<Value> {
        let mut collection = self.collection(arguments).await?;
        let name = || arguments.text("function_name");
        match operation {
            "update_collection" => {
                collection.modify(modification(arguments)?).await?;
                self.seen(collection);
                done(())
            }
            "fork_collection" => {
                let fork = collection.fork(arguments.text("new_name")?).await?;
                Ok(self.seen(fork))
            }
            "fork_count" => Ok(json!({"count": collection.fork_count().await?})),
            "indexing_status" => plain(collection.indexing_status().await?),
            "collection_add" => done(collection.add(records(arguments)?).await?),
            "collection_update" => done(collection.update(records(arguments)?).await?),
            "collection_upsert" => done(collection.upsert(records(arguments)?).await?),
            "collection_get" => plain(collection.get(get(arguments)?).await?),
            "collection_query" => plain(collection.query(query(arguments)?).await?),
            "collection_delete" => Ok(json!({"deleted": collection.delete(delete(arguments)?).await?})),
            "collection_count" => plain(collection.count_at(arguments.get("read_level")?).await?),
            "collection_search" => {
                let payloads: Vec<Value> = arguments.get("searches")?;
                let searches = payloads.iter().map(search).collect::<Result<Vec<_>>>()?;
                let level = arguments.get::<Option<ReadLevel>>("read_level")?.unwrap_or(ReadLevel::IndexAndWal);
                plain(collection.search_at(searches, level).await?)
            }
            "attach_function" => {
                let (attached, created) = collection
                    .attach_function(
                        arguments.text("function_id")?,
                        arguments.text("name")?,
                        arguments.text("output_collection")?,
                        arguments.get("params")?,
                    )
                    .await?;
                Ok(json!({"attached_function": attached, "created": created}))
            }
            "get_attached_function" => {
                Ok(json!({"attached_function": collection.get_attached_function(name()?).await?}))
            }
            "detach_function" => {
                let delete_output = arguments.get::<Option<bool>>("delete_output")?.unwrap_or(false);
                Ok(json!({"success": collection.detach_function(name()?, delete_output).await?}))
            }
            _ => panic!("{operation} is not among the operations"),
        }
    }
}

fn plain(value: impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| invalid(error.to_string()))
}

fn done((): ()) -> Result<Value> {
    Ok(json!({}))
}

fn uuid(text: &str) -> Result<Uuid> {
    text.parse().map_err(|error| invalid(format!("{text}: {error}")))
}

fn new_collection(arguments: &Arguments<'_>) -> Result<NewCollection> {
    let mut new = NewCollection::new(arguments.text("name")?);
    if let Some(metadata) = arguments.get("metadata")? {
        new = new.metadata(metadata);
    }
    if let Some(configuration) = arguments.get::<Option<Value>>("configuration")? {
        new = new.configuration_json(configuration);
    }
    if let Some(schema) = arguments.get::<Option<Value>>("schema")? {
        new = new.schema(Schema::from_json(&schema)?);
    }
    Ok(new)
}

fn modification(arguments: &Arguments<'_>) -> Result<Modification> {
    let mut made = Modification::new();
    if let Some(name) = arguments.get::<Option<String>>("new_name")? {
        made = made.name(name);
    }
    if let Some(metadata) = arguments.get("new_metadata")? {
        made = made.metadata(metadata);
    }
    if let Some(configuration) = arguments.get::<Option<Value>>("new_configuration")? {
        let typed: UpdateCollectionConfiguration = serde_json::from_value(configuration.clone())
            .map_err(|error| invalid(format!("new_configuration: {error}")))?;
        // What the type does not know could not have been written by a user of it.
        if let Some(unknown) = unknown_to(&configuration, &json!(typed)) {
            return Err(invalid(format!("new_configuration: {unknown} is no setting")));
        }
        made = made.configuration(typed);
    }
    Ok(made)
}

fn unknown_to<'a>(given: &'a Value, kept: &Value) -> Option<&'a str> {
    given.as_object()?.iter().find_map(|(name, value)| match kept.get(name) {
        None if !value.is_null() => Some(name.as_str()),
        Some(kept) if name != "embedding_function" => unknown_to(value, kept),
        _ => None,
    })
}

fn records(arguments: &Arguments<'_>) -> Result<Records> {
    Ok(Records {
        ids: arguments.get("ids")?,
        embeddings: arguments.0.get("embeddings").filter(|rows| !rows.is_null()).map(vectors).transpose()?,
        metadatas: arguments.get("metadatas")?,
        documents: arguments.get("documents")?,
        uris: arguments.get("uris")?,
    })
}

macro_rules! selected {
    ($made:expr, $arguments:expr) => {{
        let mut made = $made;
        if let Some(ids) = $arguments.get::<Option<Vec<String>>>("ids")? {
            made = made.ids(ids);
        }
        if let Some(filter) = $arguments.get::<Option<Value>>("where")? {
            made = made.filter(Where::from_json(&filter)?);
        }
        if let Some(filter) = $arguments.get::<Option<Value>>("where_document")? {
            made = made.document_filter(WhereDocument::from_json(&filter)?);
        }
        made
    }};
}

fn get(arguments: &Arguments<'_>) -> Result<Get> {
    let mut get = selected!(Get::new(), arguments);
    if let Some(limit) = arguments.get("limit")? {
        get = get.limit(limit);
    }
    if let Some(offset) = arguments.get("offset")? {
        get = get.offset(offset);
    }
    if let Some(columns) = arguments.get::<Option<Vec<Include>>>("include")? {
        get = get.include(columns);
    }
    Ok(get)
}

fn query(arguments: &Arguments<'_>) -> Result<Query> {
    let vectors = vectors(&arguments.0["query_embeddings"])?;
    let mut query = selected!(Query::embeddings(vectors), arguments);
    if let Some(count) = arguments.get("n_results")? {
        query = query.n_results(count);
    }
    if let Some(columns) = arguments.get::<Option<Vec<Include>>>("include")? {
        query = query.include(columns);
    }
    Ok(query)
}

fn delete(arguments: &Arguments<'_>) -> Result<Delete> {
    let mut delete = selected!(Delete::new(), arguments);
    if let Some(limit) = arguments.get("limit")? {
        delete = delete.limit(limit);
    }
    Ok(delete)
}
