import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import {
  ChromaClient,
  ChromaError,
  ChromaForbiddenError,
  ChromaValueError,
  CloudClient,
  type Collection,
  type EmbeddingFunction,
  K,
  Knn,
  registerEmbeddingFunction,
  Schema,
  Search,
  type SparseEmbeddingFunction,
  SparseVectorIndexConfig,
  VERSION,
} from "../src/index.js";
import { knownEmbeddingFunctions, knownSparseEmbeddingFunctions } from "../src/index.js";
import { parseJson } from "../src/json.js";
import { PAYLOAD_BUDGET, split } from "../src/splitting.js";
import { type Answer, COLLECTION, error, serve, type TestServer } from "./support.js";

const VARIABLES = ["CHROMA_API_KEY", "CHROMA_TENANT", "CHROMA_DATABASE", "CHROMA_HOST", "CHROMA_ENDPOINT"];
const ID = COLLECTION.id;

let server: TestServer;
let saved: (string | undefined)[];
beforeEach(() => {
  saved = VARIABLES.map((name) => process.env[name]);
  VARIABLES.forEach((name) => Reflect.deleteProperty(process.env, name));
});
afterEach(async () => {
  VARIABLES.forEach((name, index) => {
    const value = saved[index];
    if (value === undefined) {
      Reflect.deleteProperty(process.env, name);
    } else {
      process.env[name] = value;
    }
  });
  await server?.close();
});

async function things(answers: Record<string, Answer[]> = {}, model: object = {}): Promise<Collection> {
  server = await serve({ [`by-id/${ID}`]: [{ body: { ...COLLECTION, ...model } }], ...answers });
  return new ChromaClient({ host: server.url, retries: { baseDelay: 1 } }).getCollectionById(ID);
}

const bodies = (ending: string): Record<string, unknown>[] =>
  server.at(ending).map(({ body }) => parseJson(body) as Record<string, unknown>);

class Lengths implements EmbeddingFunction {
  readonly name = "test_lengths";
  readonly asked: string[][] = [];
  static buildFromConfig(): Lengths {
    return new Lengths();
  }
  generate(texts: string[]): Promise<number[][]> {
    this.asked.push(texts);
    return Promise.resolve(texts.map((text) => [text.length, 0]));
  }
  generateForQueries(texts: string[]): Promise<Float32Array[]> {
    return Promise.resolve(texts.map((text) => new Float32Array([text.length, 0.5])));
  }
  getConfig(): object {
    return { unit: "letters" };
  }
  defaultSpace(): "cosine" {
    return "cosine";
  }
}
registerEmbeddingFunction("test_lengths", Lengths);

class Letters implements SparseEmbeddingFunction {
  readonly name = "test_letters";
  static buildFromConfig(): Letters {
    return new Letters();
  }
  generate(texts: string[]): Promise<{ indices: number[]; values: number[] }[]> {
    return Promise.resolve(texts.map((text) => ({ indices: [text.length], values: [1] })));
  }
  getConfig(): object {
    return {};
  }
}
knownSparseEmbeddingFunctions.set("test_letters", Letters);

describe("writes", () => {
  it("carry vectors as base64 of float32 where the server takes it", async () => {
    const collection = await things();
    await collection.add({ ids: ["a", "b"], embeddings: [[1, -0.5], new Float32Array([2, 3])] });
    assert.deepEqual(bodies("/add")[0]?.["embeddings"], ["AACAPwAAAL8=", "AAAAQAAAQEA="]);
  });

  it("carry vectors as numbers where it does not", async () => {
    const collection = await things({
      "/pre-flight-checks": [{ body: { max_batch_size: 10, supports_base64_encoding: false } }],
    });
    await collection.upsert({ ids: ["a"], embeddings: [new Float32Array([0.5])] });
    assert.deepEqual(bodies("/upsert")[0]?.["embeddings"], [[0.5]]);
  });

  it("are split by the server's limit, in order", async () => {
    const collection = await things();
    const ids = ["1", "2", "3", "4", "5", "6", "7"];
    await collection.add({ ids, embeddings: ids.map((id) => [Number(id)]), documents: ids });
    assert.deepEqual(
      bodies("/add").map(({ documents }) => documents),
      [["1", "2", "3"], ["4", "5", "6"], ["7"]],
    );
    assert.equal(server.at("/pre-flight-checks").length, 1);
  });

  it("that fail half way say what was written", async () => {
    const collection = await things({ "/add": [{ status: 201, body: {} }, error(400, "bad vector")] });
    const ids = ["1", "2", "3", "4", "5", "6", "7"];
    await assert.rejects(collection.add({ ids, embeddings: ids.map(() => [1]) }), (raised) => {
      assert.ok(raised instanceof ChromaError);
      assert.deepEqual([raised.recordsWritten, raised.failedBatch, raised.status], [3, 2, 400]);
      assert.match(raised.message, /bad vector .*first 3 of 7 records/);
      return true;
    });
    assert.equal(server.at("/add").length, 2);
  });

  it("are split by their size, too", () => {
    const ids = ["a", "b", "c", "d"];
    const documents = ids.map(() => "x".repeat(PAYLOAD_BUDGET / 8));
    const batch = { ids, documents, embeddings: undefined, metadatas: undefined, uris: undefined };
    assert.deepEqual(
      split(batch, 100, true).map((part) => part.ids),
      [
        ["a", "b"],
        ["c", "d"],
      ],
    );
    assert.deepEqual(split(batch, 100, true, 1).length, 4);
  });

  it("are refused before anything is sent when they make no sense", async () => {
    const collection = await things();
    server.asked.length = 0;
    for (const records of [
      { ids: [] },
      { ids: ["a"] },
      { ids: ["a", "a"], embeddings: [[1], [1]] },
      { ids: [""], embeddings: [[1]] },
      { ids: ["a"], embeddings: [[1], [2]] },
      { ids: ["a"], embeddings: [[]] },
      { ids: ["a"], embeddings: [[Number.NaN]] },
      { ids: ["a"], embeddings: [[1e39]] },
      { ids: ["a"], embeddings: [["1"]] },
      { ids: ["a"], embeddings: [null] },
      { ids: ["a"], embeddings: [[1]], metadatas: [{}] },
      { ids: ["a"], embeddings: [[1]], metadatas: [{ k: { nested: 1 } }] },
      { ids: ["a"], embeddings: [[1]], metadatas: [{ k: [1, "x"] }] },
      { ids: ["a"], embeddings: [[1]], metadatas: [{ k: Number.POSITIVE_INFINITY }] },
      { ids: ["a"], embeddings: [[1]], metadatas: [{ k: 2n ** 64n }] },
      { ids: ["a"], embeddings: [[1]], metadatas: [{ k: { indices: [2, 1], values: [1, 1] } }] },
      { ids: ["a"], embeddings: [[1]], documents: [1] },
      { ids: ["a"], documents: [null] },
    ]) {
      await assert.rejects(collection.add(records as never), ChromaValueError, JSON.stringify(records.ids));
    }
    assert.equal(server.asked.length, 0);
  });

  it("keep every digit of integers, both ways", async () => {
    const answer =
      '{"ids":["a"],"embeddings":null,"documents":null,"uris":null,"metadatas":[{"n":9007199254740993}],"include":["metadatas"]}';
    const collection = await things({ "/get": [{ text: answer }] });
    await collection.update({ ids: ["a"], metadatas: [{ n: 9007199254740993n, gone: null }] });
    assert.match(server.at("/update")[0]?.body ?? "", /"metadatas":\[\{"n":9007199254740993,"gone":null\}\]/);
    assert.deepEqual((await collection.get({ include: ["metadatas"] })).metadatas, [{ n: 9007199254740993n }]);
  });
});

describe("reads", () => {
  it("count in numbers, and in bigints beyond them", async () => {
    const collection = await things({ "/count": [{ text: "9007199254740993" }] });
    await assert.rejects(collection.count(), /bigint/);
    assert.equal(await collection.count({ bigint: true }), 9007199254740993n);
  });

  it("give rows with what was asked for", async () => {
    const body = {
      ids: ["a"],
      documents: [null],
      metadatas: [{ v: { "#type": "sparse_vector", indices: [1], values: [2], tokens: ["t"] } }],
      embeddings: null,
      uris: null,
      include: [],
    };
    const collection = await things({ "/get": [{ body }] });
    assert.deepEqual((await collection.get()).rows(), [
      { id: "a", document: null, metadata: { v: { indices: [1], values: [2], tokens: ["t"] } } },
    ]);
  });

  it("refuse what makes no sense before anything is sent", async () => {
    const collection = await things();
    server.asked.length = 0;
    await assert.rejects(collection.query({}), ChromaValueError);
    await assert.rejects(collection.query({ queryEmbeddings: [[1]], queryTexts: ["a"] }), ChromaValueError);
    await assert.rejects(collection.query({ queryEmbeddings: [[1]], nResults: 0 }), ChromaValueError);
    await assert.rejects(collection.get({ include: ["distances"] }), ChromaValueError);
    await assert.rejects(collection.get({ where: {} }), ChromaValueError);
    await assert.rejects(collection.delete({}), ChromaValueError);
    await assert.rejects(collection.delete({ ids: ["a"], limit: 1 }), ChromaValueError);
    assert.equal(server.asked.length, 0);
  });

  it("take conditions as expressions", async () => {
    const collection = await things({ "/delete": [{ body: { deleted: 0 } }] });
    await collection.delete({ where: K("a").gt(1).and(K("b").eq("x")) });
    assert.deepEqual(bodies("/delete")[0]?.["where"], { $and: [{ a: { $gt: 1 } }, { b: { $eq: "x" } }] });
  });
});

describe("embedding functions", () => {
  const stored = {
    ...COLLECTION.configuration_json,
    embedding_function: { type: "known", name: "test_lengths", config: {} },
  };

  it("are stored with the collection by name and settings, and give the space", async () => {
    server = await serve({ "/collections": [{ body: COLLECTION }] });
    const client = new ChromaClient({ host: server.url });
    await client.createCollection({ name: "things", embeddingFunction: new Lengths() });
    await client.createCollection({ name: "things" });
    await client.createCollection({ name: "things", embeddingFunction: null });
    await client.createCollection({ name: "things", schema: new Schema() });
    const sent = bodies("/collections").map(({ configuration }) => configuration);
    assert.deepEqual(sent, [
      {
        hnsw: { space: "cosine" },
        spann: null,
        embedding_function: { type: "known", name: "test_lengths", config: { unit: "letters" } },
      },
      { hnsw: { space: "l2" }, spann: null, embedding_function: { type: "known", name: "default", config: {} } },
      undefined,
      undefined,
    ]);
  });

  it("embed documents, and queries in their own way", async () => {
    const collection = await things(
      { "/query": [{ body: { ids: [[]], include: [] } }] },
      { configuration_json: stored },
    );
    await collection.add({ ids: ["a"], documents: ["four"] });
    assert.deepEqual(bodies("/add")[0]?.["embeddings"], ["AACAQAAAAAA="]);
    await collection.query({ queryTexts: ["two"] });
    assert.deepEqual(bodies("/query")[0]?.["query_embeddings"], [[3, 0.5]]);
  });

  it("embed only what is there in an update", async () => {
    const collection = await things({}, { configuration_json: stored });
    await collection.update({ ids: ["a", "b"], documents: ["x", null] });
    assert.deepEqual(bodies("/update")[0]?.["embeddings"], ["AACAPwAAAAA=", null]);
  });

  it("that nobody registered keep their settings, and say so when they are needed", async () => {
    const configuration = { ...stored, embedding_function: { type: "known", name: "nobody", config: { a: 1 } } };
    const collection = await things({}, { configuration_json: configuration });
    assert.deepEqual(collection.embeddingFunction?.getConfig?.(), { a: 1 });
    await assert.rejects(collection.add({ ids: ["a"], documents: ["x"] }), /"nobody" is not known here/);
    await collection.add({ ids: ["a"], documents: ["x"], embeddings: [[1]] });
  });

  it("called default need a model that somebody registers", async () => {
    const configuration = { ...stored, embedding_function: { type: "known", name: "default", config: {} } };
    const collection = await things({}, { configuration_json: configuration });
    await assert.rejects(collection.add({ ids: ["a"], documents: ["x"] }), /carries no model/);
    knownEmbeddingFunctions.set("default", Lengths);
    try {
      await collection.add({ ids: ["a"], documents: ["x"] });
    } finally {
      knownEmbeddingFunctions.delete("default");
    }
  });

  it("cannot be exchanged for another", async () => {
    server = await serve({ "/things": [{ body: { ...COLLECTION, configuration_json: stored } }] });
    const client = new ChromaClient({ host: server.url });
    const other: EmbeddingFunction = { name: "other", generate: (texts) => Promise.resolve(texts.map(() => [1])) };
    await assert.rejects(client.getCollection({ name: "things", embeddingFunction: other }), /test_lengths.*other/);
  });

  it("make sparse vectors of documents, and vectors of the texts in searches", async () => {
    const config = new SparseVectorIndexConfig({ embeddingFunction: new Letters(), sourceKey: K.DOCUMENT });
    const schema = new Schema().createIndex(config, "letters").toJSON();
    const answer = {
      ids: [["a"]],
      documents: [null],
      embeddings: [null],
      metadatas: [null],
      scores: [[0.5]],
      select: [[]],
    };
    const collection = await things({ "/search": [{ body: answer }] }, { configuration_json: stored, schema });
    await collection.add({ ids: ["a", "b"], documents: ["four", "five5"], metadatas: [{ k: 1 }, null] });
    const made = (index: number): object => ({ "#type": "sparse_vector", indices: [index], values: [1] });
    assert.deepEqual(bodies("/add")[0]?.["metadatas"], [{ k: 1, letters: made(4) }, { letters: made(5) }]);
    const rank = Knn({ query: "six" }).add(Knn({ query: "seven", key: "letters" }));
    const found = await collection.search(new Search().rank(rank));
    assert.deepEqual(found.rows(), [[{ id: "a", score: 0.5 }]]);
    const [sent] = bodies("/search")[0]?.["searches"] as { rank: { $sum: { $knn: { query: unknown } }[] } }[];
    assert.deepEqual(
      sent?.rank.$sum.map(({ $knn }) => $knn.query),
      [[3, 0.5], made(5)],
    );
    await assert.rejects(collection.search({ rank: Knn({ query: "x", key: "other" }) }), /"other"/);
  });
});

describe("the place a client works in", () => {
  const identity = (tenant: string, databases: string[]): Record<string, Answer[]> => ({
    "/auth/identity": [{ body: { user_id: "u", tenant, databases } }],
  });
  const cloud = (args: object = {}): CloudClient => new CloudClient({ host: server.url, apiKey: "ck-1", ...args });

  it("is found from the API key, once", async () => {
    server = await serve({ ...identity("t-1", ["d-1"]), "/collections_count": [{ body: 3 }] });
    const client = cloud();
    assert.equal(server.asked.length, 0);
    await Promise.all([client.countCollections(), client.countCollections()]);
    assert.equal(server.at("/auth/identity").length, 1);
    assert.equal(server.at("/tenants/t-1/databases/d-1/collections_count").length, 2);
    assert.deepEqual([client.tenant, client.database], ["t-1", "d-1"]);
  });

  it("is what is given, and then nobody is asked", async () => {
    server = await serve({ "/collections_count": [{ body: 3 }] });
    await cloud({ tenant: "t", database: "d" }).countCollections();
    assert.equal(server.at("/auth/identity").length, 0);
  });

  it("is what the environment says", async () => {
    server = await serve({ "/collections_count": [{ body: 3 }] });
    Object.assign(process.env, {
      CHROMA_API_KEY: "ck-env",
      CHROMA_TENANT: "t-env",
      CHROMA_DATABASE: "d-env",
      CHROMA_HOST: server.url,
    });
    await new CloudClient().countCollections();
    await ChromaClient.fromEnv().countCollections();
    assert.equal(server.at("/tenants/t-env/databases/d-env/collections_count").length, 2);
    assert.ok(server.asked.every(({ headers }) => headers["x-chroma-token"] === "ck-env"));
  });

  for (const [what, tenant, databases, args] of [
    ["opens several databases", "t-1", ["d-1", "d-2"], {}],
    ["opens every database", "t-1", ["*"], {}],
    ["opens none", "t-1", [], {}],
    ["is of no tenant", "*", ["d-1"], {}],
    ["is of another tenant", "t-1", ["d-1"], { tenant: "t-2" }],
  ] as const) {
    it(`cannot be found when the key ${what}`, async () => {
      server = await serve(identity(tenant, [...databases]));
      await assert.rejects(cloud(args).listCollections(), ChromaForbiddenError);
    });
  }

  it("is asked for again after a failure", async () => {
    server = await serve({
      "/auth/identity": [error(500), { body: { user_id: "u", tenant: "t", databases: ["d"] } }],
      "/collections_count": [{ body: 1 }],
    });
    const client = cloud();
    await assert.rejects(client.countCollections());
    assert.equal(await client.countCollections(), 1);
  });

  it("of the Cloud is a region", async () => {
    const tried: string[] = [];
    const fetch = (url: unknown): Promise<Response> => {
      tried.push(new URL(String(url)).origin);
      return Promise.resolve(new Response('"1.0.0"'));
    };
    for (const args of [{}, { region: "gcp-europe-west1" }, { host: "example.com" }, { host: "http://x:1" }] as const) {
      await new CloudClient({ apiKey: "ck-1", fetch, ...args }).version();
    }
    const hosts = [
      "https://api.trychroma.com",
      "https://europe-west1.gcp.trychroma.com",
      "https://example.com",
      "http://x:1",
    ];
    assert.deepEqual(tried, hosts);
    assert.throws(() => new CloudClient({ apiKey: "ck-1", region: "moon" as never }), ChromaValueError);
    assert.throws(() => new CloudClient(), /CHROMA_API_KEY/);
  });
});

describe("collections", () => {
  it("know what was changed through them", async () => {
    const collection = await things();
    await collection.modify({
      name: "others",
      metadata: { a: 1, b: null },
      configuration: { hnsw: { ef_search: 50 } },
    });
    assert.deepEqual(bodies(`/collections/${ID}`)[0], {
      new_name: "others",
      new_metadata: { a: 1, b: null },
      new_configuration: { hnsw: { ef_search: 50 }, spann: null, embedding_function: null },
    });
    assert.deepEqual(
      [collection.name, collection.metadata, collection.configuration.hnsw],
      ["others", { a: 1 }, { space: "l2", ef_search: 50 }],
    );
    await assert.rejects(collection.modify({ metadata: { "hnsw:space": "ip" } }), ChromaValueError);
  });
});

it("the client says who it is", async () => {
  server = await serve();
  await new ChromaClient({ host: server.url }).heartbeat();
  assert.equal(server.asked[0]?.headers["user-agent"], `polychrome-typescript/${VERSION}`);
});
