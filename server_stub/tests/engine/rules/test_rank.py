"""Rank expressions: what they may be, and that an error says where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.rank import Fold, Function, Knn, Pair, Val, neighbours_of, parse_rank, raw_neighbours
from chroma_server.engine.rules.search import parse_searches
from chroma_server.engine.rules.sparse import SparseVector

KNN = {"$knn": {"query": [1, 2]}}


def test_a_neighbour_search_has_defaults() -> None:
    knn = parse_rank(KNN, "here")
    assert isinstance(knn, Knn)
    assert isinstance(knn.query, np.ndarray)
    assert (knn.query.tolist(), knn.query.dtype) == ([1.0, 2.0], np.float32)
    assert (knn.key, knn.limit, knn.default, knn.return_rank, knn.place) == ("#embedding", 16, None, False, "here.$knn")


def test_what_numpy_gives_is_a_number_and_a_vector() -> None:
    knn = {"query": np.array([0.5, 1]), "limit": np.int64(3), "default": np.float32(2), "return_rank": np.bool_(True)}
    parsed = parse_rank({"$knn": knn}, "here")
    assert isinstance(parsed, Knn)
    assert (parsed.limit, parsed.default, parsed.return_rank) == (3, 2.0, True)
    assert parse_rank({"$val": np.int16(7)}, "here") == Val(np.float32(7))


def test_a_sparse_query_is_checked() -> None:
    parsed = parse_rank({"$knn": {"query": {"indices": [1, 5], "values": [0.5, 1]}, "key": "s"}}, "searches[2].rank")
    assert isinstance(parsed, Knn)
    assert isinstance(parsed.query, SparseVector)
    with pytest.raises(InvalidArgument) as raised:
        parse_rank({"$abs": {"$knn": {"query": {"indices": [5, 1], "values": [0.5, 1]}}}}, "searches[2].rank")
    assert str(raised.value).startswith(
        "Validation error: searches[2].rank: Invalid sparse vector in KNN query: Sparse vector indices must be sorted"
    )


def test_the_tree_is_that_of_the_json_and_neighbours_come_left_to_right() -> None:
    knns = [{"$knn": {"query": [number]}} for number in range(4)]
    given = {
        "$sub": {
            "left": {"$sum": [knns[0], {"$abs": knns[1]}, {"$val": 2}]},
            "right": {"$min": [{"$exp": knns[2]}, {"$log": knns[3]}]},
        }
    }
    tree = parse_rank(given, "r")
    assert isinstance(tree, Pair)
    assert isinstance(tree.left, Fold)
    assert isinstance(tree.right, Fold)
    assert [type(part) for part in (*tree.left.parts, *tree.right.parts)] == [Knn, Function, Val, Function, Function]
    queries = [knn.query for knn in neighbours_of(tree)]
    assert [query[0] for query in queries if isinstance(query, np.ndarray)] == [0, 1, 2, 3]
    assert [knn["query"] for knn in raw_neighbours(given)] == [[0], [1], [2], [3]]


@pytest.mark.parametrize(
    ("rank", "message"),
    [
        (5, "r: expected a rank expression, got int"),
        (None, "r: expected a rank expression, got null"),
        ({}, "r: expected one operator, got 0"),
        ({"$val": 1, "$abs": KNN}, "r: expected one operator, got 2"),
        ({"$rrf": {}}, "r: unknown variant `$rrf`, expected one of `$abs`, `$div`, "),
        ({1: KNN}, "r: unknown variant `1`"),
        ({"$sum": KNN}, "r.$sum: expected a list of rank expressions, got dict"),
        ({"$sum": [{"$val": 1}, {"$max": [KNN, 5]}]}, "r.$sum[1].$max[1]: expected a rank expression, got int"),
        ({"$sub": [KNN, KNN]}, "r.$sub: expected an object with left and right, got list"),
        ({"$div": {"left": KNN}}, "r.$div: missing field `right`"),
        ({"$div": {"left": KNN, "right": {"$log": 1}}}, "r.$div.right.$log: expected a rank expression, got int"),
        ({"$val": "1"}, "r.$val: expected a number, got str"),
        ({"$val": True}, "r.$val: expected a number, got bool"),
        ({"$val": Decimal(1)}, "r.$val: expected a number, got Decimal"),
        ({"$val": float("nan")}, "r.$val: numbers must be finite, got nan"),
        ({"$val": float("inf")}, "r.$val: numbers must be finite, got inf"),
        ({"$val": 10**400}, "r.$val: number out of range"),
        ({"$knn": [1, 2]}, "r.$knn: expected an object with a query, got list"),
        ({"$knn": {}}, "r.$knn: missing field `query`"),
        ({"$knn": {"query": "text"}}, "r.$knn.query: expected a list of numbers, got str"),
        ({"$knn": {"query": [1, "2"]}}, "r.$knn.query[1]: expected a number, got str"),
        ({"$knn": {"query": [[1], [2]]}}, "r.$knn.query[0]: expected a number, got list"),
        ({"$knn": {"query": [1, float("nan")]}}, "r.$knn.query[1]: numbers must be finite, got nan"),
        ({"$knn": {"query": np.array([np.inf, 1])}}, "r.$knn.query[0]: numbers must be finite, got inf"),
        ({"$knn": {"query": [1], "key": 5}}, "r.$knn.key: expected a string, got int"),
        ({"$knn": {"query": [1], "limit": -1}}, "r.$knn.limit: invalid value: integer `-1`, expected u32"),
        (
            {"$knn": {"query": [1], "limit": None}},
            "r.$knn.limit: expected an integer from 0 to 4294967295, got NoneType",
        ),
        ({"$knn": {"query": [1], "default": "0"}}, "r.$knn.default: expected a number, got str"),
        ({"$knn": {"query": [1], "return_rank": 1}}, "r.$knn.return_rank: expected a boolean, got int"),
    ],
)
def test_an_error_says_where(rank: Any, message: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        parse_rank(rank, "r")
    assert str(raised.value).startswith(message)


def test_what_is_too_large_for_float32_is_infinite() -> None:
    assert parse_rank({"$val": -1e39}, "r") == Val(np.float32("-inf"))
    knn = parse_rank({"$knn": {"query": [1e39, 1], "default": 1e300}}, "r")
    assert isinstance(knn, Knn)
    assert isinstance(knn.query, np.ndarray)
    assert (knn.query.tolist(), knn.default) == ([np.inf, 1.0], np.inf)


@pytest.mark.parametrize("wrap", [lambda rank: {"$abs": rank}, lambda rank: {"$sum": [rank]}])
def test_a_thousand_levels_are_refused_and_the_place_is_told(wrap: Any) -> None:
    rank: dict[str, Any] = KNN
    for _ in range(1000):
        rank = wrap(rank)
    with pytest.raises(
        InvalidArgument, match=r"^searches\[1\]\.rank: nested more than 128 levels deep, at searches\[1\]"
    ):
        parse_searches([{}, {"rank": rank}])
    rank = KNN
    for _ in range(60):
        rank = wrap(rank)
    assert len(list(neighbours_of(parse_rank(rank, "r")))) == 1
