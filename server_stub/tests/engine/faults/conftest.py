"""A store to damage, and a process to open it in: one that dies of it is not the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from crash.worker import Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    working = Worker()
    yield working
    working.stop()
