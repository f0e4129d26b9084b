/**
 * A Chroma client for Node.js and browsers.
 *
 * @module
 */

export { AdminClient, type AdminClientArgs, AdminCloudClient, type DatabaseArgs } from "./admin-client.js";
export {
  ChromaClient,
  type ChromaClientArgs,
  type CreateCollectionArgs,
  type GetCollectionArgs,
  type PageArgs,
} from "./client.js";
export {
  type CloudOptions,
  type ConnectionOptions,
  DEFAULT_DATABASE,
  DEFAULT_TENANT,
  type HostOptions,
} from "./client-options.js";
export { CloudClient, type CloudClientArgs } from "./cloud-client.js";
export {
  Collection,
  type DeleteArgs,
  type Filters,
  type GetArgs,
  type QueryArgs,
  type ReadOptions,
} from "./collection.js";
export type {
  CreateCollectionConfiguration,
  EmbeddingFunctionConfiguration,
  HnswConfiguration,
  SpannConfiguration,
  UpdateCollectionConfiguration,
  UpdateHnswConfiguration,
  UpdateSpannConfiguration,
} from "./configuration.js";
export {
  DefaultEmbeddingFunction,
  type EmbeddingFunction,
  type EmbeddingFunctionClass,
  type EmbeddingFunctionSettings,
  knownEmbeddingFunctions,
  knownSparseEmbeddingFunctions,
  registerEmbeddingFunction,
  registerSparseEmbeddingFunction,
  type SparseEmbeddingFunction,
  type SparseEmbeddingFunctionClass,
} from "./embedding-function.js";
export * from "./errors.js";
export {
  Aggregate,
  type AggregateJson,
  GroupBy,
  type GroupByInput,
  type GroupByJson,
  type Keys,
  MaxK,
  MinK,
} from "./expression/group-by.js";
export { K, Key, type KeyFactory } from "./expression/key.js";
export { Limit, type LimitInput, type LimitOptions, Select, type SelectInput } from "./expression/page.js";
export {
  Abs,
  Div,
  Exp,
  Knn,
  type KnnOptions,
  Log,
  Max,
  Min,
  Mul,
  RankExpression,
  type RankInput,
  type RankJson,
  Rrf,
  type RrfOptions,
  Sub,
  Sum,
  Val,
} from "./expression/rank.js";
export { Search, type SearchInit, type SearchLike } from "./expression/search.js";
export { WhereExpression, type WhereInput, type WhereJson } from "./expression/where.js";
export { type AttachedFunction, FunctionId } from "./functions.js";
export type { RetryOptions } from "./policy.js";
export type { RecordColumns } from "./records.js";
export { GetResult, type GetRow, QueryResult, type QueryRow, SearchResult, type SearchRow } from "./results.js";
export { DEFAULT_REGION, type Region, type RegionName, REGIONS } from "./rest/regions.js";
export type { Checklist, HealthReport } from "./rest/types.gen.js";
export { Cmek, CmekProvider } from "./schema/cmek.js";
export {
  BoolInvertedIndexConfig,
  FloatInvertedIndexConfig,
  FtsIndexConfig,
  type HnswIndexConfig,
  type IndexConfig,
  IntInvertedIndexConfig,
  type SpannIndexConfig,
  type SparseIndexAlgorithm,
  SparseVectorIndexConfig,
  type SparseVectorIndexConfigOptions,
  StringInvertedIndexConfig,
  VectorIndexConfig,
  type VectorIndexConfigOptions,
} from "./schema/index-configs.js";
export { DOCUMENT_KEY, EMBEDDING_KEY, Schema, type SparseTarget } from "./schema/schema.js";
export type { Index, ValueTypes } from "./schema/value-types.js";
export type { Place } from "./scope.js";
export type { SparseVector, SparseVectorJson } from "./sparse-vector.js";
export type { CallOptions, TimeoutOptions } from "./transport.js";
export * from "./types.js";
export type { Embedding } from "./vectors.js";
export { VERSION } from "./version.js";
