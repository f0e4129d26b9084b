import {
  type ChromaError,
  ChromaTimeoutError,
  ChromaValueError,
  type ErrorDetails,
  InvalidResponseError,
} from "./errors.js";
import { errorOfAnswer, errorOfException, failureOfException, requestIdOf } from "./failures.js";
import { parseJson, stringifyJson } from "./json.js";
import {
  delayBeforeRetry,
  type Failure,
  failureOfStatus,
  parseRetryAfter,
  type RetryOptions,
  retryPolicy,
  type RetryPolicy,
} from "./policy.js";
import { redactHeaders, redactUrl } from "./redact.js";
import { type Client, createClient } from "./rest/client/index.js";
import { type Operation, OPERATIONS } from "./rest/operations.js";
import { CLIENT_NAME } from "./version.js";

/** How long to wait, in milliseconds; 0 waits for ever. */
export interface TimeoutOptions {
  /** Between two pieces of an answer; in practice, for a connection and for the server to do its work. Default 60000. */
  read?: number;
  /** For a call with all of its repetitions. Default 0. */
  total?: number;
}

/** What can be said about one call. */
export interface CallOptions {
  /** Cancels the call: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** How a client speaks to its server. */
export interface TransportOptions {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  timeout?: number | TimeoutOptions | undefined;
  retries?: number | RetryOptions | undefined;
  fetch?: typeof globalThis.fetch | undefined;
  fetchOptions?: RequestInit | undefined;
}

interface Parts {
  url: string;
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal | null;
}

const BY_PLACE = new Map(
  Object.values(OPERATIONS).map((operation) => [`${operation.method} ${operation.path}`, operation]),
);
const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t -~\u00a0-\u00ff]*$/;
/** Answers up to so many bytes are read in one piece. */
const SMALL = 1_048_576;

/**
 * One server: sends the requests that the generated functions describe, repeats what the policy lets it, and turns
 * every failure into a `ChromaError`.
 */
export class Transport {
  /** To be given to the generated functions as their `client`. */
  readonly rest: Client;
  readonly baseUrl: string;
  readonly policy: RetryPolicy;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #bodyHeaders: Readonly<Record<string, string>>;
  readonly #read: number;
  readonly #total: number;
  readonly #fetch: typeof globalThis.fetch | undefined;
  readonly #fetchOptions: RequestInit;

  /** @throws ChromaValueError Headers that HTTP cannot carry, or numbers that make no sense. */
  constructor(options: TransportOptions) {
    const { read = 60_000, total = 0 } =
      typeof options.timeout === "number" ? { read: options.timeout } : (options.timeout ?? {});
    for (const [name, value] of Object.entries({ read, total })) {
      if (!(value >= 0)) {
        throw new ChromaValueError(`Expected the ${name} timeout to be at least 0 milliseconds, got ${value}`);
      }
    }
    this.baseUrl = options.baseUrl;
    this.policy = retryPolicy(options.retries);
    this.#headers = { accept: "application/json", ...agent(), ...checkHeaders(options.headers) };
    this.#bodyHeaders = { ...this.#headers, "content-type": "application/json" };
    this.#read = read;
    this.#total = total;
    this.#fetch = options.fetch;
    this.#fetchOptions = options.fetchOptions ?? {};
    const methods = METHODS.map((method) => [method, (parts: Parts) => this.#perform(method.toUpperCase(), parts)]);
    this.rest = { ...createClient({ baseUrl: options.baseUrl }), ...Object.fromEntries(methods) } as Client;
  }

  /** The headers of every request, with credentials replaced. */
  get shownHeaders(): Record<string, string> {
    return redactHeaders(this.#headers);
  }

  async #perform(method: string, parts: Parts): Promise<{ data: unknown }> {
    const operation = BY_PLACE.get(`${method} ${parts.url}`);
    if (operation === undefined) {
      throw new ChromaValueError(`${method} ${parts.url} is no operation of the API`);
    }
    const url = this.baseUrl + fillPath(parts.url, parts.path ?? {}) + queryString(parts.query ?? {});
    const body = parts.body === undefined ? undefined : stringifyJson(parts.body);
    const details: ErrorDetails = { operation: operation.id, method, url };
    const deadline = this.#total > 0 ? Date.now() + this.#total : Number.POSITIVE_INFINITY;
    const signal = parts.signal ?? undefined;
    for (let number = 1; ; number += 1) {
      signal?.throwIfAborted();
      const outcome = await this.#attempt(operation, url, body, details, deadline, signal);
      if ("data" in outcome) {
        return outcome;
      }
      const delay = delayBeforeRetry(this.policy, {
        failure: outcome.failure ?? "ambiguous",
        number,
        repeatable: operation.repeatable,
        random: Math.random(),
        retryAfter: outcome.retryAfter,
      });
      if (outcome.failure === undefined || delay === undefined || Date.now() + delay >= deadline) {
        throw outcome.error;
      }
      await pause(delay, signal);
    }
  }

  async #attempt(
    operation: Operation,
    url: string,
    body: string | undefined,
    details: ErrorDetails,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<{ data: unknown } | { error: ChromaError; failure?: Failure; retryAfter?: number | undefined }> {
    const patience = new Patience(this.#read, deadline, signal, details);
    let response: Response;
    let text: string;
    try {
      // Looked up at each call, so that a replaced `fetch` is used.
      response = await (this.#fetch ?? globalThis.fetch)(url, {
        ...this.#fetchOptions,
        method: operation.method,
        headers: body === undefined ? this.#headers : this.#bodyHeaders,
        redirect: "manual",
        signal: patience.signal,
        ...(body === undefined ? {} : { body }),
      });
      text = await patience.textOf(response);
    } catch (error) {
      signal?.throwIfAborted();
      const timedOut = patience.expired;
      return timedOut === undefined
        ? { error: errorOfException(error, details), failure: failureOfException(error) }
        : { error: timedOut, failure: "ambiguous" };
    } finally {
      patience.end();
    }
    if (!response.ok) {
      const error = errorOfAnswer(response, text, details);
      const failure = failureOfStatus(response.status);
      const retryAfter = parseRetryAfter(response.headers.get("retry-after"), Date.now());
      return failure === undefined ? { error } : { error, failure, retryAfter };
    }
    try {
      return { data: parseJson(text) };
    } catch (cause) {
      const message = `The answer of ${redactUrl(url)} is not JSON; is there a Chroma server at this address?`;
      const requestId = requestIdOf(response.headers);
      return { error: new InvalidResponseError(message, { ...details, status: response.status, requestId, cause }) };
    }
  }
}

/** The timers of one try: aborts it when nothing comes for too long, when its time is over, or when it is cancelled. */
class Patience {
  readonly #controller = new AbortController();
  readonly #cancel = (): void => this.#controller.abort(this.outer?.reason);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expired: ChromaTimeoutError | undefined;

  constructor(
    private readonly read: number,
    private readonly deadline: number,
    private readonly outer: AbortSignal | undefined,
    private readonly details: ErrorDetails,
  ) {
    outer?.addEventListener("abort", this.#cancel, { once: true });
    this.#restart();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the try was ended, if it was by its timers. */
  get expired(): ChromaTimeoutError | undefined {
    return this.#expired;
  }

  /** The text of an answer; while pieces of it come, patience lasts. */
  async textOf(response: Response): Promise<string> {
    const length = Number(response.headers.get("content-length") ?? Number.NaN);
    if (response.body === null || length <= SMALL) {
      return response.text();
    }
    this.#restart();
    const reader = response.body.getReader();
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      this.#restart();
      pieces.push(piece.value);
      size += piece.value.length;
    }
    // Decoded in one piece, which is much faster than as a stream.
    const bytes = new Uint8Array(size);
    let place = 0;
    for (const piece of pieces) {
      bytes.set(piece, place);
      place += piece.length;
    }
    return new TextDecoder().decode(bytes);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.outer?.removeEventListener("abort", this.#cancel);
  }

  #restart(): void {
    clearTimeout(this.#timer);
    const left = this.deadline - Date.now();
    const wait = this.read > 0 ? Math.min(this.read, left) : left;
    if (Number.isFinite(wait)) {
      this.#timer = setTimeout(() => this.#expire(wait === left), Math.max(0, wait));
    }
  }

  #expire(isTotal: boolean): void {
    const waited = isTotal ? "The time for the call is over" : `Nothing was heard for ${this.read} ms`;
    const message = `${waited}: ${this.details.method ?? ""} ${redactUrl(this.details.url ?? "")}`;
    this.#expired = new ChromaTimeoutError(message, this.details);
    this.#controller.abort(this.#expired);
  }
}

/** Waits, unless the signal comes first: then it rejects with the signal's reason. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", cancel);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", cancel, { once: true });
  });
}

function fillPath(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, values[name]));
}

/** A path parameter as one segment of a URL. */
function segment(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") {
    throw new ChromaValueError(`Expected ${name} to be a text that is not empty, got ${JSON.stringify(value)}`);
  }
  if (value === "." || value === "..") {
    throw new ChromaValueError(`${name} cannot be ${JSON.stringify(value)}: a URL cannot carry it`);
  }
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new ChromaValueError(`${name} holds half of a surrogate pair, which cannot be sent`, { cause });
  }
}

function queryString(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  if (pairs.length === 0) {
    return "";
  }
  return `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}

/** The headers under lower-case names, so that each stands there once. The message never shows a value. */
function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) {
      throw new ChromaValueError(`${JSON.stringify(name)} is not a name HTTP allows for a header`);
    }
    if (typeof value !== "string" || !HEADER_VALUE.test(value)) {
      throw new ChromaValueError(`The value of the header ${name} cannot be sent: expected printable Latin-1 text`);
    }
    checked[name.toLowerCase()] = value;
  }
  return checked;
}

/** What this client is called. Browsers name themselves, and would ask the server's leave for a header more. */
function agent(): Record<string, string> {
  const process = (globalThis as { process?: { versions?: { node?: string } } }).process;
  return process?.versions?.node === undefined ? {} : { "user-agent": CLIENT_NAME };
}
