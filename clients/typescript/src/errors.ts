/**
 * Every error this package throws on purpose:
 *
 * ```
 * ChromaError
 *  ├── ChromaValueError                            an argument is wrong; nothing was sent
 *  │    └── InvalidArgumentError   400, 415, 422   the server refuses a value
 *  ├── ChromaUnauthorizedError     401             no API key, or a wrong one
 *  ├── ChromaForbiddenError        403             a good key, but not for this
 *  ├── ChromaNotFoundError         404             tenant, database, collection, function
 *  ├── ChromaTimeoutError          408, 504        no answer in time
 *  ├── ChromaUniqueError           409             the name is taken
 *  ├── PreconditionFailedError     412             the state has changed since it was read
 *  ├── PayloadTooLargeError        413             too much in one call
 *  ├── ChromaQuotaExceededError    422             a quota or billing limit of Chroma Cloud
 *  ├── ChromaRateLimitError        429             too many calls
 *  ├── ChromaClientError           other 4xx
 *  ├── ChromaServerError           500, other 5xx  the server failed
 *  │    ├── UnimplementedError     501, 410        this server does not answer the call
 *  │    └── ServiceUnavailableError 502, 503       the server, or a proxy before it, is not ready
 *  ├── ChromaConnectionError                       no connection, or one that broke
 *  └── InvalidResponseError                        an answer that is not Chroma's
 * ```
 *
 * A call that is cancelled by its `signal` rejects with the signal's reason instead.
 *
 * @module
 */

import { redactUrl } from "./redact.js";

/** What is known of a failed call. */
export interface ErrorDetails {
  /** HTTP status of the answer; absent when there was none. */
  status?: number | undefined;
  /** The `error` field of the answer, such as `NotFoundError`. */
  kind?: string | undefined;
  /** The server's name for the call; quote it to its operator. */
  requestId?: string | undefined;
  /** The operation's id in the API description, such as `collection_add`. */
  operation?: string | undefined;
  method?: string | undefined;
  url?: string | undefined;
  /** Seconds that the server asked to wait before the next attempt. */
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** Base of all errors. Printing one never shows a credential. */
export class ChromaError extends Error {
  override name = "ChromaError";
  readonly status: number | undefined;
  readonly kind: string | undefined;
  readonly requestId: string | undefined;
  readonly operation: string | undefined;
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly retryAfter: number | undefined;
  /** Of a write that was split into several requests: how many records the server had acknowledged before. */
  recordsWritten: number | undefined;
  /** Of a write that was split into several requests: which of them failed, from 1. */
  failedBatch: number | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.kind = details.kind;
    this.requestId = details.requestId;
    this.operation = details.operation;
    this.method = details.method;
    this.url = details.url === undefined ? undefined : redactUrl(details.url);
    this.retryAfter = details.retryAfter;
    this.recordsWritten = undefined;
    this.failedBatch = undefined;
  }
}

/** An argument is wrong; nothing was sent. The message says which. */
export class ChromaValueError extends ChromaError {
  override name = "ChromaValueError";
}

/** The server refuses a value: the message says which. Correct the call; repeating it fails again. */
export class InvalidArgumentError extends ChromaValueError {
  override name = "InvalidArgumentError";
}

/** The server does not know the caller: no API key, or a wrong one. Check CHROMA_API_KEY. */
export class ChromaUnauthorizedError extends ChromaError {
  override name = "ChromaUnauthorizedError";
}

/** The caller is known and may not do this: another tenant or database, or reset on a server that forbids it. */
export class ChromaForbiddenError extends ChromaError {
  override name = "ChromaForbiddenError";
}

/** The tenant, database, collection or function does not exist. */
export class ChromaNotFoundError extends ChromaError {
  override name = "ChromaNotFoundError";
}

/** A tenant, database or collection of that name exists. */
export class ChromaUniqueError extends ChromaError {
  override name = "ChromaUniqueError";
}

/** The state has changed since it was read, or does not allow the call. Read again, then decide anew. */
export class PreconditionFailedError extends ChromaError {
  override name = "PreconditionFailedError";
}

/** The call carries more than the server takes at once. Send smaller batches. */
export class PayloadTooLargeError extends ChromaError {
  override name = "PayloadTooLargeError";
}

/** A quota or billing limit of Chroma Cloud is reached: the message names it. */
export class ChromaQuotaExceededError extends ChromaError {
  override name = "ChromaQuotaExceededError";
}

/** Too many calls. Wait `retryAfter` seconds, or make fewer at once. */
export class ChromaRateLimitError extends ChromaError {
  override name = "ChromaRateLimitError";
}

/** The server refuses the call for another reason. */
export class ChromaClientError extends ChromaError {
  override name = "ChromaClientError";
}

/** The server failed. A write may or may not have been applied; read before repeating it. */
export class ChromaServerError extends ChromaError {
  override name = "ChromaServerError";
}

/** The API knows the call, this server does not answer it. */
export class UnimplementedError extends ChromaServerError {
  override name = "UnimplementedError";
}

/** The server, or a proxy before it, cannot serve now. Wait and repeat. */
export class ServiceUnavailableError extends ChromaServerError {
  override name = "ServiceUnavailableError";
}

/** No answer in time. A write may or may not have been applied; raise the timeout, or send less at once. */
export class ChromaTimeoutError extends ChromaError {
  override name = "ChromaTimeoutError";
}

/** No connection to the server, or one that broke. Check host, port and ssl, and that the server runs. */
export class ChromaConnectionError extends ChromaError {
  override name = "ChromaConnectionError";
}

/** The answer is not Chroma's: check that host and port lead to a Chroma server and not to something else. */
export class InvalidResponseError extends ChromaError {
  override name = "InvalidResponseError";
}

type ErrorClass = new (message: string, details?: ErrorDetails) => ChromaError;

const BY_KIND: Readonly<Record<string, ErrorClass>> = {
  InvalidArgumentError,
  InvalidDimension: InvalidArgumentError,
  InvalidUUID: InvalidArgumentError,
  NotFoundError: ChromaNotFoundError,
  UniqueConstraintError: ChromaUniqueError,
  AuthorizationError: ChromaUnauthorizedError,
  AuthError: ChromaForbiddenError,
  BatchSizeExceededError: PayloadTooLargeError,
  QuotaError: ChromaQuotaExceededError,
  RateLimitError: ChromaRateLimitError,
  InternalError: ChromaServerError,
  VersionMismatchError: ChromaServerError,
};

const BY_STATUS: Readonly<Record<number, ErrorClass>> = {
  400: InvalidArgumentError,
  401: ChromaUnauthorizedError,
  403: ChromaForbiddenError,
  404: ChromaNotFoundError,
  408: ChromaTimeoutError,
  409: ChromaUniqueError,
  410: UnimplementedError,
  412: PreconditionFailedError,
  413: PayloadTooLargeError,
  415: InvalidArgumentError,
  422: InvalidArgumentError,
  429: ChromaRateLimitError,
  501: UnimplementedError,
  502: ServiceUnavailableError,
  503: ServiceUnavailableError,
  504: ChromaTimeoutError,
};

const QUOTA = /^(Quota|Billing limit) exceeded/;

/**
 * The error that an answer with this status stands for. Its kind decides where it says something; servers call most
 * things `ChromaError`, and then the status decides.
 */
export function errorFromResponse(status: number, message: string, details: ErrorDetails): ChromaError {
  const byStatus = BY_STATUS[status] ?? (status >= 500 ? ChromaServerError : status >= 400 ? ChromaClientError : null);
  const byKind = details.kind === undefined ? undefined : BY_KIND[details.kind];
  const type = status === 422 && QUOTA.test(message) ? ChromaQuotaExceededError : (byKind ?? byStatus ?? ChromaError);
  return new type(message, { ...details, status });
}
