import { ChromaValueError } from "./errors.js";
import { type RecordBatch, type RecordColumns, recordsToWrite, type Write } from "./records.js";
import { collectionAdd, collectionUpdate, collectionUpsert } from "./rest/sdk.gen.js";
import type { AddCollectionRecordsPayload, Collection as CollectionModel } from "./rest/types.gen.js";
import type { Schema } from "./schema/schema.js";
import type { Server } from "./server.js";
import { sparseVectorToJson } from "./sparse-vector.js";
import { markPartial, split } from "./splitting.js";
import type { CallOptions } from "./transport.js";
import { checkEmbeddings, type Embedding, encodeEmbeddings } from "./vectors.js";

/** Writes records to a collection: embeds what has to be, splits what is too large, and says how far it came. */
export class Writing {
  constructor(
    private readonly server: Server,
    private readonly model: CollectionModel,
    private readonly schema: () => Schema | undefined,
    private readonly embed: (texts: string[]) => Promise<Embedding[]>,
  ) {}

  async write(write: Write, columns: RecordColumns, options: CallOptions | undefined): Promise<void> {
    const batch = recordsToWrite(write, columns);
    if (batch.embeddings === undefined && batch.documents !== undefined) {
      batch.embeddings = checkEmbeddings(
        await this.#embedGiven(batch.documents),
        "the embeddings that were made",
        true,
      );
    }
    await this.#addSparse(batch);
    options?.signal?.throwIfAborted();
    const limits = await this.server.limits();
    let written = 0;
    let number = 0;
    for (const part of split(batch, limits.max_batch_size, limits.supports_base64_encoding)) {
      number += 1;
      try {
        await this.#send(write, part, limits.supports_base64_encoding, options);
      } catch (error) {
        throw written === 0 ? error : markPartial(error, number, written, batch.ids.length);
      }
      written += part.ids.length;
    }
  }

  async #send(write: Write, part: RecordBatch, base64: boolean, options: CallOptions | undefined): Promise<void> {
    const embeddings = part.embeddings === undefined ? undefined : encodeEmbeddings(part.embeddings, base64);
    const body = { ...part, embeddings } as AddCollectionRecordsPayload;
    const path = { tenant: this.model.tenant, database: this.model.database, collection_id: this.model.id };
    const call = { ...this.server.call(options), path, body };
    await (write === "add"
      ? collectionAdd(call)
      : write === "update"
        ? collectionUpdate(call)
        : collectionUpsert(call));
  }

  /** Embeddings of the documents that are there; null for the others, which an update may have. */
  async #embedGiven(documents: (string | null)[]): Promise<(Embedding | null)[]> {
    const given = documents.filter((document) => document !== null);
    const made = given.length === 0 ? [] : await this.embed(given);
    let place = 0;
    return documents.map((document) => (document === null ? null : (made[place++] as Embedding)));
  }

  /** Fills in the sparse vectors that the schema has made of documents or metadata. One that is given stays. */
  async #addSparse(batch: RecordBatch): Promise<void> {
    const keys = Object.values(this.model.schema?.keys ?? {});
    if (!keys.some((held) => held.sparse_vector) || (batch.metadatas === undefined && batch.documents === undefined)) {
      return;
    }
    const filled = batch.ids.map((_, place) => ({ ...batch.metadatas?.[place] }));
    for (const { key, source, embeddingFunction } of this.schema()?.sparseTargets() ?? []) {
      const texts = new Map<number, string>();
      filled.forEach((metadata, place) => {
        const text = source === "#document" ? batch.documents?.[place] : metadata[source];
        if (metadata[key] === undefined && typeof text === "string") {
          texts.set(place, text);
        }
      });
      const made = texts.size === 0 ? [] : await embeddingFunction.generate([...texts.values()]);
      if (made.length !== texts.size) {
        throw new ChromaValueError(
          `The sparse embedding function of ${JSON.stringify(key)} made ${made.length} vectors of ${texts.size} texts`,
        );
      }
      [...texts.keys()].forEach((place, index) => {
        (filled[place] as Record<string, unknown>)[key] = sparseVectorToJson(made[index] as (typeof made)[number]);
      });
    }
    batch.metadatas = filled.map((metadata) => (Object.keys(metadata).length === 0 ? null : metadata));
  }
}
