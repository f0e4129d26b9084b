"""The nearest sparse vectors in a snapshot, by exact products.

The measure is 1 - the product of query and vector, computed in float64 and rounded once to float32. A record takes part
when its vector has one of the dimensions of the query: to all others the query says nothing. In a BM25 index the
weights of the query are scaled by how rare each dimension is among the live records of the whole collection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import NO_ROWS, Integers, Mask, Part, Rows, Snapshot
from chroma_server.engine.ranking.order import order_keys
from chroma_server.engine.rules.rank import SparseQuery
from chroma_server.engine.sparse.postings import Postings
from chroma_server.engine.tail import TailView

_AT_ONCE = 8192


def nearest_sparse(
    snapshot: Snapshot, key: str, query: SparseQuery, k: int, rows: Sequence[Rows] | None, *, bm25: bool
) -> tuple[Rows, Floats]:
    """The ``k`` nearest records under a metadata key, as rows of the snapshot, and their measures.

    rows  per part the live rows to look at, ascending; None for all live ones
    """
    postings = [_postings(part, key) for part in snapshot.parts]
    weights = query.values.astype(np.float64)
    if bm25:
        weights = weights * _rarity(snapshot, postings, query.indices)
    found: list[tuple[Rows, Floats, Integers]] = []
    for place, (part, start, own) in enumerate(zip(snapshot.parts, snapshot.starts, postings, strict=False)):
        allowed = part.alive if part.live < part.size else None
        if rows is not None:
            allowed = np.zeros(part.size, dtype=np.bool_)
            allowed[rows[place]] = True
        hits, measures = _search(own, query.indices, weights, part.size, allowed, k)
        found.append((hits + start, measures, part.order[hits]))
    if not found:
        return NO_ROWS, np.empty(0, dtype=np.float32)
    flat, measured, inserted = (np.concatenate(column) for column in zip(*found, strict=True))
    best = np.lexsort((inserted, order_keys(measured)))[:k]
    return flat[best], measured[best]


def _search(
    postings: Postings,
    indices: NDArray[np.uint32],
    weights: NDArray[np.float64],
    size: int,
    allowed: Mask | None,
    k: int,
) -> tuple[Rows, Floats]:
    """At most ``k`` rows and those equal to the last of them, in no order."""
    rows: list[NDArray[np.uint32]] = []
    products: list[NDArray[np.float64]] = []
    for position, having, values in postings.of_dimensions(indices):
        rows.append(having)
        products.append(values * weights[position])
    if not rows or not k:
        return NO_ROWS, np.empty(0, dtype=np.float32)
    touched = np.concatenate(rows)
    with np.errstate(all="ignore"):
        sums = np.bincount(touched, weights=np.concatenate(products), minlength=size)
        hits = np.zeros(size, dtype=np.bool_)
        hits[touched] = True
        if allowed is not None:
            hits &= allowed
        candidates = np.flatnonzero(hits)
        measures = (1.0 - sums[candidates]).astype(np.float32)
    if len(candidates) > k:
        keys = order_keys(measures)
        close = keys <= np.partition(keys, k - 1)[k - 1]
        return candidates[close], measures[close]
    return candidates, measures


def _rarity(snapshot: Snapshot, postings: Sequence[Postings], indices: NDArray[np.uint32]) -> NDArray[np.float64]:
    """ln((n - m + 0.5) / (m + 0.5) + 1) for each dimension that m of the n live records have."""
    having = np.zeros(len(indices))
    for part, own in zip(snapshot.parts, postings, strict=True):
        for position, rows, _ in own.of_dimensions(indices):
            having[position] += len(rows) if part.live == part.size else np.count_nonzero(part.alive[rows])
    rarity: NDArray[np.float64] = np.log1p((snapshot.count - having + 0.5) / (having + 0.5))
    return rarity


def _postings(part: Part, key: str) -> Postings:
    if isinstance(part, TailView):
        return part.memo(f"sparse {key}", lambda: Postings.of(_vectors(part, key)))
    name = f"sparse-{hashlib.blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"

    def load() -> Postings:
        sections = part.source.load_cache(name)
        if sections is not None:
            return Postings.restored(sections)
        built = Postings.of(_vectors(part, key))
        part.source.save_cache(name, built.sections)
        mapped = part.source.load_cache(name)
        return built if mapped is None else Postings.restored(mapped)

    return part.source.memo(name, load)


def _vectors(part: Part, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for start in range(0, part.size, _AT_ONCE):
        rows = np.arange(start, min(part.size, start + _AT_ONCE))
        for row, metadata in enumerate(part.metadatas_at(rows), start):
            value = None if metadata is None else metadata.get(key)
            if isinstance(value, dict):
                yield row, value
