"""The clients do what httpx does, in less time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from chromadb.transport.clients import AsyncHttpClient, HttpClient

BASES = ["http://a.test:8000", "https://a.test/prefix", "https://a.test/prefix/", "http://[::1]:8000", "http://ü.test"]
PATHS = ["/api/v2/version", "/api/v2/tenants/a%2Fb%20%C3%BC", "/api/v2/tenants/a?limit=1", "/x/%2e%2e/y", "//x"]

_NOWHERE = httpx.MockTransport(lambda _: httpx.Response(404))

Answer = Callable[[httpx.Request], httpx.Response]


def _client(base_url: str) -> HttpClient:
    return HttpClient(base_url=base_url, transport=_NOWHERE)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("path", PATHS)
def test_they_are_those_of_httpx(base: str, path: str) -> None:
    expected = httpx.Client(base_url=base).build_request("GET", path, params=None).url
    for client in (_client(base), AsyncHttpClient(base_url=base, transport=_NOWHERE)):
        for _ in range(2):
            assert client.build_request("GET", path).url.raw_path == expected.raw_path
            assert client.build_request("GET", path).url == expected


def test_parameters_are_added_to_a_known_path() -> None:
    client = _client("http://a.test")
    for limit in (1, 2):
        assert str(client.build_request("GET", "/x", params={"limit": limit}).url) == f"http://a.test/x?limit={limit}"
    assert str(client.build_request("GET", "/x").url) == "http://a.test/x"


def test_other_urls_go_where_they_say() -> None:
    client = _client("http://a.test/prefix")
    assert str(client.build_request("GET", "https://b.test/x").url) == "https://b.test/x"
    assert client.build_request("GET", httpx.URL("https://b.test/x")).url == "https://b.test/x"


async def _send(kind: type[httpx.Client | httpx.AsyncClient], answer: Answer, *paths: str, **arguments: Any) -> Any:
    """The answers to requests of one client; ``base_url`` and what else it is made with are in ``arguments``."""
    arguments = {"base_url": "http://a.test", "transport": httpx.MockTransport(answer), **arguments}
    if issubclass(kind, httpx.Client):
        with kind(**arguments) as client:
            return [client.request("POST", path, content=b"asked") for path in paths]
    async with kind(**arguments) as asynchronous:
        return [await asynchronous.request("POST", path, content=b"asked") for path in paths]


KINDS = [(HttpClient, httpx.Client), (AsyncHttpClient, httpx.AsyncClient)]


@pytest.mark.parametrize(("ours", "theirs"), KINDS)
class TestSending:
    async def test_the_request_and_the_answer_are_those_of_httpx(self, ours: Any, theirs: Any) -> None:
        asked: list[tuple[Any, ...]] = []

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append((request.method, request.url, sorted(request.headers.items()), request.read()))
            assert request.extensions["timeout"] == httpx.Timeout(7).as_dict()
            return httpx.Response(418, headers={"x-a": "b"}, content=b"short", stream=None)

        made = {"headers": {"x-own": "1"}, "timeout": 7}
        (one,), (other,) = [await _send(kind, answer, "/x?y=1", **made) for kind in (ours, theirs)]
        assert [line for line in asked[0][2] if line[0] != "user-agent"] == [
            line for line in asked[1][2] if line[0] != "user-agent"
        ]
        assert asked[0][:2] + asked[0][3:] == asked[1][:2] + asked[1][3:]
        for name in ("status_code", "content", "headers", "url", "history", "is_closed", "encoding"):
            assert getattr(one, name) == getattr(other, name)
        assert one.elapsed.total_seconds() >= 0

    async def test_cookies_come_back(self, ours: Any, theirs: Any) -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, headers={"set-cookie": "server=7"}, text=request.headers.get("cookie", "none"))

        for kind in (ours, theirs):
            assert [one.text for one in await _send(kind, answer, "/a", "/b")] == ["none", "server=7"]

    async def test_credentials_in_the_url_are_sent(self, ours: Any, theirs: Any) -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, text=request.headers.get("authorization", "none"))

        for kind in (ours, theirs):
            (found,) = await _send(kind, answer, "/a", base_url="http://user:secret@a.test")
            assert found.text.startswith("Basic ")

    async def test_an_error_knows_its_request(self, ours: Any, theirs: Any) -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            raise httpx.ReadTimeout("slow")

        for kind in (ours, theirs):
            with pytest.raises(httpx.ReadTimeout) as caught:
                await _send(kind, answer, "/a")
            assert str(caught.value.request.url) == "http://a.test/a"

    async def test_an_interrupted_answer_gives_its_connection_back(self, ours: Any, theirs: Any) -> None:
        class Interrupted(httpx.SyncByteStream, httpx.AsyncByteStream):
            closed = 0

            def __iter__(self) -> Any:
                raise KeyboardInterrupt

            def __aiter__(self) -> Any:
                raise KeyboardInterrupt

            def close(self) -> None:
                self.closed += 1

            async def aclose(self) -> None:
                self.closed += 1

        for kind in (ours, theirs):
            body = Interrupted()

            def answer(_: httpx.Request, body: Interrupted = body) -> httpx.Response:
                return httpx.Response(200, stream=body)

            with pytest.raises(KeyboardInterrupt):
                await _send(kind, answer, "/a")
            assert body.closed == 1

    async def test_redirects_are_answers_unless_they_are_to_be_followed(self, ours: Any, theirs: Any) -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            moved = request.url.path == "/a"
            return httpx.Response(307, headers={"location": "/b"}) if moved else httpx.Response(200)

        for kind in (ours, theirs):
            assert [one.status_code for one in await _send(kind, answer, "/a")] == [307]
            assert [one.status_code for one in await _send(kind, answer, "/a", follow_redirects=True)] == [200]

    async def test_requests_are_logged_where_the_log_of_httpx_is_on(
        self, ours: Any, theirs: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, logger="httpx")
        for kind in (ours, theirs):
            await _send(kind, lambda _: httpx.Response(200), "/a")
        first, second = [record.getMessage() for record in caplog.records if record.name == "httpx"]
        assert first == second == 'HTTP Request: POST http://a.test/a "HTTP/1.1 200 OK"'

    async def test_hooks_of_httpx_are_called(self, ours: Any, theirs: Any) -> None:
        for kind in (ours, theirs):
            seen: list[str] = []

            def note(request: httpx.Request, seen: list[str] = seen) -> None:
                seen.append(str(request.url))

            async def note_later(request: httpx.Request, seen: list[str] = seen) -> None:
                seen.append(str(request.url))

            hook = note if issubclass(kind, httpx.Client) else note_later
            await _send(kind, lambda _: httpx.Response(200), "/a", event_hooks={"request": [hook]})
            assert seen == ["http://a.test/a"]

    async def test_a_closed_client_sends_nothing(self, ours: Any, theirs: Any) -> None:
        client = ours(base_url="http://a.test", transport=httpx.MockTransport(lambda _: httpx.Response(200)))
        if isinstance(client, httpx.Client):
            client.close()
            with pytest.raises(RuntimeError, match="closed"):
                client.request("GET", "/a")
        else:
            await client.aclose()
            with pytest.raises(RuntimeError, match="closed"):
                await client.request("GET", "/a")
