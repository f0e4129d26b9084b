"""The table of records: gaps close, columns follow, packed or not the records are the same."""

from __future__ import annotations

import numpy as np
from chroma_server.engine.batch import Batch
from chroma_server.engine.table import RecordTable


def test_gaps_are_closed_once_they_outnumber_the_records() -> None:
    table = RecordTable()
    ids = [str(i) for i in range(3000)]
    table.apply(Batch("add", ids, np.arange(3000, dtype=np.float32).reshape(-1, 1)), 1)
    table.apply(Batch("delete", ids[:1400]), 2)
    assert (table.size, len(table)) == (3000, 1600)
    table.apply(Batch("delete", ids[1400:1600]), 3)
    assert (table.size, len(table)) == (1400, 1400)
    assert table.ids == ids[1600:]
    assert table.vectors[:, 0].tolist() == list(range(1600, 3000))
    assert table.norms[-1] == 2999.0**2
    assert table.rows_of(["2999", "0", "1600"]).tolist() == [0, 1399]


def test_a_change_is_known_by_its_position() -> None:
    table = RecordTable()
    ids = [str(i) for i in range(4000)]
    table.apply(Batch("add", ids, np.zeros((4000, 1), dtype=np.float32)), 1)
    table.apply(Batch("update", ["3999"], documents=["x"]), 2)
    table.apply(Batch("delete", ids[:3000]), 3)
    assert table.size == 1000
    assert [table.changed_since(record_id, 1) for record_id in ("3998", "3999", "0", "never")] == [
        False,
        True,
        True,
        False,
    ]
    assert not table.changed_since("0", 3)


def test_removals_beyond_memory_count_as_changes() -> None:
    table = RecordTable()
    ids = [str(i) for i in range(20_000)]
    table.apply(Batch("add", ids, np.zeros((20_000, 1), dtype=np.float32)), 1)
    table.apply(Batch("delete", ids[:10_000]), 2)
    table.apply(Batch("delete", ids[10_000:]), 3)
    assert table.changed_since("0", 1)
    assert not table.changed_since("0", 2)
    assert table.changed_since("never", 1)


def test_what_takes_effect() -> None:
    table = RecordTable()
    table.apply(Batch("add", ["a"], np.zeros((1, 1), dtype=np.float32)), 1)
    assert table.effective(Batch("add", ["a", "b", "b", "c"])).ids == ["b", "c"]
    assert table.effective(Batch("update", ["a", "b", "a"])).ids == ["a", "a"]
    assert table.effective(Batch("delete", ["a", "b", "a"])).ids == ["a"]
    assert table.effective(Batch("upsert", ["a", "b", "a"])).ids == ["a", "b", "a"]


def test_columns_follow_the_rows() -> None:
    table = RecordTable()
    vectors = np.zeros((2, 1), dtype=np.float32)
    table.apply(Batch("add", ["a", "b"], vectors, metadatas=[{"k": 1}, {"k": "x"}]), 1)
    column = table.column("k")
    table.apply(Batch("upsert", ["c", "a"], vectors, metadatas=[{"k": [1, 2]}, {"k": [2]}]), 3)
    assert table.column("k") is column
    assert column.rows_with_member(2).tolist() == [0, 2]
    table.apply(Batch("delete", ["c"]), 4)
    assert column.rows_with_member(2).tolist() == [0]
