"""Measuring: both packages in turn, one cell of the plan after the other."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perf.cases import RECALLS, Case
from perf.dataset import RECALL_QUERIES, filters, truth_of
from perf.packages import OFFICIAL, OURS, Package, WorkerError, WorkerProcess, chroma_run
from perf.plan import Cell, Size
from perf.stores import COLLECTION, Stores, rest

Figures = dict[str, Any]
Progress = Callable[[str], None]

_IMPORT = (
    "import time; wall, cpu = time.perf_counter(), time.process_time(); import chromadb; "
    "print((time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3)"
)
_QUERIES_BEFORE_MEMORY = 50
_NO_LIMIT = 3600.0


@dataclass(frozen=True)
class Subject:
    """A package with its records loaded, ready to be measured."""

    package: Package
    worker: WorkerProcess
    server: int | None

    @property
    def name(self) -> str:
        return self.package.name


class Measurer:
    """Measures cells and what concerns no data. ``scratch`` is a directory to use up."""

    def __init__(
        self, packages: Sequence[Package], size: Size, stores: Stores, scratch: Path, *, repeat: int, progress: Progress
    ) -> None:
        self._packages = packages
        self._size = size
        self._stores = stores
        self._scratch = scratch
        self._repeat = repeat
        self._progress = progress

    def host(self) -> Figures:
        """Import and server start."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        imports: Figures = {package.name: _series() for package in self._packages}
        starts: Figures = {package.name: _series() for package in self._packages}
        for turn, package in self._turns():
            done = subprocess.run(
                [str(package.python), "-I", "-c", _IMPORT], check=True, capture_output=True, text=True
            )
            wall, cpu = map(float, done.stdout.split())
            _append(imports[package.name], {"wall_ms": [wall], "cpu_ms": [cpu], "answers": [1]})
            directory = self._scratch / f"start-{package.name}-{turn}"
            directory.mkdir(parents=True)
            with chroma_run(package, directory) as server:
                cpus = [] if server.start_cpu_ms is None else [server.start_cpu_ms]
                _append(starts[package.name], {"wall_ms": [server.start_wall_ms], "cpu_ms": cpus, "answers": [1]})
        found = {"cases": {"import": imports, "server_start": starts}}
        for name in found["cases"]:
            self._report(name, found["cases"][name])
        return found

    def cell(self, cell: Cell) -> Figures:
        """All figures of a cell: cases, recall, memory, disk; what failed is in ``errors`` of its case."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True)
        found: Figures = {
            "label": cell.label,
            "kind": cell.dataset.source.kind,
            "mode": cell.mode,
            "records": cell.dataset.records,
            "dimension": cell.dataset.source.dimension,
            "cases": {},
            "recall": {},
            "memory": {},
            "build": {},
        }
        with ExitStack() as stack:
            if cell.mode == "persistent":
                found["cases"] |= self._cold_open(cell)
            subjects = [stack.enter_context(self._subject(cell, one, found)) for one in self._packages]
            found["recall"] = self._recall(cell, subjects)
            for case in self._size.cases():
                found["cases"][case.name] = self._case(case, subjects)
                self._report(case.name, found["cases"][case.name])
        shutil.rmtree(self._scratch, ignore_errors=True)
        return found

    def profiles(self, cell: Cell, package: Package, top: int = 35) -> dict[str, str]:
        """For each case, cProfile's table of a few calls in the process of the client."""
        self._scratch.mkdir(parents=True, exist_ok=True)
        texts: dict[str, str] = {}
        with ExitStack() as stack:
            subject = stack.enter_context(self._subject(cell, package, {"memory": {}, "build": {}}))
            for case in self._size.cases():
                calls = case.calls if case.writes else min(case.calls, 20)
                texts[case.name] = subject.worker.call(
                    "profile", case=case.operation, arguments=dict(case.arguments), first=0, calls=calls, top=top
                )
        return texts

    # --- the parts of a cell ------------------------------------------------------------------------------------------

    @contextmanager
    def _subject(self, cell: Cell, package: Package, found: Figures) -> Generator[Subject, None, None]:
        """A package at work on the records of the cell, until the block ends."""
        with ExitStack() as stack:
            worker = stack.enter_context(WorkerProcess(package))
            facts = worker.call("load_package")
            worker.call("dataset", directory=str(self._stores.data(cell.dataset)))
            before = worker.call("memory")
            server = None
            if cell.mode == "memory":
                worker.call("open", mode="memory")
                facts |= worker.call("load", name=COLLECTION, batch=self._size.batch)
                facts |= rest(worker, self._size.quiet, self._progress)
                self._progress(f"    loaded ({package.name}) in {facts['seconds']:.1f} s")
            else:
                directory = self._stores.copy(cell.dataset, package, self._scratch)
                facts |= self._stores.facts(cell.dataset, package)
                if cell.mode == "http":
                    running = stack.enter_context(chroma_run(package, directory))
                    server = running.pid
                    worker.call("open", mode="http", port=running.port, server=server)
                else:
                    worker.call("open", mode="persistent", path=str(directory))
                worker.call("use", name=COLLECTION)
            worker.call(
                "measure",
                case="query",
                arguments={"include": ["documents", "metadatas", "distances"]},
                first=0,
                warmup=0,
                most=_QUERIES_BEFORE_MEMORY,
                seconds=10.0,
            )
            rest(worker, self._size.quiet, self._progress)
            found["build"][package.name] = facts
            found["memory"][package.name] = {"before": before, "after": worker.call("memory", pid=server)}
            yield Subject(package, worker, server)
            try:
                worker.call("close")
            except WorkerError as error:
                # What was measured stays; a worker that died has an error in the case that killed it.
                self._progress(f"    {error}")

    def _case(self, case: Case, subjects: Sequence[Subject]) -> Figures:
        found: Figures = {subject.name: _series() for subject in subjects}
        following = {subject.name: 0 for subject in subjects}
        for turn in range(self._repeat):
            for subject in subjects if turn % 2 == 0 else reversed(subjects):
                try:
                    figures = subject.worker.call(
                        "measure",
                        case=case.operation,
                        arguments=dict(case.arguments),
                        first=following[subject.name],
                        warmup=0 if case.writes else 2,
                        most=case.calls,
                        seconds=_NO_LIMIT if case.writes else self._size.seconds,
                    )
                except WorkerError as error:
                    found.setdefault("errors", {})[subject.name] = str(error)
                    self._progress(f"    {case.name} failed: {error}")
                    return found
                following[subject.name] = figures["next"]
                _append(found[subject.name], figures)
        return found

    def _recall(self, cell: Cell, subjects: Sequence[Subject]) -> Figures:
        found: Figures = {}
        for percent in RECALLS:
            # The official package takes a quarter of a second for a filtered query in 100k records.
            wheres = filters(percent, RECALL_QUERIES if percent == "100" else RECALL_QUERIES // 2)
            answers = {subject.name: subject.worker.call("answers", wheres=wheres) for subject in subjects}
            found[percent] = {name: truth_of(cell.dataset).recall(ids, wheres) for name, ids in answers.items()}
            figures = ", ".join(f"{name} {value:.4f}" for name, value in found[percent].items())
            self._progress(f"    recall@10, filter leaving {percent} %: {figures}")
        return found

    def _cold_open(self, cell: Cell) -> dict[str, Figures]:
        """A new process, warm page cache, until it answers: counted from making the client, or from the import."""
        opens: Figures = {package.name: _series() for package in self._packages}
        starts: Figures = {package.name: _series() for package in self._packages}
        paths = {p.name: self._stores.copy(cell.dataset, p, self._scratch / "cold") for p in self._packages}
        data = str(self._stores.data(cell.dataset))
        for turn, package in self._turns():
            for found, ready in ((opens, True), (starts, False)):
                with WorkerProcess(package) as worker:
                    worker.call("dataset", directory=data)
                    if ready:
                        worker.call("load_package")
                    path = str(paths[package.name])
                    figures = worker.call("open_and_query", path=path, name=COLLECTION, number=turn)
                    _append(found[package.name], figures)
                    worker.call("close")
        shutil.rmtree(self._scratch / "cold")
        both = {"cold_open": opens, "cold_start": starts}
        for name, found in both.items():
            self._report(name, found)
        return both

    def _turns(self) -> Iterator[tuple[int, Package]]:
        for turn in range(self._repeat):
            for package in self._packages if turn % 2 == 0 else reversed(self._packages):
                yield turn, package

    def _report(self, case: str, found: Figures) -> None:
        if "errors" in found:
            return
        ours, official = (min(map(min, found[name]["wall_ms"])) for name in (OURS, OFFICIAL))
        self._progress(f"    {case}: ours {ours:.2f} ms, official {official:.2f} ms at best")


def _series() -> dict[str, list[Any]]:
    """One list of samples per repetition."""
    return {"wall_ms": [], "cpu_ms": [], "answers": []}


def _append(series: dict[str, list[Any]], figures: Figures) -> None:
    for key, values in series.items():
        values.append([round(figure, 4) for figure in figures[key]])
