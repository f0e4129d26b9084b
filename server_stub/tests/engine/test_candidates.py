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


def _candidates(rows: np.ndarray, edges: object) -> Candidates:
    """These rows, estimated without an error where the edge is finite."""
    at = np.broadcast_to(np.asarray(edges, dtype=np.float32), len(rows))
    return Candidates(rows, at, np.full(rows.shape, np.nan, dtype=np.float32))


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
    """Also with many ties (by cosine parallel vectors differ in the last digit), and out of the range of float32."""
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
    candidates = _candidates(given_rows, np.inf)
    with np.errstate(all="ignore"):
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
    part = part_of(vectors)
    together = nearest_among(load_faiss(), part, space, queries, _candidates(rows, np.inf), 10)
    for i in range(40):
        one = slice(i, i + 1)
        alone = nearest_among(load_faiss(), part, space, queries[one], _candidates(rows[one], np.inf), 10)
        assert alone.rows[0].tolist() == together.rows[i].tolist()
        assert alone.distances[0].tolist() == together.distances[i].tolist()
    assert together.sure.all()


def test_what_the_edge_does_not_cover_is_not_sure() -> None:
    vectors = np.arange(100, dtype=np.float32)[:, np.newaxis]
    queries = np.zeros((3, 1), dtype=np.float32)
    # The fifth is at distance 16.
    candidates = _candidates(np.tile(np.arange(50), (3, 1)), np.array([15, 17, np.nan]))
    found = nearest_among(load_faiss(), part_of(vectors), "l2", queries, candidates, 5)
    assert found.sure.tolist() == [False, True, False]
    assert found.rows[1].tolist() == [0, 1, 2, 3, 4]


def test_the_more_the_estimates_are_off_the_less_is_sure() -> None:
    vectors = np.arange(100, dtype=np.float32)[:, np.newaxis]
    rows = np.tile(np.arange(50), (2, 1))
    exactly = vectors[rows, 0] ** 2
    off = np.stack([exactly[0], exactly[1] + np.where(rows[1] % 2, 20, -20)]).astype(np.float32)
    candidates = _candidates(rows, 40)._replace(guesses=off)
    found = nearest_among(load_faiss(), part_of(vectors), "l2", np.zeros((2, 1), dtype=np.float32), candidates, 5)
    assert found.sure.tolist() == [True, False]


def test_where_most_candidates_are_equally_near_others_may_be_too() -> None:
    vectors = np.ones((200, 4), dtype=np.float32)
    candidates = _candidates(np.arange(100)[np.newaxis], 10)
    found = nearest_among(load_faiss(), part_of(vectors), "l2", np.ones((1, 4), np.float32), candidates, 5)
    assert not found.sure[0]


def test_without_candidates_nothing_is_found() -> None:
    nothing = Candidates.all_of(np.empty(0, dtype=np.intp), 2)
    vectors = np.ones((3, 4), dtype=np.float32)
    found = nearest_among(load_faiss(), part_of(vectors), "l2", vectors[:2], nothing, 5)
    assert found.rows.shape == (2, 0)
    assert found.sure.all()
