"""What a search may ask for: the recorded requests, which the official single node checks before it declines them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.configuration import resolve_create
from chroma_server.engine.rules.search import check_searches, parse_searches
from chroma_server.engine.rules.where import And, Comparison, IdMembership, parse_where

RECORDED = json.loads((Path(__file__).parent / "data" / "search.json").read_text("utf-8"))["cases"]
SPARSE = {"indices": [1, 5], "values": [0.5, 1]}


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["case"])
def test_recorded_search(case: dict[str, Any]) -> None:
    schema = resolve_create(schema=case.get("schema")).schema
    if "error" not in case:
        check_searches(case["searches"], schema)
        return
    with pytest.raises(InvalidArgument) as raised:
        check_searches(case["searches"], schema)
    assert str(raised.value) == case["error"]


def test_a_sparse_query_needs_an_enabled_sparse_index() -> None:
    enabled = {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {}}}}
    schema = resolve_create(schema={"defaults": {}, "keys": {"sp": enabled}}).schema
    check_searches([{"rank": {"$knn": {"query": SPARSE, "key": "sp"}}}], schema)
    for knn in ({"query": SPARSE}, {"query": SPARSE, "key": "other"}):
        with pytest.raises(InvalidArgument, match="with type 'SparseVector' because indexing is disabled"):
            check_searches([{"rank": {"$mul": [{"$val": 2}, {"$knn": knn}]}}], schema)


GROUPED = {"rank": {"$knn": {"query": [1]}}}


@pytest.mark.parametrize(
    ("search", "message"),
    [
        (None, "searches[1]: expected an object, got null"),
        ({"filter": []}, "searches[1].filter: Invalid where clause: expected an object, got list"),
        ({"filter": {"a": 1, "b": 2}}, "searches[1].filter: Invalid where clause: expected one condition per object"),
        ({"filter": {"#id": {"$gt": 1}}}, "searches[1].filter: Invalid where clause: '#id' takes $eq, $ne, $in, $nin"),
        (
            {"filter": {"#id": {"$in": [1]}}},
            "searches[1].filter: Invalid where clause: '#id' takes $eq, $ne, $in, $nin",
        ),
        ({"limit": 5}, "searches[1].limit: expected an object, got int"),
        ({"limit": {"offset": -1}}, "searches[1].limit.offset: invalid value: integer `-1`, expected u32"),
        ({"limit": {"limit": 1.5}}, "searches[1].limit.limit: expected an integer from 0 to 4294967295, got float"),
        ({"select": ["#score"]}, "searches[1].select: expected an object, got list"),
        ({"select": {"keys": ["a", 1]}}, "searches[1].select.keys[1]: expected a string, got int"),
        ({"group_by": None}, "searches[1].group_by: expected an object, got null"),
        (
            {**GROUPED, "group_by": {"keys": ["g"], "aggregate": {"$first": {"keys": ["n"], "k": 1}}}},
            "searches[1].group_by.aggregate: expected one of `$min_k` and `$max_k`, got `$first`",
        ),
        (
            {**GROUPED, "group_by": {"keys": ["g"], "aggregate": {"$min_k": {"keys": ["n"]}}}},
            "searches[1].group_by.aggregate.$min_k: missing field `k`",
        ),
        (
            {**GROUPED, "group_by": {"keys": ["g"], "aggregate": {"$min_k": {"keys": ["#document"], "k": 1}}}},
            "Validation error: searches[1].group_by: aggregate keys must be metadata fields or #score",
        ),
    ],
)
def test_an_error_says_where(search: Any, message: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        parse_searches([{}, search])
    assert str(raised.value).startswith(message)


def test_what_may_be_left_out_and_what_is_made_of_it() -> None:
    (request,) = parse_searches([{"select": {"keys": ["b", "#score", "a", "#document", "b"]}, "else": 1}])
    assert (request.filter, request.rank, request.grouping, request.offset, request.limit) == (
        None,
        None,
        None,
        0,
        None,
    )
    assert request.select == ("#document", "#score", "a", "b")


def test_ids_are_a_condition_of_their_own_in_searches_only() -> None:
    condition = {"$and": [{"#id": "a"}, {"#id": {"$nin": ["b", "c"]}}, {"k": 1}]}
    (request,) = parse_searches([{"filter": condition}])
    expected = And((IdMembership(("a",)), IdMembership(("b", "c"), negated=True), Comparison("k", "$eq", 1)))
    assert request.filter == expected
    assert parse_where({"#id": "a"}) == Comparison("#id", "$eq", "a")
