"""Flipped bytes, lost sectors and cut files: the right answer or an error that names the file and the way out.

The one exception is the tail of the write-ahead log. SQLite ends it at the first frame that does not match its
checksum, as it must after a crash, and nothing tells a torn tail from a damaged one. So damage there may take back the
latest writes, in whole transactions and from the end; it never mixes states and never changes a record.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from chroma_server.engine import EngineError, FailedPrecondition
from crash.worker import Worker

from .damage import Damage, damages
from .stores import Sample, make_sample, state_of

SEEDS = (1, 2)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("damage"))


def kind_of(file: Path) -> str:
    if file.name.endswith("-wal"):
        return "write-ahead log"
    return "database" if file.suffix == ".sqlite3" else file.suffix


class Reader:
    """Opens damaged stores, one after the other, in a process that may die of it."""

    def __init__(self) -> None:
        self._worker = Worker()

    def verdict(self, path: Path, sample: Sample) -> str:
        """``right``, ``earlier``, ``reported``, or what is wrong about the answer, in words."""
        try:
            return self._verdict(path, sample)
        except AssertionError as death:
            self._worker = Worker()
            return f"WRONG: {death}"

    def stop(self) -> None:
        self._worker.stop()

    def _verdict(self, path: Path, sample: Sample) -> str:
        try:
            self._worker.call("open", str(path), {})
        except Exception as error:  # noqa: BLE001 - judged
            return _judged(error, path)
        try:
            found = state_of(self._worker.call("everything"))
            contradictions = self._worker.call("contradictions", 1)
        except (EngineError, RuntimeError) as error:
            return _judged(error, path)
        finally:
            self._worker.call("close")
        if contradictions:
            return f"WRONG: {contradictions[0]}"
        if found == sample.state:
            return "right"
        return "earlier" if found in sample.history else "WRONG: the store never held what was read"


def _judged(error: Exception, path: Path) -> str:
    if not isinstance(error, EngineError):
        return f"WRONG: {error}"
    if str(path) not in str(error):
        return f"WRONG: the message names no file: {error!r}"
    if "chroma check" not in str(error) and not isinstance(error, FailedPrecondition):
        return f"WRONG: the message names no way out: {error!r}"
    return "reported"


@pytest.mark.parametrize("seed", SEEDS)
def test_damage_is_harmless_or_reported(sample: Sample, tmp_path: Path, seed: int) -> None:
    wrong: list[str] = []
    verdicts: Counter[tuple[str, str, str]] = Counter()
    reader = Reader()
    for file in sample.files():
        for damage in damages(sample.path, file, seed, flips=60, cuts=10, zeros=10):
            path = sample.copy(tmp_path / "damaged")
            damage.inflict(path)
            verdict = reader.verdict(path, sample)
            if verdict.startswith("WRONG") or (verdict == "earlier" and kind_of(file) != "write-ahead log"):
                wrong.append(f"{damage}: {verdict}")
            verdicts[kind_of(file), damage.what, verdict.partition(":")[0]] += 1
    reader.stop()
    for key, count in sorted(verdicts.items()):
        print(count, *key)
    assert not wrong, f"{len(wrong)} of {verdicts.total()}:\n" + "\n".join(wrong[:20])


def test_a_missing_file_is_reported(sample: Sample, tmp_path: Path) -> None:
    reader = Reader()
    wrong: list[str] = []
    for file in sample.files():
        path = sample.copy(tmp_path / "damaged")
        (path / file).unlink()
        verdict = reader.verdict(path, sample)
        if verdict not in ("right", "reported", "earlier" if kind_of(file) == "write-ahead log" else "reported"):
            wrong.append(f"{file}: {verdict}")
    reader.stop()
    assert not wrong, "\n".join(wrong)


def test_the_same_damage_can_be_inflicted_again(sample: Sample, tmp_path: Path) -> None:
    file = sample.files()[0]
    for damage in damages(sample.path, file, 1, flips=3, cuts=1, zeros=1)[::7]:
        contents = []
        for name in ("one", "two"):
            path = sample.copy(tmp_path / name)
            Damage(damage.file, damage.what, damage.place, damage.mask).inflict(path)
            contents.append((path / file).read_bytes())
        assert contents[0] == contents[1] != (sample.path / file).read_bytes()
