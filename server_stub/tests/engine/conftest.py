"""Engines to test: every rule holds in memory and on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Collection, Engine, EngineOptions


@pytest.fixture(params=["memory", "disk"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty engine that allows reset."""
    path = None if request.param == "memory" else tmp_path / "store"
    with Engine.open(path, options=EngineOptions(allow_reset=True)) as opened:
        yield opened


@pytest.fixture
def collection(engine: Engine) -> Collection:
    """An empty collection, space l2."""
    return engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "records")
