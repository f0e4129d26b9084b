/**
 * When a failed request is sent again, and after how long: functions of values alone.
 *
 * | failure       | meaning                                     | repeated for          |
 * |---------------|---------------------------------------------|-----------------------|
 * | `notSent`     | no connection: the server saw nothing       | every operation       |
 * | `refused`     | 429: refused before anything was done       | every operation       |
 * | `unavailable` | 503: perhaps done, perhaps not              | repeatable operations |
 * | `ambiguous`   | the connection broke or timed out midway    | repeatable operations |
 *
 * @module
 */

import { ChromaValueError } from "./errors.js";

export type Failure = "notSent" | "refused" | "unavailable" | "ambiguous";

/** How often and how patiently a request is repeated. */
export interface RetryOptions {
  /** Repetitions, besides the first try; 0 never repeats. Default 3. */
  retries?: number;
  /** Milliseconds; the longest wait before the second try. Default 200. */
  baseDelay?: number;
  /** Milliseconds; no wait of our own choice is longer. Default 5000. */
  maxDelay?: number;
  /** Milliseconds; a server that asks for more is not waited for. Default 60000. */
  maxRetryAfter?: number;
}

export type RetryPolicy = Readonly<Required<RetryOptions>>;

/**
 * The policy that a `retries` option stands for.
 *
 * @throws ChromaValueError A number is negative, or no number.
 */
export function retryPolicy(options: number | RetryOptions = {}): RetryPolicy {
  const given = typeof options === "number" ? { retries: options } : options;
  const policy = { retries: 3, baseDelay: 200, maxDelay: 5000, maxRetryAfter: 60_000 };
  for (const name of Object.keys(policy) as (keyof typeof policy)[]) {
    policy[name] = given[name] ?? policy[name];
    if (!(policy[name] >= 0) || (name === "retries" && !Number.isInteger(policy[name]))) {
      throw new ChromaValueError(`Expected ${name} to be a number of at least 0, got ${String(policy[name])}`);
    }
  }
  return policy;
}

/** The failure that an answer's status stands for; undefined when repeating cannot help. */
export function failureOfStatus(status: number): Failure | undefined {
  return status === 429 ? "refused" : status === 503 ? "unavailable" : undefined;
}

/** What is known when it is to be decided whether to try again. */
export interface Attempt {
  failure: Failure;
  /** The number of the try that failed, from 1. */
  number: number;
  /** Whether the operation may be sent twice. */
  repeatable: boolean;
  /** A number in [0, 1): the wait is that share of the exponential ceiling. */
  random: number;
  /** Milliseconds that the server asked for. The jitter is added, so that callers sent away together part. */
  retryAfter?: number | undefined;
}

/** Milliseconds to wait before the next try; undefined to give up. */
export function delayBeforeRetry(policy: RetryPolicy, attempt: Attempt): number | undefined {
  const allowed = attempt.repeatable || attempt.failure === "notSent" || attempt.failure === "refused";
  if (attempt.number > policy.retries || !allowed) {
    return undefined;
  }
  const jitter = attempt.random * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt.number - 1));
  if (attempt.retryAfter === undefined) {
    return jitter;
  }
  return attempt.retryAfter > policy.maxRetryAfter ? undefined : attempt.retryAfter + jitter;
}

/** Milliseconds that a `Retry-After` header asks for: a number of seconds or a date; undefined when it is neither. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+(\.\d*)?$/.test(text)) {
    return Number(text) * 1000;
  }
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
