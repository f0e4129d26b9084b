"""Filters: the recorded clauses, the tree they become, and what no clause may do."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.regex import compile_document_pattern
from chroma_server.engine.rules.schema import default_schema, merge_schema, parse_schema
from chroma_server.engine.rules.shapes import MAX_JSON_DEPTH
from chroma_server.engine.rules.where import (
    And,
    Comparison,
    DocumentContains,
    DocumentRegex,
    ListContains,
    Membership,
    Or,
    Where,
    check_index_enabled,
    combine,
    conditions,
    parse_where,
    parse_where_document,
)
from hypothesis import given
from hypothesis import strategies as st

DATA = Path(__file__).parent / "data"
RECORDED = json.loads((DATA / "where.json").read_text("utf-8"))["where"]
DOCUMENTS = json.loads((DATA / "where_document.json").read_text("utf-8"))


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["case"])
def test_recorded_where(case: dict[str, Any]) -> None:
    """A clause is accepted, or refused with the message, that the official server gave."""
    schema = merge_schema(parse_schema(case["schema"]), default_schema()) if "schema" in case else default_schema()
    if "error" not in case:
        check_index_enabled(schema, parse_where(case["where"]))
        return
    with pytest.raises(InvalidArgument) as raised:
        check_index_enabled(schema, parse_where(case["where"]))
    assert str(raised.value).startswith(case["error"])


def test_where_document_against_disabled_index() -> None:
    schema = default_schema()
    schema["keys"]["#document"]["string"]["fts_index"]["enabled"] = False
    for operator in ("$contains", "$not_contains", "$regex", "$not_regex"):
        with pytest.raises(InvalidArgument, match="full-text search because FTS indexing is disabled"):
            check_index_enabled(schema, parse_where_document({"$or": [{operator: "x"}]}))


@pytest.mark.parametrize("case", DOCUMENTS["cases"], ids=lambda case: case["case"])
def test_recorded_where_document(case: dict[str, Any]) -> None:
    """The records that a document filter matched on the official server, by a plain reading of the tree."""
    if "error" in case:
        with pytest.raises(InvalidArgument) as raised:
            parse_where_document(case["where_document"])
        assert str(raised.value).startswith(case["error"])
        return
    tree = parse_where_document(case["where_document"])
    found = [key for key, text in DOCUMENTS["documents"].items() if tree is None or _matches(tree, text)]
    assert found == case["ids"]


def _matches(tree: Where, text: str | None) -> bool:
    if isinstance(tree, And):
        return all(_matches(child, text) for child in tree.children)
    if isinstance(tree, Or):
        return any(_matches(child, text) for child in tree.children)
    if isinstance(tree, DocumentContains):
        return (text is not None and tree.text in text) is not tree.negated
    assert isinstance(tree, DocumentRegex)
    return (text is not None and tree.pattern.search(text)) is not tree.negated


@pytest.mark.parametrize(
    ("clause", "tree"),
    [
        ({"k": "x"}, Comparison("k", "$eq", "x")),
        ({"k": {"$ne": True}}, Comparison("k", "$ne", True)),
        ({"": 1}, Comparison("", "$eq", 1)),
        ({"#id": "a"}, Comparison("#id", "$eq", "a")),
        ({"#document": 5}, Comparison("#document", "$eq", 5)),
        ({"k": {"$gte": 2.5}}, Comparison("k", "$gte", 2.5)),
        ({"k": {"$in": [2.5, 3]}}, Membership("k", "$in", (2.5, 3.0))),
        ({"k": {"$nin": (True,)}}, Membership("k", "$nin", (True,))),
        ({"k": {"$contains": 2}}, ListContains("k", "$contains", 2)),
        ({"#document": {"$contains": "x"}}, DocumentContains("x")),
        ({"#document": {"$not_contains": "x"}}, DocumentContains("x", negated=True)),
        ({"#document": {"$regex": "x+"}}, DocumentRegex(compile_document_pattern("x+"))),
        ({"$and": []}, And(())),
        ({"$or": [{"$and": [{"a": 1}]}, {"b": 2}]}, Or((And((Comparison("a", "$eq", 1),)), Comparison("b", "$eq", 2)))),
        ({"k": -(2**63)}, Comparison("k", "$eq", -(2**63))),
        ({"k": 2**64}, Comparison("k", "$eq", float(2**64))),
        ({"k": -(2**63) - 1}, Comparison("k", "$eq", -float(2**63))),
        ({"k": {"$in": [1.5, 2**63]}}, Membership("k", "$in", (1.5, float(2**63)))),
        ({"k": np.int64(3)}, Comparison("k", "$eq", 3)),
        ({"k": {"$gt": np.float32(0.5)}}, Comparison("k", "$gt", 0.5)),
        ({"k": {"$in": np.array([1, 2])}}, Membership("k", "$in", (1, 2))),
        ({"k": np.bool_(True)}, Comparison("k", "$eq", True)),
    ],
)
def test_trees(clause: dict[str, Any], tree: Where) -> None:
    parsed = parse_where(clause)
    assert parsed == tree
    assert repr(parsed) == repr(tree)  # 1, 1.0 and True are equal to Python, and not to a filter


@pytest.mark.parametrize(
    "clause",
    [
        {"k": {"$in": [1, 2.5]}},
        {"k": {"$in": [True, 1]}},
        {"k": {"$in": [1.5, True]}},
        {"k": {"$in": "abc"}},
        {"k": {"$gt": True}},
        {"k": 2**63},
        {"k": {"$contains": 2**63}},
        {"k": {"$in": [1, 2**63]}},
        {"k": 10**400},
        {"k": float("nan")},
        {"k": {"$lt": float("inf")}},
        {"k": "\ud800"},
        {"k": {"$and": []}},
        {5: 1},
        {"k": {5: 1}},
        {"$foo": "x"},
        [],
        "x",
    ],
)
def test_bad_where(clause: Any) -> None:
    with pytest.raises(InvalidArgument, match=r"^Invalid where clause: "):
        parse_where(clause)


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ({"a": 1, "b": 2}, "join conditions with \\$and or \\$or"),
        ({"year": {"$gt": "2020"}}, "\\$gt of 'year' takes a number, got str"),
        ({"year": {"$like": "2020"}}, "unknown operator '\\$like' for 'year'"),
        ({"$eq": 1}, "\\$eq is not an operator at this place"),
    ],
)
def test_the_message_helps(clause: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidArgument, match=reason):
        parse_where(clause)


def test_nesting_has_a_limit_and_no_crash() -> None:
    def nested(levels: int) -> dict[str, Any]:
        clause: dict[str, Any] = {"k": 1}
        for _ in range(levels):
            clause = {"$and": [clause]}
        return clause

    assert parse_where(nested(MAX_JSON_DEPTH // 2 - 1)) is not None
    for levels in (MAX_JSON_DEPTH // 2, 10_000):
        with pytest.raises(InvalidArgument, match="levels deep"):
            parse_where(nested(levels))
        with pytest.raises(InvalidArgument, match="levels deep"):
            parse_where_document(nested(levels))


def test_combining() -> None:
    one, two = Comparison("a", "$eq", 1), DocumentContains("x")
    assert combine(None, None) is None
    assert combine(None, one) is one
    assert combine(one, two) == And((one, two))
    assert list(conditions(And((one, Or((two, one)))))) == [one, two, one]


def test_a_disabled_index_concerns_its_key_and_type() -> None:
    user = parse_schema(
        {
            "defaults": {"int": {"int_inverted_index": {"enabled": False, "config": {}}}},
            "keys": {
                "s": {"string": {"string_inverted_index": {"enabled": False, "config": {}}}},
                "n": {"int": {"int_inverted_index": {"enabled": True, "config": {}}}},
            },
        }
    )
    schema = merge_schema(user, default_schema())
    for allowed in ({"s": 1.5}, {"other": "x"}, {"n": 1}, {"n": {"$contains": 1}}, None):
        check_index_enabled(schema, parse_where(allowed))
    for clause, key, kind in (
        ({"s": "x"}, "s", "Str"),
        ({"s": {"$contains": "x"}}, "s", "Str"),
        ({"$and": [{"n": 1}, {"m": {"$in": [1, 2]}}]}, "m", "Int"),
    ):
        with pytest.raises(InvalidArgument) as raised:
            check_index_enabled(schema, parse_where(clause))
        assert str(raised.value) == (
            f"Cannot filter using metadata key '{key}' with type '{kind}' because indexing is disabled"
        )


OPERATORS = st.sampled_from(
    [
        "$and",
        "$or",
        "$eq",
        "$ne",
        "$gt",
        "$lte",
        "$in",
        "$nin",
        "$contains",
        "$not_contains",
        "$regex",
        "#document",
        "k",
    ]
)
CLAUSES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(OPERATORS | st.text(max_size=3), inner, max_size=2),
    max_leaves=10,
)


@given(CLAUSES)
def test_any_json_is_a_filter_or_invalid(clause: Any) -> None:
    for parse in (parse_where, parse_where_document):
        with suppress(InvalidArgument):
            assert (parse(clause) is None) == (clause is None)
