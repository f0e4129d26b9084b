import {
  changedConfiguration,
  configuredFunction,
  type UpdateCollectionConfiguration,
  updateConfigurationToJson,
} from "./configuration.js";
import { type EmbeddingFunction, embedQueries } from "./embedding-function.js";
import { ChromaValueError, InvalidResponseError } from "./errors.js";
import type { WhereExpression } from "./expression/where.js";
import { Search, type SearchLike } from "./expression/search.js";
import { whereDocumentToJson, whereToJson } from "./filters.js";
import { type AttachedFunction, attachedFunction, attachedFunctionOf } from "./functions.js";
import { metadataToJson } from "./metadata.js";
import { checkCount, checkIds, checkInclude, type RecordColumns } from "./records.js";
import { GetResult, QueryResult, SearchResult } from "./results.js";
import * as rest from "./rest/sdk.gen.js";
import type { Collection as CollectionModel, GetRequestPayload, QueryRequestPayload } from "./rest/types.gen.js";
import { Schema } from "./schema/schema.js";
import type { Server } from "./server.js";
import { queryEmbedder } from "./texts.js";
import type { CallOptions } from "./transport.js";
import type {
  CollectionConfiguration,
  CollectionMetadata,
  Include,
  IndexingStatus,
  Metadata,
  ReadLevel,
  Where,
  WhereDocument,
} from "./types.js";
import { checkEmbeddings, type Embedding, encodeEmbeddings } from "./vectors.js";
import { Writing } from "./writing.js";

/** Which records a call is about. */
export interface Filters {
  ids?: string[] | null | undefined;
  /** A filter on metadata. */
  where?: Where | WhereExpression | null | undefined;
  /** A filter on documents. */
  whereDocument?: WhereDocument | null | undefined;
}

export interface GetArgs extends Filters {
  limit?: number | undefined;
  offset?: number | undefined;
  /** Default `["documents", "metadatas"]`. */
  include?: Include[] | undefined;
}

export interface QueryArgs extends Filters {
  /** The queries as vectors, or ... */
  queryEmbeddings?: Embedding[] | undefined;
  /** ... as texts for the embedding function. */
  queryTexts?: string[] | undefined;
  /** How many for each query, at most. Default 10. */
  nResults?: number | undefined;
  /** Default `["documents", "metadatas", "distances"]`. */
  include?: Include[] | undefined;
}

export interface DeleteArgs extends Filters {
  /** At most so many, in the order they were added; only with a filter. */
  limit?: number | undefined;
}

export interface ReadOptions extends CallOptions {
  /** Whether the newest writes, which are not indexed yet, are seen. */
  readLevel?: ReadLevel | undefined;
}

/**
 * A collection of records: ids with embeddings, documents, metadata and URIs. Get one from a client.
 *
 * Methods reject with `ChromaValueError` for arguments of the wrong shape before anything is sent, and with another
 * `ChromaError` for what the server refuses; each takes `{ signal }` as its last argument.
 */
export class Collection {
  #model: CollectionModel;
  readonly #server: Server;
  readonly #given: EmbeddingFunction | null | undefined;
  #stored: { function: EmbeddingFunction | undefined } | undefined;

  /** @internal */
  constructor(server: Server, model: CollectionModel, embeddingFunction?: EmbeddingFunction | null) {
    if (typeof model?.id !== "string" || typeof model.name !== "string") {
      throw new InvalidResponseError("The answer is no collection; is there a Chroma server at this address?");
    }
    this.#server = server;
    this.#model = model;
    this.#given = embeddingFunction;
  }

  /** The id; it stays when the name changes. */
  get id(): string {
    return this.#model.id;
  }

  /** The name, unique in its database. */
  get name(): string {
    return this.#model.name;
  }

  get metadata(): CollectionMetadata | undefined {
    return (this.#model.metadata as CollectionMetadata | null) ?? undefined;
  }

  /** The configuration as the server stores it. */
  get configuration(): CollectionConfiguration {
    return this.#model.configuration_json;
  }

  /** The indexes by type of value and key, as far as the server says. */
  get schema(): Schema | undefined {
    return this.#model.schema === null || this.#model.schema === undefined
      ? undefined
      : Schema.fromJSON(this.#model.schema);
  }

  /** The length of every embedding; undefined until the first was written, as of when this object was made. */
  get dimension(): number | undefined {
    return this.#model.dimension ?? undefined;
  }

  get tenant(): string {
    return this.#model.tenant;
  }

  get database(): string {
    return this.#model.database;
  }

  /** The function that embeds texts: the one given in code, else the one stored with the collection. */
  get embeddingFunction(): EmbeddingFunction | undefined {
    if (this.#given !== undefined) {
      return this.#given ?? undefined;
    }
    // Kept: building one may be costly.
    this.#stored ??= {
      function: configuredFunction(this.configuration) ?? this.schema?.resolveEmbeddingFunction(),
    };
    return this.#stored.function;
  }

  /** The collection as the server describes it. */
  toJSON(): CollectionModel {
    return { ...this.#model };
  }

  /**
   * How many records there are. With `bigint: true`, as a `bigint`.
   *
   * @throws InvalidResponseError There are more than a `number` counts exactly, and no `bigint` was asked for.
   */
  count(options: ReadOptions & { bigint: true }): Promise<bigint>;
  count(options?: ReadOptions & { bigint?: false }): Promise<number>;
  async count({ readLevel, bigint = false, ...options }: ReadOptions & { bigint?: boolean } = {}): Promise<
    number | bigint
  > {
    const query = readLevel === undefined ? {} : { query: { read_level: readLevel } };
    const { data } = await rest.collectionCount({ ...this.#call(options), ...query });
    const count: unknown = data;
    if (typeof count !== "bigint" && !Number.isInteger(count)) {
      throw new InvalidResponseError("The answer is no count; is there a Chroma server at this address?");
    }
    if (bigint) {
      return BigInt(count as number | bigint);
    }
    if (typeof count === "bigint") {
      throw new InvalidResponseError(`The count ${count} is more than a number holds: ask with { bigint: true }`);
    }
    return count as number;
  }

  /**
   * Adds records. One whose id exists is left as it is, without an error: to replace, `upsert`.
   *
   * A call beyond what the server takes at once is sent in several requests. Each is written whole or not at all, the
   * call is not: an error then says how many records were written before, in its message and as `recordsWritten`.
   */
  async add(records: RecordColumns, options?: CallOptions): Promise<void> {
    await this.#writing().write("add", records, options);
  }

  /**
   * Changes records. What is not given stays; metadata is merged key by key, null takes a key away; unknown ids are
   * passed over. New documents without embeddings are embedded. Otherwise as `add`.
   */
  async update(records: RecordColumns, options?: CallOptions): Promise<void> {
    await this.#writing().write("update", records, options);
  }

  /** Changes the records that exist, as `update` does, and adds the others. Otherwise as `add`. */
  async upsert(records: RecordColumns, options?: CallOptions): Promise<void> {
    await this.#writing().write("upsert", records, options);
  }

  /** Records by ids and filters, in the order they were added. */
  async get<M extends Metadata = Metadata>(args: GetArgs = {}, options?: CallOptions): Promise<GetResult<M>> {
    const include = checkInclude(args.include ?? ["documents", "metadatas"], "distances");
    checkCount(args.limit, "limit", 0);
    checkCount(args.offset, "offset", 0);
    const body = { ...filtersToJson(args), limit: args.limit, offset: args.offset, include } as GetRequestPayload;
    const { data } = await rest.collectionGet({ ...this.#call(options), body });
    return new GetResult<M>(data, include);
  }

  /** The first records, with documents, metadata and embeddings. */
  async peek({ limit = 10 }: { limit?: number } = {}, options?: CallOptions): Promise<GetResult> {
    return this.get({ limit, include: ["documents", "embeddings", "metadatas"] }, options);
  }

  /** The nearest records to each query, by ascending distance. */
  async query<M extends Metadata = Metadata>(args: QueryArgs, options?: CallOptions): Promise<QueryResult<M>> {
    const include = checkInclude(args.include ?? ["documents", "metadatas", "distances"]);
    const { nResults = 10, queryEmbeddings, queryTexts } = args;
    checkCount(nResults, "nResults", 1);
    if ((queryEmbeddings === undefined) === (queryTexts === undefined)) {
      throw new ChromaValueError("A query needs either queryEmbeddings or queryTexts");
    }
    const filters = filtersToJson(args, false);
    const vectors = queryTexts === undefined ? queryEmbeddings : await this.#embed(queryTexts, true);
    // Queries take no base64.
    const queries = encodeEmbeddings(checkEmbeddings(vectors, "queryEmbeddings"), false);
    const body = { ...filters, query_embeddings: queries, n_results: nResults, include } as QueryRequestPayload;
    const { data } = await rest.collectionQuery({ ...this.#call(options), body });
    return new QueryResult<M>(data, include);
  }

  /**
   * Deletes the records that are among `ids` and match the filters.
   *
   * @throws ChromaValueError Neither ids nor a filter, or a limit without a filter.
   */
  async delete(args: DeleteArgs, options?: CallOptions): Promise<{ deleted: number }> {
    const filters = filtersToJson(args);
    checkCount(args.limit, "limit", 0);
    const hasFilter = filters.where !== undefined || filters.where_document !== undefined;
    if (filters.ids === undefined && !hasFilter) {
      throw new ChromaValueError("A deletion needs ids, where or whereDocument");
    }
    if (args.limit !== undefined && !hasFilter) {
      throw new ChromaValueError("A deletion takes a limit only with where or whereDocument");
    }
    const { data } = await rest.collectionDelete({
      ...this.#call(options),
      body: { ...filters, limit: args.limit } as object,
    });
    return { deleted: data.deleted };
  }

  /**
   * Searches with rank expressions, grouping and selection. Texts in them are embedded.
   *
   * @throws UnimplementedError The server does not answer this call.
   */
  async search(
    searches: SearchLike | SearchLike[],
    { readLevel, ...options }: ReadOptions = {},
  ): Promise<SearchResult> {
    const embed = queryEmbedder(
      () => this.schema,
      (text) => this.#embed([text], true),
    );
    const listed = (Array.isArray(searches) ? searches : [searches]).map((search) => Search.from(search));
    const embedded = await Promise.all(listed.map((search) => search.embedded(embed)));
    const level = readLevel === undefined ? {} : { read_level: readLevel };
    const body = { searches: embedded.map((search) => search.toPayload()), ...level };
    const { data } = await rest.collectionSearch({ ...this.#call(options), body });
    return new SearchResult(data);
  }

  /** Changes the name, the metadata, all of which is replaced, or settings. What is not named stays. */
  async modify(
    changes: { name?: string; metadata?: CollectionMetadata; configuration?: UpdateCollectionConfiguration },
    options?: CallOptions,
  ): Promise<void> {
    const metadata = metadataToJson(changes.metadata);
    if (metadata !== null && "hnsw:space" in metadata) {
      throw new ChromaValueError("The distance function of a collection cannot be changed once it is created");
    }
    const configuration = updateConfigurationToJson(changes.configuration);
    const body = {
      new_name: changes.name,
      new_metadata: metadata ?? undefined,
      new_configuration: configuration,
    } as Parameters<typeof rest.updateCollection>[0]["body"];
    await rest.updateCollection({ ...this.#call(options), body });
    const kept = Object.entries(metadata ?? {}).filter(([, value]) => value !== null);
    this.#stored = configuration === undefined ? this.#stored : undefined;
    this.#model = {
      ...this.#model,
      name: changes.name ?? this.name,
      ...(metadata === null
        ? {}
        : { metadata: kept.length === 0 ? null : (Object.fromEntries(kept) as CollectionModel["metadata"]) }),
      ...(configuration === undefined
        ? {}
        : { configuration_json: changedConfiguration(this.configuration, configuration) }),
    };
  }

  /** A new collection with the same records, which shares their storage until either changes. */
  async fork({ name }: { name: string }, options?: CallOptions): Promise<Collection> {
    const { data } = await rest.forkCollection({ ...this.#call(options), body: { new_name: name } });
    return new Collection(this.#server, data, this.#given);
  }

  /** How many forks were made of this collection and of its forks. */
  async forkCount(options?: CallOptions): Promise<number> {
    return (await rest.forkCount(this.#call(options))).data.count;
  }

  /** How many of the writes are indexed. */
  async getIndexingStatus(options?: CallOptions): Promise<IndexingStatus> {
    return (await rest.indexingStatus(this.#call(options))).data;
  }

  /** Has the server compute a function of this collection, and keep it up to date in another. */
  async attachFunction(
    args: { functionId: string; name: string; outputCollection: string; params?: Record<string, unknown> },
    options?: CallOptions,
  ): Promise<{ attachedFunction: AttachedFunction; created: boolean }> {
    const { functionId, name, outputCollection, params } = args;
    const body = { name, function_id: functionId, output_collection: outputCollection, ...(params && { params }) };
    const { data } = await rest.attachFunction({ ...this.#call(options), body });
    return { attachedFunction: attachedFunction(data, outputCollection, params), created: data.created };
  }

  /** The function attached under that name. */
  async getAttachedFunction(name: string, options?: CallOptions): Promise<AttachedFunction> {
    const call = this.#call(options);
    const { data } = await rest.getAttachedFunction({ ...call, path: { ...call.path, function_name: name } });
    return attachedFunctionOf(data);
  }

  /** Detaches the function of that name. `deleteOutputCollection` deletes its results, too. */
  async detachFunction(
    { name, deleteOutputCollection = false }: { name: string; deleteOutputCollection?: boolean },
    options?: CallOptions,
  ): Promise<boolean> {
    const call = this.#call(options);
    const path = { ...call.path, function_name: name };
    const body = { delete_output: deleteOutputCollection };
    return (await rest.detachFunction({ ...call, path, body })).data.success;
  }

  #writing(): Writing {
    return new Writing(
      this.#server,
      this.#model,
      () => this.schema,
      (texts) => this.#embed(texts, false),
    );
  }

  #call(options?: CallOptions) {
    const path = { tenant: this.tenant, database: this.database, collection_id: this.id };
    return { ...this.#server.call(options), path };
  }

  async #embed(texts: string[], isQuery: boolean): Promise<Embedding[]> {
    const embeddingFunction = this.embeddingFunction;
    if (embeddingFunction === undefined) {
      throw new ChromaValueError(
        "Texts cannot be embedded: the collection has no embedding function. Give one when you create or get it, or " +
          "pass embeddings.",
      );
    }
    const made = await (isQuery ? embedQueries(embeddingFunction, texts) : embeddingFunction.generate(texts));
    if (!Array.isArray(made) || made.length !== texts.length) {
      const found = Array.isArray(made) ? String(made.length) : "no";
      throw new ChromaValueError(`The embedding function made ${found} embeddings of ${texts.length} texts`);
    }
    return made;
  }
}

function filtersToJson({ ids, where, whereDocument }: Filters, unique = true) {
  return {
    ids: ids === null || ids === undefined ? undefined : unique ? checkIds(ids) : ids,
    where: whereToJson(where),
    where_document: whereDocumentToJson(whereDocument),
  };
}
