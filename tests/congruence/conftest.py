"""The subjects, each started once, and how many programs are tried."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from contract.drivers.python import sync_engine, sync_http
from contract.targets import official_executable
from hypothesis import HealthCheck, settings
from servers import chroma_run

from congruence.subjects import Subject

# The same programs in every run, unless more of them are asked for.
EXAMPLES = os.environ.get("CONGRUENCE_EXAMPLES")
settings.register_profile(
    "congruence",
    max_examples=int(EXAMPLES or 120),
    derandomize=EXAMPLES is None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="session")
def local() -> Iterator[Subject]:
    driver = sync_engine(None)
    yield Subject("the engine in process", driver)
    driver.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Subject]:
    with chroma_run() as url:
        driver = sync_http(url)
        yield Subject("our server", driver)
        driver.close()


@pytest.fixture(scope="session")
def official() -> Iterator[Subject]:
    with chroma_run(executable=official_executable()) as url:
        driver = sync_http(url)
        yield Subject("the official server", driver)
        driver.close()
