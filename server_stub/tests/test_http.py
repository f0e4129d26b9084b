"""The HTTP layer over a real socket: routing, methods, content types, JSON syntax, sizes, query strings."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest

ROOT = "/api/v2/tenants/default_tenant/databases/default_database"
NOWHERE = f"{ROOT}/collections/00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "path",
    ["/", "/api/v2/nope", "/api/v2/", "/api/v2/HEARTBEAT", "/api//v2/heartbeat", "/api/v2/heartbeat/", "/api/v1"],
)
def test_unknown_path_is_an_empty_404(http_client: Any, path: str) -> None:
    answer = http_client.get(path)
    assert (answer.status, answer.body) == (404, b"")
    assert "content-type" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/api/v2/tenants/default_tenant", {"GET", "HEAD", "PATCH"}),
        ("POST", f"{ROOT}/collections/x", {"GET", "HEAD", "PUT", "DELETE"}),
        ("GET", f"{NOWHERE}/add", {"POST"}),
        ("DELETE", "/api/v2/heartbeat", {"GET", "HEAD"}),
        ("OPTIONS", "/api/v2/reset", {"POST"}),
        ("POST", "/api/v1/collections", {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}),
    ],
)
def test_wrong_method_is_an_empty_405_that_lists_the_methods(
    http_client: Any, method: str, path: str, allow: set[str]
) -> None:
    answer = http_client.send(method, path)
    assert (answer.status, answer.body) == (405, b"")
    assert set(answer.headers["allow"].split(",")) == allow


@pytest.mark.parametrize("path", ["/api/v2/heartbeat", "/api/v2", ROOT, "/openapi.json", "/docs/"])
def test_head_answers_like_get_without_the_body(http_client: Any, path: str) -> None:
    head, got = http_client.send("HEAD", path), http_client.get(path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(got.body))
    assert head.headers["content-type"] == got.headers["content-type"]


def test_version_1_is_gone(http_client: Any) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = http_client.send(method, "/api/v1/heartbeat")
        assert (answer.status, answer.kind) == (410, "Unimplemented"), method


def test_errors_carry_a_trace_id_of_their_own_and_successes_none(http_client: Any) -> None:
    traces = [http_client.get("/api/v2/tenants/nobody").headers["chroma-trace-id"] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{32}", trace) for trace in traces)
    assert traces[0] != traces[1]
    assert "chroma-trace-id" not in http_client.get("/api/v2/heartbeat").headers


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", "application/json; charset=latin1", "application/vnd.api+json", None],
)
def test_json_content_types_are_taken(http_client: Any, content_type: str | None) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    name = f"tenant {content_type}"
    assert http_client.send("POST", "/api/v2/tenants", json.dumps({"name": name}), headers).status == 200


@pytest.mark.parametrize("content_type", ["", "@@", "text/json", "text/plain", "application/xml", "application/jsonx"])
def test_other_content_types_are_415(http_client: Any, content_type: str) -> None:
    answer = http_client.send("POST", "/api/v2/tenants", b'{"name":"abc"}', {"content-type": content_type})
    assert (answer.status, answer.kind) == (415, "ChromaError")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"name":NaN}',
        b'{"name":Infinity}',
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\x00",
        b'{"name":"a\x01bc"}',
        b'{"name":"\\ud800abc"}',
        b'{"name":"\xffabc"}',
        b'{"name":"abc"} x',
        b"{'name':'abc'}",
        b"[" * 200 + b"]" * 200,
    ],
)
def test_what_is_not_json_is_400(http_client: Any, body: bytes) -> None:
    answer = http_client.send("POST", "/api/v2/tenants", body)
    assert (answer.status, answer.kind) == (400, "InvalidArgumentError")
    assert answer.json["message"].startswith("Failed to parse the request body as JSON: ")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{}", "missing field `name`"),
        (b"5", "invalid type: integer `5`"),
        (b"true", "invalid type: boolean `true`"),
        (b"[]", "invalid type: sequence"),
        (b'{"name":1}', "name: invalid type: integer `1`, expected a string"),
        (b'{"name":null}', "name: invalid type: null, expected a string"),
        (b'{"name":"abc","name":"abd"}', "duplicate field `name`"),
    ],
)
def test_json_of_the_wrong_shape_is_422(http_client: Any, body: bytes, reason: str) -> None:
    answer = http_client.send("POST", "/api/v2/tenants", body)
    assert (answer.status, answer.kind) == (422, "ChromaError")
    assert reason in answer.json["message"]


def test_a_repeated_key_of_a_map_is_no_error(http_client: Any) -> None:
    path = http_client.create("repeated_keys")
    body = b'{"ids":["a"],"embeddings":[[1]],"metadatas":[{"ids":1,"ids":2}]}'
    assert http_client.send("POST", f"{path}/add", body).status == 201
    assert http_client.post(f"{path}/get", {}).json["metadatas"] == [{"ids": 2}]


def test_unknown_fields_are_ignored_at_the_top_and_refused_in_index_settings(http_client: Any) -> None:
    collections = f"{ROOT}/collections"
    assert http_client.post(collections, {"name": "unknown_fields", "foo": 1}).status == 200
    answer = http_client.post(collections, {"name": "unknown_hnsw", "configuration": {"hnsw": {"foo": 1}}})
    assert answer.status == 422
    assert "configuration.hnsw: unknown field `foo`" in answer.json["message"] or "hnsw.foo" in answer.json["message"]


def test_nesting_is_refused_beyond_128_levels_and_not_before(http_client: Any) -> None:
    path = http_client.create("nesting")

    def where(levels: int) -> dict[str, Any]:
        tree: dict[str, Any] = {"k": 1}
        for _ in range(levels):
            tree = {"$and": [tree]}
        return {"where": tree}

    assert http_client.post(f"{path}/get", where(60)).status == 200
    deep = http_client.post(f"{path}/get", where(200))
    assert (deep.status, deep.kind) == (400, "InvalidArgumentError")
    embeddings: Any = 1.0
    for _ in range(200):
        embeddings = [embeddings]
    assert http_client.post(f"{path}/add", {"ids": ["a"], "embeddings": embeddings}).status == 400


def test_compressed_bodies_are_not_decoded(http_client: Any) -> None:
    gzipped = bytes.fromhex("1f8b080000000000000313ab56ca4bcc4d55b2524a4c4a4e51aa0500")
    answer = http_client.send("POST", "/api/v2/tenants", gzipped, {"content-encoding": "gzip"})
    assert answer.status == 400


class TestPathParameters:
    def test_an_encoded_slash_stays_in_its_segment(self, http_client: Any) -> None:
        http_client.post("/api/v2/tenants", {"name": "a/b c"})
        assert http_client.get("/api/v2/tenants/a%2Fb%20c").json["name"] == "a/b c"

    def test_bytes_that_are_not_utf8_are_400(self, http_client: Any) -> None:
        answer = http_client.get("/api/v2/tenants/%ff%fe")
        assert (answer.status, answer.kind) == (400, "InvalidArgumentError")

    @pytest.mark.parametrize(
        "form",
        ["{id}", "{{{id}}}", "urn:uuid:{id}", "{bare}", "{upper}"],
        ids=["plain", "braced", "urn", "bare", "upper"],
    )
    def test_a_uuid_may_be_written_in_several_ways(self, http_client: Any, form: str) -> None:
        path = http_client.create(f"uuid_forms_{len(form)}")
        identifier = path.rpartition("/")[2]
        written = form.format(id=identifier, bare=identifier.replace("-", ""), upper=identifier.upper())
        answer = http_client.get(f"{ROOT}/collections/by-id/{written.replace('{', '%7B').replace('}', '%7D')}")
        assert answer.json["id"] == identifier

    @pytest.mark.parametrize(
        "bad", ["nope", "0000", "00000000-0000-4000-8000-00000000000g", "0-0000000000040008000000000000000"]
    )
    def test_what_is_no_uuid_is_400(self, http_client: Any, bad: str) -> None:
        answer = http_client.get(f"{ROOT}/collections/{bad}/count")
        assert (answer.status, answer.json["message"]) == (400, "Collection ID is not a valid UUIDv4")

    def test_a_short_database_name_is_told_before_a_bad_uuid(self, http_client: Any) -> None:
        answer = http_client.get("/api/v2/tenants/default_tenant/databases/xy/collections/nope/count")
        assert answer.json["message"] == "database name must be at least 3 characters"

    def test_a_short_database_name_is_just_unknown_to_delete(self, http_client: Any) -> None:
        assert http_client.send("DELETE", "/api/v2/tenants/default_tenant/databases/xy").status == 404


class TestQueryString:
    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("limit=", "cannot parse integer from empty string"),
            ("limit=abc", "invalid digit found in string"),
            ("limit=1.5", "invalid digit found in string"),
            ("offset=-1", "invalid digit found in string"),
            ("limit=4294967296", "number too large to fit in target type"),
            ("limit=" + "9" * 5000, "number too large to fit in target type"),
            ("limit=1&limit=2", "duplicate field `limit`"),
            ("limit=%FF", "invalid digit found in string"),
        ],
    )
    def test_unreadable_numbers_are_400(self, http_client: Any, query: str, reason: str) -> None:
        answer = http_client.get(f"{ROOT}/collections?{query}")
        assert (answer.status, answer.kind) == (400, "InvalidArgumentError")
        assert answer.json["message"].endswith(reason)

    def test_unknown_parameters_are_ignored(self, http_client: Any) -> None:
        assert http_client.get(f"{ROOT}/collections?foo=1&foo=2&limit=0").json == []

    def test_an_unknown_read_level_is_400(self, http_client: Any) -> None:
        path = http_client.create("read_levels")
        assert http_client.get(f"{path}/count?read_level=index_only").json == 0
        assert http_client.get(f"{path}/count?read_level=INDEX_ONLY").status == 400


class TestSize:
    LIMIT = 40 * 1024 * 1024

    @pytest.mark.parametrize("operation", ["add", "update", "upsert", "query", "search", "functions/attach"])
    def test_an_announced_body_over_the_limit_is_refused_unread_in_bare_text(
        self, http_client: Any, operation: str
    ) -> None:
        status, headers, body = _announce(http_client.netloc, f"{NOWHERE}/{operation}", self.LIMIT + 1)
        assert (status, body) == (413, b"Payload too large")
        assert b"content-type" not in headers

    @pytest.mark.parametrize("path", ["/api/v2/tenants", f"{NOWHERE}/get", f"{NOWHERE}/delete"])
    def test_other_operations_answer_an_error_object(self, http_client: Any, path: str) -> None:
        status, headers, body = _announce(http_client.netloc, path, self.LIMIT + 1)
        assert status == 413
        assert b"application/json" in headers
        assert json.loads(body)["error"] == "ChromaError"

    def test_a_chunked_body_is_counted_as_it_comes(self, http_client: Any) -> None:
        def chunks() -> Iterator[bytes]:
            yield b'{"name":"'
            for _ in range(41):
                yield b"x" * (1024 * 1024)

        answer = http_client.send("POST", "/api/v2/tenants", chunks())
        assert answer.status == 413

    def test_a_body_of_exactly_the_limit_is_read(self, http_client: Any) -> None:
        body = b'{"name":"abc"}' + b" " * (self.LIMIT - 14)
        assert http_client.send("POST", "/api/v2/tenants", body).status == 200


def _announce(netloc: str, path: str, length: int) -> tuple[int, bytes, bytes]:
    """Send a head that announces a body, and no body; the answer's status, head in lower case, and body."""
    host, _, port = netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n".encode())
        received = b""
        while True:
            head, separator, body = received.partition(b"\r\n\r\n")
            wanted = re.search(rb"content-length: (\d+)", head)
            if separator and wanted and len(body) >= int(wanted[1]):
                return int(head.split()[1]), head.lower(), body
            data = connection.recv(65536)
            assert data, "the connection was closed without an answer"
            received += data


class TestDescription:
    def test_the_description_is_ours(self, http_client: Any) -> None:
        answer = http_client.get("/openapi.json")
        assert answer.headers["content-type"] == "application/json"
        assert answer.json["paths"]["/api/v2/heartbeat"]["get"]["operationId"] == "heartbeat"

    def test_docs_shows_it_without_another_host(self, http_client: Any) -> None:
        redirect = http_client.get("/docs")
        assert (redirect.status, redirect.headers["location"], redirect.body) == (303, "/docs/", b"")
        page = http_client.get("/docs/")
        assert page.headers["content-type"].startswith("text/html")
        assert b"openapi.json" in page.body
        assert not re.search(rb"(?:src|href)=[\"']?(?:https?:)?//", page.body)
