"""Whatever JSON comes in, the engine answers or raises one of its own errors, and stays usable."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from typing import Any

import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    AlreadyExists,
    Engine,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
REFUSALS = (AlreadyExists, FailedPrecondition, InvalidArgument, NotFound)

words = st.sampled_from(
    ["", "a", "k", "$eq", "$and", "$or", "$in", "$contains", "$regex", "#document", "#id", "documents", "embeddings"]
) | st.text(st.characters(), max_size=3)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**63, -(2**63), 2**64, 10**400]),
    st.floats(),
    words,
)
json = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=2), max_leaves=6
)
rows = st.lists(st.lists(st.floats(width=32) | st.integers(-3, 3), min_size=2, max_size=2), max_size=3)
mostly = {
    "ids": st.lists(words, max_size=3) | json,
    "embeddings": rows | json,
    "query_embeddings": rows | json,
    "metadatas": st.lists(st.dictionaries(words, json, max_size=2), max_size=3) | json,
    "documents": st.lists(st.none() | words, max_size=3) | json,
    "uris": st.lists(st.none() | words, max_size=3) | json,
    "where": st.dictionaries(words, json, max_size=1) | json,
    "where_document": st.dictionaries(words, json, max_size=1) | json,
    "include": st.lists(words, max_size=3) | json,
    "operations": st.lists(
        st.fixed_dictionaries(
            {
                "operation": st.sampled_from(["add", "update", "upsert", "delete"]) | json,
                "payload": st.fixed_dictionaries({"ids": st.lists(words, max_size=2), "embeddings": rows}) | json,
            }
        ),
        max_size=2,
    ),
}
CALLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "add": (("ids", "embeddings"), ("metadatas", "documents", "uris")),
    "upsert": (("ids", "embeddings"), ("metadatas", "documents", "uris")),
    "update": (("ids",), ("embeddings", "metadatas", "documents", "uris")),
    "get": ((), ("ids", "where", "where_document", "limit", "offset", "include")),
    "query": (("query_embeddings",), ("n_results", "ids", "where", "where_document", "include")),
    "delete": ((), ("ids", "where", "where_document", "limit")),
    "conditional_commit": (("read_token", "read_ids", "operations"), ()),
}


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    name = draw(st.sampled_from(sorted(CALLS)))
    required, optional = CALLS[name]
    chosen = [*required, *draw(st.lists(st.sampled_from(optional), unique=True) if optional else st.just([]))]
    return name, {field: draw(mostly.get(field, json)) for field in chosen}


@pytest.fixture(scope="module")
def shared() -> Iterator[Engine]:
    with Engine.open() as engine:
        yield engine


@given(call=calls())
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_record_calls(shared: Engine, call: tuple[str, dict[str, Any]]) -> None:
    name, arguments = call
    collection = shared.create_collection(*DEFAULT, "hostile", get_or_create=True)
    if shared.count(collection.id) == 0:
        shared.upsert(collection.id, ids=["a", "k"], embeddings=[[1, 2], [3, 4]], metadatas=[{"k": 1}, {"k": ["a"]}])
    with contextlib.suppress(*REFUSALS):
        getattr(shared, name)(collection.id, **arguments)
    got = shared.get(collection.id, include=["embeddings", "documents", "metadatas", "uris"])
    assert len(got.ids) == shared.count(collection.id)
    for metadata in got.metadatas or []:
        assert all(not isinstance(value, float) or math.isfinite(value) for value in (metadata or {}).values())


@given(
    name=words | st.just("valid-name"),
    metadata=st.dictionaries(words, json, max_size=2) | json,
    configuration=st.dictionaries(st.sampled_from(["hnsw", "spann", "embedding_function"]), json, max_size=2) | json,
    schema=st.fixed_dictionaries({"defaults": json, "keys": json}) | json,
    update=st.booleans(),
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_collection_calls(
    shared: Engine, name: Any, metadata: Any, configuration: Any, schema: Any, update: bool
) -> None:
    steady = shared.create_collection(*DEFAULT, "steady", get_or_create=True)
    with contextlib.suppress(*REFUSALS):
        if update:
            shared.update_collection(
                *DEFAULT, steady.id, new_name=name, new_metadata=metadata, new_configuration=configuration
            )
        else:
            shared.create_collection(
                *DEFAULT, name, metadata=metadata, configuration=configuration, schema=schema, get_or_create=True
            )
    for collection in shared.list_collections(*DEFAULT):
        if collection.name not in ("steady", "hostile"):
            shared.delete_collection(*DEFAULT, collection.name)


@pytest.mark.parametrize("name", ["\ud800", "\ud800\ud800\ud800", "a\0bc", "x" * 100_000, "'; DROP TABLE tenants; --"])
def test_names(shared: Engine, name: str) -> None:
    calls = (
        lambda: shared.create_tenant(name),
        lambda: shared.get_tenant(name),
        lambda: shared.update_tenant(DEFAULT_TENANT, name),
        lambda: shared.create_database(DEFAULT_TENANT, name),
        lambda: shared.get_database(name, name),
        lambda: shared.list_databases(name),
        lambda: shared.get_collection(*DEFAULT, name),
        lambda: shared.get_collection_by_id(*DEFAULT, name),
        lambda: shared.get_collection_by_crn(f"{name}:{name}:{name}"),
        lambda: shared.count(name),
    )
    for call in calls:
        with contextlib.suppress(*REFUSALS):
            call()
    assert shared.get_tenant(DEFAULT_TENANT).name == DEFAULT_TENANT
