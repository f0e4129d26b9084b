"""Latencies in buckets of 2 %, so that ten minutes of them take no more memory than one."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

_LEAST_MS = 1e-3
_GROWTH = math.log(1.02)
_BUCKETS = 1200


class Histogram:
    """Counts of durations between a microsecond and some hours. Not thread-safe: one for each thread, then added up."""

    def __init__(self) -> None:
        self._counts = np.zeros(_BUCKETS, dtype=np.int64)
        self.most_ms = 0.0

    def record(self, milliseconds: float) -> None:
        """Count one duration."""
        bucket = int(math.log(max(milliseconds, _LEAST_MS) / _LEAST_MS) / _GROWTH)
        self._counts[min(bucket, _BUCKETS - 1)] += 1
        self.most_ms = max(self.most_ms, milliseconds)

    @property
    def count(self) -> int:
        return int(self._counts.sum())

    def percentile(self, percent: float) -> float:
        """The duration, in milliseconds, that so many percent do not exceed (2 % too high at most). 0 when empty."""
        if not self.count:
            return 0.0
        bucket = int(np.searchsorted(np.cumsum(self._counts), math.ceil(self.count * percent / 100)))
        return min(_LEAST_MS * math.exp((bucket + 1) * _GROWTH), self.most_ms)

    def summary(self) -> dict[str, float]:
        """Count, percentiles and maximum."""
        figures: dict[str, float] = {"count": self.count}
        for percent in (50, 90, 99, 99.9):
            figures[f"p{percent:g}_ms"] = round(self.percentile(percent), 4)
        return {**figures, "max_ms": round(self.most_ms, 4)}


def total(histograms: Iterable[Histogram]) -> Histogram:
    """The sum of several."""
    together = Histogram()
    for one in histograms:
        together._counts += one._counts
        together.most_ms = max(together.most_ms, one.most_ms)
    return together
