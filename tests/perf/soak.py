"""``python -m perf.soak``: threads of mixed operations on a durable engine for minutes.

Every thread owns a part of the ids and keeps a model of it, so what it reads of its own records must be what it wrote,
whatever the others do. Another thread rewrites the log again and again (:meth:`Engine.vacuum`, which checkpoints every
collection), and the latencies of operations that meet it are reported apart. At the end the directory is opened anew
and compared with the models.

Ends with 1 when there was an error, a wrong answer, or memory that kept growing. Writes ``soak.json``, ``soak.md``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine, EngineOptions

from perf.data import COMMON, Source
from perf.histogram import Histogram, total
from perf.memory import resident

FLAT_PERCENT = 10.0
"""Memory is flat when its median in the last quarter is at most so much above that in the second quarter."""
_WRITES = ("add", "upsert", "update", "delete")
_WEIGHTS = {
    "query": 30,
    "filtered query": 15,
    "get own": 15,
    "page": 5,
    "contains": 2,
    "count": 3,
    "add": 8,
    "upsert": 10,
    "update": 6,
    "delete": 6,
}
_SHARE_THAT_EXISTS = 0.6
_MOST_ERRORS = 20
_SAMPLE_SECONDS = 0.5
_FEWEST_SAMPLES = 120


class WrongAnswer(Exception):
    """The engine answered something that the model excludes."""


@dataclass
class Soak:
    """What the threads share."""

    engine: Engine
    collection: str
    vectors: np.ndarray[Any, np.dtype[np.float32]]
    documents: Sequence[str]
    ids_per_thread: int
    end: float = 0.0
    maintaining: threading.Event = field(default_factory=threading.Event)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    maintenance: Histogram = field(default_factory=Histogram)

    def running(self) -> bool:
        return time.monotonic() < self.end and len(self.errors) < _MOST_ERRORS

    def failed(self) -> None:
        """Note the exception at hand."""
        self.errors.append(traceback.format_exc())


class Actor:
    """One thread of operations. ``model`` holds the version of each of its records that exists."""

    def __init__(self, soak: Soak, number: int) -> None:
        self._soak = soak
        self._number = number
        self._random = random.Random(number)
        self._version = 0
        self.model: dict[str, int] = {}
        self.latencies: dict[tuple[str, bool], Histogram] = defaultdict(Histogram)
        self._operations: dict[str, Callable[[], Callable[[], None]]] = {
            "query": lambda: self._query(None),
            "filtered query": lambda: self._query({"owner": self._random.randrange(8)}),
            "get own": self._get_own,
            "page": self._page,
            "contains": self._contains,
            "count": lambda: (
                lambda: self._check(self._soak.engine.count(self._soak.collection) >= 0, "a count below 0")
            ),
            "add": lambda: self._put("add"),
            "upsert": lambda: self._put("upsert"),
            "update": lambda: self._put("update"),
            "delete": self._delete,
        }

    def fill(self) -> None:
        """Write as many of its records as will exist on average, so that memory has no reason to grow later."""
        while len(self.model) < _SHARE_THAT_EXISTS * self._soak.ids_per_thread:
            self._put("upsert")()

    def run(self) -> None:
        """Operations until the time is over. Errors are noted, and end nothing but themselves."""
        names, weights = list(_WEIGHTS), list(_WEIGHTS.values())
        while self._soak.running():
            name = self._random.choices(names, weights)[0]
            try:
                operation = self._operations[name]()
                met, at = self._soak.maintaining.is_set(), time.perf_counter()
                operation()
                took = (time.perf_counter() - at) * 1e3
                self.latencies[name, met or self._soak.maintaining.is_set()].record(took)
            except Exception:  # noqa: BLE001 - the report shows it, and the soak fails
                self._soak.failed()

    def _check(self, holds: bool, wrong: str) -> None:
        if not holds:
            raise WrongAnswer(wrong)

    def _query(self, where: dict[str, Any] | None) -> Callable[[], None]:
        vector = self._soak.vectors[self._random.randrange(len(self._soak.vectors))][None]

        def run() -> None:
            found = self._soak.engine.query(self._soak.collection, query_embeddings=vector, where=where)
            if found.distances is None or found.metadatas is None:
                raise WrongAnswer("no distances or metadata")
            self._check(bool(np.all(np.diff(found.distances[0]) >= 0)), "distances are not ascending")
            for metadata in found.metadatas[0]:
                fits = metadata is not None and (where is None or metadata["owner"] == where["owner"])
                self._check(fits, f"{metadata} does not match {where}")

        return run

    def _get_own(self) -> Callable[[], None]:
        ids = self._some_ids(20)

        def run() -> None:
            found = self._soak.engine.get(self._soak.collection, ids=ids)
            versions = {i: dict(m or {}).get("version") for i, m in zip(found.ids, found.metadatas or [], strict=True)}
            expected = {i: self.model[i] for i in ids if i in self.model}
            self._check(versions == expected, f"read {versions}, wrote {expected}")

        return run

    def _page(self) -> Callable[[], None]:
        offset = self._random.randrange(1 + 4 * self._soak.ids_per_thread)

        def run() -> None:
            found = self._soak.engine.get(self._soak.collection, limit=50, offset=offset)
            self._check(len(set(found.ids)) == len(found.ids) <= 50, "a page with repeated ids")

        return run

    def _contains(self) -> Callable[[], None]:
        def run() -> None:
            condition = {"$contains": COMMON[0]}
            found = self._soak.engine.get(
                self._soak.collection, where_document=condition, limit=20, include=["documents"]
            )
            self._check(all(COMMON[0] in (text or "") for text in found.documents or []), "a document without the term")

        return run

    def _put(self, method: str) -> Callable[[], None]:
        ids = self._some_ids(self._random.choice((1, 1, 5, 50)))
        self._version += 1
        rows = [self._random.randrange(len(self._soak.documents)) for _ in ids]
        embeddings = self._soak.vectors[rows]
        documents = [self._soak.documents[row] for row in rows]
        metadatas = [{"owner": self._number, "version": self._version, "row": row} for row in rows]

        def run() -> None:
            write = getattr(self._soak.engine, method)
            write(self._soak.collection, ids=ids, embeddings=embeddings, documents=documents, metadatas=metadatas)
            for i in ids:
                if method == "upsert" or (method == "add") == (i not in self.model):
                    self.model[i] = self._version

        return run

    def _delete(self) -> Callable[[], None]:
        ids = self._some_ids(self._random.choice((1, 20, 60)))

        def run() -> None:
            deleted = self._soak.engine.delete(self._soak.collection, ids=ids)
            expected = sum(self.model.pop(i, None) is not None for i in ids)
            self._check(deleted == expected, f"deleted {deleted} records, expected {expected}")

        return run

    def _some_ids(self, count: int) -> list[str]:
        chosen = self._random.sample(range(self._soak.ids_per_thread), min(count, self._soak.ids_per_thread))
        return [f"{self._number}-{i}" for i in chosen]


def soak(
    directory: Path, *, seconds: float, threads: int, records: int, dimension: int, pause: float
) -> dict[str, Any]:
    """Run it on an empty directory; the report. ``pause``: seconds between two rewrites of the log."""
    source = Source("hard", dimension)
    options = EngineOptions(checkpoint_ops=5_000, checkpoint_frames=1_000)
    with Engine.open(directory, options=options) as engine:
        collection = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "soak").id
        vectors = np.concatenate([source.vectors(block) for block in range(4)])
        documents = [text for block in range(4) for text in source.documents(block)]
        shared = Soak(engine, collection, vectors, documents, records // threads)
        actors = [Actor(shared, number) for number in range(threads)]
        for actor in actors:
            actor.fill()
        shared.end = time.monotonic() + seconds
        targets = [actor.run for actor in actors] + [lambda: _maintain(shared, pause), lambda: _watch(shared)]
        running = [threading.Thread(target=target) for target in targets]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        _compare(shared, engine, actors)
    at = time.perf_counter()
    with Engine.open(directory, options=options) as engine:
        engine.count(collection)
        reopened = time.perf_counter() - at
        _compare(shared, engine, actors)
    return _report(shared, actors, seconds, reopened)


def _maintain(shared: Soak, pause: float) -> None:
    while shared.running():
        time.sleep(min(pause, max(0.0, shared.end - time.monotonic())))
        at = time.perf_counter()
        shared.maintaining.set()
        try:
            shared.engine.vacuum()
        except Exception:  # noqa: BLE001 - the report shows it, and the soak fails
            shared.failed()
        finally:
            shared.maintaining.clear()
        shared.maintenance.record((time.perf_counter() - at) * 1e3)


def _watch(shared: Soak) -> None:
    started = time.monotonic()
    while shared.running():
        figures = resident()
        if figures is not None:
            shared.memory.append((time.monotonic() - started, figures))
        time.sleep(_SAMPLE_SECONDS)


def _compare(shared: Soak, engine: Engine, actors: Sequence[Actor]) -> None:
    """Every record against the models, when nothing else goes on."""
    expected = {i: version for actor in actors for i, version in actor.model.items()}
    found = engine.get(shared.collection, include=["metadatas"])
    versions = {i: dict(m or {}).get("version") for i, m in zip(found.ids, found.metadatas or [], strict=True)}
    if versions != expected:
        wrong = sorted(i for i in versions.keys() | expected.keys() if versions.get(i) != expected.get(i))
        shared.errors.append(f"{len(wrong)} records are not as written, among them {wrong[:5]}")


def growth_percent(memory: Sequence[tuple[float, dict[str, int]]], name: str = "resident") -> float | None:
    """How far the median of the last quarter lies above that of the second quarter; None in less than a minute."""
    quarter = len(memory) // 4
    if len(memory) < _FEWEST_SAMPLES:
        return None
    early = median(figures[name] for _, figures in memory[quarter : 2 * quarter])
    late = median(figures[name] for _, figures in memory[-quarter:])
    return (late / early - 1) * 100


def _report(shared: Soak, actors: Sequence[Actor], seconds: float, reopened: float) -> dict[str, Any]:
    latencies: dict[str, dict[str, dict[str, float]]] = {}
    for name in (*_WEIGHTS, "all reads", "all writes"):
        wanted = {"all writes": _WRITES, "all reads": [n for n in _WEIGHTS if n not in _WRITES]}.get(name, [name])
        latencies[name] = {
            key: total(actor.latencies[n, met] for actor in actors for n in wanted).summary()
            for key, met in (("quiet", False), ("during maintenance", True))
        }
    return {
        "seconds": seconds,
        "threads": len(actors),
        "records_at_the_end": sum(len(actor.model) for actor in actors),
        "errors": shared.errors,
        "latencies": latencies,
        "maintenance": shared.maintenance.summary(),
        "reopen_ms": reopened * 1e3,
        "memory": [{"second": round(second, 1), **figures} for second, figures in shared.memory],
        "memory_growth_percent": growth_percent(shared.memory),
    }


def page(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    growth = report["memory_growth_percent"]
    memory = report["memory"]
    last = f"{memory[-1]['resident'] / 2**20:,.0f} MiB at the end" if memory else "not known here"
    heads = ["", "count", "p50", "p90", "p99", "p99.9", "max", "p99 during maintenance", "max during maintenance"]
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    for name, figures in report["latencies"].items():
        quiet, met = figures["quiet"], figures["during maintenance"]
        numbers = [quiet[key] for key in ("p50_ms", "p90_ms", "p99_ms", "p99.9_ms", "max_ms")]
        numbers += [met["p99_ms"], met["max_ms"]]
        lines.append([name, f"{quiet['count'] + met['count']:,}", *(f"{number:.3g} ms" for number in numbers)])
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    maintenance = report["maintenance"]
    return (
        f"# Soak\n\n{report['seconds']:g} s, {report['threads']} threads, {len(report['errors'])} errors; "
        f"{report['records_at_the_end']:,} records at the end, reopened in {report['reopen_ms']:.0f} ms. "
        f"Memory: {last}; growth from the second to the last quarter: "
        f"{'not known' if growth is None else f'{growth:+.1f} %'}. "
        f"Rewrites of the log: {maintenance['count']:g}, p50 {maintenance['p50_ms']:.0f} ms.\n\n{table}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the soak; 0 when nothing failed and memory stayed flat."""
    parser = argparse.ArgumentParser(prog="python -m perf.soak", description="Mixed operations for minutes.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--records", type=int, default=20_000, help="the most records that exist at a time")
    parser.add_argument("--dimension", type=int, default=128)
    parser.add_argument("--pause", type=float, default=10, help="seconds between two rewrites of the log")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results"))
    chosen = parser.parse_args(arguments)
    if chosen.records < chosen.threads:
        parser.error("--records must be at least --threads")
    with tempfile.TemporaryDirectory() as directory:
        report = soak(
            Path(directory),
            seconds=chosen.seconds,
            threads=chosen.threads,
            records=chosen.records,
            dimension=chosen.dimension,
            pause=chosen.pause,
        )
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "soak.json").write_text(json.dumps(report, indent=1))
    text = page(report)
    (chosen.out / "soak.md").write_text(text)
    print(text)
    for error in report["errors"]:
        print(error, file=sys.stderr)
    growth = report["memory_growth_percent"]
    flat = growth is None or growth <= FLAT_PERCENT
    if not flat:
        print(f"memory grew by {growth:.1f} %", file=sys.stderr)
    return 0 if flat and not report["errors"] else 1


if __name__ == "__main__":
    sys.exit(main())
