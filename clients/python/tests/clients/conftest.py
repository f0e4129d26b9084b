"""Clients of either colour, over the engine in process and over a real server, driven by one test body."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import chromadb
import pytest
from chroma_server.testing import Running, serve
from chromadb.embedding_functions.registry import known_embedding_functions, sparse_known_embedding_functions


class Both:
    """A client or collection of either colour: every method can be awaited, what it returns is wrapped in turn."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.wrapped, name)
        if not callable(value):
            return value

        async def call(*args: Any, **kwargs: Any) -> Any:
            result = value(*args, **kwargs)
            return wrap(await result if inspect.isawaitable(result) else result)

        return call


def wrap(value: Any) -> Any:
    """``value``, or a Both of it if it has methods that may be of either colour."""
    if isinstance(value, list):
        return [wrap(item) for item in value]
    return Both(value) if isinstance(value, (chromadb.Collection, chromadb.AsyncCollection)) else value


@pytest.fixture(autouse=True)
def same_registry() -> Iterator[None]:
    """The embedding functions a test registers are forgotten after it."""
    registries: list[dict[str, Any]] = [known_embedding_functions, sparse_known_embedding_functions]
    before = [dict(registry) for registry in registries]
    yield
    for registry, names in zip(registries, before, strict=True):
        registry.clear()
        registry.update(names)


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """A server in memory, for all tests."""
    with serve(allow_reset=True) as running:
        yield running


@pytest.fixture(params=["sync-local", "async-local", "sync-http", "async-http"])
async def client(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """A client of an empty store."""
    settings = chromadb.Settings(_env_file=None, allow_reset=True)
    if request.param == "sync-local":
        with chromadb.EphemeralClient(settings, isolated=True) as made:
            yield Both(made)
    elif request.param == "async-local":
        async with chromadb.AsyncEphemeralClient(settings, isolated=True) as opened:
            yield Both(opened)
    else:
        running: Running = request.getfixturevalue("server")
        running.engine.reset()
        if request.param == "sync-http":
            with chromadb.HttpClient(running.host, running.port) as made:
                yield Both(made)
        else:
            async with chromadb.AsyncHttpClient(running.host, running.port) as opened:
                yield Both(opened)
