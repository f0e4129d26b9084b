"""Several processes and several threads on one store."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    AlreadyExists,
    Collection,
    Engine,
    EngineOptions,
    InvalidArgument,
    NotFound,
)

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)

ADDER = """
import sys
from chroma_server.engine import Engine, EngineOptions

path, collection_id, name = sys.argv[1:]
with Engine.open(path, options=EngineOptions(checkpoint_frames=20)) as engine:
    print("ready", flush=True)
    sys.stdin.readline()
    for i in range(40):
        engine.add(collection_id, ids=[f"{name}{i}", f"shared{i}"], embeddings=[[i, 0], [i, 1]], documents=[name, name])
        assert f"{name}{i}" in engine.get(collection_id).ids
"""


def test_two_processes_adding_to_one_collection_both_see_all(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        collection = engine.create_collection(*DEFAULT, "shared")
        adders = [
            subprocess.Popen(
                [sys.executable, "-c", ADDER, str(tmp_path), collection.id, name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("x", "y")
        ]
        for adder in adders:
            assert adder.stdout is not None
            assert adder.stdout.readline() == "ready\n"
        for adder in adders:
            assert adder.stdin is not None
            adder.stdin.write("go\n")
            adder.stdin.flush()
        for i in range(40):
            engine.add(collection.id, ids=[f"z{i}"], embeddings=[[i, 2]])
        for adder in adders:
            adder.communicate(timeout=60)
            assert adder.returncode == 0
        expected = {f"{name}{i}" for name in ("x", "y", "z", "shared") for i in range(40)}
        got = engine.get(collection.id)
        assert len(got.ids) == len(expected)
        assert set(got.ids) == expected
        with Engine.open(tmp_path) as fresh:
            assert fresh.get(collection.id) == got


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Engine, Engine]:
    """Two engines on one directory know of each other as little as two processes do."""
    return Engine.open(tmp_path), Engine.open(tmp_path, options=EngineOptions(allow_reset=True))


def test_two_engines_see_each_others_changes_at_once(pair: tuple[Engine, Engine]) -> None:
    one, two = pair
    made = one.create_collection(*DEFAULT, "shared")
    with pytest.raises(AlreadyExists):
        two.create_collection(*DEFAULT, "shared")
    two.add(made.id, ids=["a"], embeddings=[[1, 2]], metadatas=[{"k": 1}])
    assert one.get(made.id, where={"k": 1}).ids == ["a"]
    with pytest.raises(InvalidArgument, match="dimension of 2"):
        one.add(made.id, ids=["b"], embeddings=[[1]])
    one.update(made.id, ids=["a"], metadatas=[{"k": 2}])
    assert two.get(made.id, where={"k": 2}).ids == ["a"]
    two.vacuum()
    one.add(made.id, ids=["b"], embeddings=[[3, 4]])
    assert two.query(made.id, query_embeddings=[[3, 4]], n_results=1).ids == [["b"]]
    one.delete(made.id, ids=["a"])
    one.vacuum()
    assert two.get(made.id).ids == ["b"]
    one.update_collection(*DEFAULT, made.id, new_name="renamed")
    assert two.get_collection(*DEFAULT, "renamed").id == made.id
    two.delete_collection(*DEFAULT, "renamed")
    with pytest.raises(NotFound):
        one.get(made.id)
    again = one.create_collection(*DEFAULT, "again")
    one.add(again.id, ids=["a"], embeddings=[[1]])
    two.reset()
    with pytest.raises(NotFound):
        one.add(again.id, ids=["b"], embeddings=[[1]])
    one.close()
    two.close()


def test_a_checkpoint_of_another_process_does_not_hide_its_writes(pair: tuple[Engine, Engine]) -> None:
    one, two = pair
    made = one.create_collection(*DEFAULT, "shared")
    one.add(made.id, ids=["a", "b"], embeddings=[[1], [2]])
    assert two.count(made.id) == 2
    one.delete(made.id, ids=["a"])
    one.add(made.id, ids=["c"], embeddings=[[3]])
    one.vacuum()
    one.add(made.id, ids=["d"], embeddings=[[4]])
    assert two.get(made.id).ids == ["b", "c", "d"]
    two.add(made.id, ids=["e"], embeddings=[[5]])
    assert one.get(made.id).ids == ["b", "c", "d", "e"]
    one.close()
    two.close()


def test_threads_write_and_read_together(engine: Engine, collection: Collection) -> None:
    """Every batch is seen whole: its records carry one number, and an update moves all of them at once."""
    writers, rounds, size = 4, 25, 8
    failures: list[BaseException] = []
    done = threading.Event()

    def write(writer: int) -> None:
        ids = [f"{writer}-{i}" for i in range(size)]
        for number in range(rounds):
            engine.upsert(
                collection.id,
                ids=[*ids, f"{writer}-extra-{number}"],
                embeddings=np.full((size + 1, 4), number, dtype=np.float32),
                metadatas=[{"writer": writer, "number": number}] * size + [{"writer": -1}],
            )

    def read() -> None:
        while not done.is_set():
            got = engine.get(collection.id, where={"writer": {"$gte": 0}}, include=["metadatas", "embeddings"])
            assert got.metadatas is not None
            assert got.embeddings is not None
            seen: dict[int, set[float]] = {}
            for metadata, embedding in zip(got.metadatas, got.embeddings.tolist(), strict=True):
                assert metadata is not None
                seen.setdefault(metadata["writer"], set()).update([metadata["number"], *embedding])
            assert all(len(numbers) == 1 for numbers in seen.values())
            if len(got.ids):
                engine.query(collection.id, query_embeddings=[[1, 1, 1, 1]], n_results=3, where={"writer": 0})

    def guarded(work: object, *arguments: int) -> None:
        try:
            work(*arguments)  # type: ignore[operator]
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(write, writer)) for writer in range(writers)]
    readers = [threading.Thread(target=guarded, args=(read,)) for _ in range(3)]
    for thread in (*threads, *readers):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert engine.count(collection.id) == writers * (size + rounds)
    assert engine.indexing_status(collection.id).total_ops == writers * rounds * (size + 1)


def test_threads_that_create_one_collection_get_one(engine: Engine) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(engine.create_collection(*DEFAULT, "same", get_or_create=True).id))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
