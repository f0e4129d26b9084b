"""What a search may ask for: the recorded requests, which the official single node checks before it declines them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.configuration import resolve_create
from chroma_server.engine.rules.rank import raw_neighbours
from chroma_server.engine.rules.search import check_searches

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


def test_nearest_neighbours_come_in_the_order_of_the_text() -> None:
    rank = {
        "$sub": {
            "left": {"$sum": [{"$knn": {"query": [1]}}, {"$abs": {"$knn": {"query": [2]}}}]},
            "right": {"$knn": {"query": [3]}},
        }
    }
    assert [knn["query"] for knn in raw_neighbours(rank)] == [[1], [2], [3]]
    assert list(raw_neighbours(None)) == []
