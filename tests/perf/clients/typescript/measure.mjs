// One client beside the other, call by call in turn, against the server at CHROMA_URL: medians and ratios as JSON.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { performance } from "node:perf_hooks";

const { CHROMA_URL, OURS, OFFICIAL, ROUNDS = "50" } = process.env;
const url = new URL(CHROMA_URL);
const rounds = Number(ROUNDS);
const options = { host: url.hostname, port: Number(url.port), ssl: false };
const official = createRequire(OFFICIAL).resolve("chromadb");
const packages = { ours: await import(pathToFileURL(OURS)), official: await import(pathToFileURL(official)) };

// A generator of its own, so that both write the same numbers.
let state = 42;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const vectors = Array.from({ length: 100 }, () => Array.from({ length: 1536 }, () => random() * 2 - 1));
const names = Object.keys(packages);
const clients = {};
const collections = {};
for (const name of names) {
  clients[name] = new packages[name].ChromaClient(options);
  collections[name] = await clients[name].createCollection({ name: `measure-${name}`, embeddingFunction: null });
  await collections[name].add({ ids: vectors.map((_, n) => `first-${n}`), embeddings: vectors });
}

const calls = {
  "add 100 x 1536": (name, round) =>
    collections[name].add({ ids: vectors.map((_, n) => `${round}-${n}`), embeddings: vectors }),
  "query 1 x 1536": (name, round) => collections[name].query({ queryEmbeddings: [vectors[round % 100]], nResults: 10 }),
  "get 100 with embeddings": (name) => collections[name].get({ limit: 100, include: ["embeddings"] }),
  heartbeat: (name) => clients[name].heartbeat(),
};
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const result = {};
for (const [what, call] of Object.entries(calls)) {
  const times = { ours: [], official: [] };
  const cpu = { ours: [], official: [] };
  for (let round = -5; round < rounds; round += 1) {
    // Who goes first changes, so that neither always finds the caches warm.
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const used = process.cpuUsage();
      const start = performance.now();
      await call(name, round + 1000);
      const spent = performance.now() - start;
      const { user, system } = process.cpuUsage(used);
      if (round >= 0) {
        times[name].push(spent);
        cpu[name].push((user + system) / 1000);
      }
    }
  }
  const [ours, theirs] = [median(times.ours), median(times.official)];
  const [oursCpu, theirsCpu] = [median(cpu.ours), median(cpu.official)];
  const round = (number) => Number(number.toFixed(3));
  result[what] = {
    ours_ms: round(ours),
    official_ms: round(theirs),
    ratio: round(theirs / ours),
    ours_cpu_ms: round(oursCpu),
    official_cpu_ms: round(theirsCpu),
  };
}
for (const name of names) {
  await clients[name].deleteCollection({ name: `measure-${name}` });
}
console.log(JSON.stringify({ node: process.version, rounds, results: result }, null, 1));
