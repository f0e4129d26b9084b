//! The collection: its records, and what is done with it as a whole.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Result;
use crate::creation::check_collection_metadata;
use crate::embedding::EmbeddingFunction;
use crate::metadata::Metadata;
use crate::reads::{Delete, Get, Query};
use crate::records::Records;
use crate::rest::models::{
    AttachFunctionPayload, AttachedFunction, AttachedFunctionInfo, DetachFunctionPayload, ForkCollectionPayload,
    GetResult, Include, IndexingProgress, QueryResult, ReadLevel, SearchResult, UpdateCollectionConfiguration,
    UpdateCollectionPayload,
};
use crate::rest::requests;
use crate::schema::Schema;
use crate::search::Search;
use crate::transport::Transport;

/// The description of a collection, as the server gave it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct CollectionModel {
    /// The id; it stays when the name changes.
    pub id: Uuid,
    /// The name, unique in its database.
    pub name: String,
    /// The settings of the index and the embedding function, as stored: also what this version does not know.
    #[serde(default)]
    pub configuration_json: Value,
    /// The indexes by value type and key, as stored; see [`Schema::from_json`].
    #[serde(default)]
    pub schema: Option<Value>,
    /// The metadata.
    pub metadata: Option<Metadata>,
    /// The length of every embedding; `None` until the first is written.
    pub dimension: Option<u32>,
    /// The tenant it belongs to.
    pub tenant: String,
    /// The database it belongs to.
    pub database: String,
    /// Where its log stands; 0 on a single node.
    #[serde(default)]
    pub log_position: i64,
    /// Counts its compactions; 0 on a single node.
    #[serde(default)]
    pub version: i64,
}

/// What [`modify`](ChromaCollection::modify) changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Modification {
    name: Option<String>,
    metadata: Option<Metadata>,
    configuration: Option<UpdateCollectionConfiguration>,
}

impl Modification {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new name.
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// New metadata, in place of all there was.
    pub fn metadata(self, metadata: Metadata) -> Self {
        Self { metadata: Some(metadata), ..self }
    }

    /// Settings to change; the others stay.
    pub fn configuration(self, configuration: UpdateCollectionConfiguration) -> Self {
        Self { configuration: Some(configuration), ..self }
    }
}

/// A collection of records: ids with embeddings, documents, metadata and URIs. Get one from a client.
///
/// Clones stand for the same collection. Every call fails with [`ChromaError`](crate::ChromaError): `InvalidArgument` for
/// what is refused here or by the server, `NotFound` once the collection is deleted.
#[derive(Clone)]
pub struct ChromaCollection {
    pub(crate) transport: Arc<Transport>,
    pub(crate) model: CollectionModel,
    pub(crate) embedding_function: Option<Arc<dyn EmbeddingFunction>>,
}

impl fmt::Debug for ChromaCollection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ChromaCollection")
            .field("name", &self.model.name)
            .field("id", &self.model.id)
            .field("database", &self.model.database)
            .finish_non_exhaustive()
    }
}

impl ChromaCollection {
    pub(crate) fn new(
        transport: Arc<Transport>,
        model: CollectionModel,
        embedding_function: Option<Arc<dyn EmbeddingFunction>>,
    ) -> Self {
        Self { transport, model, embedding_function }
    }

    /// The id; it stays when the name changes.
    pub fn id(&self) -> Uuid {
        self.model.id
    }

    /// The name, unique in its database.
    pub fn name(&self) -> &str {
        &self.model.name
    }

    /// The metadata, `None` if it has none.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.model.metadata.as_ref()
    }

    /// The description, as it was when this was created, got or last modified through it.
    pub fn model(&self) -> &CollectionModel {
        &self.model
    }

    /// The indexes, `None` if the server said nothing of them.
    ///
    /// # Errors
    /// `InvalidArgument`: what the server said is no schema.
    pub fn schema(&self) -> Result<Option<Schema>> {
        self.model.schema.as_ref().map(Schema::from_json).transpose()
    }

    fn path(&self) -> (&str, &str, String) {
        (&self.model.tenant, &self.model.database, self.model.id.to_string())
    }

    // ---------------------------------------------------------------- writing

    /// Adds records. A record whose id exists already is left as it is, without an error: to replace, upsert.
    ///
    /// Records without embeddings have them made from their documents. A call with more records than
    /// [`max_batch_size`](crate::ChromaHttpClient::max_batch_size), or too large for one request, is split: when a later
    /// request fails, the error says how many records were written before
    /// ([`records_written`](crate::ErrorDetails::records_written)).
    ///
    /// # Errors
    /// `InvalidArgument`: columns of different lengths, an id twice, a value the server refuses. `Embedding`: there is
    /// nothing to embed, or it failed.
    pub async fn add(&self, records: Records) -> Result<()> {
        let records = self.embedded(records, true).await?;
        let (tenant, database, id) = self.path();
        self.write(&records, |body| Ok(requests::collection_add(tenant, database, &id, body)?)).await
    }

    /// Changes records. What is not given stays; metadata is merged key by key; unknown ids are passed over. New
    /// documents without embeddings are embedded. Otherwise as [`add`](Self::add).
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub async fn update(&self, records: Records) -> Result<()> {
        let records = self.embedded(records, false).await?;
        let (tenant, database, id) = self.path();
        self.write(&records, |body| Ok(requests::collection_update(tenant, database, &id, body)?)).await
    }

    /// Changes the records that exist, as [`update`](Self::update) does, and adds the others.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub async fn upsert(&self, records: Records) -> Result<()> {
        let records = self.embedded(records, true).await?;
        let (tenant, database, id) = self.path();
        self.write(&records, |body| Ok(requests::collection_upsert(tenant, database, &id, body)?)).await
    }

    async fn write(
        &self,
        records: &Records,
        request: impl Fn(Vec<u8>) -> Result<crate::rest::Request<crate::rest::models::Acknowledgement>>,
    ) -> Result<()> {
        let limits = self.transport.limits().await?;
        let base64 = limits.supports_base64_encoding;
        let max_records = usize::try_from(limits.max_batch_size).unwrap_or(usize::MAX);
        let mut written = 0;
        for (number, part) in (1..).zip(records.parts(max_records, base64)) {
            let end = part.end;
            let sent = async { self.transport.send(request(records.body(part, base64)?)?).await };
            sent.await.map_err(|error| match written {
                0 => error,
                written => error.after_writing(written, number, records.len()),
            })?;
            written = end;
        }
        Ok(())
    }

    /// Deletes records and answers how many.
    ///
    /// # Errors
    /// `InvalidArgument`: neither ids nor a filter, or a limit without a filter.
    pub async fn delete(&self, delete: Delete) -> Result<u32> {
        let (tenant, database, id) = self.path();
        let request = requests::collection_delete(tenant, database, &id, delete.body()?)?;
        Ok(self.transport.send(request).await?.deleted)
    }

    // ---------------------------------------------------------------- reading

    /// Records by ids and filters, in the order in which they were added.
    pub async fn get(&self, get: Get) -> Result<GetResult> {
        let (tenant, database, id) = self.path();
        self.transport.send(requests::collection_get(tenant, database, &id, get.body()?)?).await
    }

    /// The first records, with documents, metadata and embeddings.
    pub async fn peek(&self, limit: u32) -> Result<GetResult> {
        let columns = [Include::Metadatas, Include::Documents, Include::Embeddings];
        self.get(Get::new().limit(limit).include(columns)).await
    }

    /// The nearest records to each vector or text, by ascending distance.
    ///
    /// # Errors
    /// `Embedding`: the query is of texts, and they cannot be embedded.
    pub async fn query(&self, query: Query) -> Result<QueryResult> {
        query.check()?;
        let made;
        let embeddings = match &query.input {
            crate::reads::QueryInput::Embeddings(embeddings) => embeddings,
            crate::reads::QueryInput::Texts(texts) => {
                made = self.embed_query(texts).await?;
                &made
            }
        };
        let (tenant, database, id) = self.path();
        let request = requests::collection_query(tenant, database, &id, query.body(embeddings)?)?;
        self.transport.send(request).await
    }

    /// How many records there are.
    pub async fn count(&self) -> Result<u64> {
        self.count_at(None).await
    }

    /// How many records there are, perhaps without those that are not indexed yet.
    pub async fn count_at(&self, read_level: Option<ReadLevel>) -> Result<u64> {
        let (tenant, database, id) = self.path();
        self.transport.send(requests::collection_count(tenant, database, &id, read_level)?).await
    }

    /// Searches with rank expressions, grouping and selection, each by itself. Texts in them are embedded as those of
    /// [`query`](Self::query).
    ///
    /// # Errors
    /// `Unimplemented`: the server does not answer this call. `Embedding`: a text cannot be embedded.
    pub async fn search(&self, searches: impl IntoIterator<Item = Search>) -> Result<SearchResult> {
        self.search_at(searches, ReadLevel::IndexAndWal).await
    }

    /// As [`search`](Self::search), perhaps without the records that are not indexed yet.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub async fn search_at(
        &self,
        searches: impl IntoIterator<Item = Search>,
        read_level: ReadLevel,
    ) -> Result<SearchResult> {
        let mut payloads = Vec::new();
        for mut search in searches {
            self.embed_texts_of(&mut search).await?;
            payloads.push(search.to_json()?);
        }
        let body = json!({"searches": payloads, "read_level": read_level}).to_string().into_bytes();
        let (tenant, database, id) = self.path();
        self.transport.send(requests::collection_search(tenant, database, &id, body)?).await
    }

    // ---------------------------------------------------------------- the collection as a whole

    /// Changes the collection's name, metadata or configuration.
    ///
    /// # Errors
    /// `Conflict`: the name is taken. `InvalidArgument`: the metadata would change the distance.
    pub async fn modify(&mut self, modification: Modification) -> Result<()> {
        let Modification { name, metadata, configuration } = modification;
        if let Some(metadata) = &metadata {
            check_collection_metadata(metadata)?;
            if metadata.contains_key("hnsw:space") {
                return Err(crate::ChromaError::invalid("The distance of a collection cannot be changed"));
            }
        }
        let body = UpdateCollectionPayload {
            new_name: name,
            new_metadata: metadata
                .clone()
                .map(|metadata| metadata.into_iter().map(|(key, value)| (key, value.into())).collect()),
            new_configuration: configuration,
        };
        let (tenant, database, id) = self.path();
        self.transport.send(requests::update_collection(tenant, database, &id, &body)?).await?;
        if body.new_configuration.is_some() {
            let request = requests::get_collection_by_id(tenant, database, &id)?;
            self.model = self.transport.send(request.answered_as()).await?;
            return Ok(());
        }
        if let Some(name) = body.new_name {
            self.model.name = name;
        }
        if metadata.is_some() {
            self.model.metadata = metadata;
        }
        Ok(())
    }

    /// How many of the writes have reached the index.
    pub async fn indexing_status(&self) -> Result<IndexingProgress> {
        let (tenant, database, id) = self.path();
        self.transport.send(requests::indexing_status(tenant, database, &id)?).await
    }

    /// A new collection with the same records, which shares their storage until either changes.
    ///
    /// # Errors
    /// `Unimplemented`: the server does not answer this call. `Conflict`: the name is taken.
    pub async fn fork(&self, new_name: impl Into<String>) -> Result<Self> {
        let (tenant, database, id) = self.path();
        let body = ForkCollectionPayload { new_name: new_name.into() };
        let request = requests::fork_collection(tenant, database, &id, &body)?;
        let model = self.transport.send(request.answered_as()).await?;
        Ok(Self::new(Arc::clone(&self.transport), model, self.embedding_function.clone()))
    }

    /// How many forks were made of this collection and of its forks.
    ///
    /// # Errors
    /// `Unimplemented`: the server does not answer this call.
    pub async fn fork_count(&self) -> Result<u64> {
        let (tenant, database, id) = self.path();
        Ok(self.transport.send(requests::fork_count(tenant, database, &id)?).await?.count)
    }

    // ---------------------------------------------------------------- functions

    /// Has the server compute a function of this collection, such as `statistics`, and keep it up to date in another.
    /// Answers the attachment, and whether it is new.
    ///
    /// # Errors
    /// `Unimplemented`: the server does not answer this call. `Conflict`: the output collection exists.
    pub async fn attach_function(
        &self,
        function: impl Into<String>,
        name: impl Into<String>,
        output_collection: impl Into<String>,
        params: Option<Value>,
    ) -> Result<(AttachedFunctionInfo, bool)> {
        let body = AttachFunctionPayload {
            name: name.into(),
            function_id: function.into(),
            output_collection: output_collection.into(),
            params: Some(params.unwrap_or_else(|| json!({}))),
        };
        let (tenant, database, id) = self.path();
        let found = self.transport.send(requests::attach_function(tenant, database, &id, &body)?).await?;
        Ok((found.attached_function, found.created))
    }

    /// The function attached under that name.
    ///
    /// # Errors
    /// `NotFound`: there is none.
    pub async fn get_attached_function(&self, name: impl AsRef<str>) -> Result<AttachedFunction> {
        let (tenant, database, id) = self.path();
        let request = requests::get_attached_function(tenant, database, &id, name.as_ref())?;
        Ok(self.transport.send(request).await?.attached_function)
    }

    /// Detaches the function of that name, and deletes its results if so wished.
    ///
    /// # Errors
    /// `NotFound`: there is none. `Unimplemented`: the server does not answer this call.
    pub async fn detach_function(&self, name: impl AsRef<str>, delete_output: bool) -> Result<bool> {
        let body = DetachFunctionPayload { delete_output: Some(delete_output) };
        let (tenant, database, id) = self.path();
        let request = requests::detach_function(tenant, database, &id, name.as_ref(), &body)?;
        Ok(self.transport.send(request).await?.success)
    }
}
