import { ChromaForbiddenError } from "./errors.js";
import { getUserIdentity } from "./rest/sdk.gen.js";
import type { UserIdentity } from "./rest/types.gen.js";
import type { Server } from "./server.js";

/** A tenant and a database of it: the path of most operations. */
export interface Place {
  tenant: string;
  database: string;
}

/** The place a client works in, either part of which may be open until the server is asked whose key this is. */
export class Scope {
  #asked: Promise<Place> | undefined;

  constructor(
    private readonly server: Server,
    private place: Partial<Place>,
  ) {}

  get known(): Partial<Place> {
    return this.place;
  }

  /** @throws ChromaForbiddenError The key leaves one of them open, or is of another tenant. */
  get(): Promise<Place> {
    const { tenant, database } = this.place;
    if (tenant !== undefined && database !== undefined) {
      return Promise.resolve({ tenant, database });
    }
    this.#asked ??= this.#ask();
    return this.#asked;
  }

  async #ask(): Promise<Place> {
    try {
      const { data } = await getUserIdentity(this.server.call());
      const found = { tenant: tenantOf(data, this.place.tenant), database: databaseOf(data, this.place.database) };
      this.place = found;
      return found;
    } finally {
      this.#asked = undefined;
    }
  }
}

/**
 * The tenant that was given, or the one of the key.
 *
 * @throws ChromaForbiddenError The two differ, or the key is of no particular tenant.
 */
export function tenantOf(identity: UserIdentity, given: string | undefined): string {
  const theirs = identity.tenant === "" || identity.tenant === "*" ? undefined : identity.tenant;
  if (given !== undefined && theirs !== undefined && given !== theirs) {
    throw new ChromaForbiddenError(`The tenant ${given} is given, but the API key is of the tenant ${theirs}`);
  }
  const tenant = given ?? theirs;
  if (tenant === undefined) {
    throw new ChromaForbiddenError("The API key is of no particular tenant: give a tenant, or set CHROMA_TENANT");
  }
  return tenant;
}

/**
 * The database that was given, or the only one the key opens.
 *
 * @throws ChromaForbiddenError The key opens none, several, or all.
 */
export function databaseOf(identity: UserIdentity, given: string | undefined): string {
  if (given !== undefined) {
    return given;
  }
  const names = [...new Set(identity.databases ?? [])].sort();
  const [only] = names;
  if (only !== undefined && names.length === 1 && only !== "*") {
    return only;
  }
  const found = names.includes("*")
    ? "every database of the tenant"
    : names.length === 0
      ? "no database"
      : `${names.length} databases: ${names.join(", ")}`;
  throw new ChromaForbiddenError(`The API key opens ${found}. Give a database, or set CHROMA_DATABASE.`);
}
