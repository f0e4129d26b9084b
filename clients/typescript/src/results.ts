import { InvalidResponseError } from "./errors.js";
import { metadataFromJson } from "./metadata.js";
import type {
  GetResult as WireGetResult,
  QueryResult as WireQueryResult,
  SearchResult as WireSearchResult,
} from "./rest/types.gen.js";
import type { Include, Metadata } from "./types.js";

type Maybe<T> = T | null | undefined;

/** One record of a get. What was not asked for is undefined; what the record does not have is null. */
export interface GetRow<M extends Metadata = Metadata> {
  id: string;
  document?: Maybe<string>;
  embedding?: Maybe<number[]>;
  metadata?: Maybe<M>;
  uri?: Maybe<string>;
}

/** One record of a query. */
export interface QueryRow<M extends Metadata = Metadata> extends GetRow<M> {
  distance?: Maybe<number>;
}

/** One record of a search. */
export interface SearchRow {
  id: string;
  document?: Maybe<string>;
  embedding?: Maybe<number[]>;
  metadata?: Maybe<Metadata>;
  score?: Maybe<number>;
}

/** Records by column: entry n of each column belongs to `ids[n]`. Columns that were not asked for are empty. */
export class GetResult<M extends Metadata = Metadata> {
  readonly ids: string[];
  readonly embeddings: (number[] | null)[];
  readonly documents: (string | null)[];
  readonly metadatas: (M | null)[];
  readonly uris: (string | null)[];
  /** The columns that were asked for. */
  readonly include: Include[];

  /** @internal */
  constructor(wire: WireGetResult, include: Include[]) {
    this.ids = listOf(wire, "ids");
    this.embeddings = wire.embeddings ?? [];
    this.documents = wire.documents ?? [];
    this.metadatas = (wire.metadatas ?? []).map((metadata) => metadataFromJson(metadata) as M | null);
    this.uris = wire.uris ?? [];
    this.include = include;
  }

  /** The same, one object per record. */
  rows(): GetRow<M>[] {
    return this.ids.map((id, place) => ({
      id,
      ...(this.include.includes("documents") ? { document: this.documents[place] } : {}),
      ...(this.include.includes("embeddings") ? { embedding: this.embeddings[place] } : {}),
      ...(this.include.includes("metadatas") ? { metadata: this.metadatas[place] } : {}),
      ...(this.include.includes("uris") ? { uri: this.uris[place] } : {}),
    }));
  }
}

/** Neighbours by column, one list per query. Columns that were not asked for are empty. */
export class QueryResult<M extends Metadata = Metadata> {
  readonly ids: string[][];
  readonly embeddings: (number[] | null)[][];
  readonly documents: (string | null)[][];
  readonly metadatas: (M | null)[][];
  readonly uris: (string | null)[][];
  readonly distances: (number | null)[][];
  readonly include: Include[];

  /** @internal */
  constructor(wire: WireQueryResult, include: Include[]) {
    this.ids = listOf(wire, "ids");
    this.embeddings = wire.embeddings ?? [];
    this.documents = wire.documents ?? [];
    this.metadatas = (wire.metadatas ?? []).map((row) => row.map((metadata) => metadataFromJson(metadata) as M | null));
    this.uris = wire.uris ?? [];
    this.distances = wire.distances ?? [];
    this.include = include;
  }

  /** The same, one list per query of one object per record. */
  rows(): QueryRow<M>[][] {
    return this.ids.map((ids, query) =>
      ids.map((id, place) => ({
        id,
        ...(this.include.includes("documents") ? { document: this.documents[query]?.[place] } : {}),
        ...(this.include.includes("embeddings") ? { embedding: this.embeddings[query]?.[place] } : {}),
        ...(this.include.includes("metadatas") ? { metadata: this.metadatas[query]?.[place] } : {}),
        ...(this.include.includes("uris") ? { uri: this.uris[query]?.[place] } : {}),
        ...(this.include.includes("distances") ? { distance: this.distances[query]?.[place] } : {}),
      })),
    );
  }
}

/** What searches found, by column, one list per search; null where the search did not select the field. */
export class SearchResult {
  readonly ids: string[][];
  readonly documents: ((string | null)[] | null)[];
  readonly embeddings: ((number[] | null)[] | null)[];
  readonly metadatas: ((Metadata | null)[] | null)[];
  readonly scores: ((number | null)[] | null)[];
  /** The fields that each search selected. */
  readonly select: string[][];

  /** @internal */
  constructor(wire: WireSearchResult) {
    this.ids = listOf(wire, "ids");
    this.documents = listOf(wire, "documents");
    this.embeddings = listOf(wire, "embeddings");
    const metadatas = listOf<WireSearchResult["metadatas"][number]>(wire, "metadatas");
    this.metadatas = metadatas.map((row) => row?.map((metadata) => metadataFromJson(metadata)) ?? null);
    this.scores = listOf(wire, "scores");
    this.select = listOf(wire, "select");
  }

  /** The same, one list per search of one object per record. */
  rows(): SearchRow[][] {
    const columns = {
      document: this.documents,
      embedding: this.embeddings,
      metadata: this.metadatas,
      score: this.scores,
    };
    return this.ids.map((ids, search) =>
      ids.map((id, place) => {
        const row: Record<string, unknown> = { id };
        for (const [name, column] of Object.entries(columns)) {
          const values = column[search];
          if (values !== null && values !== undefined) {
            row[name] = values[place];
          }
        }
        return row as unknown as SearchRow;
      }),
    );
  }
}

/** A list that every answer of this kind has. An answer without it came from something else than a Chroma server. */
function listOf<T>(wire: Record<string, unknown> | object, name: string): T[] {
  const value = (wire as Record<string, unknown> | null)?.[name];
  if (!Array.isArray(value)) {
    throw new InvalidResponseError(`The answer has no list of ${name}; is there a Chroma server at this address?`);
  }
  return value as T[];
}
