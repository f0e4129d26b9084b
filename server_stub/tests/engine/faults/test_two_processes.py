"""Two processes on one store: every answer is that of one sequence of operations, and nobody waits for ever."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import Engine, EngineOptions, NotFound, Unavailable, maintenance
from crash.lanes import SHARED, Lane, differences
from crash.model import EVERYTHING, Contents, contents_of, difference, random_write
from crash.probe import contradictions, everything
from crash.worker import Worker

from .stores import DEFAULT

SPACES = {"one": ("l2", 3), "two": ("cosine", 8), "three": ("ip", 5)}
EAGER = {"checkpoint_ops": 40, "checkpoint_frames": 6}
"""Options under which checkpoints come along all the time."""


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Worker]]:
    started = [Worker(), Worker()]
    yield started
    for worker in started:
        worker.stop()


class Pair:
    """Two processes and a model. Operations go to one or the other, one after the other."""

    def __init__(self, workers: list[Worker], path: Path, seed: int) -> None:
        self.workers = workers
        self.path = path
        self.rng = random.Random(seed)
        self.model: dict[str, Contents] = {}
        self.ids: dict[str, str] = {}
        for worker in workers:
            worker.call("open", str(path), EAGER)
        for name in SPACES:
            self.create(name)

    def create(self, name: str) -> None:
        space, dimension = SPACES[name]
        made = self.anyone().call(
            *("create_collection", *DEFAULT, name),
            metadata={"dimension": dimension},
            configuration={"hnsw": {"space": space}},
        )
        self.ids[name], self.model[name] = made.id, {}

    def anyone(self) -> Worker:
        return self.rng.choice(self.workers)

    def step(self) -> None:
        """One operation by one of the processes, compared with the model."""
        name = self.rng.choice(list(self.model))
        work = self.rng.choices(
            (self.write, self.read, self.upkeep, self.reopen, self.replace), weights=(50, 35, 8, 4, 3), k=1
        )[0]
        work(name)

    def write(self, name: str) -> None:
        contents = self.model[name]
        write = random_write(self.rng, contents, SPACES[name][1], prefix=f"{name}-", room=80, largest=25)
        answer = self.anyone().call(write.kind, self.ids[name], **write.arguments)
        self.model[name] = write.apply(contents)
        if write.kind == "delete":
            assert answer == len(contents) - len(self.model[name])

    def read(self, name: str) -> None:
        reader, contents = self.anyone(), self.model[name]
        listed = reader.call("get", self.ids[name], include=EVERYTHING)
        assert difference(contents, contents_of(listed)) == ""
        assert reader.call("contradictions", self.rng.randrange(10**6)) == []
        if contents:
            record_id = self.rng.choice(list(contents))
            vector = np.frombuffer(contents[record_id].vector, dtype="<f4")
            assert reader.call("get", self.ids[name], ids=[record_id]).ids == [record_id]
            assert reader.call("query", self.ids[name], query_embeddings=[vector], n_results=3).ids[0]

    def upkeep(self, name: str) -> None:
        self.anyone().call("vacuum")

    def reopen(self, name: str) -> None:
        worker = self.anyone()
        if self.rng.random() < 0.5:
            worker.call("close")
        worker.call("open", str(self.path), EAGER if self.rng.random() < 0.8 else {})

    def replace(self, name: str) -> None:
        """Delete a collection and create one of the same name: the old id is known to nobody any more."""
        self.anyone().call("delete_collection", *DEFAULT, name)
        for worker in self.workers:
            with pytest.raises(NotFound):
                worker.call("count", self.ids[name])
        self.create(name)

    def finish(self) -> None:
        for worker in self.workers:
            for name in self.model:
                listed = worker.call("get", self.ids[name], include=EVERYTHING)
                assert difference(self.model[name], contents_of(listed)) == ""
            worker.call("close")


@pytest.mark.parametrize("seed", range(8))
def test_two_processes_answer_like_one(workers: list[Worker], tmp_path: Path, seed: int) -> None:
    pair = Pair(workers, tmp_path, seed)
    for _ in range(80):
        pair.step()
    pair.finish()
    with Engine.open(tmp_path) as engine:
        for name, contents in pair.model.items():
            found = contents_of(engine.get(pair.ids[name], include=EVERYTHING))
            assert difference(contents, found) == ""


def test_two_processes_that_add_at_the_same_time_lose_nothing(workers: list[Worker], tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "shared")
    for worker in workers:
        worker.call("open", str(tmp_path), EAGER)
    batches = 60
    for batch in range(batches):
        for number, worker in enumerate(workers):
            ids = [f"{number}-{batch}-{i}" for i in range(3)]
            worker.send("add", made.id, ids=[*ids, f"same-{batch}"], embeddings=[[number, batch, i] for i in range(4)])
        if batch % 7 == 3:
            workers[1].receive()
            workers[1].send("vacuum")
        for worker in workers:
            worker.receive()
    expected = {f"{number}-{batch}-{i}" for number in range(2) for batch in range(batches) for i in range(3)}
    expected |= {f"same-{batch}" for batch in range(batches)}
    listings = [worker.call("get", made.id, include=EVERYTHING) for worker in workers]
    for listed in listings:
        assert len(listed.ids) == len(expected)
        assert set(listed.ids) == expected
        assert listed.ids == listings[0].ids
        for number in range(2):
            own = [record_id for record_id in listed.ids if record_id.startswith(f"{number}-")]
            assert own == [f"{number}-{batch}-{i}" for batch in range(batches) for i in range(3)]
    for worker in workers:
        assert worker.call("contradictions", 1) == []
        worker.call("close")


def test_a_reader_never_sees_part_of_another_processs_batch(workers: list[Worker], tmp_path: Path) -> None:
    """One process moves all records of a batch from number to number, the other must see one number at a time."""
    writer, reader = workers
    for worker in workers:
        worker.call("open", str(tmp_path), EAGER)
    made = writer.call("create_collection", *DEFAULT, "moving")
    ids = [str(i) for i in range(40)]
    seen: list[Any] = []
    for number in range(60):
        writer.send(
            "upsert",
            made.id,
            ids=ids,
            embeddings=np.full((40, 4), number, dtype=np.float32),
            metadatas=[{"number": number}] * 40,
        )
        listed = reader.call("get", made.id, include=["metadatas", "embeddings"])
        writer.receive()
        numbers = {metadata["number"] for metadata in listed.metadatas}
        assert len(numbers) <= 1
        assert len(listed.ids) in (0, 40)
        assert {value for row in listed.embeddings.tolist() for value in row} == numbers
        seen += numbers
    assert seen == sorted(seen)
    assert reader.call("get", made.id, limit=1).metadatas == [{"number": 59}]
    for worker in workers:
        worker.call("close")


def test_a_process_that_dies_in_a_write_does_not_stop_the_others(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "shared")
        for number in range(5):
            dying = Worker()
            dying.call("open", str(tmp_path), EAGER)
            ids = [f"{number}-{i}" for i in range(2000)]
            dying.send("add", made.id, ids=ids, embeddings=np.ones((2000, 32), dtype=np.float32))
            time.sleep(0.003 * number)
            dying.kill()
            engine.add(made.id, ids=[f"mine-{number}"], embeddings=[[0] * 32])
            found = [record_id for record_id in engine.get(made.id).ids if record_id.startswith(f"{number}-")]
            assert found in ([], ids)
        assert [i for i in engine.get(made.id).ids if i.startswith("mine")] == [f"mine-{n}" for n in range(5)]


def test_who_waits_for_a_lock_gives_up_in_time_and_learns_who_holds_it(workers: list[Worker], tmp_path: Path) -> None:
    """A process of ours that holds the lock is named; its writes go on, and so do the reads of those who wait."""
    holder = workers[0]
    with Engine.open(tmp_path, options=EngineOptions(lock_timeout=0.3)) as engine:
        made = engine.create_collection(*DEFAULT, "shared")
        engine.add(made.id, ids=["a"], embeddings=[[1, 2]])
        holder.call("open", str(tmp_path), {})
        holder.call("hold_lock")
        try:
            began = time.monotonic()
            with pytest.raises(Unavailable, match=rf"process {holder.pid}\b") as caught:
                engine.add(made.id, ids=["b"], embeddings=[[1, 2]])
            assert time.monotonic() - began < 10
            assert str(tmp_path) in str(caught.value)
            assert engine.get(made.id).ids == ["a"]
            with Engine.open(tmp_path, options=EngineOptions(lock_timeout=0.3)) as second:
                assert second.get(made.id).ids == ["a"]
                with pytest.raises(Unavailable, match=rf"process {holder.pid}\b"):
                    second.create_collection(*DEFAULT, "another")
        finally:
            holder.call("release_lock")
        engine.add(made.id, ids=["b"], embeddings=[[1, 2]])
        assert engine.get(made.id).ids == ["a", "b"]
    holder.call("close")


def test_a_lock_held_by_another_program_is_reported_in_time(tmp_path: Path) -> None:
    with Engine.open(tmp_path, options=EngineOptions(lock_timeout=0.2)) as engine:
        made = engine.create_collection(*DEFAULT, "shared")
        foreign = sqlite3.connect(tmp_path / "polychrome.sqlite3")
        foreign.execute("BEGIN IMMEDIATE")
        try:
            began = time.monotonic()
            with pytest.raises(Unavailable, match=re.escape(str(tmp_path))) as caught:
                engine.add(made.id, ids=["a"], embeddings=[[1]])
            assert time.monotonic() - began < 10
            assert f"process {os.getpid()}" not in str(caught.value)
        finally:
            foreign.rollback()
            foreign.close()
        engine.add(made.id, ids=["a"], embeddings=[[1]])


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="the platform cannot stop a process and let it go on")
def test_a_process_that_stands_still_is_named_to_those_who_wait(tmp_path: Path) -> None:
    """Stopped at a random point in a stream of writes: others write, or learn in time that it holds the lock."""
    rng = random.Random(4)
    refused = 0
    with Engine.open(tmp_path, options=EngineOptions(lock_timeout=0.2)) as engine:
        made = engine.create_collection(*DEFAULT, "shared")
        stopping = Worker()
        stopping.call("open", str(tmp_path), EAGER)
        expected: set[str] = set()
        for number in range(12):
            ids = [f"theirs-{number}-{i}" for i in range(3000)]
            stopping.send("add", made.id, ids=ids, embeddings=np.ones((3000, 16), dtype=np.float32))
            time.sleep(rng.random() * 0.03)
            os.kill(stopping.pid, signal.SIGSTOP)
            try:
                began = time.monotonic()
                engine.add(made.id, ids=[f"mine-{number}"], embeddings=[[0] * 16])
                expected.add(f"mine-{number}")
            except Unavailable as error:
                refused += f"process {stopping.pid}" in str(error)
            finally:
                waited = time.monotonic() - began
                os.kill(stopping.pid, signal.SIGCONT)
            stopping.receive()
            expected.update(ids)
            assert waited < 10
        assert set(engine.get(made.id).ids) == expected
        print(f"refused {refused} of 12 times")
        stopping.stop()


@pytest.mark.parametrize("seed", [1, 2])
def test_three_processes_at_full_speed_each_find_what_they_wrote(tmp_path: Path, seed: int) -> None:
    """Writes, vacuums, checkpoints and reopenings all at once; every process owns a share of the records."""
    with Engine.open(tmp_path) as engine:
        for name, (space, dimension) in SHARED.items():
            configuration = {"hnsw": {"space": space}}
            engine.create_collection(*DEFAULT, name, metadata={"dimension": dimension}, configuration=configuration)
        listed = everything(engine)
    lanes = [Lane(name, name == "own", random.Random(f"{seed} {name}"), {}, {}) for name in ("left", "right", "own")]
    failures: list[str] = []

    def work(lane: Lane) -> None:
        worker, rng = Worker(), random.Random(f"{seed} upkeep {lane.name}")
        try:
            worker.call("open", str(tmp_path), {**EAGER, "lock_timeout": 60.0})
            for _ in range(40):
                operation = lane.next()
                name, arguments, keywords = operation.command
                lane.acknowledge(worker.call(name, *arguments, **keywords))
                chance = rng.random()
                if chance < 0.1:
                    worker.call("vacuum")
                elif chance < 0.15:
                    worker.call("close")
                    worker.call("open", str(tmp_path), {**EAGER, "lock_timeout": 60.0})
                elif chance < 0.3 and (difference := differences(lane.world, lane.read_world(listing(worker)))):
                    failures.append(difference)
            worker.call("close")
        except Exception as error:  # noqa: BLE001 - the test reports it
            failures.append(f"lane {lane.name}: {error!r}")
        finally:
            worker.stop()

    def listing(worker: Worker) -> Any:
        while True:
            try:
                return worker.call("everything")
            except NotFound:
                continue  # A collection that another process has deleted since it was listed.

    for lane in lanes:
        lane.ids = {name: collection.id for name, (collection, _) in listed.items()}
        lane.world = lane.read_world(listed)
    threads = [threading.Thread(target=work, args=(lane,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Engine.open(tmp_path, options=EngineOptions(background=False)) as engine:
        listed = everything(engine)
        assert [lane.settle(listed) for lane in lanes] == ["", "", ""]
        assert contradictions(engine, seed) == []
        report = maintenance.check(tmp_path)
        assert (report.damage, report.notes) == ([], [])
