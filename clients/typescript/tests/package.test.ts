/** The package as users have it: its files and version, and that it needs nothing of Node.js. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";

import { build } from "esbuild";

import * as chroma from "../src/index.js";
import { REGIONS } from "../src/rest/regions.js";
import { serve } from "./support.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

it("the version is that of the repository, everywhere", () => {
  const version = read("../../VERSION").trim();
  const { version: named } = JSON.parse(read("package.json")) as { version: string };
  const lock = JSON.parse(read("package-lock.json")) as { version: string };
  assert.deepEqual([named, lock.version, chroma.VERSION], [version, version, version]);
});

it("the exported names are these", () => {
  const exported = Object.keys(chroma).sort();
  assert.deepEqual(exported, [...EXPORTED].sort());
});

describe("in a browser", () => {
  it("nothing of Node.js is imported, and a call goes through", async () => {
    const { outputFiles, warnings } = await build({
      entryPoints: [`${ROOT}src/index.ts`],
      bundle: true,
      format: "iife",
      globalName: "chroma",
      platform: "browser",
      target: "es2022",
      write: false,
      logLevel: "silent",
    });
    assert.deepEqual(warnings, []);
    const code = outputFiles[0]?.text ?? "";
    const server = await serve({ "/query": [{ body: { ids: [["a"]], distances: [[0.5]], include: [] } }] });
    try {
      // What browsers have, and nothing else: no process, no Buffer, no require.
      const { AbortController, AbortSignal, btoa, fetch, Headers, Request, Response, TextDecoder, TextEncoder } =
        globalThis;
      const { URL, setTimeout, clearTimeout } = globalThis;
      const browser = {
        AbortController,
        AbortSignal,
        btoa,
        fetch,
        Headers,
        Request,
        Response,
        TextDecoder,
        TextEncoder,
      };
      const context = createContext({ ...browser, URL, setTimeout, clearTimeout, host: server.url });
      const result: unknown = await runInContext(
        `${code}
        (async () => {
          const client = new chroma.ChromaClient({ host, headers: { "x-mine": "1" } });
          const collection = await client.getCollectionById("11111111-2222-4333-8444-555555555555");
          await collection.add({ ids: ["a"], embeddings: [[1, -0.5]], metadatas: [{ n: 9007199254740993n }] });
          const found = await collection.query({ queryEmbeddings: [[1, 0]] });
          return [found.ids[0][0], String(await client.heartbeat()), typeof process, typeof Buffer].join();
        })()`,
        context,
      );
      assert.equal(result, "a,1,undefined,undefined");
      const [add] = server.at("/add");
      assert.match(add?.body ?? "", /"AACAPwAAAL8=".*9007199254740993/);
      assert.equal(add?.headers["x-mine"], "1");
      assert.doesNotMatch(add?.headers["user-agent"] ?? "", /polychrome/);
    } finally {
      await server.close();
    }
  });
});

it("the regions are those of the description", () => {
  const text = read("../../spec/regions.yaml");
  for (const [name, { host }] of Object.entries(REGIONS)) {
    assert.ok(text.includes(`name: ${name}`) && text.includes(`host: ${host}`));
  }
});

const EXPORTED = [
  ...["Abs", "AdminClient", "AdminCloudClient", "Aggregate", "BoolInvertedIndexConfig", "ChromaClient"],
  ...["ChromaClientError", "ChromaConnectionError", "ChromaError", "ChromaForbiddenError", "ChromaNotFoundError"],
  ...["ChromaQuotaExceededError", "ChromaRateLimitError", "ChromaServerError", "ChromaTimeoutError"],
  ...["ChromaUnauthorizedError", "ChromaUniqueError", "ChromaValueError", "CloudClient", "Cmek", "CmekProvider"],
  ...["Collection", "DEFAULT_DATABASE", "DEFAULT_REGION", "DEFAULT_TENANT", "DOCUMENT_KEY", "Div", "EMBEDDING_KEY"],
  ...["DefaultEmbeddingFunction", "Exp", "FloatInvertedIndexConfig", "FtsIndexConfig", "FunctionId", "GetResult"],
  ...["GroupBy", "IncludeEnum", "IntInvertedIndexConfig", "InvalidArgumentError", "InvalidResponseError", "K", "Key"],
  ...["Knn", "Limit", "Log", "Max", "MaxK", "Min", "MinK", "Mul", "PayloadTooLargeError", "PreconditionFailedError"],
  ...["QueryResult", "REGIONS", "RankExpression", "ReadLevel", "Rrf", "Schema", "Search", "SearchResult", "Select"],
  ...["ServiceUnavailableError", "SparseVectorIndexConfig", "StringInvertedIndexConfig", "Sub", "Sum"],
  ...["UnimplementedError", "VERSION", "Val", "VectorIndexConfig", "WhereExpression", "errorFromResponse"],
  ...["knownEmbeddingFunctions", "knownSparseEmbeddingFunctions", "registerEmbeddingFunction"],
  ...["registerSparseEmbeddingFunction"],
];
