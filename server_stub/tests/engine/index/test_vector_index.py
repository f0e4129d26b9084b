"""Candidates against measuring everything, for the three kinds of vectors and all spaces."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import pytest
from chroma_server.engine.index import VectorIndex, backend, lists, vector_index
from chroma_server.engine.index.rows import Cancelled
from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Mask, Rows
from hypothesis import given, settings
from hypothesis import strategies as st

from .kinds import KINDS, norms_of, recall, vectors_of

pytest.importorskip("faiss")

_ROWS, _DIMENSION, _QUERIES = 10_000, 384, 100
_SPACES = ("l2", "cosine", "ip")


@lru_cache(maxsize=16)
def _data(kind: str, space: str) -> tuple[Floats, Floats]:
    vectors = vectors_of(kind, _ROWS + _QUERIES, _DIMENSION)
    if space != "l2":
        lengths = np.random.default_rng(3).lognormal(0, 0.3, size=(len(vectors), 1))
        vectors = (vectors * lengths).astype(np.float32)
    return vectors[:_ROWS], vectors[_ROWS:]


def _rows(
    index: VectorIndex, queries: Floats, k: int, allow: Mask | None = None, effort: float = 1.0
) -> list[Rows | None]:
    """The candidates of each query, ascending; None for those to be searched exactly."""
    found = index.search(queries, k, allow=allow, effort=effort)
    if found is None:
        return [None] * len(queries)
    return [
        None if np.isnan(edge) else np.sort(rows[rows >= 0]) for rows, edge in zip(found.rows, found.edges, strict=True)
    ]


@lru_cache(maxsize=16)
def _built(kind: str, space: str) -> VectorIndex:
    vectors, _ = _data(kind, space)
    index = VectorIndex.build(vectors, norms_of(vectors), space)
    assert index is not None
    return index


@pytest.mark.parametrize("share", [1.0, 0.9, 0.5, 0.1])
@pytest.mark.parametrize("space", _SPACES)
@pytest.mark.parametrize("kind", KINDS)
def test_recall_is_what_calibration_aims_for(kind: str, space: str, share: float) -> None:
    (vectors, queries), index = _data(kind, space), _built(kind, space)
    allow = None if share == 1 else np.random.default_rng(5).random(_ROWS) < share
    for k in (1, 10):
        found = _rows(index, queries, k, allow)
        rows = [np.arange(_ROWS) if one is None else one for one in found]
        assert share < 1 or space == "ip" or all(one is not None for one in found)
        assert recall(vectors, queries, rows, space, k, allow) >= 0.99
        assert allow is None or all(allow[one].all() for one in found if one is not None)


def test_candidates_are_few_ascending_and_each_once() -> None:
    (_, queries), index = _data("manifold", "l2"), _built("manifold", "l2")
    for rows in _rows(index, queries, 10):
        assert rows is not None
        assert (np.diff(rows) > 0).all()
        assert len(rows) < _ROWS // 4


def test_more_effort_gives_more_candidates() -> None:
    (_, queries), index = _data("manifold", "l2"), _built("manifold", "l2")
    (usual,), (more,) = _rows(index, queries[:1], 10), _rows(index, queries[:1], 10, effort=2)
    assert usual is not None
    assert more is not None
    assert len(more) == 2 * len(usual)
    assert set(usual.tolist()) <= set(more.tolist())


def test_a_number_of_results_that_no_effort_is_known_for_is_searched_exactly() -> None:
    assert _built("hard", "l2").search(_data("hard", "l2")[1], 5000) is None


def test_what_is_forbidden_close_to_the_query_takes_no_places_of_others() -> None:
    (vectors, _), index = _data("clustered", "l2"), _built("clustered", "l2")
    query = vectors[:1]
    allow = np.ones(_ROWS, dtype=np.bool_)
    allow[np.argsort(((vectors - query) ** 2).sum(axis=1))[:100]] = False
    (usual,), (found,) = _rows(index, query, 10), _rows(index, query, 10, allow)
    assert usual is not None
    assert found is not None
    assert allow[found].all()
    assert len(found) >= len(usual) * 0.7


def test_the_guesses_are_those_of_the_rows_and_end_at_the_edge() -> None:
    (vectors, queries), index = _data("clustered", "l2"), _built("clustered", "l2")
    found = index.search(queries, 10)
    assert found is not None
    assert found.guesses.max(axis=1).tolist() == found.edges.tolist()
    true = ((vectors[found.rows] - queries[:, np.newaxis]) ** 2).sum(axis=2)
    assert np.abs(found.guesses - true).mean() < 0.1 * true.mean()


@pytest.mark.parametrize("space", _SPACES)
def test_a_query_out_of_range_is_searched_exactly(space: str) -> None:
    index = _built("manifold", space)
    queries = np.stack([np.full(_DIMENSION, 1e30), np.ones(_DIMENSION)]).astype(np.float32)
    first, second = _rows(index, queries, 10)
    assert first is None
    assert second is not None


@pytest.mark.parametrize("space", ["cosine", "ip"])
def test_a_query_without_a_direction_is_searched_exactly(space: str) -> None:
    assert _rows(_built("manifold", space), np.zeros((1, _DIMENSION), dtype=np.float32), 10) == [None]


@pytest.mark.parametrize("space", _SPACES)
def test_vectors_that_cannot_be_coded_are_always_candidates(space: str) -> None:
    vectors, queries = _data("clustered", space)
    vectors = vectors.copy()
    vectors[[5, 70]] = 0
    vectors[[6, 71]] = 1e25
    index = VectorIndex.build(vectors, norms_of(vectors), space)
    assert index is not None
    odd = {6, 71} if space == "l2" else {5, 6, 70, 71}
    assert set(index.outliers.tolist()) == odd
    for rows in _rows(index, queries, 10):
        assert rows is not None
        assert odd <= set(rows.tolist())
    found = [rows for rows in _rows(index, queries, 10) if rows is not None]
    assert recall(vectors, queries, found, space, 10, None) >= 0.99


def test_too_many_of_them_and_there_is_no_index() -> None:
    vectors = _data("hard", "cosine")[0].copy()
    vectors[::4] = 0
    assert VectorIndex.build(vectors, norms_of(vectors), "cosine") is None


def test_few_or_short_vectors_have_no_index() -> None:
    for shape in ((500, 256), (100_000, 8)):
        vectors = np.random.default_rng(0).normal(size=shape).astype(np.float32)
        assert VectorIndex.build(vectors, norms_of(vectors), "l2") is None


def test_without_faiss_there_is_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, _ = _data("hard", "l2")
    sections = _built("hard", "l2").to_sections()
    monkeypatch.setattr(vector_index, "load_faiss", lambda: None)
    assert VectorIndex.build(vectors, norms_of(vectors), "l2") is None
    assert VectorIndex.from_sections(sections, space="l2", rows=_ROWS, dimension=_DIMENSION) is None


def test_a_build_can_be_given_up() -> None:
    vectors, _ = _data("hard", "l2")
    with pytest.raises(Cancelled):
        VectorIndex.build(vectors, norms_of(vectors), "l2", go_on=lambda: False)


@pytest.mark.parametrize("space", _SPACES)
def test_what_was_kept_answers_the_same(space: str) -> None:
    (_, queries), index = _data("manifold", space), _built("manifold", space)
    sections = {name: array.copy() for name, array in index.to_sections().items()}
    kept = VectorIndex.from_sections(sections, space=space, rows=_ROWS, dimension=_DIMENSION)
    assert kept is not None
    assert kept.efforts == index.efforts
    for one, other in zip(_rows(index, queries, 10), _rows(kept, queries, 10), strict=True):
        assert one is not None
        assert other is not None
        assert one.tolist() == other.tolist()


@pytest.mark.parametrize("wrong", [{"space": "ip"}, {"rows": 9999}, {"dimension": 128}])
def test_what_was_kept_for_other_vectors_is_not_used(wrong: dict[str, object]) -> None:
    sections = _built("hard", "l2").to_sections()
    expected: dict[str, object] = {"space": "l2", "rows": _ROWS, "dimension": _DIMENSION}
    assert VectorIndex.from_sections(sections, **(expected | wrong)) is None  # type: ignore[arg-type]


def test_threads_find_the_same() -> None:
    (_, queries), index = _data("manifold", "cosine"), _built("manifold", "cosine")
    alone = [_rows(index, query[np.newaxis], 10)[0] for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda i: _rows(index, queries[i % _QUERIES][np.newaxis], 10)[0], range(400)))
    for i, rows in enumerate(together):
        expected = alone[i % _QUERIES]
        assert rows is not None
        assert expected is not None
        assert rows.tolist() == expected.tolist()


def test_the_threads_of_faiss_are_left_as_they_were() -> None:
    faiss = backend.load_faiss()
    assert faiss is not None
    before = faiss.omp_get_max_threads()
    _built("hard", "l2").search(_data("hard", "l2")[1], 10)
    assert faiss.omp_get_max_threads() == before


# --- lists ------------------------------------------------------------------------------------------------------------


def _always_now() -> float:
    return 0.0


@lru_cache(maxsize=4)
def _with_lists(kind: str, space: str) -> VectorIndex:
    vectors, _ = _data(kind, space)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vector_index, "worth_lists", lambda *_: True)
        return _built(kind, space).with_lists(vectors, norms_of(vectors), clock=_always_now)


@pytest.mark.parametrize("share", [1.0, 0.9, 0.1])
@pytest.mark.parametrize("space", ["l2", "cosine"])
def test_lists_keep_the_recall(space: str, share: float) -> None:
    (vectors, queries), index = _data("clustered", space), _with_lists("clustered", space)
    assert index.lists is not None
    allow = None if share == 1 else np.random.default_rng(5).random(_ROWS) < share
    rows = [np.arange(_ROWS) if one is None else one for one in _rows(index, queries, 10, allow)]
    assert recall(vectors, queries, rows, space, 10, allow) >= 0.99


def test_lists_that_would_lose_recall_are_not_adopted() -> None:
    assert _with_lists("hard", "l2").lists is None


def test_lists_that_are_not_faster_are_not_adopted(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, _ = _data("clustered", "l2")
    monkeypatch.setattr(vector_index, "worth_lists", lambda *_: True)
    index = _built("clustered", "l2")
    assert index.with_lists(vectors, norms_of(vectors), clock=lambda: 0.0).lists is not None
    monkeypatch.setattr(lists, "_seconds", lambda codes, *_: codes.lists)
    assert index.with_lists(vectors, norms_of(vectors)).lists is None


def test_lists_are_kept_too() -> None:
    (_, queries), index = _data("clustered", "l2"), _with_lists("clustered", "l2")
    kept = VectorIndex.from_sections(index.to_sections(), space="l2", rows=_ROWS, dimension=_DIMENSION)
    assert kept is not None
    assert kept.lists is not None
    assert index.lists is not None
    assert kept.lists.description() == index.lists.description()
    assert kept.nbytes == index.nbytes
    for one, other in zip(_rows(index, queries, 10), _rows(kept, queries, 10), strict=True):
        assert one is not None
        assert other is not None
        assert one.tolist() == other.tolist()


# --- any shape --------------------------------------------------------------------------------------------------------


@given(
    seed=st.integers(0, 2**32 - 1),
    rows=st.integers(400, 1200),
    dimension=st.integers(16, 130),
    space=st.sampled_from(_SPACES),
    kind=st.sampled_from(KINDS),
    share=st.sampled_from([1.0, 0.95, 0.6]),
    duplicates=st.booleans(),
)
@settings(max_examples=12, deadline=None)
def test_any_shape(seed: int, rows: int, dimension: int, space: str, kind: str, share: float, duplicates: bool) -> None:
    vectors = vectors_of(kind, rows, dimension, seed)
    if duplicates:
        vectors[rows // 2 :] = vectors[: rows - rows // 2]
    random = np.random.default_rng(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vector_index, "_CELLS_WORTH_CODES", 1)
        patch.setattr(vector_index, "_ROWS_WORTH_CODES", 1)
        index = VectorIndex.build(vectors, norms_of(vectors), space)
    assert index is not None
    assert index.rows == rows
    allow = None if share == 1 else random.random(rows) < share
    queries = random.normal(size=(3, dimension)).astype(np.float32)
    for found in _rows(index, queries, 10, allow):
        if found is not None:
            assert len(found) >= 10
            assert (np.diff(found) > 0).all()
            assert 0 <= found[0] <= found[-1] < rows
            assert allow is None or allow[found].all()
