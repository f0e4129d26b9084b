// Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.

export type ClientOptions = {
  baseUrl:
    "http://localhost:8000" | "https://api.trychroma.com" | "https://europe-west1.gcp.trychroma.com" | (string & {});
};

/**
 * What went wrong.
 */
export type ErrorResponse = {
  /**
   * The kind: `InvalidArgumentError`, `NotFoundError`, `InternalError`, `VersionMismatchError`, `Unimplemented`, or `ChromaError` for everything else, which only the status tells apart.
   */
  error: string;
  /**
   * What is wrong, for a person to read.
   */
  message: string;
};

/**
 * An empty object. The status says it all.
 */
export type Acknowledgement = {
  [key: string]: unknown;
};

/**
 * The time of the server.
 */
export type Heartbeat = {
  /**
   * Nanoseconds since 1970, about 1.8e18 and so beyond the exact integers of a double.
   */
  "nanosecond heartbeat": number;
};

/**
 * Which parts of the server are ready.
 */
export type HealthReport = {
  /**
   * Whether reads can be executed.
   */
  is_executor_ready: boolean;
  /**
   * Whether writes can be logged.
   */
  is_log_client_ready: boolean;
};

/**
 * Limits and abilities of the server.
 */
export type Checklist = {
  /**
   * How many records a client should send in one call at most.
   */
  max_batch_size: number;
  /**
   * Whether embeddings may be sent as base64.
   */
  supports_base64_encoding: boolean;
};

/**
 * What the API key of the call opens.
 */
export type UserIdentity = {
  /**
   * The user's id; empty when the server checks no keys.
   */
  user_id: string;
  /**
   * The tenant's name; `*` when the key is not bound to one.
   */
  tenant: string;
  /**
   * The databases' names, in no order; `*` stands for all of them.
   */
  databases: Array<string>;
};

/**
 * A tenant to be.
 */
export type CreateTenantPayload = {
  /**
   * At least three characters of any kind.
   */
  name: string;
};

/**
 * The change of a tenant.
 */
export type UpdateTenantPayload = {
  /**
   * The tenant's part of resource names, `resource_name:database:collection`.
   */
  resource_name: string;
};

/**
 * An owner of databases.
 */
export type Tenant = {
  /**
   * The tenant's name, by which paths address it.
   */
  name: string;
  /**
   * The tenant's part of resource names; null until it is set.
   */
  resource_name: string | null;
};

/**
 * A database to be.
 */
export type CreateDatabasePayload = {
  /**
   * Follows the rule of collection names; unique within the tenant.
   */
  name: string;
};

/**
 * A named group of collections.
 */
export type Database = {
  /**
   * The database's id. The default database has the nil UUID.
   */
  id: string;
  /**
   * The database's name, by which paths address it.
   */
  name: string;
  /**
   * The name of its tenant.
   */
  tenant: string;
};

/**
 * A collection to be. Non-default settings may stand in `configuration` or in `schema`, not in both.
 */
export type CreateCollectionPayload = {
  /**
   * 3 to 512 characters of `a-z A-Z 0-9 . _ -`, the first and the last alphanumeric, no `..`, no IP address; one `+` may separate a topology from the name. Unique within the database.
   */
  name: string;
  /**
   * The collection's metadata; an empty object is refused.
   */
  metadata?: CollectionMetadata | null;
  /**
   * Settings of the index.
   */
  configuration?: CreateCollectionConfiguration | null;
  /**
   * Indexes by value type and by key, merged over the default schema.
   */
  schema?: CollectionSchema | null;
  /**
   * Whether a collection that has the name already is answered instead of a 409.
   */
  get_or_create?: boolean;
};

/**
 * The change of a collection. Absent and null fields change nothing.
 */
export type UpdateCollectionPayload = {
  /**
   * The new name, by the rule of `CreateCollectionPayload`.
   */
  new_name?: string | null;
  /**
   * Replaces all metadata.
   */
  new_metadata?: UpdateCollectionMetadata | null;
  /**
   * Settings to change; the others stay.
   */
  new_configuration?: UpdateCollectionConfiguration | null;
};

/**
 * A fork to be.
 */
export type ForkCollectionPayload = {
  /**
   * The fork's name, by the rule of `CreateCollectionPayload`.
   */
  new_name: string;
};

/**
 * A named set of records that share an index, a schema and a dimension.
 */
export type Collection = {
  /**
   * The collection's id; it stays when the name changes.
   */
  id: string;
  /**
   * The collection's name, unique within its database.
   */
  name: string;
  configuration_json: CollectionConfiguration;
  /**
   * The indexes by value type and key. It grows with every metadata key that is written.
   */
  schema: CollectionSchema | null;
  /**
   * The collection's metadata, null if it has none.
   */
  metadata: CollectionMetadata | null;
  /**
   * The length of every embedding; null until the first one is written, then fixed.
   */
  dimension: number | null;
  /**
   * The name of its tenant.
   */
  tenant: string;
  /**
   * The name of its database.
   */
  database: string;
  /**
   * Where the log of the collection stands; 0 on a single node.
   */
  log_position: number;
  /**
   * Counts the compactions; 0 on a single node.
   */
  version: number;
};

/**
 * How many forks were made in the family of a collection.
 */
export type ForkCount = {
  /**
   * The number of forks.
   */
  count: number;
};

/**
 * How many writes have reached the index.
 */
export type IndexingProgress = {
  /**
   * The indexed share, from 0 to 1; 1 for an empty collection.
   */
  op_indexing_progress: number;
  /**
   * Writes that only the log holds.
   */
  num_unindexed_ops: number;
  /**
   * Writes that the index holds.
   */
  num_indexed_ops: number;
  /**
   * All writes.
   */
  total_ops: number;
};

/**
 * The distance: squared Euclidean, 1 - cosine, or 1 - dot product. Smaller is nearer.
 */
export type Space = "l2" | "cosine" | "ip";

/**
 * Settings of a new collection's index: of one kind, `hnsw` or `spann`, not of both.
 */
export type CreateCollectionConfiguration = {
  /**
   * Settings of a graph index.
   */
  hnsw?: HnswConfiguration | null;
  /**
   * Settings of a cluster index; a single node keeps only its `space`.
   */
  spann?: SpannConfiguration | null;
  /**
   * How clients embed for this collection. The server stores it and never embeds.
   */
  embedding_function?: EmbeddingFunctionConfiguration | null;
};

/**
 * Settings to change. Absent and null fields change nothing.
 */
export type UpdateCollectionConfiguration = {
  /**
   * Settings of a graph index.
   */
  hnsw?: UpdateHnswConfiguration | null;
  /**
   * Settings of a cluster index; ignored by a collection that has none.
   */
  spann?: UpdateSpannConfiguration | null;
  /**
   * Replaces the stored embedding function.
   */
  embedding_function?: EmbeddingFunctionConfiguration | null;
};

/**
 * The settings of a collection's index.
 */
export type CollectionConfiguration = {
  /**
   * Settings of the graph index, null if it has none. `num_threads` and `batch_size` stand in the schema only.
   */
  hnsw: HnswConfiguration | null;
  /**
   * Settings of the cluster index, null if it has none.
   */
  spann: SpannConfiguration | null;
  /**
   * How clients embed for this collection, null if nothing was said.
   */
  embedding_function: EmbeddingFunctionConfiguration | null;
};

/**
 * Settings of a graph index (HNSW). An unknown field is refused.
 */
export type HnswConfiguration = {
  /**
   * The distance; `l2` unless given.
   */
  space?: Space | null;
  /**
   * Breadth of the search while building; 100 unless given.
   */
  ef_construction?: number | null;
  /**
   * Breadth of the search while querying; 100 unless given.
   */
  ef_search?: number | null;
  /**
   * Edges per node; 16 unless given.
   */
  max_neighbors?: number | null;
  /**
   * Threads that build; the number of processors unless given. Not echoed here.
   */
  num_threads?: number | null;
  /**
   * Writes taken into the index at once; 100 unless given. Not echoed here.
   */
  batch_size?: number | null;
  /**
   * Writes after which the index is saved; 1000 unless given.
   */
  sync_threshold?: number | null;
  /**
   * By how much a full index grows; 1.2 unless given.
   */
  resize_factor?: number | null;
};

/**
 * What can change in a graph index. An unknown field is refused, `space` and `ef_construction` too.
 */
export type UpdateHnswConfiguration = {
  /**
   * Breadth of the search while querying.
   */
  ef_search?: number | null;
  /**
   * Edges per node.
   */
  max_neighbors?: number | null;
  /**
   * Threads that build.
   */
  num_threads?: number | null;
  /**
   * Writes taken into the index at once.
   */
  batch_size?: number | null;
  /**
   * Writes after which the index is saved.
   */
  sync_threshold?: number | null;
  /**
   * By how much a full index grows.
   */
  resize_factor?: number | null;
};

/**
 * Settings of a cluster index (SPANN). An unknown field is refused.
 */
export type SpannConfiguration = {
  /**
   * The distance; `l2` unless given.
   */
  space?: Space | null;
  /**
   * Clusters looked into by a query; 64 unless given.
   */
  search_nprobe?: number | null;
  /**
   * Clusters considered by a write; 32 unless given.
   */
  write_nprobe?: number | null;
  /**
   * Breadth of the search while building; 200 unless given.
   */
  ef_construction?: number | null;
  /**
   * Breadth of the search for clusters; 200 unless given.
   */
  ef_search?: number | null;
  /**
   * Edges per cluster centre; 64 unless given.
   */
  max_neighbors?: number | null;
  /**
   * Neighbouring clusters looked at after a split; 64 unless given.
   */
  reassign_neighbor_count?: number | null;
  /**
   * Size at which a cluster is split; 50 unless given.
   */
  split_threshold?: number | null;
  /**
   * Size below which a cluster is merged; 25 unless given.
   */
  merge_threshold?: number | null;
};

/**
 * What can change in a cluster index. An unknown field is refused.
 */
export type UpdateSpannConfiguration = {
  /**
   * Clusters looked into by a query.
   */
  search_nprobe?: number | null;
  /**
   * Breadth of the search for clusters.
   */
  ef_search?: number | null;
};

/**
 * How clients turn documents into embeddings.
 */
export type EmbeddingFunctionConfiguration =
  | ({
      type: "known";
    } & KnownEmbeddingFunction)
  | ({
      type: "legacy";
    } & LegacyEmbeddingFunction)
  | ({
      type: "unknown";
    } & UnknownEmbeddingFunction);

/**
 * A function that clients can build by its name.
 */
export type KnownEmbeddingFunction = {
  /**
   * Always `known`.
   */
  type: "known";
  /**
   * The registered name, such as `default`.
   */
  name: string;
  /**
   * Whatever the function needs to be built again, any JSON; never a secret.
   */
  config: unknown;
};

/**
 * A function of a client that did not yet store its configuration.
 */
export type LegacyEmbeddingFunction = {
  /**
   * Always `legacy`.
   */
  type: "legacy";
};

/**
 * A function of which nothing is known.
 */
export type UnknownEmbeddingFunction = {
  /**
   * Always `unknown`.
   */
  type: "unknown";
};

/**
 * Which indexes a collection keeps. Servers also accept the older spellings (`key_overrides` for `keys`; value types with a leading `#`, indexes with a leading `$`) and never answer them.
 */
export type CollectionSchema = {
  defaults: ValueTypes;
  keys: SchemaKeys;
  /**
   * The key that encrypts the collection, if it is the customer's own.
   */
  cmek?: CustomerManagedKey | null;
  /**
   * The function whose output the collection is. Set by the server; refused from users.
   */
  source_attached_function_id?: string | null;
};

/**
 * The indexes of single metadata keys, and of the reserved keys `#document` and `#embedding`.
 */
export type SchemaKeys = {
  [key: string]: ValueTypes;
};

/**
 * A customer-managed encryption key.
 */
export type CustomerManagedKey = {
  /**
   * The key's resource name at Google Cloud, `projects/…/locations/…/keyRings/…/cryptoKeys/…`.
   */
  gcp: string;
};

/**
 * The indexes of each type of value that a key can hold.
 */
export type ValueTypes = {
  /**
   * Indexes of strings.
   */
  string?: StringValueType | null;
  /**
   * Indexes of dense vectors.
   */
  float_list?: FloatListValueType | null;
  /**
   * Indexes of sparse vectors.
   */
  sparse_vector?: SparseVectorValueType | null;
  /**
   * Indexes of integers.
   */
  int?: IntValueType | null;
  /**
   * Indexes of floats.
   */
  float?: FloatValueType | null;
  /**
   * Indexes of booleans.
   */
  bool?: BoolValueType | null;
};

/**
 * Indexes of strings.
 */
export type StringValueType = {
  /**
   * For substrings and patterns; only `#document` can have it.
   */
  fts_index?: FtsIndex | null;
  /**
   * For equality and membership.
   */
  string_inverted_index?: StringInvertedIndex | null;
};

/**
 * Indexes of dense vectors.
 */
export type FloatListValueType = {
  /**
   * For nearest neighbours; only `#embedding` can have it enabled.
   */
  vector_index?: VectorIndex | null;
};

/**
 * Indexes of sparse vectors.
 */
export type SparseVectorValueType = {
  /**
   * For the largest dot products.
   */
  sparse_vector_index?: SparseVectorIndex | null;
};

/**
 * Indexes of integers.
 */
export type IntValueType = {
  /**
   * For comparison and membership.
   */
  int_inverted_index?: IntInvertedIndex | null;
};

/**
 * Indexes of floats.
 */
export type FloatValueType = {
  /**
   * For comparison and membership.
   */
  float_inverted_index?: FloatInvertedIndex | null;
};

/**
 * Indexes of booleans.
 */
export type BoolValueType = {
  /**
   * For equality.
   */
  bool_inverted_index?: BoolInvertedIndex | null;
};

/**
 * The full-text index of documents.
 */
export type FtsIndex = {
  /**
   * Whether the index is kept; filters that need it fail without it.
   */
  enabled: boolean;
  config: FtsIndexConfig;
};

/**
 * The inverted index of strings.
 */
export type StringInvertedIndex = {
  /**
   * Whether the index is kept; filters that need it fail without it.
   */
  enabled: boolean;
  config: StringInvertedIndexConfig;
};

/**
 * The inverted index of integers.
 */
export type IntInvertedIndex = {
  /**
   * Whether the index is kept; filters that need it fail without it.
   */
  enabled: boolean;
  config: IntInvertedIndexConfig;
};

/**
 * The inverted index of floats.
 */
export type FloatInvertedIndex = {
  /**
   * Whether the index is kept; filters that need it fail without it.
   */
  enabled: boolean;
  config: FloatInvertedIndexConfig;
};

/**
 * The inverted index of booleans.
 */
export type BoolInvertedIndex = {
  /**
   * Whether the index is kept; filters that need it fail without it.
   */
  enabled: boolean;
  config: BoolInvertedIndexConfig;
};

/**
 * The index of dense vectors.
 */
export type VectorIndex = {
  /**
   * Whether the index is kept.
   */
  enabled: boolean;
  config: VectorIndexConfig;
};

/**
 * The index of sparse vectors.
 */
export type SparseVectorIndex = {
  /**
   * Whether the index is kept; sparse search needs it.
   */
  enabled: boolean;
  config: SparseVectorIndexConfig;
};

/**
 * Nothing to set. A field is refused.
 */
export type FtsIndexConfig = {
  [key: string]: never;
};

/**
 * Nothing to set. A field is refused.
 */
export type StringInvertedIndexConfig = {
  [key: string]: never;
};

/**
 * Nothing to set. A field is refused.
 */
export type IntInvertedIndexConfig = {
  [key: string]: never;
};

/**
 * Nothing to set. A field is refused.
 */
export type FloatInvertedIndexConfig = {
  [key: string]: never;
};

/**
 * Nothing to set. A field is refused.
 */
export type BoolInvertedIndexConfig = {
  [key: string]: never;
};

/**
 * Settings of the dense index: of one kind, `hnsw` or `spann`. An unknown field is refused.
 */
export type VectorIndexConfig = {
  /**
   * The distance; `l2` unless given.
   */
  space?: Space | null;
  /**
   * How clients embed for this index.
   */
  embedding_function?: EmbeddingFunctionConfiguration | null;
  /**
   * What is embedded; only `#document`.
   */
  source_key?: string | null;
  /**
   * Settings of a graph index.
   */
  hnsw?: HnswIndexConfig | null;
  /**
   * Settings of a cluster index; a single node drops them.
   */
  spann?: SpannIndexConfig | null;
};

/**
 * Settings of a graph index inside a schema. An unknown field is refused.
 */
export type HnswIndexConfig = {
  /**
   * Breadth of the search while building; 100 unless given.
   */
  ef_construction?: number | null;
  /**
   * Edges per node; 16 unless given.
   */
  max_neighbors?: number | null;
  /**
   * Breadth of the search while querying; 100 unless given.
   */
  ef_search?: number | null;
  /**
   * Threads that build; the number of processors unless given.
   */
  num_threads?: number | null;
  /**
   * Writes taken into the index at once; 100 unless given.
   */
  batch_size?: number | null;
  /**
   * Writes after which the index is saved; 1000 unless given.
   */
  sync_threshold?: number | null;
  /**
   * By how much a full index grows; 1.2 unless given.
   */
  resize_factor?: number | null;
};

/**
 * Settings of a cluster index inside a schema. An unknown field is refused, a value out of range is 400.
 */
export type SpannIndexConfig = {
  /**
   * Clusters looked into by a query, at most 128.
   */
  search_nprobe?: number | null;
  /**
   * Only 1.
   */
  search_rng_factor?: number | null;
  /**
   * From 5 to 10.
   */
  search_rng_epsilon?: number | null;
  /**
   * Clusters a vector may be in, at most 8.
   */
  nreplica_count?: number | null;
  /**
   * Only 1.
   */
  write_rng_factor?: number | null;
  /**
   * From 5 to 10.
   */
  write_rng_epsilon?: number | null;
  /**
   * Size at which a cluster is split, from 50 to 200.
   */
  split_threshold?: number | null;
  /**
   * Vectors sampled to split a cluster, at most 1000.
   */
  num_samples_kmeans?: number | null;
  /**
   * Only 100.
   */
  initial_lambda?: number | null;
  /**
   * Neighbouring clusters looked at after a split, at most 64.
   */
  reassign_neighbor_count?: number | null;
  /**
   * Size below which a cluster is merged, from 25 to 100.
   */
  merge_threshold?: number | null;
  /**
   * Clusters that take over a merged one, at most 8.
   */
  num_centers_to_merge_to?: number | null;
  /**
   * Clusters considered by a write, at most 64.
   */
  write_nprobe?: number | null;
  /**
   * Breadth of the search while building, at most 200.
   */
  ef_construction?: number | null;
  /**
   * Breadth of the search for clusters, at most 200.
   */
  ef_search?: number | null;
  /**
   * Edges per cluster centre, at most 64.
   */
  max_neighbors?: number | null;
  /**
   * From 0.1 to 1.
   */
  center_drift_threshold?: number | null;
  quantize?: Quantization;
};

/**
 * How vectors are packed. Set by the server; refused from users.
 */
export type Quantization = "none" | "four_bit_rabit_q_with_u_search";

/**
 * Settings of a sparse index. An unknown field is refused.
 */
export type SparseVectorIndexConfig = {
  /**
   * How clients derive the sparse vectors.
   */
  embedding_function?: EmbeddingFunctionConfiguration | null;
  /**
   * What they are derived from, `#document` or a metadata key. Needs an embedding function.
   */
  source_key?: string | null;
  /**
   * Whether queries are weighted by the rarity of their terms.
   */
  bm25?: boolean | null;
  algorithm?: SparseIndexAlgorithm;
};

/**
 * How a sparse index skips what cannot win.
 */
export type SparseIndexAlgorithm = "wand" | "max_score";

/**
 * A value of metadata. `1` is and stays an integer, `1.0` a float; integers beyond 64 bits become floats.
 */
export type MetadataValue = boolean | number | number | string | MetadataList | SparseVector;

/**
 * Values of one type; integers next to floats become floats. An empty list counts as an absent key.
 */
export type MetadataList = Array<boolean | number | number | string>;

/**
 * A value of metadata, or null to delete the key.
 */
export type NullableMetadataValue = boolean | number | number | string | MetadataList | SparseVector | null;

/**
 * A vector of mostly zeros, by its other entries.
 */
export type SparseVector = {
  /**
   * Marks the object as a vector; always answered, optional in requests.
   */
  "#type"?: "sparse_vector";
  /**
   * The positions, strictly ascending.
   */
  indices: Array<number>;
  /**
   * The entry at each position.
   */
  values: Array<number>;
  /**
   * The term that each position stands for.
   */
  tokens?: Array<string> | null;
};

/**
 * A record's metadata. Keys are not empty and do not begin with `#` or `$`.
 */
export type RecordMetadata = {
  [key: string]: MetadataValue;
};

/**
 * Changes of a record's metadata, merged key by key; null deletes a key.
 */
export type UpdateRecordMetadata = {
  [key: string]: NullableMetadataValue;
};

/**
 * A collection's metadata. Keys are not empty and do not begin with `#` or `$`. Keys `hnsw:space`, `hnsw:M` and the like configure the index of a new collection, as clients did before there was a configuration.
 */
export type CollectionMetadata = {
  [key: string]: MetadataValue;
};

/**
 * A collection's new metadata. Keys with null are dropped.
 */
export type UpdateCollectionMetadata = {
  [key: string]: NullableMetadataValue;
};

/**
 * One vector per record; all as numbers or all as base64 of little-endian 32-bit floats.
 */
export type EmbeddingsPayload = Array<Array<number> | string>;

/**
 * One vector or null per record, null to keep the present one; vectors as in `EmbeddingsPayload`.
 */
export type UpdateEmbeddingsPayload = Array<Array<number> | string | null>;

/**
 * Records to add, column by column. Every list given is as long as `ids`.
 */
export type AddCollectionRecordsPayload = {
  /**
   * The records' ids, none of them empty.
   */
  ids: Array<string>;
  embeddings: EmbeddingsPayload;
  /**
   * The records' texts, null where there is none.
   */
  documents?: Array<string | null> | null;
  /**
   * Where the records' data lies, null where nowhere.
   */
  uris?: Array<string | null> | null;
  /**
   * The records' metadata, null where there is none.
   */
  metadatas?: Array<RecordMetadata | null> | null;
};

/**
 * Records to insert or to update, column by column. Every list given is as long as `ids`.
 */
export type UpsertCollectionRecordsPayload = {
  /**
   * The records' ids, none of them empty.
   */
  ids: Array<string>;
  embeddings: EmbeddingsPayload;
  /**
   * New texts, null to keep the present one.
   */
  documents?: Array<string | null> | null;
  /**
   * New URIs, null to keep the present one.
   */
  uris?: Array<string | null> | null;
  /**
   * Changes of metadata, null to keep it as it is.
   */
  metadatas?: Array<UpdateRecordMetadata | null> | null;
};

/**
 * Changes of records, column by column. Every list given is as long as `ids`.
 */
export type UpdateCollectionRecordsPayload = {
  /**
   * The records' ids, none of them empty.
   */
  ids: Array<string>;
  /**
   * New vectors.
   */
  embeddings?: UpdateEmbeddingsPayload | null;
  /**
   * New texts, null to keep the present one.
   */
  documents?: Array<string | null> | null;
  /**
   * New URIs, null to keep the present one.
   */
  uris?: Array<string | null> | null;
  /**
   * Changes of metadata, null to keep it as it is.
   */
  metadatas?: Array<UpdateRecordMetadata | null> | null;
};

/**
 * Which records to delete. All conditions must hold; without any, nothing is deleted.
 */
export type DeleteCollectionRecordsPayload = {
  /**
   * Only these records.
   */
  ids?: Array<string> | null;
  /**
   * Only records whose metadata meets the filter.
   */
  where?: Where | null;
  /**
   * Only records whose document meets the filter.
   */
  where_document?: WhereDocument | null;
  /**
   * Delete at most so many, the first inserted first. Only together with a filter.
   */
  limit?: number | null;
};

/**
 * What a deletion did.
 */
export type DeletedRecords = {
  /**
   * How many records were removed.
   */
  deleted: number;
};

/**
 * A column of the answer.
 */
export type Include = "distances" | "documents" | "embeddings" | "metadatas" | "uris";

/**
 * What a read looks at: the index and all writes not yet in it, the index alone (faster, perhaps stale), or the index and a bounded number of later writes.
 */
export type ReadLevel = "index_and_wal" | "index_only" | "index_and_bounded_wal";

/**
 * Which records to read, and what of them. All conditions must hold.
 */
export type GetRequestPayload = {
  /**
   * Only these records; null for all, an empty list for none.
   */
  ids?: Array<string> | null;
  /**
   * Only records whose metadata meets the filter.
   */
  where?: Where | null;
  /**
   * Only records whose document meets the filter.
   */
  where_document?: WhereDocument | null;
  /**
   * How many records to answer at most.
   */
  limit?: number | null;
  /**
   * How many records to skip before the first.
   */
  offset?: number | null;
  /**
   * The columns to answer.
   */
  include?: Array<Include>;
};

/**
 * What to look for, and among which records. All conditions must hold.
 */
export type QueryRequestPayload = {
  /**
   * The vectors whose neighbours are wanted, as numbers.
   */
  query_embeddings: Array<Array<number>>;
  /**
   * How many neighbours per vector at most; 10 unless given.
   */
  n_results?: number | null;
  /**
   * Only these records; null for all, an empty list for none.
   */
  ids?: Array<string> | null;
  /**
   * Only records whose metadata meets the filter.
   */
  where?: Where | null;
  /**
   * Only records whose document meets the filter.
   */
  where_document?: WhereDocument | null;
  /**
   * The columns to answer.
   */
  include?: Array<Include>;
};

/**
 * Records, column by column. A column that was not included is null.
 */
export type GetResult = {
  /**
   * The records' ids in order of insertion.
   */
  ids: Array<string>;
  /**
   * The records' vectors.
   */
  embeddings: Array<Array<number>> | null;
  /**
   * The records' texts, null where there is none.
   */
  documents: Array<string | null> | null;
  /**
   * Where the records' data lies, null where nowhere.
   */
  uris: Array<string | null> | null;
  /**
   * The records' metadata, null where there is none.
   */
  metadatas: Array<RecordMetadata | null> | null;
  /**
   * The columns as they were asked for.
   */
  include: Array<Include>;
};

/**
 * Neighbours, column by column, one inner list per query vector. A column that was not included is null.
 */
export type QueryResult = {
  /**
   * The ids of the neighbours, nearest first.
   */
  ids: Array<Array<string>>;
  /**
   * The vectors of the neighbours.
   */
  embeddings: Array<Array<Array<number> | null>> | null;
  /**
   * The texts of the neighbours, null where there is none.
   */
  documents: Array<Array<string | null>> | null;
  /**
   * Where the data of the neighbours lies, null where nowhere.
   */
  uris: Array<Array<string | null>> | null;
  /**
   * The metadata of the neighbours, null where there is none.
   */
  metadatas: Array<Array<RecordMetadata | null>> | null;
  /**
   * How far the neighbours are, ascending; null where the number exceeds a 32-bit float.
   */
  distances: Array<Array<number | null>> | null;
  /**
   * The columns as they were asked for.
   */
  include: Array<Include>;
};

/**
 * A filter over metadata. The key `#document` filters by document, in searches `#id` by id.
 */
export type Where = WhereAnd | WhereOr | WhereKey;

/**
 * Holds where every part holds; always, without parts.
 */
export type WhereAnd = {
  /**
   * The parts.
   */
  $and: Array<Where>;
};

/**
 * Holds where some part holds; never, without parts.
 */
export type WhereOr = {
  /**
   * The parts.
   */
  $or: Array<Where>;
};

/**
 * A condition on one key; the bare value stands for `$eq`.
 */
export type WhereKey = {
  [key: string]: boolean | number | number | string | WhereOperator;
};

/**
 * Exactly one comparison. `$ne`, `$nin` and `$not_contains` also hold for records without the key. Integers compare with floats; strings compare byte by byte.
 */
export type WhereOperator = {
  /**
   * Equal.
   */
  $eq?: boolean | number | number | string;
  /**
   * Not equal.
   */
  $ne?: boolean | number | number | string;
  /**
   * Greater.
   */
  $gt?: number | number;
  /**
   * Greater or equal.
   */
  $gte?: number | number;
  /**
   * Less.
   */
  $lt?: number | number;
  /**
   * Less or equal.
   */
  $lte?: number | number;
  /**
   * Equal to one of the values, which are of one type.
   */
  $in?: Array<boolean | number | number | string>;
  /**
   * Equal to none of the values, which are of one type.
   */
  $nin?: Array<boolean | number | number | string>;
  /**
   * The list has this member; of `#document`, the text has this part.
   */
  $contains?: boolean | number | number | string;
  /**
   * The list has no such member; of `#document`, the text has no such part.
   */
  $not_contains?: boolean | number | number | string;
  /**
   * Of `#document` only: the pattern matches some part.
   */
  $regex?: string;
  /**
   * Of `#document` only: the pattern matches no part.
   */
  $not_regex?: string;
};

/**
 * A filter over documents.
 */
export type WhereDocument = WhereDocumentAnd | WhereDocumentOr | WhereDocumentOperator;

/**
 * Holds where every part holds; always, without parts.
 */
export type WhereDocumentAnd = {
  /**
   * The parts.
   */
  $and: Array<WhereDocument>;
};

/**
 * Holds where some part holds; never, without parts.
 */
export type WhereDocumentOr = {
  /**
   * The parts.
   */
  $or: Array<WhereDocument>;
};

/**
 * Exactly one condition. Records without a document meet only the negative ones. Patterns are those of the Rust `regex` crate, without look-around and back-references, and match anywhere.
 */
export type WhereDocumentOperator = {
  /**
   * The text has this part; upper and lower case differ.
   */
  $contains?: string;
  /**
   * The text does not have this part.
   */
  $not_contains?: string;
  /**
   * The pattern matches some part.
   */
  $regex?: string;
  /**
   * The pattern matches no part.
   */
  $not_regex?: string;
};

/**
 * Searches to run, each by itself.
 */
export type SearchRequestPayload = {
  /**
   * The searches.
   */
  searches: Array<SearchPayload>;
  read_level?: ReadLevel;
};

/**
 * One search: filter, then rank, then group, then cut the page, then select.
 */
export type SearchPayload = {
  /**
   * Which records take part; null or an empty object for all of them.
   */
  filter?: Where | EmptyFilter | null;
  /**
   * The score of each record; without it, its place in the order of insertion.
   */
  rank?: Rank | null;
  group_by?: GroupBy;
  limit?: SearchLimit;
  select?: Select;
};

/**
 * A filter that lets every record pass.
 */
export type EmptyFilter = {
  [key: string]: never;
};

/**
 * The page to answer.
 */
export type SearchLimit = {
  /**
   * How many records to skip before the first.
   */
  offset?: number;
  /**
   * How many records to answer at most; null or absent for all.
   */
  limit?: number | null;
};

/**
 * The fields to answer. Ids are always answered.
 */
export type Select = {
  /**
   * `#document`, `#embedding`, `#metadata` (all of it), `#score`, or metadata keys.
   */
  keys?: Array<string>;
};

/**
 * How many records of a kind to keep. `keys` and `aggregate` come together, and only with a rank.
 */
export type GroupBy = {
  /**
   * The metadata keys whose values make the groups; a missing value is a value.
   */
  keys?: Array<string>;
  /**
   * Which records of a group to keep.
   */
  aggregate?: Aggregate | null;
};

/**
 * The first so many records of a group, in ascending or descending order.
 */
export type Aggregate = AggregateMinK | AggregateMaxK;

/**
 * Keep those that come first in ascending order.
 */
export type AggregateMinK = {
  $min_k: AggregateOrder;
};

/**
 * Keep those that come first in descending order.
 */
export type AggregateMaxK = {
  $max_k: AggregateOrder;
};

/**
 * The order within a group and how many to keep.
 */
export type AggregateOrder = {
  /**
   * What to order by, the first first: metadata keys or `#score`. Missing values come before booleans, these before integers, floats and strings.
   */
  keys: Array<string>;
  /**
   * How many records of each group to keep, at least 1.
   */
  k: number;
};

/**
 * An expression that gives each record a score in 32-bit floats; lower scores come first. A record without a score in some part drops out, unless the part has a default.
 */
export type Rank =
  RankKnn | RankVal | RankSum | RankSub | RankMul | RankDiv | RankAbs | RankExp | RankLog | RankMax | RankMin;

/**
 * The distance to a query vector.
 */
export type RankKnn = {
  $knn: Knn;
};

/**
 * The same number for every record.
 */
export type RankVal = {
  /**
   * The number.
   */
  $val: number;
};

/**
 * The sum of the parts; 0 without parts.
 */
export type RankSum = {
  /**
   * The parts.
   */
  $sum: Array<Rank>;
};

/**
 * The left part less the right one.
 */
export type RankSub = {
  $sub: RankOperands;
};

/**
 * The product of the parts; 1 without parts.
 */
export type RankMul = {
  /**
   * The parts.
   */
  $mul: Array<Rank>;
};

/**
 * The left part divided by the right one.
 */
export type RankDiv = {
  $div: RankOperands;
};

/**
 * The absolute value of the part.
 */
export type RankAbs = {
  $abs: Rank;
};

/**
 * e to the power of the part.
 */
export type RankExp = {
  $exp: Rank;
};

/**
 * The natural logarithm of the part.
 */
export type RankLog = {
  $log: Rank;
};

/**
 * The greatest of the parts; the lowest 32-bit float without parts.
 */
export type RankMax = {
  /**
   * The parts.
   */
  $max: Array<Rank>;
};

/**
 * The least of the parts; the highest 32-bit float without parts.
 */
export type RankMin = {
  /**
   * The parts.
   */
  $min: Array<Rank>;
};

/**
 * Two parts in order.
 */
export type RankOperands = {
  left: Rank;
  right: Rank;
};

/**
 * The nearest of the filtered records to a vector, with their distances. Sparse, that is 1 - dot product, of the records that share a dimension with the query.
 */
export type Knn = {
  /**
   * The vector, dense or sparse.
   */
  query: Array<number> | SparseVector;
  /**
   * Where the records' vectors are: `#embedding` or a metadata key with a sparse index.
   */
  key?: string;
  /**
   * How many neighbours have a score.
   */
  limit?: number;
  /**
   * The score of all other records; null or absent, they have none.
   */
  default?: number | null;
  /**
   * Whether the score is the place among the neighbours, from 0, and not the distance.
   */
  return_rank?: boolean;
};

/**
 * Records, column by column, one inner list per search. A column that no selected key needs is null.
 */
export type SearchResult = {
  /**
   * The ids, best score first.
   */
  ids: Array<Array<string>>;
  /**
   * The texts, where `#document` was selected.
   */
  documents: Array<Array<string | null> | null>;
  /**
   * The vectors, where `#embedding` was selected.
   */
  embeddings: Array<Array<Array<number> | null> | null>;
  /**
   * The selected metadata, null for a record that has none of the keys.
   */
  metadatas: Array<Array<RecordMetadata | null> | null>;
  /**
   * The scores, where `#score` was selected.
   */
  scores: Array<Array<number | null> | null>;
  /**
   * The selected keys, sorted: those with `#` first.
   */
  select: Array<Array<string>>;
};

/**
 * A function to attach.
 */
export type AttachFunctionPayload = {
  /**
   * How to address the attachment later.
   */
  name: string;
  /**
   * The function's name: `record_counter` or `statistics`.
   */
  function_id: string;
  /**
   * The name of the collection that is created for the output.
   */
  output_collection: string;
  /**
   * Parameters of the function, any JSON; none unless given.
   */
  params?: unknown;
};

/**
 * A further collection for an attached function.
 */
export type AddFunctionInputPayload = {
  /**
   * The id of the collection to read.
   */
  input_collection_id: string;
};

/**
 * What becomes of the output.
 */
export type DetachFunctionPayload = {
  /**
   * Whether the output collection is deleted.
   */
  delete_output?: boolean;
};

/**
 * An attached function in brief.
 */
export type AttachedFunctionInfo = {
  /**
   * The attachment's id.
   */
  id: string;
  /**
   * The attachment's name.
   */
  name: string;
  /**
   * The function's name.
   */
  function_name: string;
};

/**
 * The outcome of attaching.
 */
export type FunctionAttachment = {
  attached_function: AttachedFunctionInfo;
  /**
   * Whether it is new.
   */
  created: boolean;
};

/**
 * The outcome of detaching.
 */
export type FunctionDetachment = {
  /**
   * Always true.
   */
  success: boolean;
};

/**
 * An attached function, wrapped.
 */
export type AttachedFunctionDetails = {
  attached_function: AttachedFunction;
};

/**
 * An attached function in full.
 */
export type AttachedFunction = {
  /**
   * The attachment's id.
   */
  id: string;
  /**
   * The attachment's name.
   */
  name: string;
  /**
   * The function's name.
   */
  function_name: string;
  /**
   * The id of the collection that is read.
   */
  input_collection_id: string;
  /**
   * The name of the collection that is written.
   */
  output_collection: string;
  /**
   * The id of the collection that is written; null until it exists.
   */
  output_collection_id: string | null;
  /**
   * The parameters, as JSON text.
   */
  params: string | null;
  /**
   * The name of the tenant.
   */
  tenant_id: string;
  /**
   * The id of the database.
   */
  database_id: string;
  /**
   * How far in the log the function has come.
   */
  completion_offset: number;
  /**
   * How many new records it takes to run the function.
   */
  min_records_for_invocation: number;
};

/**
 * Which records to read inside a transaction. All conditions must hold.
 */
export type ConditionalGetPayload = {
  /**
   * Only these records; null for all, an empty list for none.
   */
  ids?: Array<string> | null;
  /**
   * Only records whose metadata meets the filter.
   */
  where?: Where | null;
  /**
   * Only records whose document meets the filter.
   */
  where_document?: WhereDocument | null;
  /**
   * How many records to answer at most.
   */
  limit?: number | null;
  /**
   * How many records to skip before the first.
   */
  offset?: number | null;
  /**
   * The columns to answer.
   */
  include?: Array<Include>;
  /**
   * The token of the transaction's first read; null for that one itself.
   */
  read_token?: number | null;
};

/**
 * Records, column by column, and the state they were read from.
 */
export type ConditionalGetResult = {
  /**
   * The records' ids in order of insertion.
   */
  ids: Array<string>;
  /**
   * The records' vectors.
   */
  embeddings: Array<Array<number>> | null;
  /**
   * The records' texts, null where there is none.
   */
  documents: Array<string | null> | null;
  /**
   * Where the records' data lies, null where nowhere.
   */
  uris: Array<string | null> | null;
  /**
   * The records' metadata, null where there is none.
   */
  metadatas: Array<RecordMetadata | null> | null;
  /**
   * The columns as they were asked for.
   */
  include: Array<Include>;
  /**
   * Stands for the state of the collection that was read; never 0.
   */
  read_token: number;
};

/**
 * The writes of a transaction and what they rely on.
 */
export type ConditionalCommitPayload = {
  /**
   * The token of the transaction's first read; null for that one itself.
   */
  read_token?: number | null;
  /**
   * The ids whose records, or whose absence, the transaction has read.
   */
  read_ids: Array<string>;
  /**
   * The writes in order.
   */
  operations: Array<ConditionalOperation>;
};

/**
 * One write of a transaction.
 */
export type ConditionalOperation =
  | ({
      operation: "add";
    } & ConditionalAdd)
  | ({
      operation: "update";
    } & ConditionalUpdate)
  | ({
      operation: "upsert";
    } & ConditionalUpsert)
  | ({
      operation: "delete";
    } & ConditionalDelete);

/**
 * Records to add; the transaction has read that they do not exist.
 */
export type ConditionalAdd = {
  /**
   * Always `add`.
   */
  operation: "add";
  payload: AddCollectionRecordsPayload;
};

/**
 * Records to change; the transaction has read them.
 */
export type ConditionalUpdate = {
  /**
   * Always `update`.
   */
  operation: "update";
  payload: UpdateCollectionRecordsPayload;
};

/**
 * Records to insert or to change; the transaction need not have read them.
 */
export type ConditionalUpsert = {
  /**
   * Always `upsert`.
   */
  operation: "upsert";
  payload: UpsertCollectionRecordsPayload;
};

/**
 * Records to delete by id; filters are refused here.
 */
export type ConditionalDelete = {
  /**
   * Always `delete`.
   */
  operation: "delete";
  payload: DeleteCollectionRecordsPayload;
};

/**
 * Where the writes of a transaction lie.
 */
export type ConditionalCommitResult = {
  /**
   * The log position of the first write; null when there was none.
   */
  first_inserted_record_offset: number | null;
  /**
   * How many records were written.
   */
  record_count: number;
};

/**
 * The tenant's name (not an id).
 */
export type Tenant2 = string;

/**
 * The database's name. `topology+name` addresses a database that spans several regions.
 */
export type Database2 = string;

/**
 * The collection's name (not its id).
 */
export type CollectionName = string;

/**
 * The collection's id, a UUID in plain, braced or URN form (not its name).
 */
export type CollectionId = string;

/**
 * A Chroma resource name, `tenant_resource_name:database:collection`.
 */
export type Crn = string;

/**
 * The name given when the function was attached.
 */
export type FunctionName = string;

/**
 * How many to answer at most. 0 answers none; absent, there is no limit.
 */
export type Limit = number;

/**
 * How many to skip before the first.
 */
export type Offset = number;

/**
 * How fresh the answer must be; absent, `index_and_wal`.
 */
export type ReadLevel2 = ReadLevel;

export type HeartbeatData = {
  body?: never;
  path?: never;
  query?: never;
  url: "/api/v2/heartbeat";
};

export type HeartbeatErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type HeartbeatError = HeartbeatErrors[keyof HeartbeatErrors];

export type HeartbeatResponses = {
  /**
   * The time of the server
   */
  200: Heartbeat;
};

export type HeartbeatResponse = HeartbeatResponses[keyof HeartbeatResponses];

export type HealthcheckData = {
  body?: never;
  path?: never;
  query?: never;
  url: "/api/v2/healthcheck";
};

export type HealthcheckErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type HealthcheckError = HealthcheckErrors[keyof HealthcheckErrors];

export type HealthcheckResponses = {
  /**
   * Both parts are ready
   */
  200: HealthReport;
};

export type HealthcheckResponse = HealthcheckResponses[keyof HealthcheckResponses];

export type VersionData = {
  body?: never;
  path?: never;
  query?: never;
  url: "/api/v2/version";
};

export type VersionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type VersionError = VersionErrors[keyof VersionErrors];

export type VersionResponses = {
  /**
   * The version, a JSON string
   */
  200: string;
};

export type VersionResponse = VersionResponses[keyof VersionResponses];

export type PreFlightChecksData = {
  body?: never;
  path?: never;
  query?: never;
  url: "/api/v2/pre-flight-checks";
};

export type PreFlightChecksErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type PreFlightChecksError = PreFlightChecksErrors[keyof PreFlightChecksErrors];

export type PreFlightChecksResponses = {
  /**
   * The server's limits and abilities
   */
  200: Checklist;
};

export type PreFlightChecksResponse = PreFlightChecksResponses[keyof PreFlightChecksResponses];

export type ResetData = {
  body?: never;
  path?: never;
  query?: never;
  url: "/api/v2/reset";
};

export type ResetErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ResetError = ResetErrors[keyof ResetErrors];

export type ResetResponses = {
  /**
   * Always `true`
   */
  200: boolean;
};

export type ResetResponse = ResetResponses[keyof ResetResponses];

export type GetUserIdentityData = {
  body?: never;
  path?: never;
  query?: never;
  url: "/api/v2/auth/identity";
};

export type GetUserIdentityErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetUserIdentityError = GetUserIdentityErrors[keyof GetUserIdentityErrors];

export type GetUserIdentityResponses = {
  /**
   * What the key opens
   */
  200: UserIdentity;
};

export type GetUserIdentityResponse = GetUserIdentityResponses[keyof GetUserIdentityResponses];

export type ListTenantsData = {
  body?: never;
  path?: never;
  query?: {
    /**
     * How many to answer at most. 0 answers none; absent, there is no limit.
     */
    limit?: number;
    /**
     * How many to skip before the first.
     */
    offset?: number;
  };
  url: "/api/v2/tenants";
};

export type ListTenantsErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ListTenantsError = ListTenantsErrors[keyof ListTenantsErrors];

export type ListTenantsResponses = {
  /**
   * The tenants
   */
  200: Array<Tenant>;
};

export type ListTenantsResponse = ListTenantsResponses[keyof ListTenantsResponses];

export type CreateTenantData = {
  body: CreateTenantPayload;
  path?: never;
  query?: never;
  url: "/api/v2/tenants";
};

export type CreateTenantErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CreateTenantError = CreateTenantErrors[keyof CreateTenantErrors];

export type CreateTenantResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type CreateTenantResponse = CreateTenantResponses[keyof CreateTenantResponses];

export type GetTenantData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}";
};

export type GetTenantErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetTenantError = GetTenantErrors[keyof GetTenantErrors];

export type GetTenantResponses = {
  /**
   * The tenant
   */
  200: Tenant;
};

export type GetTenantResponse = GetTenantResponses[keyof GetTenantResponses];

export type UpdateTenantData = {
  body: UpdateTenantPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}";
};

export type UpdateTenantErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type UpdateTenantError = UpdateTenantErrors[keyof UpdateTenantErrors];

export type UpdateTenantResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type UpdateTenantResponse = UpdateTenantResponses[keyof UpdateTenantResponses];

export type ListDatabasesData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
  };
  query?: {
    /**
     * How many to answer at most. 0 answers none; absent, there is no limit.
     */
    limit?: number;
    /**
     * How many to skip before the first.
     */
    offset?: number;
  };
  url: "/api/v2/tenants/{tenant}/databases";
};

export type ListDatabasesErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ListDatabasesError = ListDatabasesErrors[keyof ListDatabasesErrors];

export type ListDatabasesResponses = {
  /**
   * The databases
   */
  200: Array<Database>;
};

export type ListDatabasesResponse = ListDatabasesResponses[keyof ListDatabasesResponses];

export type CreateDatabaseData = {
  body: CreateDatabasePayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases";
};

export type CreateDatabaseErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CreateDatabaseError = CreateDatabaseErrors[keyof CreateDatabaseErrors];

export type CreateDatabaseResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type CreateDatabaseResponse = CreateDatabaseResponses[keyof CreateDatabaseResponses];

export type DeleteDatabaseData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}";
};

export type DeleteDatabaseErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type DeleteDatabaseError = DeleteDatabaseErrors[keyof DeleteDatabaseErrors];

export type DeleteDatabaseResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type DeleteDatabaseResponse = DeleteDatabaseResponses[keyof DeleteDatabaseResponses];

export type GetDatabaseData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}";
};

export type GetDatabaseErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetDatabaseError = GetDatabaseErrors[keyof GetDatabaseErrors];

export type GetDatabaseResponses = {
  /**
   * The database
   */
  200: Database;
};

export type GetDatabaseResponse = GetDatabaseResponses[keyof GetDatabaseResponses];

export type ListCollectionsData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
  };
  query?: {
    /**
     * How many to answer at most. 0 answers none; absent, there is no limit.
     */
    limit?: number;
    /**
     * How many to skip before the first.
     */
    offset?: number;
  };
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections";
};

export type ListCollectionsErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ListCollectionsError = ListCollectionsErrors[keyof ListCollectionsErrors];

export type ListCollectionsResponses = {
  /**
   * The collections
   */
  200: Array<Collection>;
};

export type ListCollectionsResponse = ListCollectionsResponses[keyof ListCollectionsResponses];

export type CreateCollectionData = {
  body: CreateCollectionPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections";
};

export type CreateCollectionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CreateCollectionError = CreateCollectionErrors[keyof CreateCollectionErrors];

export type CreateCollectionResponses = {
  /**
   * The collection
   */
  200: Collection;
};

export type CreateCollectionResponse = CreateCollectionResponses[keyof CreateCollectionResponses];

export type CountCollectionsData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections_count";
};

export type CountCollectionsErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CountCollectionsError = CountCollectionsErrors[keyof CountCollectionsErrors];

export type CountCollectionsResponses = {
  /**
   * The number, a JSON integer
   */
  200: number;
};

export type CountCollectionsResponse = CountCollectionsResponses[keyof CountCollectionsResponses];

export type DeleteCollectionData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's name (not its id).
     */
    collection_name: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}";
};

export type DeleteCollectionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type DeleteCollectionError = DeleteCollectionErrors[keyof DeleteCollectionErrors];

export type DeleteCollectionResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type DeleteCollectionResponse = DeleteCollectionResponses[keyof DeleteCollectionResponses];

export type GetCollectionData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's name (not its id).
     */
    collection_name: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_name}";
};

export type GetCollectionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetCollectionError = GetCollectionErrors[keyof GetCollectionErrors];

export type GetCollectionResponses = {
  /**
   * The collection
   */
  200: Collection;
};

export type GetCollectionResponse = GetCollectionResponses[keyof GetCollectionResponses];

export type UpdateCollectionData = {
  body: UpdateCollectionPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}";
};

export type UpdateCollectionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type UpdateCollectionError = UpdateCollectionErrors[keyof UpdateCollectionErrors];

export type UpdateCollectionResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type UpdateCollectionResponse = UpdateCollectionResponses[keyof UpdateCollectionResponses];

export type GetCollectionByIdData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/by-id/{collection_id}";
};

export type GetCollectionByIdErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetCollectionByIdError = GetCollectionByIdErrors[keyof GetCollectionByIdErrors];

export type GetCollectionByIdResponses = {
  /**
   * The collection
   */
  200: Collection;
};

export type GetCollectionByIdResponse = GetCollectionByIdResponses[keyof GetCollectionByIdResponses];

export type GetCollectionByCrnData = {
  body?: never;
  path: {
    /**
     * A Chroma resource name, `tenant_resource_name:database:collection`.
     */
    crn: string;
  };
  query?: never;
  url: "/api/v2/collections/{crn}";
};

export type GetCollectionByCrnErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetCollectionByCrnError = GetCollectionByCrnErrors[keyof GetCollectionByCrnErrors];

export type GetCollectionByCrnResponses = {
  /**
   * The collection
   */
  200: Collection;
};

export type GetCollectionByCrnResponse = GetCollectionByCrnResponses[keyof GetCollectionByCrnResponses];

export type ForkCollectionData = {
  body: ForkCollectionPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork";
};

export type ForkCollectionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ForkCollectionError = ForkCollectionErrors[keyof ForkCollectionErrors];

export type ForkCollectionResponses = {
  /**
   * The new collection
   */
  200: Collection;
};

export type ForkCollectionResponse = ForkCollectionResponses[keyof ForkCollectionResponses];

export type ForkCountData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/fork_count";
};

export type ForkCountErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ForkCountError = ForkCountErrors[keyof ForkCountErrors];

export type ForkCountResponses = {
  /**
   * The number of forks
   */
  200: ForkCount;
};

export type ForkCountResponse = ForkCountResponses[keyof ForkCountResponses];

export type IndexingStatusData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/indexing_status";
};

export type IndexingStatusErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type IndexingStatusError = IndexingStatusErrors[keyof IndexingStatusErrors];

export type IndexingStatusResponses = {
  /**
   * The progress of indexing
   */
  200: IndexingProgress;
};

export type IndexingStatusResponse = IndexingStatusResponses[keyof IndexingStatusResponses];

export type CollectionAddData = {
  body: AddCollectionRecordsPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/add";
};

export type CollectionAddErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionAddError = CollectionAddErrors[keyof CollectionAddErrors];

export type CollectionAddResponses = {
  /**
   * It is done
   */
  201: Acknowledgement;
};

export type CollectionAddResponse = CollectionAddResponses[keyof CollectionAddResponses];

export type CollectionUpdateData = {
  body: UpdateCollectionRecordsPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/update";
};

export type CollectionUpdateErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionUpdateError = CollectionUpdateErrors[keyof CollectionUpdateErrors];

export type CollectionUpdateResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type CollectionUpdateResponse = CollectionUpdateResponses[keyof CollectionUpdateResponses];

export type CollectionUpsertData = {
  body: UpsertCollectionRecordsPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/upsert";
};

export type CollectionUpsertErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionUpsertError = CollectionUpsertErrors[keyof CollectionUpsertErrors];

export type CollectionUpsertResponses = {
  /**
   * It is done
   */
  200: Acknowledgement;
};

export type CollectionUpsertResponse = CollectionUpsertResponses[keyof CollectionUpsertResponses];

export type CollectionGetData = {
  body: GetRequestPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/get";
};

export type CollectionGetErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionGetError = CollectionGetErrors[keyof CollectionGetErrors];

export type CollectionGetResponses = {
  /**
   * The records, column by column
   */
  200: GetResult;
};

export type CollectionGetResponse = CollectionGetResponses[keyof CollectionGetResponses];

export type CollectionQueryData = {
  body: QueryRequestPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/query";
};

export type CollectionQueryErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionQueryError = CollectionQueryErrors[keyof CollectionQueryErrors];

export type CollectionQueryResponses = {
  /**
   * One list of records per query vector, column by column
   */
  200: QueryResult;
};

export type CollectionQueryResponse = CollectionQueryResponses[keyof CollectionQueryResponses];

export type CollectionDeleteData = {
  body: DeleteCollectionRecordsPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/delete";
};

export type CollectionDeleteErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionDeleteError = CollectionDeleteErrors[keyof CollectionDeleteErrors];

export type CollectionDeleteResponses = {
  /**
   * How many records were removed
   */
  200: DeletedRecords;
};

export type CollectionDeleteResponse = CollectionDeleteResponses[keyof CollectionDeleteResponses];

export type CollectionCountData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: {
    /**
     * How fresh the answer must be; absent, `index_and_wal`.
     */
    read_level?: ReadLevel;
  };
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/count";
};

export type CollectionCountErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionCountError = CollectionCountErrors[keyof CollectionCountErrors];

export type CollectionCountResponses = {
  /**
   * The number, a JSON integer
   */
  200: number;
};

export type CollectionCountResponse = CollectionCountResponses[keyof CollectionCountResponses];

export type CollectionSearchData = {
  body: SearchRequestPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/search";
};

export type CollectionSearchErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type CollectionSearchError = CollectionSearchErrors[keyof CollectionSearchErrors];

export type CollectionSearchResponses = {
  /**
   * One list of records per search, column by column
   */
  200: SearchResult;
};

export type CollectionSearchResponse = CollectionSearchResponses[keyof CollectionSearchResponses];

export type AttachFunctionData = {
  body: AttachFunctionPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/attach";
};

export type AttachFunctionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type AttachFunctionError = AttachFunctionErrors[keyof AttachFunctionErrors];

export type AttachFunctionResponses = {
  /**
   * The attached function
   */
  200: FunctionAttachment;
};

export type AttachFunctionResponse = AttachFunctionResponses[keyof AttachFunctionResponses];

export type GetAttachedFunctionData = {
  body?: never;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
    /**
     * The name given when the function was attached.
     */
    function_name: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/functions/{function_name}";
};

export type GetAttachedFunctionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type GetAttachedFunctionError = GetAttachedFunctionErrors[keyof GetAttachedFunctionErrors];

export type GetAttachedFunctionResponses = {
  /**
   * The attached function in full
   */
  200: AttachedFunctionDetails;
};

export type GetAttachedFunctionResponse = GetAttachedFunctionResponses[keyof GetAttachedFunctionResponses];

export type DetachFunctionData = {
  body: DetachFunctionPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
    /**
     * The name given when the function was attached.
     */
    function_name: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/detach";
};

export type DetachFunctionErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type DetachFunctionError = DetachFunctionErrors[keyof DetachFunctionErrors];

export type DetachFunctionResponses = {
  /**
   * That it is detached
   */
  200: FunctionDetachment;
};

export type DetachFunctionResponse = DetachFunctionResponses[keyof DetachFunctionResponses];

export type AddFunctionInputData = {
  body: AddFunctionInputPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
    /**
     * The name given when the function was attached.
     */
    function_name: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/attached_functions/{function_name}/add_input";
};

export type AddFunctionInputErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type AddFunctionInputError = AddFunctionInputErrors[keyof AddFunctionInputErrors];

export type AddFunctionInputResponses = {
  /**
   * The attached function
   */
  200: FunctionAttachment;
};

export type AddFunctionInputResponse = AddFunctionInputResponses[keyof AddFunctionInputResponses];

export type ConditionalGetData = {
  body: ConditionalGetPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/get";
};

export type ConditionalGetErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ConditionalGetError = ConditionalGetErrors[keyof ConditionalGetErrors];

export type ConditionalGetResponses = {
  /**
   * The records, column by column, and the token of the read
   */
  200: ConditionalGetResult;
};

export type ConditionalGetResponse = ConditionalGetResponses[keyof ConditionalGetResponses];

export type ConditionalCommitData = {
  body: ConditionalCommitPayload;
  path: {
    /**
     * The tenant's name (not an id).
     */
    tenant: string;
    /**
     * The database's name. `topology+name` addresses a database that spans several regions.
     */
    database: string;
    /**
     * The collection's id, a UUID in plain, braced or URN form (not its name).
     */
    collection_id: string;
  };
  query?: never;
  url: "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}/conditional/commit";
};

export type ConditionalCommitErrors = {
  /**
   * It failed; `x-chroma-statuses` of the operation lists the statuses
   */
  default: ErrorResponse;
};

export type ConditionalCommitError = ConditionalCommitErrors[keyof ConditionalCommitErrors];

export type ConditionalCommitResponses = {
  /**
   * Where the writes lie in the log
   */
  200: ConditionalCommitResult;
};

export type ConditionalCommitResponse = ConditionalCommitResponses[keyof ConditionalCommitResponses];
