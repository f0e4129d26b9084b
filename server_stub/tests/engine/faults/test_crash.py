"""kill -9 under mixed load: what was acknowledged is there, what was deleted stays away, nothing is there in part."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from crash.lanes import Held, Lane, Operation
from crash.model import Contents, Write, random_write

TESTS = Path(__file__).parents[4] / "tests"
needs_kill = pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has neither fork nor SIGKILL")


@needs_kill
def test_25_rounds() -> None:
    _run(25)


@needs_kill
@pytest.mark.slow
@pytest.mark.skipif("CRASH_ROUNDS" not in os.environ, reason="runs when CRASH_ROUNDS says how many rounds, such as 500")
def test_as_many_rounds_as_asked_for() -> None:
    _run(int(os.environ["CRASH_ROUNDS"]))


def _run(rounds: int) -> None:
    # A process of its own: it forks, so it must have no threads.
    done = subprocess.run(
        [sys.executable, "-m", "crash.rounds", "--rounds", str(rounds)], cwd=TESTS, capture_output=True, text=True
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def lane() -> Lane:
    """A lane with records and a write of several records under way."""
    write = Write("add", ["left-1", "left-2"], [[1.0, 2.0], [3.0, 4.0]], metadatas=[{"n": 1}, None])
    world = {"shared-l2": Held({"dimension": 2}, write.apply({}))}
    lane = Lane("left", False, random.Random(1), world, {"shared-l2": "id"})
    change = Write("upsert", ["left-2", "left-3"], [[5.0, 6.0], [7.0, 8.0]])
    after = {"shared-l2": Held({"dimension": 2}, change.apply(world["shared-l2"].contents))}
    lane.pending = Operation("upsert", ("upsert", (), {}), after)
    return lane


def test_the_test_accepts_a_write_under_way_whole_or_not_at_all(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = lane.world, lane.pending.after if lane.pending else {}
    for found in (before, after):
        trial = Lane("left", False, lane.rng, before, dict(lane.ids), lane.pending)
        assert _settle(trial, dict(found["shared-l2"].contents), monkeypatch) == ""
        assert trial.world == found


def test_the_test_notices_what_is_lost_torn_or_resurrected(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lane.pending is not None
    before = lane.world["shared-l2"].contents
    after = lane.pending.after["shared-l2"].contents
    lost = {"left-1": before["left-1"]}
    torn = {**before, "left-2": after["left-2"]}
    resurrected = {**before, "left-0": before["left-1"]}
    disordered = dict(reversed(list(before.items())))
    for found, word in ((lost, "lost"), (torn, "changed"), (resurrected, "extra"), (disordered, "order")):
        trial = Lane("left", False, lane.rng, lane.world, dict(lane.ids), lane.pending)
        assert word in _settle(trial, found, monkeypatch)


def _settle(lane: Lane, found: Contents, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the lane find these contents in the reopened store."""

    class Listed:
        id = "id"

    monkeypatch.setattr(lane, "read_world", lambda listed: {"shared-l2": Held({"dimension": 2}, found)})
    return lane.settle({"shared-l2": (Listed(), None)})


def test_random_writes_cover_every_kind_and_stay_within_bounds() -> None:
    rng = random.Random(5)
    contents: Contents = {}
    kinds: set[str] = set()
    for _ in range(500):
        write = random_write(rng, contents, 3, prefix="a-", room=100, largest=20)
        contents = write.apply(contents)
        kinds.add(write.kind)
        assert len(contents) < 200
    assert kinds == {"add", "upsert", "update", "delete"}
    assert any(record.metadata for record in contents.values())
