"""Attached functions: what they write, and that it is there with the write it comes from."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    AlreadyExists,
    Collection,
    Engine,
    EngineOptions,
    FailedPrecondition,
    Internal,
    InvalidArgument,
    NotFound,
    log,
    maintenance,
)
from chroma_server.engine.functions.statistics import float_text

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
SMALL = EngineOptions(checkpoint_ops=8, checkpoint_frames=4, background=False)


def attach(engine: Engine, collection_id: str, function: str, name: str = "fn", output: str = "output") -> str:
    """The id of the output."""
    found, created = engine.attach_function(collection_id, name=name, function_id=function, output_collection=output)
    assert created
    return found.output_collection_id


def output_of(engine: Engine, output: str) -> dict[str, tuple[Any, ...]]:
    found = engine.get(output, include=["embeddings", "documents", "metadatas"])
    assert found.embeddings is not None
    assert found.documents is not None
    assert found.metadatas is not None
    columns = zip(found.ids, found.documents, found.metadatas, found.embeddings.tolist(), strict=True)
    return {record_id: rest for record_id, *rest in columns}  # type: ignore[misc]


def counts(engine: Engine, output: str) -> dict[str, int]:
    return {record_id: metadata["count"] for record_id, (_, metadata, _) in output_of(engine, output).items()}


def add(engine: Engine, collection_id: str, **metadatas: dict[str, Any] | None) -> None:
    ids = list(metadatas)
    engine.upsert(collection_id, ids=ids, embeddings=[[1, 2]] * len(ids), metadatas=[metadatas[i] for i in ids])


class TestRecordCounter:
    def test_it_says_how_many_records_there_are(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "record_counter")
        assert output_of(engine, output) == {}
        engine.add(collection.id, ids=["a", "b", "c"], embeddings=[[1, 2]] * 3)
        assert output_of(engine, output) == {
            "function_output": ["Last processed 3 records (total: 3)", {"total_count": 3}, [0.0]]
        }

    def test_it_follows_every_kind_of_write(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "record_counter")

        def last() -> tuple[str, int]:
            document, metadata, _ = output_of(engine, output)["function_output"]
            return document, metadata["total_count"]

        engine.add(collection.id, ids=["a", "b"], embeddings=[[1, 2]] * 2)
        engine.add(collection.id, ids=["b", "c", "c"], embeddings=[[1, 2]] * 3)
        assert last() == ("Last processed 1 records (total: 3)", 3)
        engine.upsert(collection.id, ids=["c", "d"], embeddings=[[1, 2]] * 2)
        assert last() == ("Last processed 2 records (total: 4)", 4)
        engine.update(collection.id, ids=["a", "nobody"], documents=["x", "y"])
        assert last() == ("Last processed 1 records (total: 4)", 4)
        engine.delete(collection.id, ids=["a", "nobody"])
        assert last() == ("Last processed 1 records (total: 3)", 3)
        engine.delete(collection.id, where={"none": 1})
        assert last() == ("Last processed 1 records (total: 3)", 3)
        _, token = engine.conditional_get(collection.id, ids=["b", "z"])
        operations = [
            {"operation": "delete", "payload": {"ids": ["b"]}},
            {"operation": "add", "payload": {"ids": ["z"], "embeddings": [[1, 2]]}},
        ]
        engine.conditional_commit(collection.id, read_token=token, read_ids=["b", "z"], operations=operations)
        assert last() == ("Last processed 2 records (total: 3)", 3)

    def test_records_of_before_count(self, engine: Engine, collection: Collection) -> None:
        engine.add(collection.id, ids=["a", "b"], embeddings=[[1, 2]] * 2)
        output = attach(engine, collection.id, "record_counter")
        assert output_of(engine, output)["function_output"][:2] == [
            "Last processed 2 records (total: 2)",
            {"total_count": 2},
        ]


class TestStatistics:
    def test_each_type_of_value(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "statistics")
        sparse = {"indices": [1, 30], "values": [0.5, 1.0], "tokens": ["one", "thirty"]}
        add(
            engine,
            collection.id,
            a={"b": True, "i": 7, "f": 2.5, "s": "x::y", "l": ["red", "red", "blue"], "v": sparse},
            b={"b": False, "i": 7, "f": 7.0},
            c=None,
        )
        assert output_of(engine, output) == {
            key: [f"statistics about {name} for {key.removeprefix(f'{name}::')}", described, [0.0]]
            for key, name, described in (
                ("summary::s:total_count", "summary", entry(3, "summary", "str", "total_count")),
                ("b::b:true", "b", entry(1, "b", "bool", "true")),
                ("b::b:false", "b", entry(1, "b", "bool", "false")),
                ("i::i:7", "i", entry(2, "i", "int", "7")),
                ("f::f:2.5000000000000000e0", "f", entry(1, "f", "float", "2.5000000000000000e0")),
                ("f::f:7.0000000000000000e0", "f", entry(1, "f", "float", "7.0000000000000000e0")),
                ("s::s:x::y", "s", entry(1, "s", "str", "x::y")),
                ("l::s:red", "l", entry(2, "l", "str", "red")),
                ("l::s:blue", "l", entry(1, "l", "str", "blue")),
                ("v::sv:1", "v", {**entry(1, "v", "sparse", "1"), "value_label": "one"}),
                ("v::sv:30", "v", {**entry(1, "v", "sparse", "30"), "value_label": "thirty"}),
            )
        }

    def test_values_that_change_and_go(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "statistics")
        add(engine, collection.id, a={"k": "x"}, b={"k": "x", "n": 1})
        engine.update(collection.id, ids=["a"], metadatas=[{"k": "y"}])
        assert counts(engine, output) == {"summary::s:total_count": 2, "k::s:x": 1, "n::i:1": 1, "k::s:y": 1}
        engine.update(collection.id, ids=["b"], metadatas=[{"n": None}])
        assert "n::i:1" not in counts(engine, output)
        engine.delete(collection.id, ids=["a"])
        assert counts(engine, output) == {"summary::s:total_count": 1, "k::s:x": 1}
        engine.delete(collection.id, ids=["b"])
        assert counts(engine, output) == {"summary::s:total_count": 0}

    def test_an_integer_is_no_float_and_no_bool(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "statistics")
        add(engine, collection.id, a={"k": 1}, b={"k": 1.0}, c={"k": True}, d={"k": "1"})
        engine.update(collection.id, ids=["a"], metadatas=[{"k": 1.0}])
        assert counts(engine, output) == {
            "summary::s:total_count": 4,
            "k::f:1.0000000000000000e0": 2,
            "k::b:true": 1,
            "k::s:1": 1,
        }

    @pytest.mark.parametrize("attach_first", [True, False])
    def test_any_writes_give_what_counting_gives(
        self, engine: Engine, collection: Collection, attach_first: bool
    ) -> None:
        rng = random.Random(4)
        output = attach(engine, collection.id, "statistics") if attach_first else None
        for _ in range(60):
            ids = [f"r{rng.randrange(12)}" for _ in range(rng.randint(1, 5))]
            metadatas = [
                {key: rng.choice((1, 1.0, True, "1", ["1", "2"], None)) for key in rng.sample("klm", 2)} for _ in ids
            ]
            if rng.random() < 0.3:
                engine.delete(collection.id, ids=ids)
            else:
                write = rng.choice((engine.upsert, engine.update))
                write(collection.id, ids=ids, embeddings=[[1, 2]] * len(ids), metadatas=metadatas)
        output = output or attach(engine, collection.id, "statistics")
        expected = Counter[str]({"summary::s:total_count": engine.count(collection.id)})
        for metadata in engine.get(collection.id).metadatas or ():
            for key, value in (metadata or {}).items():
                for one in value if isinstance(value, list) else [value]:
                    prefix, text = {
                        bool: ("b", str(one).lower()),
                        int: ("i", str(one)),
                        float: ("f", "1.0000000000000000e0"),
                        str: ("s", one),
                    }[type(one)]
                    expected[f"{key}::{prefix}:{text}"] += 1
        assert counts(engine, output) == expected

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (0.0, "0.0000000000000000e0"),
            (2.5, "2.5000000000000000e0"),
            (-0.1, "-1.0000000000000001e-1"),
            (1e300, "1.0000000000000001e300"),
            (float("inf"), "inf"),
            (float("nan"), "NaN"),
        ],
    )
    def test_how_floats_are_written(self, number: float, text: str) -> None:
        assert float_text(number) == text


def entry(count: int, key: str, kind: str, value: str) -> dict[str, Any]:
    return {"count": count, "key": key, "type": kind, "value": value}


class TestAttaching:
    def test_what_is_said_of_it(self, engine: Engine, collection: Collection) -> None:
        engine.add(collection.id, ids=["a", "b"], embeddings=[[1, 2]] * 2)
        made, created = engine.attach_function(
            collection.id, name="fn", function_id="statistics", output_collection="output", params={"k": 1}
        )
        assert created
        found = engine.get_attached_function(collection.id, "fn")
        assert found == made
        assert (found.name, found.function_name, dict(found.params)) == ("fn", "statistics", {"k": 1})
        assert (found.input_collection_id, found.output_collection) == (collection.id, "output")
        assert found.output_collection_id == engine.get_collection(*DEFAULT, "output").id
        assert (found.tenant, found.database_id) == (DEFAULT_TENANT, engine.get_database(*DEFAULT).id)
        assert (found.completion_offset, found.min_records_for_invocation) == (2, 1)
        engine.delete(collection.id, ids=["a"])
        assert engine.get_attached_function(collection.id, "fn").completion_offset == 3

    def test_the_output_is_a_collection_that_names_its_function(self, engine: Engine, collection: Collection) -> None:
        attach(engine, collection.id, "statistics")
        output = engine.get_collection(*DEFAULT, "output")
        assert output.dimension == 1
        assert output.schema["source_attached_function_id"] == engine.get_attached_function(collection.id, "fn").id
        assert output.metadata is None

    def test_attaching_the_same_again_gives_the_first(self, engine: Engine, collection: Collection) -> None:
        attach(engine, collection.id, "statistics")
        first = engine.get_attached_function(collection.id, "fn")
        again, created = engine.attach_function(
            collection.id, name="fn", function_id="statistics", output_collection="output", params={}
        )
        assert (again, created) == (first, False)
        assert engine.count_collections(*DEFAULT) == 2

    @pytest.mark.parametrize(
        "change",
        [{"name": "other"}, {"function_id": "record_counter"}, {"output_collection": "more"}, {"params": {"k": 1}}],
    )
    def test_a_collection_has_one_function(
        self, engine: Engine, collection: Collection, change: dict[str, Any]
    ) -> None:
        attach(engine, collection.id, "statistics")
        wanted: dict[str, Any] = {"name": "fn", "function_id": "statistics", "output_collection": "output", **change}
        text = "already has an attached function: name=fn, function=statistics, output_collection=output"
        with pytest.raises(FailedPrecondition, match=text):
            engine.attach_function(collection.id, **wanted)

    def test_refusals(self, engine: Engine, collection: Collection) -> None:
        good: dict[str, Any] = {"name": "fn", "function_id": "statistics", "output_collection": "output"}
        with pytest.raises(NotFound, match="function not found"):
            engine.attach_function(collection.id, **{**good, "function_id": "nothing"})
        with pytest.raises(AlreadyExists, match=r"Output collection \[records\] already exists"):
            engine.attach_function(collection.id, **{**good, "output_collection": "records"})
        for bad in ({"name": ""}, {"name": "_deleted_x"}, {"output_collection": "x"}, {"params": [1]}):
            with pytest.raises(InvalidArgument):
                engine.attach_function(collection.id, **{**good, **bad})
        with pytest.raises(NotFound):
            engine.attach_function("00000000-0000-4000-8000-000000000000", **good)
        assert engine.count_collections(*DEFAULT) == 1
        output = attach(engine, collection.id, "statistics")
        with pytest.raises(FailedPrecondition, match="cannot attach function to an output collection"):
            engine.attach_function(output, **{**good, "output_collection": "more"})

    def test_no_function_takes_several_inputs(self, engine: Engine, collection: Collection) -> None:
        attach(engine, collection.id, "statistics")
        other = engine.create_collection(*DEFAULT, "other")
        with pytest.raises(InvalidArgument, match="multiple input collections are only supported for async"):
            engine.add_function_input(collection.id, "fn", input_collection_id=other.id)
        with pytest.raises(NotFound):
            engine.add_function_input(collection.id, "nothing", input_collection_id=other.id)
        with pytest.raises(NotFound):
            engine.add_function_input(collection.id, "fn", input_collection_id="00000000-0000-4000-8000-000000000000")


class TestDetaching:
    @pytest.mark.parametrize("delete_output", [False, True])
    def test_the_output_stays_as_it_is_or_goes(
        self, engine: Engine, collection: Collection, delete_output: bool
    ) -> None:
        output = attach(engine, collection.id, "record_counter")
        engine.add(collection.id, ids=["a"], embeddings=[[1, 2]])
        engine.detach_function(collection.id, "fn", delete_output=delete_output)
        engine.add(collection.id, ids=["b"], embeddings=[[1, 2]])
        if delete_output:
            with pytest.raises(NotFound):
                engine.count(output)
        else:
            assert output_of(engine, output)["function_output"][1] == {"total_count": 1}
        with pytest.raises(NotFound):
            engine.get_attached_function(collection.id, "fn")
        with pytest.raises(NotFound, match="does not exist"):
            engine.detach_function(collection.id, "fn")
        attach(engine, collection.id, "record_counter", "fn", "second")
        assert engine.count_attached_functions(collection.id) == 1

    def test_deleting_the_output_detaches(self, engine: Engine, collection: Collection) -> None:
        attach(engine, collection.id, "record_counter")
        engine.delete_collection(*DEFAULT, "output")
        with pytest.raises(NotFound):
            engine.get_attached_function(collection.id, "fn")
        engine.add(collection.id, ids=["a"], embeddings=[[1, 2]])
        assert engine.count(collection.id) == 1
        attach(engine, collection.id, "record_counter")

    def test_deleting_the_input_leaves_the_output(self, engine: Engine, collection: Collection) -> None:
        engine.add(collection.id, ids=["a"], embeddings=[[1, 2]])
        output = attach(engine, collection.id, "record_counter")
        engine.delete_collection(*DEFAULT, "records")
        assert output_of(engine, output)["function_output"][1] == {"total_count": 1}


class TestForks:
    def test_functions_stay_with_the_source(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "record_counter")
        engine.add(collection.id, ids=["a"], embeddings=[[1, 2]])
        fork = engine.fork_collection(collection.id, "fork")
        engine.add(fork.id, ids=["b"], embeddings=[[1, 2]])
        assert output_of(engine, output)["function_output"][1] == {"total_count": 1}
        with pytest.raises(NotFound):
            engine.get_attached_function(fork.id, "fn")
        attach(engine, fork.id, "record_counter", output="fork-output")

    def test_a_fork_of_an_output_is_no_output(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "record_counter")
        engine.add(collection.id, ids=["a"], embeddings=[[1, 2]])
        fork = engine.fork_collection(output, "fork")
        assert "source_attached_function_id" not in fork.schema
        engine.add(collection.id, ids=["b"], embeddings=[[1, 2]])
        assert output_of(engine, fork.id)["function_output"][1] == {"total_count": 1}
        attach(engine, fork.id, "statistics", output="more")


class TestTogether:
    """The output is there with the write it comes from, or neither is."""

    def test_a_write_whose_output_cannot_be_written_fails(
        self, engine: Engine, collection: Collection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output = attach(engine, collection.id, "statistics")
        add(engine, collection.id, a={"k": 1})
        before = output_of(engine, output)
        with monkeypatch.context() as patched:
            patched.setattr("chroma_server.engine.functions.statistics._upsert", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                add(engine, collection.id, b={"k": 1})
        assert engine.get(collection.id).ids == ["a"]
        assert output_of(engine, output) == before
        add(engine, collection.id, b={"k": 1})
        assert counts(engine, output) == {"summary::s:total_count": 2, "k::i:1": 2}

    def test_an_output_that_reached_the_log_is_undone_with_the_write(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Engine.open(tmp_path) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            output = attach(engine, collection.id, "statistics")
            add(engine, collection.id, a={"k": 1})
            frames = log.append
            with monkeypatch.context() as patched:

                def fail_at_the_output(db: Any, row: Any, batches: Any, head: int) -> None:
                    frames(db, row, batches, head)
                    if row.collection.id == output:
                        raise Internal("on purpose")

                patched.setattr(log, "append", fail_at_the_output)
                with pytest.raises(Internal, match="on purpose"):
                    add(engine, collection.id, b={"k": 2})
            add(engine, collection.id, c={"k": 1})
            assert counts(engine, output) == {"summary::s:total_count": 2, "k::i:1": 2}
        with Engine.open(tmp_path) as engine:
            assert counts(engine, output) == {"summary::s:total_count": 2, "k::i:1": 2}
            assert engine.get(collection.id).ids == ["a", "c"]

    def test_an_attachment_that_fails_leaves_nothing(
        self, engine: Engine, collection: Collection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(engine, collection.id, a={"k": 1})
        with monkeypatch.context() as patched:
            patched.setattr("chroma_server.engine.functions.statistics._upsert", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                attach(engine, collection.id, "statistics")
        assert engine.count_collections(*DEFAULT) == 1
        assert counts(engine, attach(engine, collection.id, "statistics")) == {"summary::s:total_count": 1, "k::i:1": 1}

    def test_writers_at_the_same_time(self, engine: Engine, collection: Collection) -> None:
        output = attach(engine, collection.id, "statistics")

        def write(name: str) -> None:
            for number in range(25):
                add(engine, collection.id, **{f"{name}{number}": {"k": name, "n": number % 5}})

        threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counts(engine, output) == {
            "summary::s:total_count": 100,
            **{f"k::s:{name}": 25 for name in "abcd"},
            **{f"n::i:{number}": 20 for number in range(5)},
        }

    def test_two_engines_on_one_directory(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as one, Engine.open(tmp_path, options=SMALL) as two:
            collection = one.create_collection(*DEFAULT, "records")
            add(two, collection.id, a={"k": 1})
            output = attach(one, collection.id, "statistics")
            for number in range(20):
                add((one, two)[number % 2], collection.id, **{f"r{number}": {"k": number % 3}})
            expected = {"summary::s:total_count": 21, "k::i:0": 7, "k::i:1": 8, "k::i:2": 6}
            assert counts(one, output) == counts(two, output) == expected
            two.detach_function(collection.id, "fn")
            add(one, collection.id, z={"k": 9})
            assert counts(two, output) == expected

    def test_it_lasts_and_outputs_are_checkpointed(self, tmp_path: Path) -> None:
        for _ in range(3):
            with Engine.open(tmp_path, options=SMALL) as engine:
                collection = engine.create_collection(*DEFAULT, "records", get_or_create=True)
                engine.attach_function(
                    collection.id, name="fn", function_id="statistics", output_collection="output", params=None
                )
                for number in range(12):
                    add(engine, collection.id, **{f"r{engine.count(collection.id)}": {"k": number}})
        with Engine.open(tmp_path) as engine:
            output = engine.get_attached_function(collection.id, "fn").output_collection_id
            assert counts(engine, output) == {
                "summary::s:total_count": 36,
                **{f"k::i:{number}": 3 for number in range(12)},
            }
        with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
            assert db.execute("SELECT count(*) FROM record_log").fetchone()[0] < 12
        assert maintenance.check(tmp_path).damage == []

    def test_a_repair_derives_the_output_anew(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            output = attach(engine, collection.id, "statistics")
            add(engine, collection.id, a={"k": 1})
            add(engine, collection.id, b={"k": 2})
            engine.upsert(output, ids=["mine"], embeddings=[[5]], documents=["put there by the user"])
        with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
            db.execute(
                "UPDATE record_log SET frame = zeroblob(length(frame)) WHERE position = 2 AND collection = "
                "(SELECT number FROM collections WHERE id = ?)",
                (collection.id,),
            )
        report = maintenance.repair(tmp_path)
        assert "Collection [output] was derived anew" in report.repairs
        assert maintenance.check(tmp_path).ok
        with Engine.open(tmp_path) as engine:
            assert engine.get(collection.id).ids == ["a"]
            found = output_of(engine, output)
            assert found.pop("mine")[0] == "put there by the user"
            assert {record_id: rest[1]["count"] for record_id, rest in found.items()} == {
                "summary::s:total_count": 1,
                "k::i:1": 1,
            }
