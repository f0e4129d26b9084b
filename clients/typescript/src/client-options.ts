import { resolveEndpoint } from "./endpoint.js";
import { environment } from "./environment.js";
import { ChromaValueError } from "./errors.js";
import type { RetryOptions } from "./policy.js";
import { DEFAULT_REGION, type RegionName, REGIONS } from "./rest/regions.js";
import type { TimeoutOptions, TransportOptions } from "./transport.js";

export const DEFAULT_TENANT = "default_tenant";
export const DEFAULT_DATABASE = "default_database";

/** How a client speaks to its server, whichever client it is. */
export interface ConnectionOptions {
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  /** Milliseconds, or a `TimeoutOptions`. */
  timeout?: number | TimeoutOptions | undefined;
  /** How often a call that failed is repeated, or a `RetryOptions`. */
  retries?: number | RetryOptions | undefined;
  /** In place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Passed to `fetch` with every request, such as `credentials` or `cache`. */
  fetchOptions?: RequestInit | undefined;
}

/** Where a server is. */
export interface HostOptions {
  /** A name or address, or a whole URL such as `https://example.com:8443/chroma/`. Default `localhost`. */
  host?: string | undefined;
  /** Default 8000; for a URL, that of its scheme. */
  port?: number | undefined;
  /** Whether to use HTTPS. Default false. */
  ssl?: boolean | undefined;
  /** A whole URL, in place of host, port and ssl. */
  path?: string | undefined;
}

/** Who calls Chroma Cloud, and where. */
export interface CloudOptions {
  /** Default: the environment variable CHROMA_API_KEY. */
  apiKey?: string | undefined;
  /** Default: CHROMA_HOST or CHROMA_ENDPOINT, else the host of the region. */
  host?: string | undefined;
  /** Default 443. */
  port?: number | undefined;
  /** Whether to use HTTPS. Default true. */
  ssl?: boolean | undefined;
  /** In place of the host. */
  region?: RegionName | undefined;
}

/** @throws ChromaValueError The address makes no sense. */
export function serverOptions(options: HostOptions & ConnectionOptions): TransportOptions {
  const { host = "localhost", port, ssl, path } = options;
  if (path !== undefined && (options.host !== undefined || port !== undefined)) {
    throw new ChromaValueError("Give either path, which is a whole URL, or host and port");
  }
  // Chroma Cloud listens at a port of its own, also where the host alone is given.
  const region = Object.values(REGIONS).find((known) => known.host === host);
  return transportOptions(options, path ?? host, port ?? region?.port, ssl);
}

/** @throws ChromaValueError There is no API key, it cannot be sent, or the address makes no sense. */
export function cloudOptions(options: CloudOptions & ConnectionOptions): TransportOptions {
  const { region, port, ssl } = options;
  if (region !== undefined && options.host !== undefined) {
    throw new ChromaValueError("Give either a region or a host");
  }
  if (region !== undefined && !Object.hasOwn(REGIONS, region)) {
    throw new ChromaValueError(`Unknown region ${region}; there are ${Object.keys(REGIONS).join(", ")}`);
  }
  const named = options.host ?? environment("CHROMA_HOST") ?? environment("CHROMA_ENDPOINT");
  const place = REGIONS[region ?? DEFAULT_REGION];
  const host = region === undefined ? (named ?? place.host) : place.host;
  const isUrl = host.includes("://");
  const headers = { ...options.headers, "x-chroma-token": apiKey(options.apiKey) };
  return transportOptions({ ...options, headers }, host, port ?? portOf(host, isUrl), isUrl ? ssl : (ssl ?? true));
}

/** The port of a Cloud host that names none itself. */
function portOf(host: string, isUrl: boolean): number | undefined {
  return isUrl || /^(\[[^\]]*\]|[^:]*):\d+$/.test(host) ? undefined : 443;
}

function transportOptions(
  options: ConnectionOptions,
  host: string,
  port: number | undefined,
  ssl: boolean | undefined,
): TransportOptions {
  const { baseUrl, authorization } = resolveEndpoint(host, port, ssl);
  const { headers = {}, timeout, retries, fetch, fetchOptions } = options;
  return {
    baseUrl,
    headers: authorization === undefined ? headers : { authorization, ...headers },
    timeout,
    retries,
    fetch,
    fetchOptions,
  };
}

/** The API key, without blanks around it. No message shows it. */
function apiKey(given: string | undefined): string {
  const hint = "Pass apiKey, or set the environment variable CHROMA_API_KEY.";
  const key = given ?? environment("CHROMA_API_KEY");
  if (typeof key !== "string" || key.trim() === "") {
    throw new ChromaValueError(`Missing API key for Chroma Cloud. ${hint}`);
  }
  if (!/^[ -~]+$/.test(key.trim())) {
    throw new ChromaValueError(
      `The API key has characters that a header cannot carry; perhaps it was not copied whole. ${hint}`,
    );
  }
  return key.trim();
}
