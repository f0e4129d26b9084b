/** The examples of the users' documents, unchanged but for the import line. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "node:test";

import { transform } from "esbuild";

import type { ChromaClient } from "../src/index.js";

const TEXT = readFileSync(new URL("../../tests/documented.md", import.meta.url), "utf8");
const EXAMPLES = [...TEXT.matchAll(/^(\S.*):\n\n```typescript\n([\s\S]*?)```/gm)].map(([, title = "", code = ""]) => ({
  title,
  code,
}));
const PACKAGE = JSON.stringify(new URL("../src/index.js", import.meta.url).href);

/** What each example must reach: address, key, tenant and database. */
const REACHED = [
  ["https://api.trychroma.com:443", "Chroma Cloud API key", "Tenant ID", "Database name"],
  ["https://api.trychroma.com:443", "ck-env", "t-env", "d-env"],
  ["https://europe-west1.gcp.trychroma.com:443", "Chroma Cloud API key", "Tenant ID", "Database name"],
  ["http://localhost:8000", undefined, "default_tenant", "default_database"],
  ["http://localhost:9000", undefined, "default_tenant", "my-db"],
  ["http://localhost:8000", undefined, "default_tenant", "default_database"],
  ["http://localhost:8000", "your_token_here", "default_tenant", "default_database"],
  ["https://api.trychroma.com:443", "ck-your-api-key", "your-tenant-id", "your-database-name"],
];
const ENVIRONMENT = { CHROMA_API_KEY: "ck-env", CHROMA_TENANT: "t-env", CHROMA_DATABASE: "d-env" };

interface Sent {
  url: string;
  key: string | undefined;
}

describe("the examples of the documents", () => {
  const realFetch = globalThis.fetch;
  const realEnvironment = { ...process.env };
  let sent: Sent[];
  beforeEach(() => {
    sent = [];
    globalThis.fetch = (url, init) => {
      const place = url as string;
      sent.push({ url: place, key: (init?.headers as Record<string, string>)["x-chroma-token"] });
      const body = place.endsWith("/heartbeat") ? '{"nanosecond heartbeat":1}' : "true";
      return Promise.resolve(new Response(body));
    };
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
    process.env = { ...realEnvironment };
  });

  it("are all there", () => assert.equal(EXAMPLES.length, REACHED.length));

  EXAMPLES.forEach(({ title, code }, index) => {
    it(title, async () => {
      const [address, key, tenant, database] = REACHED[index] ?? [];
      Object.keys(ENVIRONMENT).forEach((name) => Reflect.deleteProperty(process.env, name));
      if (code.includes("new CloudClient()")) {
        Object.assign(process.env, ENVIRONMENT);
      }
      // An example without an import goes on from an earlier one.
      const named = code.includes("import") ? "" : `import { ChromaClient, CloudClient } from "chromadb";\n`;
      const made = code.includes("const client") ? "" : "const client = new ChromaClient();\n";
      const source = `${named}${made}${code}\nexport { client };`.replaceAll('"chromadb"', PACKAGE);
      const { code: script } = await transform(source, { loader: "ts", format: "esm" });
      const module = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as { client: ChromaClient };
      await module.client.heartbeat();
      assert.ok(sent.every((request) => request.url.startsWith(`${address ?? ""}/api/v2/`)));
      assert.ok(sent.every((request) => request.key === key));
      assert.deepEqual(await module.client.resolve(), { tenant, database });
    });
  });
});
