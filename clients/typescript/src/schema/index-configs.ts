import {
  DefaultEmbeddingFunction,
  type EmbeddingFunction,
  embeddingFunctionFromJson,
  embeddingFunctionToJson,
  type SparseEmbeddingFunction,
  sparseEmbeddingFunctionFromJson,
  sparseEmbeddingFunctionToJson,
} from "../embedding-function.js";
import { ChromaValueError } from "../errors.js";
import { type Key, keyName } from "../expression/key.js";
import type {
  EmbeddingFunctionConfiguration,
  HnswIndexConfig,
  SpannIndexConfig,
  SparseIndexAlgorithm,
} from "../rest/types.gen.js";
import type { Space } from "../types.js";

export type { HnswIndexConfig, SpannIndexConfig, SparseIndexAlgorithm } from "../rest/types.gen.js";

export type Json = Record<string, unknown>;

/** What every index configuration has. */
abstract class Config {
  /** What a newer server says of the index and this version does not know: kept, and written back. */
  unknown: Json = {};

  /** The configuration as it travels. */
  toJSON(): Json {
    return { ...this.unknown };
  }
}

/** Full-text search on documents. */
export class FtsIndexConfig extends Config {
  readonly type = "FtsIndexConfig";
}

/** Filters on texts. */
export class StringInvertedIndexConfig extends Config {
  readonly type = "StringInvertedIndexConfig";
}

/** Filters on whole numbers. */
export class IntInvertedIndexConfig extends Config {
  readonly type = "IntInvertedIndexConfig";
}

/** Filters on numbers with a fraction. */
export class FloatInvertedIndexConfig extends Config {
  readonly type = "FloatInvertedIndexConfig";
}

/** Filters on truth values. */
export class BoolInvertedIndexConfig extends Config {
  readonly type = "BoolInvertedIndexConfig";
}

export interface VectorIndexConfigOptions {
  /** How distance is measured; without it, as the embedding function has it. */
  space?: Space | null | undefined;
  /** Who embeds; null for nobody. Default `DefaultEmbeddingFunction`. */
  embeddingFunction?: EmbeddingFunction | null | undefined;
  /** What is embedded: `#document` or a metadata key. */
  sourceKey?: string | Key | null | undefined;
  hnsw?: HnswIndexConfig | null | undefined;
  spann?: SpannIndexConfig | null | undefined;
}

/** The vector index of a collection: how distance is measured, who embeds, and the index's own settings. */
export class VectorIndexConfig extends Config {
  readonly type = "VectorIndexConfig";
  readonly space: Space | null;
  readonly embeddingFunction: EmbeddingFunction | null;
  readonly sourceKey: string | null;
  readonly hnsw: HnswIndexConfig | null;
  readonly spann: SpannIndexConfig | null;

  /** @throws ChromaValueError A source key that is reserved. */
  constructor(options: VectorIndexConfigOptions = {}) {
    super();
    const { embeddingFunction } = options;
    this.space = options.space ?? null;
    this.embeddingFunction = embeddingFunction === undefined ? new DefaultEmbeddingFunction() : embeddingFunction;
    this.sourceKey = checkSourceKey(options.sourceKey);
    this.hnsw = options.hnsw ?? null;
    this.spann = options.spann ?? null;
  }

  /** @internal The same with another source key. */
  withSourceKey(sourceKey: string | null): VectorIndexConfig {
    const { space, embeddingFunction, hnsw, spann } = this;
    const copy = new VectorIndexConfig({ space, embeddingFunction, sourceKey, hnsw, spann });
    copy.unknown = this.unknown;
    return copy;
  }

  override toJSON(): Json {
    const stored = embeddingFunctionToJson(this.embeddingFunction);
    const ownSpace = stored.type === "known" ? (this.embeddingFunction?.defaultSpace?.() ?? "l2") : null;
    return {
      ...given({ space: this.space ?? ownSpace, source_key: this.sourceKey, hnsw: this.hnsw, spann: this.spann }),
      ...this.unknown,
      embedding_function: stored,
    };
  }

  /** The inverse of `toJSON`. */
  static fromJSON(json: Json): VectorIndexConfig {
    const { space, source_key, hnsw, spann, embedding_function, ...unknown } = json;
    const embeddingFunction = embeddingFunctionFromJson(embedding_function as EmbeddingFunctionConfiguration);
    const config = new VectorIndexConfig({
      space: (space as Space | null | undefined) ?? embeddingFunction?.defaultSpace?.() ?? null,
      // Nothing said is not the same as nobody: without a word, the default function is meant.
      embeddingFunction: embedding_function === undefined ? undefined : (embeddingFunction ?? null),
      sourceKey: source_key as string | null,
      hnsw: hnsw as HnswIndexConfig | null,
      spann: spann as SpannIndexConfig | null,
    });
    config.unknown = unknown;
    return config;
  }
}

export interface SparseVectorIndexConfigOptions {
  /** Makes vectors of the texts under `sourceKey`. */
  embeddingFunction?: SparseEmbeddingFunction | null | undefined;
  sourceKey?: string | Key | null | undefined;
  /** Weighs a query's tokens by how rare they are. */
  bm25?: boolean | null | undefined;
  algorithm?: SparseIndexAlgorithm | null | undefined;
}

/** A sparse vector index on one metadata key. */
export class SparseVectorIndexConfig extends Config {
  readonly type = "SparseVectorIndexConfig";
  readonly embeddingFunction: SparseEmbeddingFunction | null;
  readonly sourceKey: string | null;
  readonly bm25: boolean | null;
  readonly algorithm: SparseIndexAlgorithm | null;

  /** @throws ChromaValueError A source key that is reserved. */
  constructor(options: SparseVectorIndexConfigOptions = {}) {
    super();
    this.embeddingFunction = options.embeddingFunction ?? null;
    this.sourceKey = checkSourceKey(options.sourceKey);
    this.bm25 = options.bm25 ?? null;
    this.algorithm = options.algorithm ?? null;
  }

  override toJSON(): Json {
    return {
      ...given({ source_key: this.sourceKey, bm25: this.bm25, algorithm: this.algorithm }),
      ...this.unknown,
      embedding_function: sparseEmbeddingFunctionToJson(this.embeddingFunction),
    };
  }

  /** The inverse of `toJSON`. */
  static fromJSON(json: Json): SparseVectorIndexConfig {
    const { source_key, bm25, algorithm, embedding_function, ...unknown } = json;
    const config = new SparseVectorIndexConfig({
      embeddingFunction: sparseEmbeddingFunctionFromJson(embedding_function as EmbeddingFunctionConfiguration),
      sourceKey: source_key as string | null,
      bm25: bm25 as boolean | null,
      algorithm: algorithm as SparseIndexAlgorithm | null,
    });
    config.unknown = unknown;
    return config;
  }
}

export type IndexConfig =
  | FtsIndexConfig
  | StringInvertedIndexConfig
  | IntInvertedIndexConfig
  | FloatInvertedIndexConfig
  | BoolInvertedIndexConfig
  | VectorIndexConfig
  | SparseVectorIndexConfig;

function checkSourceKey(key: string | Key | null | undefined): string | null {
  const name = key === null || key === undefined ? null : keyName(key);
  if (name?.startsWith("#") === true && name !== "#document") {
    throw new ChromaValueError(`A source key cannot begin with #, except #document; got ${JSON.stringify(name)}`);
  }
  return name;
}

function given(settings: Json): Json {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
