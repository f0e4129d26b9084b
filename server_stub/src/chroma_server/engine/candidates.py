"""The nearest among candidates: estimated in place, the nearest few measured exactly.

Candidates are rows per query, from a vector index or from a filter. faiss estimates their distances straight from the
vectors, without gathering them (0.12 us for 384 dimensions); a few more than asked for are then measured in float64.
An answer is sure when no estimate of the others, rounding included, comes as near, and when what is no candidate at
all cannot either.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.distances import exact_distances, rounding_of
from chroma_server.engine.index import Candidates, codable, reliable, threads
from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Integers, Part, Rows

_SPARE = 4
_CELLS_AT_A_TIME = 1 << 21
_BEYOND_ALL: Floats = np.full(1, np.inf, dtype=np.float32)
_LAST = np.iinfo(np.int64).max


class Nearest(NamedTuple):
    """The best candidates of each query.

    rows       shape (q, up to k), ascending by distance, then by insertion; -1 where there are no more
    distances  float32, the same shape
    sure       per query whether these are the nearest, as surely as the candidates are
    """

    rows: Rows
    distances: Floats
    sure: NDArray[np.bool_]


def nearest_among(
    faiss: Any, part: Part, space: str, queries: Floats, candidates: Candidates, k: int, *, all_of_them: bool = False
) -> Nearest:
    """The ``k`` nearest of the candidates of each query.

    queries: float32, contiguous, shape (q, dimension). all_of_them: measure every candidate exactly.
    The caller has numpy's warnings switched off, which costs 1.5 us each time.
    """
    rows, count = candidates.rows, candidates.rows.shape[1]
    if not count:
        nothing = np.empty(rows.shape, dtype=np.float32)
        return Nearest(rows, nothing, np.ones(len(rows), dtype=np.bool_))
    keep = count if all_of_them else min(count, k + k // 8 + _SPARE)
    step = max(1, _CELLS_AT_A_TIME // (count * queries.shape[1]))
    if len(queries) > step:
        blocks = [slice(start, start + step) for start in range(0, len(queries), step)]
        found = [
            nearest_among(faiss, part, space, queries[b], candidates.of(b), k, all_of_them=all_of_them) for b in blocks
        ]
        return Nearest(*(np.concatenate(column) for column in zip(*found, strict=True)))
    full = candidates.full or rows.min() >= 0
    wanted = np.ascontiguousarray(rows if full else np.maximum(rows, 0), dtype=np.int64)
    vectors = part.vectors_for(wanted)
    estimates = _estimates(faiss, vectors, part.norms, space, queries, wanted)
    if not full:
        estimates[rows < 0] = np.inf
    near, beyond = rows, _BEYOND_ALL
    if keep < count:
        places = np.argpartition(estimates, keep - 1, axis=1)[:, :keep]
        near = _pick(rows, places)
        # The last of a partition is the largest of its first.
        beyond = _pick(estimates, places[:, -1:])[:, 0]
    best, distances = _best(vectors, part.order, space, queries, near, k, full=full)
    last = distances[:, -1]
    slack = _slack(part, space, queries, rows, last)
    complete = _complete(candidates, estimates, distances)
    sure: NDArray[np.bool_] = complete & (last < beyond - slack)
    if keep == count:
        # So many are equally near that those left out may be, too.
        equal = np.count_nonzero(estimates <= (last + slack)[:, np.newaxis], axis=1)
        sure = (sure & (equal - k <= (count - k) // 2)) | (candidates.edges == np.inf)
    if keep < count and not sure.all():
        again = np.flatnonzero(~sure & complete)
        if len(again):
            whole = nearest_among(faiss, part, space, queries[again], candidates.of(again), k, all_of_them=True)
            best[again], distances[again], sure[again] = whole
    return Nearest(best, distances, sure)


def _complete(candidates: Candidates, estimates: Floats, distances: Floats) -> NDArray[np.bool_]:
    """Per query whether what is no candidate can be left out, given the distances that were found."""
    guesses = candidates.guesses
    if not guesses.shape[1]:
        return np.ones(len(guesses), dtype=np.bool_)
    errors = guesses - estimates
    mean = np.einsum("ij,ij->i", errors, errors) / errors.shape[1]
    # One that is not finite shows in the sum, too.
    if not math.isfinite(mean.sum()):
        known = np.isfinite(errors)
        errors[~known] = 0
        mean = np.einsum("ij,ij->i", errors, errors) / np.maximum(np.count_nonzero(known, axis=1), 1)
    complete: NDArray[np.bool_] = reliable(distances, candidates.edges, mean) | (candidates.edges == np.inf)
    return complete


def _estimates(faiss: Any, vectors: Floats, norms: Floats, space: str, queries: Floats, rows: Rows) -> Floats:
    """Distances in float32, shape (q, rows); -infinite where there is no saying."""
    estimates = np.empty(rows.shape, dtype=np.float32)
    measure = faiss.fvec_L2sqr_by_idx if space == "l2" else faiss.fvec_inner_products_by_idx
    pointer = faiss.swig_ptr
    # Waiting for other threads takes longer than this work.
    with threads(faiss, 1):
        measure(pointer(estimates), pointer(queries), pointer(vectors), pointer(rows), queries.shape[1], *rows.shape)
    odd: NDArray[np.bool_] | None = None
    # One that is not finite shows in the sum, too.
    if not math.isfinite(estimates.sum()):
        odd = ~np.isfinite(estimates)
    if space == "cosine":
        norms = norms[rows]
        estimates /= np.sqrt(norms)
        estimates /= np.sqrt(np.einsum("ij,ij->i", queries, queries))[:, np.newaxis]
        outside = ~codable(norms, space)
        odd = outside if odd is None else odd | outside
    if space != "l2":
        np.subtract(1, estimates, out=estimates)
    if odd is not None:
        estimates[odd] = -np.inf
    return estimates


def _best(
    vectors: Floats, orders: Integers, space: str, queries: Floats, rows: Rows, k: int, *, full: bool
) -> tuple[Rows, Floats]:
    """The rows measured in float64 and sorted, the first ``k`` of them. full: no row is -1."""
    if len(queries) == 1 and full:
        alone, distances = measured(vectors, orders, space, queries[0], rows[0], k)
        return alone[np.newaxis], distances[np.newaxis]
    flat = np.maximum(rows, 0).ravel()
    each = queries[0] if len(queries) == 1 else np.repeat(queries, rows.shape[1], axis=0)
    distances = np.reshape(exact_distances(vectors[flat], each, space), rows.shape)
    order = orders[rows]
    if rows.min() < 0:
        missing = rows < 0
        # NaN sorts behind infinity, and these behind what is NaN by itself.
        distances[missing], order[missing] = np.nan, _LAST
    places = np.lexsort((order, distances), axis=-1)[:, :k]
    return _pick(rows, places), _pick(distances, places)


def measured(vectors: Floats, orders: Integers, space: str, query: Floats, rows: Rows, k: int) -> tuple[Rows, Floats]:
    """The ``k`` nearest of these rows, and their distances: measured exactly, ties in insertion order.

    vectors, orders: of all rows. query: float32, shape (dimension,).
    """
    distances = exact_distances(vectors[rows], query, space)
    # NaN sorts behind infinity.
    places = np.lexsort((orders[rows], distances))[:k]
    return rows[places], distances[places]


def _pick(values: NDArray[Any], places: NDArray[np.intp]) -> NDArray[Any]:
    """The values of each row at its places: what take_along_axis does, in a fifth of the time."""
    if len(values) == 1:
        return values[:, places[0]]
    return values[np.arange(len(values))[:, np.newaxis], places]


def _slack(part: Part, space: str, queries: Floats, rows: Rows, last: Floats) -> Floats:
    """By how much rounding may have moved an estimate near ``last``, twice."""
    dimension = queries.shape[1]
    if space == "l2":
        # A sum of squares, none of which cancels another; but very small ones are lost.
        scale, least = last, dimension * float(np.finfo(np.float32).tiny)
    elif space == "cosine":
        scale, least = np.full_like(last, 3), 0.0
    else:
        longest = part.norms[rows].max(axis=1) * np.einsum("ij,ij->i", queries, queries, dtype=np.float64)
        scale, least = 1 + np.sqrt(longest), 0.0
    slack: Floats = 2 * rounding_of(dimension) * scale + least
    return slack
