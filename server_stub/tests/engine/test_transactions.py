"""Conditional reads and commits."""

from __future__ import annotations

from typing import Any

import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    Collection,
    Engine,
    EngineOptions,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
)


def operation(kind: str, *ids: str, **payload: Any) -> dict[str, Any]:
    if kind in ("add", "upsert"):
        payload.setdefault("embeddings", [[1.0, 2.0] for _ in ids])
    return {"operation": kind, "payload": {"ids": list(ids), **payload}}


@pytest.fixture
def filled(engine: Engine, collection: Collection) -> Collection:
    engine.add(collection.id, ids=["a", "b"], embeddings=[[1, 0], [0, 1]], metadatas=[{"n": 1}, {"n": 2}])
    return collection


def commit(engine: Engine, collection: Collection, token: int | None, reads: list[str], *operations: Any) -> Any:
    return engine.conditional_commit(collection.id, read_token=token, read_ids=reads, operations=operations)


def test_a_commit_applies_all_operations_in_order(engine: Engine, filled: Collection) -> None:
    got, token = engine.conditional_get(filled.id, ids=["a", "b", "c"])
    assert got.ids == ["a", "b"]
    result = commit(
        engine,
        filled,
        token,
        ["a", "b", "c"],
        operation("update", "a", metadatas=[{"n": 10}]),
        operation("delete", "b"),
        operation("add", "c", documents=["new"]),
        operation("update", "c", metadatas=[{"late": True}]),
    )
    assert (result.first_inserted_record_offset, result.record_count) == (3, 4)
    after = engine.get(filled.id)
    assert (after.ids, after.documents) == (["a", "c"], [None, "new"])
    assert after.metadatas == [{"n": 10}, {"late": True}]
    assert engine.indexing_status(filled.id).total_ops == 6


def test_a_write_in_between_fails_the_commit_and_leaves_no_trace(engine: Engine, filled: Collection) -> None:
    for change in (
        lambda: engine.update(filled.id, ids=["a"], metadatas=[{"n": 5}]),
        lambda: engine.delete(filled.id, ids=["a"]),
        lambda: engine.add(filled.id, ids=["a"], embeddings=[[1, 1]]),
    ):
        _, token = engine.conditional_get(filled.id, ids=["a", "b"])
        change()
        before = engine.get(filled.id)
        with pytest.raises(FailedPrecondition, match=r"\[a\] was written after it was read"):
            commit(engine, filled, token, ["a", "b"], operation("upsert", "a"), operation("delete", "b"))
        assert engine.get(filled.id) == before


def test_a_write_to_other_records_does_not_matter(engine: Engine, filled: Collection) -> None:
    _, token = engine.conditional_get(filled.id, ids=["a"])
    engine.update(filled.id, ids=["b"], metadatas=[{"n": 5}])
    engine.add(filled.id, ids=["a"], embeddings=[[9, 9]])
    commit(engine, filled, token, ["a"], operation("delete", "a"))
    assert engine.get(filled.id).ids == ["b"]


def test_of_two_commits_on_one_read_the_second_fails(engine: Engine, filled: Collection) -> None:
    _, token = engine.conditional_get(filled.id, ids=["new"])
    commit(engine, filled, token, ["new"], operation("add", "new"))
    with pytest.raises(FailedPrecondition):
        commit(engine, filled, token, ["new"], operation("add", "new"))


@pytest.mark.parametrize(
    ("operations", "message"),
    [
        ([operation("add", "a")], r"\[a\] exists"),
        ([operation("update", "absent")], r"\[absent\] does not exist"),
        ([operation("delete", "absent")], r"\[absent\] does not exist"),
        ([operation("delete", "a"), operation("update", "a")], r"\[a\] does not exist"),
        ([operation("upsert", "absent"), operation("add", "absent")], r"\[absent\] exists"),
    ],
)
def test_an_operation_needs_what_the_read_has_shown(
    engine: Engine, filled: Collection, operations: list[Any], message: str
) -> None:
    _, token = engine.conditional_get(filled.id)
    with pytest.raises(FailedPrecondition, match=message):
        commit(engine, filled, token, ["a", "b", "absent"], *operations)


@pytest.mark.parametrize(
    "operations",
    [
        [operation("update", "not-read", metadatas=[{"n": 1}])],
        [{"operation": "delete", "payload": {"where": {"n": 1}}}],
        [{"operation": "delete", "payload": {"ids": ["a"], "where_document": {"$contains": "x"}}}],
        [{"operation": "delete", "payload": {}}],
        [{"operation": "add", "payload": {"embeddings": [[1, 2]]}}],
        [{"operation": "merge", "payload": {"ids": ["a"]}}],
        [{"operation": "add"}],
        [operation("upsert", "a", embeddings=[[1, 2, 3]])],
        [operation("upsert", "a", metadatas=[{"#bad": 1}])],
    ],
)
def test_a_malformed_commit_is_refused(engine: Engine, filled: Collection, operations: list[Any]) -> None:
    _, token = engine.conditional_get(filled.id)
    with pytest.raises(InvalidArgument):
        commit(engine, filled, token, ["a", "b"], *operations)
    assert engine.count(filled.id) == 2


def test_tokens(engine: Engine, filled: Collection) -> None:
    assert commit(engine, filled, None, []).record_count == 0
    with pytest.raises(InvalidArgument, match="without read_token"):
        commit(engine, filled, None, ["a"])
    for token in (-1, 3, 10**12):
        with pytest.raises(InvalidArgument, match="is not of this collection"):
            commit(engine, filled, token, ["a"])


def test_operations_of_one_commit_agree_on_the_dimension(engine: Engine, collection: Collection) -> None:
    _, token = engine.conditional_get(collection.id)
    with pytest.raises(InvalidArgument, match="dimension of 2, got 3"):
        commit(
            engine, collection, token, ["x", "y"], operation("add", "x"), operation("add", "y", embeddings=[[1, 2, 3]])
        )
    assert engine.get_collection_by_id(DEFAULT_TENANT, DEFAULT_DATABASE, collection.id).dimension is None


def test_a_commit_to_a_missing_collection(engine: Engine) -> None:
    with pytest.raises(NotFound):
        engine.conditional_commit("00000000-0000-4000-8000-000000000000", read_token=None, read_ids=[], operations=[])


def test_conflicts_are_known_after_reopening_and_after_a_checkpoint(tmp_path: Any) -> None:
    with Engine.open(tmp_path, options=EngineOptions()) as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "tokens")
        engine.add(made.id, ids=["a", "b"], embeddings=[[1, 0], [0, 1]])
        _, old = engine.conditional_get(made.id)
        engine.update(made.id, ids=["a"], documents=["x"])
        engine.delete(made.id, ids=["b"])
        _, fresh = engine.conditional_get(made.id)
    for vacuum in (False, True):
        with Engine.open(tmp_path) as engine:
            for record_id in ("a", "b"):
                with pytest.raises(FailedPrecondition):
                    commit(engine, made, old, [record_id], operation("upsert", record_id))
            assert commit(engine, made, fresh, ["a", "b"]).record_count == 0
            if not vacuum:
                engine.vacuum()
