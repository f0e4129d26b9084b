"""The second tier: codes in many lists, of which a search probes the nearest.

Measured on 100,000 x 384: 0.1 ms to rank the rows of 8 of 1024 lists, where all codes take 0.7 ms; 6 s to build. How
many lists it takes is a matter of the data: with clusters 8 find everything, without any a quarter of them is not
enough. So lists are kept for the numbers of results and the selectivities at which they are calibrated to the wanted
recall and clearly faster than all codes are, and for queries that lie as near to a centroid as those they were
calibrated on. A graph (HNSW over 8-bit vectors) was measured too: no faster with clusters, hardly faster than all codes
without (0.6 ms at a recall of 0.99), 18-38 s to build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.index.calibration import Effort, EffortTable, Samples, Truth, calibrate_lists
from chroma_server.engine.index.codes import Codes, train_centroids
from chroma_server.engine.index.rows import CodedRows
from chroma_server.engine.model import Floats

_ROWS = 10_000
_CELLS = 20_000_000
_LISTS_PER_ROOT = 4
_MOST_LISTS = 2048
_TIMED = 24
_MUCH_FASTER = 0.8
_BEYOND = 1.05


def worth_lists(rows: int, width: int) -> bool:
    """Whether lists may be faster than all codes by more than their centroids cost."""
    return rows >= _ROWS and rows * width >= _CELLS


class Near(NamedTuple):
    """The lists nearest to each query, nearest first, and the squared distances to their centroids."""

    distances: Floats
    lists: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Lists:
    """Codes in lists.

    efforts  for which numbers of results, at which share of allowed rows, how much to search; elsewhere all codes serve
    reach    queries farther than this from every centroid (squared distance) are like none that was calibrated for
    """

    codes: Codes
    efforts: EffortTable
    reach: float

    @classmethod
    def build(
        cls,
        faiss: Any,
        source: CodedRows,
        samples: Samples,
        flat: Codes,
        known: EffortTable,
        *,
        clock: Callable[[], float],
    ) -> Lists | None:
        """Lists of the rows; None where they are not faster than all codes at the efforts ``known`` of these."""
        count = min(_MOST_LISTS, 1 << round(np.log2(_LISTS_PER_ROOT * np.sqrt(source.rows))))
        held_out = np.setdiff1d(np.arange(source.rows), samples.rows)
        centroids = train_centroids(source, count, held_out, seed=1)
        codes = Codes.build(faiss, source, centroids, inner_product=False)
        truth = Truth(source, samples)
        found = calibrate_lists(codes, truth, known)
        faster: list[tuple[Effort, ...]] = []
        for share, efforts, all_codes in zip(found.shares, found.efforts, known.efforts, strict=True):
            bits = truth.bits(share)
            kept: list[Effort] = []
            for effort, usual in zip(efforts, all_codes, strict=False):
                needed, at_present = (
                    _seconds(tier, samples, how, bits, clock) for tier, how in ((codes, effort), (flat, usual))
                )
                if needed > _MUCH_FASTER * at_present:
                    break
                kept.append(effort)
            faster.append(tuple(kept))
        if not faster[0]:
            return None
        nearest = codes.nearest_lists(samples.coded, 1)[0]
        return cls(codes, EffortTable(found.shares, tuple(faster)), float(_BEYOND * nearest.max()))

    def description(self) -> dict[str, Any]:
        """What :meth:`described` takes beside the codes, of JSON's types."""
        return {"efforts": self.efforts.as_lists(), "reach": self.reach}

    @classmethod
    def described(cls, codes: Codes, description: Mapping[str, Any]) -> Lists:
        """Raises KeyError, TypeError or ValueError for what is no such description."""
        efforts = EffortTable.from_lists(description["efforts"])
        return cls(codes, efforts, float(description["reach"]))

    @property
    def nbytes(self) -> int:
        """Bytes of memory they take."""
        return self.codes.nbytes

    def assign(self, queries: Floats, probes: int) -> Near:
        """The lists to probe for each query."""
        return Near(*self.codes.nearest_lists(queries, min(probes, self.codes.lists)))

    def beyond(self, near: Near) -> NDArray[np.bool_]:
        """Which queries are out of reach."""
        out: NDArray[np.bool_] = ~(near.distances[:, 0] <= self.reach)
        return out

    def search(
        self, queries: Floats, count: int, near: Near, allow: NDArray[np.uint8] | None, workers: int
    ) -> tuple[Floats, NDArray[np.int64]]:
        """As :meth:`Codes.search`, in these lists."""
        return self.codes.search_lists(queries, count, *near, allow=allow, workers=workers)


def _seconds(
    codes: Codes, samples: Samples, effort: Effort, allow: NDArray[np.uint8] | None, clock: Callable[[], float]
) -> float:
    times: list[float] = []
    for target in samples.coded[:_TIMED]:
        start = clock()
        codes.search(target[np.newaxis], effort.candidates, probes=effort.probes, allow=allow)
        times.append(clock() - start)
    return float(np.median(times))
