"""The crc32 of the formats, whoever computes it."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import zlib

import pytest
from chroma_server.engine import checksums


def test_it_is_the_crc32_of_the_standard_library() -> None:
    for data in (b"", b"a", bytes(range(256)) * 200):
        assert checksums.crc32(data) == zlib.crc32(data)
        assert checksums.crc32(memoryview(data), 77) == zlib.crc32(data, 77)


def test_without_zlib_ng_the_standard_library_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "zlib_ng" else find(name))
    monkeypatch.delitem(sys.modules, "chroma_server.engine.checksums")
    assert importlib.import_module("chroma_server.engine.checksums").crc32 is zlib.crc32
