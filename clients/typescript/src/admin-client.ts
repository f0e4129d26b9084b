import {
  type CloudOptions,
  cloudOptions,
  type ConnectionOptions,
  DEFAULT_TENANT,
  type HostOptions,
  serverOptions,
} from "./client-options.js";
import type { PageArgs } from "./client.js";
import { InvalidResponseError } from "./errors.js";
import { checkCount } from "./records.js";
import * as rest from "./rest/sdk.gen.js";
import { Server } from "./server.js";
import type { CallOptions, TransportOptions } from "./transport.js";
import type { Database, Tenant } from "./types.js";

export interface AdminClientArgs extends HostOptions, ConnectionOptions {}

/** Which database; without a tenant, of the default one. */
export interface DatabaseArgs {
  name: string;
  tenant?: string | undefined;
}

/** The part that both admin clients share: creates, shows and deletes tenants and databases. */
class Administration {
  readonly #server: Server;

  constructor(transport: TransportOptions) {
    this.#server = new Server(transport);
  }

  /** The server. Credentials are not shown. */
  toJSON(): Record<string, unknown> {
    return { server: this.#server.transport.baseUrl };
  }

  /**
   * Creates a tenant; it has no databases.
   *
   * @throws ChromaUniqueError It exists.
   */
  async createTenant({ name }: { name: string }, options?: CallOptions): Promise<void> {
    await rest.createTenant({ ...this.#server.call(options), body: { name } });
  }

  /** @throws ChromaNotFoundError It does not exist. */
  async getTenant({ name }: { name: string }, options?: CallOptions): Promise<Tenant> {
    return (await rest.getTenant({ ...this.#server.call(options), path: { tenant: name } })).data;
  }

  /** The tenants by name. The official server does not answer this call. */
  async listTenants(args: PageArgs = {}, options?: CallOptions): Promise<Tenant[]> {
    return listed((await rest.listTenants({ ...this.#server.call(options), query: pageOf(args) })).data);
  }

  /** Gives a tenant the resource name by which resource names of its collections begin. It can be set once. */
  async updateTenant(args: { name: string; resourceName: string }, options?: CallOptions): Promise<void> {
    const body = { resource_name: args.resourceName };
    await rest.updateTenant({ ...this.#server.call(options), path: { tenant: args.name }, body });
  }

  /**
   * Creates a database in a tenant.
   *
   * @throws ChromaUniqueError The tenant has one of that name.
   */
  async createDatabase({ name, tenant = DEFAULT_TENANT }: DatabaseArgs, options?: CallOptions): Promise<void> {
    await rest.createDatabase({ ...this.#server.call(options), path: { tenant }, body: { name } });
  }

  /** @throws ChromaNotFoundError It does not exist. */
  async getDatabase({ name, tenant = DEFAULT_TENANT }: DatabaseArgs, options?: CallOptions): Promise<Database> {
    return (await rest.getDatabase({ ...this.#server.call(options), path: { tenant, database: name } })).data;
  }

  /** The databases of a tenant by name; none for an unknown tenant. */
  async listDatabases(
    { tenant = DEFAULT_TENANT, ...page }: PageArgs & { tenant?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<Database[]> {
    const call = { ...this.#server.call(options), path: { tenant }, query: pageOf(page) };
    return listed((await rest.listDatabases(call)).data);
  }

  /** Deletes a database with its collections: irreversible. */
  async deleteDatabase({ name, tenant = DEFAULT_TENANT }: DatabaseArgs, options?: CallOptions): Promise<void> {
    await rest.deleteDatabase({ ...this.#server.call(options), path: { tenant, database: name } });
  }
}

/** Creates, shows and deletes tenants and databases of a server. */
export class AdminClient extends Administration {
  /** @throws ChromaValueError The address makes no sense, or a header cannot be sent. */
  constructor(args: AdminClientArgs = {}) {
    super(serverOptions(args));
  }
}

/** The same for Chroma Cloud. */
export class AdminCloudClient extends Administration {
  /** @throws ChromaValueError There is no API key, it cannot be sent, or the region is unknown. */
  constructor(args: CloudOptions & ConnectionOptions = {}) {
    super(cloudOptions(args));
  }
}

function pageOf({ limit, offset }: PageArgs): { limit?: number; offset?: number } {
  checkCount(limit, "limit", 0);
  checkCount(offset, "offset", 0);
  return { ...(limit === undefined ? {} : { limit }), ...(offset === undefined ? {} : { offset }) };
}

function listed<T>(data: T[]): T[] {
  if (!Array.isArray(data)) {
    throw new InvalidResponseError("The answer is no list; is there a Chroma server at this address?");
  }
  return data;
}
