import { ChromaValueError } from "./errors.js";

/** A vector given by its places that are not zero. */
export interface SparseVector {
  /** The places: whole numbers, strictly ascending. */
  indices: number[];
  /** The number at each place. */
  values: number[];
  /** The token that each place stands for. */
  tokens?: string[] | null;
}

/** A sparse vector as it travels. */
export interface SparseVectorJson extends SparseVector {
  "#type": "sparse_vector";
}

const MAX_INDEX = 2 ** 32;

/** Whether a value has the form of a sparse vector. */
export function isSparseVector(value: unknown): value is SparseVector {
  return (
    typeof value === "object" &&
    value !== null &&
    Array.isArray((value as SparseVector).indices) &&
    Array.isArray((value as SparseVector).values)
  );
}

/**
 * A sparse vector as it travels: tagged, and checked.
 *
 * @throws ChromaValueError Lengths differ, an index is out of order or no whole number, or a value is not finite.
 */
export function sparseVectorToJson(vector: SparseVector): SparseVectorJson {
  const { indices, values, tokens } = vector;
  if (indices.length !== values.length) {
    throw new ChromaValueError(
      `A sparse vector needs as many values as indices, got ${indices.length} indices and ${values.length} values`,
    );
  }
  if (tokens !== undefined && tokens !== null && tokens.length !== indices.length) {
    throw new ChromaValueError(
      `A sparse vector needs as many tokens as indices, got ${indices.length} indices and ${tokens.length} tokens`,
    );
  }
  let previous = -1;
  indices.forEach((index, position) => {
    if (!Number.isInteger(index) || index < 0 || index >= MAX_INDEX) {
      throw new ChromaValueError(
        `Indices of a sparse vector are whole numbers from 0 to 2^32 - 1, got ${String(index)} at position ${position}`,
      );
    }
    if (index <= previous) {
      throw new ChromaValueError(
        `Indices of a sparse vector ascend strictly, got ${index} after ${previous} at position ${position}`,
      );
    }
    previous = index;
  });
  values.forEach((value, position) => {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new ChromaValueError(
        `Values of a sparse vector are finite numbers, got ${String(value)} at position ${position}`,
      );
    }
  });
  return { "#type": "sparse_vector", indices, values, ...(tokens === undefined || tokens === null ? {} : { tokens }) };
}

/** The inverse of `sparseVectorToJson`: undefined when the value is no tagged sparse vector. */
export function sparseVectorFromJson(value: unknown): SparseVector | undefined {
  if (!isSparseVector(value) || (value as Partial<SparseVectorJson>)["#type"] !== "sparse_vector") {
    return undefined;
  }
  const { indices, values, tokens } = value;
  return { indices, values, ...(tokens === undefined || tokens === null ? {} : { tokens }) };
}
