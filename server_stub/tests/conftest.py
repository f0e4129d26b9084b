"""A real server per module, and plain HTTP to talk to it: what these tests are about is what goes over the socket."""

from __future__ import annotations

import http.client
import json
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from chroma_server.testing import Running, serve

ROOT = "/api/v2/tenants/default_tenant/databases/default_database"


@dataclass(frozen=True)
class Answer:
    """An answer as it came: header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def kind(self) -> str | None:
        """The `error` of the body, None when the body is empty or not JSON."""
        return self.json["error"] if self.headers.get("content-type") == "application/json" else None


class Http:
    """Requests to one server, each on a connection of its own. Paths are sent exactly as given."""

    def __init__(self, url: str) -> None:
        self.netloc = urllib.parse.urlsplit(url).netloc

    def send(
        self,
        method: str,
        path: str,
        body: bytes | str | Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection(self.netloc, timeout=60)
        try:
            connection.request(method, path, body, headers or {}, encode_chunked=isinstance(body, Iterator))
            response = connection.getresponse()
            answer_headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, answer_headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: Any, method: str = "POST", **headers: str) -> Answer:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(method, path, json.dumps(body), {"content-type": "application/json", **given})

    def create(self, name: str, root: str = ROOT, **fields: Any) -> str:
        """A new collection; the path of its records."""
        answer = self.post(f"{root}/collections", {"name": name, **fields})
        assert answer.status == 200, answer.body
        return f"{root}/collections/{answer.json['id']}"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def http_client(server: Running) -> Http:
    return Http(server.url)


@pytest.fixture(scope="session")
def connect() -> Callable[[str], Http]:
    """For tests that start a server of their own."""
    return Http
