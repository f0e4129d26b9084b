"""Exact search against the definition of the distances."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.draft import Draft
from chroma_server.engine.model import Collection, Floats
from chroma_server.engine.parts import Snapshot
from chroma_server.engine.search import nearest
from hypothesis import given, settings
from hypothesis import strategies as st


def snapshot_of(vectors: Floats, space: str) -> Snapshot:
    draft = Draft(None)
    draft.apply(Batch("add", [str(i) for i in range(len(vectors))], vectors), 1, len(vectors))
    described = Collection("id", "name", "tenant", "database", None, {}, {}, int(vectors.shape[1]))
    return draft.snapshot(CollectionRow(1, described, space, len(vectors), 0, 0, 0, 0, 0))


def by_definition(vectors: Floats, query: Floats, space: str) -> Floats:
    wide, target = vectors.astype(np.float64), query.astype(np.float64)
    if space == "l2":
        squares: Floats = ((wide - target) ** 2).sum(axis=1).astype(np.float32)
        return squares
    dots = wide @ target
    if space == "cosine":
        lengths = np.linalg.norm(wide, axis=1) * np.linalg.norm(target)
        dots = np.array([dot / length if length else 0.0 for dot, length in zip(dots, lengths, strict=True)])
    return (1 - dots).astype(np.float32)


@given(
    seed=st.integers(0, 2**32 - 1),
    rows=st.integers(1, 400),
    dimension=st.sampled_from([1, 2, 7, 64]),
    space=st.sampled_from(["l2", "cosine", "ip"]),
    k=st.integers(1, 50),
    offset=st.sampled_from([0.0, 1000.0]),
    integral=st.booleans(),
    subset=st.sampled_from([None, 0.02, 0.5]),
)
@settings(max_examples=150, deadline=None)
def test_nearest_is_exact(
    seed: int, rows: int, dimension: int, space: str, k: int, offset: float, integral: bool, subset: float | None
) -> None:
    """Also far from the origin, where the coarse pass rounds away the differences, and with many ties."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(rows, dimension)).astype(np.float32)
    if integral:
        vectors = random.integers(-2, 3, size=(rows, dimension)).astype(np.float32)
    vectors += np.float32(offset)
    queries = np.concatenate([vectors[:1], random.normal(size=(2, dimension)).astype(np.float32)])
    chosen = None if subset is None else np.flatnonzero(random.random(rows) < subset)
    found = nearest(snapshot_of(vectors, space), queries, k, None if chosen is None else [chosen])
    rows_looked_at = np.arange(rows) if chosen is None else chosen
    for query, (got_rows, got_distances) in zip(queries, found, strict=True):
        expected = by_definition(vectors, query, space)[rows_looked_at]
        order = np.argsort(expected, kind="stable")[:k]
        np.testing.assert_allclose(got_distances, expected[order], rtol=1e-5, atol=1e-6)
        assert got_distances.tolist() == sorted(got_distances.tolist())
        if integral:
            assert space != "l2" or got_rows.tolist() == rows_looked_at[order].tolist()


@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
@pytest.mark.parametrize("seed", range(10))
def test_far_from_the_origin_rounding_does_not_change_the_answer(seed: int, space: str) -> None:
    vectors = np.random.default_rng(seed).normal(1000, 1, size=(400, 64)).astype(np.float32)
    ((rows, distances),) = nearest(snapshot_of(vectors, space), vectors[:1], 5)
    expected = by_definition(vectors, vectors[0], space)
    assert rows.tolist() == np.argsort(expected, kind="stable")[:5].tolist()
    np.testing.assert_allclose(distances, np.sort(expected)[:5], rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
def test_many_queries_give_what_each_gives_alone(space: str) -> None:
    random = np.random.default_rng(1)
    snapshot = snapshot_of(random.normal(size=(500, 16)).astype(np.float32), space)
    queries = random.normal(size=(40, 16)).astype(np.float32)
    together = nearest(snapshot, queries, 5)
    for query, (rows, distances) in zip(queries, together, strict=True):
        alone = nearest(snapshot, query[np.newaxis], 5)[0]
        assert rows.tolist() == alone[0].tolist()
        assert distances.tolist() == alone[1].tolist()


def test_the_largest_floats_do_not_break_the_order() -> None:
    largest = np.finfo(np.float32).max
    vectors = np.array([[largest, 0], [1, 0], [-largest, 0], [0, 0]], dtype=np.float32)
    for space in ("l2", "ip", "cosine"):
        rows, distances = nearest(snapshot_of(vectors, space), np.array([[1, 0]], dtype=np.float32), 2)[0]
        assert len(rows) == 2
        assert not np.isnan(distances).any()
    assert nearest(snapshot_of(vectors, "l2"), np.array([[1, 0]], dtype=np.float32), 2)[0][0].tolist() == [1, 3]
