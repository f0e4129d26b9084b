"""What a run of a size does, in which order, and how long it may take."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from perf.cases import Case, cases
from perf.data import Source
from perf.dataset import Dataset


@dataclass(frozen=True)
class Size:
    """How much a run measures.

    shapes        records and dimension of each dataset
    batch         records in a large write
    batches       such writes in a repetition of the case ``add``
    repeat        repetitions of every case, each with both packages in turn
    seconds       about how long a reading case goes on in one repetition of one package
    minutes       no cell is begun that would end later
    quiet         seconds for which a package has done nothing by itself before it is measured
    """

    shapes: tuple[tuple[int, int], ...]
    batch: int
    batches: int
    repeat: int
    seconds: float
    minutes: float
    quiet: float = 2.5

    def cases(self) -> list[Case]:
        return cases(self.batch, batches=self.batches)


_QUICK_SECONDS = 30
_BUILD_SHARE = 0.6  # two builds go on at a time

SIZES = {
    "smoke": Size(((1000, 64), (2000, 64)), batch=100, batches=1, repeat=2, seconds=0.02, minutes=5, quiet=0.5),
    "small": Size(((10_000, 384),), batch=1000, batches=2, repeat=3, seconds=0.3, minutes=12),
    "full": Size(
        ((10_000, 384), (100_000, 384), (20_000, 1536)), batch=1000, batches=2, repeat=3, seconds=0.2, minutes=24
    ),
}


@dataclass(frozen=True)
class Cell:
    """One dataset in one mode: measured as a whole, in processes of its own."""

    dataset: Dataset
    mode: str

    @property
    def key(self) -> str:
        return f"{self.dataset.name}-{self.mode}"

    @property
    def label(self) -> str:
        return f"{self.dataset.label} {self.dataset.source.kind} {self.mode}"

    @property
    def seconds(self) -> float:
        """About how long it takes on two slow cores; in memory the official package must load the records anew."""
        work = self.dataset.records / 800 * math.sqrt(self.dataset.source.dimension / 384)
        return 60 + work + (ingest_seconds(self.dataset) if self.mode == "memory" else 0)


def ingest_seconds(dataset: Dataset) -> float:
    """About how long the official package takes to load a dataset."""
    return dataset.records / 600 * math.sqrt(dataset.source.dimension / 384)


def plan(size: Size, modes: Sequence[str], kinds: Sequence[str]) -> list[Cell]:
    """All cells, those first that say most for their time.

    The first kind in every size, but in memory only where that is quickly loaded; then the other kinds on disk; then
    the rest, by cost.
    """
    cells = [
        Cell(Dataset(Source(kind, dimension), records), mode)
        for records, dimension in size.shapes
        for mode in modes
        for kind in kinds
    ]

    def rank(cell: Cell) -> tuple[int, float]:
        quick = cell.mode != "memory" or ingest_seconds(cell.dataset) < _QUICK_SECONDS
        if cell.dataset.source.kind == kinds[0] and quick:
            return 0, 0.0
        return (1, cell.seconds) if cell.mode == "persistent" else (2, cell.seconds)

    return sorted(cells, key=rank)


def affordable(cells: Sequence[Cell], seconds: float) -> list[Cell]:
    """The leading cells that can be measured in that time, the building of their data included."""
    built: set[Dataset] = set()
    chosen: list[Cell] = []
    for cell in cells:
        seconds -= cell.seconds
        if cell.mode != "memory" and cell.dataset not in built:
            built.add(cell.dataset)
            seconds -= ingest_seconds(cell.dataset) * _BUILD_SHARE
        if seconds < 0:
            break
        chosen.append(cell)
    return chosen
