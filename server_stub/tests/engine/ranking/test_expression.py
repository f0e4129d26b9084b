"""Scores of expressions, worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine.ranking import evaluate
from chroma_server.engine.ranking.expression import Neighbours
from chroma_server.engine.rules.rank import parse_rank

LOWEST, HIGHEST = float(np.finfo(np.float32).min), float(np.finfo(np.float32).max)
INFINITY, NAN = float("inf"), float("nan")


def knn(**more: Any) -> dict[str, Any]:
    return {"$knn": {"query": [0], **more}}


def near(*scores: tuple[int, float]) -> Neighbours:
    return np.array([row for row, _ in scores], dtype=np.intp), np.array([score for _, score in scores], np.float32)


def scores_of(rank: dict[str, Any], *neighbours: Neighbours, count: int = 4) -> dict[int, float]:
    found, scores = evaluate(parse_rank(rank, "rank"), neighbours, count)
    assert scores.dtype == np.float32
    return dict(zip(found.tolist(), scores.tolist(), strict=True))


ONE = near((2, 0.5), (0, 2.0))
OTHER = near((0, 1.0), (3, 4.0))


def test_neighbours_have_their_measure_or_their_place() -> None:
    assert scores_of(knn(), ONE) == {0: 2.0, 2: 0.5}
    assert scores_of(knn(return_rank=True), ONE) == {0: 1.0, 2: 0.0}
    assert scores_of(knn(default=9), ONE) == {0: 2.0, 2: 0.5}


def test_both_must_have_a_score() -> None:
    assert scores_of({"$sum": [knn(), knn()]}, ONE, OTHER) == {0: 3.0}
    assert scores_of({"$sum": [knn(default=10), knn()]}, ONE, OTHER) == {0: 3.0, 3: 14.0}
    assert scores_of({"$sum": [knn(), knn(default=10)]}, ONE, OTHER) == {0: 3.0, 2: 10.5}
    assert scores_of({"$sum": [knn(default=1), knn(default=10)]}, ONE, OTHER) == {0: 3.0, 2: 10.5, 3: 5.0}


def test_a_default_goes_through_functions() -> None:
    # |-3| is 3 for those that the first does not know.
    assert scores_of({"$sum": [{"$abs": knn(default=-3)}, knn(default=0)]}, ONE, OTHER) == {0: 3.0, 2: 0.5, 3: 7.0}


def test_arithmetic() -> None:
    assert scores_of({"$sub": {"left": knn(), "right": {"$val": 5}}}, ONE) == {0: -3.0, 2: -4.5}
    assert scores_of({"$div": {"left": {"$val": 1}, "right": knn()}}, ONE) == {0: 0.5, 2: 2.0}
    assert scores_of({"$mul": [knn(), {"$val": -2}, knn()]}, ONE, OTHER) == {0: -4.0}
    assert scores_of({"$max": [knn(), {"$val": 1}]}, ONE) == {0: 2.0, 2: 1.0}
    assert scores_of({"$min": [knn(), {"$val": 1}]}, ONE) == {0: 1.0, 2: 0.5}
    assert scores_of({"$exp": {"$log": knn()}}, near((1, 1.0))) == {1: 1.0}


def test_nothing_folded_is_neutral() -> None:
    for op, neutral in (("$sum", 0.0), ("$mul", 1.0), ("$max", LOWEST), ("$min", HIGHEST)):
        assert scores_of({"$max": [{op: []}, knn()]}, near((0, LOWEST))) == {0: max(LOWEST, neutral)}


def test_constants_have_no_candidates() -> None:
    assert scores_of({"$sum": [{"$val": 1}, {"$val": 2}]}) == {}
    assert scores_of({"$exp": {"$val": 1}}) == {}


def test_reciprocal_rank_fusion() -> None:
    parts = [
        {"$div": {"left": {"$val": 1}, "right": {"$sum": [{"$val": 60}, knn(return_rank=True)]}}} for _ in range(2)
    ]
    # -1/61 - 1/60 for the only one that both have.
    assert scores_of({"$mul": [{"$val": -1}, {"$sum": parts}]}, ONE, OTHER) == {
        0: pytest.approx(-1 / 61 - 1 / 60, rel=1e-6)
    }


def test_float32_is_the_precision() -> None:
    assert scores_of({"$sum": [knn(), {"$val": 16777216}]}, near((0, 1.0))) == {0: 16777216.0}
    assert scores_of({"$mul": [knn(), {"$val": 3e38}]}, near((0, 10.0))) == {0: INFINITY}


def test_what_is_no_number() -> None:
    zero = near((0, 0.0), (1, -1.0))
    assert scores_of({"$log": knn()}, zero) == {0: -INFINITY, 1: pytest.approx(NAN, nan_ok=True)}
    assert scores_of({"$div": {"left": {"$val": 1}, "right": knn()}}, zero)[0] == INFINITY
    # The maximum of something and nothing is something, as in IEEE 754.
    assert scores_of({"$max": [{"$log": knn()}, {"$val": -5}]}, zero) == {0: -5.0, 1: -5.0}
    assert scores_of({"$min": [{"$log": knn()}]}, near((1, -1.0))) == {1: HIGHEST}
