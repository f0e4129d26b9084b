"""check finds damage, repair saves what is whole, vacuum gives space back."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from chroma_server import cli
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine, EngineOptions, Internal, InvalidArgument
from chroma_server.engine.container import BLOCK, Container
from chroma_server.engine.maintenance import check, repair, vacuum

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
ROWS, DIMENSION = 12_000, 16
QUIET = EngineOptions(background=False)


def fill(path: Path) -> str:
    """A collection of one segment, with deleted and changed records and a few in the log."""
    with Engine.open(path, options=QUIET) as engine:
        made = engine.create_collection(*DEFAULT, "records")
        numbers = np.arange(ROWS, dtype=np.float32)
        engine.add(
            made.id,
            ids=[f"r{i}" for i in range(ROWS)],
            embeddings=np.repeat(numbers, DIMENSION).reshape(ROWS, DIMENSION),
            documents=[f"document {i}" for i in range(ROWS)],
            metadatas=[{"n": i} for i in range(ROWS)],
        )
        engine.vacuum()
        engine.delete(made.id, ids=["r0"])
        engine.update(made.id, ids=["r1"], documents=["changed"])
        return made.id


def segment_file(path: Path) -> Path:
    (file,) = (path / "segments").glob("*.segment")
    return file


def flip(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(bytes(data))


def place_of(file: Path, section: str, entry: int) -> int:
    """Where an entry of a section is in the file."""
    data, array = file.read_bytes(), Container(file).unchecked(section)
    start = data.index(array[entry : entry + 8].tobytes())
    assert data.count(array[entry : entry + 8].tobytes()) == 1
    return start


def test_a_healthy_store(tmp_path: Path) -> None:
    fill(tmp_path)
    report = check(tmp_path)
    assert (report.ok, report.collections, report.segments, report.records) == (True, 1, 1, ROWS - 1)
    assert report.notes == report.repairs == []


def test_a_damaged_vector_costs_the_records_of_its_block(tmp_path: Path) -> None:
    collection_id = fill(tmp_path)
    file = segment_file(tmp_path)
    flip(file, place_of(file, "vectors", 1500))
    report = check(tmp_path)
    assert not report.ok
    assert str(file) in report.damage[0]
    assert "vectors" in report.damage[0]
    with Engine.open(tmp_path) as engine, pytest.raises(Internal, match="chroma check --repair"):
        engine.get(collection_id, include=["embeddings"])
    repaired = repair(tmp_path)
    per_block = BLOCK // (4 * DIMENSION)
    assert ROWS - 1 - per_block - 1 <= repaired.records < ROWS - 1
    assert "records are lost" in repaired.damage[0]
    assert check(tmp_path).ok
    with Engine.open(tmp_path) as engine:
        got = engine.get(collection_id, include=["embeddings", "documents", "metadatas"])
        assert len(got.ids) == repaired.records
        assert "r0" not in got.ids
        assert "r1500" not in got.ids
        assert got.documents is not None
        assert got.metadatas is not None
        assert got.embeddings is not None
        assert got.documents[got.ids.index("r1")] == "changed"
        for record_id, metadata, vector in zip(got.ids, got.metadatas, got.embeddings, strict=True):
            assert metadata == {"n": int(record_id[1:])}
            assert (vector == int(record_id[1:])).all()
        assert engine.query(collection_id, query_embeddings=got.embeddings[5:6], n_results=1).ids == [[got.ids[5]]]
        engine.add(collection_id, ids=["r1500"], embeddings=np.zeros((1, DIMENSION)))
    assert len(list((tmp_path / "damaged").iterdir())) == 1


@pytest.mark.parametrize("section", ["ids.hashes", "norms"])
def test_what_can_be_computed_again_costs_no_record(tmp_path: Path, section: str) -> None:
    fill(tmp_path)
    file = segment_file(tmp_path)
    flip(file, place_of(file, section, 2000))
    assert not check(tmp_path).ok
    assert repair(tmp_path).records == ROWS - 1
    assert check(tmp_path).records == ROWS - 1


@pytest.mark.parametrize("column", ["ids", "documents", "metadatas"])
@pytest.mark.parametrize("part", ["text", "offsets"])
def test_damaged_texts_cost_the_records_they_belong_to(tmp_path: Path, column: str, part: str) -> None:
    collection_id = fill(tmp_path)
    file = segment_file(tmp_path)
    section = f"{column}.{part}"
    data, array = file.read_bytes(), Container(file).unchecked(section)
    flip(file, data.index(array.tobytes()) + array.nbytes - 100)
    repaired = repair(tmp_path)
    assert 0 < repaired.records < ROWS - 1
    with Engine.open(tmp_path) as engine:
        got = engine.get(collection_id)
        assert got.documents is not None
        for record_id, document in zip(got.ids[1:], got.documents[1:], strict=True):
            assert document == f"document {record_id[1:]}"


def test_a_missing_segment(tmp_path: Path) -> None:
    collection_id = fill(tmp_path)
    file = segment_file(tmp_path)
    file.unlink()
    with Engine.open(tmp_path) as engine, pytest.raises(Internal, match="is missing") as raised:
        engine.count(collection_id)
    assert str(file) in raised.value.message
    assert not check(tmp_path).ok
    repaired = repair(tmp_path)
    assert (repaired.records, repaired.ok) == (0, False)
    assert check(tmp_path).ok


@pytest.mark.parametrize("place", [0, 7, -1, -8, -12])
def test_damage_to_what_says_of_which_kind_a_segment_is_costs_nothing(tmp_path: Path, place: int) -> None:
    collection_id = fill(tmp_path)
    file = segment_file(tmp_path)
    flip(file, place)
    with Engine.open(tmp_path) as engine, pytest.raises(Internal, match=r"chroma check --repair") as raised:
        engine.count(collection_id)
    assert str(file) in raised.value.message
    assert not check(tmp_path).ok
    repaired = repair(tmp_path)
    assert (repaired.records, repaired.damage) == (ROWS - 1, [])
    assert check(tmp_path).ok
    with Engine.open(tmp_path) as engine:
        assert engine.get(collection_id, ids=["r1", f"r{ROWS - 1}"]).documents == ["changed", f"document {ROWS - 1}"]


def damage_free_pages(file: Path) -> int:
    """Overwrite what the first page of the list of free pages says; how many pages are in the list."""
    data = bytearray(file.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    first, count = int.from_bytes(data[32:36], "big"), int.from_bytes(data[36:40], "big")
    data[(first - 1) * size : (first - 1) * size + 16] = bytes(range(0x70, 0x80))
    file.write_bytes(bytes(data))
    return count


def test_damage_to_the_list_of_free_pages_costs_nothing(tmp_path: Path) -> None:
    collection_id = fill(tmp_path)
    file = tmp_path / "polychrome.sqlite3"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE passing (value BLOB)")
        db.executemany("INSERT INTO passing VALUES (zeroblob(?))", [(100_000,)] * 20)
        db.execute("DROP TABLE passing")
    db.close()
    with Engine.open(tmp_path) as engine:
        before = engine.get(collection_id)
    assert damage_free_pages(file) > 10
    assert any("free" in text.lower() for text in check(tmp_path).damage)
    repaired = repair(tmp_path)
    assert repaired.damage == []
    assert any("written anew from its tables" in text for text in repaired.repairs)
    assert check(tmp_path).ok
    with Engine.open(tmp_path) as engine:
        assert engine.get(collection_id) == before
        engine.add(collection_id, ids=["more"], embeddings=[[0] * DIMENSION])
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "polychrome.sqlite3",
        "polychrome.writer",
    ]


def test_a_repair_while_others_write_loses_nothing_of_theirs(tmp_path: Path) -> None:
    """Engines of one process use a directory as those of several do: each has its own connections and locks."""
    collection_id = fill(tmp_path)
    flip(segment_file(tmp_path), place_of(segment_file(tmp_path), "vectors", 6_000))
    written: list[str] = []
    repaired = threading.Event()

    def write() -> None:
        with Engine.open(tmp_path, options=QUIET) as engine:
            while not repaired.is_set() or len(written) < 20:
                record_id = f"late {len(written)}"
                engine.add(collection_id, ids=[record_id], embeddings=[[0] * DIMENSION])
                written.append(record_id)

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write)]
        try:
            reports = [repair(tmp_path) for _ in range(3)]
        finally:
            repaired.set()
        for writer in writers:
            writer.result()
    assert not reports[0].ok
    assert [report.damage for report in reports[1:]] == [[], []]
    assert check(tmp_path).ok
    with Engine.open(tmp_path) as engine:
        assert engine.get(collection_id, ids=written, include=[]).ids == written


def test_a_damaged_frame_costs_its_records(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "records")
        for name in ("a", "b", "c"):
            engine.upsert(made.id, ids=[name, "shared"], embeddings=[[1], [2]], documents=[name, name])
        engine.update(made.id, ids=["b", "shared"], documents=["late", "late"])
        engine.add(made.id, ids=["new"], embeddings=[[1]])
        engine.update(made.id, ids=["new"], documents=["changed"])
    with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
        db.execute("UPDATE record_log SET frame = x'00' WHERE position = 4")
    assert "frame 4" in check(tmp_path).damage[0]
    assert "4 later changes are left out" in repair(tmp_path).damage[-1]
    assert check(tmp_path).ok
    with Engine.open(tmp_path) as engine:
        got = engine.get(made.id)
        # What came later changed records that nobody knows any more; these are as they were before.
        assert got.ids == ["a", "shared", "new"]
        assert got.documents == ["a", "a", "changed"]
        assert engine.indexing_status(made.id).total_ops == 10


def test_a_damaged_description_is_accepted_and_said(tmp_path: Path) -> None:
    collection_id = fill(tmp_path)
    with sqlite3.connect(tmp_path / "polychrome.sqlite3") as db:
        db.execute("UPDATE collections SET metadata = '{\"a\":1}'")
    with Engine.open(tmp_path) as engine, pytest.raises(Internal, match="does not match its checksum"):
        engine.count(collection_id)
    assert "description" in check(tmp_path).damage[0]
    repaired = repair(tmp_path)
    assert "accepted as it is" in repaired.damage[0]
    assert check(tmp_path).ok


def test_caches_are_removed_and_built_anew(tmp_path: Path) -> None:
    collection_id = fill(tmp_path)
    file = segment_file(tmp_path)
    cache = file.with_name(f"{file.stem}.thing.cache")
    cache.write_bytes(b"broken")
    report = check(tmp_path)
    assert report.ok
    assert str(cache) in report.notes[0]
    repair(tmp_path)
    assert not cache.exists()
    with Engine.open(tmp_path) as engine:
        assert engine.count(collection_id) == ROWS - 1


def test_files_left_behind_go_at_the_next_opening(tmp_path: Path) -> None:
    fill(tmp_path)
    file = segment_file(tmp_path)
    strays = [file.with_name(name) for name in ("1-dead.segment", "1-dead.segment.tmp", "1-dead.thing.cache")]
    for stray in strays:
        stray.write_bytes(b"left behind")
    assert sum("belongs to no segment" in note for note in check(tmp_path).notes) == 3
    Engine.open(tmp_path).close()
    assert not any(stray.exists() for stray in strays)
    assert file.exists()


def test_a_vacuum_gives_space_back(tmp_path: Path) -> None:
    collection_id = fill(tmp_path)
    with Engine.open(tmp_path, options=QUIET) as engine:
        engine.delete(collection_id, where={"n": {"$gte": 10}})
    before, after = vacuum(tmp_path)
    assert after < before
    assert segment_file(tmp_path).stat().st_size < 20_000
    assert check(tmp_path).records == 9


@pytest.mark.parametrize("call", [check, repair, vacuum])
def test_no_store_is_made_where_there_is_none(tmp_path: Path, call: object) -> None:
    with pytest.raises(InvalidArgument, match="holds no store"):
        call(tmp_path / "nothing")  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path)
    assert cli.main(["check", str(tmp_path)]) == 0
    assert f"{ROWS - 1} records can be read" in capsys.readouterr().out
    file = segment_file(tmp_path)
    flip(file, place_of(file, "vectors", 1500))
    assert cli.main(["check", str(tmp_path)]) == 1
    assert f"damage: {file}" in capsys.readouterr().out
    assert cli.main(["check", "--repair", str(tmp_path)]) == 1
    assert "records are lost" in capsys.readouterr().out
    assert cli.main(["check", str(tmp_path)]) == 0
    assert cli.main(["vacuum", str(tmp_path)]) == 0
    assert cli.main(["check", str(tmp_path / "nothing")]) == 1
    assert "holds no store" in capsys.readouterr().err
