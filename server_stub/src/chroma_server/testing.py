"""A real server for tests: on a free port, in a background thread, gone at the end of the block.

from chroma_server.testing import serve

with serve() as server:
    client = chromadb.HttpClient(host=server.host, port=server.port)
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chroma_server.app import create_app
from chroma_server.engine import Engine, EngineOptions
from chroma_server.listen import Server, bind_sockets, url_of
from chroma_server.profiles import load_profile
from chroma_server.settings import Settings

_START_SECONDS = 30


@dataclass(frozen=True)
class Running:
    """A server that answers. ``engine`` is what it serves, for a look behind the API."""

    url: str
    host: str
    port: int
    engine: Engine


@contextlib.contextmanager
def serve(path: str | os.PathLike[str] | None = None, profile: str = "local", **settings: Any) -> Generator[Running]:
    """Serve a store until the block ends: in memory, or in the directory ``path``.

    ``settings`` are fields of `chroma_server.settings.Settings`, such as ``api_keys``, ``allow_reset`` or
    ``cors_allow_origins``; the host defaults to 127.0.0.1 and the port to a free one. Raises what opening the store or
    binding the port raises; RuntimeError if the server does not start.
    """
    given: dict[str, Any] = {"host": "127.0.0.1", "port": 0, **settings}
    chosen = replace(Settings(path=None if path is None else Path(path), profile=load_profile(profile)), **given)
    gate = chosen.open_gate()
    sockets = bind_sockets(chosen.host, chosen.port)
    with contextlib.ExitStack() as stack:
        for opened in sockets:
            stack.callback(opened.close)
        engine = stack.enter_context(Engine.open(chosen.path, options=EngineOptions(allow_reset=chosen.allow_reset)))
        url = url_of(sockets)
        host, port = sockets[0].getsockname()[:2]
        server = Server(create_app(engine, chosen, gate), sockets)
        ready = threading.Event()
        thread = threading.Thread(target=server.run_until_stopped, args=(ready.set,), name="chroma-server", daemon=True)
        thread.start()
        try:
            if not ready.wait(_START_SECONDS):
                raise RuntimeError("the server did not start")
            yield Running(url, host, port, engine)
        finally:
            server.stop()
            thread.join()
