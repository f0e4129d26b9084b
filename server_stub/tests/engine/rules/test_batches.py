"""Ids, texts, lengths, deletes, include sets, limits and read levels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.batches import check_delete, check_filled_ids, check_ids, check_lengths, check_texts
from chroma_server.engine.rules.includes import check_include
from chroma_server.engine.rules.paging import (
    READ_LEVELS,
    check_limit,
    check_n_results,
    check_offset,
    check_read_level,
)


def test_ids() -> None:
    assert check_ids(["a", "", "ü☃"]) == ["a", "", "ü☃"]
    assert check_ids((np.str_("a"),)) == ["a"]
    check_filled_ids(["a"])
    check_filled_ids([])
    with pytest.raises(InvalidArgument, match=r"^Empty ID, ID must have at least one character$"):
        check_filled_ids(["a", ""])


@pytest.mark.parametrize(
    ("ids", "problem"),
    [
        ("a", "ids: expected a list of strings, got str"),
        (None, "ids: expected a list of strings, got null"),
        ({"a": 1}, "ids: expected a list of strings, got dict"),
        ([1], "ids[0]: expected a string, got int"),
        (["a", None], "ids[1]: expected a string, got null"),
        (["\ud800"], "ids[0]: not valid Unicode"),
    ],
)
def test_bad_ids(ids: Any, problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        check_ids(ids)
    assert problem in str(raised.value)


def test_texts() -> None:
    assert check_texts(None, "documents") is None
    assert check_texts([None, "", "x"], "documents") == [None, "", "x"]
    for texts in ("x", [5], ["\udfff"]):
        with pytest.raises(InvalidArgument, match="uris"):
            check_texts(texts, "uris")  # type: ignore[arg-type]


def test_lengths() -> None:
    check_lengths(2, None, ["a", "b"], np.zeros((2, 3)))
    for columns in ([[]], [["a"]], [["a", "b"], np.zeros((1, 3))]):
        with pytest.raises(InvalidArgument, match="Inconsistent number of IDs"):
            check_lengths(2, *columns)


def test_delete() -> None:
    where = {"k": 1}
    for request in (
        (["a"], None, None, None),
        (None, None, None, None),
        ([], where, None, None),
        (None, None, {"$contains": "x"}, 3),
    ):
        check_delete(*request)
    with pytest.raises(InvalidArgument, match="limit can only be specified when a where clause is provided"):
        check_delete(["a"], None, None, 1)
    with pytest.raises(InvalidArgument, match="Either ids or where must be specified"):
        check_delete([], None, None, None)


def test_include_is_echoed() -> None:
    assert check_include(["uris", "documents", "uris", "distances"]) == ("uris", "documents", "uris", "distances")
    assert check_include([]) == ()


@pytest.mark.parametrize(
    ("include", "problem"),
    [
        (["documents", "data"], "include[1]: unknown variant `data`, expected one of `distances`, `documents`"),
        (["Documents"], "unknown variant `Documents`"),
        ([1], "include[0]: unknown variant `1`"),
        ("documents", "expected a list of strings, got str"),
        (None, "expected a list of strings, got null"),
    ],
)
def test_bad_include(include: Any, problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        check_include(include)
    assert problem in str(raised.value)


@pytest.mark.parametrize("check", [check_limit, check_offset, check_n_results])
def test_counts(check: Any) -> None:
    assert [check(0), check(2**32 - 1), check(np.int64(7))] == [0, 2**32 - 1, 7]
    assert type(check(np.int64(7))) is int
    for value in (-1, 2**32, 1.0, "1", True):
        with pytest.raises(InvalidArgument):
            check(value)


def test_absent_counts() -> None:
    assert (check_limit(None), check_offset(None), check_n_results(None)) == (None, 0, 10)


def test_read_levels() -> None:
    for level in READ_LEVELS:
        assert check_read_level(level) == level
    with pytest.raises(InvalidArgument, match="unknown variant `INDEX_ONLY`"):
        check_read_level("INDEX_ONLY")
