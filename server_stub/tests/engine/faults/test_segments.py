"""Segments that are missing, and more of them than a process may have files open."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from chroma_server.engine import Engine, Internal
from crash.worker import Worker

from .stores import DEFAULT

COLLECTIONS = 150


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit descriptors like this")
def test_more_small_collections_than_descriptors(worker: Worker, tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        made = [engine.create_collection(*DEFAULT, f"small{number}").id for number in range(COLLECTIONS)]
        for number, collection_id in enumerate(made):
            engine.add(collection_id, ids=[str(number)], embeddings=[[number]])
        engine.vacuum()
    worker.call("limit_open_files", 100)
    worker.call("open", str(tmp_path), {})
    for number, collection_id in enumerate(made):
        assert worker.call("get", collection_id).ids == [str(number)]
    for collection_id in made:
        worker.call("add", collection_id, ids=["more"], embeddings=[[0]])
    worker.call("vacuum")
    assert worker.call("contradictions", 1) == []
    assert [worker.call("count", collection_id) for collection_id in made] == [2] * COLLECTIONS


def test_a_missing_segment_is_named_and_hurts_its_collection_alone(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        lost = engine.create_collection(*DEFAULT, "lost")
        engine.add(lost.id, ids=["a"], embeddings=[[1]])
        engine.vacuum()
        whole = engine.create_collection(*DEFAULT, "whole")
        engine.add(whole.id, ids=["b"], embeddings=[[2]])
    (segment,) = (tmp_path / "segments").glob("*.segment")
    contents = segment.read_bytes()
    segment.unlink()
    with Engine.open(tmp_path) as engine:
        for call in (
            lambda: engine.get(lost.id),
            lambda: engine.add(lost.id, ids=["c"], embeddings=[[3]]),
            lambda: engine.query(lost.id, query_embeddings=[[1]]),
        ):
            with pytest.raises(Internal, match=rf"{re.escape(str(segment))} is missing.*chroma check"):
                call()
        assert engine.get(whole.id).ids == ["b"]
        engine.add(whole.id, ids=["d"], embeddings=[[4]])
        assert {each.name for each in engine.list_collections(*DEFAULT)} == {"lost", "whole"}
    segment.write_bytes(contents)
    with Engine.open(tmp_path) as engine:
        assert engine.get(lost.id).ids == ["a"]
        assert engine.get(whole.id).ids == ["b", "d"]


def test_a_lost_collection_can_be_deleted(tmp_path: Path) -> None:
    with Engine.open(tmp_path) as engine:
        lost = engine.create_collection(*DEFAULT, "lost")
        engine.add(lost.id, ids=["a"], embeddings=[[1]])
        engine.vacuum()
    for segment in (tmp_path / "segments").glob("*.segment"):
        segment.unlink()
    with Engine.open(tmp_path) as engine:
        engine.delete_collection(*DEFAULT, "lost")
        again = engine.create_collection(*DEFAULT, "lost")
        engine.add(again.id, ids=["b"], embeddings=[[1, 2]])
        assert engine.get(again.id).ids == ["b"]
