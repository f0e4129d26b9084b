"""Exact nearest neighbours.

Distances, all float32 and ascending: ``l2`` is the squared Euclidean distance, ``cosine`` is 1 - cos with 1 for a zero
vector, ``ip`` is 1 - dot. A coarse pass computes all of them with one matrix product; what could be among the k
nearest, given the rounding of that product, is then measured again in float64 from the vectors themselves. So the
answer does not depend on the numerics of the product, and equal distances keep the order of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import NO_ROWS, Part, Rows, Snapshot

_COARSE_CELLS = 8_000_000
"""Distances held at a time in the coarse pass: 32 MB."""
_EXACT_ROWS = 4096
_FLOAT32_EPSILON = float(np.finfo(np.float32).eps)
_GATHER_BELOW = 4


def nearest(
    snapshot: Snapshot, queries: Floats, k: int, rows: Sequence[Rows] | None = None
) -> list[tuple[Rows, Floats]]:
    """For each query vector the ``k`` nearest records, as rows of the snapshot, and their distances, ascending.

    queries: float32, shape (q, dimension)
    rows: per part the rows to look at, ascending; None for all live ones
    """
    found = [
        _nearest_in(part, queries, snapshot.row.space, k, np.flatnonzero(part.alive) if rows is None else rows[number])
        for number, part in enumerate(snapshot.parts)
    ]
    return [_merged(snapshot, [hits[query] for hits in found], k) for query in range(len(queries))]


def _merged(snapshot: Snapshot, hits: Sequence[tuple[Rows, Floats]], k: int) -> tuple[Rows, Floats]:
    parts = list(zip(snapshot.parts, snapshot.starts, hits, strict=False))
    if not parts:
        return NO_ROWS, np.empty(0, dtype=np.float32)
    rows = np.concatenate([own + start for _, start, (own, _) in parts])
    distances = np.concatenate([measured for _, _, (_, measured) in parts])
    inserted = np.concatenate([part.order[own] for part, _, (own, _) in parts])
    # NaN sorts behind infinity; among equals the one that was inserted first comes first.
    order = np.lexsort((inserted, distances))[:k]
    return rows[order], distances[order]


def _nearest_in(part: Part, queries: Floats, space: str, k: int, rows: Rows) -> list[tuple[Rows, Floats]]:
    k = min(k, len(rows))
    if not k:
        return [(NO_ROWS, np.empty(0, dtype=np.float32)) for _ in queries]
    # Gathering rows costs more than measuring all of them once they are a good part of the whole.
    gather = len(rows) * _GATHER_BELOW < part.size
    vectors = part.vectors_at(rows) if gather else part.vectors
    norms = part.norms[rows]
    results: list[tuple[Rows, Floats]] = []
    step = max(1, _COARSE_CELLS // len(vectors))
    for start in range(0, len(queries), step):
        block = queries[start : start + step]
        with np.errstate(all="ignore"):
            products: Floats = np.inner(block, vectors)
        if not gather and len(rows) < part.size:
            products = products[:, rows]
        for query, dots in zip(block, products, strict=True):
            chosen = rows[_candidates(dots, norms, query, space, k)]
            distances = exact_distances(part, chosen, query, space)
            order = np.lexsort((part.order[chosen], distances))[:k]
            results.append((chosen[order], distances[order]))
    return results


def exact_distances(part: Part, rows: Rows, query: Floats, space: str) -> Floats:
    """The distances of these rows to the query, computed in float64 and rounded once."""
    target = query.astype(np.float64)
    distances = np.empty(len(rows), dtype=np.float32)
    with np.errstate(all="ignore"):
        for start in range(0, len(rows), _EXACT_ROWS):
            wide = part.vectors_at(rows[start : start + _EXACT_ROWS]).astype(np.float64)
            if space == "l2":
                wide -= target
                measured = np.einsum("ij,ij->i", wide, wide)
            else:
                measured = wide @ target
                if space == "cosine":
                    scale = np.sqrt(np.einsum("ij,ij->i", wide, wide) * (target @ target))
                    measured = np.divide(measured, scale, out=np.zeros_like(measured), where=scale != 0)
                measured = 1.0 - measured
            distances[start : start + _EXACT_ROWS] = measured
    return distances


def _candidates(dots: Floats, norms: Floats, query: Floats, space: str, k: int) -> Rows:
    """Positions, ascending, that include the k nearest for certain."""
    if k >= len(dots):
        return np.arange(len(dots))
    with np.errstate(all="ignore"):
        length: NDArray[np.float64] = np.sqrt(norms.astype(np.float64))
        query_length = float(np.sqrt(query.astype(np.float64) @ query.astype(np.float64)))
        # Cauchy-Schwarz bounds the product, and with it its rounding; a BLAS sums in at least eight lanes, hence d / 8.
        bound = length * query_length
        rounding = _FLOAT32_EPSILON * (16 + len(query) / 8)
        if space == "l2":
            coarse = norms - 2.0 * dots
            slack = rounding * (norms + 2.0 * bound)
        elif space == "ip":
            coarse = -dots
            slack = rounding * bound
        else:
            coarse = -np.divide(dots, length, out=np.zeros(len(dots)), where=length > 0)
            slack = np.full(len(dots), rounding * query_length)
        upper = coarse + slack
        limit = np.partition(upper, k - 1)[k - 1]
        if not np.isfinite(limit):
            return np.arange(len(dots))
        return np.flatnonzero(~(coarse - slack > limit))
