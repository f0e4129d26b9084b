"""Schemas: shapes, sparse indexes, defaults, growth."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any

import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.configuration import resolve_create
from chroma_server.engine.rules.schema import (
    INDEXES,
    check_schema,
    default_schema,
    grow_schema,
    is_default_schema,
    merge_schema,
    observed_types,
    parse_schema,
)
from chroma_server.engine.rules.sparse import check_sparse_vector
from hypothesis import given
from hypothesis import strategies as st

FUNCTION = {"type": "known", "name": "x", "config": {}}


def _sparse(**config: Any) -> dict[str, Any]:
    return {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": config}}}


def test_sparse_indexes_as_many_as_keys() -> None:
    keys = {
        "plain": _sparse(),
        "bm25": _sparse(bm25=True),
        "body": _sparse(source_key="#document", embedding_function=FUNCTION, algorithm="max_score"),
        "title": _sparse(source_key="heading", embedding_function=FUNCTION),
    }
    schema = resolve_create(schema={"defaults": {}, "keys": keys}).schema
    assert {key: schema["keys"][key] for key in keys} == keys


@pytest.mark.parametrize(
    ("types", "problem"),
    [
        (_sparse(source_key="t"), "If source_key is provided then embedding_function must also be provided"),
        (_sparse(source_key="#embedding", embedding_function=FUNCTION), "source_key cannot begin with '#'"),
        (_sparse(algorithm="fast"), "unknown variant `fast`, expected one of `wand`, `max_score`"),
        (_sparse(bm25=1), "schema.keys.k.sparse_vector.sparse_vector_index.config.bm25: expected a boolean, got int"),
        (_sparse(source_key=5, embedding_function=FUNCTION), "source_key: expected a string, got int"),
        (_sparse(foo=1), "unknown field `foo`"),
    ],
)
def test_bad_sparse_indexes(types: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        resolve_create(schema={"defaults": {}, "keys": {"k": types}})
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ([], "schema: expected an object, got list"),
        ({}, "schema: missing field `defaults`"),
        ({"defaults": {}}, "schema: missing field `keys`"),
        ({"defaults": {}, "keys": {}, "key_overrides": {}}, "duplicate field `keys`"),
        ({"defaults": {"int": {}, "#int": {}}, "keys": {}}, "duplicate field `int`"),
        ({"defaults": {}, "keys": {5: {}}}, "expected strings as keys"),
        ({"defaults": {}, "keys": {}, "cmek": "x"}, "schema.cmek: expected an object"),
        ({"defaults": {}, "keys": {}, "cmek": {"gcp": 5}}, "schema.cmek.gcp: expected a string"),
    ],
)
def test_no_schemas(schema: Any, problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        parse_schema(schema)
    assert problem in str(raised.value)


def test_the_default_schema_is_one_and_merges_into_itself() -> None:
    schema = default_schema("cosine")
    assert parse_schema(schema) == schema
    check_schema(parse_schema(schema))
    assert merge_schema(schema, default_schema()) == schema
    assert is_default_schema(parse_schema(default_schema()))
    assert not is_default_schema(parse_schema(schema))


def test_observed_types() -> None:
    metadatas = [
        {"a": 1, "b": "x", "l": [True], "chroma:hidden": 1},
        {"a": 2.5, "gone": None, "s": check_sparse_vector({"indices": [], "values": []})},
    ]
    assert observed_types(metadatas) == {
        ("a", "int"),
        ("a", "float"),
        ("b", "string"),
        ("l", "bool"),
        ("s", "sparse_vector"),
    }


def test_growth_takes_the_defaults_and_leaves_them_alone() -> None:
    schema = default_schema()
    before = copy.deepcopy(schema)
    grown = grow_schema(schema, {("s", "sparse_vector"), ("t", "string")})
    assert grown["keys"]["s"] == {"sparse_vector": schema["defaults"]["sparse_vector"]}
    assert grown["keys"]["t"] == {"string": schema["defaults"]["string"]}
    grown["keys"]["t"]["string"]["string_inverted_index"]["enabled"] = False
    assert schema == before


INDEX = st.builds(lambda on: {"enabled": on, "config": {}}, st.booleans())
TYPES = st.fixed_dictionaries(
    {}, optional={kind: st.dictionaries(st.sampled_from(names), INDEX) for kind, names in INDEXES.items()}
)
SCHEMAS = st.fixed_dictionaries(
    {
        "defaults": TYPES,
        "keys": st.dictionaries(st.sampled_from(["a", "b", "#document", "#embedding", "#x", ""]), TYPES),
    }
)


@given(SCHEMAS)
def test_a_schema_is_resolved_or_invalid(schema: dict[str, Any]) -> None:
    before = copy.deepcopy(schema)
    try:
        created = resolve_create(schema=schema)
    except InvalidArgument:
        pass
    else:
        # What the user said stands in what comes out, and giving that as a schema again changes nothing.
        for key, types in schema["keys"].items():
            for kind, indexes in types.items():
                for name, index in indexes.items():
                    assert created.schema["keys"][key][kind][name]["enabled"] == index["enabled"]
        assert resolve_create(schema=created.schema) == created
    assert schema == before


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: st.dictionaries(
            st.sampled_from(["defaults", "keys", "string", "float_list", "vector_index", "enabled", "config", "hnsw"]),
            inner,
            max_size=3,
        ),
        max_leaves=12,
    )
)
def test_any_json_is_resolved_or_invalid(value: Any) -> None:
    for request in ({"schema": value}, {"configuration": value}):
        with suppress(InvalidArgument):
            resolve_create(**request)
