"""Metadata values of all kinds in one order."""

from __future__ import annotations

from typing import Any

from chroma_server.engine.ranking import value_codes
from chroma_server.engine.rules.sparse import check_sparse_vector
from hypothesis import given, settings
from hypothesis import strategies as st

ASCENDING: list[Any] = [
    None,
    False,
    True,
    -(2**63),
    0,
    1,
    2**63 - 1,
    -1.5,
    0.0,
    1.0,
    "",
    "Z",
    "a",
    "ä",
    "\uffff",
    "\U00010000",
    check_sparse_vector({"indices": [], "values": []}),
    check_sparse_vector({"indices": [1], "values": [2]}),
    check_sparse_vector({"indices": [1, 2], "values": [0, 0]}),
    [True],
    [0],
    [0, 1],
    [1],
    [0.5],
    ["a"],
]


def test_missing_first_then_by_kind_then_by_value() -> None:
    assert value_codes(ASCENDING).tolist() == list(range(len(ASCENDING)))


@settings(deadline=None)
@given(st.lists(st.sampled_from(range(len(ASCENDING)))))
def test_codes_compare_as_the_values_do(places: list[int]) -> None:
    codes = value_codes([ASCENDING[place] for place in places]).tolist()
    for one, place in zip(codes, places, strict=True):
        assert (one == 0) == (place == 0)
        for other, another in zip(codes, places, strict=True):
            assert (one < other, one == other) == (place < another, place == another)
