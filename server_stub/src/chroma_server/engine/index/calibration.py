"""How much effort a search needs, found by trying it on rows of the collection.

For every number of results asked for, the estimated ranking of some rows' neighbours is compared with the true one.
What it takes to find the wanted share of them is the effort: how many candidates to measure exactly, and how many lists
to probe. An effort that no candidates in reach can meet is not entered, and a search beyond the entries is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.index.codes import Codes
from chroma_server.engine.index.rows import CodedRows
from chroma_server.engine.model import Floats
from chroma_server.engine.products import products

TARGET = 0.99
"""The recall that an approximate answer must reach."""
_AIM = 0.995
"""Efforts are set for a little more: the sample is small, and queries need not look like rows."""
KNOTS = (10, 32, 100, 320, 1000)
SELECTIVITIES = (1.0, 0.1, 0.01)
_CELLS_AT_A_TIME = 1 << 24
_GROWTH = 1.1
_RESERVE = 1.15
_FEWEST_SPARE = 16
_LOSS = 0.04
"""The share of the nearest rows that an answer may be expected to miss. The expectation errs on the safe side:
measured on data of all kinds, answers with less had a recall of 0.995 to 1, also for queries far from all rows."""
_LOGISTIC = 1.702
"""The logistic distribution with this rate is close to the normal one, and has the longer tail."""
MORE_EFFORT = 3
"""How many times the effort of a search a second one makes, for a query whose answer is not sure."""
_AGAIN = 270
_CELLS_PER_CANDIDATE = 46_000
"""What a second search costs, in candidates of about 0.5 us: 135 us of its own, and the codes to go through."""
_ROUNDING = 1e-6
_SMALLEST = float(np.finfo(np.float32).tiny)
_DEPTHS = (8, 64, 10_000)
_MOST_CANDIDATES = 16_384
_SHARE_OF_ROWS = 16
"""More candidates than this part of the rows: measuring all rows costs about the same."""
_SHARE_OF_MASK = 2
_FEWEST_SAMPLES = 12
_FEWEST_PROBES = 2


@dataclass(frozen=True)
class Effort:
    """For up to ``k`` results: measure ``candidates`` rows exactly, from ``probes`` lists."""

    k: int
    candidates: int
    probes: int = 1


@dataclass(frozen=True)
class EffortTable:
    """What a search of all codes takes, by number of results and by the share of the rows it may look at.

    shares   descending, the first is 1
    efforts  per share, ascending by ``k``; a ``k`` beyond the last needs exact search
    """

    shares: tuple[float, ...]
    efforts: tuple[tuple[Effort, ...], ...]

    def find(self, k: int, share: float = 1.0) -> Effort | None:
        """The effort for ``k`` results, the larger of what the shares next to this one take; None: search exactly."""
        if share == 1:
            return self._of_all(k)
        above = max(i for i, known in enumerate(self.shares) if known >= min(share, 1.0))
        around = self.efforts[above : above + 1 + (self.shares[above] > share)]
        found = [effort for efforts in around if (effort := effort_for(efforts, k)) is not None]
        if len(found) < len(around):
            return None
        return Effort(k, max(effort.candidates for effort in found), max(effort.probes for effort in found))

    @cached_property
    def _of_all(self) -> Callable[[int], Effort | None]:
        # Every search asks for it a few times, mostly for the same number of results.
        def find(k: int) -> Effort | None:
            return effort_for(self.efforts[0], k)

        return lru_cache(maxsize=64)(find)

    def as_lists(self) -> list[Any]:
        """What :meth:`from_lists` takes, of JSON's types."""
        return [
            [share, [[effort.k, effort.candidates, effort.probes] for effort in efforts]]
            for share, efforts in zip(self.shares, self.efforts, strict=True)
        ]

    @classmethod
    def from_lists(cls, entries: Sequence[tuple[float, Sequence[Sequence[int]]]]) -> EffortTable:
        """Raises TypeError or ValueError for what is no such table."""
        shares = tuple(float(share) for share, _ in entries)
        return cls(shares, tuple(tuple(Effort(*effort) for effort in efforts) for _, efforts in entries))

    @property
    def useful(self) -> bool:
        """Whether it has an effort for searches of all rows."""
        return bool(self.efforts[0])


def effort_for(efforts: Sequence[Effort], k: int) -> Effort | None:
    """The effort for ``k`` results, interpolated between the entries; None beyond the last one."""
    for below, above in zip((None, *efforts), efforts, strict=False):
        if k <= above.k:
            if below is None or k == above.k:
                return Effort(k, above.candidates, above.probes)
            share = np.log(k / below.k) / np.log(above.k / below.k)
            candidates = below.candidates * (above.candidates / below.candidates) ** share
            return Effort(k, int(np.ceil(candidates)), max(below.probes, above.probes))
    return None


@dataclass(frozen=True, eq=False)
class Samples:
    """Vectors to search for, and where they come from.

    vectors  float32, shape (q, dimension), as given
    coded    the same as codes take them
    rows     the row of each, which is no neighbour of itself; -1 for a vector that is no row
    """

    vectors: Floats
    coded: Floats
    rows: NDArray[np.intp]

    def count_for(self, k: int, share: float) -> int:
        """How many of them are enough: more neighbours need fewer vectors for as good an estimate."""
        count = len(self.rows) / np.sqrt(k / KNOTS[0]) / (1 if share == 1 else 2)
        return min(len(self.rows), max(_FEWEST_SAMPLES, int(count)))


def reach(rows: int, share: float = 1.0) -> int:
    """How many candidates are still worth it."""
    part = _SHARE_OF_ROWS if share == 1 else _SHARE_OF_MASK
    return min(_MOST_CANDIDATES, int(rows * share) // part)


def calibrate_flat(codes: Codes, source: CodedRows, truth: Truth) -> EffortTable:
    """The efforts of a search of all codes, at every selectivity."""
    return EffortTable(SELECTIVITIES, tuple(_flat_efforts(codes, source, truth, share) for share in SELECTIVITIES))


def _flat_efforts(codes: Codes, source: CodedRows, truth: Truth, share: float) -> tuple[Effort, ...]:
    efforts: list[Effort] = []
    most = reach(source.rows, share)
    for k in truth.ks(share):
        # Long rankings are slow, and few collections need them.
        for deep in sorted({min(most, k * times) for times in _DEPTHS}):
            grid = _grid(k, deep)
            candidates = enough_of(grid, *truth.found(codes, k, share, grid), again=_again(codes))
            if candidates is not None:
                efforts.append(Effort(k, max([candidates, *(effort.candidates for effort in efforts)])))
                break
        else:
            break
    return tuple(efforts)


def calibrate_lists(codes: Codes, truth: Truth, flat: EffortTable) -> EffortTable:
    """The efforts of a search that probes lists, where less than a quarter of them is enough, at every selectivity."""
    return EffortTable(
        flat.shares,
        tuple(
            _list_efforts(codes, truth, share, known) for share, known in zip(flat.shares, flat.efforts, strict=True)
        ),
    )


def _list_efforts(codes: Codes, truth: Truth, share: float, known: Sequence[Effort]) -> tuple[Effort, ...]:
    efforts: list[Effort] = []
    probes = _FEWEST_PROBES
    for usual in known:
        grid = _grid(usual.k, min(reach(codes.rows, share), 2 * usual.candidates))
        # More neighbours are never in fewer lists.
        while probes <= codes.lists // 4:
            candidates = enough_of(grid, *truth.found(codes, usual.k, share, grid, probes), again=_again(codes, probes))
            if candidates is not None:
                # Neighbours in lists just beyond are what a query that is no row misses first.
                efforts.append(Effort(usual.k, candidates, min(codes.lists, probes + probes // 2)))
                break
            probes *= 2
        else:
            break
    return tuple(efforts)


def _grid(k: int, most: int) -> NDArray[np.intp]:
    steps = int(np.log(most / k) / np.log(_GROWTH))
    return np.array([*(int(k * _GROWTH**step) for step in range(steps + 1)), most], dtype=np.intp)


class Truth:
    """The true neighbours of the samples, by the distance of the k-th, at every selectivity."""

    def __init__(self, source: CodedRows, samples: Samples) -> None:
        self._source, self._samples = source, samples
        self._masks = {
            share: None if share == 1 else np.random.default_rng(number).random(source.rows) < share
            for number, share in enumerate(SELECTIVITIES)
        }
        self._bits = {
            share: None if mask is None else np.packbits(mask, bitorder="little") for share, mask in self._masks.items()
        }
        self._limits: dict[float, Floats] = {share: self._empty(share) for share in SELECTIVITIES}
        step = max(1, _CELLS_AT_A_TIME // source.rows)
        for start in range(0, len(samples.rows), step):
            self._measure(slice(start, start + step))

    def bits(self, share: float) -> NDArray[np.uint8] | None:
        """The rows that are allowed at this selectivity, as a bitmap; None for all."""
        return self._bits[share]

    def _empty(self, share: float) -> Floats:
        return np.empty((len(self._samples.rows), len(self.ks(share))), dtype=np.float32)

    def ks(self, share: float) -> list[int]:
        """The numbers of neighbours there are enough rows for."""
        return [k for k in KNOTS if 2 * k <= reach(self._source.rows, share)]

    def _measure(self, block: slice) -> None:
        self._source.check()
        distances = coarse_distances(self._source, self._samples.vectors[block])
        own = self._samples.rows[block]
        known = np.flatnonzero(own >= 0)
        distances[known, own[known]] = np.inf
        # These are candidates in any case, and need not be found.
        distances[:, self._source.outliers] = np.inf
        for share, mask in self._masks.items():
            places = [k - 1 for k in self.ks(share)]
            if places:
                among = distances if mask is None else distances[:, mask]
                # Partitioned up to the last place first, the rest is short.
                nearest = np.partition(among, places[-1], axis=1)[:, : places[-1] + 1]
                self._limits[share][block] = np.sort(nearest, axis=1)[:, places]

    def found(
        self, codes: Codes, k: int, share: float, grid: NDArray[np.intp], probes: int = 1
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each number of candidates in ``grid``, what they do for the samples.

        The mean share of the ``k`` nearest rows among them, and the share of samples for which they would be taken as
        sure; see :func:`reliable`.
        """
        samples, space, most = self._samples, self._source.space, int(grid[-1])
        limits = self._limits[share][:, self.ks(share).index(k)]
        recalls, sure = np.zeros(len(grid)), np.zeros(len(grid))
        count = samples.count_for(k, share)
        for position in range(count):
            self._source.check()
            row, vector, limit = samples.rows[position], samples.vectors[position], limits[position]
            target = samples.coded[position : position + 1]
            estimates, found = (
                one[0] for one in codes.search(target, most + 1, probes=probes, allow=self._bits[share])
            )
            others = (found >= 0) & (found != row)
            estimates, found = estimates[others][:most], found[others][:most]
            if not len(found):
                continue
            distances = coarse_distances(self._source, vector[np.newaxis], found)[0]
            query_norm = float(vector @ vector)
            # The same distance comes out of two products with different rounding.
            scale = abs(limit) + (0.0 if space == "cosine" else query_norm)
            hits = np.minimum(np.cumsum(distances <= limit + _ROUNDING * scale), k)
            at = np.minimum(grid, len(hits)) - 1
            recalls += hits[at] / k
            guesses = as_distance(estimates, space)
            measured = from_coarse(distances, space, query_norm)
            errors = np.cumsum((guesses - measured) ** 2)[at] / (at + 1)
            nearest = np.broadcast_to(np.sort(measured)[:k], (len(grid), min(k, len(measured))))
            with np.errstate(over="ignore"):
                sure += reliable(nearest, guesses[at], errors) | (grid > len(hits))
        return recalls / count, sure / count


def reliable(nearest: Any, edges: Any, errors: Any) -> NDArray[np.bool_]:
    """Whether a ranking by estimates is expected to have missed next to none of the nearest rows, per query.

    A row is missed when its estimate is off by as much as lies between its distance and the edge. For each of those
    that were found it is known how likely that was, and so how many like it were not found.

    nearest: the distances that were found, shape (q, k). edges: the last estimate of each. errors: the mean square of
    the errors of the estimates, as far as they were measured. The caller has numpy's warnings switched off.
    """
    rate = _LOGISTIC / np.sqrt(np.maximum(errors, _SMALLEST))
    missed = np.exp((nearest - edges[:, np.newaxis]) * rate[:, np.newaxis])
    found: NDArray[np.bool_] = missed.sum(axis=1) <= _LOSS * missed.shape[1]
    return found


def enough_of(
    grid: NDArray[np.intp], recalls: NDArray[np.float64], sure: NDArray[np.float64], *, again: float
) -> int | None:
    """How many candidates to take: they reach the recall, at the least cost with that of searching again where needed.

    again: what a second search costs besides its candidates, as a number of candidates.
    """
    enough = np.flatnonzero(recalls >= _AIM)
    if not len(enough):
        return None
    # The first that passes passes by luck in part.
    candidates = int(_RESERVE * grid[enough[0]]) + _FEWEST_SPARE
    costs = grid + (1 - sure) * (again + MORE_EFFORT * grid)
    return max(candidates, int(grid[np.argmin(costs)]))


def _again(codes: Codes, probes: int = 1) -> float:
    return _AGAIN + codes.rows * codes.width * probes / codes.lists / _CELLS_PER_CANDIDATE


def as_distance(estimate: Any, space: str) -> Any:
    """What faiss estimates for coded vectors, as the distance of the space."""
    if space == "l2":
        return estimate
    return estimate / 2 if space == "cosine" else 1 - estimate


def from_coarse(coarse: Any, space: str, query_norm: float) -> Any:
    """What :func:`coarse_distances` gives, as the distance of the space."""
    if space == "l2":
        return coarse + query_norm
    return 1 + coarse / np.sqrt(query_norm) if space == "cosine" else 1 + coarse


def coarse_distances(source: CodedRows, queries: Floats, rows: NDArray[np.intp] | None = None) -> Floats:
    """What the spaces order by, in float32, shape (q, rows): of these rows, or of all."""
    vectors, norms = source.vectors, source.norms
    if rows is not None:
        vectors, norms = vectors[rows], norms[rows]
    with np.errstate(all="ignore"):
        found = products(queries, vectors)
        if source.space == "l2":
            found *= -2
            found += norms
        elif source.space == "cosine":
            lengths = np.sqrt(norms)
            np.divide(found, -lengths, out=found, where=lengths > 0)
        else:
            np.negative(found, out=found)
    return found
