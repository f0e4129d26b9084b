"""Searches as they are sent, and the shape of their answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from chromadb.errors import InvalidArgumentError
from chromadb.records.results import SearchColumns, read_search_columns, search_result
from chromadb.records.searches import MAX_DEPTH, checked_search


def test_values_are_those_of_json() -> None:
    given = {"filter": {"a": {"$in": (np.int64(1), np.float32(0.5), np.bool_(True))}}, "rank": None}
    checked = checked_search(given, "searches[0]")
    assert checked == {"filter": {"a": {"$in": [1, 0.5, True]}}, "rank": None}
    assert [type(value) for value in checked["filter"]["a"]["$in"]] == [int, float, bool]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, np.float32("nan")])
def test_numbers_that_json_has_not_are_refused_with_their_place(number: float) -> None:
    with pytest.raises(InvalidArgumentError, match=r"searches\[3\]\.rank\.\$sum\[1\]\.\$val: numbers must be finite"):
        checked_search({"rank": {"$sum": [{"$val": 1}, {"$val": number}]}}, "searches[3]")


def test_as_many_levels_as_json_has() -> None:
    def nested(levels: int) -> object:
        value: object = 1
        for _ in range(levels):
            value = [value]
        return value

    assert checked_search(nested(MAX_DEPTH), "searches[0]") == nested(MAX_DEPTH)
    with pytest.raises(InvalidArgumentError, match=r"searches\[0\]: nested too deeply"):
        checked_search(nested(MAX_DEPTH + 1), "searches[0]")


def test_an_answer_in_arrays_and_one_in_lists_are_the_same() -> None:
    arrays = SearchColumns(
        [["a", "b"]],
        [None],
        [np.array([[0.1, 1], [2, 3]], np.float32)],
        [[{"k": 1}, None]],
        [np.array([0.1, np.nan], np.float32)],
        [["#score"]],
    )
    lists = SearchColumns(
        [["a", "b"]], [None], [[[0.1, 1.0], [2.0, 3.0]]], [[{"k": 1}, None]], [[0.1, None]], [["#score"]]
    )
    assert search_result(arrays) == search_result(lists)
    assert search_result(arrays)["scores"] == [[pytest.approx(0.1), None]]
    assert search_result(SearchColumns([[]], [[]], [[]], [[]], [[]], [[]])).rows() == [[]]


ANSWER = {
    "ids": [["a", "b"], []],
    "documents": [["x", None], None],
    "embeddings": [None, []],
    "metadatas": [[{"k": 1}, None], None],
    "scores": [[0.5, None], []],
    "select": [["#score"], []],
}


def test_the_columns_of_an_answer() -> None:
    read = read_search_columns(ANSWER)
    assert (read.ids, read.scores, read.select) == (ANSWER["ids"], ANSWER["scores"], ANSWER["select"])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ids", None),
        ("ids", [["a", 1], []]),
        ("ids", ["a", "b"]),
        ("documents", None),
        ("documents", [["x"], None]),
        ("documents", [["x", None]]),
        ("documents", [["x", 1], None]),
        ("embeddings", [[[1.0], 2.0], None]),
        ("metadatas", [[{"k": 1}, []], None]),
        ("scores", [["0.5", None], None]),
        ("select", None),
        ("select", [["#score"]]),
        ("select", [["#score"], [None]]),
    ],
)
def test_another_thing_is_no_answer(column: str, value: object) -> None:
    with pytest.raises(ValueError, match="not the columns of searches"):
        read_search_columns({**ANSWER, column: value})
