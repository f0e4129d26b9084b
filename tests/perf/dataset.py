"""A dataset on disk, which the workers of both packages read, and the exact answers for it.

A directory holds ``vectors.f32`` (raw float32, row after row), ``block-00000.json`` and so on (ids, documents, metadata
of 1000 rows each), ``queries.f32`` and ``info.json``. Rows behind ``records`` are spare: new records for the writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perf.data import BLOCK, CATEGORIES, RANKS, Source, record_id

SPARE = 4000
RECALL_QUERIES = 100
K = 10
_TIE = 1e-9

Where = Mapping[str, Any]


@dataclass(frozen=True)
class Dataset:
    """``records`` rows of a source."""

    source: Source
    records: int

    @property
    def name(self) -> str:
        return f"{self.records}-{self.source.name}"

    @property
    def label(self) -> str:
        """How tables call its size, ``10k x 384``."""
        return f"{self.records // 1000}k x {self.source.dimension}"

    def write(self, parent: Path) -> Path:
        """Write the files into a directory below ``parent``, unless they are there; the directory."""
        directory = parent / self.name
        if (directory / "info.json").exists():
            return directory
        directory.mkdir(parents=True, exist_ok=True)
        blocks = (self.records + SPARE) // BLOCK
        with (directory / "vectors.f32").open("wb") as file:
            for block in range(blocks):
                file.write(self.source.vectors(block).tobytes())
                rows = range(block * BLOCK, (block + 1) * BLOCK)
                content = {
                    "ids": [record_id(row) for row in rows],
                    "documents": self.source.documents(block),
                    "metadatas": self.source.metadatas(block),
                }
                (directory / f"block-{block:05d}.json").write_text(json.dumps(content))
        (directory / "queries.f32").write_bytes(self.source.queries().tobytes())
        info = {"records": self.records, "dimension": self.source.dimension, "block": BLOCK, "rows": blocks * BLOCK}
        (directory / "info.json").write_text(json.dumps(info))
        return directory


class Truth:
    """Exact nearest neighbours of the first queries, by squared Euclidean distances in float64."""

    def __init__(self, dataset: Dataset, queries: int = RECALL_QUERIES) -> None:
        blocks = range(dataset.records // BLOCK)
        self._row_of = {record_id(row): row for row in range(dataset.records)}
        columns = [dataset.source.columns(block) for block in blocks]
        self._columns = {name: np.concatenate([c[name] for c in columns]) for name in columns[0]}
        targets = dataset.source.queries()[:queries].astype(np.float64)
        own = np.einsum("ij,ij->i", targets, targets)
        self._distances = np.empty((queries, dataset.records))
        for block in blocks:
            vectors = dataset.source.vectors(block).astype(np.float64)
            squares = np.einsum("ij,ij->i", vectors, vectors)
            self._distances[:, block * BLOCK : (block + 1) * BLOCK] = own[:, None] + squares - 2 * targets @ vectors.T

    def matching(self, where: Where | None) -> NDArray[np.bool_]:
        """Which rows match one of the filters of :func:`filters`."""
        mask = np.ones(len(self._row_of), dtype=np.bool_)
        for key, wanted in (where or {}).items():
            column = self._columns[key]
            if key == "category":
                mask &= column == int(str(wanted).rpartition("-")[2])
            elif isinstance(wanted, Mapping):
                ((operator, limit),) = wanted.items()
                mask &= column >= limit if operator == "$gte" else column < limit
            else:
                mask &= column == wanted
        return mask

    def recall(self, answers: Sequence[Sequence[str]], wheres: Sequence[Where | None]) -> float:
        """recall@10 of the answers to the first queries, each with its filter: the mean share of the exact answer.

        An id counts when its true distance is no larger than that of the last true neighbour, so ties are no errors.
        Ids that do not match the filter, unknown ids and repeated ids never count.
        """
        shares: list[float] = []
        for number, (answer, where) in enumerate(zip(answers, wheres, strict=True)):
            mask = self.matching(where)
            wanted = min(K, int(mask.sum()))
            if not wanted:
                continue
            distances = np.where(mask, self._distances[number], np.inf)
            limit = np.partition(distances, wanted - 1)[wanted - 1] + _TIE
            found = {self._row_of[i] for i in answer if i in self._row_of}
            shares.append(sum(1 for row in found if distances[row] <= limit) / wanted)
        return float(np.mean(shares))


@lru_cache(maxsize=1)
def truth_of(dataset: Dataset) -> Truth:
    """The exact answers for a dataset; those of the last one are kept."""
    return Truth(dataset)


def filters(percent: str, count: int) -> list[Where | None]:
    """``count`` filters in turn that match so many percent of the records: ``"100"`` (no filter), "50", "5", "0.1"."""
    makers: dict[str, Any] = {
        "100": lambda i: None,
        "50": lambda i: {"score": {"$gte" if i % 2 else "$lt": 0.5}},
        "5": lambda i: {"category": f"category-{i % CATEGORIES:02d}"},
        "0.1": lambda i: {"rank": i * 37 % RANKS},
    }
    return [makers[percent](i) for i in range(count)]
