import assert from "node:assert/strict";
import { createServer } from "node:net";
import { afterEach, describe, it } from "node:test";
import { inspect } from "node:util";

import {
  ChromaClient,
  ChromaConnectionError,
  ChromaError,
  ChromaForbiddenError,
  ChromaNotFoundError,
  ChromaQuotaExceededError,
  ChromaRateLimitError,
  ChromaServerError,
  ChromaTimeoutError,
  ChromaUnauthorizedError,
  ChromaUniqueError,
  ChromaValueError,
  CloudClient,
  type Collection,
  InvalidArgumentError,
  InvalidResponseError,
  PayloadTooLargeError,
  PreconditionFailedError,
  ServiceUnavailableError,
  UnimplementedError,
} from "../src/index.js";
import { type Answer, breakOff, error, hangUp, serve, silence, type TestServer } from "./support.js";

const QUICK = { retries: { retries: 3, baseDelay: 1 } };
const GET_ANSWER = { ids: ["a"], embeddings: null, documents: ["x"], uris: null, metadatas: [null], include: [] };

let server: TestServer | undefined;
afterEach(async () => server?.close());

async function started(answers: Record<string, Answer[]>): Promise<{ server: TestServer; client: ChromaClient }> {
  server = await serve(answers);
  return { server, client: new ChromaClient({ host: server.url, ...QUICK }) };
}

async function collection(answers: Record<string, Answer[]>): Promise<{ server: TestServer; things: Collection }> {
  const { server, client } = await started(answers);
  return { server, things: await client.getCollectionById("11111111-2222-4333-8444-555555555555") };
}

describe("what is repeated", () => {
  it("a call that was refused for the number of calls, after the time the server asked for", async () => {
    const { server, things } = await collection({
      "/delete": [error(429, "slow down", { "retry-after": "0.05" }), { body: { deleted: 1 } }],
    });
    const start = performance.now();
    assert.deepEqual(await things.delete({ ids: ["a"] }), { deleted: 1 });
    assert.ok(performance.now() - start >= 45);
    assert.equal(server.at("/delete").length, 2);
  });

  it("a repeatable call when the server is not available", async () => {
    const { server, things } = await collection({ "/get": [error(503), error(503), { body: GET_ANSWER }] });
    assert.deepEqual((await things.get()).ids, ["a"]);
    assert.equal(server.at("/get").length, 3);
  });

  it("a repeatable call when the connection breaks, before or within the answer", async () => {
    const { server, things } = await collection({ "/get": [hangUp, breakOff, { body: GET_ANSWER }] });
    assert.deepEqual((await things.get()).ids, ["a"]);
    assert.equal(server.at("/get").length, 3);
  });

  it("not a call that is unsafe to repeat, when it may have been done", async () => {
    for (const [answer, type] of [
      [error(503), ServiceUnavailableError],
      [hangUp, ChromaConnectionError],
      [breakOff, ChromaConnectionError],
    ] as const) {
      const { server, things } = await collection({ "/delete": [answer] });
      await assert.rejects(things.delete({ ids: ["a"] }), type);
      assert.equal(server.at("/delete").length, 1);
      await server.close();
    }
  });

  it("not a call that the server refuses, or fails at", async () => {
    for (const status of [400, 404, 409, 500]) {
      const { server, things } = await collection({ "/get": [error(status)] });
      await assert.rejects(things.get(), { status });
      assert.equal(server.at("/get").length, 1);
      await server.close();
    }
  });

  it("not longer than the policy says", async () => {
    const { server, things } = await collection({ "/get": [error(429)] });
    await assert.rejects(things.get(), ChromaRateLimitError);
    assert.equal(server.at("/get").length, 4);
  });

  it("not when the server asks for more patience than there is", async () => {
    const { server, things } = await collection({ "/get": [error(429, "later", { "retry-after": "3600" })] });
    await assert.rejects(things.get(), { retryAfter: 3600 });
    assert.equal(server.at("/get").length, 1);
  });

  it("every call when no connection came about", async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    let tries = 0;
    const client = new ChromaClient({
      port,
      host: "127.0.0.1",
      ...QUICK,
      fetch: (...args) => {
        tries += 1;
        return fetch(...args);
      },
    });
    await assert.rejects(client.deleteCollection({ name: "x" }), ChromaConnectionError);
    assert.equal(tries, 4);
  });
});

describe("how long is waited", () => {
  it("for an answer to begin", async () => {
    server = await serve({ "/heartbeat": [silence] });
    const client = new ChromaClient({ host: server.url, timeout: 50, retries: 0 });
    await assert.rejects(client.heartbeat(), (raised) => {
      assert.ok(raised instanceof ChromaTimeoutError);
      assert.equal(raised.operation, "heartbeat");
      return true;
    });
  });

  it("for an answer to go on", async () => {
    server = await serve({ "/heartbeat": [(_, response) => response.writeHead(200).write("{")] });
    const client = new ChromaClient({ host: server.url, timeout: { read: 50 }, retries: 0 });
    await assert.rejects(client.heartbeat(), ChromaTimeoutError);
  });

  it("for a call with all its repetitions", async () => {
    server = await serve({ "/heartbeat": [silence] });
    const client = new ChromaClient({ host: server.url, timeout: { read: 40, total: 100 }, ...QUICK });
    await assert.rejects(client.heartbeat(), ChromaTimeoutError);
    assert.ok(server.asked.length < 4);
  });

  it("and a slow answer is no silence", async () => {
    server = await serve({
      "/heartbeat": [
        (_, response) => {
          const pieces = Array.from('{"nanosecond heartbeat":7}');
          const timer = setInterval(() => {
            const piece = pieces.shift();
            if (piece === undefined) {
              clearInterval(timer);
              response.end();
            } else {
              response.write(piece);
            }
          }, 10);
        },
      ],
    });
    const client = new ChromaClient({ host: server.url, timeout: { read: 150 }, retries: 0 });
    assert.equal(await client.heartbeat(), 7n);
  });
});

describe("cancelling", () => {
  it("ends a call with the signal's reason", async () => {
    const { client } = await started({ "/heartbeat": [silence] });
    const controller = new AbortController();
    const call = client.heartbeat({ signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await assert.rejects(call, /enough/);
  });

  it("ends the wait before a repetition", async () => {
    const { server, client } = await started({ "/heartbeat": [error(429, "later", { "retry-after": "30" })] });
    const call = client.heartbeat({ signal: AbortSignal.timeout(50) });
    await assert.rejects(call, { name: "TimeoutError" });
    assert.equal(server.asked.length, 1);
  });

  it("sends nothing when it comes first", async () => {
    const { server, things } = await collection({});
    server.asked.length = 0;
    const signal = AbortSignal.abort(new Error("never mind"));
    await assert.rejects(things.add({ ids: ["a"], embeddings: [[1]] }, { signal }), /never mind/);
    assert.equal(server.at("/add").length, 0);
  });
});

describe("errors", () => {
  it("have a class for each status", async () => {
    const classes: [number, new (...args: never[]) => Error][] = [
      [400, InvalidArgumentError],
      [401, ChromaUnauthorizedError],
      [403, ChromaForbiddenError],
      [404, ChromaNotFoundError],
      [409, ChromaUniqueError],
      [410, UnimplementedError],
      [412, PreconditionFailedError],
      [413, PayloadTooLargeError],
      [415, InvalidArgumentError],
      [422, InvalidArgumentError],
      [500, ChromaServerError],
      [501, UnimplementedError],
      [504, ChromaTimeoutError],
    ];
    for (const [status, type] of classes) {
      const { server, client } = await started({ "/version": [error(status, "why")] });
      await assert.rejects(client.version(), (raised) => {
        assert.ok(raised instanceof type && raised instanceof ChromaError);
        assert.equal(raised.name, type.name);
        assert.deepEqual([raised.message, raised.status, raised.kind], ["why", status, "ChromaError"]);
        assert.deepEqual([raised.operation, raised.method], ["version", "GET"]);
        return true;
      });
      await server.close();
    }
  });

  it("tell a quota from a wrong shape", async () => {
    const { client } = await started({ "/version": [error(422, "Quota exceeded: 'ids' exceeded quota limit")] });
    await assert.rejects(client.version(), ChromaQuotaExceededError);
  });

  it("carry the server's name for the call", async () => {
    const { client } = await started({
      "/version": [error(500, "no", { "chroma-trace-id": "ab".repeat(16) })],
      "/heartbeat": [error(500, "no", { "chroma-trace-id": "0".repeat(32), "x-request-id": "r-1" })],
    });
    await assert.rejects(client.version(), { requestId: "ab".repeat(16) });
    await assert.rejects(client.heartbeat(), { requestId: "r-1" });
  });

  it("say what a proxy says, or that there was no message", async () => {
    const { client } = await started({
      "/version": [{ status: 502, text: "upstream is gone" }],
      "/heartbeat": [{ status: 502, text: "<html>Bad Gateway</html>" }],
    });
    await assert.rejects(client.version(), /upstream is gone/);
    await assert.rejects(client.heartbeat(), /answered 502 Bad Gateway without a message/);
  });

  it("say that an answer is not Chroma's", async () => {
    const { client } = await started({ "/version": [{ text: "<html>hello</html>" }], "/heartbeat": [{ body: {} }] });
    await assert.rejects(client.version(), InvalidResponseError);
    await assert.rejects(client.heartbeat(), InvalidResponseError);
  });

  it("say where a redirect leads, which is not followed", async () => {
    const { server, client } = await started({ "/version": [{ status: 302, headers: { location: "http://x/y" } }] });
    await assert.rejects(client.version(), /redirects to http:\/\/x\/y/);
    assert.equal(server.asked.length, 1);
  });
});

describe("credentials", () => {
  it("go with each request", async () => {
    server = await serve();
    await new CloudClient({ host: server.url, apiKey: " ck-secret ", tenant: "t", database: "d" }).heartbeat();
    await new ChromaClient({ host: `http://me:pass@127.0.0.1:${server.port}` }).heartbeat();
    assert.equal(server.asked[0]?.headers["x-chroma-token"], "ck-secret");
    assert.equal(server.asked[1]?.headers["authorization"], `Basic ${btoa("me:pass")}`);
  });

  it("are shown nowhere", async () => {
    server = await serve({ "/collections_count": [error(500)], "/heartbeat": [hangUp] });
    const client = new CloudClient({ host: server.url, apiKey: "ck-secret", retries: 0, database: "d", tenant: "t" });
    const failures = await Promise.all(
      [client.countCollections(), client.heartbeat()].map((call) => call.catch((raised: unknown) => raised)),
    );
    const url = new ChromaClient({ host: `http://me:ck-secret@127.0.0.1:${server.port}`, retries: 0 });
    failures.push(await url.heartbeat().catch((raised: unknown) => raised));
    for (const shown of [client, url, client.headers, ...failures]) {
      const text = inspect(shown, { depth: null, showHidden: true }) + JSON.stringify(shown) + String(shown);
      assert.ok(!text.includes("ck-secret"), text);
    }
    assert.equal(client.headers["x-chroma-token"], "**********");
  });

  it("that cannot be sent are refused without being shown", () => {
    for (const apiKey of ["", "ck-\n", "ck-é"]) {
      assert.throws(
        () => new CloudClient({ apiKey: apiKey === "ck-\n" ? "ck-\nx" : apiKey }),
        (raised) => raised instanceof ChromaValueError && !raised.message.includes("ck-"),
      );
    }
    assert.throws(
      () => new ChromaClient({ headers: { "x-chroma-token": "ck-\n" } }),
      (raised) => raised instanceof ChromaValueError && !raised.message.includes("ck-"),
    );
  });
});

describe("addresses", () => {
  it("are put together from host, port and ssl, or from a URL", async () => {
    const tried: string[] = [];
    const fetch = (url: unknown): Promise<Response> => {
      tried.push(String(url).replace("/api/v2/version", ""));
      return Promise.resolve(new Response('"1.0.0"'));
    };
    for (const args of [
      {},
      { host: "example.com" },
      { host: "example.com", port: 9000, ssl: true },
      { host: "example.com:9001" },
      { host: "::1" },
      { host: "https://example.com/chroma/" },
      { host: "https://example.com:8443/a/api/v2/" },
      { path: "http://example.com:1" },
      { host: "europe-west1.gcp.trychroma.com", ssl: true },
    ]) {
      await new ChromaClient({ ...args, fetch }).version();
    }
    assert.deepEqual(tried, [
      "http://localhost:8000",
      "http://example.com:8000",
      "https://example.com:9000",
      "http://example.com:9001",
      "http://[::1]:8000",
      "https://example.com/chroma",
      "https://example.com:8443/a",
      "http://example.com:1",
      "https://europe-west1.gcp.trychroma.com:443",
    ]);
  });

  it("that make no sense are refused", () => {
    for (const args of [
      { host: "" },
      { host: "a b" },
      { host: "ftp://x" },
      { host: "http://x?y" },
      { host: "http://x:1", port: 2 },
      { host: "http://x", ssl: true },
      { port: 70_000 },
      { path: "http://x", host: "y" },
    ]) {
      assert.throws(() => new ChromaClient(args), ChromaValueError, JSON.stringify(args));
    }
  });

  it("have each name as one segment, and refuse what a URL cannot carry", async () => {
    const { server, client } = await started({});
    await client.getCollection({ name: "a/b c?d#e%ü" });
    assert.ok(server.asked[0]?.path.endsWith("/a%2Fb%20c%3Fd%23e%25%C3%BC"));
    for (const name of ["", ".", "..", "\ud800"]) {
      await assert.rejects(client.getCollection({ name }), ChromaValueError);
    }
    assert.equal(server.asked.length, 1);
  });
});
