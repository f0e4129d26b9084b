import type { LiteralValue } from "../types.js";
import { condition, type WhereExpression } from "./where.js";

/** A metadata key, or a part of a record: what conditions, ranks and selections refer to. */
export class Key {
  static readonly ID = new Key("#id");
  static readonly DOCUMENT = new Key("#document");
  static readonly EMBEDDING = new Key("#embedding");
  static readonly METADATA = new Key("#metadata");
  static readonly SCORE = new Key("#score");

  constructor(readonly name: string) {}

  /** The value equals. */
  eq(value: LiteralValue): WhereExpression {
    return condition(this.name, "$eq", value);
  }

  /** The value differs, or the record has no such key. */
  ne(value: LiteralValue): WhereExpression {
    return condition(this.name, "$ne", value);
  }

  /** The number is greater. */
  gt(value: number | bigint): WhereExpression {
    return condition(this.name, "$gt", value);
  }

  /** The number is greater or equal. */
  gte(value: number | bigint): WhereExpression {
    return condition(this.name, "$gte", value);
  }

  /** The number is less. */
  lt(value: number | bigint): WhereExpression {
    return condition(this.name, "$lt", value);
  }

  /** The number is less or equal. */
  lte(value: number | bigint): WhereExpression {
    return condition(this.name, "$lte", value);
  }

  /** The value is one of these. */
  isIn(values: Iterable<LiteralValue>): WhereExpression {
    return condition(this.name, "$in", [...values]);
  }

  /** The value is none of these, or missing. */
  notIn(values: Iterable<LiteralValue>): WhereExpression {
    return condition(this.name, "$nin", [...values]);
  }

  /** The document contains the text, or the list in metadata the value. */
  contains(value: LiteralValue): WhereExpression {
    return condition(this.name, "$contains", value);
  }

  /** The document does not contain the text, or the list in metadata not the value. */
  notContains(value: LiteralValue): WhereExpression {
    return condition(this.name, "$not_contains", value);
  }

  /** The text matches the pattern somewhere. The syntax is that of Rust's `regex`. */
  regex(pattern: string): WhereExpression {
    return condition(this.name, "$regex", pattern);
  }

  /** The text matches the pattern nowhere, or is missing. */
  notRegex(pattern: string): WhereExpression {
    return condition(this.name, "$not_regex", pattern);
  }
}

/** `K("year")` is short for `new Key("year")`; the parts of a record are `K.ID`, `K.DOCUMENT` and so on. */
export interface KeyFactory {
  (name: string): Key;
  readonly ID: Key;
  readonly DOCUMENT: Key;
  readonly EMBEDDING: Key;
  readonly METADATA: Key;
  readonly SCORE: Key;
}

/** Makes keys: `K("year").gt(2020)`. */
export const K: KeyFactory = Object.assign((name: string): Key => new Key(name), {
  ID: Key.ID,
  DOCUMENT: Key.DOCUMENT,
  EMBEDDING: Key.EMBEDDING,
  METADATA: Key.METADATA,
  SCORE: Key.SCORE,
});

/** The name of a key given either way. */
export function keyName(key: Key | string): string {
  return key instanceof Key ? key.name : key;
}
