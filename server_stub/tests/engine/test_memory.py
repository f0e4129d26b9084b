"""Free memory goes back to the system."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest
from chroma_server.engine.memory import give_back

_BLOCKS, _SIZE = 1024, 1 << 16


def _anonymous() -> int:
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return int(fields["RssAnon"].split()[0]) * 1024


def test_it_may_always_be_asked_for() -> None:
    give_back()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked to give memory back")
def test_what_lies_below_memory_in_use_is_given_back() -> None:
    blocks = [bytearray(b"x") * _SIZE for _ in range(_BLOCKS)]
    last = blocks[-1]
    full = _anonymous()
    del blocks
    give_back()
    assert _anonymous() < full - _BLOCKS * _SIZE // 2
    assert len(last) == _SIZE
