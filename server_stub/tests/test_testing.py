"""The server as a library: for the tests of others, and inside another application."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from chroma_server.app import create_app
from chroma_server.engine import Engine
from chroma_server.listen import AddressUnavailable
from chroma_server.profiles import load_profile
from chroma_server.settings import Settings
from chroma_server.testing import serve


def test_every_block_has_a_store_of_its_own(connect: Callable[[str], Any]) -> None:
    with serve() as first, serve() as second:
        assert first.port != second.port
        connect(first.url).create("mine")
        assert len(first.engine.list_collections("default_tenant", "default_database")) == 1
        assert second.engine.list_collections("default_tenant", "default_database") == []


def test_a_directory_outlives_the_block(tmp_path: Path, connect: Callable[[str], Any]) -> None:
    with serve(tmp_path / "data") as running:
        path = connect(running.url).create("kept")
        connect(running.url).post(f"{path}/add", {"ids": ["a"], "embeddings": [[1, 2]]})
    with serve(tmp_path / "data") as running:
        assert connect(running.url).get(f"{path}/count").json == 1


def test_settings_are_taken_by_name(connect: Callable[[str], Any]) -> None:
    with serve(allow_reset=True, max_payload_size_bytes=20) as running:
        client = connect(running.url)
        assert client.post("/api/v2/reset", {}).json is True
        assert client.post("/api/v2/tenants", {"name": "a name of some length"}).status == 413
    with pytest.raises(TypeError), serve(alow_reset=True):
        pass


def test_a_port_that_is_taken_is_told() -> None:
    with serve() as running, pytest.raises(AddressUnavailable, match=str(running.port)), serve(port=running.port):
        pass


async def test_the_application_needs_no_server_around_it() -> None:
    with Engine.open() as engine:
        app = create_app(engine, Settings(path=None, profile=load_profile("local")))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://chroma") as client:
            created = await client.post("/api/v2/tenants", json={"name": "a/b"})
            assert created.status_code == 200
            assert (await client.get("/api/v2/tenants/a%2Fb")).json() == {"name": "a/b", "resource_name": None}
            assert (await client.get("/nowhere")).status_code == 404
        app.close()
