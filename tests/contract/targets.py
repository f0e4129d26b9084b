"""What the vectors run against: our server, the engine in process, the official server; started when needed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from servers import chroma_run

from .drivers.http import HttpDriver
from .drivers.outcome import Driver
from .drivers.python import (
    PythonAsyncDriver,
    PythonDriver,
    PythonSyncDriver,
    async_engine,
    async_http,
    sync_engine,
    sync_http,
)
from .runner.model import Target

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
# Settings of the servers, by profile. `cloud` is a profile of ours.
SERVER_SETTINGS: Mapping[str, Mapping[str, Any]] = {"default": {}, "allow_reset": {"allow_reset": True}}
CLOUD_KEYS = Path(__file__).parent / "cloud_keys.json"


class Servers:
    """Starts the servers that are asked for and keeps them."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._urls: dict[tuple[Target, str], str] = {}

    def url(self, target: Target, profile: str) -> str:
        """The address of the target's server in that profile."""
        key = (target, profile)
        if key not in self._urls:
            executable = official_executable() if target == "official" else None
            if profile == "cloud":
                server = chroma_run("--profile", "cloud", "--api-keys", str(CLOUD_KEYS))
            else:
                server = chroma_run(executable=executable, config=SERVER_SETTINGS[profile] or None)
            self._urls[key] = self._stack.enter_context(server)
        return self._urls[key]

    def close(self) -> None:
        """Stop them all."""
        self._stack.close()


class Targets:
    """Starts what a test asks for and keeps it until the end of the session. Drivers are kept too."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._servers = Servers()
        self._stack.callback(self._servers.close)
        self._drivers: dict[tuple[str, Target, str], Driver] = {}

    def driver(self, name: str, target: Target, profile: str) -> Driver:
        """The driver of that name, connected to the target in that profile."""
        key = (name, target, profile)
        if key not in self._drivers:
            self._drivers[key] = self._make(name, target, profile)
        return self._drivers[key]

    def close(self) -> None:
        self._stack.close()

    def _make(self, name: str, target: Target, profile: str) -> Driver:
        driver: Driver
        if target == "engine":
            driver = self._stack.enter_context(ENGINE_DRIVERS[name](profile))
        else:
            driver = SERVER_DRIVERS[name](self._url(target, profile))
        self._stack.callback(driver.close)
        return driver

    def _url(self, target: Target, profile: str) -> str:
        """The server's address. Without the official server the test is skipped; in CI it fails."""
        try:
            return self._servers.url(target, profile)
        except OfficialMissing as missing:
            if IN_CI or os.environ.get("REQUIRE_OFFICIAL"):
                pytest.fail(str(missing))
            pytest.skip(str(missing))


class OfficialMissing(Exception):
    """The official server is not here."""


def official_executable() -> str:
    """The official ``chroma`` command, from OFFICIAL_CHROMA. Raises OfficialMissing."""
    executable = os.environ.get("OFFICIAL_CHROMA")
    if not executable:
        raise OfficialMissing("OFFICIAL_CHROMA is not set: it names the chroma command of chromadb 1.5.9")
    return executable


def _engine(make: Callable[..., Any]) -> Callable[[str], contextlib.AbstractContextManager[Any]]:
    @contextlib.contextmanager
    def opened(profile: str) -> Iterator[Any]:
        if profile == "default":
            yield make(None)
            return
        # The store in memory is one for the whole process: what may be reset has a directory of its own.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            yield make(folder, allow_reset=True)

    return opened


# By name: the driver of a server, and the driver of an engine in this process.
SERVER_DRIVERS: Mapping[str, Callable[[str], Any]] = {
    "http": HttpDriver,
    "python_sync": sync_http,
    "python_async": async_http,
}
ENGINE_DRIVERS: Mapping[str, Callable[[str], contextlib.AbstractContextManager[Any]]] = {
    "python_sync": _engine(sync_engine),
    "python_async": _engine(async_engine),
}
DRIVER_CLASSES: Mapping[str, type[HttpDriver] | type[PythonDriver]] = {
    "http": HttpDriver,
    "python_sync": PythonSyncDriver,
    "python_async": PythonAsyncDriver,
}
