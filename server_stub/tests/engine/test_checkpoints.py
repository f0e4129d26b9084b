"""Checkpoints and compaction: at any moment of them a crash loses nothing, and readers and writers go on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    Engine,
    EngineOptions,
    IndexingStatus,
    Unavailable,
    background,
)
from chroma_server.engine.background import Background
from chroma_server.engine.checkpoint import FAN_IN, scattered
from chroma_server.engine.container import ContainerWriter
from chroma_server.engine.files import SegmentFiles
from chroma_server.engine.index import slot_of, wait_for_builds
from chroma_server.engine.maintenance import check
from chroma_server.engine.segment import SegmentView
from chroma_server.engine.store import Store

from .index.kinds import vectors_of

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
ALL = ("embeddings", "documents", "uris", "metadatas")

CRASH = """
import os, sys
import numpy as np
from pathlib import Path
from chroma_server.engine import Engine, EngineOptions, container, files, manifest, store

path, collection_id, step = sys.argv[1:]

def die(*_, **__):
    os._exit(9)

def after(function):
    def run(*arguments, **named):
        function(*arguments, **named)
        die()
    return run

with Engine.open(path, options=EngineOptions(background=False)) as engine:
    ids = [f"r{i}" for i in range(100, 300)]
    engine.upsert(collection_id, ids=ids, embeddings=np.full((200, 8), 2), documents=ids)
    engine.delete(collection_id, ids=["r5", "r250"])
    if step == "in the middle of writing":
        container.ContainerWriter.add = after(container.ContainerWriter.add)
    elif step == "before the file is on disk":
        files.os.fsync = die
    elif step == "before it has its name":
        Path.replace = die
    elif step == "before the folder is on disk":
        files.sync_folder = die
    elif step == "before it is listed":
        manifest.write_segments = die
    elif step == "before the transaction ends":
        manifest.write_segments = after(manifest.write_segments)
    elif step == "before the old files are deleted":
        files.SegmentFiles.delete = die
    elif step == "between the old files":
        files._unlink = after(files._unlink)
    engine.vacuum()
"""


def contents(engine: Engine, collection_id: str) -> dict[str, Any]:
    got = engine.get(collection_id, include=ALL)
    assert got.embeddings is not None
    return {**vars(got), "embeddings": got.embeddings.tolist()}


def files_of(path: Path) -> set[str]:
    return {file.name for file in (path / "segments").iterdir()}


@pytest.mark.parametrize(
    "step",
    [
        "in the middle of writing",
        "before the file is on disk",
        "before it has its name",
        "before the folder is on disk",
        "before it is listed",
        "before the transaction ends",
        "before the old files are deleted",
        "between the old files",
    ],
)
def test_a_crash_at_any_step_loses_nothing_and_leaves_nothing(tmp_path: Path, step: str) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "crashing")
        ids = [f"r{i}" for i in range(200)]
        engine.add(made.id, ids=ids, embeddings=np.ones((200, 8)), metadatas=[{"n": i} for i in range(200)])
        engine.vacuum()
    crashed = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path), made.id, step], check=False)
    assert crashed.returncode == 9
    with Engine.open(tmp_path) as engine:
        got = contents(engine, made.id)
        assert got["ids"] == [f"r{i}" for i in range(300) if i not in (5, 250)]
        assert got["documents"] == [None if int(name[1:]) < 100 else name for name in got["ids"]]
        assert got["metadatas"] == [{"n": int(name[1:])} if int(name[1:]) < 200 else None for name in got["ids"]]
        assert [vector[0] for vector in got["embeddings"]] == [1 if int(name[1:]) < 100 else 2 for name in got["ids"]]
        assert len(files_of(tmp_path)) == 1
    assert check(tmp_path).ok
    with Engine.open(tmp_path) as engine:
        engine.vacuum()
        assert contents(engine, made.id) == got
        assert len(files_of(tmp_path)) == 1
    assert check(tmp_path).notes == []


def test_segments_are_merged_by_tiers_and_keep_the_order(tmp_path: Path) -> None:
    options = EngineOptions(checkpoint_ops=10, background=False)
    with Engine.open(tmp_path, options=options) as engine:
        made = engine.create_collection(*DEFAULT, "tiers")
        most = 0
        for number in range(40):
            ids = [f"{number}-{i}" for i in range(10)]
            engine.add(made.id, ids=ids, embeddings=np.full((10, 2), number))
            engine.update(made.id, ids=[f"{number // 2}-3"], documents=["changed"])
            most = max(most, len(files_of(tmp_path)))
        assert most <= 3 * FAN_IN
        expected = [f"{number}-{i}" for number in range(40) for i in range(10)]
        assert engine.get(made.id).ids == expected
        assert engine.get(made.id, limit=5, offset=200).ids == expected[200:205]
        before = contents(engine, made.id)
        assert before["documents"].count("changed") == 20
    with Engine.open(tmp_path, options=options) as engine:
        assert contents(engine, made.id) == before


@pytest.mark.parametrize("on_disk", [True, False])
def test_the_parts_of_a_quiet_collection_become_one_that_has_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_disk: bool
) -> None:
    pytest.importorskip("faiss")
    monkeypatch.setattr(background, "_QUIET_SECONDS", 0.05)
    vectors = vectors_of("clustered", 4000, 1024)
    ids = [f"r{i}" for i in range(4000)]
    with Engine.open(tmp_path if on_disk else None, options=EngineOptions(checkpoint_ops=1000)) as engine:
        collection_id = engine.create_collection(*DEFAULT, "quiet").id
        for start in range(0, 4000, 400):
            rows = slice(start, start + 400)
            engine.add(collection_id, ids=ids[rows], embeddings=vectors[rows])
        engine.delete(collection_id, ids=ids[:10])
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            found = engine.query(collection_id, query_embeddings=vectors[50:52], n_results=3)
            assert [one[0] for one in found.ids] == ["r50", "r51"]
            parts = engine._open(collection_id).snapshot().parts
            if len(parts) == 1:
                break
            time.sleep(0.02)
        assert [part.size for part in parts] == [3990]
        # It was built before readers saw the segment.
        assert slot_of(parts[0]).index is not None
        assert engine.count(collection_id) == 3990
        engine.add(collection_id, ids=["new"], embeddings=vectors[:1])
        assert engine.query(collection_id, query_embeddings=vectors[:1], n_results=1).ids == [["new"]]
        assert wait_for_builds(60)


@pytest.mark.parametrize(
    ("live", "worth"),
    [
        ([], False),
        ([100_000], False),
        ([100_000, 1], False),
        ([100_000, 6_000], False),
        ([100_000, 7_000], True),
        ([100_000, 4_000, 4_000], True),
        ([300, 300], False),
        ([600, 600], True),
    ],
)
def test_parts_are_worth_merging_when_the_small_ones_are_a_good_share(live: list[int], worth: bool) -> None:
    assert scattered(live) is worth


def test_a_snapshot_outlives_the_files_it_was_read_from(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "snapshots")
        engine.add(made.id, ids=["a", "b"], embeddings=[[1], [2]], documents=["A", "B"])
        engine.vacuum()
        held = engine._open(made.id).snapshot()
        assert isinstance(held.parts[0], SegmentView)
        engine.upsert(made.id, ids=["a", "c"], embeddings=[[3], [4]], documents=["changed", "C"])
        engine.delete(made.id, ids=["b"])
        engine.vacuum()
        rows = held.live_rows
        assert held.ids_at(rows) == ["a", "b"]
        assert held.documents_at(rows) == ["A", "B"]
        assert held.vectors_at(rows).tolist() == [[1], [2]]
        assert engine.get(made.id).documents == ["changed", "C"]


@pytest.mark.parametrize("on_disk", [False, True])
def test_reads_and_writes_go_on_during_checkpoints(tmp_path: Path, on_disk: bool) -> None:
    """Every batch is seen whole, whatever is merged meanwhile."""
    options = EngineOptions(checkpoint_ops=40)
    rounds, size = 60, 8
    failures: list[BaseException] = []
    done = threading.Event()
    with Engine.open(tmp_path if on_disk else None, options=options) as engine:
        made = engine.create_collection(*DEFAULT, "busy")

        def write(writer: int) -> None:
            ids = [f"{writer}-{i}" for i in range(size)]
            for number in range(rounds):
                vectors = np.full((size, 4), number, dtype=np.float32)
                engine.upsert(made.id, ids=ids, embeddings=vectors, metadatas=[{"w": writer, "n": number}] * size)
                engine.add(made.id, ids=[f"{writer}+{number}"], embeddings=[[0, 0, 0, 0]])
                engine.delete(made.id, ids=[f"{writer}+{number - 3}"])

        def read() -> None:
            while not done.is_set():
                got = engine.get(made.id, where={"w": {"$gte": 0}}, include=["metadatas", "embeddings"])
                assert got.metadatas is not None
                assert got.embeddings is not None
                seen: dict[int, list[float]] = {}
                for metadata, vector in zip(got.metadatas, got.embeddings.tolist(), strict=True):
                    assert metadata is not None
                    seen.setdefault(metadata["w"], []).extend([metadata["n"], *vector])
                assert all(len(set(numbers)) == 1 and len(numbers) == 5 * size for numbers in seen.values())

        def guarded(work: Any, *arguments: int) -> None:
            try:
                work(*arguments)
            except BaseException as error:
                failures.append(error)
                raise

        writers = [threading.Thread(target=guarded, args=(write, number)) for number in range(3)]
        readers = [threading.Thread(target=guarded, args=(read,)) for _ in range(2)]
        for thread in (*writers, *readers):
            thread.start()
        for thread in writers:
            thread.join()
        done.set()
        for thread in readers:
            thread.join()
        assert failures == []
        assert engine.count(made.id) == 3 * (size + 3)
        before = contents(engine, made.id)
        engine.vacuum()
        assert contents(engine, made.id) == before
    if on_disk:
        with Engine.open(tmp_path) as engine:
            assert contents(engine, made.id) == before


def test_reads_and_writes_are_answered_while_a_checkpoint_stands_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held between its first and its last byte, a checkpoint keeps no one waiting."""
    begun, go_on = threading.Event(), threading.Event()
    add = ContainerWriter.add

    def held(writer: ContainerWriter, name: str, array: Any) -> None:
        add(writer, name, array)
        begun.set()
        assert go_on.wait(60)

    with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
        made = engine.create_collection(*DEFAULT, "busy")
        engine.add(made.id, ids=["a", "b"], embeddings=[[0, 1], [1, 0]], documents=["one", "two"])
        monkeypatch.setattr(ContainerWriter, "add", held)
        checkpoint = threading.Thread(target=engine.vacuum)
        checkpoint.start()
        try:
            assert begun.wait(60)
            assert engine.query(made.id, query_embeddings=[[0, 1]], n_results=1).ids == [["a"]]
            assert engine.get(made.id, where_document={"$contains": "two"}).ids == ["b"]
            engine.add(made.id, ids=["c"], embeddings=[[1, 1]])
            engine.delete(made.id, ids=["a"])
            assert engine.get(made.id, limit=1, offset=1).ids == ["c"]
            assert engine.count(made.id) == 2
            with Engine.open(tmp_path, options=EngineOptions(background=False)) as other:
                other.update(made.id, ids=["b"], documents=["three"])
            assert engine.get(made.id, ids=["b"]).documents == ["three"]
            assert checkpoint.is_alive()
        finally:
            go_on.set()
            checkpoint.join()
        before = contents(engine, made.id)
        assert before["ids"] == ["b", "c"]
        assert engine.query(made.id, query_embeddings=[[0, 1]], n_results=1).ids == [["c"]]
    with Engine.open(tmp_path) as engine:
        assert contents(engine, made.id) == before


def test_writers_that_wait_share_a_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "grouped")
        engine.add(made.id, ids=["first"], embeddings=[[0, 0]])
        transactions = 0
        entered, go_on = threading.Event(), threading.Event()
        write = Store.write

        def counted(store: Store) -> Any:
            nonlocal transactions
            transactions += 1
            entered.set()
            assert go_on.wait(30)
            return write(store)

        monkeypatch.setattr(Store, "write", counted)
        outcomes: dict[int, str] = {}

        def add(number: int) -> None:
            try:
                engine.add(made.id, ids=["shared", str(number)], embeddings=[[number, number]] * 2)
                assert str(number) in engine.get(made.id).ids
                outcomes[number] = "added"
            except Exception as error:  # noqa: BLE001
                outcomes[number] = repr(error)

        def wrong() -> None:
            try:
                engine.delete(made.id, where={"n": 1}, limit=None, ids=None, where_document={"$regex": "("})
            except Exception as error:  # noqa: BLE001
                outcomes[-1] = type(error).__name__

        threads = [threading.Thread(target=add, args=(number,)) for number in range(10)]
        threads[0].start()
        assert entered.wait(30)
        for thread in threads[1:]:
            thread.start()
        waiting = engine._group._waiting
        while len(waiting) < 9:
            pass
        go_on.set()
        for thread in threads:
            thread.join()
        assert set(outcomes.values()) == {"added"}
        assert transactions == 2
        assert engine.count(made.id) == 12
        assert engine.indexing_status(made.id).total_ops == 12
        wrong()
        assert outcomes[-1] == "InvalidArgument"


def test_work_that_fails_does_not_take_the_others_of_its_group_along(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "grouped")
        collection = engine._open(made.id)
        failed: list[str] = []

        def add(number: int) -> None:
            try:
                # The first of the group fixes the dimension; the others had been checked before.
                engine.add(made.id, ids=[str(number)], embeddings=[[0.0] * (number % 2 + 1)])
            except Exception as error:  # noqa: BLE001
                failed.append(type(error).__name__)

        threads = [threading.Thread(target=add, args=(number,)) for number in range(10)]
        with engine._store.write_lock:
            for thread in threads:
                thread.start()
        for thread in threads:
            thread.join()
        assert failed == ["InvalidArgument"] * 5
        assert engine.count(made.id) == 5
        assert collection.row().head == 5
    with Engine.open(tmp_path) as engine:
        assert engine.count(made.id) == 5


def test_the_error_of_a_locked_store_says_who_holds_it(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine, Engine.open(tmp_path, options=EngineOptions(lock_timeout=0.05)) as other:
        made = engine.create_collection(*DEFAULT, "held")
        with engine._store.write(), pytest.raises(Unavailable, match=rf"process {os.getpid()} on .* since 20\d\d-"):
            other.add(made.id, ids=["a"], embeddings=[[1]])
        other.add(made.id, ids=["a"], embeddings=[[1]])
        assert engine.count(made.id) == 1


def test_a_file_in_the_making_is_not_taken_for_an_orphan(tmp_path: Path) -> None:
    with Engine.open(tmp_path):
        with SegmentFiles(tmp_path).new_segment(1) as new:
            Engine.open(tmp_path).close()
            (making,) = files_of(tmp_path)
            new.writer.add("order", np.arange(3))
            new.complete()
            assert files_of(tmp_path) == {making.removesuffix(".tmp")}
            Engine.open(tmp_path).close()
            assert files_of(tmp_path) == {making.removesuffix(".tmp")}
        Engine.open(tmp_path).close()
        assert files_of(tmp_path) == set()


def test_the_space_of_the_log_is_given_back_when_the_store_is_closed(tmp_path: Path) -> None:
    options = EngineOptions(checkpoint_ops=2000, background=False)
    with Engine.open(tmp_path, options=options) as engine:
        made = engine.create_collection(*DEFAULT, "large")
        for start in range(0, 8000, 1000):
            ids = [str(i) for i in range(start, start + 1000)]
            engine.add(made.id, ids=ids, embeddings=np.zeros((1000, 1024)), documents=["x"] * 1000)
    assert (tmp_path / "polychrome.sqlite3").stat().st_size < 2**22
    assert check(tmp_path).records == 8000


def test_the_indexing_status_tells_of_a_log_that_waits_for_its_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine.open(tmp_path, options=EngineOptions(checkpoint_ops=10)) as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "waiting")
        assert engine.indexing_status(made.id) == IndexingStatus(0, 0, 0, 1.0)
        with monkeypatch.context() as patched:
            patched.setattr(Background, "_request", lambda *_: None)
            engine.add(made.id, ids=[f"r{i}" for i in range(6)], embeddings=[[1, 2]] * 6)
            assert engine.indexing_status(made.id) == IndexingStatus(6, 0, 6, 1.0)
            engine.add(made.id, ids=[f"s{i}" for i in range(6)], embeddings=[[1, 2]] * 6)
            assert engine.indexing_status(made.id) == IndexingStatus(0, 12, 12, 0.0)
            fork = engine.fork_collection(made.id, "fork")
            assert engine.indexing_status(fork.id).num_unindexed_ops == 12
        engine.vacuum()
        assert engine.indexing_status(made.id) == IndexingStatus(12, 0, 12, 1.0)
        engine.delete(made.id, ids=["r0"])
        assert engine.indexing_status(made.id) == IndexingStatus(13, 0, 13, 1.0)


@pytest.mark.parametrize("when", ["before", "while it is written"])
def test_a_deleted_segment_leaves_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    files = SegmentFiles(tmp_path)
    with files.new_segment(1) as new:
        new.writer.add("order", np.arange(3))
        segment = new.complete()
    segment.save_cache("some", {"numbers": np.arange(3)})
    assert len(list(files.folder.glob("*.cache"))) == 1
    if when == "before":
        files.delete([segment.name])
    else:
        finish = ContainerWriter.finish

        def deleted_meanwhile(writer: ContainerWriter, attributes: dict[str, Any]) -> None:
            files.delete([segment.name])
            finish(writer, attributes)

        monkeypatch.setattr(ContainerWriter, "finish", deleted_meanwhile)
    segment.save_cache("other", {"numbers": np.arange(3)})
    assert not segment.kept
    assert list(files.folder.iterdir()) == []
