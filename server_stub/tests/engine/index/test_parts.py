"""The search of a snapshot whose parts have indexes."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine import search
from chroma_server.engine.index import IndexSlot, VectorIndex, builder, vector_index, wait_for_builds
from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Part, Snapshot
from chroma_server.engine.search import effort_of, nearest
from chroma_server.engine.tail import NewRows, Tail, TailView

from .kinds import KINDS, by_definition, norms_of, part_of, recall, snapshot_of, vectors_of

pytest.importorskip("faiss")

_ROWS, _DIMENSION = 4000, 64


@pytest.fixture(autouse=True)
def small_parts_are_worth_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "_CELLS_WORTH_CODES", 1)
    monkeypatch.setattr(vector_index, "_ROWS_WORTH_CODES", 1000)


def _slot(part: Part) -> IndexSlot:
    return part.source.memo("vector-index", IndexSlot)


def _indexed(snapshot: Snapshot, queries: Floats) -> Snapshot:
    nearest(snapshot, queries[:1], 10)
    assert wait_for_builds(60)
    return snapshot


def _data(kind: str = "clustered", rows: int = _ROWS) -> tuple[Floats, Floats]:
    vectors = vectors_of(kind, rows + 20, _DIMENSION)
    return vectors[:rows], vectors[rows:]


@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
def test_parts_together_answer_as_one(space: str) -> None:
    vectors, queries = _data()
    pieces = np.split(np.arange(_ROWS), [2500, 2600])
    parts = [part_of(vectors[rows], rows) for rows in pieces]
    snapshot = _indexed(snapshot_of(list(parts), space), queries)
    assert [_slot(part).index is not None for part in parts] == [True, False, True]
    hits = nearest(snapshot, queries, 10)
    assert recall(vectors, queries, [rows for rows, _ in hits], space, 10, None) >= 0.99
    for query, (rows, distances) in zip(queries, hits, strict=True):
        np.testing.assert_allclose(distances, by_definition(vectors, query, space)[rows], rtol=1e-5, atol=1e-6)
        assert distances.tolist() == sorted(distances.tolist())


def test_the_first_search_does_not_wait_and_is_exact() -> None:
    vectors, queries = _data("hard")
    part = part_of(vectors)
    ((rows, _),) = nearest(snapshot_of([part], "l2"), queries[:1], 10)
    assert rows.tolist() == np.argsort(by_definition(vectors, queries[0], "l2"), kind="stable")[:10].tolist()


def test_equal_vectors_keep_the_order_of_insertion() -> None:
    """All of them have one code, so candidates alone would be any of them."""
    vectors, _ = _data()
    vectors[:3000] = vectors[0]
    order = np.random.default_rng(0).permutation(_ROWS)
    snapshot = _indexed(snapshot_of([part_of(vectors, order)], "l2"), vectors[3500:3501])
    ((rows, distances),) = nearest(snapshot, vectors[:1], 10)
    assert distances.tolist() == [0] * 10
    assert rows.tolist() == np.argsort(order[:3000])[:10].tolist()


@pytest.mark.parametrize("share", [0.9, 0.3, 0.05, 0.001])
def test_only_chosen_rows_are_answered(share: float) -> None:
    vectors, queries = _data()
    snapshot = _indexed(snapshot_of([part_of(vectors)], "cosine"), queries)
    mask = np.random.default_rng(0).random(_ROWS) < share
    mask[:12] = True
    hits = nearest(snapshot, queries, 10, [np.flatnonzero(mask)])
    assert all(mask[rows].all() for rows, _ in hits)
    assert recall(vectors, queries, [rows for rows, _ in hits], "cosine", 10, mask) >= 0.99


@pytest.mark.parametrize("count", [1, 5, 40, 400])
@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
def test_few_chosen_rows_are_answered_exactly_with_ties_in_order(space: str, count: int) -> None:
    vectors, queries = _data()
    random = np.random.default_rng(count)
    order = random.permutation(_ROWS)
    vectors[::3] = vectors[0]
    snapshot = _indexed(snapshot_of([part_of(vectors, order)], space), queries)
    rows = np.sort(random.choice(_ROWS, count, replace=False))
    for query in (*queries[:5], vectors[0], np.zeros(_DIMENSION, np.float32)):
        ((found, distances),) = nearest(snapshot, query[np.newaxis], 10, [rows])
        exact = by_definition(vectors[rows], query, space)
        if space == "cosine" and not query.any():
            exact = np.ones(count, np.float32)
        assert found.tolist() == rows[np.lexsort((order[rows], exact))][:10].tolist()
        np.testing.assert_allclose(distances, np.sort(exact)[:10], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("share", [0.99, 0.5])
def test_dead_rows_are_not_answered(share: float) -> None:
    vectors, queries = _data()
    alive = np.random.default_rng(0).random(_ROWS) < share
    snapshot = _indexed(snapshot_of([part_of(vectors, alive=alive)], "l2"), queries)
    hits = nearest(snapshot, queries, 10)
    assert all(alive[rows].all() for rows, _ in hits)
    assert recall(vectors, queries, [rows for rows, _ in hits], "l2", 10, alive) >= 0.99


def test_a_filter_that_leaves_nothing_near_the_query_finds_what_there_is() -> None:
    vectors, _ = _data()
    snapshot = _indexed(snapshot_of([part_of(vectors)], "l2"), vectors)
    for query in vectors[:20]:
        distances = by_definition(vectors, query, "l2")
        rows = np.flatnonzero(distances > np.sort(distances)[400])
        ((found, _),) = nearest(snapshot, query[np.newaxis], 10, [rows])
        assert recall(vectors, query[np.newaxis], [found], "l2", 10, np.isin(np.arange(_ROWS), rows)) >= 0.9


def test_rows_that_came_after_the_index_are_found() -> None:
    vectors, _ = _data()
    tail = Tail(_DIMENSION)

    def grow(start: int, end: int) -> Snapshot:
        nothing = [None] * (end - start)
        ids = [str(i) for i in range(start, end)]
        tail.append(NewRows(ids, np.arange(start, end), vectors[start:end], nothing, nothing, nothing), end)
        return snapshot_of([TailView(tail, np.ones(end, dtype=np.bool_), end)], "l2")

    first = _indexed(grow(0, 2000), vectors)
    later = grow(2000, 2100)
    slot = _slot(later.parts[0])
    assert slot.index is not None
    assert slot.index.rows == 2000
    for row in (5, 1999, 2000, 2099):
        assert nearest(later, vectors[row : row + 1], 3)[0][0][0] == row
    # A snapshot of before does not see them, also when the index has been built anew.
    last = _indexed(grow(2100, 4000), vectors)
    assert nearest(last, vectors[3999:], 1)[0][0].tolist() == [3999]
    assert slot.index.rows == 4000
    assert nearest(first, vectors[3999:], 1)[0][0][0] < 2000


def test_a_batch_gives_what_each_query_gives_alone() -> None:
    vectors, queries = _data()
    snapshot = _indexed(snapshot_of([part_of(vectors)], "cosine"), queries)
    for query, (rows, distances) in zip(queries, nearest(snapshot, queries, 10), strict=True):
        ((alone, measured),) = nearest(snapshot, query[np.newaxis], 10)
        assert rows.tolist() == alone.tolist()
        assert distances.tolist() == measured.tolist()


def test_without_faiss_answers_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, queries = _data()
    for module in (builder, vector_index):
        monkeypatch.setattr(module, "load_faiss", lambda: None)
    snapshot = _indexed(snapshot_of([part_of(vectors)], "l2"), queries)
    assert _slot(snapshot.parts[0]).index is None
    for query, (rows, _) in zip(queries, nearest(snapshot, queries, 10), strict=True):
        assert rows.tolist() == np.argsort(by_definition(vectors, query, "l2"), kind="stable")[:10].tolist()


def test_a_build_that_fails_leaves_the_search_exact(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> VectorIndex:
        raise RuntimeError("no memory for codes")

    vectors, queries = _data()
    monkeypatch.setattr(VectorIndex, "build", fail)
    snapshot = _indexed(snapshot_of([part_of(vectors)], "l2"), queries)
    assert "no memory for codes" in caplog.text
    for query, (rows, _) in zip(queries, nearest(snapshot, queries, 10), strict=True):
        assert rows.tolist() == np.argsort(by_definition(vectors, query, "l2"), kind="stable")[:10].tolist()


def test_an_index_is_dropped_or_built_anew_when_what_is_asked_drifts(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, queries = _data()
    part = part_of(vectors)
    snapshot = _indexed(snapshot_of([part], "l2"), queries)
    slot = _slot(part)
    before = slot.index
    assert before is not None
    monkeypatch.setattr(builder, "_REMEMBER_EVERY", 1)
    monkeypatch.setattr(builder, "_REMEMBERED", 4)
    monkeypatch.setattr(builder, "measured_recall", lambda *_: 0.5)
    for query in queries[:8]:
        nearest(snapshot, query[np.newaxis], 10)
    assert wait_for_builds(60)
    assert slot.index is not None
    assert slot.index is not before
    monkeypatch.setattr(builder, "_MOST_REBUILDS", 0)
    for query in queries[:8]:
        nearest(snapshot, query[np.newaxis], 10)
    assert wait_for_builds(60)
    assert slot.index is None


@pytest.mark.parametrize(
    ("configuration", "effort"),
    [
        ({}, 1),
        ({"hnsw": {"ef_search": 100}, "spann": None}, 1),
        ({"hnsw": {"ef_search": 400}}, 4),
        ({"hnsw": {"ef_search": 10}}, 1),
        ({"hnsw": None, "spann": {"ef_search": 200}}, 1),
        ({"spann": {"ef_search": 300}}, 1.5),
    ],
)
def test_ef_search_raises_the_effort_and_never_lowers_it(configuration: dict[str, object], effort: float) -> None:
    assert effort_of(configuration) == effort


def test_threads_share_a_batch_of_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, queries = _data()
    snapshot = snapshot_of([part_of(vectors)], "l2")
    alone = nearest(snapshot, queries, 10)
    monkeypatch.setattr(search, "processors", lambda: 4)
    monkeypatch.setattr(search, "_CELLS_WORTH_A_THREAD", 1)
    for (rows, distances), (other_rows, other_distances) in zip(alone, nearest(snapshot, queries, 10), strict=True):
        assert rows.tolist() == other_rows.tolist()
        assert distances.tolist() == other_distances.tolist()


@pytest.mark.parametrize("lists", [False, True])
@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
@pytest.mark.parametrize("kind", KINDS)
def test_queries_unlike_the_rows_are_answered_as_well(
    kind: str, space: str, lists: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calibration knows nothing of them: that the estimates cannot tell enough rows apart must be noticed."""
    monkeypatch.setattr(vector_index, "worth_lists", lambda *_: lists)
    vectors, own = _data(kind)
    random = np.random.default_rng(1)
    anywhere = random.normal(size=(20, _DIMENSION)).astype(np.float32)
    asked = {
        "own": own,
        "anywhere": anywhere / np.linalg.norm(anywhere, axis=1, keepdims=True),
        "far": anywhere * 3,
        "opposite": -vectors[:20],
        "between": (vectors[:20] + vectors[20:40]) / 2,
        "short": vectors[:20] / 10,
        "middle": vectors.mean(axis=0) + anywhere / 100,
    } | {other: _data(other)[1] for other in KINDS if other != kind}
    snapshot = _indexed(snapshot_of([part_of(vectors)], space), own)
    found = {
        name: recall(vectors, queries, [rows for rows, _ in nearest(snapshot, queries, 10)], space, 10, None)
        for name, queries in asked.items()
    }
    assert min(found.values()) >= 0.985, found
    assert np.mean(list(found.values())) >= 0.995, found


@pytest.mark.parametrize("spoiled", ["parameters", "flat", "efforts"])
def test_what_is_kept_and_cannot_be_read_is_built_anew(spoiled: str) -> None:
    vectors, _ = _data()
    index = VectorIndex.build(vectors, norms_of(vectors), "l2")
    assert index is not None
    sections = {**index.to_sections(), spoiled: np.frombuffer(b"not what it was", dtype=np.uint8)}
    if spoiled == "efforts":
        del sections["outliers"]
    part = part_of(vectors)
    part.source.seal()
    part.source.load_cache = lambda name: sections  # type: ignore[method-assign]
    _indexed(snapshot_of([part], "l2"), vectors)
    used = _slot(part).index
    assert used is not None
    assert used.rows == _ROWS


def test_nothing_is_built_for_a_part_that_others_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, queries = _data()
    part = part_of(vectors)
    monkeypatch.setattr(Tail, "kept", False)
    _indexed(snapshot_of([part], "l2"), queries)
    assert _slot(part).index is None


def test_every_part_has_codes_before_one_has_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, queries = _data()
    parts = [part_of(vectors), part_of(-vectors)]
    coded: list[int] = []

    def with_lists(index: VectorIndex, *_: object, **__: object) -> VectorIndex:
        coded.append(sum(_slot(part).index is not None for part in parts))
        return index

    monkeypatch.setattr(VectorIndex, "with_lists", with_lists)
    _indexed(snapshot_of(list(parts), "l2"), queries)
    assert coded == [2, 2]


def test_no_lists_are_built_for_an_index_that_was_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, queries = _data()
    first, second = part_of(vectors), part_of(-vectors)
    completed: list[VectorIndex] = []

    def with_lists(index: VectorIndex, *_: object, **__: object) -> VectorIndex:
        completed.append(index)
        monkeypatch.setattr(_slot(second), "_index", None)
        return index

    monkeypatch.setattr(VectorIndex, "with_lists", with_lists)
    _indexed(snapshot_of([first, second], "l2"), queries)
    assert completed == [_slot(first).index]


def test_what_is_kept_is_used_by_the_next_process() -> None:
    vectors, _ = _data()
    index = VectorIndex.build(vectors, norms_of(vectors), "l2")
    assert index is not None
    sections = index.to_sections()
    part = part_of(vectors)
    part.source.seal()
    part.source.load_cache = lambda name: sections if name == builder.CACHE_NAME else None  # type: ignore[method-assign]
    _indexed(snapshot_of([part], "l2"), vectors)
    used = _slot(part).index
    assert used is not None
    assert used.efforts == index.efforts
