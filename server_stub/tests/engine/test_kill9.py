"""kill -9 in a stream of writes: what was acknowledged is there, and no write is there in part."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine

ROUNDS = 50

WRITER = """
import os, sys
import numpy as np
from chroma_server.engine import Engine, EngineOptions

path, collection_id, stream = sys.argv[1:]
with Engine.open(path, options=EngineOptions(checkpoint_ops=300, checkpoint_frames=15)) as engine:
    os.write(1, b"ready\\n")
    for batch in range(100_000):
        size = batch % 7 + 1
        ids = [f"{stream}-{batch}-{i}-{size}" for i in range(size)]
        engine.add(
            collection_id,
            ids=ids,
            embeddings=np.full((size, 64), batch, dtype=np.float32),
            documents=ids,
            metadatas=[{"batch": batch, "stream": stream}] * size,
        )
        engine.upsert(collection_id, ids=["counter"], embeddings=np.zeros((1, 64)), metadatas=[{stream: batch}])
        os.write(1, f"{batch}\\n".encode())
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the platform has no SIGKILL")
def test_nothing_acknowledged_is_lost_and_nothing_is_torn(tmp_path: Path) -> None:
    moment = random.Random(20261120)
    with Engine.open(tmp_path) as engine:
        collection_id = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "stream").id
    acknowledged: dict[str, int] = {}
    for round_number in range(ROUNDS):
        stream = f"s{round_number}"
        acknowledged[stream] = _write_until_killed(tmp_path, collection_id, stream, moment)
        _check(tmp_path, collection_id, acknowledged)
    assert sum(count > 0 for count in acknowledged.values()) > ROUNDS // 2


def _write_until_killed(path: Path, collection_id: str, stream: str, moment: random.Random) -> int:
    """How many batches the writer had acknowledged when it was killed."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), collection_id, stream], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    # Killed after a number of acknowledgements and a little later, anywhere in the work on the next batch.
    lines = [writer.stdout.readline() for _ in range(moment.randrange(0, 25))]
    try:
        writer.wait(timeout=moment.random() * 0.005)
    except subprocess.TimeoutExpired:
        os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read().splitlines()
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    return len(lines) + len(rest)


def _check(path: Path, collection_id: str, acknowledged: dict[str, int]) -> None:
    with Engine.open(path) as engine:
        got = engine.get(collection_id, include=["documents", "metadatas", "embeddings"])
        assert got.embeddings is not None
        assert got.documents is not None
        assert got.metadatas is not None
        batches: dict[str, dict[int, list[str]]] = {stream: {} for stream in acknowledged}
        for record_id, document, metadata, embedding in zip(
            got.ids, got.documents, got.metadatas, got.embeddings, strict=True
        ):
            assert metadata is not None
            if record_id == "counter":
                counted = metadata
                continue
            assert document == record_id
            assert (embedding == metadata["batch"]).all()
            batches[metadata["stream"]].setdefault(metadata["batch"], []).append(record_id)
        for stream, count in acknowledged.items():
            present = batches[stream]
            # At most the one batch that was under way is there without an acknowledgement.
            assert list(present) in (list(range(count)), list(range(count + 1)))
            for batch, ids in present.items():
                size = batch % 7 + 1
                assert ids == [f"{stream}-{batch}-{i}-{size}" for i in range(size)]
            if count:
                assert counted[stream] in (count - 1, count)
