"""Vectors of the three kinds that indexes are measured with, and collections of them as snapshots."""

from __future__ import annotations

import numpy as np
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.model import Collection, Floats
from chroma_server.engine.parts import Mask, Part, Snapshot
from chroma_server.engine.tail import NewRows, Tail, TailView

KINDS = ("clustered", "hard", "manifold")


def vectors_of(kind: str, rows: int, dimension: int, seed: int = 0) -> Floats:
    """Clusters, no structure in up to 160 dimensions, or a curved surface of 12; float32, of length 1."""
    random = np.random.default_rng(seed)
    if kind == "clustered":
        centers = np.random.default_rng(7).normal(size=(max(10, rows // 100), dimension))
        found = centers[random.integers(0, len(centers), rows)] + 0.5 * random.normal(size=(rows, dimension))
    elif kind == "hard":
        inner = min(dimension, 160)
        basis = np.linalg.qr(np.random.default_rng(7).normal(size=(dimension, inner)))[0]
        found = random.normal(size=(rows, inner)) @ basis.T + 0.05 * random.normal(size=(rows, dimension))
    else:
        maps = np.random.default_rng(7)
        bend, spread = maps.normal(size=(12, 128)), maps.normal(size=(128, dimension)) / 11
        found = np.tanh(random.normal(size=(rows, 12)) @ bend * 0.5) @ spread
        found += 0.05 * random.normal(size=(rows, dimension))
    made: Floats = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return made


def norms_of(vectors: Floats) -> Floats:
    with np.errstate(over="ignore"):
        norms: Floats = np.einsum("ij,ij->i", vectors, vectors)
    return norms


def by_definition(vectors: Floats, query: Floats, space: str) -> Floats:
    """The distances of all vectors to the query, as the spaces define them."""
    wide, target = vectors.astype(np.float64), query.astype(np.float64)
    if space == "l2":
        squares: Floats = ((wide - target) ** 2).sum(axis=1).astype(np.float32)
        return squares
    dots = wide @ target
    if space == "cosine":
        lengths = np.sqrt(np.einsum("ij,ij->i", wide, wide)) * np.linalg.norm(target)
        dots = np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)
    return (1 - dots).astype(np.float32)


def recall(vectors: Floats, queries: Floats, found: list[np.ndarray], space: str, k: int, among: Mask | None) -> float:
    """The share of the k nearest that was found; rows as near as the k-th count."""
    hits = 0
    for query, rows in zip(queries, found, strict=True):
        distances = by_definition(vectors, query, space)
        allowed = distances if among is None else distances[among]
        limit = np.partition(allowed, k - 1)[k - 1]
        hits += min(k, int(np.count_nonzero(distances[rows] <= limit + 1e-6)))
    return hits / (k * len(queries))


def part_of(vectors: Floats, order: np.ndarray | None = None, alive: Mask | None = None) -> TailView:
    """A part with these vectors, all alive if nothing else is said."""
    count = len(vectors)
    tail = Tail(vectors.shape[1])
    given = np.arange(count) if order is None else order
    nothing = [None] * count
    tail.append(NewRows([str(i) for i in range(count)], given, vectors, nothing, nothing, nothing), 1)
    mask = np.ones(count, dtype=np.bool_) if alive is None else alive
    return TailView(tail, mask, int(mask.sum()))


def snapshot_of(parts: list[Part], space: str, configuration: dict[str, object] | None = None) -> Snapshot:
    dimension = parts[0].vectors.shape[1] if parts else None
    described = Collection("id", "name", "tenant", "database", None, configuration or {}, {}, dimension, 0, 0)
    return Snapshot(CollectionRow(1, described, space, 1, 0, 0, 0, 0, 0), parts)
