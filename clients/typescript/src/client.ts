import {
  type ConnectionOptions,
  DEFAULT_DATABASE,
  DEFAULT_TENANT,
  type HostOptions,
  serverOptions,
} from "./client-options.js";
import { Collection } from "./collection.js";
import { type CreateCollectionConfiguration, createConfigurationToJson } from "./configuration.js";
import { checkSameFunction, type EmbeddingFunction } from "./embedding-function.js";
import { environment } from "./environment.js";
import { ChromaValueError, InvalidResponseError } from "./errors.js";
import { metadataToJson } from "./metadata.js";
import { checkCount } from "./records.js";
import * as rest from "./rest/sdk.gen.js";
import type { Checklist, CreateCollectionPayload, HealthReport } from "./rest/types.gen.js";
import type { Schema } from "./schema/schema.js";
import { type Place, Scope } from "./scope.js";
import { Server } from "./server.js";
import type { CallOptions, TransportOptions } from "./transport.js";
import type { CollectionMetadata, UserIdentity } from "./types.js";

export interface ChromaClientArgs extends HostOptions, ConnectionOptions {
  /** Default: CHROMA_TENANT if this is empty, and `default_tenant` if it is absent. */
  tenant?: string | undefined;
  /** Default: CHROMA_DATABASE if this is empty, and `default_database` if it is absent. */
  database?: string | undefined;
}

export interface CreateCollectionArgs {
  /** 3 to 512 characters of `a-z A-Z 0-9 . _ -`. */
  name: string;
  /** The settings of the index, and the embedding function. */
  configuration?: CreateCollectionConfiguration | undefined;
  metadata?: CollectionMetadata | null | undefined;
  /** Makes vectors of documents; stored with the collection by name and settings. null stores none. */
  embeddingFunction?: EmbeddingFunction | null | undefined;
  /** The indexes, with their embedding functions. */
  schema?: Schema | undefined;
}

export interface GetCollectionArgs {
  name: string;
  /** In place of the one stored with the collection. */
  embeddingFunction?: EmbeddingFunction | null | undefined;
}

export interface PageArgs {
  limit?: number | undefined;
  offset?: number | undefined;
}

/**
 * A client of one tenant and database. Constructing one asks nothing of the server.
 *
 * Every method rejects with a `ChromaError`, and takes `{ signal }` as its last argument.
 */
export class ChromaClient {
  readonly #server: Server;
  readonly #scope: Scope;

  /** @throws ChromaValueError The address makes no sense, or a header cannot be sent. */
  constructor(args: ChromaClientArgs = {}) {
    const { transport, place } = connectionOf(args);
    this.#server = new Server(transport);
    this.#scope = new Scope(this.#server, place);
  }

  /**
   * A client as the environment says: CHROMA_ENDPOINT or CHROMA_HOST, CHROMA_TENANT, CHROMA_DATABASE, and
   * CHROMA_API_KEY if there is one.
   */
  static fromEnv(options: ConnectionOptions = {}): ChromaClient {
    const key = environment("CHROMA_API_KEY");
    const headers = { ...(key === undefined ? {} : { "x-chroma-token": key }), ...options.headers };
    const host = environment("CHROMA_ENDPOINT") ?? environment("CHROMA_HOST");
    return new ChromaClient({ ...options, headers, host, tenant: "", database: "" });
  }

  /** The tenant; undefined until it has been found from the API key. */
  get tenant(): string | undefined {
    return this.#scope.known.tenant;
  }

  /** The database; undefined until it has been found from the API key. */
  get database(): string | undefined {
    return this.#scope.known.database;
  }

  /** The headers of every request, with credentials replaced. */
  get headers(): Record<string, string> {
    return this.#server.transport.shownHeaders;
  }

  /** The server and the place within it. Credentials are not shown. */
  toJSON(): Record<string, unknown> {
    return { server: this.#server.transport.baseUrl, tenant: this.tenant, database: this.database };
  }

  /**
   * The tenant and database, asked of the server if they are not known yet.
   *
   * @throws ChromaForbiddenError The API key does not say which; the message names the databases it opens.
   */
  resolve(): Promise<Place> {
    return this.#scope.get();
  }

  // The server.

  /** The server's time in nanoseconds since 1970: more than a `number` holds exactly. */
  async heartbeat(options?: CallOptions): Promise<bigint> {
    const { data } = await rest.heartbeat(this.#server.call(options));
    const time: unknown = data["nanosecond heartbeat"];
    if (typeof time !== "number" && typeof time !== "bigint") {
      throw new InvalidResponseError("The answer has no heartbeat; is there a Chroma server at this address?");
    }
    return BigInt(time);
  }

  /** The version of the API that the server implements. */
  async version(options?: CallOptions): Promise<string> {
    return (await rest.version(this.#server.call(options))).data;
  }

  /** Whether the server's parts are ready. */
  async healthcheck(options?: CallOptions): Promise<HealthReport> {
    return (await rest.healthcheck(this.#server.call(options))).data;
  }

  /** What the server says of the writes it takes. Asked once. */
  getPreflightChecks(): Promise<Checklist> {
    return this.#server.limits();
  }

  /** How many records the server advises to send at once. Larger writes are split by this client. */
  async getMaxBatchSize(): Promise<number> {
    return (await this.#server.limits()).max_batch_size;
  }

  /** Whether the server takes vectors as base64. They are sent so if it does. */
  async supportsBase64Encoding(): Promise<boolean> {
    return (await this.#server.limits()).supports_base64_encoding;
  }

  /** Whom the server takes the caller for, and which tenant and databases the credentials open. */
  async getUserIdentity(options?: CallOptions): Promise<UserIdentity> {
    return (await rest.getUserIdentity(this.#server.call(options))).data;
  }

  /** Erases everything on the server: irreversible, and refused unless it was configured to allow it. */
  async reset(options?: CallOptions): Promise<boolean> {
    return (await rest.reset(this.#server.call(options))).data;
  }

  // Collections.

  /** The collections of the database, in the server's order. */
  async listCollections({ limit, offset }: PageArgs = {}, options?: CallOptions): Promise<Collection[]> {
    checkCount(limit, "limit", 0);
    checkCount(offset, "offset", 0);
    const query = { ...(limit === undefined ? {} : { limit }), ...(offset === undefined ? {} : { offset }) };
    const { data } = await rest.listCollections({ ...(await this.#call(options)), query });
    if (!Array.isArray(data)) {
      throw new InvalidResponseError("The answer is no list of collections; is there a Chroma server at this address?");
    }
    return data.map((model) => new Collection(this.#server, model));
  }

  /** How many collections the database has. */
  async countCollections(options?: CallOptions): Promise<number> {
    return (await rest.countCollections(await this.#call(options))).data;
  }

  /**
   * Creates a collection.
   *
   * @throws ChromaUniqueError The name is taken.
   */
  createCollection(args: CreateCollectionArgs, options?: CallOptions): Promise<Collection> {
    return this.#create(args, false, options);
  }

  /** The collection of that name, created if it does not exist. For one that exists, the other arguments are ignored. */
  async getOrCreateCollection(args: CreateCollectionArgs, options?: CallOptions): Promise<Collection> {
    const found = await this.#create(args, true, options);
    checkSameFunction(args.embeddingFunction, found.configuration.embedding_function);
    return found;
  }

  /**
   * The collection of that name. Without an embedding function it has the one stored with it.
   *
   * @throws ChromaNotFoundError It does not exist.
   */
  async getCollection({ name, embeddingFunction }: GetCollectionArgs, options?: CallOptions): Promise<Collection> {
    const call = await this.#call(options);
    const { data } = await rest.getCollection({ ...call, path: { ...call.path, collection_name: name } });
    const found = new Collection(this.#server, data, embeddingFunction);
    checkSameFunction(embeddingFunction, found.configuration.embedding_function);
    return found;
  }

  /** Several collections by their names. */
  getCollections(items: (string | GetCollectionArgs)[], options?: CallOptions): Promise<Collection[]> {
    return Promise.all(
      items.map((item) => this.getCollection(typeof item === "string" ? { name: item } : item, options)),
    );
  }

  /** The collection of that id. */
  async getCollectionById(id: string, options?: CallOptions): Promise<Collection> {
    const call = await this.#call(options);
    const { data } = await rest.getCollectionById({ ...call, path: { ...call.path, collection_id: id } });
    return new Collection(this.#server, data);
  }

  /** The collection that a resource name points to, in whichever tenant and database it lies. */
  async getCollectionByCrn(crn: string, options?: CallOptions): Promise<Collection> {
    const { data } = await rest.getCollectionByCrn({ ...this.#server.call(options), path: { crn } });
    return new Collection(this.#server, data);
  }

  /** Deletes the collection of that name with all its records: irreversible. */
  async deleteCollection({ name }: { name: string }, options?: CallOptions): Promise<void> {
    const call = await this.#call(options);
    await rest.deleteCollection({ ...call, path: { ...call.path, collection_name: name } });
  }

  async #create(args: CreateCollectionArgs, getOrCreate: boolean, options?: CallOptions): Promise<Collection> {
    const { name, configuration, embeddingFunction, schema } = args;
    const metadata = metadataToJson(args.metadata);
    const hasSchema = schema !== undefined;
    const settings = createConfigurationToJson(configuration, embeddingFunction, hasSchema, metadata?.["hnsw:space"]);
    const body = {
      name,
      metadata: metadata ?? undefined,
      configuration: settings,
      schema: schema?.toJSON(),
      get_or_create: getOrCreate,
    } as CreateCollectionPayload;
    const { data } = await rest.createCollection({ ...(await this.#call(options)), body });
    return new Collection(this.#server, data, configuration?.embeddingFunction ?? embeddingFunction);
  }

  async #call(options?: CallOptions) {
    return { ...this.#server.call(options), path: await this.#scope.get() };
  }
}

/** A connection that is put together already, and the place that is known of: what other clients are made of. */
export class Connection {
  /** @internal */
  constructor(
    readonly transport: TransportOptions,
    readonly place: Partial<Place>,
  ) {}
}

function connectionOf(args: ChromaClientArgs | Connection): Connection {
  if (args instanceof Connection) {
    return args;
  }
  const { tenant = DEFAULT_TENANT, database = DEFAULT_DATABASE } = args;
  for (const [name, value] of Object.entries({ tenant, database })) {
    if (typeof value !== "string") {
      throw new ChromaValueError(`Expected ${name} to be a text, got ${typeof value}`);
    }
  }
  return new Connection(serverOptions(args), {
    // An empty text means what the environment says, as in the official package.
    tenant: tenant === "" ? (environment("CHROMA_TENANT") ?? DEFAULT_TENANT) : tenant,
    database: database === "" ? (environment("CHROMA_DATABASE") ?? DEFAULT_DATABASE) : database,
  });
}
