"""The official package to ask, for the tests that compare answer by answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .asking import known_functions
from .oracle import Oracle


@pytest.fixture(scope="session")
def official_python() -> str:
    """The interpreter of the official package. Skips without it; in CI, fails."""
    command = os.environ.get("OFFICIAL_CHROMA")
    if not command:
        reason = "OFFICIAL_CHROMA is not set: it names the chroma command of chromadb 1.5.9"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return str(Path(command).parent / "python")


@pytest.fixture(scope="session")
def oracle(official_python: str) -> Iterator[Oracle]:
    """The official package in a process of its own, and the same functions registered with both."""
    asked = Oracle(official_python)
    with known_functions():
        yield asked
    asked.close()
