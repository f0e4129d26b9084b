"""Forks: what they hold, what they share, and that each goes its own way."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    AlreadyExists,
    Collection,
    Engine,
    EngineOptions,
    Internal,
    InvalidArgument,
    NotFound,
    maintenance,
    manifest,
)

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
SMALL = EngineOptions(checkpoint_ops=8, checkpoint_frames=4, background=False)


def fill(engine: Engine, collection_id: str, names: str) -> None:
    engine.upsert(
        collection_id,
        ids=list(names),
        embeddings=[[ord(name), 1.0] for name in names],
        documents=[f"document {name}" for name in names],
        metadatas=[{"name": name} for name in names],
    )


def held(engine: Engine, collection_id: str) -> list[tuple[Any, ...]]:
    found = engine.get(collection_id, include=["embeddings", "documents", "metadatas", "uris"])
    assert found.embeddings is not None
    assert found.documents is not None
    assert found.metadatas is not None
    return list(zip(found.ids, found.embeddings.tolist(), found.documents, map(str, found.metadatas), strict=True))


def bytes_in(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def names_on_disk(path: Path) -> set[str]:
    return {file.name for file in (path / "segments").glob("*.segment")}


class TestWhatAForkHolds:
    def test_the_records_and_the_description_of_its_source(self, engine: Engine) -> None:
        source = engine.create_collection(
            *DEFAULT, "source", metadata={"k": "v"}, configuration={"hnsw": {"space": "cosine", "ef_search": 77}}
        )
        fill(engine, source.id, "abc")
        engine.delete(source.id, ids=["b"])
        source = engine.get_collection(*DEFAULT, "source")
        fork = engine.fork_collection(source.id, "fork")
        assert held(engine, fork.id) == held(engine, source.id)
        assert fork == Collection(
            fork.id, "fork", *DEFAULT, source.metadata, source.configuration, source.schema, source.dimension
        )
        assert fork == engine.get_collection(*DEFAULT, "fork")
        assert fork.id != source.id
        assert engine.query(fork.id, query_embeddings=[[99, 1]], n_results=1).ids == [["c"]]
        assert engine.get(fork.id, where={"name": "a"}, where_document={"$contains": "document"}).ids == ["a"]

    def test_of_an_empty_collection_nothing(self, engine: Engine, collection: Collection) -> None:
        fork = engine.fork_collection(collection.id, "fork")
        assert engine.count(fork.id) == 0
        assert fork.dimension is None
        engine.add(fork.id, ids=["a"], embeddings=[[1, 2, 3]])
        assert engine.get_collection(*DEFAULT, "records").dimension is None

    def test_the_state_at_the_fork_whatever_comes_later(self, engine: Engine, collection: Collection) -> None:
        fill(engine, collection.id, "abc")
        fork = engine.fork_collection(collection.id, "fork")
        before = held(engine, fork.id)
        fill(engine, collection.id, "cd")
        engine.update(collection.id, ids=["a"], documents=["changed"], metadatas=[{"name": None, "new": 1}])
        engine.delete(collection.id, ids=["b"])
        engine.update_collection(*DEFAULT, collection.id, new_name="renamed", new_metadata={"m": 1})
        assert held(engine, fork.id) == before
        assert engine.get_collection(*DEFAULT, "fork").metadata is None
        engine.delete(fork.id, ids=["c"])
        engine.update(fork.id, ids=["b"], documents=["other"])
        assert engine.get(collection.id).documents == ["changed", "document c", "document d"]
        assert engine.get(fork.id).documents == ["document a", "other"]

    def test_insertion_order_goes_on(self, engine: Engine, collection: Collection) -> None:
        fill(engine, collection.id, "ba")
        fork = engine.fork_collection(collection.id, "fork")
        fill(engine, collection.id, "z")
        fill(engine, fork.id, "ay")
        assert engine.get(fork.id).ids == ["b", "a", "y"]

    def test_a_fork_of_a_fork(self, engine: Engine, collection: Collection) -> None:
        fill(engine, collection.id, "ab")
        middle = engine.fork_collection(collection.id, "middle")
        fill(engine, middle.id, "c")
        last = engine.fork_collection(middle.id, "last")
        fill(engine, last.id, "d")
        fill(engine, middle.id, "e")
        engine.delete_collection(*DEFAULT, "records")
        engine.delete_collection(*DEFAULT, "middle")
        assert engine.get(last.id).ids == ["a", "b", "c", "d"]

    def test_tokens_of_transactions_hold(self, engine: Engine, collection: Collection) -> None:
        fill(engine, collection.id, "ab")
        engine.delete(collection.id, ids=["b"])
        fork = engine.fork_collection(collection.id, "fork")
        _, token = engine.conditional_get(fork.id, ids=["b"])
        add = {"operation": "add", "payload": {"ids": ["b"], "embeddings": [[1, 1]]}}
        engine.conditional_commit(fork.id, read_token=token, read_ids=["b"], operations=[add])
        assert engine.get(fork.id).ids == ["a", "b"]


class TestRefusals:
    def test_a_name_that_is_taken(self, engine: Engine, collection: Collection) -> None:
        with pytest.raises(AlreadyExists, match=r"Collection \[records\] already exists"):
            engine.fork_collection(collection.id, "records")
        assert engine.fork_count(collection.id) == 0

    def test_a_name_that_is_none(self, engine: Engine, collection: Collection) -> None:
        with pytest.raises(InvalidArgument, match="new_name"):
            engine.fork_collection(collection.id, "x")

    def test_a_collection_that_is_missing(self, engine: Engine) -> None:
        missing = "00000000-0000-4000-8000-000000000000"
        with pytest.raises(NotFound):
            engine.fork_collection(missing, "fork")
        with pytest.raises(NotFound):
            engine.fork_count(missing)

    def test_nothing_is_left_of_a_fork_that_failed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with Engine.open(tmp_path) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            fill(engine, collection.id, "abc")
            with monkeypatch.context() as patched:
                patched.setattr(manifest, "share_segments", lambda *_: 1 / 0)
                with pytest.raises(ZeroDivisionError):
                    engine.fork_collection(collection.id, "fork")
            assert engine.count_collections(*DEFAULT) == 1
            assert engine.fork_count(collection.id) == 0
            assert engine.get(engine.fork_collection(collection.id, "fork").id).ids == ["a", "b", "c"]


class TestCounting:
    def test_all_of_the_family_counts_deleted_or_not(self, engine: Engine, collection: Collection) -> None:
        assert engine.fork_count(collection.id) == 0
        first = engine.fork_collection(collection.id, "first")
        second = engine.fork_collection(first.id, "second")
        engine.fork_collection(collection.id, "third")
        assert [engine.fork_count(each.id) for each in (collection, first, second)] == [3, 3, 3]
        engine.delete_collection(*DEFAULT, "first")
        engine.delete_collection(*DEFAULT, "records")
        assert engine.fork_count(second.id) == 3

    def test_a_collection_of_the_name_of_old_is_another_family(self, engine: Engine, collection: Collection) -> None:
        engine.fork_collection(collection.id, "fork")
        engine.delete_collection(*DEFAULT, "records")
        made = engine.create_collection(*DEFAULT, "records")
        assert engine.fork_count(made.id) == 0

    def test_it_lasts(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            engine.fork_collection(collection.id, "fork")
        with Engine.open(tmp_path) as engine, Engine.open(tmp_path) as other:
            engine.fork_collection(collection.id, "another")
            assert other.fork_count(collection.id) == 2


class TestOnDisk:
    def test_forking_100k_records_takes_almost_no_disk(self, tmp_path: Path) -> None:
        """Bytes, right after the fork and after closing; with a part of the records in segments, a part in the log."""
        rng = np.random.default_rng(5)
        with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            for start in range(0, 100_000, 4_000):
                names = [f"r{number}" for number in range(start, start + 4_000)]
                vectors = rng.standard_normal((4_000, 64), dtype=np.float32)
                engine.add(collection.id, ids=names, embeddings=vectors, metadatas=[{"n": start}] * 4_000)
            before = bytes_in(tmp_path)
            assert before > 100_000 * 64 * 4
            with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
                assert db.execute("SELECT count(*) FROM record_log").fetchone()[0] > 0
            segments = names_on_disk(tmp_path)
            forks = [engine.fork_collection(collection.id, f"fork-{number}") for number in range(4)]
            assert bytes_in(tmp_path) - before < 2**20
            assert names_on_disk(tmp_path) == segments
            assert [engine.count(fork.id) for fork in forks] == [100_000] * 4
            engine.delete(forks[0].id, ids=["r0"])
            assert bytes_in(tmp_path) - before < 2**20
        # Closing has written the log of the source, and that of the fork that was changed, to segments.
        assert bytes_in(tmp_path) - before < 2 * 4_000 * 400

    def test_forks_outlive_closing_and_the_source(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            for names in ("abcdefgh", "ijkl", "mn"):
                fill(engine, collection.id, names)
            fork = engine.fork_collection(collection.id, "fork")
            fill(engine, fork.id, "o")
            before = held(engine, fork.id)
        with Engine.open(tmp_path) as engine:
            assert held(engine, fork.id) == before
            engine.delete_collection(*DEFAULT, "records")
        with Engine.open(tmp_path, options=SMALL) as engine:
            assert held(engine, fork.id) == before
            assert maintenance.check(tmp_path).ok
            fill(engine, fork.id, "abcdefghijkl")
            engine.vacuum()
        with Engine.open(tmp_path) as engine:
            assert held(engine, fork.id) == before
        report = maintenance.check(tmp_path)
        assert (report.damage, report.notes, report.records) == ([], [], 15)

    def test_frames_stay_as_long_as_a_fork_needs_them(self, tmp_path: Path) -> None:
        def frames() -> int:
            with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
                return int(db.execute("SELECT count(*) FROM record_log").fetchone()[0])

        with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            fill(engine, collection.id, "a")
            fill(engine, collection.id, "b")
            first = engine.fork_collection(collection.id, "first")
            fill(engine, collection.id, "c")
            second = engine.fork_collection(collection.id, "second")
            assert frames() == 3
            engine.vacuum()  # The source has a segment now; its forks have nothing of their own to move.
            assert frames() == 3
            engine.delete_collection(*DEFAULT, "records")
            assert frames() == 3
            engine.delete_collection(*DEFAULT, "second")
            assert frames() == 2
            fill(engine, first.id, "x")
            engine.vacuum()
            assert frames() == 0
            assert engine.get(first.id).ids == ["a", "b", "x"]
            with pytest.raises(NotFound):
                engine.count(second.id)

    def test_deleting_database_and_all_forks_leaves_nothing(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as engine:
            engine.create_database(DEFAULT_TENANT, "other")
            collection = engine.create_collection(DEFAULT_TENANT, "other", "records")
            for round_of_writes in range(3):
                fill(engine, collection.id, "abcdefghi")
                collection = engine.fork_collection(collection.id, f"fork-{round_of_writes}")
                fill(engine, collection.id, "z")
            engine.delete_database(DEFAULT_TENANT, "other")
            with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
                for table in ("record_log", "log_shares", "segments", "families", "collections"):
                    assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
            assert names_on_disk(tmp_path) == set()

    def test_compaction_of_one_leaves_the_segments_of_the_other(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            fill(engine, collection.id, "abcdefghijklmnop")
            fork = engine.fork_collection(collection.id, "fork")
            shared = names_on_disk(tmp_path)
            assert shared
            engine.delete(fork.id, ids=list("abcdefghijklmno"))
            for _ in range(5):
                fill(engine, fork.id, "012345678")
            engine.vacuum()
            assert shared <= names_on_disk(tmp_path)
            engine.delete(fork.id, ids=["p"])
            engine.vacuum()
            assert engine.get(collection.id).ids == list("abcdefghijklmnop")
            assert engine.get(fork.id).ids == list("012345678")
            engine.delete_collection(*DEFAULT, "records")
            assert not shared & names_on_disk(tmp_path)
            assert engine.get(fork.id).ids == list("012345678")
        assert maintenance.check(tmp_path).damage == []

    def test_a_vacuum_does_not_write_what_is_shared_for_each_fork(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            for start in range(0, 20_000, 5_000):
                names = [f"r{number}" for number in range(start, start + 5_000)]
                engine.add(collection.id, ids=names, embeddings=np.ones((5_000, 32), np.float32))
            forks = [engine.fork_collection(collection.id, f"fork-{number}") for number in range(5)]
            for fork in forks:
                engine.delete(fork.id, ids=["r1"])
            before = bytes_in(tmp_path)
            engine.vacuum()
            assert bytes_in(tmp_path) < before + 20_000 * 32 * 4
            assert {engine.count(fork.id) for fork in forks} == {19_999}

    def test_forks_share_what_is_computed_of_a_segment(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            fill(engine, collection.id, "abcdefghijkl")
            fork = engine.fork_collection(collection.id, "fork")
        with Engine.open(tmp_path) as engine:
            parts = [engine._open(each.id).snapshot().parts[0].source for each in (collection, fork)]
            assert parts[0] is parts[1]
            assert parts[0] is not Engine.open(tmp_path)._open(fork.id).snapshot().parts[0].source

    def test_damage_to_shared_data_is_repaired_in_all_who_share_it(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            fill(engine, collection.id, "abcdefghijkl")
            fork = engine.fork_collection(collection.id, "fork")
            engine.add(fork.id, ids=["z"], embeddings=[[0, 0]])
        (name,) = names_on_disk(tmp_path)
        path = tmp_path / "segments" / name
        content = bytearray(path.read_bytes())
        content[content.index(b"document c")] ^= 0xFF
        path.write_bytes(content)
        assert len(maintenance.check(tmp_path).damage) == 2
        maintenance.repair(tmp_path)
        assert maintenance.check(tmp_path).ok
        with Engine.open(tmp_path) as engine:
            # So small a file is lost as a whole.
            assert engine.get(collection.id).ids == []
            assert engine.get(fork.id).ids == ["z"]
        assert names_on_disk(tmp_path).isdisjoint({name})
        assert (tmp_path / "damaged" / name).exists()

    def test_a_damaged_frame_is_lost_to_all_who_share_it(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
            collection = engine.create_collection(*DEFAULT, "records")
            for name in "ab":
                engine.add(collection.id, ids=[name], embeddings=[[0, 0]])
            fork = engine.fork_collection(collection.id, "fork")
            engine.add(fork.id, ids=["c"], embeddings=[[0, 0]])
        with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
            db.execute("UPDATE record_log SET frame = zeroblob(length(frame)) WHERE position = 2")
        with Engine.open(tmp_path) as engine:
            for each in (collection, fork):
                with pytest.raises(Internal, match="frame 2 of the record log of collection"):
                    engine.get(each.id)
        maintenance.repair(tmp_path)
        report = maintenance.check(tmp_path)
        assert (report.damage, report.notes) == ([], [])
        with Engine.open(tmp_path) as engine:
            assert engine.get(collection.id).ids == ["a"]
            assert engine.get(fork.id).ids == ["a", "c"]
            with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
                assert db.execute("SELECT count(*) FROM record_log").fetchone() == (0,)


class TestManyAtOnce:
    def test_two_engines_on_one_directory(self, tmp_path: Path) -> None:
        with Engine.open(tmp_path, options=SMALL) as one, Engine.open(tmp_path, options=SMALL) as two:
            collection = one.create_collection(*DEFAULT, "records")
            fill(one, collection.id, "abc")
            fork = two.fork_collection(collection.id, "fork")
            fill(one, collection.id, "defghijkl")  # Makes a checkpoint due.
            fill(one, fork.id, "x")
            assert two.get(fork.id).ids == ["a", "b", "c", "x"]
            assert one.get(two.fork_collection(fork.id, "another").id).ids == ["a", "b", "c", "x"]
            one.vacuum()
            two.delete_collection(*DEFAULT, "records")
            assert one.get(fork.id).ids == two.get(fork.id).ids == ["a", "b", "c", "x"]
            assert one.fork_count(fork.id) == 2

    def test_forks_while_others_write(self, engine: Engine, collection: Collection) -> None:
        """Each fork holds whole writes, and all that came before the last of them."""
        stop = threading.Event()
        failures: list[BaseException] = []

        def write() -> None:
            try:
                number = 0
                while not stop.is_set():
                    names = [f"{number}-{place}" for place in range(3)]
                    engine.add(collection.id, ids=names, embeddings=[[number, 0]] * 3)
                    number += 1
            except BaseException as error:  # noqa: BLE001 - shown by the test
                failures.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        forks = [engine.fork_collection(collection.id, f"fork-{number}") for number in range(20)]
        stop.set()
        writer.join()
        assert not failures
        written = engine.get(collection.id).ids
        for fork in forks:
            ids = engine.get(fork.id).ids
            assert len(ids) % 3 == 0
            assert ids == written[: len(ids)]
        assert [engine.count(fork.id) for fork in forks] == sorted(engine.count(fork.id) for fork in forks)
