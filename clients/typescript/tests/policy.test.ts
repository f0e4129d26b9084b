import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { delayBeforeRetry, type Failure, parseRetryAfter, retryPolicy } from "../src/policy.js";
import { redactUrl } from "../src/redact.js";

const attempt = { failure: "refused" as Failure, number: 1, repeatable: false, random: 0.5 };

describe("delays", () => {
  it("double up to a ceiling, with full jitter", () => {
    const delays = [1, 2, 3].map((number) => delayBeforeRetry(retryPolicy(), { ...attempt, number }));
    assert.deepEqual(delays, [100, 200, 400]);
    assert.equal(delayBeforeRetry(retryPolicy({ retries: 99 }), { ...attempt, number: 50, random: 1 }), 5000);
    assert.equal(delayBeforeRetry(retryPolicy(), { ...attempt, number: 4 }), undefined);
    assert.equal(delayBeforeRetry(retryPolicy(0), attempt), undefined);
  });

  it("come on top of what the server asks for", () => {
    assert.equal(delayBeforeRetry(retryPolicy(), { ...attempt, retryAfter: 1000 }), 1100);
    assert.equal(delayBeforeRetry(retryPolicy(), { ...attempt, retryAfter: 61_000 }), undefined);
  });

  it("are for what may be repeated", () => {
    const repeated = (failure: Failure, repeatable: boolean): boolean =>
      delayBeforeRetry(retryPolicy(), { ...attempt, failure, repeatable }) !== undefined;
    assert.deepEqual(
      (["notSent", "refused", "unavailable", "ambiguous"] as const).map((failure) => repeated(failure, false)),
      [true, true, false, false],
    );
    assert.ok(repeated("unavailable", true) && repeated("ambiguous", true));
  });

  it("need numbers that make sense", () => {
    for (const options of [-1, 1.5, { baseDelay: -1 }, { maxDelay: Number.NaN }]) {
      assert.throws(() => retryPolicy(options), /at least 0/);
    }
  });
});

it("Retry-After is a number of seconds or a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  assert.equal(parseRetryAfter("1.5", now), 1500);
  assert.equal(parseRetryAfter("Thu, 01 Jan 2026 00:00:07 GMT", now), 7000);
  assert.equal(parseRetryAfter("Wed, 31 Dec 2025 00:00:00 GMT", now), 0);
  assert.deepEqual(
    ["soon", "-1", "", null].map((value) => parseRetryAfter(value, now)),
    [undefined, undefined, undefined, undefined],
  );
});

it("URLs are shown without credentials", () => {
  assert.equal(
    redactUrl("https://me:pass@x.example/p?token=abc&q=1#f"),
    "https://**********@x.example/p?token=**********&q=1#f",
  );
  assert.equal(redactUrl("http://localhost:8000/a"), "http://localhost:8000/a");
});
