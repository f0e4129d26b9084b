"""Flipped bytes, lost sectors and cut files: the right answer or an error that names the file and the way out.

The one exception is the tail of the write-ahead log. SQLite ends it at the first frame that does not match its
checksum, as it must after a crash, and nothing tells a torn tail from a damaged one. So damage there may take back the
latest writes, in whole transactions and from the end; it never mixes states and never changes a record.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from chroma_server.engine import Engine
from chroma_server.engine.index import wait_for_builds
from crash.probe import DEFAULT, contradictions

from .damage import Damage, damages
from .reader import Reader, kind_of
from .stores import Sample

SEEDS = range(int(os.environ.get("DAMAGE_SEEDS", "1")))
"""Each damages every file in about 60 ways."""


@pytest.mark.parametrize("seed", SEEDS)
def test_damage_is_harmless_or_reported(sample: Sample, reader: Reader, tmp_path: Path, seed: int) -> None:
    wrong: list[str] = []
    verdicts: Counter[tuple[str, str, str]] = Counter()
    for file in sample.files():
        for damage in damages(sample.path, file, seed, flips=20, cuts=5, zeros=5):
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


def test_damage_to_a_cache_costs_only_time(reader: Reader, tmp_path: Path) -> None:
    """Indexes, columns and signatures are built anew from the records, whatever has become of their files."""
    rng = np.random.default_rng(2)
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "indexed")
        rows, dimension = 7000, 512
        metadatas = [{"n": i % 10, "l": ["x", "y"][: i % 3], "s": str(i % 50)} if i % 7 else None for i in range(rows)]
        metadatas = [{key: value for key, value in (metadata or {}).items() if value != []} for metadata in metadatas]
        documents = [f"ember number {i}" if i % 5 else "stone" for i in range(rows)]
        centres = rng.normal(size=(60, dimension)) * 3
        vectors = (centres[rng.integers(0, 60, rows)] + rng.normal(size=(rows, dimension))).astype(np.float32)
        ids = [str(i) for i in range(rows)]
        engine.add(made.id, ids=ids, embeddings=vectors, documents=documents, metadatas=metadatas)
        engine.vacuum()
        assert contradictions(engine, 1) == []
        assert wait_for_builds(60)
        assert contradictions(engine, 1) == []
    caches = {file: file.read_bytes() for file in (tmp_path / "segments").glob("*.cache")}
    assert len({file.suffixes[-2] for file in caches}) >= 2, "the caches are elsewhere now"
    wrong: list[str] = []
    outcomes: Counter[str] = Counter()
    for file, contents in caches.items():
        name = file.relative_to(tmp_path)
        for damage in _sampled(damages(tmp_path, name, 6, flips=30, cuts=6, zeros=6), 15):
            for other, intact in caches.items():
                other.write_bytes(intact)
            damage.inflict(tmp_path)
            opened = reader.call("open", str(tmp_path), {})
            found = reader.call("contradictions", 1)
            reader.call("close")
            if opened is not None or found != []:
                wrong.append(f"{damage}: {opened} {found}")
            outcomes[file.suffixes[-2] + file.suffix] += 1
        file.write_bytes(contents)
        file.unlink()
        reader.call("open", str(tmp_path), {})
        if (found := reader.call("contradictions", 1)) != []:
            wrong.append(f"{name} missing: {found}")
        reader.call("close")
    print(dict(outcomes))
    assert not wrong, "\n".join(wrong)


def _sampled(every: list[Damage], count: int) -> list[Damage]:
    return random.Random(9).sample(every, count)
