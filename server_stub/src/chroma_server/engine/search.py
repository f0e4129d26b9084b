"""Exact nearest neighbours.

Distances, all float32 and ascending: ``l2`` is the squared Euclidean distance, ``cosine`` is 1 - cos with 1 for a zero
vector, ``ip`` is 1 - dot. A coarse pass computes all of them with one matrix product; what could be among the k
nearest, given the rounding of that product, is then measured again in float64 from the vectors themselves. So the
answer does not depend on the numerics of the product, and equal distances keep the order of the rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.table import RecordTable, Rows

_COARSE_CELLS = 8_000_000
"""Distances held at a time in the coarse pass: 32 MB."""
_EXACT_ROWS = 4096
_FLOAT32_EPSILON = float(np.finfo(np.float32).eps)
_GATHER_BELOW = 4


def nearest(
    table: RecordTable, queries: Floats, space: str, k: int, rows: Rows | None = None
) -> list[tuple[Rows, Floats]]:
    """For each query vector the rows of the ``k`` nearest records and their distances, ascending.

    queries: float32, shape (q, dimension)
    rows: the rows to look at, ascending; None for all live ones
    """
    if rows is None:
        rows = table.live_rows()
    k = min(k, len(rows))
    if not k:
        return [(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)) for _ in queries]
    # Gathering rows costs more than measuring all of them once they are a good part of the table.
    gather = len(rows) * _GATHER_BELOW < table.size
    vectors = table.vectors[rows] if gather else table.vectors
    norms = table.norms[rows]
    results: list[tuple[Rows, Floats]] = []
    step = max(1, _COARSE_CELLS // len(vectors))
    for start in range(0, len(queries), step):
        block = queries[start : start + step]
        with np.errstate(all="ignore"):
            products: Floats = np.inner(block, vectors)
        if not gather and len(rows) < table.size:
            products = products[:, rows]
        for query, dots in zip(block, products, strict=True):
            chosen = rows[_candidates(dots, norms, query, space, k)]
            distances = exact_distances(table.vectors, chosen, query, space)
            # NaN sorts behind infinity, and a stable sort keeps the order of the rows among equals.
            order = np.argsort(distances, kind="stable")[:k]
            results.append((chosen[order], distances[order]))
    return results


def exact_distances(vectors: Floats, rows: Rows, query: Floats, space: str) -> Floats:
    """The distances of these rows of ``vectors`` to the query, computed in float64 and rounded once."""
    target = query.astype(np.float64)
    distances = np.empty(len(rows), dtype=np.float32)
    with np.errstate(all="ignore"):
        for start in range(0, len(rows), _EXACT_ROWS):
            wide = vectors[rows[start : start + _EXACT_ROWS]].astype(np.float64)
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
