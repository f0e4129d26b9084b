import { ChromaError } from "./errors.js";
import type { RecordBatch } from "./records.js";

/** Bytes that a request's body may have by our estimate; servers refuse bodies beyond 40 MiB unless configured. */
export const PAYLOAD_BUDGET = 32 * 2 ** 20;

const BASE64_FLOAT = 16 / 3;
const JSON_FLOAT = 22;
const FIXED_COST = 64;

/**
 * Consecutive parts of a batch, none with more records than `maxRecords` nor, unless one record alone is larger, with
 * more bytes than `budget` by an estimate that errs upwards.
 */
export function split(batch: RecordBatch, maxRecords: number, base64: boolean, budget = PAYLOAD_BUDGET): RecordBatch[] {
  const parts: RecordBatch[] = [];
  let start = 0;
  let cost = 0;
  for (let position = 0; position < batch.ids.length; position += 1) {
    const own = costOf(batch, position, base64 ? BASE64_FLOAT : JSON_FLOAT);
    const isFull = position - start >= Math.max(1, maxRecords) || cost + own > budget;
    if (position > start && isFull) {
      parts.push(slice(batch, start, position));
      start = position;
      cost = 0;
    }
    cost += own;
  }
  return start === 0 ? [batch] : [...parts, slice(batch, start, batch.ids.length)];
}

function slice(batch: RecordBatch, start: number, end: number): RecordBatch {
  return {
    ids: batch.ids.slice(start, end),
    embeddings: batch.embeddings?.slice(start, end),
    metadatas: batch.metadatas?.slice(start, end),
    documents: batch.documents?.slice(start, end),
    uris: batch.uris?.slice(start, end),
  };
}

function costOf(batch: RecordBatch, position: number, perFloat: number): number {
  const metadata = batch.metadatas?.[position];
  return (
    FIXED_COST +
    sizeOf(batch.ids[position]) +
    perFloat * (batch.embeddings?.[position]?.length ?? 0) +
    sizeOf(batch.documents?.[position]) +
    sizeOf(batch.uris?.[position]) +
    (metadata === null || metadata === undefined ? 0 : sizeOf(metadata))
  );
}

/** Bytes of a value in JSON, at most in practice: a UTF-16 unit takes up to 3 bytes of UTF-8, an escape up to 6. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") {
    return 3 * value.length;
  }
  if (typeof value !== "object" || value === null) {
    return value === null || value === undefined ? 4 : JSON_FLOAT;
  }
  const entries = Array.isArray(value) ? (value as unknown[]) : Object.entries(value).flat();
  return entries.reduce<number>((sum, item) => sum + sizeOf(item) + 2, 0);
}

/** Makes an error that ended a split write say how far the write had come. Others are returned as they are. */
export function markPartial(error: unknown, batch: number, written: number, total: number): unknown {
  if (error instanceof ChromaError) {
    error.message += ` (request ${batch} of a split write failed; the server has acknowledged the first ${written} of ${total} records)`;
    error.recordsWritten = written;
    error.failedBatch = batch;
  }
  return error;
}
