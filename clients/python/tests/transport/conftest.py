"""One test body for both colours: calls of either transport can be awaited."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
import pytest
from chromadb.config import Settings
from chromadb.transport import retry
from chromadb.transport._async.http import AsyncHttpTransport
from chromadb.transport._sync.http import HttpTransport
from chromadb.transport.options import http_options

BASE = "http://chroma.test:8000"


class Both:
    """A transport of either colour. ``waits`` are the seconds it would have slept between tries."""

    def __init__(self, transport: Any, waits: list[float]) -> None:
        self.transport = transport
        self.waits = waits

    async def call(self, name: str, /, *args: Any, **kwargs: Any) -> Any:
        """Call a method and await it where it must be."""
        result = getattr(self.transport, name)(*args, **kwargs)
        return await result if inspect.isawaitable(result) else result


Make = Callable[..., Both]


@pytest.fixture(params=["sync", "async"])
async def make(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Make]:
    """Make transports of the test's colour, whose waits take no time and which are closed after the test."""
    made: list[Both] = []
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(anyio, "sleep", sleep)
    defaults = dict(retry.RetryTransport.__init__.__kwdefaults__)
    monkeypatch.setattr(retry.RetryTransport.__init__, "__kwdefaults__", {**defaults, "sleep": waits.append})

    def build(settings: Settings | None = None, base_url: str = BASE, **options: Any) -> Both:
        chosen = http_options(base_url, settings or Settings(_env_file=None), **options)
        transport = HttpTransport(chosen) if request.param == "sync" else AsyncHttpTransport(chosen)
        both = Both(transport, waits)
        made.append(both)
        return both

    yield build
    for both in made:
        await both.call("close" if request.param == "sync" else "aclose")
