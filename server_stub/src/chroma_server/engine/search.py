"""The nearest neighbours in a snapshot: each of its parts is searched, and the best of all are the answer.

Rows to measure come from the vector index of a part, or from a coarse pass over all of its rows: one matrix product,
and whatever could be among the k nearest, given the rounding of that product. Either way the distances are measured in
float64 from the vectors themselves, and equal ones keep the order of insertion. So answers do not depend on the
numerics of a product, and without an index they are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import numpy as np

from chroma_server.engine.candidates import Nearest, measured, nearest_among
from chroma_server.engine.distances import Coarse, exact_distances
from chroma_server.engine.index import (
    MORE_EFFORT,
    Candidates,
    VectorIndex,
    builds_held,
    codable,
    load_faiss,
    slot_of,
    threads,
    worth_codes,
)
from chroma_server.engine.model import Floats
from chroma_server.engine.parts import NO_ROWS, Mask, Part, Rows, Snapshot
from chroma_server.engine.processors import processors
from chroma_server.engine.products import products

Hits: TypeAlias = "tuple[Rows, Floats]"
"""Rows and their distances, ascending by distance, then by insertion."""

_COARSE_CELLS = 8_000_000
"""Distances held at a time in the coarse pass: 32 MB."""
_GATHER_BELOW = 4
IN_PLACE_QUERIES = 4
"""For more queries than this, a matrix product with the rows of a filter pays for gathering these."""
_EXACT_CELLS = 16_384
"""So many numbers of rows are measured exactly in the time that choosing the nearest by estimates takes: 40 us."""
_IN_PLACE = 800
_IN_PLACE_SHARE = 17
_IN_PLACE_ROWS = 8192
"""So many rows, and this part of all, are measured one by one in the time that ranking all codes takes."""
_GATHER_PER_CANDIDATE = 2
_GATHER_SHARE = 100
"""Rows that a filter leaves are measured one by one up to this part of all and a few times the candidates."""
_CELLS_WORTH_A_THREAD = 4_000_000
_QUERIES_WORTH_A_THREAD = 4
_DEFAULT_EF_SEARCH = {"hnsw": 100, "spann": 200}
_NOTHING: Hits = (NO_ROWS, np.empty(0, dtype=np.float32))


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
        return [_NOTHING for _ in queries]

    def run(block: Floats) -> list[Hits]:
        with np.errstate(all="ignore"):
            found = [(start, search.part, search.run(block, k)) for start, search in searches]
        return [_merge([(start, part, hits[i]) for start, part, hits in found], k) for i in range(len(block))]

    cells = sum(search.count for _, search in searches) * queries.shape[1]
    return _spread(run, queries, cells)


def _spread(run: Callable[[Floats], list[Hits]], queries: Floats, cells: int) -> list[Hits]:
    """Run many queries on all processors: numpy and faiss work without the interpreter's lock."""
    workers = min(processors(), len(queries) // _QUERIES_WORTH_A_THREAD)
    if workers < 2 or cells * len(queries) < workers * _CELLS_WORTH_A_THREAD:
        return run(queries)
    with ThreadPoolExecutor(workers, thread_name_prefix="chroma-search") as pool:
        return [hits for block in pool.map(run, np.array_split(queries, workers)) for hits in block]


def effort_of(configuration: Mapping[str, Any]) -> float:
    """How many times the calibrated effort the collection asks for: ``ef_search`` by its default, at least 1."""
    for kind, usual in _DEFAULT_EF_SEARCH.items():
        settings: Mapping[str, Any] = configuration.get(kind) or {}
        asked = settings.get("ef_search")
        if asked:
            return float(max(1.0, asked / usual))
    return 1.0


def _mask(rows: Rows, size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    return mask


def _hits(found: Nearest) -> list[Hits]:
    """Per query, without what is missing."""
    if found.rows.size and found.rows[:, -1].min() >= 0:
        return list(zip(found.rows, found.distances, strict=True))
    return [
        (rows[rows >= 0], distances[rows >= 0]) for rows, distances in zip(found.rows, found.distances, strict=True)
    ]


def _merge(found: Sequence[tuple[int, Part, Hits]], k: int) -> Hits:
    if len(found) == 1:
        start, _, (rows, distances) = found[0]
        return (rows + start if start else rows), distances
    flat = np.concatenate([start + rows for start, _, (rows, _) in found])
    order = np.concatenate([part.order[rows] for _, part, (rows, _) in found])
    measured = np.concatenate([distances for _, _, (_, distances) in found])
    best = np.lexsort((order, measured))[:k]
    return flat[best], measured[best]


class PartSearch:
    """A search of one part, for some or all of its live rows."""

    def __init__(self, part: Part, rows: Rows | None, space: str, effort: float) -> None:
        self.part, self._space, self._effort = part, space, effort
        self._rows = rows
        self._alive = part.alive if rows is None and part.live < part.size else None
        self.count = part.live if rows is None else len(rows)

    def run(self, queries: Floats, k: int) -> list[Hits]:
        """Per query the hits, at most ``k``."""
        part, few = self.part, len(queries) <= IN_PLACE_QUERIES
        if few and self._rows is not None and len(self._rows) * queries.shape[1] <= _EXACT_CELLS:
            return [self._measured(query, k, self._rows) for query in queries]
        slot = None
        if worth_codes(part.size, queries.shape[1]):
            slot = slot_of(part)
        index = None if slot is None else slot.current(part, self._space)
        if slot is None or index is None or index.rows > part.size:
            with builds_held():
                return self._exact(queries, k, self._live_rows)
        for query in queries:
            slot.observe(query, part)
        whole = index.rows == part.size
        covered = self._rows
        if covered is not None and not whole:
            covered = covered[: np.searchsorted(covered, index.rows)]
        alive = None if self._alive is None else self._alive[: index.rows]
        if covered is not None:
            count = len(covered)
        else:
            count = index.rows if alive is None else part.live if whole else int(np.count_nonzero(alive))
        if few and count <= min(_IN_PLACE_ROWS, _IN_PLACE + index.rows // _IN_PLACE_SHARE) and self._fit(queries):
            rows = self._live_rows
            return self._in_place(queries, k, np.arange(part.size) if rows is None else rows)
        candidates = index.candidates_for(k, allowed=count, effort=self._effort)
        if candidates is None or count <= _GATHER_PER_CANDIDATE * candidates + index.rows // _GATHER_SHARE:
            return self._exact(queries, k, self._live_rows)
        with threads(load_faiss(), 1):
            hits = self._indexed(index, queries, k, alive if covered is None else _mask(covered, index.rows))
        if not whole:
            rest = np.arange(index.rows, part.size) if self._live_rows is None else self._live_rows[count:]
            later = self._exact(queries, k, rest)
            hits = [_merge([(0, part, one), (0, part, other)], k) for one, other in zip(hits, later, strict=True)]
        return hits

    @property
    def _live_rows(self) -> Rows | None:
        """The rows to look at, None for all there are."""
        if self._alive is None:
            return self._rows
        alive = self._alive
        return self.part.memo("live rows", lambda: np.flatnonzero(alive))

    # --- by the index -------------------------------------------------------------------------------------------------

    def _indexed(self, index: VectorIndex, queries: Floats, k: int, allow: Mask | None) -> list[Hits]:
        faiss, part = load_faiss(), self.part
        hits: list[Hits] = []
        left: Rows | None = None
        # A second time for queries that are harder than what was calibrated for, by themselves or by the filter.
        for effort in (self._effort, self._effort * MORE_EFFORT):
            asked = queries if left is None else queries[left]
            candidates = index.search(asked, k, allow=allow, effort=effort)
            if candidates is None:
                break
            found = nearest_among(faiss, part, self._space, asked, candidates, k)
            if left is None:
                hits, left = _hits(found), np.flatnonzero(~found.sure)
            else:
                for query, one in zip(left.tolist(), _hits(found), strict=True):
                    hits[query] = one
                left = left[~found.sure]
            if not len(left):
                return hits
        if left is None:
            hits, left = [_NOTHING] * len(queries), np.arange(len(queries))
        rows = None if allow is None and index.rows == part.size else np.arange(index.rows)
        if allow is not None:
            rows = np.flatnonzero(allow)
        for query, one in zip(left.tolist(), self._exact(queries[left], k, rows), strict=True):
            hits[query] = one
        return hits

    # --- by measuring every row ---------------------------------------------------------------------------------------

    def _in_place(self, queries: Floats, k: int, rows: Rows) -> list[Hits]:
        """The nearest of these rows, without gathering them: by faiss, so only where there is an index."""
        all_rows = Candidates.all_of(rows, len(queries))
        return _hits(nearest_among(load_faiss(), self.part, self._space, queries, all_rows, k))

    def _fit(self, queries: Floats) -> bool:
        """Whether estimates in float32 mean anything for these queries."""
        return bool(codable(np.einsum("ij,ij->i", queries, queries), self._space).all())

    def _exact(self, queries: Floats, k: int, rows: Rows | None) -> list[Hits]:
        part = self.part
        # Gathering rows costs more than measuring all of them once they are a good part of the whole.
        gather = rows is not None and len(rows) * _GATHER_BELOW < part.size
        gathered = part.vectors_at(rows) if gather and rows is not None else None
        norms = part.norms[rows] if gather and rows is not None else part.norms
        mask: Mask | None = None
        if rows is not None and not gather:
            mask = _mask(rows, part.size)
        coarse = Coarse(norms, self._space)
        hits: list[Hits] = []
        step = max(1, _COARSE_CELLS // max(1, len(norms)))
        for start in range(0, len(queries), step):
            block = queries[start : start + step]
            together = part.products(block) if gathered is None else products(block, gathered)
            vectors = part.vectors if gathered is None else gathered
            for query, dots in zip(block, together, strict=True):
                close = coarse.closest(dots, query, k, mask)
                distances = exact_distances(vectors[close], query, self._space)
                hits.append(self._best(rows[close] if gather and rows is not None else close, distances, k))
        return hits

    def _best(self, rows: Rows, distances: Floats, k: int) -> Hits:
        # NaN sorts behind infinity.
        best = np.lexsort((self.part.order[rows], distances))[:k]
        return rows[best], distances[best]

    def _measured(self, query: Floats, k: int, rows: Rows) -> Hits:
        return measured(self.part.vectors_for(rows), self.part.order, self._space, query, rows, k)
