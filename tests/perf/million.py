"""``python -m perf.million``: a large collection with documents on one machine, ours alone.

Each phase is a process of its own: load, open and answer, open again. Reported are rates, latencies, recall against
exact search, disk, and the resident memory after each step. Writes ``million.json`` and ``million.md``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from perf.data import BLOCK, COMMON, KINDS, MID, QUERIES, RARE, Source, record_id
from perf.dataset import Dataset, Truth, filters
from perf.memory import resident
from perf.stores import COLLECTION, disk_bytes

RECALL_QUERIES = 20
_BUILD_SECONDS = 1800.0
_PERCENTS = ("100", "50", "5", "0.1")


def load(directory: str, dataset: Dataset) -> dict[str, Any]:
    """Add every record in batches of 1000; only ``add`` is timed."""
    import chromadb

    with chromadb.PersistentClient(path=directory) as client:
        collection = client.create_collection(COLLECTION, embedding_function=None)
        wall = cpu = 0.0
        blocks = dataset.records // BLOCK
        for block in range(blocks):
            ids = [record_id(row) for row in range(block * BLOCK, (block + 1) * BLOCK)]
            vectors, documents = dataset.source.vectors(block), dataset.source.documents(block)
            metadatas: Any = dataset.source.metadatas(block)
            at, used = time.perf_counter(), time.process_time()
            collection.add(ids=ids, embeddings=vectors, documents=documents, metadatas=metadatas)
            wall += time.perf_counter() - at
            cpu += time.process_time() - used
            if block % max(1, blocks // 20) == 0:
                memory = resident()
                text = "" if memory is None else f", {memory['resident'] / 2**20:,.0f} MiB"
                print(
                    f"  {(block + 1) * BLOCK:,} records, {(block + 1) * BLOCK / wall:,.0f} per second{text}", flush=True
                )
    return {"seconds": wall, "cpu_seconds": cpu, "records_per_second": dataset.records / wall, "memory": resident()}


def answer(directory: str, dataset: Dataset, calls: int) -> dict[str, Any]:
    """Open the directory and answer; latencies in milliseconds, memory after each step, the ids of some queries."""
    import chromadb
    from chroma_server.engine.index import wait_for_builds

    queries = dataset.source.queries()
    steps: dict[str, Any] = {"start": {"memory": resident()}}
    at = time.perf_counter()
    with chromadb.PersistentClient(path=directory) as client:
        collection: Any = client.get_collection(COLLECTION, embedding_function=None)
        collection.query(query_embeddings=queries[:1], n_results=10)
        steps["open, first query"] = {"p50_ms": (time.perf_counter() - at) * 1e3, "memory": resident()}
        count = collection.count()

        def step(name: str, calls: int, call: Callable[[int], Any]) -> None:
            walls: list[float] = []
            for number in range(calls):
                at = time.perf_counter()
                call(number)
                walls.append((time.perf_counter() - at) * 1e3)
            figures = {"p50_ms": median(walls), "max_ms": max(walls), "calls": calls}
            steps[name] = {**figures, "memory": resident()}
            print(f"  {name}: {figures['p50_ms']:.3g} ms", flush=True)

        def query(percent: str) -> Callable[[int], Any]:
            wheres = filters(percent, QUERIES)
            return lambda i: collection.query(query_embeddings=queries[i][None], n_results=10, where=wheres[i])

        def documents(condition: dict[str, str]) -> Callable[[int], Any]:
            return lambda i: collection.get(where_document=condition, include=[], limit=1000)

        def write(method: str) -> Callable[[int], Any]:
            block = dataset.records // BLOCK + 1
            records: dict[str, Any] = {"embeddings": dataset.source.vectors(block)}
            records |= {"documents": dataset.source.documents(block), "metadatas": dataset.source.metadatas(block)}
            return lambda i: getattr(collection, method)(ids=[f"{i}-{row}" for row in range(BLOCK)], **records)

        found = {p: _ids(collection, queries, p) for p in _PERCENTS}
        for percent in _PERCENTS:
            step("query" if percent == "100" else f"query, filter matching {percent} %", calls, query(percent))
        at = time.perf_counter()
        if not wait_for_builds(_BUILD_SECONDS):
            print(f"  the indexes were not there after {_BUILD_SECONDS:g} s", flush=True)
        steps["until the indexes were there"] = {"p50_ms": (time.perf_counter() - at) * 1e3, "memory": resident()}
        for percent in _PERCENTS:
            name = "query" if percent == "100" else f"query, filter matching {percent} %"
            step(f"{name}, with indexes", calls, query(percent))
        step("100 queries in a batch", 3, lambda i: collection.query(query_embeddings=queries[:100], n_results=10))
        for term, share in (COMMON, MID, RARE):
            step(f"1000 with a term that is in {share:.1%}", 3, documents({"$contains": term}))
        step("`$regex`, 1000 matches", 3, documents({"$regex": r"ref [A-F]X-\d{2}7\d{2}\."}))
        some = [record_id(row) for row in range(0, count, max(1, count // 100))][:100]
        step("get 100 ids", calls, lambda i: collection.get(ids=some))
        step("page of 100 at 90 %", calls, lambda i: collection.get(limit=100, offset=int(count * 0.9)))
        step("upsert 1000 new", 3, write("upsert"))
        step("upsert 1000 existing", 3, write("upsert"))
        step("delete 1000", 3, lambda i: collection.delete(ids=[f"{i}-{row}" for row in range(BLOCK)]))
    return {"count": count, "steps": steps, "found": found}


def reopen(directory: str, dataset: Dataset, calls: int) -> dict[str, Any]:
    """Open the directory again, now that its indexes are kept there: the first query, and later ones."""
    import chromadb

    queries = dataset.source.queries()
    steps: dict[str, Any] = {}
    at = time.perf_counter()
    with chromadb.PersistentClient(path=directory) as client:
        collection: Any = client.get_collection(COLLECTION, embedding_function=None)
        collection.query(query_embeddings=queries[:1], n_results=10)
        steps["opened again, first query"] = {"p50_ms": (time.perf_counter() - at) * 1e3, "memory": resident()}
        walls: list[float] = []
        for number in range(calls):
            at = time.perf_counter()
            collection.query(query_embeddings=queries[number][None], n_results=10)
            walls.append((time.perf_counter() - at) * 1e3)
        figures = {"p50_ms": median(walls), "max_ms": max(walls), "calls": calls}
        steps["query, opened again"] = {**figures, "memory": resident()}
    return steps


def _ids(collection: Any, queries: Any, percent: str) -> list[list[str]]:
    wheres = filters(percent, RECALL_QUERIES)
    return [
        collection.query(query_embeddings=queries[i][None], n_results=10, where=where, include=[])["ids"][0]
        for i, where in enumerate(wheres)
    ]


def measure(directory: Path, dataset: Dataset, calls: int) -> dict[str, Any]:
    """Both phases in processes of their own; the report."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(1) as pool:
        loaded = pool.apply(load, (str(directory), dataset))
    disk = disk_bytes(directory)
    with spawn.Pool(1) as pool:
        answered = pool.apply(answer, (str(directory), dataset, calls))
    with spawn.Pool(1) as pool:
        answered["steps"] |= pool.apply(reopen, (str(directory), dataset, calls))
    truth = Truth(dataset, RECALL_QUERIES)
    recall = {p: truth.recall(ids, filters(p, RECALL_QUERIES)) for p, ids in answered.pop("found").items()}
    return {
        "records": dataset.records,
        "dimension": dataset.source.dimension,
        "kind": dataset.source.kind,
        "load": loaded,
        "disk_bytes_per_record": disk / dataset.records,
        "recall": recall,
        **answered,
    }


def page(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    lines = ["| | p50 | most | resident | of it not file-backed |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, figures in report["steps"].items():
        times = [f"{figures[key]:.3g} ms" if key in figures else "" for key in ("p50_ms", "max_ms")]
        memory = figures["memory"]
        sizes = [f"{memory[key] / 2**20:,.0f} MiB" if memory else "?" for key in ("resident", "anonymous")]
        lines.append("| " + " | ".join((name, *times, *sizes)) + " |")
    loaded = report["load"]
    peak = f"{loaded['memory']['peak'] / 2**20:,.0f} MiB" if loaded["memory"] else "not known here"
    recalls = ", ".join(f"{value:.4f} ({percent} %)" for percent, value in report["recall"].items())
    table = "\n".join(lines)
    return (
        f"# {report['records']:,} x {report['dimension']} with documents, {report['kind']}\n\n"
        f"Loaded in {loaded['seconds']:.1f} s ({loaded['records_per_second']:,.0f} records/s, "
        f"{loaded['cpu_seconds'] / report['records'] * 1e6:.0f} us CPU per record), peak memory while loading {peak}, "
        f"{report['disk_bytes_per_record']:,.0f} bytes on disk per record. recall@10 where a filter leaves so many "
        f"percent: {recalls}. Then, in a new process:\n\n{table}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the report; 0, or 1 when records are missing."""
    parser = argparse.ArgumentParser(prog="python -m perf.million", description="A large collection, ours alone.")
    parser.add_argument("--count", type=int, default=1_000_000, help="records, a multiple of 1000")
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--kind", choices=KINDS, default="hard")
    parser.add_argument("--calls", type=int, default=30, help="of each kind of query")
    parser.add_argument("--directory", type=Path, help="an empty directory for the data (default: a temporary one)")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results"))
    chosen = parser.parse_args(arguments)
    if chosen.count < BLOCK or chosen.count % BLOCK:
        parser.error(f"--count must be a multiple of {BLOCK}")
    dataset = Dataset(Source(chosen.kind, chosen.dimension), chosen.count)
    with tempfile.TemporaryDirectory() as temporary:
        report = measure(chosen.directory or Path(temporary), dataset, min(chosen.calls, QUERIES))
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "million.json").write_text(json.dumps(report, indent=1))
    text = page(report)
    (chosen.out / "million.md").write_text(text)
    print(text)
    if report["count"] != chosen.count:
        print(f"{report['count']} records were found after reopening, {chosen.count} were added", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
