"""Conditional reads and commits."""

from __future__ import annotations

from typing import Any

import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    Collection,
    Conflict,
    Engine,
    EngineOptions,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
)
from chroma_server.engine.transactions import ReadTokens


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
        operation("upsert", "never read"),
    )
    assert (result.first_inserted_record_offset, result.record_count) == (3, 4)
    after = engine.get(filled.id)
    assert (after.ids, after.documents) == (["a", "c", "never read"], [None, "new", None])
    assert after.metadatas == [{"n": 10}, None, None]
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
        with pytest.raises(Conflict, match="conditional write conflict: id 'a' was written after it was read"):
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
    with pytest.raises(Conflict):
        commit(engine, filled, token, ["new"], operation("add", "new"))


@pytest.mark.parametrize(
    ("operations", "message"),
    [
        ([operation("add", "a")], "add for id 'a' requires a prior read proving the id is absent"),
        ([operation("add", "unread")], "add for id 'unread' requires a prior read proving the id is absent"),
        ([operation("update", "absent")], "update for id 'absent' requires a prior read proving the id is present"),
        ([operation("delete", "absent")], "delete for id 'absent' requires a prior read proving the id is present"),
        ([operation("delete", "unread")], "delete for id 'unread' requires a prior read proving the id is present"),
        ([operation("delete", "a"), operation("update", "a")], "writes id 'a' twice"),
        ([operation("upsert", "b", "b")], "writes id 'b' twice"),
    ],
)
def test_an_operation_needs_what_the_read_has_shown(
    engine: Engine, filled: Collection, operations: list[Any], message: str
) -> None:
    engine.add(filled.id, ids=["unread"], embeddings=[[1, 1]])
    _, token = engine.conditional_get(filled.id)
    before = engine.get(filled.id)
    with pytest.raises(InvalidArgument, match=message):
        commit(engine, filled, token, ["a", "b", "absent"], *operations)
    assert engine.get(filled.id) == before


@pytest.mark.parametrize(
    "operations",
    [
        [operation("update", "not-read", metadatas=[{"n": 1}])],
        [{"operation": "delete", "payload": {"where": {"n": 1}}}],
        [{"operation": "delete", "payload": {"ids": ["a"], "where_document": {"$contains": "x"}}}],
        [{"operation": "delete", "payload": {}}],
        [operation("delete")],
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
    assert commit(engine, filled, None, []) == (None, 0)
    assert commit(engine, filled, None, [], operation("upsert", "a")) == (3, 1)
    with pytest.raises(InvalidArgument, match="without read_token"):
        commit(engine, filled, None, ["a"])
    for token in (-1, 0, 5, 10**12):
        with pytest.raises(InvalidArgument, match="is not of this collection"):
            commit(engine, filled, token, ["a"])
        with pytest.raises(InvalidArgument, match="is not of this collection"):
            engine.conditional_get(filled.id, read_token=token)


def test_a_token_is_never_zero(engine: Engine, collection: Collection) -> None:
    _, token = engine.conditional_get(collection.id)
    assert token == 1
    commit(engine, collection, token, ["a"], operation("add", "a"))
    assert engine.conditional_get(collection.id)[1] == 2


class TestReadingAtAToken:
    def test_every_read_of_a_transaction_sees_what_the_first_saw(self, engine: Engine, filled: Collection) -> None:
        first, token = engine.conditional_get(filled.id, include=["metadatas"])
        engine.update(filled.id, ids=["a"], metadatas=[{"n": 7}])
        engine.delete(filled.id, ids=["b"])
        engine.add(filled.id, ids=["c"], embeddings=[[1, 1]])
        engine.vacuum()
        again, same = engine.conditional_get(filled.id, include=["metadatas"], read_token=token)
        assert (again, same) == (first, token)
        assert engine.conditional_get(filled.id, where={"n": 2}, read_token=token)[0].ids == ["b"]
        assert engine.get(filled.id).ids == ["a", "c"]
        # What was not touched can be committed all the same.
        commit(engine, filled, token, ["d"], operation("add", "d"))

    def test_a_state_that_was_never_read_cannot_be(self, engine: Engine, filled: Collection) -> None:
        with pytest.raises(FailedPrecondition, match="read token 2 is too old"):
            engine.conditional_get(filled.id, read_token=2)

    def test_states_are_kept_for_a_while(self, engine: Engine, filled: Collection) -> None:
        now = 0.0
        tokens = ReadTokens(limit=2, seconds=60, clock=lambda: now)
        snapshots = []
        for number in range(3):
            engine.add(filled.id, ids=[f"r{number}"], embeddings=[[1, 1]])
            snapshots.append(engine._open(filled.id).snapshot())
        issued = [tokens.issue(snapshot) for snapshot in snapshots[:2]]
        assert [tokens.state(token, snapshots[2]) for token in issued] == snapshots[:2]
        now = 30.0
        tokens.issue(snapshots[2])
        with pytest.raises(FailedPrecondition):  # The oldest of three.
            tokens.state(issued[0], snapshots[2])
        now = 70.0
        with pytest.raises(FailedPrecondition):
            tokens.state(issued[1], snapshots[2])
        assert tokens.state(issued[1] + 1, snapshots[2]) is snapshots[2]


def test_a_token_may_be_too_old_to_tell_of_removed_records(tmp_path: Any) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "tokens")
        engine.add(made.id, ids=["a", "b"], embeddings=[[1, 0], [0, 1]])
        _, old = engine.conditional_get(made.id)
        engine.delete(made.id, ids=["b"])
        engine.vacuum()
    with Engine.open(tmp_path) as engine:
        with pytest.raises(FailedPrecondition, match="too old to tell whether id 'b' was written since"):
            commit(engine, made, old, ["b"], operation("upsert", "b"))
        commit(engine, made, old, ["a"], operation("update", "a"))


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
                with pytest.raises(Conflict if record_id == "a" or not vacuum else FailedPrecondition):
                    commit(engine, made, old, [record_id], operation("upsert", record_id))
            assert commit(engine, made, fresh, ["a", "b"]).record_count == 0
            if not vacuum:
                engine.vacuum()
