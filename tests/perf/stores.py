"""Directories of data, built once by each package and copied for every measurement that may change them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from perf.dataset import Dataset
from perf.packages import OURS, Package, WorkerProcess

COLLECTION = "records"
_MOST_REST_SECONDS = 180.0
_BATCH = 1000


class Stores:
    """The built directories below ``work``.

    ``quiet``: seconds for which a package does nothing by itself before what it built is closed.
    ``fresh``: build ours anew, since our code changes. The official ones are kept for later runs: they cost minutes.
    """

    def __init__(self, work: Path, *, fresh: bool, quiet: float, progress: Callable[[str], None]) -> None:
        self._quiet = quiet
        self._parent = work / "stores"
        self._data = work / "data"
        self._progress = progress
        if fresh:
            shutil.rmtree(self._parent / OURS, ignore_errors=True)

    def build(self, datasets: Sequence[Dataset], packages: Sequence[Package]) -> None:
        """Build what is missing, two at a time: how long it takes is not what is compared."""
        for dataset in datasets:
            dataset.write(self._data)
        largest = sorted(datasets, key=lambda dataset: -dataset.records * dataset.source.dimension)
        wanted = [(dataset, package) for package in reversed(packages) for dataset in largest]
        missing = [one for one in wanted if not self._built(*one).exists()]
        if missing:
            names = ", ".join(f"{dataset.label} {dataset.source.kind} ({package.name})" for dataset, package in missing)
            self._progress(f"building {names}")
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda one: self._build(*one), missing))

    def data(self, dataset: Dataset) -> Path:
        """The dataset's own files."""
        return dataset.write(self._data)

    def copy(self, dataset: Dataset, package: Package, to: Path) -> Path:
        """A copy of a built directory, to be used up."""
        target = to / f"{package.name}-{dataset.name}"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self._directory(dataset, package), target)
        return target

    def facts(self, dataset: Dataset, package: Package) -> dict[str, Any]:
        """Of the build: ``disk_bytes``, ``seconds`` and ``cpu_seconds`` in ``add``, ``version`` of the package."""
        facts: dict[str, Any] = json.loads(self._built(dataset, package).read_text())
        return facts

    def _directory(self, dataset: Dataset, package: Package) -> Path:
        return self._parent / package.name / dataset.name

    def _built(self, dataset: Dataset, package: Package) -> Path:
        return self._parent / package.name / f"{dataset.name}.json"

    def _build(self, dataset: Dataset, package: Package) -> None:
        directory = self._directory(dataset, package)
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        with WorkerProcess(package) as worker:
            facts = worker.call("load_package")
            worker.call("dataset", directory=str(self.data(dataset)))
            worker.call("open", mode="persistent", path=str(directory))
            facts |= worker.call("load", name=COLLECTION, batch=_BATCH)
            facts |= rest(worker, self._quiet, self._progress)
            worker.call("close")
        facts["disk_bytes"] = disk_bytes(directory)
        self._built(dataset, package).write_text(json.dumps(facts))
        self._progress(f"built {dataset.label} {dataset.source.kind} ({package.name}) in {facts['seconds']:.0f} s")


def rest(worker: WorkerProcess, quiet: float, progress: Callable[[str], None]) -> dict[str, Any]:
    """Leave a package alone until it has done nothing by itself for ``quiet`` seconds; what the worker says of it."""
    facts: dict[str, Any] = worker.call("rest", quiet=quiet, most=_MOST_REST_SECONDS)
    if not facts["at_rest"]:
        progress(f"    {worker.package.name} is not at rest after {facts['rest_seconds']:.0f} s")
    return facts


def disk_bytes(directory: Path) -> int:
    """Bytes of all files below a directory."""
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
