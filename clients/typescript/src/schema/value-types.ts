import { ChromaValueError } from "../errors.js";
import { isObject, shown } from "../metadata.js";
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

/** An index, and whether it is on. */
export interface Index<C extends IndexConfig = IndexConfig> {
  enabled: boolean;
  config: C;
}

/** The indexes of one key, or of every key without settings of its own, by type of value. */
export interface ValueTypes {
  string?: { fts_index?: Index<FtsIndexConfig>; string_inverted_index?: Index<StringInvertedIndexConfig> };
  float_list?: { vector_index?: Index<VectorIndexConfig> };
  sparse_vector?: { sparse_vector_index?: Index<SparseVectorIndexConfig> };
  int?: { int_inverted_index?: Index<IntInvertedIndexConfig> };
  float?: { float_inverted_index?: Index<FloatInvertedIndexConfig> };
  bool?: { bool_inverted_index?: Index<BoolInvertedIndexConfig> };
  /** What a newer server says of types of value that are unknown here: kept, and written back. */
  unknown?: Json;
}

type Plain = new () => Exclude<IndexConfig, VectorIndexConfig | SparseVectorIndexConfig>;

const read =
  (type: Plain) =>
  (json: Json): IndexConfig => {
    const config = new type();
    config.unknown = json;
    return config;
  };

/** Type of value -> index -> how its configuration is read. */
const INDEXES: Readonly<Record<string, Readonly<Record<string, (json: Json) => IndexConfig>>>> = {
  string: { fts_index: read(FtsIndexConfig), string_inverted_index: read(StringInvertedIndexConfig) },
  float_list: { vector_index: (json) => VectorIndexConfig.fromJSON(json) },
  sparse_vector: { sparse_vector_index: (json) => SparseVectorIndexConfig.fromJSON(json) },
  int: { int_inverted_index: read(IntInvertedIndexConfig) },
  float: { float_inverted_index: read(FloatInvertedIndexConfig) },
  bool: { bool_inverted_index: read(BoolInvertedIndexConfig) },
};

const PLACES: Readonly<Record<IndexConfig["type"], readonly [string, string]>> = {
  FtsIndexConfig: ["string", "fts_index"],
  StringInvertedIndexConfig: ["string", "string_inverted_index"],
  VectorIndexConfig: ["float_list", "vector_index"],
  SparseVectorIndexConfig: ["sparse_vector", "sparse_vector_index"],
  IntInvertedIndexConfig: ["int", "int_inverted_index"],
  FloatInvertedIndexConfig: ["float", "float_inverted_index"],
  BoolInvertedIndexConfig: ["bool", "bool_inverted_index"],
};

/** Puts an index where it belongs. */
export function setIndex(valueTypes: ValueTypes, index: Index): void {
  const [type, name] = PLACES[index.config.type];
  const held = valueTypes as Record<string, Record<string, Index>>;
  held[type] = { ...held[type], [name]: index };
}

/** The indexes of one key as JSON. */
export function valueTypesToJson({ unknown, ...types }: ValueTypes): Json {
  const json: Json = {};
  for (const [type, indexes] of Object.entries(types) as [string, Record<string, Index>][]) {
    json[type] = Object.fromEntries(
      Object.entries(indexes).map(([name, { enabled, config }]) => [name, { enabled, config: config.toJSON() }]),
    );
  }
  return { ...json, ...unknown };
}

/** The inverse of `valueTypesToJson`. A missing `enabled` is true. */
export function valueTypesFromJson(json: unknown): ValueTypes {
  const found: ValueTypes = {};
  for (const [type, held] of Object.entries(objectOf(json ?? {}))) {
    const known = INDEXES[type];
    if (known === undefined) {
      found.unknown = { ...found.unknown, [type]: held };
      continue;
    }
    const indexes: Record<string, Index> = {};
    for (const [name, index] of Object.entries(objectOf(held ?? {}))) {
      const readConfig = known[name];
      if (readConfig !== undefined && index !== null) {
        const { enabled = true, config = {} } = objectOf(index);
        indexes[name] = { enabled: enabled as boolean, config: readConfig(objectOf(config ?? {})) };
      }
    }
    (found as Record<string, unknown>)[type] = indexes;
  }
  return found;
}

function objectOf(value: unknown): Json {
  if (!isObject(value)) {
    throw new ChromaValueError(`Expected a part of a schema to be an object, got ${shown(value)}`);
  }
  return value;
}
