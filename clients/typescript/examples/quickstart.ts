/** Every kind of call once, against the server of CHROMA_ENDPOINT or CHROMA_HOST (default http://localhost:8000). */

import { ChromaClient, ChromaNotFoundError, type EmbeddingFunction, K, Knn, Search } from "@polychrome/chromadb";

/** A stand-in for a model: how often each of five letters occurs. */
const letters: EmbeddingFunction = {
  generate: (texts) => Promise.resolve(texts.map((text) => Array.from("aehin", (letter) => text.split(letter).length))),
};

const client = ChromaClient.fromEnv();
console.log("server time:", await client.heartbeat());

const name = `quickstart-${Date.now()}`;
const collection = await client.createCollection({ name, embeddingFunction: letters });
try {
  await collection.add({
    ids: ["id1", "id2"],
    documents: ["This is a document about pineapple", "This is a document about oranges"],
    metadatas: [{ origin: "Hawaii", harvested: 9007199254740993n }, { origin: "Spain" }],
  });
  const found = await collection.query({
    queryTexts: ["This is a query document about hawaii"],
    nResults: 1,
    where: { origin: { $ne: "Mars" } },
  });
  console.log("nearest:", found.rows()[0]);

  await collection.update({ ids: ["id2"], metadatas: [{ origin: null, ripe: true }] });
  console.log("changed:", (await collection.get({ where: K("ripe").eq(true) })).rows());

  const search = new Search()
    .rank(Knn({ query: "hawaii" }))
    .limit(1)
    .select(K.DOCUMENT, K.SCORE);
  console.log("searched:", (await collection.search(search)).rows());

  console.log("deleted:", await collection.delete({ where: { origin: "Hawaii" } }), "left:", await collection.count());
} finally {
  await client.deleteCollection({ name });
}
await client.getCollection({ name }).catch((error: unknown) => {
  if (!(error instanceof ChromaNotFoundError)) {
    throw error;
  }
  console.log("gone:", error.message);
});
