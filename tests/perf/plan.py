"""What a run of a size does, in which order, and how long it may take."""

from __future__ import annotations

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
    """

    shapes: tuple[tuple[int, int], ...]
    batch: int
    batches: int
    repeat: int
    seconds: float
    minutes: float

    def cases(self) -> list[Case]:
        return cases(self.batch, batches=self.batches)


SIZES = {
    "smoke": Size(((1000, 64), (2000, 64)), batch=100, batches=1, repeat=2, seconds=0.02, minutes=5),
    "small": Size(((10_000, 384),), batch=1000, batches=2, repeat=3, seconds=0.3, minutes=12),
    "full": Size(
        ((10_000, 384), (100_000, 384), (20_000, 1536)), batch=1000, batches=2, repeat=3, seconds=0.3, minutes=24
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
        ingest = self.dataset.records / 600 * self.dataset.source.dimension / 384
        return 45 + (ingest if self.mode == "memory" else self.dataset.records / 10_000)


def plan(size: Size, modes: Sequence[str], kinds: Sequence[str]) -> list[Cell]:
    """All cells, those first that say most: one kind in every size and mode, then the other kinds, cheap ones first."""
    first, rest = kinds[:1], kinds[1:]
    cells = [cell for shape in size.shapes for mode in modes for cell in _cells(shape, mode, first)]
    others = [cell for shape in size.shapes for mode in modes for cell in _cells(shape, mode, rest)]
    return cells + sorted(others, key=lambda cell: (cell.mode != "persistent", cell.seconds))


def _cells(shape: tuple[int, int], mode: str, kinds: Sequence[str]) -> list[Cell]:
    records, dimension = shape
    return [Cell(Dataset(Source(kind, dimension), records), mode) for kind in kinds]
