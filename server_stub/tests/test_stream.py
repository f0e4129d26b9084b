"""Large answers in pieces: the bytes of an answer in one go, never all at once, on a connection that goes on."""

from __future__ import annotations

import http.client
import json
import socket
from typing import Any

import numpy as np
import pytest
from chroma_server.exchange import encode_json
from chroma_server.stream import PIECE, ROWS, WHOLE, Columns, columns_response, json_pieces
from hypothesis import given
from hypothesis import strategies as st

ROW_COUNTS = st.integers(0, 2 * ROWS + 2)


def columns_of(count: int, dimension: int, text: str) -> dict[str, Any]:
    return {
        "ids": [f"{text}{number}" for number in range(count)],
        "embeddings": np.arange(count * dimension, dtype=np.float32).reshape(count, dimension) / 7,
        "documents": [None if number % 3 else text * (number % 5) for number in range(count)],
        "uris": None,
        "metadatas": [{"k": [number, 2.5]} if number % 2 else None for number in range(count)],
    }


@given(ROW_COUNTS, st.integers(1, 3), st.text(max_size=3).filter(lambda text: text.isprintable()))
def test_pieces_are_the_bytes_of_the_whole(count: int, dimension: int, text: str) -> None:
    columns = columns_of(count, dimension, text) | {"include": ["embeddings"]}
    assert b"".join(json_pieces(columns, nested=False)) == encode_json(columns)


@given(st.lists(ROW_COUNTS, max_size=4), st.integers(1, 3))
def test_pieces_of_queries_are_the_bytes_of_the_whole(counts: list[int], dimension: int) -> None:
    results = [columns_of(count, dimension, "x") for count in counts]
    columns: dict[str, Any] = {
        name: None if name == "uris" else [result[name] for result in results]
        for name in ("ids", "embeddings", "documents", "uris", "metadatas")
    }
    columns["distances"] = [np.arange(count, dtype=np.float32) for count in counts]
    columns["include"] = []
    assert b"".join(json_pieces(columns, nested=True)) == encode_json(columns)
    response = columns_response(Columns(columns))
    assert response.body + b"".join(response.rest or ()) == encode_json(columns)


def test_a_piece_is_bounded() -> None:
    columns = columns_of(20 * ROWS, 100, "x") | {"include": []}
    pieces = [len(piece) for piece in json_pieces(columns, nested=False)]
    row = len(encode_json(columns["embeddings"][-ROWS:]))
    assert all(PIECE <= size <= PIECE + row for size in pieces[:-1])
    assert len(pieces) > 5


def test_the_rest_of_a_large_answer_is_not_made_before_it_is_asked_for() -> None:
    class Unmakeable(list[Any]):
        def __getitem__(self, key: Any) -> Any:
            raise AssertionError("made too early")

    columns = columns_of(20 * ROWS, 100, "x") | {"metadatas": Unmakeable([None] * 20 * ROWS), "include": []}
    response = columns_response(Columns(columns))
    assert WHOLE < len(response.body) < WHOLE + 2 * PIECE
    assert response.rest is not None
    with pytest.raises(AssertionError, match="made too early"):
        list(response.rest)


@pytest.fixture(scope="module")
def large(http_client: Any) -> str:
    root = http_client.create("many")
    for start in range(0, 4000, 1000):
        body = {"ids": [str(start + number) for number in range(1000)], "embeddings": [[0.5] * 100] * 1000}
        assert http_client.post(f"{root}/add", body).status == 201
    return f"{root}/get"


ALL = json.dumps({"include": ["embeddings"]})
FEW = json.dumps({"include": ["embeddings"], "limit": 3})


def test_a_connection_goes_on_after_a_large_answer(http_client: Any, large: str) -> None:
    connection = http.client.HTTPConnection(http_client.netloc, timeout=60)
    for body, count, headers in ((ALL, 4000, "chunked"), (FEW, 3, None), (ALL, 4000, "chunked")):
        connection.request("POST", large, body, {"content-type": "application/json"})
        response = connection.getresponse()
        content = response.read()
        assert response.getheader("transfer-encoding") == headers
        assert (response.getheader("content-length") is None) == (headers == "chunked")
        assert response.getheader("content-type") == "application/json"
        found = json.loads(content)
        assert (len(found["ids"]), len(found["embeddings"])) == (count, count)
        assert found["embeddings"][-1] == [0.5] * 100
    connection.close()


def address_of(http_client: Any) -> tuple[str, int]:
    host, _, port = http_client.netloc.rpartition(":")
    return host, int(port)


def test_an_old_client_gets_a_length(http_client: Any, large: str) -> None:
    with socket.create_connection(address_of(http_client), timeout=60) as raw:
        head = f"POST {large} HTTP/1.0\r\ncontent-length: {len(ALL)}\r\n\r\n"
        raw.sendall((head + ALL).encode())
        response = http.client.HTTPResponse(raw)
        response.begin()
        content = response.read()
    assert response.getheader("transfer-encoding") is None
    assert response.getheader("content-length") == str(len(content))
    assert len(json.loads(content)["ids"]) == 4000


def test_a_client_that_leaves_early_harms_nobody(http_client: Any, large: str) -> None:
    for _ in range(3):
        with socket.create_connection(address_of(http_client), timeout=60) as raw:
            raw.sendall(f"POST {large} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(ALL)}\r\n\r\n{ALL}".encode())
            assert raw.recv(100).startswith(b"HTTP/1.1 200")
    assert http_client.get("/api/v2/heartbeat").status == 200
