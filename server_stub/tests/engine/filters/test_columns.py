"""Columns: what a condition finds in them, however they came to be, is what the metadata says row by row."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from chroma_server.engine.columnar import Column, GrowingColumns, SavedColumns, growing, save_columns
from chroma_server.engine.columnar.column import SortedDictionary
from chroma_server.engine.columnar.conditions import Asked, Condition
from chroma_server.engine.rules.sparse import check_sparse_vector
from chroma_server.engine.rules.where import Comparison, ListContains, Membership
from hypothesis import given, settings
from hypothesis import strategies as st

BIG = 2**62
integers = (
    st.integers(-1, 3) | st.integers(-1, 3) | st.sampled_from([-(2**63), 2**63 - 1, BIG, BIG + 1, 2**53, 2**53 + 1])
)
floats = st.sampled_from([-0.5, 1.0, 1.5, 2.5]) | st.sampled_from(
    [-0.5, 0.0, -0.0, 1.0, 2.5, 1e300, float(2**53), math.inf, -math.inf, math.nan]
)
strings = st.sampled_from(["", "a", "b", "é", "👍", "aa"])
scalars: st.SearchStrategy[Any] = st.one_of(integers, floats, st.booleans(), strings)
lists: st.SearchStrategy[Any] = st.one_of(
    *(st.lists(kind, min_size=1, max_size=4) for kind in (integers, floats, st.booleans(), strings))
)
sparse = st.just(check_sparse_vector({"indices": [1], "values": [1.0]}))
columns = st.one_of(
    st.lists(st.none() | scalars | lists | sparse, max_size=40),
    st.lists(integers, max_size=40),
    st.lists(strings, max_size=40),
    st.lists(floats, max_size=40),
    st.lists(st.none() | lists, max_size=40),
)
conditions: st.SearchStrategy[Any] = st.one_of(
    st.builds(Comparison, st.just("k"), st.sampled_from(["$eq", "$ne"]), scalars),
    st.builds(Comparison, st.just("k"), st.sampled_from(["$gt", "$gte", "$lt", "$lte"]), integers | floats),
    st.builds(
        lambda op, values: Membership("k", op, tuple(values)),
        st.sampled_from(["$in", "$nin"]),
        st.one_of(*(st.lists(kind, min_size=1, max_size=5) for kind in (integers, floats, st.booleans(), strings))),
    ),
    st.builds(ListContains, st.just("k"), st.sampled_from(["$contains", "$not_contains"]), scalars),
)


def matches(value: Any, condition: Condition) -> bool:
    """The condition as if it were not negated."""
    if isinstance(condition, ListContains):
        return isinstance(value, list) and any(same(member, condition.value, strict=True) for member in value)
    if isinstance(condition, Membership):
        return any(same(value, wanted) for wanted in condition.values)
    operand: Any = condition.value
    if condition.op in ("$eq", "$ne"):
        return same(value, operand)
    if type(value) not in (int, float):
        return False
    if isinstance(value, float):
        # A column of floats is compared with the operand as a float.
        operand = float(operand)
    orderings: dict[str, bool] = {
        "$gt": value > operand,
        "$gte": value >= operand,
        "$lt": value < operand,
        "$lte": value <= operand,
    }
    return orderings[condition.op]


def same(value: Any, wanted: Any, strict: bool = False) -> bool:
    if type(value) in (int, float) and type(wanted) in (int, float) and not strict:
        return bool(value == (float(wanted) if isinstance(value, float) else wanted))
    return type(value) is type(wanted) and bool(value == wanted)


def metadata(values: list[Any]) -> list[dict[str, Any] | None]:
    return [None if value is None else {"k": value, "other": 1} for value in values]


def grown(values: list[Any], cuts: list[int]) -> GrowingColumns:
    rows, made, start = metadata(values), GrowingColumns(), 0
    for end in [*sorted(cuts), len(rows)]:
        made.follow(rows[start:end])
        start = max(start, end)
    return made


def check(column: Column | None, values: list[Any], condition: Condition) -> None:
    assert column is not None
    expected = [value is not None and matches(value, condition) for value in values]
    asked = Asked(column, condition)
    assert asked.rows().tolist() == [row for row, matched in enumerate(expected) if matched]
    assert asked.mask().tolist() == expected
    assert asked.at_most >= sum(expected)
    some = np.arange(0, len(values), 3)
    assert asked.test(some).tolist() == expected[::3]


@given(values=columns, asked=st.lists(conditions, min_size=5, max_size=25), data=st.data())
@settings(max_examples=300)
def test_a_condition(values: list[Any], asked: list[Condition], data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(values)), max_size=2))
    made = grown(values, cuts)
    saved = SavedColumns(save_columns(made))
    fewer = data.draw(st.integers(0, len(values)))
    # Among many other values: then a condition that few of them meet is looked up in the index.
    many = SavedColumns(save_columns(grown(values + [None, "other"] * 200, [])))
    for condition in asked:
        check(made.column("k", len(values)), values, condition)
        check(made.column("k", fewer), values[:fewer], condition)
        check(saved.column("k"), values, condition)
        check(many.column("k"), values + [None, "other"] * 200, condition)


@given(values=columns)
@settings(max_examples=50)
def test_a_key_that_no_row_has(values: list[Any]) -> None:
    made = grown(values, [])
    for column in (made.column("nokey", len(values)), SavedColumns(save_columns(made)).column("nokey")):
        assert column is not None
        asked = Asked(column, Comparison("nokey", "$eq", 1))
        assert asked.rows().tolist() == []
        assert asked.at_most == 0


def test_the_index_knows_how_many_rows_match() -> None:
    made = grown([row % 100 for row in range(1000)], [])
    column = SavedColumns(save_columns(made)).column("k")
    assert column is not None
    assert Asked(column, Comparison("k", "$eq", 7)).at_most == 10
    assert Asked(column, Comparison("k", "$lt", 3)).at_most == 30
    assert Asked(column, Comparison("k", "$eq", 7.5)).at_most == 0
    assert Asked(column, Membership("k", "$in", (1, 2, 200))).at_most == 20


def test_what_a_reader_has_does_not_change_when_rows_are_added() -> None:
    made = GrowingColumns()
    made.follow([{"k": "a"}, {"k": "b"}])
    before = made.column("k", 2)
    assert before is not None
    made.follow([{"k": 1}, {"k": [1]}, {"k": "c"}])
    assert Asked(before, Comparison("k", "$eq", "b")).mask().tolist() == [False, True]
    assert Asked(before, Comparison("k", "$eq", "c")).mask().tolist() == [False, False]


def test_keys_beyond_the_limit_have_no_column_in_advance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "MAX_KEYS", 3)
    made = GrowingColumns()
    made.follow([{f"key{number}": number} for number in range(10)])
    assert made.keys == ["key0", "key1", "key2"]
    saved = SavedColumns(save_columns(made))
    for own in (made.column("key2", 10), saved.column("key2")):
        assert own is not None
        assert Asked(own, Comparison("key2", "$eq", 2)).rows().tolist() == [2]
    assert made.column("key3", 10) is None
    assert saved.column("key3") is None


def test_keys_of_few_rows_cost_little() -> None:
    made = GrowingColumns()
    made.follow([{f"key{row % 500}": row} for row in range(5000)])
    sections = save_columns(made)
    assert sum(array.nbytes for array in sections.values()) < 5000 * 100


@given(texts=st.lists(st.text(max_size=4), unique=True, max_size=50), asked=st.lists(st.text(max_size=4), max_size=5))
def test_dictionary(texts: list[str], asked: list[str]) -> None:
    ascending = sorted(text.encode() for text in texts)
    dictionary = SortedDictionary.of(ascending)
    for wanted in (asked, asked[:1], texts, texts[:1]):
        assert dictionary.codes(wanted) == [ascending.index(text.encode()) for text in wanted if text in texts]
