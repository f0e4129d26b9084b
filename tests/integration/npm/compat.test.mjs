// The npm package chromadb, unchanged, against the server whose address is in CHROMA_URL.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ChromaClient, GroupBy, K, Knn, MinK, Rrf, Schema, Search, SparseVectorIndexConfig, StringInvertedIndexConfig,
  VectorIndexConfig, registerSparseEmbeddingFunction,
} from "chromadb";

const url = new URL(process.env.CHROMA_URL);
const options = { host: url.hostname, port: Number(url.port), ssl: false };
const client = new ChromaClient(options);
const unit = {
  // A caller's own embedding function: the length of each text and its count of the letter a.
  name: "letters",
  generate: async (texts) => texts.map((text) => [text.length, text.split("a").length - 1]),
};
let collection;

before(async () => {
  collection = await client.createCollection({ name: "npm", embeddingFunction: unit, metadata: { made: "by npm" } });
});

after(async () => {
  await client.deleteCollection({ name: "npm" });
  await assert.rejects(client.getCollection({ name: "npm", embeddingFunction: unit }), /could not be found|not exist/i);
});

test("heartbeat and version", async () => {
  assert.ok((await client.heartbeat()) > 1e18);
  assert.equal(typeof (await client.version()), "string");
});

test("a record's whole life", async () => {
  await collection.add({
    ids: ["a", "b", "c"],
    documents: ["banana", "cherry", "fig"],
    metadatas: [{ n: 1, tags: ["yellow", "long"] }, { n: 2, f: 2.5 }, { n: 3, ok: true }],
  });
  assert.equal(await collection.count(), 3);

  const all = await collection.get({ include: ["documents", "metadatas", "embeddings"] });
  assert.deepEqual(all.ids, ["a", "b", "c"]);
  assert.deepEqual(all.embeddings, [[6, 3], [6, 0], [3, 0]]);
  assert.deepEqual(all.metadatas[0], { n: 1, tags: ["yellow", "long"] });

  const near = await collection.query({ queryTexts: ["banane"], nResults: 2 });
  assert.deepEqual(near.ids, [["a", "b"]]);
  assert.deepEqual(near.distances, [[1, 4]]);

  await collection.update({ ids: ["b"], metadatas: [{ n: 20 }], documents: ["sour cherry"] });
  await collection.upsert({ ids: ["b", "d"], embeddings: [[1, 1], [9, 9]], documents: ["cherry again", "date"] });
  const b = await collection.get({ ids: ["b"], include: ["metadatas", "documents", "embeddings"] });
  assert.deepEqual(b.metadatas, [{ n: 20, f: 2.5 }]);
  assert.deepEqual(b.documents, ["cherry again"]);
  assert.deepEqual(b.embeddings, [[1, 1]]);

  await collection.delete({ ids: ["d"] });
  await collection.delete({ where: { n: { $gte: 20 } } });
  assert.deepEqual((await collection.get()).ids, ["a", "c"]);
  assert.deepEqual((await collection.peek({ limit: 1 })).ids, ["a"]);
});

test("filters", async () => {
  const filtered = await client.createCollection({ name: "npm-filters", embeddingFunction: null });
  await filtered.add({
    ids: ["1", "2", "3", "4"],
    embeddings: [[0, 0], [1, 0], [0, 2], [3, 3]],
    documents: ["red apple", "green apple", "red pear", "plum"],
    metadatas: [{ n: 1, s: "x" }, { n: 2, s: "y" }, { n: 3.5, s: "x" }, { list: ["p", "q"] }],
  });
  const ids = async (filter) => (await filtered.get(filter)).ids;
  assert.deepEqual(await ids({ where: { s: "x" } }), ["1", "3"]);
  assert.deepEqual(await ids({ where: { $or: [{ n: { $gt: 3 } }, { s: { $eq: "y" } }] } }), ["2", "3"]);
  assert.deepEqual(await ids({ where: { $and: [{ s: { $in: ["x", "y"] } }, { n: { $lt: 2 } }] } }), ["1"]);
  assert.deepEqual(await ids({ where: { list: { $contains: "p" } } }), ["4"]);
  assert.deepEqual(await ids({ whereDocument: { $contains: "apple" } }), ["1", "2"]);
  assert.deepEqual(await ids({ whereDocument: { $regex: "^red" }, where: { n: { $ne: 1 } } }), ["3"]);
  const found = await filtered.query({ queryEmbeddings: [[0, 0]], nResults: 1, where: { s: "y" } });
  assert.deepEqual(found.ids, [["2"]]);
  await client.deleteCollection({ name: "npm-filters" });
});

test("collections", async () => {
  const made = await client.getOrCreateCollection({
    name: "npm-more", embeddingFunction: null, configuration: { hnsw: { space: "cosine", ef_search: 77 } },
  });
  assert.equal(made.configuration.hnsw.space, "cosine");
  assert.equal(made.configuration.hnsw.efSearch ?? made.configuration.hnsw.ef_search, 77);
  await made.modify({ name: "npm-renamed", metadata: { k: "v" } });
  const again = await client.getCollection({ name: "npm-renamed", embeddingFunction: null });
  assert.deepEqual(again.metadata, { k: "v" });
  const names = (await client.listCollections()).map((c) => c.name).sort();
  assert.deepEqual(names, ["npm", "npm-renamed"]);
  assert.equal(await client.countCollections(), 2);
  await client.deleteCollection({ name: "npm-renamed" });
});

// A caller's own sparse embedding function: how often each letter from a to z stands in the text.
class Counts {
  static name = "npm_letter_counts";
  name = "npm_letter_counts";
  static buildFromConfig() { return new Counts(); }
  getConfig() { return {}; }
  async generate(texts) {
    return texts.map((text) => {
      const letters = [...new Set(text)].filter((letter) => /[a-z]/.test(letter)).sort();
      return {
        indices: letters.map((letter) => letter.charCodeAt(0) - 97),
        values: letters.map((letter) => text.split(letter).length - 1),
      };
    });
  }
}

test("schemas and searches", async () => {
  registerSparseEmbeddingFunction(Counts.name, Counts);
  const schema = new Schema()
    .createIndex(new VectorIndexConfig({ space: "l2", embeddingFunction: null }))
    .createIndex(new SparseVectorIndexConfig({ sourceKey: K.DOCUMENT, embeddingFunction: new Counts() }), "letters")
    .deleteIndex(new StringInvertedIndexConfig(), "note");
  await client.createCollection({ name: "npm-search", schema, embeddingFunction: null });
  const made = await client.getCollection({ name: "npm-search", embeddingFunction: null });
  await made.add({
    ids: ["a", "b", "c"],
    documents: ["banana", "cherry", "fig"],
    embeddings: [[0, 0], [1, 0], [3, 0]],
    metadatas: [{ kind: "x", note: "n" }, { kind: "x" }, { kind: "y" }],
  });
  const nearest = new Search().rank(Knn({ query: [0, 0] })).limit(2).select(K.DOCUMENT, K.SCORE);
  const near = await made.search(nearest);
  assert.deepEqual(near.ids, [["a", "b"]]);
  assert.deepEqual(near.scores, [[0, 1]]);
  assert.deepEqual(near.documents, [["banana", "cherry"]]);
  const sparse = await made.search(new Search().rank(Knn({ query: "nnn", key: "letters" })).select(K.SCORE));
  assert.deepEqual([sparse.ids, sparse.scores], [[["a"]], [[-5]]]);
  const fused = Rrf({
    ranks: [
      Knn({ query: [1, 0], returnRank: true }),
      Knn({ query: "fig", key: "letters", returnRank: true, default: 9 }),
    ],
    k: 1,
  });
  const best = new GroupBy([K("kind")], new MinK([K.SCORE], 1));
  const several = await made.search([
    new Search().rank(fused).limit(1),
    new Search().rank(fused).groupBy(best),
    new Search({ where: K.ID.eq("b") }),
  ]);
  assert.deepEqual(several.ids.map((ids) => ids.length), [1, 2, 1]);
  assert.deepEqual(several.rows()[2].map((row) => row.id), ["b"]);
  await assert.rejects(made.search(new Search({ where: K("note").eq("n") })));
  await client.deleteCollection({ name: "npm-search" });
});

test("forks", async () => {
  const copy = await collection.fork({ name: "npm-fork" });
  assert.deepEqual((await copy.get()).ids, (await collection.get()).ids);
  assert.equal(await collection.forkCount(), 1);
  await copy.delete({ ids: ["a"] });
  assert.deepEqual((await copy.get()).ids, ["c"]);
  assert.deepEqual((await collection.get()).ids, ["a", "c"]);
  await assert.rejects(collection.fork({ name: "npm-fork" }));
  await client.deleteCollection({ name: "npm-fork" });
});

test("errors", async () => {
  await assert.rejects(client.createCollection({ name: "npm", embeddingFunction: null }), /already exists/i);
  await assert.rejects(client.createCollection({ name: "a b", embeddingFunction: null }), /name/i);
  await assert.rejects(client.deleteCollection({ name: "missing" }), /could not be found|not exist/i);
  await assert.rejects(collection.query({ queryEmbeddings: [[1, 2, 3]], nResults: 1 }), /dimension/i);
  await assert.rejects(collection.get({ where: { k: { $nope: 1 } } }));
});

// The package's CloudClient speaks TLS only, so its plain client carries the key to our stand-in for the Cloud.
test("the cloud profile", { skip: !process.env.CHROMA_CLOUD_URL && "CHROMA_CLOUD_URL is not set" }, async () => {
  const cloud = new URL(process.env.CHROMA_CLOUD_URL);
  const settings = { host: cloud.hostname, port: Number(cloud.port), ssl: false };
  const scope = { tenant: "npm-tenant", database: "npm-database" };
  const inCloud = new ChromaClient({ ...settings, ...scope, headers: { "x-chroma-token": "ck-npm" } });
  const identity = await inCloud.getUserIdentity();
  assert.equal(identity.tenant, "npm-tenant");
  assert.deepEqual(identity.databases, ["npm-database"]);
  const made = await inCloud.createCollection({ name: "cloudy", embeddingFunction: null });
  await made.add({ ids: ["a"], embeddings: [[1, 2]] });
  assert.equal(await made.count(), 1);
  await assert.rejects(made.add({ ids: ["x".repeat(129)], embeddings: [[0, 0]] }), /quota exceeded/i);
  const stranger = new ChromaClient({ ...settings, ...scope, headers: { "x-chroma-token": "ck-wrong" } });
  await assert.rejects(stranger.listCollections(), /unauthorized|permission denied/i);
  const elsewhere = new ChromaClient({ ...settings, tenant: "other", database: "other", headers: { "x-chroma-token": "ck-npm" } });
  await assert.rejects(elsewhere.listCollections(), /permission|forbidden/i);
});
