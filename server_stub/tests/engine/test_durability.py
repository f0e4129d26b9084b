"""What is on disk: reopening, damage, foreign files, the size of the log."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    Engine,
    EngineOptions,
    FailedPrecondition,
    Internal,
    InvalidArgument,
    NotFound,
    Unavailable,
)

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
EVERYTHING = ("embeddings", "documents", "uris", "metadatas")


def contents(engine: Engine, collection_id: str) -> dict[str, Any]:
    got = engine.get(collection_id, include=EVERYTHING)
    assert got.embeddings is not None
    return {**vars(got), "embeddings": got.embeddings.tolist()}


def make_history(engine: Engine) -> str:
    """A collection with all kinds of writes behind it."""
    made = engine.create_collection(*DEFAULT, "history", configuration={"hnsw": {"space": "cosine"}})
    ids = [f"r{i}" for i in range(50)]
    engine.add(
        made.id,
        ids=ids,
        embeddings=np.arange(150, dtype=np.float32).reshape(50, 3),
        documents=[f"doc {i}" if i % 3 else None for i in range(50)],
        metadatas=[{"n": i, "l": [i, i + 1], "f": i / 2} for i in range(50)],
    )
    engine.delete(made.id, where={"n": {"$lt": 5}})
    engine.update(made.id, ids=["r7", "r9"], embeddings=[None, [1, 1, 1]], uris=["u7", None])
    engine.upsert(
        made.id,
        ids=["r1", "r8", "new"],
        embeddings=[[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        metadatas=[{}, {"n": None}, {"s": "x"}],
    )
    engine.delete(made.id, ids=["r20"])
    return made.id


def segment_files(path: Path) -> list[Path]:
    return sorted((path / "segments").glob("*.segment"))


def database(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path / "polychrome.sqlite3")


def test_reopening_gives_the_same_records(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        collection_id = make_history(engine)
        before, described = contents(engine, collection_id), engine.get_collection(*DEFAULT, "history")
        operations = engine.indexing_status(collection_id)
    with Engine.open(tmp_path) as engine:
        assert engine.get_collection(*DEFAULT, "history") == described
        assert contents(engine, collection_id) == before
        assert engine.indexing_status(collection_id) == operations
        assert engine.query(collection_id, query_embeddings=[[7, 8, 9]], n_results=1).ids == [["new"]]


def test_a_vacuum_changes_no_record(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        collection_id = make_history(engine)
        before, operations = contents(engine, collection_id), engine.indexing_status(collection_id)
        engine.vacuum()
        with database(tmp_path) as db:
            assert db.execute("SELECT count(*) FROM record_log").fetchone() == (0,)
        assert contents(engine, collection_id) == before
        engine.add(collection_id, ids=["later"], embeddings=[[0, 0, 1]])
        after = contents(engine, collection_id)
    with Engine.open(tmp_path) as engine:
        assert contents(engine, collection_id) == after
        assert engine.indexing_status(collection_id).total_ops == operations.total_ops + 1


def test_an_unclosed_engine_loses_nothing(tmp_path: Path) -> None:
    engine = Engine.open(tmp_path)
    collection_id = make_history(engine)
    with Engine.open(tmp_path) as other:
        assert contents(other, collection_id) == contents(engine, collection_id)
    engine.close()


def test_updates_without_end_do_not_grow_the_log(tmp_path: Path) -> None:
    options = EngineOptions(checkpoint_ops=100, background=False)
    with Engine.open(tmp_path, options=options) as engine:
        made = engine.create_collection(*DEFAULT, "busy")
        for round_number in range(60):
            engine.upsert(
                made.id, ids=[str(i) for i in range(10)], embeddings=np.full((10, 4), round_number, dtype=np.float32)
            )
        with database(tmp_path) as db:
            assert db.execute("SELECT count(*) FROM record_log").fetchone()[0] <= 11
            assert db.execute("SELECT count(*) FROM segments").fetchone()[0] == 1
        assert len(segment_files(tmp_path)) == 1
        before = contents(engine, made.id)
    with Engine.open(tmp_path, options=options) as engine:
        assert contents(engine, made.id) == before
        assert engine.indexing_status(made.id).total_ops == 600


def test_many_small_writes_are_joined(tmp_path: Path) -> None:
    with Engine.open(tmp_path, options=EngineOptions(checkpoint_frames=20, background=False)) as engine:
        made = engine.create_collection(*DEFAULT, "small")
        for i in range(90):
            engine.add(made.id, ids=[str(i)], embeddings=[[i]])
        with database(tmp_path) as db:
            assert db.execute("SELECT count(*) FROM record_log").fetchone()[0] < 20
        assert len(segment_files(tmp_path)) < 4
        assert engine.get(made.id).ids == [str(i) for i in range(90)]


def test_a_checkpoint_that_fails_does_not_fail_the_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("chroma_server.engine.background._PAUSE_AFTER_FAILURE", 0.0)
    with Engine.open(tmp_path, options=EngineOptions(checkpoint_frames=3, background=False)) as engine:
        made = engine.create_collection(*DEFAULT, "small")
        with monkeypatch.context() as patch:
            patch.setattr("chroma_server.engine.manifest.write_segments", full)
            for i in range(6):
                engine.add(made.id, ids=[str(i)], embeddings=[[i]])
        assert "was not rewritten" in caplog.text
        assert engine.count(made.id) == 6
        engine.add(made.id, ids=["6"], embeddings=[[6]])
        with database(tmp_path) as db:
            assert db.execute("SELECT count(*) FROM record_log").fetchone() == (0,)
    with Engine.open(tmp_path) as engine:
        assert engine.get(made.id).ids == [str(i) for i in range(7)]


def test_a_write_that_runs_out_of_memory_leaves_no_trace(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_memory(*_: object) -> None:
        raise MemoryError

    made = engine.create_collection(*DEFAULT, "interrupted")
    for step in ("tail.Tail.append", "life.Life.grow"):
        with monkeypatch.context() as patch:
            patch.setattr(f"chroma_server.engine.{step}", out_of_memory)
            with pytest.raises(MemoryError):
                engine.add(made.id, ids=["a"], embeddings=[[1]])
        assert engine.get(made.id).ids == []
        assert engine.get_collection(*DEFAULT, "interrupted").dimension is None
    engine.add(made.id, ids=["a"], embeddings=[[1, 1]], documents=["before"])
    for step in ("tail.Tail.append", "life.Life.grow", "life.Life.kill"):
        with monkeypatch.context() as patch:
            patch.setattr(f"chroma_server.engine.{step}", out_of_memory)
            with pytest.raises(MemoryError):
                engine.upsert(made.id, ids=["a", "b"], embeddings=[[2, 2], [3, 3]], documents=["after", "new"])
        got = engine.get(made.id, include=EVERYTHING)
        assert got.documents == ["before"]
        assert got.embeddings is not None
        assert got.embeddings.tolist() == [[1, 1]]
    engine.upsert(made.id, ids=["b", "a"], embeddings=[[3, 3], [2, 2]], documents=["new", "after"])
    assert engine.get(made.id).documents == ["after", "new"]
    assert engine.indexing_status(made.id).total_ops == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_forked_child_may_not_use_the_parents_connections(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "parent")
        engine.add(made.id, ids=["a"], embeddings=[[1]])
        child = os.fork()
        if not child:
            status = 1
            try:
                engine.count(made.id)
            except Unavailable:
                status = 0
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert engine.count(made.id) == 1


def test_deletes_close_the_gaps_in_memory(engine: Engine) -> None:
    made = engine.create_collection(*DEFAULT, "gaps")
    rows = 4000
    engine.add(
        made.id,
        ids=[str(i) for i in range(rows)],
        embeddings=np.arange(rows, dtype=np.float32).reshape(-1, 1),
        metadatas=[{"n": i} for i in range(rows)],
    )
    assert engine.get(made.id, where={"n": 3999}).ids == ["3999"]
    assert engine.delete(made.id, where={"n": {"$lt": 3500}}) == 3500
    assert engine.get(made.id, limit=3).ids == ["3500", "3501", "3502"]
    assert engine.get(made.id, where={"n": {"$gte": 3998}}).ids == ["3998", "3999"]
    assert engine.query(made.id, query_embeddings=[[3600.2]], n_results=2).ids == [["3600", "3601"]]
    engine.update(made.id, ids=["3999"], metadatas=[{"n": -1}])
    assert engine.get(made.id, where={"n": -1}, include=["embeddings"]).embeddings == [[3999.0]]


def test_a_memory_limit_closes_what_is_not_used(tmp_path: Path) -> None:
    rows = 500
    vectors = np.arange(rows * 100, dtype=np.float32).reshape(rows, 100)
    options = EngineOptions(memory_limit=2**20)
    with Engine.open(tmp_path, options=options) as engine:
        made = [engine.create_collection(*DEFAULT, f"collection{number}").id for number in range(40)]
        ids = [str(i) for i in range(rows)]
        for _ in range(2):
            for number, collection_id in enumerate(made):
                engine.upsert(collection_id, ids=ids, embeddings=vectors + number)
                found = engine.query(collection_id, query_embeddings=vectors[7:8] + number, n_results=1)
                assert found.ids == [["7"]]
        assert sum(collection.nbytes_besides(set()) for collection in engine._collections.values()) < 12 * 2**20
        assert len(engine._collections) < 20
        assert [engine.count(collection_id) for collection_id in made] == [rows] * 40


@pytest.mark.parametrize("byte", [0, 12, 40, -1])
def test_a_damaged_frame_is_reported_by_name(tmp_path: Path, byte: int) -> None:
    with Engine.open(tmp_path) as engine:
        collection_id = make_history(engine)
        healthy = engine.create_collection(*DEFAULT, "healthy")
        engine.add(healthy.id, ids=["a"], embeddings=[[1]])
    with database(tmp_path) as db:
        number, frame = db.execute("SELECT rowid, frame FROM record_log LIMIT 1").fetchone()
        broken = bytearray(frame)
        broken[byte] ^= 0xFF
        db.execute("UPDATE record_log SET frame = ? WHERE rowid = ?", (bytes(broken), number))
    with Engine.open(tmp_path) as engine:
        for call in (
            lambda: engine.get(collection_id),
            lambda: engine.add(collection_id, ids=["b"], embeddings=[[1, 2, 3]]),
            lambda: engine.count(collection_id),
        ):
            with pytest.raises(Internal, match=rf"polychrome\.sqlite3 is damaged: .*\[history\] \({collection_id}\)"):
                call()
        assert engine.get(healthy.id).ids == ["a"]


@pytest.mark.parametrize("position", ["min", "max"])
@pytest.mark.parametrize("table", ["record_log", "segments"])
def test_a_missing_row_is_reported(tmp_path: Path, table: str, position: str) -> None:
    with Engine.open(tmp_path) as engine:
        collection_id = make_history(engine)
        if table == "segments":
            engine.vacuum()
    with database(tmp_path) as db:
        db.execute(f"DELETE FROM {table} WHERE rowid = (SELECT {position}(rowid) FROM {table})")
    with Engine.open(tmp_path) as engine, pytest.raises(Internal, match=r"missing|1 are listed, 0 found"):
        engine.get(collection_id)


def test_damage_met_while_following_another_process_leaves_no_half_state(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine, Engine.open(tmp_path) as other:
        made = engine.create_collection(*DEFAULT, "followed")
        engine.add(made.id, ids=["a", "b"], embeddings=[[1], [2]])
        other.delete(made.id, ids=["a"])
        other.vacuum()
        other.add(made.id, ids=["c"], embeddings=[[3]])
        other.add(made.id, ids=["d"], embeddings=[[4]])
        expected = contents(other, made.id)
        with database(tmp_path) as db:
            number, frame = db.execute("SELECT rowid, frame FROM record_log ORDER BY position DESC LIMIT 1").fetchone()
            db.execute("UPDATE record_log SET frame = ? WHERE rowid = ?", (frame[:-1], number))
        for _ in range(2):
            with pytest.raises(Internal, match="checksum"):
                engine.get(made.id)
        with database(tmp_path) as db:
            db.execute("UPDATE record_log SET frame = ? WHERE rowid = ?", (frame, number))
        assert contents(engine, made.id) == expected


def test_frames_that_were_swapped_are_found_out(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "swapped")
        engine.add(made.id, ids=["a"], embeddings=[[1]])
        engine.add(made.id, ids=["b"], embeddings=[[2]])
    with database(tmp_path) as db:
        (first, one), (second, two) = db.execute("SELECT rowid, frame FROM record_log").fetchall()
        db.executemany("UPDATE record_log SET frame = ? WHERE rowid = ?", [(two, first), (one, second)])
    with Engine.open(tmp_path) as engine, pytest.raises(Internal, match="checksum"):
        engine.count(made.id)


def test_a_directory_of_the_official_package_is_not_touched(tmp_path: Path) -> None:
    official = tmp_path / "chroma.sqlite3"
    official.write_bytes(b"theirs")
    with pytest.raises(FailedPrecondition, match="official chromadb"):
        Engine.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["chroma.sqlite3"]
    assert official.read_bytes() == b"theirs"


def test_the_file_of_another_program_is_not_touched(tmp_path: Path) -> None:
    with database(tmp_path) as db:
        db.execute("CREATE TABLE theirs (x)")
    with pytest.raises(FailedPrecondition, match="another program"):
        Engine.open(tmp_path)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    Engine.open(tmp_path).close()
    with database(tmp_path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(FailedPrecondition, match="format version 99"):
        Engine.open(tmp_path)


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "polychrome.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(Internal, match=r"polychrome\.sqlite3"):
        Engine.open(tmp_path)


def test_a_path_that_is_a_file_is_an_invalid_argument(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidArgument, match="Cannot keep data in"):
        Engine.open(tmp_path / "file")


def test_a_directory_is_made_with_its_parents(tmp_path: Path) -> None:
    with Engine.open(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b" / "polychrome.sqlite3").exists()


def test_a_store_locked_by_another_process_is_unavailable(tmp_path: Path) -> None:
    with Engine.open(tmp_path, options=EngineOptions(lock_timeout=0.05)) as engine:
        made = engine.create_collection(*DEFAULT, "abc")
        db = database(tmp_path)
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="locked by another process"):
            engine.add(made.id, ids=["a"], embeddings=[[1]])
        assert engine.count(made.id) == 0
        db.rollback()
        db.close()
        engine.add(made.id, ids=["a"], embeddings=[[1]])
        assert engine.get(made.id).ids == ["a"]


def test_the_file_says_what_it_is_and_how_it_is_kept(tmp_path: Path) -> None:
    Engine.open(tmp_path).close()
    with database(tmp_path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x504C5943,)
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
        assert db.execute("PRAGMA page_size").fetchone() == (8192,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_memory_leaves_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Engine.open() as engine:
        make_history(engine)
        engine.vacuum()
    assert list(tmp_path.iterdir()) == []


def test_a_write_meets_the_dimension_that_another_engine_fixed(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as one, Engine.open(tmp_path) as other:
        made = one.create_collection(*DEFAULT, "shared")
        assert one.count(made.id) == 0
        other.add(made.id, ids=["a"], embeddings=[[1, 2, 3]])
        with pytest.raises(InvalidArgument, match="dimension"):
            one.add(made.id, ids=["b"], embeddings=[[1, 2]])
        one.add(made.id, ids=["b"], embeddings=[[1, 2, 3]])
        assert other.get(made.id).ids == ["a", "b"]


@pytest.mark.parametrize("embedding", [[1, 2, 3], [1, 2], []], ids=["right", "of another dimension", "empty"])
def test_a_write_to_what_another_engine_deleted_finds_nothing(tmp_path: Path, embedding: list[float]) -> None:
    with Engine.open(tmp_path) as one, Engine.open(tmp_path) as other:
        made = one.create_collection(*DEFAULT, "shared")
        one.add(made.id, ids=["a"], embeddings=[[1, 2, 3]])
        other.delete_collection(*DEFAULT, "shared")
        with pytest.raises(NotFound):
            one.add(made.id, ids=["b"], embeddings=[embedding])
