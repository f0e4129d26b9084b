import { ChromaValueError } from "../errors.js";
import { isObject, shown } from "../metadata.js";
import { Key, keyName } from "./key.js";

export interface LimitOptions {
  offset?: number;
  limit?: number | null | undefined;
}

export type LimitInput = Limit | LimitOptions | number | null | undefined;

/** Leaves out the first `offset` records and gives at most `limit`; without one, as many as the server allows. */
export class Limit {
  readonly offset: number;
  readonly limit: number | undefined;

  constructor({ offset = 0, limit }: LimitOptions = {}) {
    if (!Number.isInteger(offset) || offset < 0) {
      throw new ChromaValueError(`Expected an offset to be an integer of at least 0, got ${shown(offset)}`);
    }
    if (limit !== undefined && limit !== null && !(Number.isInteger(limit) && limit > 0)) {
      throw new ChromaValueError(`Expected a limit to be a positive integer, got ${shown(limit)}`);
    }
    this.offset = offset;
    this.limit = limit ?? undefined;
  }

  /** @throws ChromaValueError A number is out of range, or a key unknown. */
  static from(input: LimitInput): Limit {
    if (input instanceof Limit) {
      return input;
    }
    if (input === null || input === undefined || typeof input === "number") {
      return new Limit({ limit: input });
    }
    if (!isObject(input) || !Object.keys(input).every((key) => key === "offset" || key === "limit")) {
      throw new ChromaValueError(`Expected a limit to be a number, or an object of offset and limit: ${shown(input)}`);
    }
    return new Limit(input);
  }

  toJSON(): { offset: number; limit?: number } {
    return this.limit === undefined ? { offset: this.offset } : { offset: this.offset, limit: this.limit };
  }
}

export type SelectInput = Select | Iterable<Key | string> | { keys?: Iterable<Key | string> } | null | undefined;

/** The fields that come back besides the ids: `K.DOCUMENT`, `K.EMBEDDING`, `K.METADATA`, `K.SCORE`, metadata keys. */
export class Select {
  readonly #keys: ReadonlySet<string>;

  constructor(keys: Iterable<Key | string> = []) {
    const names = [...keys].map((key) => {
      if (!(key instanceof Key) && typeof key !== "string") {
        throw new ChromaValueError(`Expected a selection to be of keys and texts, got ${shown(key)}`);
      }
      return keyName(key);
    });
    this.#keys = new Set(names);
  }

  /** @throws ChromaValueError It is not a list of keys. */
  static from(input: SelectInput): Select {
    if (input === null || input === undefined) {
      return new Select();
    }
    if (input instanceof Select) {
      return input;
    }
    if (typeof input === "string" || typeof input !== "object") {
      throw new ChromaValueError(`Expected a selection to be a list of keys, got ${shown(input)}`);
    }
    return new Select(Symbol.iterator in input ? input : (input.keys ?? []));
  }

  /** Documents, embeddings, metadata and scores. */
  static all(): Select {
    return new Select([Key.DOCUMENT, Key.EMBEDDING, Key.METADATA, Key.SCORE]);
  }

  /** The names, in an order that does not vary: fields with `#`, then metadata keys. */
  get values(): string[] {
    const rank = (name: string): string => (name.startsWith("#") ? `0${name}` : `1${name}`);
    return [...this.#keys].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  }

  toJSON(): { keys: string[] } {
    return { keys: this.values };
  }
}
