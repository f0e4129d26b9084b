"""What closing an engine does for the next opening."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine import Engine, EngineOptions


def fill(path: Path, records: int, *, of: int | None = None) -> str:
    with Engine.open(path) as engine:
        made = engine.create_collection("default_tenant", "default_database", "closing")
        step = of or records
        for start in range(0, records, step):
            some = range(start, start + step)
            engine.add(made.id, ids=[str(i) for i in some], embeddings=[[i, 1] for i in some])
    return made.id


def facts(path: Path) -> dict[str, int]:
    with sqlite3.connect(path / "polychrome.sqlite3") as db:
        frames = db.execute("SELECT count(*) FROM record_log").fetchone()[0]
    db.close()
    return {"frames": frames, "segments": len(list(path.glob("segments/*.segment")))}


@pytest.mark.parametrize(("records", "of"), [(1000, None), (600, 1)])
def test_a_long_log_becomes_a_segment(tmp_path: Path, records: int, of: int | None) -> None:
    identifier = fill(tmp_path, records, of=of)
    assert facts(tmp_path) == {"frames": 0, "segments": 1}
    with Engine.open(tmp_path) as engine:
        assert engine.get(identifier, include=[]).ids == [str(i) for i in range(records)]


def test_a_short_log_stays_a_log(tmp_path: Path) -> None:
    fill(tmp_path, 900, of=300)
    assert facts(tmp_path) == {"frames": 3, "segments": 0}


def test_many_closings_leave_few_segments(tmp_path: Path) -> None:
    identifier = fill(tmp_path, 1000)
    for start in range(1000, 16_000, 1000):
        with Engine.open(tmp_path) as engine:
            some = range(start, start + 1000)
            engine.add(identifier, ids=[str(i) for i in some], embeddings=[[i, 1] for i in some])
    assert facts(tmp_path)["segments"] <= 6
    with Engine.open(tmp_path) as engine:
        assert engine.count(identifier) == 16_000


def test_a_reader_leaves_a_segment_to_the_next_one(tmp_path: Path) -> None:
    """Also where the process that wrote never closed its engine."""
    writer = Engine.open(tmp_path, options=EngineOptions(checkpoint_ops=10_000))
    made = writer.create_collection("default_tenant", "default_database", "closing")
    writer.add(made.id, ids=[str(i) for i in range(2000)], embeddings=[[i, 1] for i in range(2000)])
    with Engine.open(tmp_path) as reader:
        assert reader.count(made.id) == 2000
    assert facts(tmp_path) == {"frames": 0, "segments": 1}
    assert writer.get(made.id, ids=["7"]).ids == ["7"]
    writer.close()


def test_closing_waits_for_no_one_and_a_log_that_stays_is_whole(tmp_path: Path, caplog: Any) -> None:
    caplog.set_level(logging.INFO, logger="chroma_server")
    engine = Engine.open(tmp_path, options=EngineOptions(lock_timeout=60))
    made = engine.create_collection("default_tenant", "default_database", "closing")
    engine.add(made.id, ids=[str(i) for i in range(2000)], embeddings=[[i, 1] for i in range(2000)])
    other = sqlite3.connect(tmp_path / "polychrome.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine.close()
    other.execute("ROLLBACK")
    other.close()
    assert "stays as it is" in caplog.text
    assert facts(tmp_path)["frames"] == 1
    with Engine.open(tmp_path) as engine:
        assert engine.count(made.id) == 2000
    assert facts(tmp_path) == {"frames": 0, "segments": 1}
