"""The judge itself: what may differ between two answers, and what may not."""

from __future__ import annotations

from typing import Any

import pytest
from contract.drivers.outcome import Failure, Outcome, Success

from congruence.compare import disagreement
from congruence.programs import Do


def ranking(*rows: tuple[str, float], **columns: Any) -> Success:
    ids = [[name for name, _ in rows]]
    return Success({"ids": ids, "distances": [[far for _, far in rows]], "include": ["distances"], **columns})


def agree(expected: Outcome, actual: Outcome, compare_as: str = "exact") -> bool:
    return not disagreement(Do("collection_query", compare_as=compare_as), expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (ranking(("a", 0.0), ("b", 1.0)), ranking(("a", 0.000001), ("b", 1.000001))),
        (ranking(("a", 1.0), ("b", 1.0), ("c", 2.0)), ranking(("b", 1.0), ("a", 1.0), ("c", 2.0))),
        # The cut falls among equal distances: either may be the last.
        (ranking(("a", 0.0), ("b", 1.0)), ranking(("a", 0.0), ("c", 1.0))),
        (ranking(), ranking()),
    ],
)
def test_rankings_that_agree(expected: Success, actual: Success) -> None:
    assert agree(expected, actual, "ranking")


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (ranking(("a", 0.0), ("b", 1.0)), ranking(("b", 0.0), ("a", 1.0))),
        (ranking(("a", 0.0), ("b", 1.0)), ranking(("a", 0.0), ("b", 1.1))),
        (ranking(("a", 0.0), ("b", 1.0)), ranking(("a", 0.0))),
        (ranking(("a", 0.0), ("c", 1.0)), ranking(("b", 0.0), ("c", 1.0))),
        (ranking(("a", 0.0), documents=[["x"]]), ranking(("a", 0.0), documents=[["y"]])),
        (ranking(("a", 0.0), metadatas=[[{"n": 1}]]), ranking(("a", 0.0), metadatas=[[{"n": 1.0}]])),
    ],
)
def test_rankings_that_do_not(expected: Success, actual: Success) -> None:
    assert not agree(expected, actual, "ranking")


def test_the_order_of_a_get_counts() -> None:
    assert agree(Success({"ids": ["a", "b"]}), Success({"ids": ["a", "b"]}))
    assert not agree(Success({"ids": ["a", "b"]}), Success({"ids": ["b", "a"]}))


def test_failures_agree_by_category() -> None:
    assert agree(Failure("not_found", "x"), Failure("not_found", "y", 404))
    assert not agree(Failure("not_found", "x"), Failure("invalid_argument", "x"))
    assert not agree(Failure("not_found", "x"), Success({}))
    assert not agree(Success({}), Failure("not_found", "x"))


def collection(name: str, identifier: str, **other: Any) -> dict[str, Any]:
    usual = {"metadata": None, "dimension": None, "tenant": "t-1", "configuration_json": {"hnsw": {"space": "l2"}}}
    return {"name": name, "id": identifier, **usual, **other}


def test_collections_are_listed_in_any_order_and_have_ids_of_their_own() -> None:
    expected = Success([collection("one", "1"), collection("two", "2")])
    assert agree(expected, Success([collection("two", "8"), collection("one", "9")]), "collections")
    assert not agree(expected, Success([collection("two", "8")]), "collections")
    changed = collection("one", "9", metadata={"k": 1})
    assert not agree(expected, Success([collection("two", "8"), changed]), "collections")
    assert not agree(Success(collection("one", "1")), Success(collection("two", "1")), "collection")
