import { ChromaValueError } from "./errors.js";

/** One embedding: as many numbers as the collection has dimensions. */
export type Embedding = number[] | Float32Array | Float64Array;

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The part of Node's `Buffer` that is used here, where there is one. */
interface BufferLike {
  from(buffer: ArrayBufferLike, offset: number, length: number): { toString(encoding: "base64"): string };
}

/** Whether a value is one embedding. */
export function isEmbedding(value: unknown): value is Embedding {
  return Array.isArray(value) || value instanceof Float32Array || value instanceof Float64Array;
}

/**
 * Checks embeddings and returns them as given.
 *
 * @throws ChromaValueError They are no list, or one of them is empty or holds something that is not a finite number.
 */
export function checkEmbeddings(embeddings: unknown, name: string, nullable = false): (Embedding | null)[] {
  if (!Array.isArray(embeddings)) {
    throw new ChromaValueError(`Expected ${name} to be an array of embeddings, got ${typeof embeddings}`);
  }
  (embeddings as unknown[]).forEach((embedding, position) => {
    if (nullable && (embedding === null || embedding === undefined)) {
      return;
    }
    if (!isEmbedding(embedding)) {
      throw new ChromaValueError(
        `Expected ${name} to be an array of arrays of numbers, at index ${position} it is not`,
      );
    }
    if (embedding.length === 0) {
      throw new ChromaValueError(`Expected each of ${name} to hold at least one number, at index ${position} is none`);
    }
    for (let place = 0; place < embedding.length; place += 1) {
      const number: unknown = embedding[place];
      if (typeof number !== "number" || !Number.isFinite(Math.fround(number))) {
        throw new ChromaValueError(
          `Expected ${name} to be finite numbers within the range of float32, got ${String(number)} at index ` +
            `${position}, place ${place}`,
        );
      }
    }
  });
  return embeddings as (Embedding | null)[];
}

/** An embedding as base64 of its little-endian float32 bytes: a quarter of the length of the numbers written out. */
export function toBase64(embedding: Embedding): string {
  const floats = embedding instanceof Float32Array ? embedding : Float32Array.from(embedding);
  let bytes = new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
  if (!LITTLE_ENDIAN) {
    bytes = bytes.slice();
    const view = new DataView(bytes.buffer);
    floats.forEach((value, place) => view.setFloat32(place * 4, value, true));
  }
  const buffer = (globalThis as { Buffer?: BufferLike }).Buffer;
  if (buffer !== undefined) {
    return buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  }
  let text = "";
  // In pieces: the arguments of one call are limited.
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}

/** Embeddings as the wire carries them: base64, or arrays of numbers. */
export function encodeEmbeddings(
  embeddings: readonly (Embedding | null)[],
  base64: boolean,
): (string | number[] | null)[] {
  return embeddings.map((embedding) => {
    if (embedding === null || embedding === undefined) {
      return null;
    }
    return base64 ? toBase64(embedding) : Array.isArray(embedding) ? embedding : Array.from(embedding);
  });
}
