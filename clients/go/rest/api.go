// Code generated from spec/openapi.yaml by chroma_generator. DO NOT EDIT: change the source and generate again.

package rest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/polychrome/chroma-go/value"
)

// Defines values for ConditionalAddOperation.
const (
	ConditionalAddOperationAdd ConditionalAddOperation = "add"
)

// Valid indicates whether the value is a known member of the ConditionalAddOperation enum.
func (e ConditionalAddOperation) Valid() bool {
	switch e {
	case ConditionalAddOperationAdd:
		return true
	default:
		return false
	}
}

// Defines values for ConditionalDeleteOperation.
const (
	ConditionalDeleteOperationDelete ConditionalDeleteOperation = "delete"
)

// Valid indicates whether the value is a known member of the ConditionalDeleteOperation enum.
func (e ConditionalDeleteOperation) Valid() bool {
	switch e {
	case ConditionalDeleteOperationDelete:
		return true
	default:
		return false
	}
}

// Defines values for ConditionalUpdateOperation.
const (
	ConditionalUpdateOperationUpdate ConditionalUpdateOperation = "update"
)

// Valid indicates whether the value is a known member of the ConditionalUpdateOperation enum.
func (e ConditionalUpdateOperation) Valid() bool {
	switch e {
	case ConditionalUpdateOperationUpdate:
		return true
	default:
		return false
	}
}

// Defines values for ConditionalUpsertOperation.
const (
	ConditionalUpsertOperationUpsert ConditionalUpsertOperation = "upsert"
)

// Valid indicates whether the value is a known member of the ConditionalUpsertOperation enum.
func (e ConditionalUpsertOperation) Valid() bool {
	switch e {
	case ConditionalUpsertOperationUpsert:
		return true
	default:
		return false
	}
}

// Defines values for Include.
const (
	IncludeDistances  Include = "distances"
	IncludeDocuments  Include = "documents"
	IncludeEmbeddings Include = "embeddings"
	IncludeMetadatas  Include = "metadatas"
	IncludeURIs       Include = "uris"
)

// Valid indicates whether the value is a known member of the Include enum.
func (e Include) Valid() bool {
	switch e {
	case IncludeDistances:
		return true
	case IncludeDocuments:
		return true
	case IncludeEmbeddings:
		return true
	case IncludeMetadatas:
		return true
	case IncludeURIs:
		return true
	default:
		return false
	}
}

// Defines values for KnownEmbeddingFunctionType.
const (
	KnownEmbeddingFunctionTypeKnown KnownEmbeddingFunctionType = "known"
)

// Valid indicates whether the value is a known member of the KnownEmbeddingFunctionType enum.
func (e KnownEmbeddingFunctionType) Valid() bool {
	switch e {
	case KnownEmbeddingFunctionTypeKnown:
		return true
	default:
		return false
	}
}

// Defines values for LegacyEmbeddingFunctionType.
const (
	LegacyEmbeddingFunctionTypeLegacy LegacyEmbeddingFunctionType = "legacy"
)

// Valid indicates whether the value is a known member of the LegacyEmbeddingFunctionType enum.
func (e LegacyEmbeddingFunctionType) Valid() bool {
	switch e {
	case LegacyEmbeddingFunctionTypeLegacy:
		return true
	default:
		return false
	}
}

// Defines values for Quantization.
const (
	QuantizationFourBitRabitQWithUSearch Quantization = "four_bit_rabit_q_with_u_search"
	QuantizationNone                     Quantization = "none"
)

// Valid indicates whether the value is a known member of the Quantization enum.
func (e Quantization) Valid() bool {
	switch e {
	case QuantizationFourBitRabitQWithUSearch:
		return true
	case QuantizationNone:
		return true
	default:
		return false
	}
}

// Defines values for ReadLevel.
const (
	ReadLevelIndexAndBoundedWal ReadLevel = "index_and_bounded_wal"
	ReadLevelIndexAndWal        ReadLevel = "index_and_wal"
	ReadLevelIndexOnly          ReadLevel = "index_only"
)

// Valid indicates whether the value is a known member of the ReadLevel enum.
func (e ReadLevel) Valid() bool {
	switch e {
	case ReadLevelIndexAndBoundedWal:
		return true
	case ReadLevelIndexAndWal:
		return true
	case ReadLevelIndexOnly:
		return true
	default:
		return false
	}
}

// Defines values for Space.
const (
	SpaceCosine Space = "cosine"
	SpaceIP     Space = "ip"
	SpaceL2     Space = "l2"
)

// Valid indicates whether the value is a known member of the Space enum.
func (e Space) Valid() bool {
	switch e {
	case SpaceCosine:
		return true
	case SpaceIP:
		return true
	case SpaceL2:
		return true
	default:
		return false
	}
}

// Defines values for SparseIndexAlgorithm.
const (
	SparseIndexAlgorithmMaxScore SparseIndexAlgorithm = "max_score"
	SparseIndexAlgorithmWand     SparseIndexAlgorithm = "wand"
)

// Valid indicates whether the value is a known member of the SparseIndexAlgorithm enum.
func (e SparseIndexAlgorithm) Valid() bool {
	switch e {
	case SparseIndexAlgorithmMaxScore:
		return true
	case SparseIndexAlgorithmWand:
		return true
	default:
		return false
	}
}

// Defines values for UnknownEmbeddingFunctionType.
const (
	UnknownEmbeddingFunctionTypeUnknown UnknownEmbeddingFunctionType = "unknown"
)

// Valid indicates whether the value is a known member of the UnknownEmbeddingFunctionType enum.
func (e UnknownEmbeddingFunctionType) Valid() bool {
	switch e {
	case UnknownEmbeddingFunctionTypeUnknown:
		return true
	default:
		return false
	}
}

// Acknowledgement An empty object. The status says it all.
type Acknowledgement = map[string]interface{}

// AddCollectionRecordsPayload Records to add, column by column. Every list given is as long as `ids`.
type AddCollectionRecordsPayload struct {
	// Documents The records' texts, null where there is none.
	Documents []*string `json:"documents,omitzero"`

	// Embeddings One vector per record; all as numbers or all as base64 of little-endian 32-bit floats.
	Embeddings EmbeddingsPayload `json:"embeddings"`

	// IDs The records' ids, none of them empty.
	IDs []string `json:"ids"`

	// Metadatas The records' metadata, null where there is none.
	Metadatas []*RecordMetadata `json:"metadatas,omitzero"`

	// URIs Where the records' data lies, null where nowhere.
	URIs []*string `json:"uris,omitzero"`
}

// AddFunctionInputPayload A further collection for an attached function.
type AddFunctionInputPayload struct {
	// InputCollectionID The id of the collection to read.
	InputCollectionID string `json:"input_collection_id"`
}

// Aggregate The first so many records of a group, in ascending or descending order.
type Aggregate = json.RawMessage

// AggregateMaxK Keep those that come first in descending order.
type AggregateMaxK struct {
	// MaxK The order within a group and how many to keep.
	MaxK AggregateOrder `json:"$max_k"`
}

// AggregateMinK Keep those that come first in ascending order.
type AggregateMinK struct {
	// MinK The order within a group and how many to keep.
	MinK AggregateOrder `json:"$min_k"`
}

// AggregateOrder The order within a group and how many to keep.
type AggregateOrder struct {
	// K How many records of each group to keep, at least 1.
	K int64 `json:"k"`

	// Keys What to order by, the first first: metadata keys or `#score`. Missing values come before booleans, these before integers, floats and strings.
	Keys []string `json:"keys"`
}

// AttachFunctionPayload A function to attach.
type AttachFunctionPayload struct {
	// FunctionID The function's name: `record_counter` or `statistics`.
	FunctionID string `json:"function_id"`

	// Name How to address the attachment later.
	Name string `json:"name"`

	// OutputCollection The name of the collection that is created for the output.
	OutputCollection string `json:"output_collection"`

	// Params Parameters of the function, any JSON; none unless given.
	Params interface{} `json:"params,omitzero"`
}

// AttachedFunction An attached function in full.
type AttachedFunction struct {
	// CompletionOffset How far in the log the function has come.
	CompletionOffset int64 `json:"completion_offset"`

	// DatabaseID The id of the database.
	DatabaseID string `json:"database_id"`

	// FunctionName The function's name.
	FunctionName string `json:"function_name"`

	// ID The attachment's id.
	ID string `json:"id"`

	// InputCollectionID The id of the collection that is read.
	InputCollectionID string `json:"input_collection_id"`

	// MinRecordsForInvocation How many new records it takes to run the function.
	MinRecordsForInvocation int64 `json:"min_records_for_invocation"`

	// Name The attachment's name.
	Name string `json:"name"`

	// OutputCollection The name of the collection that is written.
	OutputCollection string `json:"output_collection"`

	// OutputCollectionID The id of the collection that is written; null until it exists.
	OutputCollectionID *string `json:"output_collection_id"`

	// Params The parameters, as JSON text.
	Params *string `json:"params"`

	// TenantID The name of the tenant.
	TenantID string `json:"tenant_id"`
}

// AttachedFunctionDetails An attached function, wrapped.
type AttachedFunctionDetails struct {
	// AttachedFunction An attached function in full.
	AttachedFunction AttachedFunction `json:"attached_function"`
}

// AttachedFunctionInfo An attached function in brief.
type AttachedFunctionInfo struct {
	// FunctionName The function's name.
	FunctionName string `json:"function_name"`

	// ID The attachment's id.
	ID string `json:"id"`

	// Name The attachment's name.
	Name string `json:"name"`
}

// BoolInvertedIndex The inverted index of booleans.
type BoolInvertedIndex struct {
	// Config Nothing to set. A field is refused.
	Config BoolInvertedIndexConfig `json:"config"`

	// Enabled Whether the index is kept; filters that need it fail without it.
	Enabled bool `json:"enabled"`
}

// BoolInvertedIndexConfig Nothing to set. A field is refused.
type BoolInvertedIndexConfig = map[string]interface{}

// BoolValueType Indexes of booleans.
type BoolValueType struct {
	// BoolInvertedIndex For equality.
	BoolInvertedIndex *BoolInvertedIndex `json:"bool_inverted_index,omitempty"`
}

// Checklist Limits and abilities of the server.
type Checklist struct {
	// MaxBatchSize How many records a client should send in one call at most.
	MaxBatchSize int64 `json:"max_batch_size"`

	// SupportsBase64Encoding Whether embeddings may be sent as base64.
	SupportsBase64Encoding bool `json:"supports_base64_encoding"`
}

// Collection A named set of records that share an index, a schema and a dimension.
type Collection struct {
	// ConfigurationJSON The settings of a collection's index.
	ConfigurationJSON CollectionConfiguration `json:"configuration_json"`

	// Database The name of its database.
	Database string `json:"database"`

	// Dimension The length of every embedding; null until the first one is written, then fixed.
	Dimension *int32 `json:"dimension"`

	// ID The collection's id; it stays when the name changes.
	ID string `json:"id"`

	// LogPosition Where the log of the collection stands; 0 on a single node.
	LogPosition int64 `json:"log_position"`

	// Metadata The collection's metadata, null if it has none.
	Metadata *CollectionMetadata `json:"metadata"`

	// Name The collection's name, unique within its database.
	Name string `json:"name"`

	// Schema The indexes by value type and key. It grows with every metadata key that is written.
	Schema *CollectionSchema `json:"schema"`

	// Tenant The name of its tenant.
	Tenant string `json:"tenant"`

	// Version Counts the compactions; 0 on a single node.
	Version int32 `json:"version"`
}

// CollectionConfiguration The settings of a collection's index.
type CollectionConfiguration = json.RawMessage

// CollectionMetadata A collection's metadata. Keys are not empty and do not begin with `#` or `$`. Keys `hnsw:space`, `hnsw:M` and the like configure the index of a new collection, as clients did before there was a configuration.
type CollectionMetadata = value.Metadata

// CollectionSchema Which indexes a collection keeps. Servers also accept the older spellings (`key_overrides` for `keys`; value types with a leading `#`, indexes with a leading `$`) and never answer them.
type CollectionSchema = json.RawMessage

// ConditionalAdd Records to add; the transaction has read that they do not exist.
type ConditionalAdd struct {
	// Operation Always `add`.
	Operation ConditionalAddOperation `json:"operation"`

	// Payload Records to add, column by column. Every list given is as long as `ids`.
	Payload AddCollectionRecordsPayload `json:"payload"`
}

// ConditionalAddOperation Always `add`.
type ConditionalAddOperation string

// ConditionalCommitPayload The writes of a transaction and what they rely on.
type ConditionalCommitPayload struct {
	// Operations The writes in order.
	Operations []ConditionalOperation `json:"operations"`

	// ReadIDs The ids whose records, or whose absence, the transaction has read.
	ReadIDs []string `json:"read_ids"`

	// ReadToken The token of the transaction's first read; null for that one itself.
	ReadToken *int64 `json:"read_token,omitempty"`
}

// ConditionalCommitResult Where the writes of a transaction lie.
type ConditionalCommitResult struct {
	// FirstInsertedRecordOffset The log position of the first write; null when there was none.
	FirstInsertedRecordOffset *int64 `json:"first_inserted_record_offset"`

	// RecordCount How many records were written.
	RecordCount int64 `json:"record_count"`
}

// ConditionalDelete Records to delete by id; filters are refused here.
type ConditionalDelete struct {
	// Operation Always `delete`.
	Operation ConditionalDeleteOperation `json:"operation"`

	// Payload Which records to delete. All conditions must hold; without any, nothing is deleted.
	Payload DeleteCollectionRecordsPayload `json:"payload"`
}

// ConditionalDeleteOperation Always `delete`.
type ConditionalDeleteOperation string

// ConditionalGetPayload Which records to read inside a transaction. All conditions must hold.
type ConditionalGetPayload struct {
	// IDs Only these records; null for all, an empty list for none.
	IDs []string `json:"ids,omitzero"`

	// Include The columns to answer.
	Include []Include `json:"include,omitzero"`

	// Limit How many records to answer at most.
	Limit *int64 `json:"limit,omitempty"`

	// Offset How many records to skip before the first.
	Offset *int64 `json:"offset,omitempty"`

	// ReadToken The token of the transaction's first read; null for that one itself.
	ReadToken *int64 `json:"read_token,omitempty"`

	// Where Only records whose metadata meets the filter.
	Where *Where `json:"where,omitempty"`

	// WhereDocument Only records whose document meets the filter.
	WhereDocument *WhereDocument `json:"where_document,omitempty"`
}

// ConditionalGetResult Records, column by column, and the state they were read from.
type ConditionalGetResult struct {
	// Documents The records' texts, null where there is none.
	Documents []*string `json:"documents"`

	// Embeddings The records' vectors.
	Embeddings value.Vectors `json:"embeddings"`

	// IDs The records' ids in order of insertion.
	IDs []string `json:"ids"`

	// Include The columns as they were asked for.
	Include []Include `json:"include"`

	// Metadatas The records' metadata, null where there is none.
	Metadatas []value.Metadata `json:"metadatas"`

	// ReadToken Stands for the state of the collection that was read; never 0.
	ReadToken int64 `json:"read_token"`

	// URIs Where the records' data lies, null where nowhere.
	URIs []*string `json:"uris"`
}

// ConditionalOperation One write of a transaction.
type ConditionalOperation = json.RawMessage

// ConditionalUpdate Records to change; the transaction has read them.
type ConditionalUpdate struct {
	// Operation Always `update`.
	Operation ConditionalUpdateOperation `json:"operation"`

	// Payload Changes of records, column by column. Every list given is as long as `ids`.
	Payload UpdateCollectionRecordsPayload `json:"payload"`
}

// ConditionalUpdateOperation Always `update`.
type ConditionalUpdateOperation string

// ConditionalUpsert Records to insert or to change; the transaction need not have read them.
type ConditionalUpsert struct {
	// Operation Always `upsert`.
	Operation ConditionalUpsertOperation `json:"operation"`

	// Payload Records to insert or to update, column by column. Every list given is as long as `ids`.
	Payload UpsertCollectionRecordsPayload `json:"payload"`
}

// ConditionalUpsertOperation Always `upsert`.
type ConditionalUpsertOperation string

// CreateCollectionConfiguration Settings of a new collection's index: of one kind, `hnsw` or `spann`, not of both.
type CreateCollectionConfiguration struct {
	// EmbeddingFunction How clients embed for this collection. The server stores it and never embeds.
	EmbeddingFunction *EmbeddingFunctionConfiguration `json:"embedding_function,omitempty"`

	// Hnsw Settings of a graph index.
	Hnsw *HnswConfiguration `json:"hnsw,omitempty"`

	// Spann Settings of a cluster index; a single node keeps only its `space`.
	Spann *SpannConfiguration `json:"spann,omitempty"`
}

// CreateCollectionPayload A collection to be. Non-default settings may stand in `configuration` or in `schema`, not in both.
type CreateCollectionPayload struct {
	// Configuration Settings of the index.
	Configuration *CreateCollectionConfiguration `json:"configuration,omitempty"`

	// GetOrCreate Whether a collection that has the name already is answered instead of a 409.
	GetOrCreate *bool `json:"get_or_create,omitempty"`

	// Metadata The collection's metadata; an empty object is refused.
	Metadata *CollectionMetadata `json:"metadata,omitempty"`

	// Name 3 to 512 characters of `a-z A-Z 0-9 . _ -`, the first and the last alphanumeric, no `..`, no IP address; one `+` may separate a topology from the name. Unique within the database.
	Name string `json:"name"`

	// Schema Indexes by value type and by key, merged over the default schema.
	Schema *CollectionSchema `json:"schema,omitempty"`
}

// CreateDatabasePayload A database to be.
type CreateDatabasePayload struct {
	// Name Follows the rule of collection names; unique within the tenant.
	Name string `json:"name"`
}

// CreateTenantPayload A tenant to be.
type CreateTenantPayload struct {
	// Name At least three characters of any kind.
	Name string `json:"name"`
}

// CustomerManagedKey A customer-managed encryption key.
type CustomerManagedKey struct {
	// Gcp The key's resource name at Google Cloud, `projects/…/locations/…/keyRings/…/cryptoKeys/…`.
	Gcp string `json:"gcp"`
}

// Database A named group of collections.
type Database struct {
	// ID The database's id. The default database has the nil UUID.
	ID string `json:"id"`

	// Name The database's name, by which paths address it.
	Name string `json:"name"`

	// Tenant The name of its tenant.
	Tenant string `json:"tenant"`
}

// DeleteCollectionRecordsPayload Which records to delete. All conditions must hold; without any, nothing is deleted.
type DeleteCollectionRecordsPayload struct {
	// IDs Only these records.
	IDs []string `json:"ids,omitzero"`

	// Limit Delete at most so many, the first inserted first. Only together with a filter.
	Limit *int64 `json:"limit,omitempty"`

	// Where Only records whose metadata meets the filter.
	Where *Where `json:"where,omitempty"`

	// WhereDocument Only records whose document meets the filter.
	WhereDocument *WhereDocument `json:"where_document,omitempty"`
}

// DeletedRecords What a deletion did.
type DeletedRecords struct {
	// Deleted How many records were removed.
	Deleted int64 `json:"deleted"`
}

// DetachFunctionPayload What becomes of the output.
type DetachFunctionPayload struct {
	// DeleteOutput Whether the output collection is deleted.
	DeleteOutput *bool `json:"delete_output,omitempty"`
}

// EmbeddingFunctionConfiguration How clients turn documents into embeddings.
type EmbeddingFunctionConfiguration = json.RawMessage

// EmbeddingsPayload One vector per record; all as numbers or all as base64 of little-endian 32-bit floats.
type EmbeddingsPayload = json.RawMessage

// EmptyFilter A filter that lets every record pass.
type EmptyFilter = map[string]interface{}

// ErrorResponse What went wrong.
type ErrorResponse struct {
	// Error The kind: `InvalidArgumentError`, `NotFoundError`, `InternalError`, `VersionMismatchError`, `Unimplemented`, or `ChromaError` for everything else, which only the status tells apart.
	Error string `json:"error"`

	// Message What is wrong, for a person to read.
	Message string `json:"message"`
}

// FloatInvertedIndex The inverted index of floats.
type FloatInvertedIndex struct {
	// Config Nothing to set. A field is refused.
	Config FloatInvertedIndexConfig `json:"config"`

	// Enabled Whether the index is kept; filters that need it fail without it.
	Enabled bool `json:"enabled"`
}

// FloatInvertedIndexConfig Nothing to set. A field is refused.
type FloatInvertedIndexConfig = map[string]interface{}

// FloatListValueType Indexes of dense vectors.
type FloatListValueType struct {
	// VectorIndex For nearest neighbours; only `#embedding` can have it enabled.
	VectorIndex *VectorIndex `json:"vector_index,omitempty"`
}

// FloatValueType Indexes of floats.
type FloatValueType struct {
	// FloatInvertedIndex For comparison and membership.
	FloatInvertedIndex *FloatInvertedIndex `json:"float_inverted_index,omitempty"`
}

// ForkCollectionPayload A fork to be.
type ForkCollectionPayload struct {
	// NewName The fork's name, by the rule of `CreateCollectionPayload`.
	NewName string `json:"new_name"`
}

// ForkCount How many forks were made in the family of a collection.
type ForkCount struct {
	// Count The number of forks.
	Count int64 `json:"count"`
}

// FtsIndex The full-text index of documents.
type FtsIndex struct {
	// Config Nothing to set. A field is refused.
	Config FtsIndexConfig `json:"config"`

	// Enabled Whether the index is kept; filters that need it fail without it.
	Enabled bool `json:"enabled"`
}

// FtsIndexConfig Nothing to set. A field is refused.
type FtsIndexConfig = map[string]interface{}

// FunctionAttachment The outcome of attaching.
type FunctionAttachment struct {
	// AttachedFunction An attached function in brief.
	AttachedFunction AttachedFunctionInfo `json:"attached_function"`

	// Created Whether it is new.
	Created bool `json:"created"`
}

// FunctionDetachment The outcome of detaching.
type FunctionDetachment struct {
	// Success Always true.
	Success bool `json:"success"`
}

// GetRequestPayload Which records to read, and what of them. All conditions must hold.
type GetRequestPayload struct {
	// IDs Only these records; null for all, an empty list for none.
	IDs []string `json:"ids,omitzero"`

	// Include The columns to answer.
	Include []Include `json:"include,omitzero"`

	// Limit How many records to answer at most.
	Limit *int64 `json:"limit,omitempty"`

	// Offset How many records to skip before the first.
	Offset *int64 `json:"offset,omitempty"`

	// Where Only records whose metadata meets the filter.
	Where *Where `json:"where,omitempty"`

	// WhereDocument Only records whose document meets the filter.
	WhereDocument *WhereDocument `json:"where_document,omitempty"`
}

// GetResult Records, column by column. A column that was not included is null.
type GetResult struct {
	// Documents The records' texts, null where there is none.
	Documents []*string `json:"documents"`

	// Embeddings The records' vectors.
	Embeddings value.Vectors `json:"embeddings"`

	// IDs The records' ids in order of insertion.
	IDs []string `json:"ids"`

	// Include The columns as they were asked for.
	Include []Include `json:"include"`

	// Metadatas The records' metadata, null where there is none.
	Metadatas []value.Metadata `json:"metadatas"`

	// URIs Where the records' data lies, null where nowhere.
	URIs []*string `json:"uris"`
}

// GroupBy How many records of a kind to keep. `keys` and `aggregate` come together, and only with a rank.
type GroupBy struct {
	// Aggregate Which records of a group to keep.
	Aggregate *Aggregate `json:"aggregate,omitempty"`

	// Keys The metadata keys whose values make the groups; a missing value is a value.
	Keys []string `json:"keys,omitzero"`
}

// HealthReport Which parts of the server are ready.
type HealthReport struct {
	// IsExecutorReady Whether reads can be executed.
	IsExecutorReady bool `json:"is_executor_ready"`

	// IsLogClientReady Whether writes can be logged.
	IsLogClientReady bool `json:"is_log_client_ready"`
}

// Heartbeat The time of the server.
type Heartbeat struct {
	// NanosecondHeartbeat Nanoseconds since 1970, about 1.8e18 and so beyond the exact integers of a double.
	NanosecondHeartbeat int64 `json:"nanosecond heartbeat"`
}

// HnswConfiguration Settings of a graph index (HNSW). An unknown field is refused.
type HnswConfiguration struct {
	// BatchSize Writes taken into the index at once; 100 unless given. Not echoed here.
	BatchSize *int64 `json:"batch_size,omitempty"`

	// EfConstruction Breadth of the search while building; 100 unless given.
	EfConstruction *int64 `json:"ef_construction,omitempty"`

	// EfSearch Breadth of the search while querying; 100 unless given.
	EfSearch *int64 `json:"ef_search,omitempty"`

	// MaxNeighbors Edges per node; 16 unless given.
	MaxNeighbors *int64 `json:"max_neighbors,omitempty"`

	// NumThreads Threads that build; the number of processors unless given. Not echoed here.
	NumThreads *int64 `json:"num_threads,omitempty"`

	// ResizeFactor By how much a full index grows; 1.2 unless given.
	ResizeFactor *float64 `json:"resize_factor,omitempty"`

	// Space The distance; `l2` unless given.
	Space *Space `json:"space,omitempty"`

	// SyncThreshold Writes after which the index is saved; 1000 unless given.
	SyncThreshold *int64 `json:"sync_threshold,omitempty"`
}

// HnswIndexConfig Settings of a graph index inside a schema. An unknown field is refused.
type HnswIndexConfig struct {
	// BatchSize Writes taken into the index at once; 100 unless given.
	BatchSize *int64 `json:"batch_size,omitempty"`

	// EfConstruction Breadth of the search while building; 100 unless given.
	EfConstruction *int64 `json:"ef_construction,omitempty"`

	// EfSearch Breadth of the search while querying; 100 unless given.
	EfSearch *int64 `json:"ef_search,omitempty"`

	// MaxNeighbors Edges per node; 16 unless given.
	MaxNeighbors *int64 `json:"max_neighbors,omitempty"`

	// NumThreads Threads that build; the number of processors unless given.
	NumThreads *int64 `json:"num_threads,omitempty"`

	// ResizeFactor By how much a full index grows; 1.2 unless given.
	ResizeFactor *float64 `json:"resize_factor,omitempty"`

	// SyncThreshold Writes after which the index is saved; 1000 unless given.
	SyncThreshold *int64 `json:"sync_threshold,omitempty"`
}

// Include A column of the answer.
type Include string

// IndexingProgress How many writes have reached the index.
type IndexingProgress struct {
	// NumIndexedOps Writes that the index holds.
	NumIndexedOps int64 `json:"num_indexed_ops"`

	// NumUnindexedOps Writes that only the log holds.
	NumUnindexedOps int64 `json:"num_unindexed_ops"`

	// OpIndexingProgress The indexed share, from 0 to 1; 1 for an empty collection.
	OpIndexingProgress float32 `json:"op_indexing_progress"`

	// TotalOps All writes.
	TotalOps int64 `json:"total_ops"`
}

// IntInvertedIndex The inverted index of integers.
type IntInvertedIndex struct {
	// Config Nothing to set. A field is refused.
	Config IntInvertedIndexConfig `json:"config"`

	// Enabled Whether the index is kept; filters that need it fail without it.
	Enabled bool `json:"enabled"`
}

// IntInvertedIndexConfig Nothing to set. A field is refused.
type IntInvertedIndexConfig = map[string]interface{}

// IntValueType Indexes of integers.
type IntValueType struct {
	// IntInvertedIndex For comparison and membership.
	IntInvertedIndex *IntInvertedIndex `json:"int_inverted_index,omitempty"`
}

// Knn The nearest of the filtered records to a vector, with their distances. Sparse, that is 1 - dot product, of the records that share a dimension with the query.
type Knn = json.RawMessage

// KnownEmbeddingFunction A function that clients can build by its name.
type KnownEmbeddingFunction struct {
	// Config Whatever the function needs to be built again, any JSON; never a secret.
	Config interface{} `json:"config"`

	// Name The registered name, such as `default`.
	Name string `json:"name"`

	// Type Always `known`.
	Type KnownEmbeddingFunctionType `json:"type"`
}

// KnownEmbeddingFunctionType Always `known`.
type KnownEmbeddingFunctionType string

// LegacyEmbeddingFunction A function of a client that did not yet store its configuration.
type LegacyEmbeddingFunction struct {
	// Type Always `legacy`.
	Type LegacyEmbeddingFunctionType `json:"type"`
}

// LegacyEmbeddingFunctionType Always `legacy`.
type LegacyEmbeddingFunctionType string

// MetadataList Values of one type; integers next to floats become floats. An empty list counts as an absent key.
type MetadataList = any

// MetadataValue A value of metadata. `1` is and stays an integer, `1.0` a float; integers beyond 64 bits become floats.
type MetadataValue = any

// NullableMetadataValue A value of metadata, or null to delete the key.
type NullableMetadataValue = any

// Quantization How vectors are packed. Set by the server; refused from users.
type Quantization string

// QueryRequestPayload What to look for, and among which records. All conditions must hold.
type QueryRequestPayload struct {
	// IDs Only these records; null for all, an empty list for none.
	IDs []string `json:"ids,omitzero"`

	// Include The columns to answer.
	Include []Include `json:"include,omitzero"`

	// NResults How many neighbours per vector at most; 10 unless given.
	NResults *int64 `json:"n_results,omitempty"`

	// QueryEmbeddings The vectors whose neighbours are wanted, as numbers.
	QueryEmbeddings [][]float32 `json:"query_embeddings"`

	// Where Only records whose metadata meets the filter.
	Where *Where `json:"where,omitempty"`

	// WhereDocument Only records whose document meets the filter.
	WhereDocument *WhereDocument `json:"where_document,omitempty"`
}

// QueryResult Neighbours, column by column, one inner list per query vector. A column that was not included is null.
type QueryResult struct {
	// Distances How far the neighbours are, ascending; null where the number exceeds a 32-bit float.
	Distances []value.Numbers `json:"distances"`

	// Documents The texts of the neighbours, null where there is none.
	Documents [][]*string `json:"documents"`

	// Embeddings The vectors of the neighbours.
	Embeddings []value.Vectors `json:"embeddings"`

	// IDs The ids of the neighbours, nearest first.
	IDs [][]string `json:"ids"`

	// Include The columns as they were asked for.
	Include []Include `json:"include"`

	// Metadatas The metadata of the neighbours, null where there is none.
	Metadatas [][]value.Metadata `json:"metadatas"`

	// URIs Where the data of the neighbours lies, null where nowhere.
	URIs [][]*string `json:"uris"`
}

// Rank An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
type Rank = json.RawMessage

// RankAbs The absolute value of the part.
type RankAbs struct {
	// Abs An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
	Abs Rank `json:"$abs"`
}

// RankDiv The left part divided by the right one.
type RankDiv struct {
	// Div Two parts in order.
	Div RankOperands `json:"$div"`
}

// RankExp e to the power of the part.
type RankExp struct {
	// Exp An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
	Exp Rank `json:"$exp"`
}

// RankKnn The distance to a query vector.
type RankKnn struct {
	// Knn The nearest of the filtered records to a vector, with their distances. Sparse, that is 1 - dot product, of the records that share a dimension with the query.
	Knn Knn `json:"$knn"`
}

// RankLog The natural logarithm of the part.
type RankLog struct {
	// Log An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
	Log Rank `json:"$log"`
}

// RankMax The greatest of the parts; the lowest 32-bit float without parts.
type RankMax struct {
	// Max The parts.
	Max []Rank `json:"$max"`
}

// RankMin The least of the parts; the highest 32-bit float without parts.
type RankMin struct {
	// Min The parts.
	Min []Rank `json:"$min"`
}

// RankMul The product of the parts; 1 without parts.
type RankMul struct {
	// Mul The parts.
	Mul []Rank `json:"$mul"`
}

// RankOperands Two parts in order.
type RankOperands struct {
	// Left An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
	Left Rank `json:"left"`

	// Right An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
	Right Rank `json:"right"`
}

// RankSub The left part less the right one.
type RankSub struct {
	// Sub Two parts in order.
	Sub RankOperands `json:"$sub"`
}

// RankSum The sum of the parts; 0 without parts.
type RankSum struct {
	// Sum The parts.
	Sum []Rank `json:"$sum"`
}

// RankVal The same number for every record.
type RankVal struct {
	// Val The number.
	Val float32 `json:"$val"`
}

// ReadLevel What a read looks at: the index and all writes not yet in it, the index alone (faster, perhaps stale), or the index and a bounded number of later writes.
type ReadLevel string

// RecordMetadata A record's metadata. Keys are not empty and do not begin with `#` or `$`.
type RecordMetadata = value.Metadata

// SchemaKeys The indexes of single metadata keys, and of the reserved keys `#document` and `#embedding`.
type SchemaKeys map[string]ValueTypes

// SearchLimit The page to answer.
type SearchLimit struct {
	// Limit How many records to answer at most; null or absent for all.
	Limit *int64 `json:"limit,omitempty"`

	// Offset How many records to skip before the first.
	Offset *int64 `json:"offset,omitempty"`
}

// SearchPayload One search: filter, then rank, then group, then cut the page, then select.
type SearchPayload = json.RawMessage

// SearchRequestPayload Searches to run, each by itself.
type SearchRequestPayload struct {
	// ReadLevel What a read looks at: the index and all writes not yet in it, the index alone (faster, perhaps stale), or the index and a bounded number of later writes.
	ReadLevel *ReadLevel `json:"read_level,omitempty"`

	// Searches The searches.
	Searches []SearchPayload `json:"searches"`
}

// SearchResult Records, column by column, one inner list per search. A column that no selected key needs is null.
type SearchResult struct {
	// Documents The texts, where `#document` was selected.
	Documents [][]*string `json:"documents"`

	// Embeddings The vectors, where `#embedding` was selected.
	Embeddings []value.Vectors `json:"embeddings"`

	// IDs The ids, best score first.
	IDs [][]string `json:"ids"`

	// Metadatas The selected metadata, null for a record that has none of the keys.
	Metadatas [][]value.Metadata `json:"metadatas"`

	// Scores The scores, where `#score` was selected.
	Scores []value.Numbers `json:"scores"`

	// Select The selected keys, sorted: those with `#` first.
	Select [][]string `json:"select"`
}

// Select The fields to answer. Ids are always answered.
type Select struct {
	// Keys `#document`, `#embedding`, `#metadata` (all of it), `#score`, or metadata keys.
	Keys []string `json:"keys,omitzero"`
}

// Space The distance: squared Euclidean, 1 - cosine, or 1 - dot product. Smaller is nearer.
type Space string

// SpannConfiguration Settings of a cluster index (SPANN). An unknown field is refused.
type SpannConfiguration struct {
	// EfConstruction Breadth of the search while building; 200 unless given.
	EfConstruction *int64 `json:"ef_construction,omitempty"`

	// EfSearch Breadth of the search for clusters; 200 unless given.
	EfSearch *int64 `json:"ef_search,omitempty"`

	// MaxNeighbors Edges per cluster centre; 64 unless given.
	MaxNeighbors *int64 `json:"max_neighbors,omitempty"`

	// MergeThreshold Size below which a cluster is merged; 25 unless given.
	MergeThreshold *int64 `json:"merge_threshold,omitempty"`

	// ReassignNeighborCount Neighbouring clusters looked at after a split; 64 unless given.
	ReassignNeighborCount *int64 `json:"reassign_neighbor_count,omitempty"`

	// SearchNprobe Clusters looked into by a query; 64 unless given.
	SearchNprobe *int64 `json:"search_nprobe,omitempty"`

	// Space The distance; `l2` unless given.
	Space *Space `json:"space,omitempty"`

	// SplitThreshold Size at which a cluster is split; 50 unless given.
	SplitThreshold *int64 `json:"split_threshold,omitempty"`

	// WriteNprobe Clusters considered by a write; 32 unless given.
	WriteNprobe *int64 `json:"write_nprobe,omitempty"`
}

// SpannIndexConfig Settings of a cluster index inside a schema. An unknown field is refused, a value out of range is 400.
type SpannIndexConfig struct {
	// CenterDriftThreshold From 0.1 to 1.
	CenterDriftThreshold *float32 `json:"center_drift_threshold,omitempty"`

	// EfConstruction Breadth of the search while building, at most 200.
	EfConstruction *int64 `json:"ef_construction,omitempty"`

	// EfSearch Breadth of the search for clusters, at most 200.
	EfSearch *int64 `json:"ef_search,omitempty"`

	// InitialLambda Only 100.
	InitialLambda *float32 `json:"initial_lambda,omitempty"`

	// MaxNeighbors Edges per cluster centre, at most 64.
	MaxNeighbors *int64 `json:"max_neighbors,omitempty"`

	// MergeThreshold Size below which a cluster is merged, from 25 to 100.
	MergeThreshold *int64 `json:"merge_threshold,omitempty"`

	// NreplicaCount Clusters a vector may be in, at most 8.
	NreplicaCount *int64 `json:"nreplica_count,omitempty"`

	// NumCentersToMergeTo Clusters that take over a merged one, at most 8.
	NumCentersToMergeTo *int64 `json:"num_centers_to_merge_to,omitempty"`

	// NumSamplesKmeans Vectors sampled to split a cluster, at most 1000.
	NumSamplesKmeans *int64 `json:"num_samples_kmeans,omitempty"`

	// Quantize How vectors are packed. Set by the server; refused from users.
	Quantize *Quantization `json:"quantize,omitempty"`

	// ReassignNeighborCount Neighbouring clusters looked at after a split, at most 64.
	ReassignNeighborCount *int64 `json:"reassign_neighbor_count,omitempty"`

	// SearchNprobe Clusters looked into by a query, at most 128.
	SearchNprobe *int64 `json:"search_nprobe,omitempty"`

	// SearchRngEpsilon From 5 to 10.
	SearchRngEpsilon *float32 `json:"search_rng_epsilon,omitempty"`

	// SearchRngFactor Only 1.
	SearchRngFactor *float32 `json:"search_rng_factor,omitempty"`

	// SplitThreshold Size at which a cluster is split, from 50 to 200.
	SplitThreshold *int64 `json:"split_threshold,omitempty"`

	// WriteNprobe Clusters considered by a write, at most 64.
	WriteNprobe *int64 `json:"write_nprobe,omitempty"`

	// WriteRngEpsilon From 5 to 10.
	WriteRngEpsilon *float32 `json:"write_rng_epsilon,omitempty"`

	// WriteRngFactor Only 1.
	WriteRngFactor *float32 `json:"write_rng_factor,omitempty"`
}

// SparseIndexAlgorithm How a sparse index skips what cannot win.
type SparseIndexAlgorithm string

// SparseVector A vector of mostly zeros, by its other entries.
type SparseVector = value.SparseVector

// SparseVectorIndex The index of sparse vectors.
type SparseVectorIndex struct {
	// Config Settings of a sparse index. An unknown field is refused.
	Config SparseVectorIndexConfig `json:"config"`

	// Enabled Whether the index is kept; sparse search needs it.
	Enabled bool `json:"enabled"`
}

// SparseVectorIndexConfig Settings of a sparse index. An unknown field is refused.
type SparseVectorIndexConfig struct {
	// Algorithm How a sparse index skips what cannot win.
	Algorithm *SparseIndexAlgorithm `json:"algorithm,omitempty"`

	// Bm25 Whether queries are weighted by the rarity of their terms.
	Bm25 *bool `json:"bm25,omitempty"`

	// EmbeddingFunction How clients derive the sparse vectors.
	EmbeddingFunction *EmbeddingFunctionConfiguration `json:"embedding_function,omitempty"`

	// SourceKey What they are derived from, `#document` or a metadata key. Needs an embedding function.
	SourceKey *string `json:"source_key,omitempty"`
}

// SparseVectorValueType Indexes of sparse vectors.
type SparseVectorValueType struct {
	// SparseVectorIndex For the largest dot products.
	SparseVectorIndex *SparseVectorIndex `json:"sparse_vector_index,omitempty"`
}

// StringInvertedIndex The inverted index of strings.
type StringInvertedIndex struct {
	// Config Nothing to set. A field is refused.
	Config StringInvertedIndexConfig `json:"config"`

	// Enabled Whether the index is kept; filters that need it fail without it.
	Enabled bool `json:"enabled"`
}

// StringInvertedIndexConfig Nothing to set. A field is refused.
type StringInvertedIndexConfig = map[string]interface{}

// StringValueType Indexes of strings.
type StringValueType struct {
	// FtsIndex For substrings and patterns; only `#document` can have it.
	FtsIndex *FtsIndex `json:"fts_index,omitempty"`

	// StringInvertedIndex For equality and membership.
	StringInvertedIndex *StringInvertedIndex `json:"string_inverted_index,omitempty"`
}

// Tenant An owner of databases.
type Tenant struct {
	// Name The tenant's name, by which paths address it.
	Name string `json:"name"`

	// ResourceName The tenant's part of resource names; null until it is set.
	ResourceName *string `json:"resource_name"`
}

// UnknownEmbeddingFunction A function of which nothing is known.
type UnknownEmbeddingFunction struct {
	// Type Always `unknown`.
	Type UnknownEmbeddingFunctionType `json:"type"`
}

// UnknownEmbeddingFunctionType Always `unknown`.
type UnknownEmbeddingFunctionType string

// UpdateCollectionConfiguration Settings to change. Absent and null fields change nothing.
type UpdateCollectionConfiguration struct {
	// EmbeddingFunction Replaces the stored embedding function.
	EmbeddingFunction *EmbeddingFunctionConfiguration `json:"embedding_function,omitempty"`

	// Hnsw Settings of a graph index.
	Hnsw *UpdateHnswConfiguration `json:"hnsw,omitempty"`

	// Spann Settings of a cluster index; ignored by a collection that has none.
	Spann *UpdateSpannConfiguration `json:"spann,omitempty"`
}

// UpdateCollectionMetadata A collection's new metadata. Keys with null are dropped.
type UpdateCollectionMetadata = value.Metadata

// UpdateCollectionPayload The change of a collection. Absent and null fields change nothing.
type UpdateCollectionPayload struct {
	// NewConfiguration Settings to change; the others stay.
	NewConfiguration *UpdateCollectionConfiguration `json:"new_configuration,omitempty"`

	// NewMetadata Replaces all metadata.
	NewMetadata *UpdateCollectionMetadata `json:"new_metadata,omitempty"`

	// NewName The new name, by the rule of `CreateCollectionPayload`.
	NewName *string `json:"new_name,omitempty"`
}

// UpdateCollectionRecordsPayload Changes of records, column by column. Every list given is as long as `ids`.
type UpdateCollectionRecordsPayload struct {
	// Documents New texts, null to keep the present one.
	Documents []*string `json:"documents,omitzero"`

	// Embeddings New vectors.
	Embeddings *UpdateEmbeddingsPayload `json:"embeddings,omitempty"`

	// IDs The records' ids, none of them empty.
	IDs []string `json:"ids"`

	// Metadatas Changes of metadata, null to keep it as it is.
	Metadatas []*UpdateRecordMetadata `json:"metadatas,omitzero"`

	// URIs New URIs, null to keep the present one.
	URIs []*string `json:"uris,omitzero"`
}

// UpdateEmbeddingsPayload One vector or null per record, null to keep the present one; vectors as in `EmbeddingsPayload`.
type UpdateEmbeddingsPayload = json.RawMessage

// UpdateHnswConfiguration What can change in a graph index. An unknown field is refused, `space` and `ef_construction` too.
type UpdateHnswConfiguration struct {
	// BatchSize Writes taken into the index at once.
	BatchSize *int64 `json:"batch_size,omitempty"`

	// EfSearch Breadth of the search while querying.
	EfSearch *int64 `json:"ef_search,omitempty"`

	// MaxNeighbors Edges per node.
	MaxNeighbors *int64 `json:"max_neighbors,omitempty"`

	// NumThreads Threads that build.
	NumThreads *int64 `json:"num_threads,omitempty"`

	// ResizeFactor By how much a full index grows.
	ResizeFactor *float64 `json:"resize_factor,omitempty"`

	// SyncThreshold Writes after which the index is saved.
	SyncThreshold *int64 `json:"sync_threshold,omitempty"`
}

// UpdateRecordMetadata Changes of a record's metadata, merged key by key; null deletes a key.
type UpdateRecordMetadata = value.Metadata

// UpdateSpannConfiguration What can change in a cluster index. An unknown field is refused.
type UpdateSpannConfiguration struct {
	// EfSearch Breadth of the search for clusters.
	EfSearch *int64 `json:"ef_search,omitempty"`

	// SearchNprobe Clusters looked into by a query.
	SearchNprobe *int64 `json:"search_nprobe,omitempty"`
}

// UpdateTenantPayload The change of a tenant.
type UpdateTenantPayload struct {
	// ResourceName The tenant's part of resource names, `resource_name:database:collection`.
	ResourceName string `json:"resource_name"`
}

// UpsertCollectionRecordsPayload Records to insert or to update, column by column. Every list given is as long as `ids`.
type UpsertCollectionRecordsPayload struct {
	// Documents New texts, null to keep the present one.
	Documents []*string `json:"documents,omitzero"`

	// Embeddings One vector per record; all as numbers or all as base64 of little-endian 32-bit floats.
	Embeddings EmbeddingsPayload `json:"embeddings"`

	// IDs The records' ids, none of them empty.
	IDs []string `json:"ids"`

	// Metadatas Changes of metadata, null to keep it as it is.
	Metadatas []*UpdateRecordMetadata `json:"metadatas,omitzero"`

	// URIs New URIs, null to keep the present one.
	URIs []*string `json:"uris,omitzero"`
}

// UserIdentity What the API key of the call opens.
type UserIdentity struct {
	// Databases The databases' names, in no order; `*` stands for all of them.
	Databases []string `json:"databases"`

	// Tenant The tenant's name; `*` when the key is not bound to one.
	Tenant string `json:"tenant"`

	// UserID The user's id; empty when the server checks no keys.
	UserID string `json:"user_id"`
}

// ValueTypes The indexes of each type of value that a key can hold.
type ValueTypes struct {
	// Bool Indexes of booleans.
	Bool *BoolValueType `json:"bool,omitempty"`

	// Float Indexes of floats.
	Float *FloatValueType `json:"float,omitempty"`

	// FloatList Indexes of dense vectors.
	FloatList *FloatListValueType `json:"float_list,omitempty"`

	// Int Indexes of integers.
	Int *IntValueType `json:"int,omitempty"`

	// SparseVector Indexes of sparse vectors.
	SparseVector *SparseVectorValueType `json:"sparse_vector,omitempty"`

	// String Indexes of strings.
	String *StringValueType `json:"string,omitempty"`
}

// VectorIndex The index of dense vectors.
type VectorIndex struct {
	// Config Settings of the dense index: of one kind, `hnsw` or `spann`. An unknown field is refused.
	Config VectorIndexConfig `json:"config"`

	// Enabled Whether the index is kept.
	Enabled bool `json:"enabled"`
}

// VectorIndexConfig Settings of the dense index: of one kind, `hnsw` or `spann`. An unknown field is refused.
type VectorIndexConfig struct {
	// EmbeddingFunction How clients embed for this index.
	EmbeddingFunction *EmbeddingFunctionConfiguration `json:"embedding_function,omitempty"`

	// Hnsw Settings of a graph index.
	Hnsw *HnswIndexConfig `json:"hnsw,omitempty"`

	// SourceKey What is embedded; only `#document`.
	SourceKey *string `json:"source_key,omitempty"`

	// Space The distance; `l2` unless given.
	Space *Space `json:"space,omitempty"`

	// Spann Settings of a cluster index; a single node drops them.
	Spann *SpannIndexConfig `json:"spann,omitempty"`
}

// Where A filter over metadata. The key `#document` filters by document, in searches `#id` by id.
type Where = json.RawMessage

// WhereAnd Holds where every part holds; always, without parts.
type WhereAnd struct {
	// And The parts.
	And []Where `json:"$and"`
}

// WhereDocument A filter over documents.
type WhereDocument = json.RawMessage

// WhereDocumentAnd Holds where every part holds; always, without parts.
type WhereDocumentAnd struct {
	// And The parts.
	And []WhereDocument `json:"$and"`
}

// WhereDocumentOperator Exactly one condition. Records without a document meet only the negative ones. Patterns are those of the Rust `regex` crate, without look-around and back-references, and match anywhere.
type WhereDocumentOperator struct {
	// Contains The text has this part; upper and lower case differ.
	Contains *string `json:"$contains,omitempty"`

	// NotContains The text does not have this part.
	NotContains *string `json:"$not_contains,omitempty"`

	// NotRegex The pattern matches no part.
	NotRegex *string `json:"$not_regex,omitempty"`

	// Regex The pattern matches some part.
	Regex *string `json:"$regex,omitempty"`
}

// WhereDocumentOr Holds where some part holds; never, without parts.
type WhereDocumentOr struct {
	// Or The parts.
	Or []WhereDocument `json:"$or"`
}

// WhereKey A condition on one key; the bare value stands for `$eq`.
type WhereKey = json.RawMessage

// WhereOperator Exactly one comparison. `$ne`, `$nin` and `$not_contains` also hold for records without the key. Integers compare with floats; strings compare byte by byte.
type WhereOperator = json.RawMessage

// WhereOr Holds where some part holds; never, without parts.
type WhereOr struct {
	// Or The parts.
	Or []Where `json:"$or"`
}

// Done An empty object. The status says it all.
type Done = Acknowledgement

// Failure What went wrong.
type Failure = ErrorResponse

// ListTenantsParams defines parameters for ListTenants.
type ListTenantsParams struct {
	// Limit How many to answer at most. 0 answers none; absent, there is no limit.
	Limit *int64 `form:"limit,omitempty" json:"limit,omitempty"`

	// Offset How many to skip before the first.
	Offset *int64 `form:"offset,omitempty" json:"offset,omitempty"`
}

// ListDatabasesParams defines parameters for ListDatabases.
type ListDatabasesParams struct {
	// Limit How many to answer at most. 0 answers none; absent, there is no limit.
	Limit *int64 `form:"limit,omitempty" json:"limit,omitempty"`

	// Offset How many to skip before the first.
	Offset *int64 `form:"offset,omitempty" json:"offset,omitempty"`
}

// ListCollectionsParams defines parameters for ListCollections.
type ListCollectionsParams struct {
	// Limit How many to answer at most. 0 answers none; absent, there is no limit.
	Limit *int64 `form:"limit,omitempty" json:"limit,omitempty"`

	// Offset How many to skip before the first.
	Offset *int64 `form:"offset,omitempty" json:"offset,omitempty"`
}

// CollectionCountParams defines parameters for CollectionCount.
type CollectionCountParams struct {
	// ReadLevel How fresh the answer must be; absent, `index_and_wal`.
	ReadLevel *ReadLevel `form:"read_level,omitempty" json:"read_level,omitempty"`
}

// CreateTenantJSONRequestBody defines body for CreateTenant for application/json ContentType.
type CreateTenantJSONRequestBody = CreateTenantPayload

// UpdateTenantJSONRequestBody defines body for UpdateTenant for application/json ContentType.
type UpdateTenantJSONRequestBody = UpdateTenantPayload

// CreateDatabaseJSONRequestBody defines body for CreateDatabase for application/json ContentType.
type CreateDatabaseJSONRequestBody = CreateDatabasePayload

// CreateCollectionJSONRequestBody defines body for CreateCollection for application/json ContentType.
type CreateCollectionJSONRequestBody = CreateCollectionPayload

// UpdateCollectionJSONRequestBody defines body for UpdateCollection for application/json ContentType.
type UpdateCollectionJSONRequestBody = UpdateCollectionPayload

// CollectionAddJSONRequestBody defines body for CollectionAdd for application/json ContentType.
type CollectionAddJSONRequestBody = AddCollectionRecordsPayload

// AddFunctionInputJSONRequestBody defines body for AddFunctionInput for application/json ContentType.
type AddFunctionInputJSONRequestBody = AddFunctionInputPayload

// DetachFunctionJSONRequestBody defines body for DetachFunction for application/json ContentType.
type DetachFunctionJSONRequestBody = DetachFunctionPayload

// ConditionalCommitJSONRequestBody defines body for ConditionalCommit for application/json ContentType.
type ConditionalCommitJSONRequestBody = ConditionalCommitPayload

// ConditionalGetJSONRequestBody defines body for ConditionalGet for application/json ContentType.
type ConditionalGetJSONRequestBody = ConditionalGetPayload

// CollectionDeleteJSONRequestBody defines body for CollectionDelete for application/json ContentType.
type CollectionDeleteJSONRequestBody = DeleteCollectionRecordsPayload

// ForkCollectionJSONRequestBody defines body for ForkCollection for application/json ContentType.
type ForkCollectionJSONRequestBody = ForkCollectionPayload

// AttachFunctionJSONRequestBody defines body for AttachFunction for application/json ContentType.
type AttachFunctionJSONRequestBody = AttachFunctionPayload

// CollectionGetJSONRequestBody defines body for CollectionGet for application/json ContentType.
type CollectionGetJSONRequestBody = GetRequestPayload

// CollectionQueryJSONRequestBody defines body for CollectionQuery for application/json ContentType.
type CollectionQueryJSONRequestBody = QueryRequestPayload

// CollectionSearchJSONRequestBody defines body for CollectionSearch for application/json ContentType.
type CollectionSearchJSONRequestBody = SearchRequestPayload

// CollectionUpdateJSONRequestBody defines body for CollectionUpdate for application/json ContentType.
type CollectionUpdateJSONRequestBody = UpdateCollectionRecordsPayload

// CollectionUpsertJSONRequestBody defines body for CollectionUpsert for application/json ContentType.
type CollectionUpsertJSONRequestBody = UpsertCollectionRecordsPayload

// Operations are the API's operations by id.
var Operations = map[string]Operation{
	"get_user_identity":     {ID: "get_user_identity", Method: "GET", Path: "/api/v2/auth/identity", Repeatable: true},
	"get_collection_by_crn": {ID: "get_collection_by_crn", Method: "GET", Path: "/api/v2/collections/{crn}", Repeatable: true},
	"healthcheck":           {ID: "healthcheck", Method: "GET", Path: "/api/v2/healthcheck", Repeatable: true},
	"heartbeat":             {ID: "heartbeat", Method: "GET", Path: "/api/v2/heartbeat", Repeatable: true},
	"pre_flight_checks":     {ID: "pre_flight_checks", Method: "GET", Path: "/api/v2/pre-flight-checks", Repeatable: true},
	"reset":                 {ID: "reset", Method: "POST", Path: "/api/v2/reset", Repeatable: false},
	"list_tenants":          {ID: "list_tenants", Method: "GET", Path: "/api/v2/tenants", Repeatable: true},
	"create_tenant":         {ID: "create_tenant", Method: "POST", Path: "/api/v2/tenants", Repeatable: false},
	"get_tenant":            {ID: "get_tenant", Method: "GET", Path: "/api/v2/tenants/{tenant}", Repeatable: true},
	"update_tenant":         {ID: "update_tenant", Method: "PATCH", Path: "/api/v2/tenants/{tenant}", Repeatable: false},
	"list_databases":        {ID: "list_databases", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases", Repeatable: true},
	"create_database":       {ID: "create_database", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases", Repeatable: false},
	"delete_database":       {ID: "delete_database", Method: "DELETE", Path: "/api/v2/tenants/{tenant}/databases/{database}", Repeatable: false},
	"get_database":          {ID: "get_database", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}", Repeatable: true},
	"list_collections":      {ID: "list_collections", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections", Repeatable: true},
	"create_collection":     {ID: "create_collection", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections", Repeatable: false},
	"get_collection_by_id":  {ID: "get_collection_by_id", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}", Repeatable: true},
	"update_collection":     {ID: "update_collection", Method: "PUT", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}", Repeatable: false},
	"collection_add":        {ID: "collection_add", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add", Repeatable: true},
	"add_function_input":    {ID: "add_function_input", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input", Repeatable: false},
	"detach_function":       {ID: "detach_function", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach", Repeatable: false},
	"conditional_commit":    {ID: "conditional_commit", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit", Repeatable: false},
	"conditional_get":       {ID: "conditional_get", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get", Repeatable: true},
	"collection_count":      {ID: "collection_count", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count", Repeatable: true},
	"collection_delete":     {ID: "collection_delete", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete", Repeatable: false},
	"fork_collection":       {ID: "fork_collection", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork", Repeatable: false},
	"fork_count":            {ID: "fork_count", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count", Repeatable: true},
	"attach_function":       {ID: "attach_function", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach", Repeatable: false},
	"get_attached_function": {ID: "get_attached_function", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}", Repeatable: true},
	"collection_get":        {ID: "collection_get", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get", Repeatable: true},
	"indexing_status":       {ID: "indexing_status", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status", Repeatable: true},
	"collection_query":      {ID: "collection_query", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query", Repeatable: true},
	"collection_search":     {ID: "collection_search", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search", Repeatable: true},
	"collection_update":     {ID: "collection_update", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update", Repeatable: true},
	"collection_upsert":     {ID: "collection_upsert", Method: "POST", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert", Repeatable: true},
	"delete_collection":     {ID: "delete_collection", Method: "DELETE", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}", Repeatable: false},
	"get_collection":        {ID: "get_collection", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}", Repeatable: true},
	"count_collections":     {ID: "count_collections", Method: "GET", Path: "/api/v2/tenants/{tenant}/databases/{database}/collections_count", Repeatable: true},
	"version":               {ID: "version", Method: "GET", Path: "/api/v2/version", Repeatable: true},
}

// GetUserIdentity sends GET /api/v2/auth/identity: Who is calling.
//
// The user, the tenant and the databases that the API key of the call opens. A server that checks no keys names its default tenant and database.
func (c *Client) GetUserIdentity(ctx context.Context) (*UserIdentity, error) {
	return send[UserIdentity](ctx, c.Transport, &Request{
		Operation: Operations["get_user_identity"],
		Path:      "/api/v2/auth/identity",
	})
}

// GetCollectionByCRN sends GET /api/v2/collections/{crn}: Read a collection by its resource name.
//
// The collection that a Chroma resource name points to, in whichever tenant and database it lies.
func (c *Client) GetCollectionByCRN(ctx context.Context, crn string) (*Collection, error) {
	return send[Collection](ctx, c.Transport, &Request{
		Operation: Operations["get_collection_by_crn"],
		Path:      fmt.Sprintf("/api/v2/collections/%s", segment(crn)),
	})
}

// Healthcheck sends GET /api/v2/healthcheck: Whether the server can do its work.
//
// Tells whether the parts that execute and log are ready. The answer has the same shape when they are not, with status 503.
func (c *Client) Healthcheck(ctx context.Context) (*HealthReport, error) {
	return send[HealthReport](ctx, c.Transport, &Request{
		Operation: Operations["healthcheck"],
		Path:      "/api/v2/healthcheck",
	})
}

// Heartbeat sends GET /api/v2/heartbeat: The server's clock.
//
// Answers the server's time and thereby shows that it is alive. `GET /api/v2` answers the same.
func (c *Client) Heartbeat(ctx context.Context) (*Heartbeat, error) {
	return send[Heartbeat](ctx, c.Transport, &Request{
		Operation: Operations["heartbeat"],
		Path:      "/api/v2/heartbeat",
	})
}

// PreFlightChecks sends GET /api/v2/pre-flight-checks: What a client should know before it writes.
//
// The largest batch a client should send in one call and whether vectors may be sent as base64.
func (c *Client) PreFlightChecks(ctx context.Context) (*Checklist, error) {
	return send[Checklist](ctx, c.Transport, &Request{
		Operation: Operations["pre_flight_checks"],
		Path:      "/api/v2/pre-flight-checks",
	})
}

// Reset sends POST /api/v2/reset: Delete everything.
//
// Removes all tenants, databases, collections and records, then creates `default_tenant` and `default_database` anew. Only a server configured with `allow_reset` does it.
func (c *Client) Reset(ctx context.Context) (*bool, error) {
	return send[bool](ctx, c.Transport, &Request{
		Operation: Operations["reset"],
		Path:      "/api/v2/reset",
	})
}

// ListTenants sends GET /api/v2/tenants: List the tenants.
//
// The tenants that the caller may see, ordered by name. The official server does not have this operation.
func (c *Client) ListTenants(ctx context.Context, params *ListTenantsParams) (*[]Tenant, error) {
	query := url.Values{}
	if params != nil {
		if params.Limit != nil {
			query.Set("limit", fmt.Sprint(*params.Limit))
		}
		if params.Offset != nil {
			query.Set("offset", fmt.Sprint(*params.Offset))
		}
	}
	return send[[]Tenant](ctx, c.Transport, &Request{
		Operation: Operations["list_tenants"],
		Path:      "/api/v2/tenants",
		Query:     query,
	})
}

// CreateTenant sends POST /api/v2/tenants: Create a tenant.
//
// Creates a tenant without databases.
func (c *Client) CreateTenant(ctx context.Context, body CreateTenantJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CreateTenantJSON(ctx, content)
}

// CreateTenantJSON is [Client.CreateTenant] with a body that is JSON already.
func (c *Client) CreateTenantJSON(ctx context.Context, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["create_tenant"],
		Path:      "/api/v2/tenants",

		Body: body,
	})
}

// GetTenant sends GET /api/v2/tenants/{tenant}: Read a tenant.
//
// The tenant of that name.
func (c *Client) GetTenant(ctx context.Context, tenant string) (*Tenant, error) {
	return send[Tenant](ctx, c.Transport, &Request{
		Operation: Operations["get_tenant"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s", segment(tenant)),
	})
}

// UpdateTenant sends PATCH /api/v2/tenants/{tenant}: Name the resource behind a tenant.
//
// Sets the tenant's resource name, the first part of the resource names of its collections. It can be set once; setting the same again succeeds.
func (c *Client) UpdateTenant(ctx context.Context, tenant string, body UpdateTenantJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.UpdateTenantJSON(ctx, tenant, content)
}

// UpdateTenantJSON is [Client.UpdateTenant] with a body that is JSON already.
func (c *Client) UpdateTenantJSON(ctx context.Context, tenant string, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["update_tenant"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s", segment(tenant)),

		Body: body,
	})
}

// ListDatabases sends GET /api/v2/tenants/{tenant}/databases: List the databases of a tenant.
//
// The databases ordered by the bytes of their names. An unknown tenant has none.
func (c *Client) ListDatabases(ctx context.Context, tenant string, params *ListDatabasesParams) (*[]Database, error) {
	query := url.Values{}
	if params != nil {
		if params.Limit != nil {
			query.Set("limit", fmt.Sprint(*params.Limit))
		}
		if params.Offset != nil {
			query.Set("offset", fmt.Sprint(*params.Offset))
		}
	}
	return send[[]Database](ctx, c.Transport, &Request{
		Operation: Operations["list_databases"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases", segment(tenant)),
		Query:     query,
	})
}

// CreateDatabase sends POST /api/v2/tenants/{tenant}/databases: Create a database.
//
// Creates an empty database in the tenant. Its name follows the rule of collection names and is unique within the tenant.
func (c *Client) CreateDatabase(ctx context.Context, tenant string, body CreateDatabaseJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CreateDatabaseJSON(ctx, tenant, content)
}

// CreateDatabaseJSON is [Client.CreateDatabase] with a body that is JSON already.
func (c *Client) CreateDatabaseJSON(ctx context.Context, tenant string, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["create_database"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases", segment(tenant)),

		Body: body,
	})
}

// DeleteDatabase sends DELETE /api/v2/tenants/{tenant}/databases/{database}: Delete a database.
//
// Removes the database with its collections and their records.
func (c *Client) DeleteDatabase(ctx context.Context, tenant string, database string) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["delete_database"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s", segment(tenant), segment(database)),
	})
}

// GetDatabase sends GET /api/v2/tenants/{tenant}/databases/{database}: Read a database.
//
// The database of that name in the tenant.
func (c *Client) GetDatabase(ctx context.Context, tenant string, database string) (*Database, error) {
	return send[Database](ctx, c.Transport, &Request{
		Operation: Operations["get_database"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s", segment(tenant), segment(database)),
	})
}

// ListCollections sends GET /api/v2/tenants/{tenant}/databases/{database}/collections: List the collections of a database.
//
// The collections ordered by their ids. An unknown tenant or database has none.
func (c *Client) ListCollections(ctx context.Context, tenant string, database string, params *ListCollectionsParams) (*[]Collection, error) {
	query := url.Values{}
	if params != nil {
		if params.Limit != nil {
			query.Set("limit", fmt.Sprint(*params.Limit))
		}
		if params.Offset != nil {
			query.Set("offset", fmt.Sprint(*params.Offset))
		}
	}
	return send[[]Collection](ctx, c.Transport, &Request{
		Operation: Operations["list_collections"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections", segment(tenant), segment(database)),
		Query:     query,
	})
}

// CreateCollection sends POST /api/v2/tenants/{tenant}/databases/{database}/collections: Create a collection.
//
// Creates an empty collection. With `get_or_create`, a collection that has the name already is answered as it is stored; metadata, configuration and schema of the call are then checked but not applied.
func (c *Client) CreateCollection(ctx context.Context, tenant string, database string, body CreateCollectionJSONRequestBody) (*Collection, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CreateCollectionJSON(ctx, tenant, database, content)
}

// CreateCollectionJSON is [Client.CreateCollection] with a body that is JSON already.
func (c *Client) CreateCollectionJSON(ctx context.Context, tenant string, database string, body []byte) (*Collection, error) {
	return send[Collection](ctx, c.Transport, &Request{
		Operation: Operations["create_collection"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections", segment(tenant), segment(database)),

		Body: body,
	})
}

// GetCollectionByID sends GET /api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}: Read a collection by its id.
//
// The collection of that id, if it belongs to the tenant and database of the path.
func (c *Client) GetCollectionByID(ctx context.Context, tenant string, database string, collectionID string) (*Collection, error) {
	return send[Collection](ctx, c.Transport, &Request{
		Operation: Operations["get_collection_by_id"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/by-id/%s", segment(tenant), segment(database), segment(collectionID)),
	})
}

// UpdateCollection sends PUT /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}: Rename a collection, or change its metadata or configuration.
//
// Absent and null fields leave things as they are. New metadata replaces all of the old; a new configuration changes only the settings it names.
func (c *Client) UpdateCollection(ctx context.Context, tenant string, database string, collectionID string, body UpdateCollectionJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.UpdateCollectionJSON(ctx, tenant, database, collectionID, content)
}

// UpdateCollectionJSON is [Client.UpdateCollection] with a body that is JSON already.
func (c *Client) UpdateCollectionJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["update_collection"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// CollectionAdd sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add: Add records.
//
// Inserts records. An id that exists already keeps its record, without an error; of an id given twice the first counts. The first embedding ever written fixes the dimension of the collection.
func (c *Client) CollectionAdd(ctx context.Context, tenant string, database string, collectionID string, body CollectionAddJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionAddJSON(ctx, tenant, database, collectionID, content)
}

// CollectionAddJSON is [Client.CollectionAdd] with a body that is JSON already.
func (c *Client) CollectionAddJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["collection_add"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/add", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// AddFunctionInput sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input: Feed a further collection to an attached function.
//
// The function attached to this collection is run over another collection, too. Servers up to 1.5.9 do not have this operation.
func (c *Client) AddFunctionInput(ctx context.Context, tenant string, database string, collectionID string, functionName string, body AddFunctionInputJSONRequestBody) (*FunctionAttachment, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.AddFunctionInputJSON(ctx, tenant, database, collectionID, functionName, content)
}

// AddFunctionInputJSON is [Client.AddFunctionInput] with a body that is JSON already.
func (c *Client) AddFunctionInputJSON(ctx context.Context, tenant string, database string, collectionID string, functionName string, body []byte) (*FunctionAttachment, error) {
	return send[FunctionAttachment](ctx, c.Transport, &Request{
		Operation: Operations["add_function_input"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/attached_functions/%s/add_input", segment(tenant), segment(database), segment(collectionID), segment(functionName)),

		Body: body,
	})
}

// DetachFunction sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach: Detach a function from a collection.
//
// The function is no longer run over this collection. A body is required; `{}` is the least.
func (c *Client) DetachFunction(ctx context.Context, tenant string, database string, collectionID string, functionName string, body DetachFunctionJSONRequestBody) (*FunctionDetachment, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.DetachFunctionJSON(ctx, tenant, database, collectionID, functionName, content)
}

// DetachFunctionJSON is [Client.DetachFunction] with a body that is JSON already.
func (c *Client) DetachFunctionJSON(ctx context.Context, tenant string, database string, collectionID string, functionName string, body []byte) (*FunctionDetachment, error) {
	return send[FunctionDetachment](ctx, c.Transport, &Request{
		Operation: Operations["detach_function"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/attached_functions/%s/detach", segment(tenant), segment(database), segment(collectionID), segment(functionName)),

		Body: body,
	})
}

// ConditionalCommit sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit: Commit the writes of a transaction.
//
// Applies all operations in order, or none of them if a record that the transaction has read was changed since. An add needs a read that has shown that there is no such record, an update and a delete one that has shown that there is; no record may be written twice. Servers up to 1.5.9 do not have this operation.
func (c *Client) ConditionalCommit(ctx context.Context, tenant string, database string, collectionID string, body ConditionalCommitJSONRequestBody) (*ConditionalCommitResult, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.ConditionalCommitJSON(ctx, tenant, database, collectionID, content)
}

// ConditionalCommitJSON is [Client.ConditionalCommit] with a body that is JSON already.
func (c *Client) ConditionalCommitJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*ConditionalCommitResult, error) {
	return send[ConditionalCommitResult](ctx, c.Transport, &Request{
		Operation: Operations["conditional_commit"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/conditional/commit", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// ConditionalGet sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get: Read records inside a transaction.
//
// Like `collection_get`, and answers the token of the state that was read. A read that passes a token is answered from that state. Servers up to 1.5.9 do not have this operation.
func (c *Client) ConditionalGet(ctx context.Context, tenant string, database string, collectionID string, body ConditionalGetJSONRequestBody) (*ConditionalGetResult, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.ConditionalGetJSON(ctx, tenant, database, collectionID, content)
}

// ConditionalGetJSON is [Client.ConditionalGet] with a body that is JSON already.
func (c *Client) ConditionalGetJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*ConditionalGetResult, error) {
	return send[ConditionalGetResult](ctx, c.Transport, &Request{
		Operation: Operations["conditional_get"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/conditional/get", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// CollectionCount sends GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count: Count the records of a collection.
//
// The number of records in the collection.
func (c *Client) CollectionCount(ctx context.Context, tenant string, database string, collectionID string, params *CollectionCountParams) (*int64, error) {
	query := url.Values{}
	if params != nil {
		if params.ReadLevel != nil {
			query.Set("read_level", fmt.Sprint(*params.ReadLevel))
		}
	}
	return send[int64](ctx, c.Transport, &Request{
		Operation: Operations["collection_count"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/count", segment(tenant), segment(database), segment(collectionID)),
		Query:     query,
	})
}

// CollectionDelete sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete: Delete records by id or filter.
//
// Removes the records that meet all conditions given. Without a condition nothing is removed.
func (c *Client) CollectionDelete(ctx context.Context, tenant string, database string, collectionID string, body CollectionDeleteJSONRequestBody) (*DeletedRecords, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionDeleteJSON(ctx, tenant, database, collectionID, content)
}

// CollectionDeleteJSON is [Client.CollectionDelete] with a body that is JSON already.
func (c *Client) CollectionDeleteJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*DeletedRecords, error) {
	return send[DeletedRecords](ctx, c.Transport, &Request{
		Operation: Operations["collection_delete"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/delete", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// ForkCollection sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork: Fork a collection.
//
// Makes a collection of a new name that starts with the records, configuration and schema of this one and then goes its own way. The records are shared until one side changes them, so a fork is fast and cheap at any size.
func (c *Client) ForkCollection(ctx context.Context, tenant string, database string, collectionID string, body ForkCollectionJSONRequestBody) (*Collection, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.ForkCollectionJSON(ctx, tenant, database, collectionID, content)
}

// ForkCollectionJSON is [Client.ForkCollection] with a body that is JSON already.
func (c *Client) ForkCollectionJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*Collection, error) {
	return send[Collection](ctx, c.Transport, &Request{
		Operation: Operations["fork_collection"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/fork", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// ForkCount sends GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count: Count the forks of a collection.
//
// The number of forks that were ever made of the collection this one stems from, and of its forks in turn. Those that were deleted count, too: it is this number that a quota on forks limits.
func (c *Client) ForkCount(ctx context.Context, tenant string, database string, collectionID string) (*ForkCount, error) {
	return send[ForkCount](ctx, c.Transport, &Request{
		Operation: Operations["fork_count"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/fork_count", segment(tenant), segment(database), segment(collectionID)),
	})
}

// AttachFunction sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach: Attach a function to a collection.
//
// From now on the function is run over the records of this collection and writes what it derives to an output collection. Attaching the same again answers the function attached before.
func (c *Client) AttachFunction(ctx context.Context, tenant string, database string, collectionID string, body AttachFunctionJSONRequestBody) (*FunctionAttachment, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.AttachFunctionJSON(ctx, tenant, database, collectionID, content)
}

// AttachFunctionJSON is [Client.AttachFunction] with a body that is JSON already.
func (c *Client) AttachFunctionJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*FunctionAttachment, error) {
	return send[FunctionAttachment](ctx, c.Transport, &Request{
		Operation: Operations["attach_function"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/functions/attach", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// GetAttachedFunction sends GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}: Read an attached function.
//
// The function that was attached to this collection under the name.
func (c *Client) GetAttachedFunction(ctx context.Context, tenant string, database string, collectionID string, functionName string) (*AttachedFunctionDetails, error) {
	return send[AttachedFunctionDetails](ctx, c.Transport, &Request{
		Operation: Operations["get_attached_function"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/functions/%s", segment(tenant), segment(database), segment(collectionID), segment(functionName)),
	})
}

// CollectionGet sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get: Read records by id or filter.
//
// The records that meet all conditions given, in the order of their insertion, whatever the order of `ids`. Without a condition, all records.
func (c *Client) CollectionGet(ctx context.Context, tenant string, database string, collectionID string, body CollectionGetJSONRequestBody) (*GetResult, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionGetJSON(ctx, tenant, database, collectionID, content)
}

// CollectionGetJSON is [Client.CollectionGet] with a body that is JSON already.
func (c *Client) CollectionGetJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*GetResult, error) {
	return send[GetResult](ctx, c.Transport, &Request{
		Operation: Operations["collection_get"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/get", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// IndexingStatus sends GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status: How much of a collection is indexed.
//
// How many of the writes to the collection have reached its index. Reads see the others too, unless they ask for the index alone.
func (c *Client) IndexingStatus(ctx context.Context, tenant string, database string, collectionID string) (*IndexingProgress, error) {
	return send[IndexingProgress](ctx, c.Transport, &Request{
		Operation: Operations["indexing_status"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/indexing_status", segment(tenant), segment(database), segment(collectionID)),
	})
}

// CollectionQuery sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query: Find the nearest records.
//
// For each query vector, the nearest of the records that meet all conditions given, in ascending order of distance.
func (c *Client) CollectionQuery(ctx context.Context, tenant string, database string, collectionID string, body CollectionQueryJSONRequestBody) (*QueryResult, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionQueryJSON(ctx, tenant, database, collectionID, content)
}

// CollectionQueryJSON is [Client.CollectionQuery] with a body that is JSON already.
func (c *Client) CollectionQueryJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*QueryResult, error) {
	return send[QueryResult](ctx, c.Transport, &Request{
		Operation: Operations["collection_query"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/query", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// CollectionSearch sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search: Search with rank expressions, grouping and selection.
//
// Runs each search by itself: filter first, then rank what is left by an expression over dense and sparse neighbours, keep the best of each group, cut the page, and return the selected fields. Scores ascend; the lower, the better. Equal ones keep the order of insertion, and what is not a number comes last.
func (c *Client) CollectionSearch(ctx context.Context, tenant string, database string, collectionID string, body CollectionSearchJSONRequestBody) (*SearchResult, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionSearchJSON(ctx, tenant, database, collectionID, content)
}

// CollectionSearchJSON is [Client.CollectionSearch] with a body that is JSON already.
func (c *Client) CollectionSearchJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*SearchResult, error) {
	return send[SearchResult](ctx, c.Transport, &Request{
		Operation: Operations["collection_search"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/search", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// CollectionUpdate sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update: Update records.
//
// Changes existing records; ids without a record are skipped, without an error. Absent and null parts stay as they are, metadata is merged key by key.
func (c *Client) CollectionUpdate(ctx context.Context, tenant string, database string, collectionID string, body CollectionUpdateJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionUpdateJSON(ctx, tenant, database, collectionID, content)
}

// CollectionUpdateJSON is [Client.CollectionUpdate] with a body that is JSON already.
func (c *Client) CollectionUpdateJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["collection_update"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/update", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// CollectionUpsert sends POST /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert: Insert or update records.
//
// Inserts the records whose ids are new and updates the others as `collection_update` does. The items of a call are applied in order.
func (c *Client) CollectionUpsert(ctx context.Context, tenant string, database string, collectionID string, body CollectionUpsertJSONRequestBody) (*Done, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.CollectionUpsertJSON(ctx, tenant, database, collectionID, content)
}

// CollectionUpsertJSON is [Client.CollectionUpsert] with a body that is JSON already.
func (c *Client) CollectionUpsertJSON(ctx context.Context, tenant string, database string, collectionID string, body []byte) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["collection_upsert"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s/upsert", segment(tenant), segment(database), segment(collectionID)),

		Body: body,
	})
}

// DeleteCollection sends DELETE /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}: Delete a collection by its name.
//
// Removes the collection and its records. An id in place of the name finds nothing.
func (c *Client) DeleteCollection(ctx context.Context, tenant string, database string, collectionName string) (*Done, error) {
	return send[Done](ctx, c.Transport, &Request{
		Operation: Operations["delete_collection"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s", segment(tenant), segment(database), segment(collectionName)),
	})
}

// GetCollection sends GET /api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}: Read a collection by its name.
//
// The collection of that name. An id in place of the name finds nothing; use `get_collection_by_id`.
func (c *Client) GetCollection(ctx context.Context, tenant string, database string, collectionName string) (*Collection, error) {
	return send[Collection](ctx, c.Transport, &Request{
		Operation: Operations["get_collection"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections/%s", segment(tenant), segment(database), segment(collectionName)),
	})
}

// CountCollections sends GET /api/v2/tenants/{tenant}/databases/{database}/collections_count: Count the collections of a database.
//
// The number of collections; 0 for an unknown tenant or database.
func (c *Client) CountCollections(ctx context.Context, tenant string, database string) (*int64, error) {
	return send[int64](ctx, c.Transport, &Request{
		Operation: Operations["count_collections"],
		Path:      fmt.Sprintf("/api/v2/tenants/%s/databases/%s/collections_count", segment(tenant), segment(database)),
	})
}

// Version sends GET /api/v2/version: The version of the API.
//
// The version of the API that the server implements, not of the server's package. Constant `1.0.0`.
func (c *Client) Version(ctx context.Context) (*string, error) {
	return send[string](ctx, c.Transport, &Request{
		Operation: Operations["version"],
		Path:      "/api/v2/version",
	})
}

// Answers are decoded in send, so there is no second client for them.
