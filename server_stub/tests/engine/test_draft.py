"""The state that a writer works on: what takes effect, what has changed, what a snapshot keeps showing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.draft import Draft
from chroma_server.engine.ids import Ids
from chroma_server.engine.model import Collection, Floats
from chroma_server.engine.parts import Snapshot

ROW = CollectionRow(1, Collection("id", "name", "tenant", "database", None, {}, {}, 1), "l2", 0, 0, 0, 0, 0, 0)


def vectors(count: int, value: float = 0) -> Floats:
    return np.full((count, 1), value, dtype=np.float32)


def contents(snapshot: Snapshot) -> dict[str, list[Any]]:
    rows = snapshot.live_rows
    columns = (snapshot.ids_at(rows), snapshot.vectors_at(rows)[:, 0].tolist(), snapshot.documents_at(rows))
    return {record_id: list(rest) for record_id, *rest in zip(*columns, strict=True)}


def test_a_snapshot_keeps_showing_what_it_showed() -> None:
    draft = Draft(None)
    draft.apply(Batch("add", ["a", "b", "c"], vectors(3, 1), documents=["A", None, "C"]), 1, 3)
    first = draft.snapshot(ROW)
    draft.apply(Batch("upsert", ["d", "b", "a", "b"], vectors(4, 2), documents=["D", "B", None, None]), 4, 7)
    second = draft.snapshot(ROW)
    draft.apply(Batch("delete", ["a", "d"]), 8, 9)
    draft.apply(Batch("add", ["a"], vectors(1, 3)), 10, 10)
    third = draft.snapshot(ROW)
    assert contents(first) == {"a": [1, "A"], "b": [1, None], "c": [1, "C"]}
    assert contents(second) == {"a": [2, "A"], "b": [2, "B"], "c": [1, "C"], "d": [2, "D"]}
    assert contents(third) == {"b": [2, "B"], "c": [1, "C"], "a": [3, None]}
    assert list(contents(second)) == ["a", "b", "c", "d"]
    assert list(contents(third)) == ["b", "c", "a"]
    for snapshot in (first, second, third):
        there = contents(snapshot)
        found = snapshot.in_order(snapshot.rows_of(Ids(["d", "a", "never", "b"])))
        assert snapshot.ids_at(found) == [record_id for record_id in there if record_id in ("a", "b", "d")]
        assert len(snapshot) == len(there)


@pytest.mark.parametrize("sealed", [False, True])
def test_what_is_undone_never_was(sealed: bool) -> None:
    draft = Draft(None)
    draft.apply(Batch("add", ["a", "b"], vectors(2, 1), metadatas=[{"k": 1}, {"k": 2}]), 1, 2)
    if sealed:
        draft.seal_tail()
    before = draft.snapshot(ROW)
    shown = contents(before)
    for _ in range(2):
        mark = draft.mark()
        draft.apply(Batch("upsert", ["a", "x"], vectors(2, 9), metadatas=[{"k": 9}, {"k": 9}]), 3, 4)
        draft.apply(Batch("delete", ["b", "x"]), 5, 6)
        draft.undo(mark)
        assert contents(draft.snapshot(ROW)) == shown
        assert contents(before) == shown
        assert draft.existing(["a", "b", "x"]) == {"a": True, "b": True, "x": False}
    draft.apply(Batch("update", ["b"], documents=["B"]), 3, 3)
    assert contents(draft.snapshot(ROW)) == {"a": [1, None], "b": [1, "B"]}


def test_a_dimension_that_is_undone_is_free_again() -> None:
    draft = Draft(None)
    mark = draft.mark()
    draft.apply(Batch("add", ["a"], np.zeros((1, 3), dtype=np.float32)), 1, 1)
    draft.undo(mark)
    draft.apply(Batch("add", ["a"], vectors(1, 5)), 1, 1)
    assert contents(draft.snapshot(ROW)) == {"a": [5, None]}


def test_a_change_is_known_by_its_position() -> None:
    draft = Draft(None)
    ids = [str(i) for i in range(4000)]
    draft.apply(Batch("add", ids, vectors(4000)), 1, 4000)
    draft.apply(Batch("update", ["3999"], documents=["x"]), 4001, 4001)
    draft.apply(Batch("delete", ids[:3000]), 4002, 7001)
    assert [draft.changed_since(record_id, 4000) for record_id in ("3998", "3999", "0", "never")] == [
        False,
        True,
        True,
        False,
    ]
    assert not draft.changed_since("0", 7001)


def test_of_removals_beyond_memory_nothing_is_told() -> None:
    draft = Draft(None)
    ids = [str(i) for i in range(20_000)]
    draft.apply(Batch("add", ids, vectors(20_000)), 1, 1)
    draft.apply(Batch("delete", ids[:10_000]), 2, 2)
    draft.apply(Batch("delete", ids[10_000:]), 3, 3)
    assert draft.changed_since("0", 1) is None
    assert draft.changed_since("0", 2) is False
    assert draft.changed_since("never", 1) is None
    assert draft.changed_since("19999", 2) is True


def test_what_takes_effect() -> None:
    draft = Draft(None)
    draft.apply(Batch("add", ["a"], vectors(1)), 1, 1)
    assert draft.effective(Batch("add", ["a", "b", "b", "c"])).ids == ["b", "c"]
    assert draft.effective(Batch("update", ["a", "b", "a"])).ids == ["a", "a"]
    assert draft.effective(Batch("delete", ["a", "b", "a"])).ids == ["a"]
    assert draft.effective(Batch("upsert", ["a", "b", "a"])).ids == ["a", "b", "a"]
