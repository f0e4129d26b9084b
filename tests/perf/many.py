"""``python -m perf.many``: many small collections in one directory, and what each of them costs.

Each phase is a process of its own: create and fill every collection, then open the directory and read from every one.
Reported are times, disk and resident memory per collection. Ends with 1 when a collection does not hold what was
written to it. Writes ``many.json`` and ``many.md``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from perf.memory import resident
from perf.stores import disk_bytes

_NAME = "small-{:06d}"


def fill(directory: str, count: int, records: int, dimension: int) -> dict[str, Any]:
    """Create the collections and write to each of them."""
    import chromadb

    random = np.random.default_rng(1)
    before, at = resident(), time.perf_counter()
    with chromadb.PersistentClient(path=directory) as client:
        for number in range(count):
            collection = client.create_collection(_NAME.format(number), embedding_function=None)
            collection.add(
                ids=[f"{number}-{row}" for row in range(records)],
                embeddings=random.random((records, dimension), dtype=np.float32),
                documents=[f"document {row} of collection {number}" for row in range(records)],
                metadatas=[{"row": row} for row in range(records)],
            )
        return {"seconds": time.perf_counter() - at, "before": before, "memory": resident()}


def read(directory: str, count: int, records: int, dimension: int) -> dict[str, Any]:
    """Open the directory, find and read every collection; the names of those that hold something else."""
    import chromadb

    random = np.random.default_rng(2)
    before, at = resident(), time.perf_counter()
    wrong: list[str] = []
    with chromadb.PersistentClient(path=directory) as client:
        listed = len(client.list_collections(limit=count + 1))
        opened = time.perf_counter() - at
        after_opening, at = resident(), time.perf_counter()
        for number in range(count):
            collection = client.get_collection(_NAME.format(number), embedding_function=None)
            vector = random.random((1, dimension), dtype=np.float32)
            found = collection.query(query_embeddings=vector, n_results=records)["ids"][0]
            if sorted(found) != sorted(f"{number}-{row}" for row in range(records)):
                wrong.append(collection.name)
        return {
            "opened_ms": opened * 1e3,
            "listed": listed,
            "seconds": time.perf_counter() - at,
            "wrong": wrong,
            "before": before,
            "after_opening": after_opening,
            "memory": resident(),
        }


def measure(directory: Path, *, count: int, records: int, dimension: int) -> dict[str, Any]:
    """Both phases in processes of their own; the report."""
    spawn = multiprocessing.get_context("spawn")
    phases: dict[str, Any] = {}
    for phase in (fill, read):
        with spawn.Pool(1) as pool:
            phases[phase.__name__] = pool.apply(phase, (str(directory), count, records, dimension))
    disk = disk_bytes(directory)
    sizes = {"collections": count, "records": records, "dimension": dimension, "disk_bytes": disk}
    return {**sizes, **phases}


def page(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    count, filled, found = report["collections"], report["fill"], report["read"]

    def each(phase: dict[str, Any]) -> str:
        if phase["memory"] is None:
            return "not known here"
        return f"{(phase['memory']['resident'] - phase['before']['resident']) / count / 1024:,.1f} KiB"

    rows = [
        ("created and filled", f"{filled['seconds'] / count * 1e3:.2f} ms each", each(filled)),
        ("opened and listed", f"{found['opened_ms']:.0f} ms in all", ""),
        ("first query", f"{found['seconds'] / count * 1e3:.2f} ms each", each(found)),
    ]
    table = "\n".join(f"| {name} | {took} | {memory} |" for name, took, memory in rows)
    return (
        f"# {count:,} collections of {report['records']} x {report['dimension']} with documents\n\n"
        f"{report['disk_bytes'] / count:,.0f} bytes on disk for each; {len(found['wrong'])} with wrong contents.\n\n"
        f"| | time | resident memory for each |\n| --- | ---: | ---: |\n{table}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the report; 0, or 1 when a collection is missing or holds something else."""
    parser = argparse.ArgumentParser(prog="python -m perf.many", description="Many small collections.")
    parser.add_argument("--count", type=int, default=10_000, help="collections")
    parser.add_argument("--records", type=int, default=10, help="in each of them")
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results"))
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as directory:
        report = measure(Path(directory), count=chosen.count, records=chosen.records, dimension=chosen.dimension)
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "many.json").write_text(json.dumps(report, indent=1))
    text = page(report)
    (chosen.out / "many.md").write_text(text)
    print(text)
    found = report["read"]
    if found["wrong"] or found["listed"] != chosen.count:
        print(f"{found['listed']} collections are listed; wrong contents in {found['wrong'][:5]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
