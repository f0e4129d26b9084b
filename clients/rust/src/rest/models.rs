// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
//! One type per schema. Fields that may be absent are left out when they are `None`.
#![allow(clippy::large_enum_variant, reason = "the sizes are those of the description")]

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An empty object. The status says it all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct Acknowledgement {}

/// Records to add, column by column. Every list given is as long as `ids`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddCollectionRecordsPayload {
    /// The records' ids, none of them empty.
    pub ids: Vec<String>,
    /// See [`EmbeddingsPayload`].
    pub embeddings: EmbeddingsPayload,
    /// The records' texts, null where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<Option<String>>>,
    /// Where the records' data lies, null where nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uris: Option<Vec<Option<String>>>,
    /// The records' metadata, null where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadatas: Option<Vec<Option<RecordMetadata>>>,
}

/// A further collection for an attached function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddFunctionInputPayload {
    /// The id of the collection to read.
    pub input_collection_id: Uuid,
}

/// The first so many records of a group, in ascending or descending order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Aggregate {
    /// `AggregateMinK`
    MinK(AggregateMinK),
    /// `AggregateMaxK`
    MaxK(AggregateMaxK),
}

impl From<AggregateMinK> for Aggregate {
    fn from(value: AggregateMinK) -> Self {
        Self::MinK(value)
    }
}

impl From<AggregateMaxK> for Aggregate {
    fn from(value: AggregateMaxK) -> Self {
        Self::MaxK(value)
    }
}

/// Keep those that come first in descending order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AggregateMaxK {
    /// See [`AggregateOrder`].
    #[serde(rename = "$max_k")]
    pub max_k: AggregateOrder,
}

/// Keep those that come first in ascending order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AggregateMinK {
    /// See [`AggregateOrder`].
    #[serde(rename = "$min_k")]
    pub min_k: AggregateOrder,
}

/// The order within a group and how many to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AggregateOrder {
    /// What to order by, the first first: metadata keys or `#score`. Missing values come before booleans, these
    /// before integers, floats and strings.
    pub keys: Vec<String>,
    /// How many records of each group to keep, at least 1.
    pub k: u32,
}

/// A function to attach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachFunctionPayload {
    /// How to address the attachment later.
    pub name: String,
    /// The function's name: `record_counter` or `statistics`.
    pub function_id: String,
    /// The name of the collection that is created for the output.
    pub output_collection: String,
    /// Parameters of the function, any JSON; none unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<serde_json::Value>,
}

/// An attached function in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachedFunction {
    /// The attachment's id.
    pub id: Uuid,
    /// The attachment's name.
    pub name: String,
    /// The function's name.
    pub function_name: String,
    /// The id of the collection that is read.
    pub input_collection_id: Uuid,
    /// The name of the collection that is written.
    pub output_collection: String,
    /// The id of the collection that is written; null until it exists.
    pub output_collection_id: Option<Uuid>,
    /// The parameters, as JSON text.
    pub params: Option<String>,
    /// The name of the tenant.
    pub tenant_id: String,
    /// The id of the database.
    pub database_id: String,
    /// How far in the log the function has come.
    pub completion_offset: u64,
    /// How many new records it takes to run the function.
    pub min_records_for_invocation: u64,
}

/// An attached function, wrapped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachedFunctionDetails {
    /// See [`AttachedFunction`].
    pub attached_function: AttachedFunction,
}

/// An attached function in brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachedFunctionInfo {
    /// The attachment's id.
    pub id: String,
    /// The attachment's name.
    pub name: String,
    /// The function's name.
    pub function_name: String,
}

/// The inverted index of booleans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoolInvertedIndex {
    /// Whether the index is kept; filters that need it fail without it.
    pub enabled: bool,
    /// See [`BoolInvertedIndexConfig`].
    pub config: BoolInvertedIndexConfig,
}

/// Nothing to set. A field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct BoolInvertedIndexConfig {}

/// Indexes of booleans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct BoolValueType {
    /// For equality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bool_inverted_index: Option<BoolInvertedIndex>,
}

/// Limits and abilities of the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// How many records a client should send in one call at most.
    pub max_batch_size: u32,
    /// Whether embeddings may be sent as base64.
    pub supports_base64_encoding: bool,
}

/// A named set of records that share an index, a schema and a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// The collection's id; it stays when the name changes.
    pub id: Uuid,
    /// The collection's name, unique within its database.
    pub name: String,
    /// See [`CollectionConfiguration`].
    pub configuration_json: CollectionConfiguration,
    /// The indexes by value type and key. It grows with every metadata key that is written.
    pub schema: Option<CollectionSchema>,
    /// The collection's metadata, null if it has none.
    pub metadata: Option<CollectionMetadata>,
    /// The length of every embedding; null until the first one is written, then fixed.
    pub dimension: Option<i32>,
    /// The name of its tenant.
    pub tenant: String,
    /// The name of its database.
    pub database: String,
    /// Where the log of the collection stands; 0 on a single node.
    pub log_position: i64,
    /// Counts the compactions; 0 on a single node.
    pub version: i32,
}

/// The settings of a collection's index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionConfiguration {
    /// Settings of the graph index, null if it has none. `num_threads` and `batch_size` stand in the schema only.
    pub hnsw: Option<HnswConfiguration>,
    /// Settings of the cluster index, null if it has none.
    pub spann: Option<SpannConfiguration>,
    /// How clients embed for this collection, null if nothing was said.
    pub embedding_function: Option<EmbeddingFunctionConfiguration>,
}

/// A collection's metadata. Keys are not empty and do not begin with `#` or `$`. Keys `hnsw:space`, `hnsw:M` and
/// the like configure the index of a new collection, as clients did before there was a configuration.
pub type CollectionMetadata = BTreeMap<String, MetadataValue>;

/// Which indexes a collection keeps. Servers also accept the older spellings (`key_overrides` for `keys`; value
/// types with a leading `#`, indexes with a leading `$`) and never answer them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionSchema {
    /// See [`ValueTypes`].
    pub defaults: ValueTypes,
    /// See [`SchemaKeys`].
    pub keys: SchemaKeys,
    /// The key that encrypts the collection, if it is the customer's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cmek: Option<CustomerManagedKey>,
    /// The function whose output the collection is. Set by the server; refused from users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_attached_function_id: Option<String>,
}

/// Records to add; the transaction has read that they do not exist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalAdd {
    /// See [`AddCollectionRecordsPayload`].
    pub payload: AddCollectionRecordsPayload,
}

/// The writes of a transaction and what they rely on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalCommitPayload {
    /// The token of the transaction's first read; null for that one itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_token: Option<u64>,
    /// The ids whose records, or whose absence, the transaction has read.
    pub read_ids: Vec<String>,
    /// The writes in order.
    pub operations: Vec<ConditionalOperation>,
}

/// Where the writes of a transaction lie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalCommitResult {
    /// The log position of the first write; null when there was none.
    pub first_inserted_record_offset: Option<i64>,
    /// How many records were written.
    pub record_count: u64,
}

/// Records to delete by id; filters are refused here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalDelete {
    /// See [`DeleteCollectionRecordsPayload`].
    pub payload: DeleteCollectionRecordsPayload,
}

/// Which records to read inside a transaction. All conditions must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct ConditionalGetPayload {
    /// Only these records; null for all, an empty list for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Only records whose metadata meets the filter.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub where_: Option<Where>,
    /// Only records whose document meets the filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub where_document: Option<WhereDocument>,
    /// How many records to answer at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// How many records to skip before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// The columns to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<Include>>,
    /// The token of the transaction's first read; null for that one itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_token: Option<u64>,
}

/// Records, column by column, and the state they were read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalGetResult {
    /// The records' ids in order of insertion.
    pub ids: Vec<String>,
    /// The records' vectors.
    pub embeddings: Option<Vec<Vec<f32>>>,
    /// The records' texts, null where there is none.
    pub documents: Option<Vec<Option<String>>>,
    /// Where the records' data lies, null where nowhere.
    pub uris: Option<Vec<Option<String>>>,
    /// The records' metadata, null where there is none.
    pub metadatas: Option<Vec<Option<RecordMetadata>>>,
    /// The columns as they were asked for.
    pub include: Vec<Include>,
    /// Stands for the state of the collection that was read; never 0.
    pub read_token: u64,
}

/// One write of a transaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "operation")]
pub enum ConditionalOperation {
    /// `add`
    #[serde(rename = "add")]
    ConditionalAdd(ConditionalAdd),
    /// `update`
    #[serde(rename = "update")]
    ConditionalUpdate(ConditionalUpdate),
    /// `upsert`
    #[serde(rename = "upsert")]
    ConditionalUpsert(ConditionalUpsert),
    /// `delete`
    #[serde(rename = "delete")]
    ConditionalDelete(ConditionalDelete),
}

impl From<ConditionalAdd> for ConditionalOperation {
    fn from(value: ConditionalAdd) -> Self {
        Self::ConditionalAdd(value)
    }
}

impl From<ConditionalUpdate> for ConditionalOperation {
    fn from(value: ConditionalUpdate) -> Self {
        Self::ConditionalUpdate(value)
    }
}

impl From<ConditionalUpsert> for ConditionalOperation {
    fn from(value: ConditionalUpsert) -> Self {
        Self::ConditionalUpsert(value)
    }
}

impl From<ConditionalDelete> for ConditionalOperation {
    fn from(value: ConditionalDelete) -> Self {
        Self::ConditionalDelete(value)
    }
}

/// Records to change; the transaction has read them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalUpdate {
    /// See [`UpdateCollectionRecordsPayload`].
    pub payload: UpdateCollectionRecordsPayload,
}

/// Records to insert or to change; the transaction need not have read them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionalUpsert {
    /// See [`UpsertCollectionRecordsPayload`].
    pub payload: UpsertCollectionRecordsPayload,
}

/// Settings of a new collection's index: of one kind, `hnsw` or `spann`, not of both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct CreateCollectionConfiguration {
    /// Settings of a graph index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hnsw: Option<HnswConfiguration>,
    /// Settings of a cluster index; a single node keeps only its `space`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spann: Option<SpannConfiguration>,
    /// How clients embed for this collection. The server stores it and never embeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding_function: Option<EmbeddingFunctionConfiguration>,
}

/// A collection to be. Non-default settings may stand in `configuration` or in `schema`, not in both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateCollectionPayload {
    /// 3 to 512 characters of `a-z A-Z 0-9 . _ -`, the first and the last alphanumeric, no `..`, no IP address;
    /// one `+` may separate a topology from the name. Unique within the database.
    pub name: String,
    /// The collection's metadata; an empty object is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<CollectionMetadata>,
    /// Settings of the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<CreateCollectionConfiguration>,
    /// Indexes by value type and by key, merged over the default schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<CollectionSchema>,
    /// Whether a collection that has the name already is answered instead of a 409.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_or_create: Option<bool>,
}

/// A database to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateDatabasePayload {
    /// Follows the rule of collection names; unique within the tenant.
    pub name: String,
}

/// A tenant to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateTenantPayload {
    /// At least three characters of any kind.
    pub name: String,
}

/// A customer-managed encryption key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerManagedKey {
    /// The key's resource name at Google Cloud, `projects/…/locations/…/keyRings/…/cryptoKeys/…`.
    pub gcp: String,
}

/// A named group of collections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Database {
    /// The database's id. The default database has the nil UUID.
    pub id: Uuid,
    /// The database's name, by which paths address it.
    pub name: String,
    /// The name of its tenant.
    pub tenant: String,
}

/// Which records to delete. All conditions must hold; without any, nothing is deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct DeleteCollectionRecordsPayload {
    /// Only these records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Only records whose metadata meets the filter.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub where_: Option<Where>,
    /// Only records whose document meets the filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub where_document: Option<WhereDocument>,
    /// Delete at most so many, the first inserted first. Only together with a filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// What a deletion did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeletedRecords {
    /// How many records were removed.
    pub deleted: u32,
}

/// What becomes of the output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct DetachFunctionPayload {
    /// Whether the output collection is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_output: Option<bool>,
}

/// How clients turn documents into embeddings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum EmbeddingFunctionConfiguration {
    /// `known`
    #[serde(rename = "known")]
    KnownEmbeddingFunction(KnownEmbeddingFunction),
    /// `legacy`
    #[serde(rename = "legacy")]
    LegacyEmbeddingFunction(LegacyEmbeddingFunction),
    /// `unknown`
    #[serde(rename = "unknown")]
    UnknownEmbeddingFunction(UnknownEmbeddingFunction),
}

impl From<KnownEmbeddingFunction> for EmbeddingFunctionConfiguration {
    fn from(value: KnownEmbeddingFunction) -> Self {
        Self::KnownEmbeddingFunction(value)
    }
}

impl From<LegacyEmbeddingFunction> for EmbeddingFunctionConfiguration {
    fn from(value: LegacyEmbeddingFunction) -> Self {
        Self::LegacyEmbeddingFunction(value)
    }
}

impl From<UnknownEmbeddingFunction> for EmbeddingFunctionConfiguration {
    fn from(value: UnknownEmbeddingFunction) -> Self {
        Self::UnknownEmbeddingFunction(value)
    }
}

/// One vector per record; all as numbers or all as base64 of little-endian 32-bit floats.
pub type EmbeddingsPayload = Vec<EmbeddingsPayloadItem>;

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum EmbeddingsPayloadItem {
    /// `Vec<f32>`
    Vector(Vec<f32>),
    /// `String`
    String(String),
}

impl From<Vec<f32>> for EmbeddingsPayloadItem {
    fn from(value: Vec<f32>) -> Self {
        Self::Vector(value)
    }
}

impl From<String> for EmbeddingsPayloadItem {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for EmbeddingsPayloadItem {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

/// A filter that lets every record pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct EmptyFilter {}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorResponse {
    /// The kind: `InvalidArgumentError`, `NotFoundError`, `InternalError`, `VersionMismatchError`,
    /// `Unimplemented`, or `ChromaError` for everything else, which only the status tells apart.
    pub error: String,
    /// What is wrong, for a person to read.
    pub message: String,
}

/// The inverted index of floats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FloatInvertedIndex {
    /// Whether the index is kept; filters that need it fail without it.
    pub enabled: bool,
    /// See [`FloatInvertedIndexConfig`].
    pub config: FloatInvertedIndexConfig,
}

/// Nothing to set. A field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct FloatInvertedIndexConfig {}

/// Indexes of dense vectors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct FloatListValueType {
    /// For nearest neighbours; only `#embedding` can have it enabled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vector_index: Option<VectorIndex>,
}

/// Indexes of floats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct FloatValueType {
    /// For comparison and membership.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float_inverted_index: Option<FloatInvertedIndex>,
}

/// A fork to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForkCollectionPayload {
    /// The fork's name, by the rule of `CreateCollectionPayload`.
    pub new_name: String,
}

/// How many forks were made in the family of a collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForkCount {
    /// The number of forks.
    pub count: u64,
}

/// The full-text index of documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FtsIndex {
    /// Whether the index is kept; filters that need it fail without it.
    pub enabled: bool,
    /// See [`FtsIndexConfig`].
    pub config: FtsIndexConfig,
}

/// Nothing to set. A field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct FtsIndexConfig {}

/// The outcome of attaching.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunctionAttachment {
    /// See [`AttachedFunctionInfo`].
    pub attached_function: AttachedFunctionInfo,
    /// Whether it is new.
    pub created: bool,
}

/// The outcome of detaching.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunctionDetachment {
    /// Always true.
    pub success: bool,
}

/// Which records to read, and what of them. All conditions must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct GetRequestPayload {
    /// Only these records; null for all, an empty list for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Only records whose metadata meets the filter.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub where_: Option<Where>,
    /// Only records whose document meets the filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub where_document: Option<WhereDocument>,
    /// How many records to answer at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// How many records to skip before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// The columns to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<Include>>,
}

/// Records, column by column. A column that was not included is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetResult {
    /// The records' ids in order of insertion.
    pub ids: Vec<String>,
    /// The records' vectors.
    pub embeddings: Option<Vec<Vec<f32>>>,
    /// The records' texts, null where there is none.
    pub documents: Option<Vec<Option<String>>>,
    /// Where the records' data lies, null where nowhere.
    pub uris: Option<Vec<Option<String>>>,
    /// The records' metadata, null where there is none.
    pub metadatas: Option<Vec<Option<RecordMetadata>>>,
    /// The columns as they were asked for.
    pub include: Vec<Include>,
}

/// How many records of a kind to keep. `keys` and `aggregate` come together, and only with a rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct GroupBy {
    /// The metadata keys whose values make the groups; a missing value is a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<Vec<String>>,
    /// Which records of a group to keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
}

/// Which parts of the server are ready.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HealthReport {
    /// Whether reads can be executed.
    pub is_executor_ready: bool,
    /// Whether writes can be logged.
    pub is_log_client_ready: bool,
}

/// The time of the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// Nanoseconds since 1970, about 1.8e18 and so beyond the exact integers of a double.
    #[serde(rename = "nanosecond heartbeat")]
    pub nanosecond_heartbeat: u64,
}

/// Settings of a graph index (HNSW). An unknown field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct HnswConfiguration {
    /// The distance; `l2` unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub space: Option<Space>,
    /// Breadth of the search while building; 100 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_construction: Option<u64>,
    /// Breadth of the search while querying; 100 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_search: Option<u64>,
    /// Edges per node; 16 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_neighbors: Option<u64>,
    /// Threads that build; the number of processors unless given. Not echoed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_threads: Option<u64>,
    /// Writes taken into the index at once; 100 unless given. Not echoed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u64>,
    /// Writes after which the index is saved; 1000 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_threshold: Option<u64>,
    /// By how much a full index grows; 1.2 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resize_factor: Option<f64>,
}

/// Settings of a graph index inside a schema. An unknown field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct HnswIndexConfig {
    /// Breadth of the search while building; 100 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_construction: Option<u64>,
    /// Edges per node; 16 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_neighbors: Option<u64>,
    /// Breadth of the search while querying; 100 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_search: Option<u64>,
    /// Threads that build; the number of processors unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_threads: Option<u64>,
    /// Writes taken into the index at once; 100 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u64>,
    /// Writes after which the index is saved; 1000 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_threshold: Option<u64>,
    /// By how much a full index grows; 1.2 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resize_factor: Option<f64>,
}

/// A column of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Include {
    /// `distances`
    #[serde(rename = "distances")]
    Distances,
    /// `documents`
    #[serde(rename = "documents")]
    Documents,
    /// `embeddings`
    #[serde(rename = "embeddings")]
    Embeddings,
    /// `metadatas`
    #[serde(rename = "metadatas")]
    Metadatas,
    /// `uris`
    #[serde(rename = "uris")]
    Uris,
}

impl Include {
    /// As it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Distances => "distances",
            Self::Documents => "documents",
            Self::Embeddings => "embeddings",
            Self::Metadatas => "metadatas",
            Self::Uris => "uris",
        }
    }
}

impl fmt::Display for Include {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// How many writes have reached the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndexingProgress {
    /// The indexed share, from 0 to 1; 1 for an empty collection.
    pub op_indexing_progress: f32,
    /// Writes that only the log holds.
    pub num_unindexed_ops: u64,
    /// Writes that the index holds.
    pub num_indexed_ops: u64,
    /// All writes.
    pub total_ops: u64,
}

/// The inverted index of integers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntInvertedIndex {
    /// Whether the index is kept; filters that need it fail without it.
    pub enabled: bool,
    /// See [`IntInvertedIndexConfig`].
    pub config: IntInvertedIndexConfig,
}

/// Nothing to set. A field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct IntInvertedIndexConfig {}

/// Indexes of integers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct IntValueType {
    /// For comparison and membership.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub int_inverted_index: Option<IntInvertedIndex>,
}

/// The nearest of the filtered records to a vector, with their distances. Sparse, that is 1 - dot product, of the
/// records that share a dimension with the query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Knn {
    /// The vector, dense or sparse.
    pub query: KnnQuery,
    /// Where the records' vectors are: `#embedding` or a metadata key with a sparse index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How many neighbours have a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The score of all other records; null or absent, they have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<f32>,
    /// Whether the score is the place among the neighbours, from 0, and not the distance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_rank: Option<bool>,
}

/// The vector, dense or sparse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KnnQuery {
    /// `Vec<f32>`
    Vector(Vec<f32>),
    /// `SparseVector`
    SparseVector(SparseVector),
}

impl From<Vec<f32>> for KnnQuery {
    fn from(value: Vec<f32>) -> Self {
        Self::Vector(value)
    }
}

impl From<SparseVector> for KnnQuery {
    fn from(value: SparseVector) -> Self {
        Self::SparseVector(value)
    }
}

/// A function that clients can build by its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownEmbeddingFunction {
    /// The registered name, such as `default`.
    pub name: String,
    /// Whatever the function needs to be built again, any JSON; never a secret.
    pub config: serde_json::Value,
}

/// A function of a client that did not yet store its configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct LegacyEmbeddingFunction {}

/// Values of one type; integers next to floats become floats. An empty list counts as an absent key.
pub type MetadataList = Vec<Scalar>;

/// A value of metadata. `1` is and stays an integer, `1.0` a float; integers beyond 64 bits become floats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MetadataValue {
    /// `bool`
    Bool(bool),
    /// `i64`
    Int(i64),
    /// `f64`
    Float(f64),
    /// `String`
    String(String),
    /// `MetadataList`
    MetadataList(MetadataList),
    /// `SparseVector`
    SparseVector(SparseVector),
}

impl From<bool> for MetadataValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for MetadataValue {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for MetadataValue {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<String> for MetadataValue {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for MetadataValue {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<MetadataList> for MetadataValue {
    fn from(value: MetadataList) -> Self {
        Self::MetadataList(value)
    }
}

impl From<SparseVector> for MetadataValue {
    fn from(value: SparseVector) -> Self {
        Self::SparseVector(value)
    }
}

/// A value of metadata, or null to delete the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NullableMetadataValue {
    /// `bool`
    Bool(bool),
    /// `i64`
    Int(i64),
    /// `f64`
    Float(f64),
    /// `String`
    String(String),
    /// `MetadataList`
    MetadataList(MetadataList),
    /// `SparseVector`
    SparseVector(SparseVector),
    /// JSON null
    Null,
}

impl From<bool> for NullableMetadataValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for NullableMetadataValue {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for NullableMetadataValue {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<String> for NullableMetadataValue {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for NullableMetadataValue {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<MetadataList> for NullableMetadataValue {
    fn from(value: MetadataList) -> Self {
        Self::MetadataList(value)
    }
}

impl From<SparseVector> for NullableMetadataValue {
    fn from(value: SparseVector) -> Self {
        Self::SparseVector(value)
    }
}

/// An integer or a float.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// `i64`
    Int(i64),
    /// `f64`
    Float(f64),
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

/// How vectors are packed. Set by the server; refused from users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quantization {
    /// `none`
    #[serde(rename = "none")]
    None,
    /// `four_bit_rabit_q_with_u_search`
    #[serde(rename = "four_bit_rabit_q_with_u_search")]
    FourBitRabitQWithUSearch,
}

impl Quantization {
    /// As it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::FourBitRabitQWithUSearch => "four_bit_rabit_q_with_u_search",
        }
    }
}

impl fmt::Display for Quantization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What to look for, and among which records. All conditions must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryRequestPayload {
    /// The vectors whose neighbours are wanted, as numbers.
    pub query_embeddings: Vec<Vec<f32>>,
    /// How many neighbours per vector at most; 10 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_results: Option<u32>,
    /// Only these records; null for all, an empty list for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Only records whose metadata meets the filter.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub where_: Option<Where>,
    /// Only records whose document meets the filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub where_document: Option<WhereDocument>,
    /// The columns to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<Include>>,
}

/// Neighbours, column by column, one inner list per query vector. A column that was not included is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryResult {
    /// The ids of the neighbours, nearest first.
    pub ids: Vec<Vec<String>>,
    /// The vectors of the neighbours.
    pub embeddings: Option<Vec<Vec<Option<Vec<f32>>>>>,
    /// The texts of the neighbours, null where there is none.
    pub documents: Option<Vec<Vec<Option<String>>>>,
    /// Where the data of the neighbours lies, null where nowhere.
    pub uris: Option<Vec<Vec<Option<String>>>>,
    /// The metadata of the neighbours, null where there is none.
    pub metadatas: Option<Vec<Vec<Option<RecordMetadata>>>>,
    /// How far the neighbours are, ascending; null where the number exceeds a 32-bit float.
    pub distances: Option<Vec<Vec<Option<f32>>>>,
    /// The columns as they were asked for.
    pub include: Vec<Include>,
}

/// An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a
/// score in some part drops out, unless the part has a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Rank {
    /// `RankKnn`
    Knn(RankKnn),
    /// `RankVal`
    Val(RankVal),
    /// `RankSum`
    Sum(RankSum),
    /// `RankSub`
    Sub(RankSub),
    /// `RankMul`
    Mul(RankMul),
    /// `RankDiv`
    Div(RankDiv),
    /// `RankAbs`
    Abs(RankAbs),
    /// `RankExp`
    Exp(RankExp),
    /// `RankLog`
    Log(RankLog),
    /// `RankMax`
    Max(RankMax),
    /// `RankMin`
    Min(RankMin),
}

impl From<RankKnn> for Rank {
    fn from(value: RankKnn) -> Self {
        Self::Knn(value)
    }
}

impl From<RankVal> for Rank {
    fn from(value: RankVal) -> Self {
        Self::Val(value)
    }
}

impl From<RankSum> for Rank {
    fn from(value: RankSum) -> Self {
        Self::Sum(value)
    }
}

impl From<RankSub> for Rank {
    fn from(value: RankSub) -> Self {
        Self::Sub(value)
    }
}

impl From<RankMul> for Rank {
    fn from(value: RankMul) -> Self {
        Self::Mul(value)
    }
}

impl From<RankDiv> for Rank {
    fn from(value: RankDiv) -> Self {
        Self::Div(value)
    }
}

impl From<RankAbs> for Rank {
    fn from(value: RankAbs) -> Self {
        Self::Abs(value)
    }
}

impl From<RankExp> for Rank {
    fn from(value: RankExp) -> Self {
        Self::Exp(value)
    }
}

impl From<RankLog> for Rank {
    fn from(value: RankLog) -> Self {
        Self::Log(value)
    }
}

impl From<RankMax> for Rank {
    fn from(value: RankMax) -> Self {
        Self::Max(value)
    }
}

impl From<RankMin> for Rank {
    fn from(value: RankMin) -> Self {
        Self::Min(value)
    }
}

/// The absolute value of the part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankAbs {
    /// See [`Rank`].
    #[serde(rename = "$abs")]
    pub abs: Box<Rank>,
}

/// The left part divided by the right one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankDiv {
    /// See [`RankOperands`].
    #[serde(rename = "$div")]
    pub div: Box<RankOperands>,
}

/// e to the power of the part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankExp {
    /// See [`Rank`].
    #[serde(rename = "$exp")]
    pub exp: Box<Rank>,
}

/// The distance to a query vector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankKnn {
    /// See [`Knn`].
    #[serde(rename = "$knn")]
    pub knn: Knn,
}

/// The natural logarithm of the part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankLog {
    /// See [`Rank`].
    #[serde(rename = "$log")]
    pub log: Box<Rank>,
}

/// The greatest of the parts; the lowest 32-bit float without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankMax {
    /// The parts.
    #[serde(rename = "$max")]
    pub max: Vec<Rank>,
}

/// The least of the parts; the highest 32-bit float without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankMin {
    /// The parts.
    #[serde(rename = "$min")]
    pub min: Vec<Rank>,
}

/// The product of the parts; 1 without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankMul {
    /// The parts.
    #[serde(rename = "$mul")]
    pub mul: Vec<Rank>,
}

/// Two parts in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankOperands {
    /// See [`Rank`].
    pub left: Box<Rank>,
    /// See [`Rank`].
    pub right: Box<Rank>,
}

/// The left part less the right one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankSub {
    /// See [`RankOperands`].
    #[serde(rename = "$sub")]
    pub sub: Box<RankOperands>,
}

/// The sum of the parts; 0 without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankSum {
    /// The parts.
    #[serde(rename = "$sum")]
    pub sum: Vec<Rank>,
}

/// The same number for every record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankVal {
    /// The number.
    #[serde(rename = "$val")]
    pub val: f32,
}

/// What a read looks at: the index and all writes not yet in it, the index alone (faster, perhaps stale), or the
/// index and a bounded number of later writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReadLevel {
    /// `index_and_wal`
    #[serde(rename = "index_and_wal")]
    IndexAndWal,
    /// `index_only`
    #[serde(rename = "index_only")]
    IndexOnly,
    /// `index_and_bounded_wal`
    #[serde(rename = "index_and_bounded_wal")]
    IndexAndBoundedWal,
}

impl ReadLevel {
    /// As it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IndexAndWal => "index_and_wal",
            Self::IndexOnly => "index_only",
            Self::IndexAndBoundedWal => "index_and_bounded_wal",
        }
    }
}

impl fmt::Display for ReadLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A record's metadata. Keys are not empty and do not begin with `#` or `$`.
pub type RecordMetadata = BTreeMap<String, MetadataValue>;

/// A boolean, an integer, a float or a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `bool`
    Bool(bool),
    /// `i64`
    Int(i64),
    /// `f64`
    Float(f64),
    /// `String`
    String(String),
}

impl From<bool> for Scalar {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Scalar {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Scalar {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<String> for Scalar {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for Scalar {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

/// The indexes of single metadata keys, and of the reserved keys `#document` and `#embedding`.
pub type SchemaKeys = BTreeMap<String, ValueTypes>;

/// The page to answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct SearchLimit {
    /// How many records to skip before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// How many records to answer at most; null or absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// One search: filter, then rank, then group, then cut the page, then select.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct SearchPayload {
    /// Which records take part; null or an empty object for all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<SearchPayloadFilter>,
    /// The score of each record; without it, its place in the order of insertion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// See [`GroupBy`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_by: Option<GroupBy>,
    /// See [`SearchLimit`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<SearchLimit>,
    /// See [`Select`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Select>,
}

/// Which records take part; null or an empty object for all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SearchPayloadFilter {
    /// `Where`
    Where(Where),
    /// `EmptyFilter`
    EmptyFilter(EmptyFilter),
}

impl From<Where> for SearchPayloadFilter {
    fn from(value: Where) -> Self {
        Self::Where(value)
    }
}

impl From<EmptyFilter> for SearchPayloadFilter {
    fn from(value: EmptyFilter) -> Self {
        Self::EmptyFilter(value)
    }
}

/// Searches to run, each by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchRequestPayload {
    /// The searches.
    pub searches: Vec<SearchPayload>,
    /// See [`ReadLevel`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_level: Option<ReadLevel>,
}

/// Records, column by column, one inner list per search. A column that no selected key needs is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchResult {
    /// The ids, best score first.
    pub ids: Vec<Vec<String>>,
    /// The texts, where `#document` was selected.
    pub documents: Vec<Option<Vec<Option<String>>>>,
    /// The vectors, where `#embedding` was selected.
    pub embeddings: Vec<Option<Vec<Option<Vec<f32>>>>>,
    /// The selected metadata, null for a record that has none of the keys.
    pub metadatas: Vec<Option<Vec<Option<RecordMetadata>>>>,
    /// The scores, where `#score` was selected.
    pub scores: Vec<Option<Vec<Option<f32>>>>,
    /// The selected keys, sorted: those with `#` first.
    pub select: Vec<Vec<String>>,
}

/// The fields to answer. Ids are always answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct Select {
    /// `#document`, `#embedding`, `#metadata` (all of it), `#score`, or metadata keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<Vec<String>>,
}

/// The distance: squared Euclidean, 1 - cosine, or 1 - dot product. Smaller is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Space {
    /// `l2`
    #[serde(rename = "l2")]
    L2,
    /// `cosine`
    #[serde(rename = "cosine")]
    Cosine,
    /// `ip`
    #[serde(rename = "ip")]
    Ip,
}

impl Space {
    /// As it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::L2 => "l2",
            Self::Cosine => "cosine",
            Self::Ip => "ip",
        }
    }
}

impl fmt::Display for Space {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Settings of a cluster index (SPANN). An unknown field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct SpannConfiguration {
    /// The distance; `l2` unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub space: Option<Space>,
    /// Clusters looked into by a query; 64 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_nprobe: Option<u32>,
    /// Clusters considered by a write; 32 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_nprobe: Option<u32>,
    /// Breadth of the search while building; 200 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_construction: Option<u64>,
    /// Breadth of the search for clusters; 200 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_search: Option<u64>,
    /// Edges per cluster centre; 64 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_neighbors: Option<u64>,
    /// Neighbouring clusters looked at after a split; 64 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reassign_neighbor_count: Option<u32>,
    /// Size at which a cluster is split; 50 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_threshold: Option<u32>,
    /// Size below which a cluster is merged; 25 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_threshold: Option<u32>,
}

/// Settings of a cluster index inside a schema. An unknown field is refused, a value out of range is 400.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct SpannIndexConfig {
    /// Clusters looked into by a query, at most 128.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_nprobe: Option<u32>,
    /// Only 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_rng_factor: Option<f32>,
    /// From 5 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_rng_epsilon: Option<f32>,
    /// Clusters a vector may be in, at most 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nreplica_count: Option<u32>,
    /// Only 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_rng_factor: Option<f32>,
    /// From 5 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_rng_epsilon: Option<f32>,
    /// Size at which a cluster is split, from 50 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_threshold: Option<u32>,
    /// Vectors sampled to split a cluster, at most 1000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_samples_kmeans: Option<u64>,
    /// Only 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_lambda: Option<f32>,
    /// Neighbouring clusters looked at after a split, at most 64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reassign_neighbor_count: Option<u32>,
    /// Size below which a cluster is merged, from 25 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_threshold: Option<u32>,
    /// Clusters that take over a merged one, at most 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_centers_to_merge_to: Option<u32>,
    /// Clusters considered by a write, at most 64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_nprobe: Option<u32>,
    /// Breadth of the search while building, at most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_construction: Option<u64>,
    /// Breadth of the search for clusters, at most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_search: Option<u64>,
    /// Edges per cluster centre, at most 64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_neighbors: Option<u64>,
    /// From 0.1 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub center_drift_threshold: Option<f32>,
    /// See [`Quantization`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantize: Option<Quantization>,
}

/// How a sparse index skips what cannot win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SparseIndexAlgorithm {
    /// `wand`
    #[serde(rename = "wand")]
    Wand,
    /// `max_score`
    #[serde(rename = "max_score")]
    MaxScore,
}

impl SparseIndexAlgorithm {
    /// As it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wand => "wand",
            Self::MaxScore => "max_score",
        }
    }
}

impl fmt::Display for SparseIndexAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A vector of mostly zeros, by its other entries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SparseVector {
    /// Marks the object as a vector; always answered, optional in requests.
    #[serde(rename = "#type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<SparseVectorType>,
    /// The positions, strictly ascending.
    pub indices: Vec<u32>,
    /// The entry at each position.
    pub values: Vec<f32>,
    /// The term that each position stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<String>>,
}

/// The index of sparse vectors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SparseVectorIndex {
    /// Whether the index is kept; sparse search needs it.
    pub enabled: bool,
    /// See [`SparseVectorIndexConfig`].
    pub config: SparseVectorIndexConfig,
}

/// Settings of a sparse index. An unknown field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct SparseVectorIndexConfig {
    /// How clients derive the sparse vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding_function: Option<EmbeddingFunctionConfiguration>,
    /// What they are derived from, `#document` or a metadata key. Needs an embedding function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_key: Option<String>,
    /// Whether queries are weighted by the rarity of their terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bm25: Option<bool>,
    /// See [`SparseIndexAlgorithm`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<SparseIndexAlgorithm>,
}

/// Marks the object as a vector; always answered, optional in requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SparseVectorType {
    /// `sparse_vector`
    #[serde(rename = "sparse_vector")]
    SparseVector,
}

impl SparseVectorType {
    /// As it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SparseVector => "sparse_vector",
        }
    }
}

impl fmt::Display for SparseVectorType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Indexes of sparse vectors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct SparseVectorValueType {
    /// For the largest dot products.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sparse_vector_index: Option<SparseVectorIndex>,
}

/// The inverted index of strings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StringInvertedIndex {
    /// Whether the index is kept; filters that need it fail without it.
    pub enabled: bool,
    /// See [`StringInvertedIndexConfig`].
    pub config: StringInvertedIndexConfig,
}

/// Nothing to set. A field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct StringInvertedIndexConfig {}

/// Indexes of strings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct StringValueType {
    /// For substrings and patterns; only `#document` can have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fts_index: Option<FtsIndex>,
    /// For equality and membership.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_inverted_index: Option<StringInvertedIndex>,
}

/// An owner of databases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// The tenant's name, by which paths address it.
    pub name: String,
    /// The tenant's part of resource names; null until it is set.
    pub resource_name: Option<String>,
}

/// A function of which nothing is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct UnknownEmbeddingFunction {}

/// Settings to change. Absent and null fields change nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct UpdateCollectionConfiguration {
    /// Settings of a graph index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hnsw: Option<UpdateHnswConfiguration>,
    /// Settings of a cluster index; ignored by a collection that has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spann: Option<UpdateSpannConfiguration>,
    /// Replaces the stored embedding function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding_function: Option<EmbeddingFunctionConfiguration>,
}

/// A collection's new metadata. Keys with null are dropped.
pub type UpdateCollectionMetadata = BTreeMap<String, NullableMetadataValue>;

/// The change of a collection. Absent and null fields change nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct UpdateCollectionPayload {
    /// The new name, by the rule of `CreateCollectionPayload`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_name: Option<String>,
    /// Replaces all metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_metadata: Option<UpdateCollectionMetadata>,
    /// Settings to change; the others stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_configuration: Option<UpdateCollectionConfiguration>,
}

/// Changes of records, column by column. Every list given is as long as `ids`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateCollectionRecordsPayload {
    /// The records' ids, none of them empty.
    pub ids: Vec<String>,
    /// New vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embeddings: Option<UpdateEmbeddingsPayload>,
    /// New texts, null to keep the present one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<Option<String>>>,
    /// New URIs, null to keep the present one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uris: Option<Vec<Option<String>>>,
    /// Changes of metadata, null to keep it as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadatas: Option<Vec<Option<UpdateRecordMetadata>>>,
}

/// One vector or null per record, null to keep the present one; vectors as in `EmbeddingsPayload`.
pub type UpdateEmbeddingsPayload = Vec<Option<UpdateEmbeddingsPayloadItem>>;

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum UpdateEmbeddingsPayloadItem {
    /// `Vec<f32>`
    Vector(Vec<f32>),
    /// `String`
    String(String),
}

impl From<Vec<f32>> for UpdateEmbeddingsPayloadItem {
    fn from(value: Vec<f32>) -> Self {
        Self::Vector(value)
    }
}

impl From<String> for UpdateEmbeddingsPayloadItem {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for UpdateEmbeddingsPayloadItem {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

/// What can change in a graph index. An unknown field is refused, `space` and `ef_construction` too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct UpdateHnswConfiguration {
    /// Breadth of the search while querying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_search: Option<u64>,
    /// Edges per node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_neighbors: Option<u64>,
    /// Threads that build.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_threads: Option<u64>,
    /// Writes taken into the index at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u64>,
    /// Writes after which the index is saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_threshold: Option<u64>,
    /// By how much a full index grows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resize_factor: Option<f64>,
}

/// Changes of a record's metadata, merged key by key; null deletes a key.
pub type UpdateRecordMetadata = BTreeMap<String, NullableMetadataValue>;

/// What can change in a cluster index. An unknown field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct UpdateSpannConfiguration {
    /// Clusters looked into by a query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_nprobe: Option<u32>,
    /// Breadth of the search for clusters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ef_search: Option<u64>,
}

/// The change of a tenant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateTenantPayload {
    /// The tenant's part of resource names, `resource_name:database:collection`.
    pub resource_name: String,
}

/// Records to insert or to update, column by column. Every list given is as long as `ids`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpsertCollectionRecordsPayload {
    /// The records' ids, none of them empty.
    pub ids: Vec<String>,
    /// See [`EmbeddingsPayload`].
    pub embeddings: EmbeddingsPayload,
    /// New texts, null to keep the present one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<Option<String>>>,
    /// New URIs, null to keep the present one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uris: Option<Vec<Option<String>>>,
    /// Changes of metadata, null to keep it as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadatas: Option<Vec<Option<UpdateRecordMetadata>>>,
}

/// What the API key of the call opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserIdentity {
    /// The user's id; empty when the server checks no keys.
    pub user_id: String,
    /// The tenant's name; `*` when the key is not bound to one.
    pub tenant: String,
    /// The databases' names, in no order; `*` stands for all of them.
    pub databases: Vec<String>,
}

/// The indexes of each type of value that a key can hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct ValueTypes {
    /// Indexes of strings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<StringValueType>,
    /// Indexes of dense vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float_list: Option<FloatListValueType>,
    /// Indexes of sparse vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sparse_vector: Option<SparseVectorValueType>,
    /// Indexes of integers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub int: Option<IntValueType>,
    /// Indexes of floats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float: Option<FloatValueType>,
    /// Indexes of booleans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bool: Option<BoolValueType>,
}

/// The index of dense vectors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VectorIndex {
    /// Whether the index is kept.
    pub enabled: bool,
    /// See [`VectorIndexConfig`].
    pub config: VectorIndexConfig,
}

/// Settings of the dense index: of one kind, `hnsw` or `spann`. An unknown field is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct VectorIndexConfig {
    /// The distance; `l2` unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub space: Option<Space>,
    /// How clients embed for this index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding_function: Option<EmbeddingFunctionConfiguration>,
    /// What is embedded; only `#document`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_key: Option<String>,
    /// Settings of a graph index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hnsw: Option<HnswIndexConfig>,
    /// Settings of a cluster index; a single node drops them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spann: Option<SpannIndexConfig>,
}

/// A filter over metadata. The key `#document` filters by document, in searches `#id` by id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Where {
    /// `WhereAnd`
    And(WhereAnd),
    /// `WhereOr`
    Or(WhereOr),
    /// `WhereKey`
    Key(WhereKey),
}

impl From<WhereAnd> for Where {
    fn from(value: WhereAnd) -> Self {
        Self::And(value)
    }
}

impl From<WhereOr> for Where {
    fn from(value: WhereOr) -> Self {
        Self::Or(value)
    }
}

impl From<WhereKey> for Where {
    fn from(value: WhereKey) -> Self {
        Self::Key(value)
    }
}

/// Holds where every part holds; always, without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhereAnd {
    /// The parts.
    #[serde(rename = "$and")]
    pub and: Vec<Where>,
}

/// A filter over documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WhereDocument {
    /// `WhereDocumentAnd`
    And(WhereDocumentAnd),
    /// `WhereDocumentOr`
    Or(WhereDocumentOr),
    /// `WhereDocumentOperator`
    Operator(WhereDocumentOperator),
}

impl From<WhereDocumentAnd> for WhereDocument {
    fn from(value: WhereDocumentAnd) -> Self {
        Self::And(value)
    }
}

impl From<WhereDocumentOr> for WhereDocument {
    fn from(value: WhereDocumentOr) -> Self {
        Self::Or(value)
    }
}

impl From<WhereDocumentOperator> for WhereDocument {
    fn from(value: WhereDocumentOperator) -> Self {
        Self::Operator(value)
    }
}

/// Holds where every part holds; always, without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhereDocumentAnd {
    /// The parts.
    #[serde(rename = "$and")]
    pub and: Vec<WhereDocument>,
}

/// Exactly one condition. Records without a document meet only the negative ones. Patterns are those of the Rust
/// `regex` crate, without look-around and back-references, and match anywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct WhereDocumentOperator {
    /// The text has this part; upper and lower case differ.
    #[serde(rename = "$contains", skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// The text does not have this part.
    #[serde(rename = "$not_contains", skip_serializing_if = "Option::is_none")]
    pub not_contains: Option<String>,
    /// The pattern matches some part.
    #[serde(rename = "$regex", skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// The pattern matches no part.
    #[serde(rename = "$not_regex", skip_serializing_if = "Option::is_none")]
    pub not_regex: Option<String>,
}

/// Holds where some part holds; never, without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhereDocumentOr {
    /// The parts.
    #[serde(rename = "$or")]
    pub or: Vec<WhereDocument>,
}

/// A condition on one key; the bare value stands for `$eq`.
pub type WhereKey = BTreeMap<String, WhereKeyValue>;

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WhereKeyValue {
    /// `bool`
    Bool(bool),
    /// `i64`
    Int(i64),
    /// `f64`
    Float(f64),
    /// `String`
    String(String),
    /// `WhereOperator`
    WhereOperator(WhereOperator),
}

impl From<bool> for WhereKeyValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for WhereKeyValue {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for WhereKeyValue {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<String> for WhereKeyValue {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<&str> for WhereKeyValue {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<WhereOperator> for WhereKeyValue {
    fn from(value: WhereOperator) -> Self {
        Self::WhereOperator(value)
    }
}

/// Exactly one comparison. `$ne`, `$nin` and `$not_contains` also hold for records without the key. Integers
/// compare with floats; strings compare byte by byte.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct WhereOperator {
    /// Equal.
    #[serde(rename = "$eq", skip_serializing_if = "Option::is_none")]
    pub eq: Option<Scalar>,
    /// Not equal.
    #[serde(rename = "$ne", skip_serializing_if = "Option::is_none")]
    pub ne: Option<Scalar>,
    /// Greater.
    #[serde(rename = "$gt", skip_serializing_if = "Option::is_none")]
    pub gt: Option<Number>,
    /// Greater or equal.
    #[serde(rename = "$gte", skip_serializing_if = "Option::is_none")]
    pub gte: Option<Number>,
    /// Less.
    #[serde(rename = "$lt", skip_serializing_if = "Option::is_none")]
    pub lt: Option<Number>,
    /// Less or equal.
    #[serde(rename = "$lte", skip_serializing_if = "Option::is_none")]
    pub lte: Option<Number>,
    /// Equal to one of the values, which are of one type.
    #[serde(rename = "$in", skip_serializing_if = "Option::is_none")]
    pub in_: Option<Vec<Scalar>>,
    /// Equal to none of the values, which are of one type.
    #[serde(rename = "$nin", skip_serializing_if = "Option::is_none")]
    pub nin: Option<Vec<Scalar>>,
    /// The list has this member; of `#document`, the text has this part.
    #[serde(rename = "$contains", skip_serializing_if = "Option::is_none")]
    pub contains: Option<Scalar>,
    /// The list has no such member; of `#document`, the text has no such part.
    #[serde(rename = "$not_contains", skip_serializing_if = "Option::is_none")]
    pub not_contains: Option<Scalar>,
    /// Of `#document` only: the pattern matches some part.
    #[serde(rename = "$regex", skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// Of `#document` only: the pattern matches no part.
    #[serde(rename = "$not_regex", skip_serializing_if = "Option::is_none")]
    pub not_regex: Option<String>,
}

/// Holds where some part holds; never, without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhereOr {
    /// The parts.
    #[serde(rename = "$or")]
    pub or: Vec<Where>,
}
