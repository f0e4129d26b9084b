import { ChromaValueError } from "../errors.js";
import { isObject, shown } from "../metadata.js";
import type { Where } from "../types.js";

export type WhereJson = Record<string, unknown>;

/** What a condition can be given as. */
export type WhereInput = WhereExpression | Where | WhereJson | null | undefined;

/** A condition: made with `K("year").gt(2020)`, joined with `and` and `or`. */
export class WhereExpression {
  readonly #junction: "$and" | "$or" | undefined;
  readonly #parts: readonly WhereExpression[];
  readonly #json: WhereJson;

  /** @internal */
  constructor(json: WhereJson, junction?: "$and" | "$or", parts: readonly WhereExpression[] = []) {
    this.#json = json;
    this.#junction = junction;
    this.#parts = parts;
  }

  /**
   * The condition that an object of the filter grammar stands for; `{ key: value }` is short for
   * `{ key: { $eq: value } }`. Undefined for none.
   *
   * @throws ChromaValueError A part is empty, has several keys, or names an unknown operator.
   */
  static from(input: WhereInput): WhereExpression | undefined {
    if (input === null || input === undefined || input instanceof WhereExpression) {
      return input ?? undefined;
    }
    return parse(input);
  }

  /** Both hold. */
  and(other: WhereInput): WhereExpression {
    return this.#join("$and", other);
  }

  /** At least one holds. */
  or(other: WhereInput): WhereExpression {
    return this.#join("$or", other);
  }

  /** The condition as it travels, in the grammar of filters. */
  toJSON(): WhereJson {
    return this.#junction === undefined ? this.#json : { [this.#junction]: this.#parts.map((part) => part.toJSON()) };
  }

  // A and B and C is one junction of three.
  #join(junction: "$and" | "$or", other: WhereInput): WhereExpression {
    const added = WhereExpression.from(other);
    if (added === undefined) {
      return this;
    }
    const parts = [this as WhereExpression, added].flatMap((part) =>
      part.#junction === junction ? part.#parts : [part],
    );
    return new WhereExpression({}, junction, parts);
  }
}

/** The condition that one operator makes of a key. */
export function condition(key: string, operator: string, operand: unknown): WhereExpression {
  checkOperand(key, operator, operand);
  return new WhereExpression({ [key]: { [operator]: operand } });
}

function parse(given: unknown): WhereExpression {
  if (!isObject(given)) {
    throw new ChromaValueError(`Expected a condition to be an object, got ${shown(given)}`);
  }
  const entries = Object.entries(given);
  const [first] = entries;
  if (first === undefined || entries.length > 1) {
    throw new ChromaValueError(`Expected a condition to have exactly one key, got ${shown(given)}`);
  }
  const [key, value] = first;
  if (key === "$and" || key === "$or") {
    return junction(key, value);
  }
  if (!isObject(value)) {
    return condition(key, "$eq", value);
  }
  const operators = Object.entries(value);
  const [said] = operators;
  if (said === undefined || operators.length > 1) {
    throw new ChromaValueError(`Expected one operator for ${JSON.stringify(key)}, got ${shown(value)}`);
  }
  return condition(key, said[0], said[1]);
}

function junction(operator: "$and" | "$or", value: unknown): WhereExpression {
  if (!Array.isArray(value) || value.length === 0) {
    throw new ChromaValueError(`Expected ${operator} to be a list of conditions, got ${shown(value)}`);
  }
  const [first, ...others] = (value as unknown[]).map(parse);
  return others.reduce(
    (joined, other) => (operator === "$and" ? joined.and(other) : joined.or(other)),
    first as WhereExpression,
  );
}

function checkOperand(key: string, operator: string, operand: unknown): void {
  const wrong = (wanted: string): ChromaValueError =>
    new ChromaValueError(`${operator} on ${JSON.stringify(key)} requires ${wanted}, got ${shown(operand)}`);
  const isLiteral = (value: unknown): boolean =>
    ["string", "bigint", "boolean"].includes(typeof value) || Number.isFinite(value);
  switch (operator) {
    case "$eq":
    case "$ne":
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      if (typeof operand === "number" && !Number.isFinite(operand)) {
        throw wrong("a finite number");
      }
      return;
    case "$in":
    case "$nin":
      if (!Array.isArray(operand)) {
        throw wrong("a list");
      }
      return;
    case "$contains":
    case "$not_contains":
      if (key === "#document" && typeof operand !== "string") {
        throw wrong("a string");
      }
      if (!isLiteral(operand)) {
        throw wrong("a string, number or boolean");
      }
      return;
    case "$regex":
    case "$not_regex":
      if (typeof operand !== "string") {
        throw wrong("a string");
      }
      return;
    default:
      throw new ChromaValueError(`Unknown operator ${operator} on ${JSON.stringify(key)}`);
  }
}
