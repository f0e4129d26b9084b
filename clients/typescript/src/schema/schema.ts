import type { EmbeddingFunction, SparseEmbeddingFunction } from "../embedding-function.js";
import { ChromaValueError } from "../errors.js";
import { type Key, keyName } from "../expression/key.js";
import { isObject } from "../metadata.js";
import { Cmek } from "./cmek.js";
import {
  BoolInvertedIndexConfig,
  FloatInvertedIndexConfig,
  FtsIndexConfig,
  type IndexConfig,
  IntInvertedIndexConfig,
  type Json,
  SparseVectorIndexConfig,
  StringInvertedIndexConfig,
  VectorIndexConfig,
} from "./index-configs.js";
import { setIndex, type ValueTypes, valueTypesFromJson, valueTypesToJson } from "./value-types.js";

export const DOCUMENT_KEY = "#document";
export const EMBEDDING_KEY = "#embedding";

/** A metadata key whose sparse vectors are made of the texts under another. */
export interface SparseTarget {
  key: string;
  source: string;
  embeddingFunction: SparseEmbeddingFunction;
}

/**
 * Which indexes a collection has. A new schema is the one a collection gets without: filters on every scalar, full-text
 * search on documents, a vector index on embeddings. `createIndex` and `deleteIndex` change it and can be chained.
 */
export class Schema {
  /** The indexes of keys without settings of their own. */
  defaults: ValueTypes;
  /** Settings by key; `#document` and `#embedding` are always there in a new schema. */
  keys: Record<string, ValueTypes>;
  /** The key of your own that encrypts the data. */
  cmek: Cmek | null;
  #unknown: Json = {};

  constructor() {
    this.defaults = defaultValueTypes();
    this.keys = defaultKeys();
    this.cmek = null;
  }

  /**
   * Switches an index on, or sets it; returns the schema itself. A `VectorIndexConfig` takes no key, a `FtsIndexConfig`
   * takes `#document`, a `SparseVectorIndexConfig` a metadata key; the others a metadata key, or none: then every key.
   *
   * @throws ChromaValueError The index cannot be had on that key, or a second sparse vector index is wanted.
   */
  createIndex(config?: IndexConfig, key?: string | Key): this {
    const { name, wanted } = checkIndex("create", config, key);
    if (wanted instanceof VectorIndexConfig) {
      if (name !== undefined) {
        throw new ChromaValueError("A vector index is for the embeddings: create it without a key");
      }
      this.#setVectorIndex(wanted);
      return this;
    }
    if (wanted instanceof SparseVectorIndexConfig) {
      this.#checkSparseIndex(name, wanted);
    }
    this.#set(name, wanted, true);
    return this;
  }

  /**
   * Switches an index off, on one key or without a key everywhere; returns the schema itself.
   *
   * @throws ChromaValueError It is an index that cannot be switched off.
   */
  deleteIndex(config?: IndexConfig, key?: string | Key): this {
    const { name, wanted } = checkIndex("delete", config, key);
    if (wanted instanceof VectorIndexConfig || wanted instanceof SparseVectorIndexConfig) {
      throw new ChromaValueError("A vector index, dense or sparse, cannot be deleted");
    }
    this.#set(name, wanted, false);
    return this;
  }

  /** Encrypts with a key of your own, or with null no longer. */
  setCmek(cmek: Cmek | null): this {
    this.cmek = cmek;
    return this;
  }

  /** The schema as it travels. */
  toJSON(): Json {
    const keys = Object.entries(this.keys).map(([key, valueTypes]) => [key, valueTypesToJson(valueTypes)] as const);
    return {
      defaults: valueTypesToJson(this.defaults),
      keys: Object.fromEntries(keys),
      ...(this.cmek === null ? {} : { cmek: this.cmek.toJSON() }),
      ...this.#unknown,
    };
  }

  /** The schema as it travels. */
  serializeToJSON(): Json {
    return this.toJSON();
  }

  /** The inverse of `toJSON`. Missing parts are empty, not default. */
  static fromJSON(json: unknown): Schema {
    if (!isObject(json)) {
      throw new ChromaValueError("Expected a schema to be an object");
    }
    const { defaults, keys, cmek, ...unknown } = json;
    const schema = new Schema();
    schema.defaults = valueTypesFromJson(defaults);
    const held = Object.entries(isObject(keys) ? keys : {});
    schema.keys = Object.fromEntries(held.map(([key, valueTypes]) => [key, valueTypesFromJson(valueTypes)]));
    schema.cmek = cmek === undefined || cmek === null ? null : Cmek.fromJSON(cmek);
    schema.#unknown = unknown;
    return schema;
  }

  /** The function that embeds documents, as far as the schema names one. */
  resolveEmbeddingFunction(): EmbeddingFunction | undefined {
    const places = [this.keys[EMBEDDING_KEY], this.defaults];
    const found = places.map((place) => place?.float_list?.vector_index?.config.embeddingFunction);
    return (
      found.find((embeddingFunction) => embeddingFunction !== null && embeddingFunction !== undefined) ?? undefined
    );
  }

  /** The sparse indexes whose vectors are made from documents or from other metadata. */
  sparseTargets(): SparseTarget[] {
    return Object.entries(this.keys).flatMap(([key, valueTypes]) => {
      const index = valueTypes.sparse_vector?.sparse_vector_index;
      const { embeddingFunction = null, sourceKey: source = null } = index?.config ?? {};
      const isMade = index?.enabled === true && embeddingFunction !== null && source !== null;
      return isMade ? [{ key, source, embeddingFunction }] : [];
    });
  }

  /** The vector index holds for the embeddings; whether it is on, and what is embedded, stays. */
  #setVectorIndex(config: VectorIndexConfig): void {
    const embedding = (this.keys[EMBEDDING_KEY] ??= {});
    const before = embedding.float_list?.vector_index;
    const sourceKey = before === undefined ? DOCUMENT_KEY : before.config.sourceKey;
    setIndex(this.defaults, { enabled: this.defaults.float_list?.vector_index?.enabled ?? false, config });
    setIndex(embedding, { enabled: before?.enabled ?? true, config: config.withSourceKey(sourceKey) });
  }

  #checkSparseIndex(key: string | undefined, config: SparseVectorIndexConfig): void {
    if (key === undefined) {
      throw new ChromaValueError("A sparse vector index is for one metadata key: name the key");
    }
    for (const [other, valueTypes] of Object.entries(this.keys)) {
      if (other !== key && valueTypes.sparse_vector?.sparse_vector_index?.enabled === true) {
        throw new ChromaValueError(
          `A sparse vector index cannot be created on ${JSON.stringify(key)}: there is one on ${JSON.stringify(other)}, ` +
            "and a collection has one at most",
        );
      }
    }
    if (config.sourceKey !== null && config.embeddingFunction === null) {
      throw new ChromaValueError(
        "A sparse vector index with a source key needs an embedding function: there is no default",
      );
    }
  }

  #set(key: string | undefined, config: IndexConfig, enabled: boolean): void {
    setIndex(key === undefined ? this.defaults : (this.keys[key] ??= {}), { enabled, config });
  }
}

function checkIndex(
  verb: "create" | "delete",
  config: IndexConfig | undefined,
  key: string | Key | undefined,
): { name: string | undefined; wanted: IndexConfig } {
  const name = key === undefined ? undefined : keyName(key);
  if (config === undefined) {
    throw new ChromaValueError(`Cannot ${verb} every kind of index: name one, such as new StringInvertedIndexConfig()`);
  }
  if (name === EMBEDDING_KEY) {
    throw new ChromaValueError(
      `Cannot ${verb} an index on ${EMBEDDING_KEY}. Its vector index is set by createIndex without a key.`,
    );
  }
  if (name === DOCUMENT_KEY && !(config instanceof FtsIndexConfig)) {
    throw new ChromaValueError(`Cannot ${verb} this index on ${DOCUMENT_KEY}: only a FtsIndexConfig goes there`);
  }
  if (name !== undefined && name.startsWith("#") && name !== DOCUMENT_KEY) {
    throw new ChromaValueError(`Keys that begin with # are reserved, such as ${JSON.stringify(name)}`);
  }
  if (config instanceof FtsIndexConfig && name !== DOCUMENT_KEY) {
    throw new ChromaValueError(`Full-text search is for documents: ${verb} it with the key ${DOCUMENT_KEY}`);
  }
  return { name, wanted: config };
}

function defaultValueTypes(): ValueTypes {
  return {
    string: {
      fts_index: { enabled: false, config: new FtsIndexConfig() },
      string_inverted_index: { enabled: true, config: new StringInvertedIndexConfig() },
    },
    float_list: { vector_index: { enabled: false, config: new VectorIndexConfig() } },
    sparse_vector: { sparse_vector_index: { enabled: false, config: new SparseVectorIndexConfig() } },
    int: { int_inverted_index: { enabled: true, config: new IntInvertedIndexConfig() } },
    float: { float_inverted_index: { enabled: true, config: new FloatInvertedIndexConfig() } },
    bool: { bool_inverted_index: { enabled: true, config: new BoolInvertedIndexConfig() } },
  };
}

function defaultKeys(): Record<string, ValueTypes> {
  return {
    [DOCUMENT_KEY]: {
      string: {
        fts_index: { enabled: true, config: new FtsIndexConfig() },
        string_inverted_index: { enabled: false, config: new StringInvertedIndexConfig() },
      },
    },
    [EMBEDDING_KEY]: {
      float_list: { vector_index: { enabled: true, config: new VectorIndexConfig({ sourceKey: DOCUMENT_KEY }) } },
    },
  };
}
