import { ChromaValueError } from "./errors.js";
import { WhereExpression } from "./expression/where.js";
import { faultOfLiteral, isObject, shown } from "./metadata.js";
import type { Where, WhereDocument } from "./types.js";

const COMPARISONS = new Set(["$gt", "$gte", "$lt", "$lte"]);
const MEMBERSHIPS = new Set(["$in", "$nin"]);
const CONTAINS = new Set(["$contains", "$not_contains"]);
const PATTERNS = new Set(["$regex", "$not_regex"]);
const OPERATORS = new Set([...COMPARISONS, "$eq", "$ne", ...MEMBERSHIPS, ...CONTAINS]);
const DOCUMENT_OPERATORS = new Set([...CONTAINS, ...PATTERNS]);

/**
 * A metadata filter as it travels: one key, which is a metadata key with a value or one operator, or `$and` or `$or`.
 *
 * @throws ChromaValueError It, or a part of it, has another shape; the message shows the part.
 */
export function whereToJson(where: Where | WhereExpression | null | undefined): Record<string, unknown> | undefined {
  if (where === null || where === undefined) {
    return undefined;
  }
  const json = where instanceof WhereExpression ? where.toJSON() : where;
  checkWhere(json);
  return json;
}

/** A document filter as it travels. Throws as `whereToJson`. */
export function whereDocumentToJson(filter: WhereDocument | null | undefined): Record<string, unknown> | undefined {
  if (filter === null || filter === undefined) {
    return undefined;
  }
  checkWhereDocument(filter);
  return filter;
}

function checkWhere(where: unknown): void {
  const [key, value] = single(where, "a filter");
  if (key === "$and" || key === "$or") {
    conditions(key, value).forEach(checkWhere);
    return;
  }
  if (CONTAINS.has(key)) {
    throw new ChromaValueError(`Expected a metadata key, $and or $or in a filter, got ${key}`);
  }
  if (isObject(value)) {
    const [operator, operand] = single(value, `what a filter says of ${JSON.stringify(key)}`);
    checkOperator(key, operator, operand);
    return;
  }
  refuse(faultOfLiteral(value), key, value);
}

function checkOperator(key: string, operator: string, operand: unknown): void {
  if (key === "#document" && DOCUMENT_OPERATORS.has(operator)) {
    if (typeof operand !== "string") {
      throw new ChromaValueError(
        `Expected the operand of ${operator} on #document to be a string, got ${shown(operand)}`,
      );
    }
    return;
  }
  if (!OPERATORS.has(operator)) {
    throw new ChromaValueError(
      `Expected one of ${[...OPERATORS].join(", ")} for ${JSON.stringify(key)}, got ${operator}`,
    );
  }
  if (MEMBERSHIPS.has(operator)) {
    if (!Array.isArray(operand) || operand.length === 0 || new Set((operand as unknown[]).map(kindOf)).size > 1) {
      throw new ChromaValueError(
        `Expected the operand of ${operator} to be a list of one type that is not empty, got ${shown(operand)}`,
      );
    }
    (operand as unknown[]).forEach((item) => refuse(faultOfLiteral(item), key, operand));
    return;
  }
  if (COMPARISONS.has(operator) && typeof operand !== "number" && typeof operand !== "bigint") {
    throw new ChromaValueError(`Expected the operand of ${operator} to be a number, got ${shown(operand)}`);
  }
  refuse(faultOfLiteral(operand), key, operand);
}

function checkWhereDocument(filter: unknown): void {
  const [operator, operand] = single(filter, "a document filter");
  if (operator === "$and" || operator === "$or") {
    conditions(operator, operand).forEach(checkWhereDocument);
    return;
  }
  if (!DOCUMENT_OPERATORS.has(operator)) {
    throw new ChromaValueError(
      `Expected one of ${[...DOCUMENT_OPERATORS].join(", ")}, $and, $or in a document filter, got ${operator}`,
    );
  }
  if (typeof operand !== "string" || operand === "") {
    throw new ChromaValueError(
      `Expected the operand of ${operator} in a document filter to be a string that is not empty, got ${shown(operand)}`,
    );
  }
}

/** The one key and value of an object. */
export function single(value: unknown, what: string): [string, unknown] {
  const entries = isObject(value) ? Object.entries(value) : [];
  const [first] = entries;
  if (first === undefined || entries.length !== 1) {
    throw new ChromaValueError(`Expected ${what} to be an object with one key, got ${shown(value)}`);
  }
  return first;
}

function conditions(operator: string, value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length < 2) {
    throw new ChromaValueError(`Expected the operand of ${operator} to be a list of at least two, got ${shown(value)}`);
  }
  return value;
}

function kindOf(value: unknown): string {
  return typeof value === "bigint" ? "number" : typeof value;
}

function refuse(fault: string | undefined, key: string, value: unknown): void {
  if (fault !== undefined) {
    throw new ChromaValueError(`In a filter, the value of ${JSON.stringify(key)} ${fault}, in ${shown(value)}`);
  }
}
