import { ChromaValueError } from "../errors.js";
import { isObject, shown } from "../metadata.js";
import { isSparseVector, type SparseVector, sparseVectorToJson } from "../sparse-vector.js";
import { type Key, keyName } from "./key.js";

export type RankJson = Record<string, unknown>;

/** What a rank can be given as: an expression, its JSON, or a number. */
export type RankInput = RankExpression | RankJson | number;

type Nary = "$sum" | "$mul" | "$max" | "$min";
type Binary = "$sub" | "$div";
type Unary = "$abs" | "$exp" | "$log";

/** What a text within a rank is replaced by, when it is embedded. */
export type EmbedText = (text: string, key: string) => Promise<readonly number[] | SparseVector>;

/** How records are scored. Lower scores are better, as with distances. Methods give new expressions. */
export abstract class RankExpression {
  /** The expression as it travels. */
  abstract toJSON(): RankJson;

  /** @internal The same with vectors for texts. */
  abstract embedded(embed: EmbedText): Promise<RankExpression>;

  /**
   * The rank that a number or an object stands for.
   *
   * @throws ChromaValueError A part is missing, out of range or of the wrong type, or an operator is unknown.
   */
  static from(input: RankInput): RankExpression;
  static from(input: RankInput | null | undefined): RankExpression | undefined;
  static from(input: RankInput | null | undefined): RankExpression | undefined {
    if (input === null || input === undefined || input instanceof RankExpression) {
      return input ?? undefined;
    }
    return typeof input === "number" ? Val(input) : parse(input);
  }

  add(...others: RankInput[]): RankExpression {
    return joined("$sum", this, others);
  }

  subtract(other: RankInput): RankExpression {
    return new BinaryRank("$sub", this, RankExpression.from(other));
  }

  multiply(...others: RankInput[]): RankExpression {
    return joined("$mul", this, others);
  }

  divide(other: RankInput): RankExpression {
    return new BinaryRank("$div", this, RankExpression.from(other));
  }

  negate(): RankExpression {
    return new NaryRank("$mul", [Val(-1), this]);
  }

  abs(): RankExpression {
    return new UnaryRank("$abs", this);
  }

  /** e to the power of it. */
  exp(): RankExpression {
    return new UnaryRank("$exp", this);
  }

  /** The natural logarithm. */
  log(): RankExpression {
    return new UnaryRank("$log", this);
  }

  max(...others: RankInput[]): RankExpression {
    return joined("$max", this, others);
  }

  min(...others: RankInput[]): RankExpression {
    return joined("$min", this, others);
  }
}

class ValRank extends RankExpression {
  constructor(private readonly value: number) {
    super();
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new ChromaValueError(`Expected a finite number in a rank, got ${shown(value)}`);
    }
  }

  override toJSON(): RankJson {
    return { $val: this.value };
  }

  override embedded(): Promise<RankExpression> {
    return Promise.resolve(this);
  }
}

class NaryRank extends RankExpression {
  constructor(
    readonly operator: Nary,
    readonly ranks: readonly RankExpression[],
  ) {
    super();
  }

  override toJSON(): RankJson {
    return { [this.operator]: this.ranks.map((rank) => rank.toJSON()) };
  }

  override async embedded(embed: EmbedText): Promise<RankExpression> {
    return new NaryRank(this.operator, await Promise.all(this.ranks.map((rank) => rank.embedded(embed))));
  }
}

class BinaryRank extends RankExpression {
  constructor(
    private readonly operator: Binary,
    private readonly left: RankExpression,
    private readonly right: RankExpression,
  ) {
    super();
  }

  override toJSON(): RankJson {
    return { [this.operator]: { left: this.left.toJSON(), right: this.right.toJSON() } };
  }

  override async embedded(embed: EmbedText): Promise<RankExpression> {
    return new BinaryRank(this.operator, await this.left.embedded(embed), await this.right.embedded(embed));
  }
}

class UnaryRank extends RankExpression {
  constructor(
    private readonly operator: Unary,
    private readonly rank: RankExpression,
  ) {
    super();
  }

  override toJSON(): RankJson {
    return { [this.operator]: this.rank.toJSON() };
  }

  override async embedded(embed: EmbedText): Promise<RankExpression> {
    return new UnaryRank(this.operator, await this.rank.embedded(embed));
  }
}

/** The parts of a `Knn`. */
export interface KnnOptions {
  /** A text, embedded by the function of the collection or of the key; or a vector; or a sparse vector. */
  query: Iterable<number> | ArrayLike<number> | SparseVector | string;
  /** What is compared: the embedding, or a metadata key with a sparse vector index. Default `K.EMBEDDING`. */
  key?: string | Key;
  /** How many records get a score. Default 16. */
  limit?: number;
  /** The score of the others. Without it they drop out. */
  default?: number | null;
  /** Score by place (0, 1, 2, ...) instead of by distance. */
  returnRank?: boolean;
}

class KnnRank extends RankExpression {
  readonly #options: KnnOptions;
  readonly #query: string | number[] | SparseVector;

  constructor(options: KnnOptions) {
    super();
    const { limit, returnRank } = options;
    if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
      throw new ChromaValueError(`Expected the limit of Knn to be a positive integer, got ${shown(limit)}`);
    }
    if (returnRank !== undefined && typeof returnRank !== "boolean") {
      throw new ChromaValueError(`Expected returnRank of Knn to be true or false, got ${shown(returnRank)}`);
    }
    if (options.default !== undefined && options.default !== null && !Number.isFinite(options.default)) {
      throw new ChromaValueError(`Expected the default of Knn to be a finite number, got ${shown(options.default)}`);
    }
    if (options.key !== undefined && typeof keyName(options.key) !== "string") {
      throw new ChromaValueError(`Expected the key of Knn to be a text or a key, got ${shown(options.key)}`);
    }
    this.#options = options;
    this.#query = checkQuery(options.query);
  }

  override toJSON(): RankJson {
    const { key = "#embedding", limit = 16, default: other, returnRank = false } = this.#options;
    return {
      $knn: {
        query: isSparseVector(this.#query) ? sparseVectorToJson(this.#query) : this.#query,
        key: keyName(key),
        limit,
        ...(other === undefined || other === null ? {} : { default: other }),
        ...(returnRank ? { return_rank: true } : {}),
      },
    };
  }

  override async embedded(embed: EmbedText): Promise<RankExpression> {
    if (typeof this.#query !== "string") {
      return this;
    }
    const vector = await embed(this.#query, keyName(this.#options.key ?? "#embedding"));
    return new KnnRank({ ...this.#options, query: vector });
  }
}

function checkQuery(query: unknown): string | number[] | SparseVector {
  if (typeof query === "string") {
    return query;
  }
  if (isSparseVector(query)) {
    sparseVectorToJson(query);
    return query;
  }
  const isList = typeof query === "object" && query !== null && (Symbol.iterator in query || "length" in query);
  const numbers = isList ? Array.from(query as ArrayLike<unknown>) : [];
  if (numbers.length === 0 || !numbers.every((number) => typeof number === "number" && Number.isFinite(number))) {
    throw new ChromaValueError(
      `Expected the query of Knn to be a text, one vector of finite numbers, or a sparse vector, got ${shown(query)}`,
    );
  }
  return numbers as number[];
}

/** The parts of an `Rrf`. */
export interface RrfOptions {
  /** The ranks to fuse, normally with `returnRank: true`. */
  ranks: RankInput[];
  /** Smooths the difference between the first places. Default 60. */
  k?: number;
  /** One for each rank; 1 each when not given. */
  weights?: number[];
  /** Scales the weights to a sum of 1. */
  normalize?: boolean;
}

/** A constant. */
export const Val = (value: number): RankExpression => new ValRank(value);

/** The distance to a query, for its `limit` nearest records. */
export const Knn = (options: KnnOptions): RankExpression => new KnnRank(options);

/**
 * Reciprocal rank fusion, written out as `-sum(weight / (k + rank))`: the API has no operator of its own for it.
 *
 * @throws ChromaValueError No ranks, `k` not positive, or weights that are negative, sum to 0, or do not match.
 */
export const Rrf = ({ ranks, k = 60, weights, normalize = false }: RrfOptions): RankExpression => {
  if (ranks.length === 0) {
    throw new ChromaValueError("Rrf requires at least one rank");
  }
  if (!(k > 0)) {
    throw new ChromaValueError(`Expected k of Rrf to be positive, got ${k}`);
  }
  if (weights !== undefined && weights.length !== ranks.length) {
    throw new ChromaValueError(`Rrf needs as many weights as ranks, got ${weights.length} for ${ranks.length}`);
  }
  let scaled = weights ?? ranks.map(() => 1);
  if (!scaled.every((weight) => weight >= 0)) {
    throw new ChromaValueError(`Expected the weights of Rrf not to be negative, got ${shown(scaled)}`);
  }
  if (normalize) {
    const total = scaled.reduce((sum, weight) => sum + weight, 0);
    if (total === 0) {
      throw new ChromaValueError("Expected the weights of Rrf to have a positive sum, to be normalized");
    }
    scaled = scaled.map((weight) => weight / total);
  }
  const terms = ranks.map((rank, index) => Val(scaled[index] as number).divide(Val(k).add(rank)));
  const [first, ...others] = terms;
  return (others.length === 0 ? (first as RankExpression) : (first as RankExpression).add(...others)).negate();
};

export const Sum = (...ranks: RankInput[]): RankExpression => folded("$sum", ranks);
export const Mul = (...ranks: RankInput[]): RankExpression => folded("$mul", ranks);
export const Max = (...ranks: RankInput[]): RankExpression => folded("$max", ranks);
export const Min = (...ranks: RankInput[]): RankExpression => folded("$min", ranks);
export const Sub = (left: RankInput, right: RankInput): RankExpression => RankExpression.from(left).subtract(right);
export const Div = (left: RankInput, right: RankInput): RankExpression => RankExpression.from(left).divide(right);
export const Abs = (rank: RankInput): RankExpression => RankExpression.from(rank).abs();
export const Exp = (rank: RankInput): RankExpression => RankExpression.from(rank).exp();
export const Log = (rank: RankInput): RankExpression => RankExpression.from(rank).log();

function folded(operator: Nary, ranks: RankInput[]): RankExpression {
  const [first, ...others] = ranks;
  if (first === undefined) {
    throw new ChromaValueError(`${operator} requires at least one rank`);
  }
  return joined(operator, RankExpression.from(first), others);
}

/** One flat expression: a + b + c is one sum of three. */
function joined(operator: Nary, first: RankExpression, others: RankInput[]): RankExpression {
  const ranks = [first, ...others.map((other) => RankExpression.from(other))];
  return ranks.length === 1
    ? first
    : new NaryRank(
        operator,
        ranks.flatMap((rank) => (rank instanceof NaryRank && rank.operator === operator ? rank.ranks : [rank])),
      );
}

function parse(given: unknown): RankExpression {
  const entries = isObject(given) ? Object.entries(given) : [];
  const [first] = entries;
  if (first === undefined || entries.length > 1) {
    throw new ChromaValueError(`Expected a rank to be an object with one operator, got ${shown(given)}`);
  }
  const [operator, operand] = first;
  switch (operator) {
    case "$val":
      return new ValRank(operand as number);
    case "$knn":
      return parseKnn(operand);
    case "$sum":
    case "$mul":
    case "$max":
    case "$min":
      if (!Array.isArray(operand) || operand.length < 2) {
        throw new ChromaValueError(`${operator} requires a list of at least two ranks, got ${shown(operand)}`);
      }
      return folded(operator, (operand as unknown[]).map(parse));
    case "$sub":
    case "$div":
      if (!isObject(operand) || operand["left"] === undefined || operand["right"] === undefined) {
        throw new ChromaValueError(`${operator} requires left and right, got ${shown(operand)}`);
      }
      return new BinaryRank(operator, parse(operand["left"]), parse(operand["right"]));
    case "$abs":
    case "$exp":
    case "$log":
      return new UnaryRank(operator, parse(operand));
    default:
      throw new ChromaValueError(`Unknown rank operator ${operator}`);
  }
}

function parseKnn(given: unknown): RankExpression {
  if (!isObject(given) || given["query"] === undefined) {
    throw new ChromaValueError(`$knn requires an object with a query, got ${shown(given)}`);
  }
  const { query, key, limit, default: other, return_rank: returnRank } = given;
  if (isSparseVector(query) && (query as { "#type"?: unknown })["#type"] !== "sparse_vector") {
    throw new ChromaValueError(`Expected a sparse query to have the #type sparse_vector, got ${shown(query)}`);
  }
  return new KnnRank({
    query: query as KnnOptions["query"],
    ...(key === undefined ? {} : { key: key as string }),
    ...(limit === undefined ? {} : { limit: limit as number }),
    ...(other === undefined ? {} : { default: other as number }),
    ...(returnRank === undefined ? {} : { returnRank: returnRank as boolean }),
  });
}
