/** The JSON that the builders give, against the file that the builders of every language are held to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import {
  Abs,
  BoolInvertedIndexConfig,
  ChromaValueError,
  Cmek,
  type EmbeddingFunction,
  FloatInvertedIndexConfig,
  FtsIndexConfig,
  GroupBy,
  IntInvertedIndexConfig,
  K,
  Knn,
  Limit,
  MaxK,
  MinK,
  type RankExpression,
  registerEmbeddingFunction,
  registerSparseEmbeddingFunction,
  Rrf,
  Schema,
  Search,
  type SearchInit,
  Select,
  type SparseEmbeddingFunction,
  SparseVectorIndexConfig,
  StringInvertedIndexConfig,
  Val,
  VectorIndexConfig,
  type WhereExpression,
} from "../src/index.js";
import { whereDocumentToJson, whereToJson } from "../src/filters.js";
import { parseJson, stringifyJson } from "../src/json.js";
import { sparseVectorToJson } from "../src/sparse-vector.js";

interface Case {
  name: string;
  python: string;
  json: unknown;
  stored: unknown;
}
type Part =
  | "where"
  | "rank"
  | "group_by"
  | "limit"
  | "select"
  | "search"
  | "schema"
  | "stored_schemas"
  | "refused"
  | "filters"
  | "refused_filters"
  | "where_document_filters"
  | "refused_where_document_filters";

const FILE = new URL("../../../../tests/contract/builders.json", import.meta.url);
const CASES = parseJson(readFileSync(FILE, "utf8")) as Record<Part, Case[]>;

class Dense implements EmbeddingFunction {
  readonly name = "fixture_dense";

  constructor(
    private readonly model: string,
    private readonly dimension: number,
  ) {}

  static buildFromConfig(config: { model: string; dimension: number }): Dense {
    return new Dense(config.model, config.dimension);
  }

  generate(texts: string[]): Promise<number[][]> {
    return Promise.resolve(texts.map(() => new Array<number>(this.dimension).fill(0)));
  }

  getConfig(): { model: string; dimension: number } {
    return { model: this.model, dimension: this.dimension };
  }

  defaultSpace(): "cosine" {
    return "cosine";
  }
}

class Sparse implements SparseEmbeddingFunction {
  readonly name = "fixture_sparse";

  constructor(private readonly model: string) {}

  static buildFromConfig(config: { model: string }): Sparse {
    return new Sparse(config.model);
  }

  generate(texts: string[]): Promise<{ indices: number[]; values: number[] }[]> {
    return Promise.resolve(texts.map(() => ({ indices: [1], values: [1] })));
  }

  getConfig(): { model: string } {
    return { model: this.model };
  }
}

registerEmbeddingFunction("fixture_dense", Dense);
registerSparseEmbeddingFunction("fixture_sparse", Sparse);

const GCP = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
const knn = (numbers: number[], more = {}): RankExpression => Knn({ query: numbers, ...more });
const vector = (more = {}): VectorIndexConfig => new VectorIndexConfig(more);
const sparse = (more = {}): SparseVectorIndexConfig => new SparseVectorIndexConfig(more);
/** What a caller without types could write. */
const untyped = (init: unknown): Search => new Search(init as SearchInit);

const WHERE: Record<string, WhereExpression> = {
  eq: K("status").eq("active"),
  ne: K("status").ne("active"),
  gt: K("year").gt(2020),
  gte: K("year").gte(2020),
  lt: K("price").lt(9.5),
  lte: K("price").lte(9.5),
  is_in: K("tag").isIn(["a", "b"]),
  not_in: K("tag").notIn([1, 2]),
  bool: K("open").eq(true),
  beyond_2_53: K("n").eq(9007199254740993n),
  contains: K("tags").contains("a"),
  contains_number: K("counts").contains(3),
  not_contains: K("tags").notContains("a"),
  document_contains: K.DOCUMENT.contains("pine"),
  document_not_contains: K.DOCUMENT.notContains("pine"),
  regex: K.DOCUMENT.regex("^a"),
  not_regex: K.DOCUMENT.notRegex("z$"),
  id: K.ID.isIn(["id1", "id2"]),
  and: K("a").eq(1).and(K("b").eq(2)),
  or: K("a").eq(1).or(K("b").eq(2)),
  and_flattens: K("a")
    .eq(1)
    .and(K("b").eq(2).and(K("c").eq(3))),
  or_flattens: K("a")
    .eq(1)
    .or(K("b").eq(2).or(K("c").eq(3))),
  nested: K("a").eq(1).or(K("b").eq(2)).and(K("c").eq(3)),
  nested_the_other_way: K("a")
    .eq(1)
    .or(K("b").eq(2).and(K("c").eq(3))),
  key_with_punctuation: K("a.b/c d").eq(""),
};

const RANK: Record<string, RankExpression> = {
  val: Val(0.5),
  knn: knn([0.5, 0.25]),
  knn_text: Knn({ query: "hello" }),
  knn_key_limit_default: knn([0.5], { key: "k", limit: 5, default: 10, returnRank: true }),
  knn_default_zero: knn([0.5], { default: 0 }),
  knn_key_object: knn([0.5], { key: K.EMBEDDING }),
  knn_sparse: Knn({ query: { indices: [1, 5], values: [0.5, 2] }, key: "words" }),
  knn_sparse_labels: Knn({ query: { indices: [1], values: [0.5], tokens: ["w"] }, key: "words" }),
  add: Val(1).add(Val(2)),
  add_number: Val(1).add(2),
  number_add: Val(1).add(Val(2)),
  subtract: Val(1).subtract(Val(2)),
  number_subtract: Val(3).subtract(Val(4)),
  multiply: Val(1).multiply(Val(2)),
  divide: Val(1).divide(Val(2)),
  number_divide: Val(1).divide(Val(2)),
  negate: Val(1).negate(),
  abs: Abs(Val(1)),
  exp: Val(1).exp(),
  log: Val(1).log(),
  max: Val(1).max(Val(2)),
  min: Val(1).min(2),
  sum_flattens: Val(1).add(2).add(Val(3).add(4)),
  product_flattens: Val(2).multiply(Val(1).multiply(2)).multiply(3),
  max_flattens: Val(1).max(2).max(Val(3).max(4)),
  min_flattens: Val(1).min(2).min(Val(3).min(4)),
  differences_nest: Val(1).subtract(2).subtract(3),
  mixed: knn([1])
    .multiply(0.8)
    .add(Val(0.5).multiply(0.2))
    .subtract(Val(1).divide(knn([2]))),
  weighted: knn([1])
    .multiply(0.75)
    .add(knn([2], { key: "k" }).multiply(0.25)),
  rrf: Rrf({ ranks: [knn([1], { returnRank: true }), knn([2], { key: "k", returnRank: true })] }),
  rrf_of_one: Rrf({ ranks: [Val(1)], k: 10 }),
  rrf_weights: Rrf({ ranks: [1, 2, 3], k: 100, weights: [2, 1, 0] }),
  rrf_normalized: Rrf({ ranks: [Val(1), Val(2)], weights: [3, 1], normalize: true }),
  rrf_in_arithmetic: Rrf({ ranks: [Val(1)], k: 10 }).add(1),
};

const GROUP_BY: Record<string, GroupBy> = {
  min_k: new GroupBy(K("a"), new MinK(K.SCORE, 3)),
  max_k: new GroupBy(K("a"), new MaxK(K("price"), 1)),
  many_keys: new GroupBy([K("a"), "b"], new MinK([K("p"), K.SCORE], 2)),
  no_aggregate: new GroupBy(K("a")),
  nothing: new GroupBy(),
};

const LIMIT: Record<string, Limit> = {
  nothing: new Limit(),
  limit: new Limit({ limit: 10 }),
  offset: new Limit({ offset: 5 }),
  both: new Limit({ offset: 5, limit: 10 }),
};

const SELECT: Record<string, Select> = {
  nothing: new Select(),
  fields: Select.all(),
  sorted: new Select(["title", K.SCORE, "author", K.DOCUMENT]),
};

const SEARCH: Record<string, Search> = {
  empty: new Search(),
  where: new Search().where(K("year").gt(2020)),
  where_dict: new Search({ where: { status: "active" } }),
  where_dict_nested: new Search({
    where: { $and: [{ a: { $in: [1] } }, { $or: [{ b: 2 }, { d: { $contains: "z" } }] }] },
  }),
  where_dict_of_one: new Search({ where: { $and: [{ a: 1 }] } }),
  rank: new Search().rank(knn([0.5, 0.25])),
  rank_dict: new Search({ rank: { $sum: [{ $knn: { query: [1, 2] } }, { $val: 0.5 }] } }),
  rank_dict_sparse: new Search({
    rank: { $knn: { query: { "#type": "sparse_vector", indices: [1], values: [2] }, key: "s", limit: 3 } },
  }),
  rank_dict_every_operator: new Search({
    rank: {
      $max: [
        { $min: [{ $val: 1 }, { $val: 2 }] },
        { $mul: [{ $val: 1 }, { $sub: { left: { $val: 1 }, right: { $val: 2 } } }] },
        { $div: { left: { $abs: { $val: 1 } }, right: { $exp: { $log: { $val: 2 } } } } },
      ],
    },
  }),
  group_by: new Search().groupBy(new GroupBy(K("a"), new MinK(K.SCORE, 3))),
  group_by_dict: new Search({ groupBy: { keys: ["a"], aggregate: { $min_k: { keys: ["#score"], k: 3 } } } }),
  limit: new Search().limit(10),
  limit_offset: new Search().limit(10, 5),
  limit_number: new Search({ limit: 7 }),
  limit_dict: new Search({ limit: { offset: 3 } }),
  select: new Search().select(K.DOCUMENT, K.SCORE, "title"),
  select_all: new Search().selectAll(),
  select_list: new Search({ select: ["#document", "title", "title"] }),
  select_dict: new Search({ select: { keys: ["#metadata"] } }),
  later_parts_replace: new Search().where(K("a").eq(1)).limit(3).where(K("b").eq(2)).limit(4).select("x").select("y"),
  everything: new Search()
    .where(K("status").eq("active").and(K("year").gte(2020)))
    .rank(
      Knn({ query: "hello" })
        .multiply(0.7)
        .add(Knn({ query: "hello", key: "words" }).multiply(0.3)),
    )
    .groupBy(new GroupBy(K("author"), new MinK(K.SCORE, 2)))
    .limit(10, 20)
    .select(K.DOCUMENT, K.SCORE, "title"),
};

const SCHEMA: Record<string, Schema> = {
  default: new Schema(),
  vector_space: new Schema().createIndex(vector({ space: "cosine" })),
  vector_without_function: new Schema().createIndex(vector({ embeddingFunction: null })),
  vector_hnsw: new Schema().createIndex(
    vector({ space: "ip", hnsw: { ef_construction: 200, max_neighbors: 32, resize_factor: 1.5 } }),
  ),
  vector_hnsw_all: new Schema().createIndex(
    vector({
      hnsw: {
        ef_construction: 1,
        max_neighbors: 2,
        ef_search: 3,
        num_threads: 4,
        batch_size: 5,
        sync_threshold: 6,
        resize_factor: 7.5,
      },
    }),
  ),
  vector_spann: new Schema().createIndex(
    vector({ spann: { search_nprobe: 10, write_nprobe: 5, split_threshold: 100 } }),
  ),
  vector_source_key: new Schema().createIndex(vector({ sourceKey: "body" })),
  vector_function: new Schema().createIndex(vector({ embeddingFunction: new Dense("m", 3) })),
  vector_function_and_space: new Schema().createIndex(vector({ embeddingFunction: new Dense("m", 3), space: "l2" })),
  sparse: new Schema().createIndex(sparse(), "words"),
  sparse_bm25: new Schema().createIndex(sparse({ bm25: true }), K("words")),
  sparse_algorithm: new Schema().createIndex(sparse({ algorithm: "max_score" }), "words"),
  sparse_again_on_its_key: new Schema().createIndex(sparse(), "words").createIndex(sparse({ bm25: false }), "words"),
  sparse_function: new Schema().createIndex(
    sparse({ embeddingFunction: new Sparse("s"), sourceKey: K.DOCUMENT }),
    "words",
  ),
  sparse_function_of_key: new Schema().createIndex(
    sparse({ embeddingFunction: new Sparse("s"), sourceKey: "title" }),
    "words",
  ),
  string_on_key: new Schema().createIndex(new StringInvertedIndexConfig(), "title"),
  string_off_everywhere: new Schema().deleteIndex(new StringInvertedIndexConfig()),
  int_off_on_key: new Schema().deleteIndex(new IntInvertedIndexConfig(), "year"),
  float_off_on_key: new Schema().deleteIndex(new FloatInvertedIndexConfig(), K("price")),
  bool_off_everywhere: new Schema().deleteIndex(new BoolInvertedIndexConfig()),
  two_types_on_one_key: new Schema()
    .deleteIndex(new IntInvertedIndexConfig(), "k")
    .deleteIndex(new FloatInvertedIndexConfig(), "k"),
  off_and_on_again: new Schema()
    .deleteIndex(new IntInvertedIndexConfig(), "k")
    .createIndex(new IntInvertedIndexConfig(), "k"),
  fts_off: new Schema().deleteIndex(new FtsIndexConfig(), K.DOCUMENT),
  fts_on: new Schema().createIndex(new FtsIndexConfig(), "#document"),
  cmek: new Schema().setCmek(Cmek.gcp(GCP)),
  cmek_removed: new Schema().setCmek(Cmek.gcp(GCP)).setCmek(null),
  chain: new Schema()
    .createIndex(vector({ space: "cosine", hnsw: { ef_search: 50 } }))
    .createIndex(sparse({ bm25: true }), "words")
    .deleteIndex(new StringInvertedIndexConfig())
    .createIndex(new StringInvertedIndexConfig(), "title"),
};

const REFUSED: Record<string, () => unknown> = {
  where_empty: () => untyped({ where: {} }),
  where_two_keys: () => untyped({ where: { a: 1, b: 2 } }),
  where_two_operators: () => untyped({ where: { a: { $gt: 1, $lt: 2 } } }),
  where_no_operator: () => untyped({ where: { a: {} } }),
  where_unknown_operator: () => untyped({ where: { a: { $near: 1 } } }),
  where_and_empty: () => untyped({ where: { $and: [] } }),
  where_or_and_more: () => untyped({ where: { $or: [{ a: 1 }], b: 2 } }),
  where_in_not_list: () => untyped({ where: { a: { $in: 1 } } }),
  where_contains_list: () => untyped({ where: { a: { $contains: [1] } } }),
  where_regex_number: () => untyped({ where: { a: { $regex: 1 } } }),
  document_contains_number: () => K.DOCUMENT.contains(3),
  rank_empty: () => untyped({ rank: {} }),
  rank_two_operators: () => untyped({ rank: { $val: 1, $abs: { $val: 1 } } }),
  rank_unknown_operator: () => untyped({ rank: { $pow: 1 } }),
  rank_val_text: () => untyped({ rank: { $val: "1" } }),
  rank_sum_of_one: () => untyped({ rank: { $sum: [{ $val: 1 }] } }),
  rank_sub_without_right: () => untyped({ rank: { $sub: { left: { $val: 1 } } } }),
  rank_abs_number: () => untyped({ rank: { $abs: 1 } }),
  knn_without_query: () => untyped({ rank: { $knn: {} } }),
  knn_limit_zero: () => untyped({ rank: { $knn: { query: [1], limit: 0 } } }),
  knn_limit_text: () => untyped({ rank: { $knn: { query: [1], limit: "1" } } }),
  knn_two_queries: () => untyped({ rank: { $knn: { query: [[1], [2]] } } }),
  knn_untagged_sparse: () => untyped({ rank: { $knn: { query: { indices: [1], values: [1] } } } }),
  rrf_of_nothing: () => Rrf({ ranks: [] }),
  rrf_k_zero: () => Rrf({ ranks: [Val(1)], k: 0 }),
  rrf_weights_count: () => Rrf({ ranks: [Val(1)], weights: [1, 2] }),
  rrf_weights_negative: () => Rrf({ ranks: [Val(1)], weights: [-1] }),
  rrf_weights_zero_normalized: () => Rrf({ ranks: [Val(1)], weights: [0], normalize: true }),
  group_by_without_aggregate: () => untyped({ groupBy: { keys: ["a"] } }),
  group_by_empty_keys: () => untyped({ groupBy: { keys: [], aggregate: { $min_k: { keys: ["a"], k: 1 } } } }),
  aggregate_unknown: () => untyped({ groupBy: { keys: ["a"], aggregate: { $top: { keys: ["a"], k: 1 } } } }),
  aggregate_k_zero: () => untyped({ groupBy: { keys: ["a"], aggregate: { $min_k: { keys: ["a"], k: 0 } } } }),
  limit_zero: () => new Search({ limit: 0 }),
  limit_offset_negative: () => new Search({ limit: { offset: -1 } }),
  sparse_unsorted: () => sparseVectorToJson({ indices: [5, 1], values: [1, 2] }),
  sparse_repeated: () => sparseVectorToJson({ indices: [1, 1], values: [1, 2] }),
  sparse_negative: () => sparseVectorToJson({ indices: [-1], values: [1] }),
  sparse_lengths: () => sparseVectorToJson({ indices: [1, 2], values: [1] }),
  sparse_labels_length: () => sparseVectorToJson({ indices: [1, 2], values: [1, 2], tokens: ["a"] }),
  schema_nothing: () => new Schema().createIndex(),
  schema_key_alone: () => new Schema().createIndex(undefined, "k"),
  schema_embedding_key: () => new Schema().createIndex(new StringInvertedIndexConfig(), "#embedding"),
  schema_document_key: () => new Schema().createIndex(new StringInvertedIndexConfig(), "#document"),
  schema_reserved_key: () => new Schema().createIndex(new StringInvertedIndexConfig(), "#other"),
  schema_vector_on_key: () => new Schema().createIndex(vector(), "k"),
  schema_fts_everywhere: () => new Schema().createIndex(new FtsIndexConfig()),
  schema_fts_on_key: () => new Schema().createIndex(new FtsIndexConfig(), "k"),
  schema_sparse_everywhere: () => new Schema().createIndex(sparse()),
  schema_two_sparse: () => new Schema().createIndex(sparse(), "a").createIndex(sparse(), "b"),
  schema_source_without_function: () => new Schema().createIndex(sparse({ sourceKey: "title" }), "words"),
  schema_source_reserved: () => vector({ sourceKey: "#other" }),
  schema_delete_nothing: () => new Schema().deleteIndex(),
  schema_delete_key_alone: () => new Schema().deleteIndex(undefined, "k"),
  schema_delete_vector: () => new Schema().deleteIndex(vector()),
  schema_delete_sparse: () => new Schema().deleteIndex(sparse(), "k"),
  schema_delete_fts_everywhere: () => new Schema().deleteIndex(new FtsIndexConfig()),
  schema_delete_document_key: () => new Schema().deleteIndex(new StringInvertedIndexConfig(), "#document"),
  cmek_without_provider: () => Cmek.fromJSON({ aws: "x" }),
};

/** Each case of a part, with what is built for it here. A case without is a failure, and so is one too many. */
function each<T>(part: Part, built: Record<string, T>, check: (value: T, wanted: Case) => void): void {
  describe(part, () => {
    const names = CASES[part].map(({ name }) => name);
    it("has every case", () => assert.deepEqual(Object.keys(built).sort(), [...names].sort()));
    for (const wanted of CASES[part]) {
      it(wanted.name, () => check(built[wanted.name] as T, wanted));
    }
  });
}

const sameJson = (value: unknown, wanted: Case): void =>
  assert.deepEqual(parseJson(stringifyJson(value)), wanted.json, wanted.python);

each("where", WHERE, sameJson);
each("rank", RANK, sameJson);
each("group_by", GROUP_BY, sameJson);
each("limit", LIMIT, sameJson);
each("select", SELECT, sameJson);
each("search", SEARCH, sameJson);
each("schema", SCHEMA, sameJson);
each("refused", REFUSED, (build, { python }) => assert.throws(build, ChromaValueError, python));

describe("filters", () => {
  const where = (json: unknown): unknown => whereToJson(json as never);
  const document = (json: unknown): unknown => whereDocumentToJson(json as never);
  for (const [part, check] of [
    ["filters", where],
    ["where_document_filters", document],
  ] as const) {
    for (const { name, json } of CASES[part]) {
      it(`${part}: ${name}`, () => assert.deepEqual(check(json), json));
    }
    for (const { name, json } of CASES[`refused_${part}`]) {
      it(`refused_${part}: ${name}`, () => assert.throws(() => check(json), ChromaValueError));
    }
  }
});

describe("stored schemas", () => {
  for (const { name, stored, json } of CASES.stored_schemas) {
    it(name, () => assert.deepEqual(parseJson(stringifyJson(Schema.fromJSON(stored))), json));
  }
});
