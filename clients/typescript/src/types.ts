import type {
  CollectionConfiguration as StoredConfiguration,
  Include as WireInclude,
  IndexingProgress,
  ReadLevel as WireReadLevel,
} from "./rest/types.gen.js";
import type { SparseVector } from "./sparse-vector.js";

/** A value of metadata or of a filter. An integer beyond 2^53 is a `bigint`; a smaller one a `number`. */
export type LiteralValue = string | number | bigint | boolean;

export type MetadataValue = LiteralValue | SparseVector | string[] | (number | bigint)[] | boolean[] | null;

/** Metadata of a record. In an update and in an upsert, null takes the key away. */
export type Metadata = Record<string, MetadataValue>;

/** Metadata of a collection. */
export type CollectionMetadata = Record<string, LiteralValue | null>;

/** What a comparison within a filter says of a key. */
export type OperatorExpression =
  | { $eq: LiteralValue }
  | { $ne: LiteralValue }
  | { $gt: number | bigint }
  | { $gte: number | bigint }
  | { $lt: number | bigint }
  | { $lte: number | bigint }
  | { $in: LiteralValue[] }
  | { $nin: LiteralValue[] }
  | { $contains: LiteralValue }
  | { $not_contains: LiteralValue }
  | { $regex: string }
  | { $not_regex: string };

/** A filter on metadata, such as `{ $and: [{ year: { $gte: 2020 } }, { topic: "fruit" }] }`. */
export type Where = { [key: string]: LiteralValue | OperatorExpression } | { $and: Where[] } | { $or: Where[] };

/** A filter on documents, such as `{ $contains: "pineapple" }`. */
export type WhereDocument =
  | { $contains: string }
  | { $not_contains: string }
  | { $regex: string }
  | { $not_regex: string }
  | { $and: WhereDocument[] }
  | { $or: WhereDocument[] };

/** The columns that a read can ask for. */
export type Include = WireInclude;

/** Every column by its name, for those who prefer it to a text. */
export const IncludeEnum = {
  distances: "distances",
  documents: "documents",
  embeddings: "embeddings",
  metadatas: "metadatas",
  uris: "uris",
} as const satisfies Record<Include, Include>;

export type ReadLevel = WireReadLevel;

/** Whether a read sees what is not indexed yet. */
export const ReadLevel = {
  INDEX_AND_WAL: "index_and_wal",
  INDEX_ONLY: "index_only",
  INDEX_AND_BOUNDED_WAL: "index_and_bounded_wal",
} as const satisfies Record<string, ReadLevel>;

/** How distance is measured: squared Euclidean, 1 - cosine, or 1 - dot product. */
export type Space = "l2" | "cosine" | "ip";

/** A collection's configuration as the server reports it. */
export type CollectionConfiguration = StoredConfiguration;

export type IndexingStatus = IndexingProgress;
export type { Database, Tenant, UserIdentity } from "./rest/types.gen.js";
