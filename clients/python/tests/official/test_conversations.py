"""What this package sends in a conversation is what the official one sends."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from chroma_server.testing import serve

from .conversations import CONVERSATIONS, hold
from .listening import listening
from .oracle import TESTS

pytestmark = pytest.mark.official


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_same_requests_and_outcomes(official_python: str, name: str) -> None:
    with serve() as server, listening(server.host, server.port) as ours:
        own: Any = hold(name, ours.host, ours.port)
    with serve() as server, listening(server.host, server.port) as theirs:
        command = [official_python, "-m", "official.conversations", name, theirs.host, str(theirs.port)]
        done = subprocess.run(command, cwd=TESTS, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    for mine, yours in zip(ours.heard, theirs.heard, strict=False):
        assert mine == yours
    assert len(ours.heard) == len(theirs.heard)
    assert own == json.loads(done.stdout)
