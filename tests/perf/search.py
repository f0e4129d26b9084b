"""``python -m perf.search``: searches over records with a dense and a sparse vector, on the engine in process.

Every search is timed beside the dense query of the same vector, in turn, so that the ratio holds on a busy machine.
Ingest is timed with and without the sparse vectors, batch by batch in turn. Prints a table, and asserts nothing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine
from chroma_server.engine.index import wait_for_builds

from perf.data import BLOCK, Source, record_id

DIMENSIONS = 30_522
"""Of sparse vectors: the vocabulary of the usual learned models."""
NON_ZEROS, QUERY_NON_ZEROS = 100, 24
K, CANDIDATES = 10, 100
_SPARSE_INDEX = {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {}}}}
_BM25_INDEX = {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {"bm25": True}}}}
_SCHEMA = {"defaults": {}, "keys": {"sparse": _SPARSE_INDEX, "bm25": _BM25_INDEX}}


class Sparse:
    """Sparse vectors whose dimensions are as unequal as the words of a language."""

    def __init__(self, seed: int) -> None:
        weights = 1.0 / (10.0 + np.arange(DIMENSIONS))
        self._cumulated = np.cumsum(weights / weights.sum())
        self._seed = seed

    def vectors(self, block: int, count: int, non_zeros: int) -> list[dict[str, Any]]:
        random = np.random.default_rng((self._seed, block, non_zeros))
        vectors: list[dict[str, Any]] = []
        for _ in range(count):
            drawn = np.searchsorted(self._cumulated, random.random(3 * non_zeros))
            indices = np.sort(random.permutation(np.unique(drawn))[:non_zeros])
            values = np.round(random.gamma(2.0, 0.5, len(indices)), 4)
            vectors.append({"indices": indices.tolist(), "values": values.tolist()})
        return vectors


def load(engine: Engine, records: int, source: Source, sparse: Sparse) -> tuple[str, dict[str, float]]:
    """Fill a collection with sparse vectors and one without; the id of the first, CPU seconds of both."""
    hybrid = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "hybrid", schema=_SCHEMA).id
    plain = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "plain").id
    seconds = {"plain": 0.0, "with sparse vectors": 0.0}
    for block in range(records // BLOCK):
        ids = [record_id(row) for row in range(block * BLOCK, (block + 1) * BLOCK)]
        metadatas = source.metadatas(block)
        vectors = sparse.vectors(block, BLOCK, NON_ZEROS)
        richer = [{**metadata, "sparse": vector} for metadata, vector in zip(metadatas, vectors, strict=True)]
        embeddings, documents = source.vectors(block), source.documents(block)
        for name, collection, given in (("plain", plain, metadatas), ("with sparse vectors", hybrid, richer)):
            at = time.process_time()
            engine.add(collection, ids=ids, embeddings=embeddings, documents=documents, metadatas=given)
            seconds[name] += time.process_time() - at
        if block % 10 == 9:
            print(f"  {(block + 1) * BLOCK:,} records", flush=True)
    return hybrid, seconds


def _knn(query: object, **more: object) -> dict[str, Any]:
    return {"$knn": {"query": query, "limit": CANDIDATES, **more}}


def _fused(dense: list[float], sparse: Mapping[str, Any]) -> dict[str, Any]:
    parts = (_knn(dense, return_rank=True, default=1000), _knn(sparse, key="sparse", return_rank=True, default=1000))
    terms = [{"$div": {"left": {"$val": 0.5}, "right": {"$sum": [{"$val": 60}, part]}}} for part in parts]
    return {"$mul": [{"$val": -1}, {"$sum": terms}]}


def searches(dense: list[float], sparse: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The searches by name, all for the same query."""
    grouped = {"keys": ["source"], "aggregate": {"$min_k": {"keys": ["#score"], "k": 1}}}
    page, select = {"limit": K}, {"keys": ["#score", "#document"]}
    only = {"rank": _knn(dense), "limit": page, "select": select}
    fused = _fused(dense, sparse)
    return {
        "dense": only,
        "sparse": {**only, "rank": _knn(sparse, key="sparse")},
        "hybrid": {**only, "rank": fused},
        "hybrid, 5 % by a filter": {**only, "rank": fused, "filter": {"category": "category-07"}},
        "hybrid, grouped": {**only, "rank": fused, "group_by": grouped},
        "dense, 10 000 grouped": {**only, "rank": {"$knn": {"query": dense, "limit": 10_000}}, "group_by": grouped},
        "no rank, 5 % by a filter": {"limit": page, "select": select, "filter": {"category": "category-07"}},
    }


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3


def measure(engine: Engine, collection: str, source: Source, sparse: Sparse, calls: int) -> None:
    queries = source.queries()[:calls].tolist()
    terms = sparse.vectors(-1 % 2**31, calls, QUERY_NON_ZEROS)
    names = list(searches(queries[0], terms[0]))
    for name in names:
        first = searches(queries[0], terms[0])[name]
        wall, _ = _timed(lambda first=first: engine.search(collection, [first]))
        print(f"  first {name}: {wall:.1f} ms", flush=True)
    wait_for_builds()
    samples: dict[str, list[tuple[float, float]]] = {"query": [], **{name: [] for name in names}}
    for dense, words in zip(queries, terms, strict=True):
        query = np.array([dense], dtype=np.float32)
        ask = searches(dense, words)
        samples["query"].append(
            _timed(lambda query=query: engine.query(collection, query_embeddings=query, n_results=K))
        )
        for name in names:
            samples[name].append(_timed(lambda search=ask[name]: engine.search(collection, [search])))
    base = samples["query"]
    print(f"\n| {'p50':<26} | wall ms | CPU ms | times the dense query (CPU) |\n|---|---|---|---|")
    for name, pairs in samples.items():
        ratio = statistics.median(own[1] / max(other[1], 1e-9) for own, other in zip(pairs, base, strict=True))
        print(f"| {name:<26} | {_median(pairs, 0):.2f} | {_median(pairs, 1):.2f} | {ratio:.2f} |")


def _median(pairs: Sequence[tuple[float, float]], place: int) -> float:
    return statistics.median(pair[place] for pair in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000, help="a multiple of 1000")
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--kind", default="hard")
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--path", help="keep the store here, and use the one that is there")
    options = parser.parse_args()
    source, sparse = Source(options.kind, options.dimension), Sparse(11)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.path or folder)
        known = (path / "polychrome.sqlite3").exists()
        with Engine.open(path) as engine:
            if known:
                collection = engine.get_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "hybrid").id
            else:
                collection, seconds = load(engine, options.records, source, sparse)
                print(f"\n| {'ingest':<26} | records per CPU second | of the plain rate |\n|---|---|---|")
                for name, spent in seconds.items():
                    rate = options.records / spent
                    print(f"| {name:<26} | {rate:,.0f} | {seconds['plain'] / spent:.2f} |")
            measure(engine, collection, source, sparse, options.calls)


if __name__ == "__main__":
    main()
