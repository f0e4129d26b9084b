import { ChromaValueError } from "./errors.js";
import { metadataToJson, shown } from "./metadata.js";
import type { Include, Metadata } from "./types.js";
import { checkEmbeddings, type Embedding } from "./vectors.js";

/** Records to write, by column. All columns that are given have one entry for each id. */
export interface RecordColumns {
  /** One for each record, all different. */
  ids: string[];
  /** Without them, they are made from the documents. */
  embeddings?: (Embedding | null)[] | null | undefined;
  metadatas?: (Metadata | null)[] | null | undefined;
  documents?: (string | null)[] | null | undefined;
  uris?: (string | null)[] | null | undefined;
}

/** What a write does with ids that exist, and with ids that do not. */
export type Write = "add" | "update" | "upsert";

/** Checked records: columns of equal length, as they travel except for the vectors. */
export interface RecordBatch {
  ids: string[];
  embeddings: (Embedding | null)[] | undefined;
  metadatas: (Record<string, unknown> | null)[] | undefined;
  documents: (string | null)[] | undefined;
  uris: (string | null)[] | undefined;
}

const FIELDS = ["embeddings", "metadatas", "documents", "uris"] as const;
const INCLUDES: readonly Include[] = ["documents", "embeddings", "metadatas", "uris", "distances"];

/**
 * Checks the arguments of a write.
 *
 * @throws ChromaValueError A column is of the wrong type or length, an id occurs twice, or there is nothing to embed.
 */
export function recordsToWrite(write: Write, columns: RecordColumns): RecordBatch {
  const ids = checkIds(columns.ids);
  if (ids.length === 0) {
    throw new ChromaValueError(`Expected at least one id in ${write}`);
  }
  for (const field of FIELDS) {
    const column: unknown = columns[field];
    if (column !== undefined && column !== null && (!Array.isArray(column) || column.length !== ids.length)) {
      const found = Array.isArray(column) ? `${column.length} entries` : shown(column);
      throw new ChromaValueError(`Expected ${field} to be an array of ${ids.length} entries, as ids is, got ${found}`);
    }
  }
  const hasVectors = columns.embeddings !== undefined && columns.embeddings !== null;
  const batch: RecordBatch = {
    ids,
    embeddings: hasVectors ? checkEmbeddings(columns.embeddings, "embeddings", write === "update") : undefined,
    metadatas: columns.metadatas?.map((metadata, index) => metadataToJson(metadata, `metadata at index ${index}`)),
    documents: texts("documents", columns.documents),
    uris: texts("uris", columns.uris),
  };
  // An update embeds the documents that are there; the others need a vector for each record.
  if (!hasVectors && write !== "update" && (batch.documents === undefined || batch.documents.includes(null))) {
    throw new ChromaValueError(`Expected embeddings, or documents to make them of, for each record in ${write}`);
  }
  return batch;
}

function texts(field: string, column: readonly (string | null | undefined)[] | null | undefined) {
  return column?.map((text, index) => {
    if (text !== null && text !== undefined && typeof text !== "string") {
      throw new ChromaValueError(`Expected ${field} to be texts, got ${shown(text)} at index ${index}`);
    }
    return text ?? null;
  });
}

/** @throws ChromaValueError They are not an array of different texts that are not empty. */
export function checkIds(ids: unknown): string[] {
  if (!Array.isArray(ids)) {
    throw new ChromaValueError(`Expected ids to be an array of texts, got ${shown(ids)}`);
  }
  const seen = new Set<string>();
  const twice = new Set<string>();
  (ids as unknown[]).forEach((id, index) => {
    if (typeof id !== "string" || id === "") {
      throw new ChromaValueError(`Expected an id to be a text that is not empty, got ${shown(id)} at index ${index}`);
    }
    (seen.has(id) ? twice : seen).add(id);
  });
  if (twice.size > 0) {
    throw new ChromaValueError(`Expected ids to be different, these occur twice: ${shown([...twice])}`);
  }
  return ids as string[];
}

/** @throws ChromaValueError A column is unknown, or not one of this call. */
export function checkInclude(include: readonly Include[], refused?: Include): Include[] {
  const isList: boolean = Array.isArray(include);
  if (!isList || !include.every((item) => INCLUDES.includes(item) && item !== refused)) {
    const allowed = INCLUDES.filter((item) => item !== refused).join(", ");
    throw new ChromaValueError(`Expected include to be an array of ${allowed}, got ${shown(include)}`);
  }
  return [...include];
}

/** @throws ChromaValueError It is no whole number, or below the minimum. */
export function checkCount(value: unknown, name: string, minimum: number): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= minimum)) {
    throw new ChromaValueError(`Expected ${name} to be an integer of at least ${minimum}, got ${shown(value)}`);
  }
}
