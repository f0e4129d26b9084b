"""The crash test: a process under mixed load is killed with SIGKILL, its store reopened and compared with a model.

``python -m crash.rounds --rounds 500`` (with ``tests`` on the path) prints a summary and ends with 1 when anything
acknowledged was lost, anything deleted came back, or a write was there in part. Three lanes write at the same time, a
fourth vacuums; the moment of the kill is random, in the load, in a vacuum, while opening or while closing. What follows
from ``--seed`` is what each lane does, not how the lanes interleave.

It shows what survives the death of the process. What survives that of the machine rests on fsync, which it cannot see.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import random
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine, EngineOptions, maintenance

from crash.lanes import LARGE, SHARED, Command, Lane
from crash.model import random_write
from crash.probe import DERIVED, contradictions, everything
from crash.worker import Desk, serve

Ends = dict[str, tuple[BinaryIO, BinaryIO]]
"""Two ends of pipes for each channel."""
AIMS = ("the load",) * 5 + ("a vacuum",) * 4 + ("opening", "closing")
UPKEEP = "upkeep"
PATIENCE = 60.0
"""Seconds without an answer after which the child counts as hanging."""


class Failure(Exception):
    """The store broke a promise."""


@dataclass
class Child:
    """A forked process with the store open, and a channel for each lane and for upkeep."""

    pid: int
    channels: dict[str, tuple[BinaryIO, BinaryIO]]
    """Name -> commands to write, answers to read."""

    def send(self, channel: str, command: Command) -> None:
        try:
            self.channels[channel][0].write(pickle.dumps(command))
            self.channels[channel][0].flush()
        except BrokenPipeError:
            raise Failure("the process died by itself") from None

    def receive(self, channel: str) -> tuple[str, Any]:
        """Raises EOFError when the child died before its answer was out."""
        try:
            outcome: tuple[str, Any] = pickle.load(self.channels[channel][1])
        except pickle.UnpicklingError as error:  # cut off
            raise EOFError from error
        return outcome

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def reap(self) -> None:
        """Wait for its end, which must be by SIGKILL."""
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        for files in self.channels.values():
            for file in files:
                _close(file)
        if status != -signal.SIGKILL:
            raise Failure(f"the process ended by itself with {status}")


def _close(file: BinaryIO) -> None:
    with contextlib.suppress(BrokenPipeError):  # A command that the dead process did not read any more.
        file.close()


def fork(path: Path, options: dict[str, Any], names: list[str], seed: int) -> Child:
    """A child that opens the store, says on the upkeep channel what is in it, and then serves every channel."""
    pipes = {name: (os.pipe(), os.pipe()) for name in names}
    pid = os.fork()
    if pid:
        channels: dict[str, tuple[BinaryIO, BinaryIO]] = {}
        for name, (commands, answers) in pipes.items():
            os.close(commands[0])
            os.close(answers[1])
            channels[name] = os.fdopen(commands[1], "wb"), os.fdopen(answers[0], "rb")
        return Child(pid, channels)
    try:
        for commands, answers in pipes.values():
            os.close(commands[1])
            os.close(answers[0])
        ends: Ends = {name: (os.fdopen(c[0], "rb"), os.fdopen(a[1], "wb")) for name, (c, a) in pipes.items()}
        _work(path, options, ends, seed)
    except BaseException:  # noqa: BLE001 - a forked child must not leave this block
        traceback.print_exc()
    finally:
        os._exit(1)


def _work(path: Path, options: dict[str, Any], ends: Ends, seed: int) -> None:
    answers = ends[UPKEEP][1]
    try:
        found = maintenance.check(path).damage if seed % 4 == 0 else []
        engine = Engine.open(path, options=EngineOptions(**options))
        report: tuple[str, Any] = ("done", (everything(engine), found + contradictions(engine, seed)))
    except Exception as error:  # noqa: BLE001 - the parent reports it
        report, engine = ("failed", "".join(traceback.format_exception(error))), None
    answers.write(pickle.dumps(report))
    answers.flush()
    threads = [threading.Thread(target=serve, args=(Desk(engine), *files)) for files in ends.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@dataclass
class Summary:
    """Figures of all rounds."""

    rounds: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    killed_in: Counter[str] = field(default_factory=Counter)
    under_way: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    slowest: float = 0.0

    def __str__(self) -> str:
        def listed(counter: Counter[str]) -> str:
            return ", ".join(f"{count} {name}" for name, count in counter.most_common())

        return (
            f"{self.rounds} rounds, {sum(self.acknowledged.values())} operations acknowledged "
            f"({listed(self.acknowledged)})\n"
            f"killed: {listed(self.killed_in)}\n"
            f"under way at the kill: {listed(self.under_way)}; {self.kept} of them were there afterwards\n"
            f"slowest round {self.slowest:.2f} s\n"
            "nothing acknowledged was lost, nothing came back, nothing was there in part"
        )


class CrashTest:
    """All rounds on one store."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self.seed = seed
        self.rng = random.Random(seed)
        self.lanes = [
            Lane(name, name == "own", random.Random(f"{seed} {name}"), {}, {}) for name in ("left", "right", "own")
        ]
        self.summary = Summary()
        self._opening = self._vacuuming = 0.05
        """Seconds that it took last time, so that a kill comes somewhere within."""

    def prepare(self) -> None:
        """Make the shared collections, in a process of its own, so that this one can fork without threads."""
        if pid := os.fork():
            if os.waitpid(pid, 0)[1]:
                raise Failure("the store could not be made")
        else:
            status = 1
            try:
                _fill(self.path, random.Random(self.seed))
                status = 0
            except BaseException:  # noqa: BLE001 - a forked child must not leave this block
                traceback.print_exc()
            finally:
                os._exit(status)

    def round(self, first: bool) -> None:
        """Open, compare, load, kill."""
        began = time.monotonic()
        names = [UPKEEP, *(lane.name for lane in self.lanes)]
        child = fork(self.path, self._options(), names, self.rng.randrange(10**9))
        try:
            aim = (
                "the load" if first else self.rng.choice(("the load",) * 5 + ("a vacuum",) * 4 + ("opening", "closing"))
            )
            if aim == "opening":
                time.sleep(self.rng.random() * self._opening)
            else:
                self._compare(child, first)
                self._opening = time.monotonic() - began
                self._load(child, aim)
        finally:
            child.kill()
            self._take_last_answers(child)
            child.reap()
        self.summary.killed_in[aim] += 1
        self.summary.under_way.update(lane.pending.what for lane in self.lanes if lane.pending)
        self.summary.rounds += 1
        self.summary.slowest = max(self.summary.slowest, time.monotonic() - began)

    def finish(self) -> None:
        """One last look at what the last round left: the records, and no file that nothing needs."""
        child = fork(self.path, {"background": False}, [UPKEEP], self.seed)
        try:
            self._compare(child, first=False)
            child.send(UPKEEP, ("check", (self.path,), {}))
            outcome, report = self._receive(child, UPKEEP)
            if outcome == "failed" or report.damage or report.notes:
                raise Failure(f"a check of the open store says {report}")
        finally:
            child.kill()
            child.reap()

    def _options(self) -> dict[str, Any]:
        return {
            "checkpoint_ops": self.rng.choice((30, 300, 10_000)),
            "checkpoint_frames": self.rng.choice((4, 40, 4_096)),
            "checkpoint_bytes": self.rng.choice((20_000, 64 * 2**20)),
            "background": self.rng.random() < 0.7,
        }

    def _compare(self, child: Child, first: bool) -> None:
        outcome, report = self._receive(child, UPKEEP)
        if outcome == "failed":
            raise Failure(f"the store could not be opened and read:\n{report}")
        listed, contradicting = report
        if contradicting:
            raise Failure("\n".join(contradicting))
        if first:
            for name, (collection, _) in listed.items():
                for lane in self.lanes[:2]:
                    lane.ids[name] = collection.id
            for lane in self.lanes[:2]:
                lane.world = lane.read_world(listed)
        for lane in self.lanes:
            pending, world = lane.pending, lane.world
            if difference := lane.settle(listed):
                raise Failure(difference)
            self.summary.kept += pending is not None and lane.world is not world

    def _load(self, child: Child, aim: str) -> None:
        """Keep the lanes busy until the moment of the kill has come."""
        rng = self.rng
        kill_at: float | None = None
        acknowledgements, vacuums = rng.randrange(0, 60), rng.randrange(1, 4)
        vacuum_at: float | None = time.monotonic() + rng.random() * 0.02
        vacuum_began = 0.0
        for lane in self.lanes:
            child.send(lane.name, lane.next().command)
        files = {child.channels[name][1]: name for name in child.channels}
        while True:
            now = time.monotonic()
            if kill_at is not None and now >= kill_at:
                return
            if vacuum_at is not None and now >= vacuum_at:
                child.send(UPKEEP, ("vacuum", (), {}))
                vacuum_at, vacuum_began = None, now
                vacuums -= 1
                if aim == "a vacuum" and not vacuums:
                    kill_at = now + rng.random() * self._vacuuming * 1.1
            if kill_at is None and aim != "a vacuum" and acknowledgements <= 0:
                kill_at = now + rng.random() * 0.004
                if aim == "closing":
                    child.send(UPKEEP, ("close", (), {}))
                    kill_at += 0.004
                    vacuum_at = None
            moments = [moment for moment in (kill_at, vacuum_at) if moment is not None]
            wait = max(0.0, min(moments) - now) if moments else PATIENCE
            ready = select.select(list(files), [], [], wait)[0]
            if not ready and not moments:
                raise Failure(f"no answer in {PATIENCE:.0f} s")
            for file in ready:
                name = files[file]
                if name == UPKEEP:
                    self._upkeep_answered(*self._receive(child, UPKEEP))
                    if vacuum_began:  # An answer to a close says nothing of how long a vacuum takes.
                        self._vacuuming, vacuum_began = time.monotonic() - vacuum_began, 0.0
                    if kill_at is None:
                        vacuum_at = time.monotonic() + rng.random() * 0.05
                    continue
                if not self._answered(child, name, closing=aim == "closing" and kill_at is not None):
                    del files[file]
                    continue
                acknowledgements -= 1
                lane = self._lane(name)
                child.send(name, lane.next().command)

    def _answered(self, child: Child, name: str, *, closing: bool) -> bool:
        """Take an answer to a lane's operation; False when the engine was closed before it."""
        lane = self._lane(name)
        outcome, value = self._receive(child, name)
        if outcome == "failed":
            if closing and "closed" in str(value):
                return False
            assert lane.pending is not None
            raise Failure(f"{lane.pending.what} failed: {value!r}")
        assert lane.pending is not None
        self.summary.acknowledged[lane.pending.what] += 1
        lane.acknowledge(value)
        return True

    def _upkeep_answered(self, outcome: str, value: Any) -> None:
        if outcome == "failed":
            raise Failure(f"upkeep failed: {value!r}")
        self.summary.acknowledged["vacuum"] += 1

    def _take_last_answers(self, child: Child) -> None:
        """Acknowledgements that were in the pipe when the process died."""
        for lane in self.lanes:
            if lane.pending is None or lane.name not in child.channels:
                continue
            try:
                outcome, value = child.receive(lane.name)
            except EOFError:
                continue
            if outcome == "done":
                self.summary.acknowledged[lane.pending.what] += 1
                lane.acknowledge(value)

    def _receive(self, child: Child, channel: str) -> tuple[str, Any]:
        if not select.select([child.channels[channel][1]], [], [], PATIENCE)[0]:
            raise Failure(f"no answer in {PATIENCE:.0f} s")
        try:
            return child.receive(channel)
        except EOFError:
            raise Failure("the process died by itself") from None

    def _lane(self, name: str) -> Lane:
        return next(lane for lane in self.lanes if lane.name == name)


def _fill(path: Path, rng: random.Random) -> None:
    with Engine.open(path) as engine:
        for name, (space, dimension) in SHARED.items():
            configuration = {"hnsw": {"space": space}}
            made = engine.create_collection(
                DEFAULT_TENANT, DEFAULT_DATABASE, name, metadata={"dimension": dimension}, configuration=configuration
            )
            if name != LARGE:
                engine.attach_function(
                    made.id, name="statistics", function_id="statistics", output_collection=name + DERIVED
                )
            else:
                for lane in ("left", "right"):
                    for _ in range(12):
                        write = random_write(rng, {}, dimension, prefix=f"{lane}-", room=0, largest=400)
                        engine.add(made.id, **write.arguments)


def run(path: Path, rounds: int, seed: int, *, every: int = 0) -> Summary:
    """All rounds; says how far it is after every ``every`` of them. Raises Failure at the first broken promise."""
    test = CrashTest(path, seed)
    test.prepare()
    for number in range(rounds):
        try:
            test.round(first=number == 0)
        except Failure as failure:
            raise Failure(f"round {number} (seed {seed}): {failure}") from None
        if every and (number + 1) % every == 0:
            print(f"{number + 1} rounds", file=sys.stderr, flush=True)
    test.finish()
    return test.summary


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m crash.rounds", description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--keep", action="store_true", help="keep the store, and say where it is, when it fails")
    given = parser.parse_args()
    path = Path(tempfile.mkdtemp(prefix="crash-"))
    try:
        began = time.monotonic()
        summary = run(path, given.rounds, given.seed, every=50)
        print(summary)
        print(f"{time.monotonic() - began:.0f} s")
    except Failure as failure:
        print(failure)
        if given.keep:
            print(f"the store is in {path}")
            path = Path()
        return 1
    finally:
        if path != Path():
            shutil.rmtree(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
