import { ChromaValueError } from "./errors.js";
import { isSparseVector, sparseVectorFromJson, sparseVectorToJson } from "./sparse-vector.js";
import type { Metadata } from "./types.js";

const RESERVED = "chroma:document";
const MIN = -(2n ** 63n);
const MAX = 2n ** 64n;

/** Whether a value is an object with keys, as JSON has them. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value for a message, cut where it becomes long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) as
    string | undefined;
  return (text ?? String(value)).slice(0, 200);
}

/** Why a value cannot stand in metadata or in a filter; undefined if it can. */
export function faultOfLiteral(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : `is not a finite number: ${value}`;
    case "bigint":
      return value >= MIN && value < MAX ? undefined : `does not fit 64 bits: ${value}`;
    default:
      return `is not a string, number, bigint or boolean: ${shown(value)}`;
  }
}

/**
 * Metadata as it travels: sparse vectors tagged; null for none.
 *
 * @throws ChromaValueError It is no object, is empty, or holds what metadata cannot hold. The message names the key.
 */
export function metadataToJson(metadata: unknown, where = "metadata"): Record<string, unknown> | null {
  if (metadata === null || metadata === undefined) {
    return null;
  }
  if (!isObject(metadata)) {
    throw new ChromaValueError(`Expected ${where} to be an object, got ${shown(metadata)}`);
  }
  const entries = Object.entries(metadata).filter(([, value]) => value !== undefined);
  if (entries.length === 0) {
    throw new ChromaValueError(`Expected ${where} to have at least one key; leave it out, or give null`);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, valueToJson(key, value, where)]));
}

function valueToJson(key: string, value: unknown, where: string): unknown {
  if (key === RESERVED) {
    throw new ChromaValueError(`Expected ${where} not to have the reserved key ${RESERVED}`);
  }
  const place = `the value of ${JSON.stringify(key)} in ${where}`;
  if (value === null) {
    return null;
  }
  if (isSparseVector(value)) {
    return sparseVectorToJson(value);
  }
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    const kinds = new Set(items.map((item) => (typeof item === "bigint" ? "number" : typeof item)));
    if (items.length === 0 || kinds.size > 1) {
      throw new ChromaValueError(`Expected ${place} to be a list of one type that is not empty, got ${shown(value)}`);
    }
    items.forEach((item, index) => refuse(faultOfLiteral(item), `${place}, at index ${index},`));
    return items;
  }
  refuse(faultOfLiteral(value), place);
  return value;
}

function refuse(fault: string | undefined, place: string): void {
  if (fault !== undefined) {
    throw new ChromaValueError(`${place[0]?.toUpperCase() ?? ""}${place.slice(1)} ${fault}`);
  }
}

/** Metadata of an answer: tagged sparse vectors become plain ones. */
export function metadataFromJson(metadata: Record<string, unknown> | null): Metadata | null {
  if (metadata === null) {
    return null;
  }
  // Most metadata has no sparse vectors, and then the object of the answer is the result.
  for (const [key, value] of Object.entries(metadata)) {
    const vector = typeof value === "object" ? sparseVectorFromJson(value) : undefined;
    if (vector !== undefined) {
      metadata[key] = vector;
    }
  }
  return metadata as Metadata;
}
