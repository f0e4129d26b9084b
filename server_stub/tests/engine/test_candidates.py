"""The nearest among candidates, against the definition of the distances."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine.candidates import nearest_among
from chroma_server.engine.index import Candidates, load_faiss
from chroma_server.engine.model import Floats
from hypothesis import given, settings
from hypothesis import strategies as st

from .index.kinds import by_definition, part_of

pytest.importorskip("faiss")

_SPACES = ("l2", "cosine", "ip")


def _expected(vectors: Floats, order: np.ndarray, query: Floats, space: str, rows: np.ndarray, k: int) -> list[int]:
    distances = by_definition(vectors, query, space)[rows]
    best: list[int] = rows[np.lexsort((order[rows], distances))][:k].tolist()
    return best


@given(
    seed=st.integers(0, 2**32 - 1),
    rows=st.integers(1, 300),
    dimension=st.sampled_from([1, 3, 64]),
    space=st.sampled_from(_SPACES),
    k=st.integers(1, 40),
    integral=st.booleans(),
    odd=st.booleans(),
    missing=st.sampled_from([0.0, 0.3]),
)
@settings(max_examples=200, deadline=None)
def test_all_rows_as_candidates_give_the_exact_answer(
    seed: int, rows: int, dimension: int, space: str, k: int, integral: bool, odd: bool, missing: float
) -> None:
    """Also with many ties, and with vectors whose distances leave the range of float32."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(rows, dimension)).astype(np.float32)
    if integral:
        vectors = random.integers(-1, 2, size=(rows, dimension)).astype(np.float32)
    if odd:
        vectors[random.random(rows) < 0.1] *= np.float32(1e25)
        vectors[random.random(rows) < 0.1] *= np.float32(1e-30)
    order = random.permutation(rows)
    queries = np.concatenate([vectors[:1] * (1 if not odd else 0) + 1, random.normal(size=(2, dimension))])
    queries = np.ascontiguousarray(queries, dtype=np.float32)
    given_rows = np.tile(random.permutation(rows), (len(queries), 1))
    given_rows[random.random(given_rows.shape) < missing] = -1
    candidates = Candidates(given_rows, np.full(len(queries), np.inf, dtype=np.float32))
    with np.errstate(over="ignore"):
        found = nearest_among(load_faiss(), part_of(vectors, order), space, queries, candidates, k)
        for i, query in enumerate(queries):
            there = given_rows[i][given_rows[i] >= 0]
            expected = _expected(vectors, order, query, space, there, k)
            got = found.rows[i][found.rows[i] >= 0]
            measured = by_definition(vectors, query, space)
            if integral and not odd:
                assert got.tolist() == expected
            np.testing.assert_allclose(measured[got], measured[expected], rtol=1e-5, atol=1e-6)
            np.testing.assert_allclose(found.distances[i][: len(got)], measured[got], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("space", _SPACES)
def test_many_queries_get_what_each_gets_alone(space: str) -> None:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(5000, 384)).astype(np.float32)
    queries = random.normal(size=(40, 384)).astype(np.float32)
    rows = np.stack([random.choice(5000, 400, replace=False) for _ in queries])
    part, edges = part_of(vectors), np.full(40, np.inf, dtype=np.float32)
    together = nearest_among(load_faiss(), part, space, queries, Candidates(rows, edges), 10)
    for i in range(40):
        one = slice(i, i + 1)
        alone = nearest_among(load_faiss(), part, space, queries[one], Candidates(rows[one], edges[one]), 10)
        assert alone.rows[0].tolist() == together.rows[i].tolist()
        assert alone.distances[0].tolist() == together.distances[i].tolist()
    assert together.sure.all()


def test_what_the_edge_does_not_cover_is_not_sure() -> None:
    vectors = np.arange(100, dtype=np.float32)[:, np.newaxis]
    queries = np.zeros((3, 1), dtype=np.float32)
    rows = np.tile(np.arange(50), (3, 1))
    # The fifth is at distance 16.
    edges = np.array([15, 17, np.nan], dtype=np.float32)
    found = nearest_among(load_faiss(), part_of(vectors), "l2", queries, Candidates(rows, edges), 5)
    assert found.sure.tolist() == [False, True, False]
    assert found.rows[1].tolist() == [0, 1, 2, 3, 4]


def test_where_most_candidates_are_equally_near_others_may_be_too() -> None:
    vectors = np.ones((200, 4), dtype=np.float32)
    candidates = Candidates(np.arange(100)[np.newaxis], np.array([10], dtype=np.float32))
    found = nearest_among(load_faiss(), part_of(vectors), "l2", np.ones((1, 4), np.float32), candidates, 5)
    assert not found.sure[0]


def test_without_candidates_nothing_is_found() -> None:
    nothing = Candidates(np.empty((2, 0), dtype=np.intp), np.full(2, np.inf, dtype=np.float32))
    vectors = np.ones((3, 4), dtype=np.float32)
    found = nearest_among(load_faiss(), part_of(vectors), "l2", vectors[:2], nothing, 5)
    assert found.rows.shape == (2, 0)
    assert found.sure.all()
