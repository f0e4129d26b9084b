"""``check`` finds every damage that a reader would meet, and ``repair`` leaves nothing but true records."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from chroma_server.engine import Engine, EngineError, InvalidArgument, maintenance
from crash.model import Record

from .damage import Damage, damages
from .reader import Reader, kind_of
from .stores import Sample, read, state_of

CASES = 15
"""Per kind of file."""


def some_damages(sample: Sample, seed: int) -> list[Damage]:
    by_kind: dict[str, list[Damage]] = {}
    for file in sample.files():
        every = damages(sample.path, file, seed, flips=60, cuts=10, zeros=10)
        by_kind.setdefault(kind_of(file), []).extend(every)
    rng = random.Random(seed)
    return [damage for kind in by_kind.values() for damage in rng.sample(kind, min(CASES, len(kind)))]


def test_a_healthy_store_passes(sample: Sample, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "healthy")
    segments = {file.name: file.read_bytes() for file in path.glob("segments/*")}
    for work in (maintenance.check, maintenance.repair, maintenance.check):
        report = work(path)
        assert report.ok, report.damage
        assert report.collections == len(sample.state)
        assert report.records == sum(len(contents) for _, contents in sample.state.values())
    assert {file.name: file.read_bytes() for file in path.glob("segments/*")} == segments
    with Engine.open(path) as engine:
        assert read(engine) == sample.state


def test_a_check_while_others_write_finds_no_damage(sample: Sample, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "healthy")
    with Engine.open(path) as engine:
        flat = sample.state["flat"][0].id
        for number in range(10):
            engine.add(flat, ids=[f"while {number}"], embeddings=[[1, 2, 3, 4]])
            assert maintenance.check(path).damage == []
            if number % 3 == 0:
                engine.vacuum()
        assert engine.get(flat).ids[-10:] == [f"while {number}" for number in range(10)]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_passes_can_be_read_and_what_cannot_be_read_does_not_pass(
    sample: Sample, reader: Reader, tmp_path: Path, seed: int
) -> None:
    wrong: list[str] = []
    verdicts: Counter[tuple[str, str, bool]] = Counter()
    for damage in some_damages(sample, seed):
        path = sample.copy(tmp_path / "damaged")
        damage.inflict(path)
        report = reader.call("check", str(path))
        shutil.rmtree(path)
        sample.copy(path)
        damage.inflict(path)
        verdict = reader.verdict(path, sample)
        if isinstance(report, Exception):
            # Refused: another program's database, or a newer format.
            report_ok = False
            if not isinstance(report, EngineError) or str(path) not in str(report):
                wrong.append(f"{damage}: check ended with {report!r}")
        else:
            report_ok = report.ok
            if not report.ok and not all(str(path) in text or "ollection" in text for text in report.damage):
                wrong.append(f"{damage}: the report names no file: {report.damage}")
        # Damage to what is deleted, or not in use, is found by the check alone.
        if verdict.startswith("WRONG") or (report_ok and verdict == "reported"):
            wrong.append(f"{damage}: read as {verdict}, but the check said {report}")
        verdicts[kind_of(Path(damage.file)), verdict.partition(":")[0], report_ok] += 1
    for key, count in sorted(verdicts.items()):
        print(count, *key)
    assert not wrong, f"{len(wrong)} of {verdicts.total()}:\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("seed", [3, 4])
def test_a_repair_leaves_only_true_records_and_names_what_is_lost(
    sample: Sample, reader: Reader, tmp_path: Path, seed: int
) -> None:
    wrong: list[str] = []
    outcomes: Counter[tuple[str, str]] = Counter()
    ever: dict[str, set[str]] = {}
    for state in sample.history:
        for _, contents in state.values():
            for record_id, record in contents.items():
                ever.setdefault(record_id, set()).add(_text(record))
    for damage in some_damages(sample, seed):
        path = sample.copy(tmp_path / "damaged")
        damage.inflict(path)
        report = reader.call("repair", str(path))
        if isinstance(report, Exception):
            if not isinstance(report, EngineError):
                wrong.append(f"{damage}: repair ended with {report!r}")
            outcomes[kind_of(Path(damage.file)), "refused"] += 1
            continue
        opened = reader.call("open", str(path), {})
        listed = opened if isinstance(opened, Exception) else reader.call("everything")
        if isinstance(listed, Exception):
            if report.ok:
                wrong.append(f"{damage}: after a repair without a complaint: {listed!r}")
            outcomes[kind_of(Path(damage.file)), "beyond repair"] += 1
            reader.call("close")
            continue
        contradictions = reader.call("contradictions", 1)
        reader.call("close")
        found = state_of(listed)
        false = [
            record_id
            for _, contents in found.values()
            for record_id, record in contents.items()
            if _text(record) not in ever.get(record_id, ()) and not any(record_id in text for text in report.damage)
        ]
        if false or contradictions:
            wrong.append(f"{damage}: after the repair {false[:3]} {contradictions}")
        whole = found == sample.state
        if not whole and report.ok and kind_of(Path(damage.file)) != "write-ahead log":
            wrong.append(f"{damage}: something is missing and the repair did not say so")
        again = reader.call("check", str(path))
        if isinstance(again, Exception) or (report.ok and not again.ok):
            wrong.append(f"{damage}: after the repair a check says {again}")
        outcomes[kind_of(Path(damage.file)), "whole" if whole else "in part"] += 1
    for key, count in sorted(outcomes.items()):
        print(count, *key)
    assert not wrong, f"{len(wrong)} of {outcomes.total()}:\n" + "\n".join(wrong[:20])


def _text(record: Record) -> str:
    return repr(record)


@pytest.mark.parametrize("work", [maintenance.check, maintenance.repair, maintenance.vacuum])
def test_a_directory_without_a_store_is_refused_and_left_alone(tmp_path: Path, work: object) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(InvalidArgument, match="holds no store"):
            work(path)  # type: ignore[operator]
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_vacuum_gives_the_space_of_deleted_records_back(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection("default_tenant", "default_database", "shrinking")
        # Fewer than are written to a segment when an engine closes.
        ids = [str(i) for i in range(900)]
        engine.add(made.id, ids=ids, embeddings=[[i, 1] * 32 for i in range(900)], documents=["text " * 400] * 900)
        engine.vacuum()
        engine.delete(made.id, ids=ids[:-10])
    before, after = maintenance.vacuum(tmp_path)
    assert after < before / 2
    with Engine.open(tmp_path) as engine:
        assert engine.get(made.id).ids == ids[-10:]
