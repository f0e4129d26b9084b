"""The crc32 of the formats, whoever computes it."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import zlib

import numpy as np
import pytest
from chroma_server.engine import checksums
from hypothesis import given
from hypothesis import strategies as st


def test_it_is_the_crc32_of_the_standard_library() -> None:
    for data in (b"", b"a", bytes(range(256)) * 200):
        assert checksums.crc32(data) == zlib.crc32(data)
        assert checksums.crc32(memoryview(data), 77) == zlib.crc32(data, 77)


def test_without_zlib_ng_the_standard_library_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "zlib_ng" else find(name))
    monkeypatch.delitem(sys.modules, "chroma_server.engine.checksums")
    assert importlib.import_module("chroma_server.engine.checksums").crc32 is zlib.crc32


@given(
    length=st.sampled_from([1, 3, 4096, 8192, 12288]),
    pieces=st.sampled_from([1, 2, 8, 16]),
    runs=st.integers(0, 3),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_crc32_of_a_run_follows_from_those_of_its_pieces(length: int, pieces: int, runs: int, seed: int) -> None:
    data = np.random.default_rng(seed).bytes(runs * pieces * length)
    crcs = [zlib.crc32(data[start : start + length]) for start in range(0, len(data), length)]
    joined = checksums.joined(np.reshape(np.array(crcs, dtype="<u4"), (runs, pieces)), length)
    size = pieces * length
    assert joined.tolist() == [zlib.crc32(data[run * size : (run + 1) * size]) for run in range(runs)]
