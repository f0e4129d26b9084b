"""Tenants, databases and collections."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_DATABASE_ID,
    DEFAULT_TENANT,
    AlreadyExists,
    Engine,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    Tenant,
    Unavailable,
)

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)


def test_a_fresh_engine_has_the_default_tenant_and_database(engine: Engine) -> None:
    assert engine.get_tenant(DEFAULT_TENANT) == Tenant(DEFAULT_TENANT, None)
    assert engine.get_database(*DEFAULT).id == DEFAULT_DATABASE_ID
    assert engine.list_tenants() == [Tenant(DEFAULT_TENANT, None)]


def test_tenants(engine: Engine) -> None:
    engine.create_tenant("a/b c")
    assert engine.get_tenant("a/b c").name == "a/b c"
    assert engine.list_databases("a/b c") == []
    with pytest.raises(AlreadyExists, match=r"Tenant \[a/b c\] already exists"):
        engine.create_tenant("a/b c")
    with pytest.raises(NotFound, match=r"Tenant \[nobody\] not found"):
        engine.get_tenant("nobody")
    with pytest.raises(InvalidArgument):
        engine.create_tenant("ab")
    assert [tenant.name for tenant in engine.list_tenants(limit=1, offset=1)] == [DEFAULT_TENANT]


def test_a_resource_name_is_set_once(engine: Engine) -> None:
    engine.create_tenant("other")
    engine.update_tenant("other", "res")
    engine.update_tenant("other", "res")
    assert engine.get_tenant("other").resource_name == "res"
    with pytest.raises(AlreadyExists):
        engine.update_tenant("other", "different")
    with pytest.raises(AlreadyExists):
        engine.update_tenant(DEFAULT_TENANT, "res")
    with pytest.raises(NotFound):
        engine.update_tenant("nobody", "res2")


def test_databases_are_listed_by_the_bytes_of_their_names(engine: Engine) -> None:
    engine.create_tenant("tenant")
    for name in ("abc", "Abc", "0bc"):
        engine.create_database("tenant", name)
    assert [database.name for database in engine.list_databases("tenant")] == ["0bc", "Abc", "abc"]
    assert [database.name for database in engine.list_databases("tenant", limit=1, offset=1)] == ["Abc"]
    assert engine.list_databases("tenant", limit=0) == []
    assert engine.list_databases("unknown") == []


def test_a_database_is_created_once_per_tenant_and_only_in_a_tenant(engine: Engine) -> None:
    engine.create_tenant("tenant")
    engine.create_database("tenant", DEFAULT_DATABASE)
    with pytest.raises(AlreadyExists, match=r"Database \[default_database\] already exists"):
        engine.create_database("tenant", DEFAULT_DATABASE)
    with pytest.raises(NotFound):
        engine.create_database("nobody", "some_database")
    with pytest.raises(InvalidArgument):
        engine.create_database("tenant", "10.0.0.1")


def test_deleting_a_database_removes_its_collections(engine: Engine) -> None:
    engine.create_database(DEFAULT_TENANT, "short_lived")
    collection = engine.create_collection(DEFAULT_TENANT, "short_lived", "inside")
    engine.add(collection.id, ids=["a"], embeddings=[[1.0]])
    engine.delete_database(DEFAULT_TENANT, "short_lived")
    with pytest.raises(NotFound, match="Are you sure it exists"):
        engine.get_database(DEFAULT_TENANT, "short_lived")
    with pytest.raises(NotFound):
        engine.get(collection.id)
    with pytest.raises(NotFound):
        engine.delete_database(DEFAULT_TENANT, "short_lived")


def test_a_new_collection(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "fresh", metadata={"i": 1, "f": 1.0, "s": "x", "b": True})
    assert str(uuid.UUID(created.id)) == created.id
    assert created.metadata == {"i": 1, "f": 1.0, "s": "x", "b": True}
    assert [type(value) for value in created.metadata.values()] == [int, float, str, bool]
    assert created.configuration["hnsw"]["space"] == "l2"
    assert set(created.schema["keys"]) == {"#document", "#embedding"}
    assert (created.dimension, created.log_position, created.version) == (None, 0, 0)
    assert engine.get_collection(*DEFAULT, "fresh") == created
    assert engine.get_collection_by_id(*DEFAULT, created.id) == created


def test_a_taken_name_is_refused_or_returned_unchanged(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "taken", metadata={"a": 1})
    with pytest.raises(AlreadyExists, match=r"Collection \[taken\] already exists"):
        engine.create_collection(*DEFAULT, "taken")
    again = engine.create_collection(
        *DEFAULT, "taken", metadata={"b": 2}, configuration={"hnsw": {"space": "ip"}}, get_or_create=True
    )
    assert again == created
    with pytest.raises(InvalidArgument, match="Metadata cannot be empty"):
        engine.create_collection(*DEFAULT, "taken", metadata={}, get_or_create=True)


def test_a_collection_in_a_missing_database_is_an_invalid_argument(engine: Engine) -> None:
    with pytest.raises(InvalidArgument, match=r"Database \[missing\] does not exist"):
        engine.create_collection(DEFAULT_TENANT, "missing", "abc")
    with pytest.raises(InvalidArgument, match=r"Database \[default_database\] does not exist"):
        engine.create_collection("nobody", DEFAULT_DATABASE, "abc")


def test_a_collection_is_found_only_in_its_database(engine: Engine) -> None:
    engine.create_database(DEFAULT_TENANT, "elsewhere")
    created = engine.create_collection(*DEFAULT, "here")
    with pytest.raises(NotFound):
        engine.get_collection(DEFAULT_TENANT, "elsewhere", "here")
    with pytest.raises(NotFound):
        engine.get_collection_by_id(DEFAULT_TENANT, "elsewhere", created.id)
    with pytest.raises(NotFound):
        engine.get_collection(*DEFAULT, created.id)


def test_a_collection_is_found_by_its_crn(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "named")
    with pytest.raises(NotFound):
        engine.get_collection_by_crn("res:default_database:named")
    engine.update_tenant(DEFAULT_TENANT, "res")
    assert engine.get_collection_by_crn("res:default_database:named") == created
    with pytest.raises(InvalidArgument, match="CRN"):
        engine.get_collection_by_crn("res:named")


def test_collections_are_listed_by_id(engine: Engine) -> None:
    created = [engine.create_collection(*DEFAULT, f"number{i}") for i in range(5)]
    ids = sorted(collection.id for collection in created)
    assert [collection.id for collection in engine.list_collections(*DEFAULT)] == ids
    assert [collection.id for collection in engine.list_collections(*DEFAULT, limit=2, offset=1)] == ids[1:3]
    assert engine.list_collections(*DEFAULT, limit=0) == []
    assert engine.list_collections(DEFAULT_TENANT, "missing") == []
    assert engine.count_collections(*DEFAULT) == 5
    assert engine.count_collections(DEFAULT_TENANT, "missing") == 0


def test_update_replaces_the_metadata_and_keeps_the_rest(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "before", metadata={"a": 1, "b": 2})
    engine.update_collection(*DEFAULT, created.id, new_name="after")
    engine.update_collection(*DEFAULT, created.id, new_metadata={"c": 3, "d": None})
    changed = engine.get_collection(*DEFAULT, "after")
    assert (changed.id, changed.metadata) == (created.id, {"c": 3})
    with pytest.raises(NotFound):
        engine.get_collection(*DEFAULT, "before")
    engine.update_collection(*DEFAULT, created.id, new_metadata={"d": None})
    assert engine.get_collection(*DEFAULT, "after").metadata is None
    engine.update_collection(*DEFAULT, created.id, new_configuration={"hnsw": {"ef_search": 7}})
    updated = engine.get_collection(*DEFAULT, "after")
    assert updated.configuration["hnsw"]["ef_search"] == 7
    vector_index = updated.schema["keys"]["#embedding"]["float_list"]["vector_index"]
    assert vector_index["config"]["hnsw"]["ef_search"] == 7


def test_renaming_to_a_taken_name_changes_nothing(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "one", metadata={"a": 1})
    engine.create_collection(*DEFAULT, "two")
    with pytest.raises(AlreadyExists):
        engine.update_collection(*DEFAULT, created.id, new_name="two", new_metadata={"b": 2})
    assert engine.get_collection(*DEFAULT, "one") == created
    engine.update_collection(*DEFAULT, created.id, new_name="one")


@pytest.mark.parametrize(
    "change",
    [{"new_name": "x"}, {"new_metadata": {}}, {"new_configuration": {"hnsw": {"space": "ip"}}}],
)
def test_a_bad_update_is_refused(engine: Engine, change: dict[str, Any]) -> None:
    created = engine.create_collection(*DEFAULT, "steady")
    with pytest.raises(InvalidArgument):
        engine.update_collection(*DEFAULT, created.id, **change)
    assert engine.get_collection(*DEFAULT, "steady") == created


def test_a_deleted_collection_is_gone_for_every_call(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "doomed")
    engine.add(created.id, ids=["a"], embeddings=[[1.0]])
    engine.delete_collection(*DEFAULT, "doomed")
    missing = rf"Collection \[{created.id}\] does not exist\."
    for call in (
        lambda: engine.get(created.id),
        lambda: engine.query(created.id, query_embeddings=[[1.0]]),
        lambda: engine.count(created.id),
        lambda: engine.delete(created.id, ids=["a"]),
        lambda: engine.add(created.id, ids=["a"], embeddings=[[1.0]]),
        lambda: engine.indexing_status(created.id),
    ):
        with pytest.raises(NotFound, match=missing):
            call()
    with pytest.raises(NotFound, match=r"Collection \[doomed\] does not exist"):
        engine.delete_collection(*DEFAULT, "doomed")
    assert engine.count(engine.create_collection(*DEFAULT, "doomed").id) == 0


def test_reset_erases_everything(engine: Engine) -> None:
    engine.create_tenant("tenant")
    created = engine.create_collection(*DEFAULT, "doomed")
    engine.add(created.id, ids=["a"], embeddings=[[1.0]])
    engine.reset()
    assert engine.list_tenants() == [Tenant(DEFAULT_TENANT, None)]
    assert engine.get_database(*DEFAULT).id == DEFAULT_DATABASE_ID
    assert engine.count_collections(*DEFAULT) == 0
    with pytest.raises(NotFound):
        engine.count(created.id)


def test_a_deleted_default_database_stays_deleted(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        engine.delete_database(*DEFAULT)
    with Engine.open(tmp_path) as engine:
        assert engine.list_databases(DEFAULT_TENANT) == []


def test_reset_must_be_allowed() -> None:
    with Engine.open() as engine, pytest.raises(PermissionDenied, match="Reset is disabled by config"):
        engine.reset()


def test_a_closed_engine_is_unavailable(engine: Engine) -> None:
    created = engine.create_collection(*DEFAULT, "abc")
    engine.close()
    engine.close()
    assert engine.closed
    for call in (
        lambda: engine.count(created.id),
        lambda: engine.get_tenant(DEFAULT_TENANT),
        lambda: engine.add(created.id, ids=["a"], embeddings=[[1.0]]),
    ):
        with pytest.raises(Unavailable):
            call()


def test_a_database_name_too_short_to_exist_is_a_bad_value(engine: Engine) -> None:
    calls = [
        lambda: engine.get_database("default_tenant", "ab"),
        lambda: engine.create_collection("default_tenant", "ab", "name"),
        lambda: engine.get_collection("default_tenant", "ab", "name"),
        lambda: engine.get_collection_by_id("default_tenant", "ab", "00000000-0000-0000-0000-000000000000"),
        lambda: engine.list_collections("default_tenant", "ab"),
        lambda: engine.count_collections("default_tenant", "ab"),
        lambda: engine.update_collection("default_tenant", "ab", "00000000-0000-0000-0000-000000000000"),
        lambda: engine.delete_collection("default_tenant", "ab", "name"),
    ]
    for call in calls:
        with pytest.raises(InvalidArgument, match="at least 3 characters"):
            call()
    with pytest.raises(NotFound):
        engine.delete_database("default_tenant", "ab")
