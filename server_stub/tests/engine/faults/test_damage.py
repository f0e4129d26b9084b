"""Flipped bytes, lost sectors and cut files: the right answer or an error that names the file and the way out.

The one exception is the tail of the write-ahead log. SQLite ends it at the first frame that does not match its
checksum, as it must after a crash, and nothing tells a torn tail from a damaged one. So damage there may take back the
latest writes, in whole transactions and from the end; it never mixes states and never changes a record.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from .damage import Damage, damages
from .reader import Reader, kind_of
from .stores import Sample

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_damage_is_harmless_or_reported(sample: Sample, reader: Reader, tmp_path: Path, seed: int) -> None:
    wrong: list[str] = []
    verdicts: Counter[tuple[str, str, str]] = Counter()
    for file in sample.files():
        for damage in damages(sample.path, file, seed, flips=60, cuts=10, zeros=10):
            path = sample.copy(tmp_path / "damaged")
            damage.inflict(path)
            verdict = reader.verdict(path, sample)
            if verdict.startswith("WRONG") or (verdict == "earlier" and kind_of(file) != "write-ahead log"):
                wrong.append(f"{damage}: {verdict}")
            verdicts[kind_of(file), damage.what, verdict.partition(":")[0]] += 1
    for key, count in sorted(verdicts.items()):
        print(count, *key)
    assert not wrong, f"{len(wrong)} of {verdicts.total()}:\n" + "\n".join(wrong[:20])


def test_a_missing_file_is_reported(sample: Sample, reader: Reader, tmp_path: Path) -> None:
    wrong: list[str] = []
    for file in sample.files():
        path = sample.copy(tmp_path / "damaged")
        (path / file).unlink()
        verdict = reader.verdict(path, sample)
        if verdict not in ("right", "reported", "earlier" if kind_of(file) == "write-ahead log" else "reported"):
            wrong.append(f"{file}: {verdict}")
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
