"""Directories that this version did not write: an older format, another program's, a newer one."""

from __future__ import annotations

import base64
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine import Engine, FailedPrecondition
from crash.model import Contents, Record
from crash.probe import contradictions

from .stores import COLLECTIONS, DEFAULT, read

DATA = Path(__file__).parent / "data"
STORES = ("format-1-closed", "format-1-left-open", "format-2-closed", "format-2-left-open")


@pytest.fixture(params=STORES)
def old_store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with zipfile.ZipFile(DATA / f"{request.param}.zip") as archive:
        archive.extractall(tmp_path)
    return tmp_path


@pytest.fixture
def expected(request: pytest.FixtureRequest, old_store: Path) -> dict[str, Any]:
    name = str(request.node.callspec.params["old_store"])
    held: dict[str, Any] = json.loads((DATA / f"{name[:8]}.json").read_text(encoding="utf-8"))
    return held


def records_of(described: dict[str, Any]) -> Contents:
    return {
        record_id: Record(base64.b64decode(vector), document, uri, metadata)
        for record_id, (vector, document, uri, metadata) in described["records"].items()
    }


def test_an_older_format_is_read_and_kept(old_store: Path, expected: dict[str, Any]) -> None:
    """Right at once, after writes, after a vacuum and after reopening."""
    for vacuum in (False, True, False):
        with Engine.open(old_store) as engine:
            state = read(engine)
            assert set(state) == set(COLLECTIONS)
            for name, described in expected.items():
                collection, contents = state[name]
                assert list(contents.items()) == list(records_of(described).items())
                assert (collection.id, collection.metadata) == (described["id"], described["metadata"])
                assert collection.dimension == described["dimension"]
                assert collection.configuration["hnsw"]["space"] == described["space"]
            assert contradictions(engine, 1) == []
            collection = engine.get_collection(*DEFAULT, "flat")
            engine.add(collection.id, ids=["new"], embeddings=[[1, 2, 3, 4]])
            assert engine.get(collection.id).ids[-1] == "new"
            engine.delete(collection.id, ids=["new"])
            if vacuum:
                engine.vacuum()


def test_two_processes_worth_of_engines_open_an_older_format_together(old_store: Path) -> None:
    with Engine.open(old_store) as one, Engine.open(old_store) as two:
        collection = one.get_collection(*DEFAULT, "round")
        one.add(collection.id, ids=["one"], embeddings=[[0] * 12])
        two.add(collection.id, ids=["two"], embeddings=[[1] * 12])
        two.vacuum()
        assert one.get(collection.id).ids[-2:] == ["one", "two"]
        assert read(one) == read(two)


def test_collections_of_an_older_format_are_forked(old_store: Path, expected: dict[str, Any]) -> None:
    with Engine.open(old_store) as engine:
        for name in COLLECTIONS:
            engine.fork_collection(engine.get_collection(*DEFAULT, name).id, f"{name}-fork")
            engine.delete_collection(*DEFAULT, name)
    with Engine.open(old_store) as engine:
        state = read(engine)
        for name, described in expected.items():
            assert list(state[f"{name}-fork"][1].items()) == list(records_of(described).items())


def test_a_newer_format_is_refused_and_left_alone(old_store: Path) -> None:
    database = old_store / "polychrome.sqlite3"
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA user_version = 1000")
    db.close()
    before = database.read_bytes()
    with pytest.raises(FailedPrecondition, match=r"polychrome\.sqlite3 has format version 1000.*newer"):
        Engine.open(old_store)
    assert database.read_bytes() == before


def test_a_directory_of_the_official_chromadb_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "chroma.sqlite3") as db:
        db.execute("CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT)")
    db.close()
    before = (tmp_path / "chroma.sqlite3").read_bytes()
    with pytest.raises(FailedPrecondition, match=r"official chromadb \(chroma\.sqlite3\).*another directory"):
        Engine.open(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["chroma.sqlite3"]
    assert (tmp_path / "chroma.sqlite3").read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "polychrome.sqlite3"
    with sqlite3.connect(database) as db:
        db.execute("CREATE TABLE songs (title TEXT)")
    db.close()
    with pytest.raises(FailedPrecondition, match=r"polychrome\.sqlite3 is a database of another program"):
        Engine.open(tmp_path)
    with sqlite3.connect(database) as db:
        assert db.execute("SELECT count(*) FROM songs").fetchone() == (0,)
    db.close()
