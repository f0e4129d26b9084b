"""Fixtures of the contract tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contract.targets import Targets


@pytest.fixture(scope="session")
def targets() -> Iterator[Targets]:
    started = Targets()
    try:
        yield started
    finally:
        started.close()
