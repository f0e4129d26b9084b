import { ChromaValueError } from "./errors.js";

/** Where a server is. */
export interface Endpoint {
  /** To which the paths of the API are appended; no slash at its end, no credentials within. */
  baseUrl: string;
  /** `Authorization` for the user part of the URL, if it had one. */
  authorization: string | undefined;
}

const DEFAULT_PORT = 8000;

/**
 * The address of a server. `host` is a name or address, with `port` and `ssl` beside it, or a whole URL such as
 * `https://example.com:8443/chroma/`; a URL without a port means the port of its scheme.
 *
 * @throws ChromaValueError `host` is neither, or `ssl` or `port` say something else than the URL does.
 */
export function resolveEndpoint(host: string, port: number | undefined, ssl: boolean | undefined): Endpoint {
  const given = host.trim();
  if (given === "") {
    throw new ChromaValueError("The server's host is empty");
  }
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new ChromaValueError(`Expected port to be between 1 and 65535, got ${String(port)}`);
  }
  return given.includes("://") ? fromUrl(given, port, ssl) : fromName(given, port, ssl);
}

function fromUrl(host: string, port: number | undefined, ssl: boolean | undefined): Endpoint {
  if (!URL.canParse(host)) {
    throw new ChromaValueError("The server's host is not a valid URL");
  }
  const url = new URL(host);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new ChromaValueError(`The server's URL must begin with http:// or https://, not ${url.protocol}//`);
  }
  if (url.search !== "" || url.hash !== "") {
    throw new ChromaValueError("The server's URL has no query and no fragment");
  }
  if (ssl === true && url.protocol === "http:") {
    throw new ChromaValueError("ssl is true, but the host is an http:// URL. Write https://, or leave ssl out.");
  }
  if (port !== undefined && url.port !== "" && port !== Number(url.port)) {
    throw new ChromaValueError(`port is ${port}, but the host is a URL with port ${url.port}. Give one of them.`);
  }
  if (port !== undefined && url.port === "") {
    url.port = String(port);
  }
  const path = url.pathname.replace(/\/+$/, "").replace(/\/api\/v2$/, "");
  return { baseUrl: `${url.protocol}//${url.host}${path}`, authorization: basic(url.username, url.password) };
}

function fromName(host: string, port: number | undefined, ssl: boolean | undefined): Endpoint {
  if (/[/?#@ \\]/.test(host)) {
    throw new ChromaValueError("The server's host must be a host name, or a whole URL that begins with http(s)://");
  }
  const [, name, tail] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(host) ?? [];
  if (tail !== undefined && port !== undefined && port !== Number(tail)) {
    throw new ChromaValueError(`port is ${port}, but the host names port ${tail}. Give one of them.`);
  }
  const bare = name ?? host;
  const shown = bare.includes(":") && !bare.startsWith("[") ? `[${bare}]` : bare;
  const effective = tail ?? port ?? DEFAULT_PORT;
  const url = `${ssl === true ? "https" : "http"}://${shown}:${effective}`;
  if (!URL.canParse(url)) {
    throw new ChromaValueError("The server's host is not a valid host name");
  }
  return { baseUrl: url, authorization: undefined };
}

function basic(user: string, password: string): string | undefined {
  if (user === "" && password === "") {
    return undefined;
  }
  const bytes = new TextEncoder().encode(`${decodeURIComponent(user)}:${decodeURIComponent(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
