"""Indexes to test: faiss must be there, and nothing may be left building."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chroma_server.engine.index import wait_for_builds


@pytest.fixture(autouse=True)
def nothing_left_to_build() -> Iterator[None]:
    yield
    assert wait_for_builds(120)
