import {
  ChromaConnectionError,
  type ChromaError,
  ChromaTimeoutError,
  errorFromResponse,
  type ErrorDetails,
} from "./errors.js";
import { type Failure, parseRetryAfter } from "./policy.js";
import { redactUrl } from "./redact.js";

const SHOWN = 200;
const NO_TRACE = "0".repeat(32);

// What Node.js says when no connection came about. Browsers do not say: there every broken call may have been sent.
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The error that an answer stands for: what the server says in it, or else what its status says. */
export function errorOfAnswer(response: Response, text: string, details: ErrorDetails): ChromaError {
  const { headers, status } = response;
  const said = saidIn(text);
  const retryAfter = parseRetryAfter(headers.get("retry-after"), Date.now());
  return errorFromResponse(status, said.message ?? withoutMessage(response), {
    ...details,
    kind: said.kind,
    requestId: requestIdOf(headers),
    retryAfter: retryAfter === undefined ? undefined : retryAfter / 1000,
  });
}

/** What the server, or a proxy before it, calls the request. Chroma's own servers name failed ones by their trace. */
export function requestIdOf(headers: Headers): string | undefined {
  const trace = headers.get("chroma-trace-id");
  const found = headers.get("x-request-id") ?? headers.get("request-id") ?? (trace === NO_TRACE ? null : trace);
  return found === null || found === "" ? undefined : found;
}

function withoutMessage(response: Response): string {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    const place = redactUrl(response.headers.get("location") ?? "another place");
    return `The server redirects to ${place}, where credentials are not sent: use that address as host`;
  }
  const reason = response.statusText === "" ? "" : ` ${response.statusText}`;
  return `The server answered ${response.status}${reason} without a message`;
}

/** Kind and message of an error's body: the API's JSON, or bare text, as a proxy sends. */
function saidIn(text: string): { kind?: string; message?: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON is an answer too: bare text is its own message, a page of HTML says nothing.
    const bare = text.trim();
    return bare === "" || bare.startsWith("<") ? {} : { message: bare.slice(0, SHOWN) };
  }
  if (typeof body !== "object" || body === null) {
    return body === null || body === "" ? {} : { message: text.trim().slice(0, SHOWN) };
  }
  const { error, message } = body as { error?: unknown; message?: unknown };
  return {
    ...(typeof error === "string" ? { kind: error } : {}),
    ...(typeof message === "string" && message !== "" ? { message } : {}),
  };
}

/** How a call without an answer failed, as far as repeating it goes. */
export function failureOfException(error: unknown): Failure {
  return codesOf(error).some((code) => NOT_SENT.has(code)) ? "notSent" : "ambiguous";
}

/** The error for a call without an answer. */
export function errorOfException(error: unknown, details: ErrorDetails): ChromaError {
  if (error instanceof ChromaTimeoutError) {
    return error;
  }
  const reason = deepest(error);
  const where = details.url === undefined ? "the server" : redactUrl(details.url);
  return new ChromaConnectionError(`Could not get an answer from ${where}: ${reason}`, { ...details, cause: error });
}

/** The error codes of an exception and of what caused it. */
function codesOf(error: unknown): string[] {
  const found: string[] = [];
  for (const part of chain(error)) {
    const { code, errors } = part as { code?: unknown; errors?: unknown };
    if (typeof code === "string") {
      found.push(code);
    }
    if (Array.isArray(errors)) {
      found.push(...errors.flatMap(codesOf));
    }
  }
  return found;
}

function deepest(error: unknown): string {
  const parts = chain(error);
  const last = parts.at(-1) as { message?: unknown; code?: unknown } | undefined;
  const message = typeof last?.message === "string" ? last.message : "";
  return message !== "" ? message : typeof last?.code === "string" ? last.code : String(error);
}

function chain(error: unknown): object[] {
  const found: object[] = [];
  let part: unknown = error;
  while (typeof part === "object" && part !== null && !found.includes(part)) {
    found.push(part);
    part = (part as { cause?: unknown }).cause;
  }
  return found;
}
