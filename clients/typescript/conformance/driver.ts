/**
 * The driver of this client for the contract vectors: one request a line on standard input, one answer a line on
 * standard output. `tests/contract/README.md` describes the messages.
 */

import { createInterface } from "node:readline";

import {
  AdminClient,
  ChromaClient,
  ChromaError,
  type Collection,
  type Include,
  type RankJson,
  Schema,
} from "../src/index.js";
import { embeddingFunctionFromJson } from "../src/embedding-function.js";
import { parseJson, stringifyJson } from "../src/json.js";
import { isSparseVector } from "../src/sparse-vector.js";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments are whatever a vector says
type Arguments = Record<string, any>;
type Operation = (arguments_: Arguments) => Promise<unknown>;

const CATEGORIES: Readonly<Record<number, string>> = {
  400: "invalid_argument",
  401: "unauthenticated",
  403: "permission_denied",
  404: "not_found",
  405: "not_routed",
  409: "already_exists",
  412: "failed_precondition",
  413: "too_large",
  415: "invalid_argument",
  422: "invalid_argument",
  429: "rate_limited",
  500: "internal",
  501: "unimplemented",
  503: "unavailable",
  504: "timeout",
};
const CATEGORIES_BY_NAME: Readonly<Record<string, string>> = {
  ChromaValueError: "invalid_argument",
  ChromaForbiddenError: "permission_denied",
  ChromaTimeoutError: "timeout",
  ChromaConnectionError: "unavailable",
};

/** The clients of one server, and the operations by their ids. */
class Driver {
  readonly #clients = new Map<string, ChromaClient>();
  readonly #collections = new Map<string, Collection>();
  readonly #admin: AdminClient;

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {
    this.#admin = new AdminClient({ host: url, headers });
  }

  readonly operations: Readonly<Record<string, Operation>> = {
    heartbeat: async (a) => ({ "nanosecond heartbeat": await this.#client(a).heartbeat() }),
    healthcheck: (a) => this.#client(a).healthcheck(),
    version: (a) => this.#client(a).version(),
    pre_flight_checks: (a) => this.#client(a).getPreflightChecks(),
    reset: (a) => this.#client(a).reset(),
    get_user_identity: (a) => this.#client(a).getUserIdentity(),
    create_tenant: async (a) => done(await this.#admin.createTenant({ name: a["name"] })),
    get_tenant: (a) => this.#admin.getTenant({ name: a["tenant"] }),
    list_tenants: (a) => this.#admin.listTenants(only(a, "limit", "offset")),
    update_tenant: async (a) =>
      done(await this.#admin.updateTenant({ name: a["tenant"], resourceName: a["resource_name"] })),
    create_database: async (a) => done(await this.#admin.createDatabase({ name: a["name"], tenant: a["tenant"] })),
    get_database: (a) => this.#admin.getDatabase({ name: a["database"], tenant: a["tenant"] }),
    list_databases: (a) => this.#admin.listDatabases(only(a, "tenant", "limit", "offset")),
    delete_database: async (a) => done(await this.#admin.deleteDatabase({ name: a["database"], tenant: a["tenant"] })),
    create_collection: async (a) => {
      const create = a["get_or_create"] === true ? "getOrCreateCollection" : "createCollection";
      const { name, metadata } = a as { name: string; metadata: undefined };
      const settings = {
        ...(a["configuration"] ? { configuration: configuration(a["configuration"]) } : {}),
        ...(a["schema"] ? { schema: Schema.fromJSON(a["schema"]) } : {}),
      };
      return this.#seen(await this.#client(a)[create]({ name, metadata, embeddingFunction: null, ...settings }));
    },
    list_collections: async (a) =>
      (await this.#client(a).listCollections(only(a, "limit", "offset"))).map((found) => this.#seen(found)),
    count_collections: (a) => this.#client(a).countCollections(),
    get_collection: async (a) => this.#seen(await this.#client(a).getCollection({ name: a["collection_name"] })),
    get_collection_by_id: async (a) => this.#seen(await this.#client(a).getCollectionById(a["collection_id"])),
    get_collection_by_crn: async (a) => this.#seen(await this.#client(a).getCollectionByCrn(a["crn"])),
    update_collection: async (a) => {
      const collection = await this.#collection(a);
      const changes = {
        ...renamed(a, { new_name: "name", new_metadata: "metadata" }),
        ...(a["new_configuration"] ? { configuration: configuration(a["new_configuration"]) } : {}),
      };
      return done(await collection.modify(changes));
    },
    delete_collection: async (a) => done(await this.#client(a).deleteCollection({ name: a["collection_name"] })),
    fork_collection: async (a) => this.#seen(await (await this.#collection(a)).fork({ name: a["new_name"] })),
    fork_count: async (a) => ({ count: await (await this.#collection(a)).forkCount() }),
    indexing_status: async (a) => (await this.#collection(a)).getIndexingStatus(),
    collection_add: async (a) => done(await (await this.#collection(a)).add(records(a))),
    collection_update: async (a) => done(await (await this.#collection(a)).update(records(a))),
    collection_upsert: async (a) => done(await (await this.#collection(a)).upsert(records(a))),
    collection_get: async (a) => {
      const names = { where_document: "whereDocument" };
      const args = { ...only(a, "ids", "where", "limit", "offset", "include"), ...renamed(a, names) };
      return columns(await (await this.#collection(a)).get(args), ["embeddings", "documents", "uris", "metadatas"]);
    },
    collection_query: async (a) => {
      const names = { query_embeddings: "queryEmbeddings", n_results: "nResults", where_document: "whereDocument" };
      const found = await (
        await this.#collection(a)
      ).query({ ...only(a, "ids", "where", "include"), ...renamed(a, names) });
      return columns(found, ["embeddings", "documents", "uris", "metadatas", "distances"]);
    },
    collection_delete: async (a) =>
      (await this.#collection(a)).delete({
        ...only(a, "ids", "where", "limit"),
        ...renamed(a, { where_document: "whereDocument" }),
      }),
    collection_count: async (a) =>
      (await this.#collection(a)).count({ bigint: true, ...renamed(a, { read_level: "readLevel" }) }),
    collection_search: async (a) => {
      const searches = (a["searches"] as Arguments[]).map(({ filter, rank, group_by: groupBy, ...rest }) => ({
        ...rest,
        where: filter === null || Object.keys(filter ?? {}).length === 0 ? undefined : filter,
        rank: tagged(rank) as RankJson | null,
        groupBy,
      }));
      const found = await (await this.#collection(a)).search(searches, renamed(a, { read_level: "readLevel" }));
      return tagged({ ...found });
    },
    attach_function: async (a) => {
      const names = { function_id: "functionId", output_collection: "outputCollection" };
      const args = { ...only(a, "name", "params"), ...renamed(a, names) };
      const { attachedFunction: made, created } = await (
        await this.#collection(a)
      ).attachFunction(args as { name: string; functionId: string; outputCollection: string });
      return {
        attached_function: { id: made.id, name: made.name, function_name: made.functionName },
        created,
      };
    },
    get_attached_function: async (a) => {
      const found = await (await this.#collection(a)).getAttachedFunction(a["function_name"]);
      const { functionName: function_name, outputCollection: output_collection, ...more } = found;
      return { attached_function: { ...more, function_name, output_collection } };
    },
    detach_function: async (a) => ({
      success: await (
        await this.#collection(a)
      ).detachFunction({ name: a["function_name"], deleteOutputCollection: a["delete_output"] ?? false }),
    }),
  };

  /** The client of the tenant and database in the arguments; the defaults, where they name none. */
  #client(a: Arguments): ChromaClient {
    const { tenant = "default_tenant", database = "default_database" } = a as { tenant?: string; database?: string };
    const scope = JSON.stringify([tenant, database]);
    let client = this.#clients.get(scope);
    if (client === undefined) {
      client = new ChromaClient({ host: this.url, headers: this.headers, tenant, database });
      this.#clients.set(scope, client);
    }
    return client;
  }

  /** The collection of that id: the one seen before, which outlives the collection, or a fresh one. */
  async #collection(a: Arguments): Promise<Collection> {
    return this.#collections.get(a["collection_id"]) ?? this.#client(a).getCollectionById(a["collection_id"]);
  }

  #seen(collection: Collection): unknown {
    this.#collections.set(collection.id, collection);
    return collection.toJSON();
  }
}

function done(_answer: void): Record<string, never> {
  return {};
}

/** Those of the arguments that are given: the client's own defaults stand for the others. */
function only(a: Arguments, ...names: string[]): Arguments {
  return Object.fromEntries(names.filter((name) => name in a).map((name) => [name, a[name]]));
}

/** The given arguments under the client's names, by their names on the wire. */
function renamed(a: Arguments, names: Record<string, string>): Arguments {
  return Object.fromEntries(
    Object.entries(names)
      .filter(([wire]) => wire in a)
      .map(([wire, own]) => [own, a[wire]]),
  );
}

function records(a: Arguments): { ids: string[] } {
  return only(a, "ids", "embeddings", "metadatas", "documents", "uris") as { ids: string[] };
}

function configuration({ embedding_function: stored, ...settings }: Arguments): Arguments {
  return { ...settings, ...(stored ? { embeddingFunction: embeddingFunctionFromJson(stored) } : {}) };
}

/** A result in the words of the wire: what was not asked for is null. */
function columns(found: { ids: unknown; include: Include[] }, names: Include[]): Record<string, unknown> {
  const asked = names.map((name) => [name, found.include.includes(name) ? found[name as keyof typeof found] : null]);
  return { ids: found.ids, ...(tagged(Object.fromEntries(asked)) as object), include: found.include };
}

const BARE_WORDS = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g;
const MARK = "\u0000number:";

/** A request. Numbers that JSON does not have stand in it as bare words. */
function requestOf(line: string): Arguments {
  const marked = line.replace(BARE_WORDS, (word) => (word.startsWith('"') ? word : JSON.stringify(MARK + word)));
  return revived(parseJson(marked)) as Arguments;
}

function revived(value: unknown): unknown {
  if (typeof value === "string") {
    return value.startsWith(MARK) ? Number(value.slice(MARK.length)) : value;
  }
  if (Array.isArray(value)) {
    return value.map(revived);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revived(item)]))
    : value;
}

/** The value with every sparse vector in it tagged, as on the wire. */
function tagged(value: unknown): unknown {
  if (Array.isArray(value)) {
    // Rows of numbers hold none, and may be long.
    return typeof value[0] === "number" ? value : value.map(tagged);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const held = Object.entries(value).map(([key, item]) => [key, tagged(item)] as const);
  return { ...(isSparseVector(value) ? { "#type": "sparse_vector" } : {}), ...Object.fromEntries(held) };
}

function failure(error: ChromaError): Record<string, unknown> {
  const status = error.status ?? null;
  const category = status === null ? CATEGORIES_BY_NAME[error.name] : CATEGORIES[status];
  return { category: category ?? "other", message: error.message, status, kind: error.kind ?? null };
}

let driver: Driver | undefined;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const request = requestOf(line);
  let answer: Record<string, unknown>;
  if ("connect" in request) {
    driver = new Driver(request["connect"].url, request["connect"].headers ?? {});
    const operations = Object.keys(driver.operations);
    answer = { ready: { name: "typescript", abilities: ["retry"], numbers: "one_type", operations } };
  } else if ("call" in request) {
    const { operation, arguments: given } = request["call"] as { operation: string; arguments?: Arguments };
    const perform = driver?.operations[operation];
    if (perform === undefined) {
      throw new Error(`${operation} cannot be performed: connect first, and keep to the listed operations`);
    }
    try {
      answer = { success: { value: await perform(given ?? {}) } };
    } catch (error) {
      if (!(error instanceof ChromaError)) {
        throw error;
      }
      answer = { failure: failure(error) };
    }
  } else if ("close" in request) {
    answer = { closed: {} };
  } else {
    throw new Error(`neither connect, call nor close: ${line.slice(0, 200)}`);
  }
  process.stdout.write(`${stringifyJson({ id: request["id"], ...answer })}\n`);
  if ("close" in request) {
    break;
  }
}
process.exitCode = 0;
