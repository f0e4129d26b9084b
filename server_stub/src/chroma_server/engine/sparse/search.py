"""The nearest sparse vectors in a snapshot, by exact products.

The measure is 1 - the product of query and vector, computed in float64, the dimensions in ascending order, and rounded
once to float32. A record takes part when its vector has one of the dimensions of the query: to all others the query
says nothing. In a BM25 index the weights of the query are scaled by how rare each dimension is among the live records
of the whole collection.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import NO_ROWS, Integers, Mask, Rows, Snapshot
from chroma_server.engine.ranking.order import order_keys
from chroma_server.engine.rules.sparse import SparseVector
from chroma_server.engine.sparse.index import SparseIndex, index_of


def nearest_sparse(
    snapshot: Snapshot, key: str, query: SparseVector, k: int, rows: Sequence[Rows] | None, *, bm25: bool
) -> tuple[Rows, Floats]:
    """The ``k`` nearest records under a metadata key, as rows of the snapshot, and their measures.

    rows  per part the live rows to look at, ascending; None for all live ones
    """
    indexes = [index_of(part, key) for part in snapshot.parts]
    indices, weights = query.indices, query.values.astype(np.float64)
    if bm25:
        weights = weights * _rarity(snapshot, indexes, indices)
    found: list[tuple[Rows, Floats, Integers]] = []
    for place, (part, start, index) in enumerate(zip(snapshot.parts, snapshot.starts, indexes, strict=False)):
        allowed = part.alive if part.live < part.size else None
        if rows is not None:
            if not len(rows[place]):
                continue
            allowed = np.zeros(part.size, dtype=np.bool_)
            allowed[rows[place]] = True
        hits, measures = _search(index, indices, weights, part.size, allowed, k)
        found.append((hits + start, measures, part.order[hits]))
    if not found:
        return NO_ROWS, np.empty(0, dtype=np.float32)
    flat, measured, inserted = (np.concatenate(column) for column in zip(*found, strict=True))
    best = np.lexsort((inserted, order_keys(measured)))[:k]
    return flat[best], measured[best]


def _search(
    index: SparseIndex,
    indices: NDArray[np.uint32],
    weights: NDArray[np.float64],
    size: int,
    allowed: Mask | None,
    k: int,
) -> tuple[Rows, Floats]:
    """The ``k`` nearest rows and those equal to the last of them, in no order."""
    rows: list[NDArray[np.uint32]] = []
    products: list[NDArray[np.float64]] = []
    for positions, having, values in index.of_dimensions(indices):
        rows.append(having)
        products.append(values * weights[positions])
    if not rows or not k:
        return NO_ROWS, np.empty(0, dtype=np.float32)
    touched = np.concatenate(rows)
    sums = np.bincount(touched, weights=np.concatenate(products), minlength=size)
    hits = np.zeros(len(sums), dtype=np.bool_)
    hits[touched] = True
    # An index may hold rows that came after the snapshot.
    hits = hits[:size]
    if allowed is not None:
        hits &= allowed
    candidates = np.flatnonzero(hits)
    with np.errstate(over="ignore"):
        measures = (1.0 - sums[candidates]).astype(np.float32)
    if len(candidates) > k:
        keys = order_keys(measures)
        close = keys <= np.partition(keys, k - 1)[k - 1]
        return candidates[close], measures[close]
    return candidates, measures


def _rarity(snapshot: Snapshot, indexes: Sequence[SparseIndex], indices: NDArray[np.uint32]) -> NDArray[np.float64]:
    """ln((n - m + 0.5) / (m + 0.5) + 1) for each dimension that m of the n live records have."""
    having = np.zeros(len(indices))
    for part, index in zip(snapshot.parts, indexes, strict=True):
        for positions, rows, _ in index.of_dimensions(indices):
            seen = rows < part.size
            seen[seen] = part.alive[rows[seen]]
            if isinstance(positions, int):
                having[positions] += np.count_nonzero(seen)
            else:
                having += np.bincount(positions[seen], minlength=len(indices))
    rarity: NDArray[np.float64] = np.log1p((snapshot.count - having + 0.5) / (having + 0.5))
    return rarity
