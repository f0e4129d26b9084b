"""A store to damage, and a process to open it in: one that dies of it is not the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from crash.worker import Worker

from .reader import Reader
from .stores import Sample, make_sample


@pytest.fixture
def worker() -> Iterator[Worker]:
    working = Worker()
    yield working
    working.stop()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A store with everything in it. Damage copies of it."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def reader() -> Iterator[Reader]:
    reading = Reader()
    yield reading
    reading.stop()
