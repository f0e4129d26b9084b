"""Requests that offer another protocol are answered in HTTP/1.1, with nothing lost."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from chroma_server.testing import serve

BODY = b'{"name": "papers"}'
OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAA\r\n"
PATH = b"/api/v2/tenants/default_tenant/databases"


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    with serve() as running:
        host, _, port = running.url.removeprefix("http://").partition(":")
        yield host, int(port)


def request(method: bytes, path: bytes, *, headers: bytes = OFFER, body: bytes = b"") -> bytes:
    length = b"Content-Length: %d\r\n" % len(body) if body else b""
    return b"%s %s HTTP/1.1\r\n%sHost: x\r\nContent-Type: application/json\r\n%s\r\n%s" % (
        *(method, path, headers, length, body),
    )


def talk(address: tuple[str, int], *pieces: bytes, answers: int = 1) -> list[tuple[int, Any]]:
    """Send the pieces, each on its own, and read that many answers."""
    with socket.create_connection(address, timeout=20) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        stream = connection.makefile("rb")
        found = []
        for _ in range(answers):
            status = int(stream.readline().split()[1])
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            found.append((status, json.loads(stream.read(length))))
        return found


def test_a_body_after_an_offer_is_read(address: tuple[str, int]) -> None:
    path = PATH + b"/default_database/collections"
    ((status, answer),) = talk(address, request(b"POST", path, body=BODY))
    assert (status, answer["name"]) == (200, "papers")


def test_it_may_come_in_any_pieces(address: tuple[str, int]) -> None:
    whole = request(b"POST", PATH, body=b'{"name": "pieces"}')
    head = whole.index(b"\r\n\r\n") + 4
    assert talk(address, whole[:head], whole[head : head + 5], whole[head + 5 :]) == [(200, {})]
    single = request(b"POST", PATH, body=b'{"name": "single"}')
    assert talk(address, *(single[index : index + 1] for index in range(len(single)))) == [(200, {})]


def test_a_chunked_body(address: tuple[str, int]) -> None:
    chunks = b"12\r\n" + b'{"name": "chunks"}' + b"\r\n0\r\n\r\n"
    assert talk(address, request(b"POST", PATH, headers=OFFER + b"Transfer-Encoding: chunked\r\n") + chunks) == [
        (200, {})
    ]


def test_more_requests_on_the_same_connection(address: tuple[str, int]) -> None:
    first = request(b"POST", PATH, body=b'{"name": "first"}')
    second = request(b"POST", PATH, headers=b"", body=b'{"name": "second"}')
    again = request(b"POST", PATH, body=b'{"name": "first"}')
    found = talk(address, first + second + again, answers=3)
    assert [status for status, _ in found] == [200, 200, 409]


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket", b"TLS/1.0"])
def test_a_request_without_a_body(address: tuple[str, int], protocol: bytes) -> None:
    headers = b"Connection: upgrade\r\nUpgrade: " + protocol + b"\r\n"
    ((status, answer),) = talk(address, request(b"GET", b"/api/v2/version", headers=headers))
    assert (status, answer) == (200, "1.0.0")


def test_the_connection_closes_when_told_to(address: tuple[str, int]) -> None:
    headers = b"Connection: Upgrade, close\r\nUpgrade: h2c\r\n"
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(request(b"GET", b"/api/v2/version", headers=headers))
        received = b""
        while data := connection.recv(4096):
            received += data
    assert received.endswith(b'"1.0.0"')


def test_connect_does_not_hang(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
        assert int(connection.recv(4096).split()[1]) >= 400
