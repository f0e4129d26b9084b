"""Cross-origin answers, off, for everyone and for a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chroma_server.testing import serve

VARY = "origin, access-control-request-method, access-control-request-headers"
LISTED, OTHER = "http://a.example", "http://c.example"


@pytest.fixture(scope="module", params=["any", "list"])
def cors(request: pytest.FixtureRequest, connect: Callable[[str], Any]) -> Iterator[tuple[bool, Any]]:
    origins = ("*",) if request.param == "any" else (LISTED, "http://b.example")
    with serve(cors_allow_origins=origins) as running:
        yield request.param == "any", connect(running.url)


def _allowed(answer: Any) -> str | None:
    found: str | None = answer.headers.get("access-control-allow-origin")
    return found


def test_answers_name_the_origins(cors: tuple[bool, Any]) -> None:
    any_origin, client = cors
    for path in ("/api/v2/version", "/api/v2/tenants/nobody", "/nowhere"):
        for origin in (LISTED, OTHER):
            answer = client.get(path, origin=origin)
            assert answer.headers["vary"] == VARY
            assert _allowed(answer) == ("*" if any_origin else LISTED if origin == LISTED else None)
        assert _allowed(client.get(path)) == ("*" if any_origin else None)


def test_a_preflight_is_allowed_everything(cors: tuple[bool, Any]) -> None:
    any_origin, client = cors
    headers = {"origin": LISTED, "access-control-request-method": "POST"}
    answer = client.send("OPTIONS", "/api/v2/tenants", headers=headers)
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["access-control-allow-methods"] == "*"
    assert answer.headers["access-control-allow-headers"] == "*"
    assert _allowed(answer) == ("*" if any_origin else LISTED)


def test_an_unlisted_origin_gets_its_preflight_without_the_permission(cors: tuple[bool, Any]) -> None:
    any_origin, client = cors
    answer = client.send("OPTIONS", "/api/v2/tenants", headers={"origin": OTHER})
    assert answer.status == 200
    assert _allowed(answer) == ("*" if any_origin else None)


def test_a_preflight_needs_no_route(cors: tuple[bool, Any]) -> None:
    _, client = cors
    for path in ("/nowhere", "/api/v2/tenants/%ff"):
        assert client.send("OPTIONS", path, headers={"origin": LISTED}).status == 200


def test_off_there_are_no_such_headers(http_client: Any) -> None:
    answer = http_client.get("/api/v2/version", origin=LISTED)
    assert "vary" not in answer.headers
    assert _allowed(answer) is None
    assert http_client.send("OPTIONS", "/api/v2/tenants", headers={"origin": LISTED}).status == 405
