"""``python -m perf.checkpoints``: how long reads take while a checkpoint rewrites the collection, and while none does.

One thread asks for neighbours, records by id and matching documents in turn; the collection is rewritten as a whole
(:meth:`Engine.vacuum`), again and again, with a pause between. Nothing else goes on. Writes ``checkpoints.json`` and
``checkpoints.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine, EngineOptions

from perf.data import BLOCK, RARE, Source, record_id
from perf.histogram import Histogram

QUIET, DURING = "quiet", "during a checkpoint"
_CHANGED = 500


def measure(directory: Path, *, records: int, dimension: int, rounds: int, pause: float) -> dict[str, Any]:
    """Run it on an empty directory; the report. ``pause``: seconds between two checkpoints."""
    source = Source("hard", dimension)
    with Engine.open(directory, options=EngineOptions(background=False)) as engine:
        collection = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "checkpoints").id
        for block in range(records // BLOCK):
            ids = [record_id(row) for row in range(block * BLOCK, (block + 1) * BLOCK)]
            vectors, documents, metadatas = source.vectors(block), source.documents(block), source.metadatas(block)
            engine.add(collection, ids=ids, embeddings=vectors, documents=documents, metadatas=metadatas)
        engine.vacuum()
        reads = _reads(engine, collection, source, records)
        latencies = {name: {QUIET: Histogram(), DURING: Histogram()} for name in reads}
        running, done = threading.Event(), threading.Event()
        failures: list[BaseException] = []

        def read() -> None:
            number = 0
            while not done.is_set():
                for name, call in reads.items():
                    met, at = running.is_set(), time.perf_counter()
                    try:
                        call(number)
                    except Exception as error:  # noqa: BLE001 - raised below, in the thread that waits
                        failures.append(error)
                        done.set()
                        return
                    took = (time.perf_counter() - at) * 1e3
                    # A read during which a checkpoint began or ended met it.
                    latencies[name][DURING if met or running.is_set() else QUIET].record(took)
                number += 1

        reader = threading.Thread(target=read)
        reader.start()
        checkpoints = Histogram()
        try:
            for number in range(rounds):
                done.wait(pause)
                engine.update(
                    collection,
                    ids=[record_id((number * _CHANGED + i) % records) for i in range(_CHANGED)],
                    metadatas=[{"round": number}] * _CHANGED,
                )
                running.set()
                at = time.perf_counter()
                engine.vacuum()
                checkpoints.record((time.perf_counter() - at) * 1e3)
                running.clear()
        finally:
            done.set()
            reader.join()
        if failures:
            raise failures[0]
    return {
        "records": records,
        "dimension": dimension,
        "checkpoints": checkpoints.summary(),
        "reads": {name: {key: found.summary() for key, found in both.items()} for name, both in latencies.items()},
    }


def _reads(engine: Engine, collection: str, source: Source, records: int) -> Mapping[str, Callable[[int], Any]]:
    queries = source.queries()
    some = [record_id(row) for row in range(0, records, max(1, records // 100))][:100]
    return {
        "query": lambda i: engine.query(collection, query_embeddings=queries[i % len(queries)][None]),
        "get 100 ids": lambda i: engine.get(collection, ids=some),
        "`$contains`": lambda i: engine.get(collection, where_document={"$contains": RARE[0]}, include=[]),
    }


def page(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    lines = ["| | | count | p50 | p99 | max |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    for name, both in report["reads"].items():
        for key, found in both.items():
            times = " | ".join(f"{found[what]:.3g} ms" for what in ("p50_ms", "p99_ms", "max_ms"))
            lines.append(f"| {name} | {key} | {found['count']:,} | {times} |")
    checkpoints = report["checkpoints"]
    table = "\n".join(lines)
    return (
        f"# Reads during checkpoints\n\n{report['records']:,} x {report['dimension']}, rewritten "
        f"{checkpoints['count']:g} times, each in {checkpoints['p50_ms']:.0f} ms (median).\n\n{table}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(prog="python -m perf.checkpoints", description="Reads during checkpoints.")
    parser.add_argument("--records", type=int, default=50_000, help=f"a multiple of {BLOCK}")
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pause", type=float, default=2, help="seconds between two checkpoints")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results"))
    chosen = parser.parse_args(arguments)
    if chosen.records < BLOCK or chosen.records % BLOCK:
        parser.error(f"--records must be a multiple of {BLOCK}")
    with tempfile.TemporaryDirectory() as directory:
        report = measure(
            Path(directory),
            records=chosen.records,
            dimension=chosen.dimension,
            rounds=chosen.rounds,
            pause=chosen.pause,
        )
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "checkpoints.json").write_text(json.dumps(report, indent=1))
    text = page(report)
    (chosen.out / "checkpoints.md").write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
