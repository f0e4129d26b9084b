"""The nearest neighbours in a snapshot: each of its parts is searched, and the best of all are the answer.

Distances, all float32 and ascending: ``l2`` is the squared Euclidean distance, ``cosine`` is 1 - cos with 1 for a zero
vector, ``ip`` is 1 - dot. Rows to measure come from the vector index of a part, or from a coarse pass over all of its
rows: one matrix product, and whatever could be among the k nearest, given the rounding of that product. Either way the
distances are measured in float64 from the vectors themselves, and equal ones keep the order of insertion. So answers do
not depend on the numerics of a product, and without an index they are exact.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from chroma_server.engine.index import Candidates, IndexSlot, VectorIndex, worth_codes
from chroma_server.engine.model import Floats
from chroma_server.engine.parts import NO_ROWS, Mask, Part, Rows, Snapshot
from chroma_server.engine.products import dots_with, products

Hits: TypeAlias = "tuple[Rows, Floats]"
"""Rows and their distances, ascending by distance, then by insertion."""

_COARSE_CELLS = 8_000_000
"""Distances held at a time in the coarse pass: 32 MB."""
_EXACT_ROWS = 4096
_FLOAT32_EPSILON = float(np.finfo(np.float32).eps)
_GATHER_BELOW = 4
_LOOSE = 256
_GATHER_PER_CANDIDATE = 2
_GATHER_SHARE = 100
"""Rows that a filter leaves are measured one by one up to this part of all and a few times the candidates."""
_CELLS_WORTH_A_THREAD = 4_000_000
_QUERIES_WORTH_A_THREAD = 4
_DEFAULT_EF_SEARCH = {"hnsw": 100, "spann": 200}
_MORE_EFFORT = 4
_SLOT = "vector-index"


def nearest(snapshot: Snapshot, queries: Floats, k: int, rows: Sequence[Rows] | None = None) -> list[Hits]:
    """For each query vector the ``k`` nearest records, as rows of the snapshot, and their distances.

    queries: float32, shape (q, dimension)
    rows: per part the live rows to look at, ascending; None for all live ones
    """
    chosen = [None] * len(snapshot.parts) if rows is None else rows
    searches = [
        (start, PartSearch(part, own, snapshot.row.space, effort_of(snapshot.row.collection.configuration)))
        for part, start, own in zip(snapshot.parts, snapshot.starts, chosen, strict=False)
        if (part.live if own is None else len(own))
    ]
    if not searches or not k:
        return [(NO_ROWS, np.empty(0, dtype=np.float32)) for _ in queries]

    def run(block: Floats) -> list[Hits]:
        found = [(start, search.part, search.run(block, k)) for start, search in searches]
        return [_merge([(start, part, hits[i]) for start, part, hits in found], k) for i in range(len(block))]

    cells = sum(search.count for _, search in searches) * queries.shape[1]
    return _spread(run, queries, cells)


def _spread(run: Callable[[Floats], list[Hits]], queries: Floats, cells: int) -> list[Hits]:
    """Run many queries on all processors: numpy and faiss work without the interpreter's lock."""
    workers = min(_processors(), len(queries) // _QUERIES_WORTH_A_THREAD)
    if workers < 2 or cells * len(queries) < workers * _CELLS_WORTH_A_THREAD:
        return run(queries)
    with ThreadPoolExecutor(workers, thread_name_prefix="chroma-search") as pool:
        return [hits for block in pool.map(run, np.array_split(queries, workers)) for hits in block]


@lru_cache(maxsize=1)
def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def effort_of(configuration: Mapping[str, Any]) -> float:
    """How many times the calibrated effort the collection asks for: ``ef_search`` by its default, at least 1."""
    for kind, usual in _DEFAULT_EF_SEARCH.items():
        settings: Mapping[str, Any] = configuration.get(kind) or {}
        asked = settings.get("ef_search")
        if asked:
            return float(max(1.0, asked / usual))
    return 1.0


def _merge(found: Sequence[tuple[int, Part, Hits]], k: int) -> Hits:
    if len(found) == 1:
        start, _, (rows, distances) = found[0]
        return rows + start, distances
    flat = np.concatenate([start + rows for start, _, (rows, _) in found])
    order = np.concatenate([part.order[rows] for _, part, (rows, _) in found])
    measured = np.concatenate([distances for _, _, (_, distances) in found])
    best = np.lexsort((order, measured))[:k]
    return flat[best], measured[best]


class PartSearch:
    """A search of one part, for some or all of its live rows."""

    def __init__(self, part: Part, rows: Rows | None, space: str, effort: float) -> None:
        self.part, self._space, self._effort = part, space, effort
        self._rows = None if rows is None and part.live == part.size else rows
        if rows is None and part.live < part.size:
            self._rows = part.memo("live rows", lambda: np.flatnonzero(part.alive))
        self.count = part.live if rows is None else len(rows)

    def run(self, queries: Floats, k: int) -> list[Hits]:
        """Per query the hits, at most ``k``."""
        part = self.part
        slot = None
        if worth_codes(part.size, queries.shape[1]):
            slot = part.source.memo(_SLOT, IndexSlot)
        index = None if slot is None else slot.current(part, self._space)
        if slot is None or index is None or index.rows > part.size:
            return self._exact(queries, k, self._rows)
        for query in queries:
            slot.observe(query, part)
        covered = self._rows if self._rows is None else self._rows[: np.searchsorted(self._rows, index.rows)]
        count = index.rows if covered is None else len(covered)
        candidates = index.candidates_for(k, allowed=count, effort=self._effort)
        if candidates is None or count <= _GATHER_PER_CANDIDATE * candidates + index.rows // _GATHER_SHARE:
            return self._exact(queries, k, self._rows)
        hits = self._indexed(index, queries, k, covered)
        if index.rows < part.size:
            rest = np.arange(index.rows, part.size) if self._rows is None else self._rows[count:]
            later = self._exact(queries, k, rest)
            hits = [_merge([(0, part, one), (0, part, other)], k) for one, other in zip(hits, later, strict=True)]
        return hits

    # --- by the index -------------------------------------------------------------------------------------------------

    def _indexed(self, index: VectorIndex, queries: Floats, k: int, rows: Rows | None) -> list[Hits]:
        allow: Mask | None = None
        if rows is not None:
            allow = np.zeros(index.rows, dtype=np.bool_)
            allow[rows] = True
        hits: list[Hits] = []
        ranked = index.search(queries, k, allow=allow, effort=self._effort)
        for query, candidates in zip(queries, ranked, strict=True):
            found = None if candidates is None else self._measured(query, k, candidates)
            if found is None and candidates is not None:
                # Harder than what was calibrated for, by the query or the filter.
                (candidates,) = index.search(query[np.newaxis], k, allow=allow, effort=self._effort * _MORE_EFFORT)
                found = None if candidates is None else self._measured(query, k, candidates)
            hits.append(self._exact(query[np.newaxis], k, rows)[0] if found is None else found)
        return hits

    def _measured(self, query: Floats, k: int, candidates: Candidates) -> Hits | None:
        """The best of the candidates; None where others as near may be missing."""
        rows = candidates.rows
        vectors = self.part.vectors_at(rows)
        with np.errstate(all="ignore"):
            dots: Floats = dots_with(vectors, query)
        close = Coarse(self.part.norms[rows], self._space).closest(dots, query, k, None)
        if np.isfinite(candidates.edge) and len(close) - k > (len(rows) - k) // 2:
            # So many are equally near that those left out may be, too.
            return None
        hits = self._best(rows[close], exact_distances(vectors[close], query, self._space), k)
        sure = candidates.edge == np.inf or (len(hits[1]) == k and hits[1][-1] <= candidates.edge)
        return hits if sure else None

    # --- by measuring every row ---------------------------------------------------------------------------------------

    def _exact(self, queries: Floats, k: int, rows: Rows | None) -> list[Hits]:
        part = self.part
        # Gathering rows costs more than measuring all of them once they are a good part of the whole.
        gather = rows is not None and len(rows) * _GATHER_BELOW < part.size
        vectors = part.vectors_at(rows) if gather and rows is not None else part.vectors
        norms = part.norms[rows] if gather and rows is not None else part.norms
        mask: Mask | None = None
        if rows is not None and not gather:
            mask = np.zeros(part.size, dtype=np.bool_)
            mask[rows] = True
        coarse = Coarse(norms, self._space)
        hits: list[Hits] = []
        step = max(1, _COARSE_CELLS // max(1, len(vectors)))
        for start in range(0, len(queries), step):
            block = queries[start : start + step]
            with np.errstate(all="ignore"):
                together = products(block, vectors)
            for query, dots in zip(block, together, strict=True):
                close = coarse.closest(dots, query, k, mask)
                distances = exact_distances(vectors[close], query, self._space)
                hits.append(self._best(rows[close] if gather and rows is not None else close, distances, k))
        return hits

    def _best(self, rows: Rows, distances: Floats, k: int) -> Hits:
        # NaN sorts behind infinity.
        best = np.lexsort((self.part.order[rows], distances))[:k]
        return rows[best], distances[best]


@dataclass
class Coarse:
    """Estimates of distances from dot products that may be wrong in the last digits."""

    norms: Floats
    space: str

    def __post_init__(self) -> None:
        with np.errstate(all="ignore"):
            self.lengths: Floats = np.sqrt(self.norms)
        self.longest = float(self.lengths.max(initial=0))

    def closest(self, dots: Floats, query: Floats, k: int, mask: Mask | None) -> Rows:
        """Positions, ascending, that include the k nearest of those in the mask for certain."""
        everything = np.arange(len(dots)) if mask is None else np.flatnonzero(mask)
        if k >= len(everything):
            return everything
        with np.errstate(all="ignore"):
            query_length = float(np.sqrt(query.astype(np.float64) @ query.astype(np.float64)))
            estimates = self._estimates(dots)
            if mask is not None:
                estimates[~mask] = np.inf
            nearest_k = np.partition(estimates, k - 1)[:k]
            # A BLAS sums in at least eight lanes, hence d / 8.
            rounding = _FLOAT32_EPSILON * (16 + len(query) / 8)
            limit = float(nearest_k[-1]) + 2 * rounding * self._scale(self.longest, query_length)
            if not np.isfinite(limit):
                return everything
            close = np.flatnonzero(~(estimates > np.nextafter(np.float32(limit), np.float32(np.inf))))
            if len(close) > 2 * k + _LOOSE:
                close = self._narrowed(close, estimates, query_length, k, rounding)
        return close if mask is None else close[mask[close]]

    def _narrowed(self, close: Rows, estimates: Floats, query_length: float, k: int, rounding: float) -> Rows:
        """The same with the rounding of each row instead of the largest: a few long vectors make that very large."""
        wide = estimates[close].astype(np.float64)
        slack = rounding * self._scale(self.lengths[close].astype(np.float64), query_length)
        limit = np.partition(wide + slack, k - 1)[k - 1]
        return close[~(wide - slack > limit)] if np.isfinite(limit) else close

    def _estimates(self, dots: Floats) -> Floats:
        """What the space orders by, a new array."""
        estimates: Floats
        if self.space == "l2":
            estimates = dots * np.float32(-2)
            estimates += self.norms
        elif self.space == "ip":
            estimates = -dots
        else:
            estimates = np.divide(dots, -self.lengths, out=np.zeros(len(dots), np.float32), where=self.lengths > 0)
        return estimates

    def _scale(self, length: Any, query_length: float) -> Any:
        """What the rounding is in proportion to: Cauchy-Schwarz bounds the product."""
        if self.space == "l2":
            return length * (length + 2 * query_length)
        return length * query_length if self.space == "ip" else query_length + 0 * length


def exact_distances(vectors: Floats, query: Floats, space: str) -> Floats:
    """The distances of these vectors to the query, computed in float64 and rounded once."""
    target = query.astype(np.float64)
    distances = np.empty(len(vectors), dtype=np.float32)
    with np.errstate(all="ignore"):
        for start in range(0, len(vectors), _EXACT_ROWS):
            wide = vectors[start : start + _EXACT_ROWS].astype(np.float64)
            if space == "l2":
                wide -= target
                measured = np.einsum("ij,ij->i", wide, wide)
            else:
                measured = dots_with(wide, target)
                if space == "cosine":
                    scale = np.sqrt(np.einsum("ij,ij->i", wide, wide) * (target @ target))
                    measured = np.divide(measured, scale, out=np.zeros_like(measured), where=scale != 0)
                measured = 1.0 - measured
            distances[start : start + _EXACT_ROWS] = measured
    return distances
