import base64
import logging
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import orjson
import pytest
import respx
from chromadb import EventHooks, RetryPolicy, Timeout, errors
from chromadb.config import Settings
from chromadb.records.batch import RecordBatch
from chromadb.records.requests import DeleteRequest, GetRequest, QueryRequest

BASE = "http://chroma.test:8000"
COLLECTION = f"{BASE}/api/v2/tenants/t/databases/d/collections/00000000-0000-0000-0000-000000000001"
PATH = ("t", "d", "00000000-0000-0000-0000-000000000001")
PRE_FLIGHT = {"max_batch_size": 100, "supports_base64_encoding": True}
Make = Callable[..., Any]


def batch() -> RecordBatch:
    return RecordBatch(["a"], np.array([[1.0, 2.0]], np.float32), [{"k": 1}], ["text"], None)


def body_of(route: respx.Route) -> Any:
    return orjson.loads(route.calls.last.request.content)


# requests


@respx.mock
async def test_vectors_are_sent_as_base64_and_absent_columns_as_null(make: Make) -> None:
    respx.get(f"{BASE}/api/v2/pre-flight-checks").respond(json=PRE_FLIGHT)
    route = respx.post(f"{COLLECTION}/add").respond(201, json={})
    await make().call("collection_add", *PATH, batch())
    vector = base64.b64encode(np.array([1.0, 2.0], "<f4").tobytes()).decode()
    assert body_of(route) == {
        "ids": ["a"],
        "embeddings": [vector],
        "metadatas": [{"k": 1}],
        "documents": ["text"],
        "uris": None,
    }
    assert route.calls.last.request.headers["content-type"] == "application/json"


@respx.mock
async def test_vectors_are_sent_as_numbers_to_a_server_that_takes_no_base64(make: Make) -> None:
    respx.get(f"{BASE}/api/v2/pre-flight-checks").respond(json={**PRE_FLIGHT, "supports_base64_encoding": False})
    route = respx.post(f"{COLLECTION}/upsert").respond(200, json={})
    transport = make()
    await transport.call("collection_upsert", *PATH, batch())
    assert body_of(route)["embeddings"] == [[1.0, 2.0]]
    nan = RecordBatch(["a"], np.array([[np.nan]], np.float32))
    with pytest.raises(errors.InvalidArgumentError, match="at pos 0"):
        await transport.call("collection_upsert", *PATH, nan)


@respx.mock
async def test_the_limits_are_asked_for_once(make: Make) -> None:
    asked = respx.get(f"{BASE}/api/v2/pre-flight-checks").respond(json=PRE_FLIGHT)
    respx.post(f"{COLLECTION}/add").respond(201, json={})
    transport = make()
    for _ in range(3):
        await transport.call("collection_add", *PATH, batch())
    assert asked.call_count == 1


@respx.mock
async def test_an_update_without_vectors_does_not_ask_how_they_are_to_be_sent(make: Make) -> None:
    route = respx.post(f"{COLLECTION}/update").respond(200, json={})
    await make().call("collection_update", *PATH, RecordBatch(["a"], None, [{"k": None}]))
    assert body_of(route) == {
        "ids": ["a"], "embeddings": None, "metadatas": [{"k": None}], "documents": None, "uris": None
    }  # fmt: skip


@respx.mock
async def test_reads_send_what_was_asked_and_hand_over_columns(make: Make) -> None:
    answer = {
        "ids": ["a"],
        "embeddings": [[1.0]],
        "documents": [None],
        "uris": None,
        "metadatas": [{"v": {"#type": "sparse_vector", "indices": [1], "values": [0.5]}, "n": 2**60, "l": [1, 2]}],
        "include": ["embeddings"],
    }
    route = respx.post(f"{COLLECTION}/get").respond(json=answer)
    found = await make().call(
        "collection_get", *PATH, GetRequest(["a"], {"k": {"$gt": 1}}, None, 5, None, ["embeddings"])
    )
    assert body_of(route) == {
        "ids": ["a"],
        "where": {"k": {"$gt": 1}},
        "where_document": None,
        "limit": 5,
        "offset": None,
        "include": ["embeddings"],
    }
    assert (found.ids, found.embeddings, found.documents, found.uris) == (["a"], [[1.0]], [None], None)
    assert found.metadatas == answer["metadatas"]


@respx.mock
async def test_a_query_writes_float32_short_and_reads_missing_distances(make: Make) -> None:
    answer = {
        "ids": [["a", "b"]],
        "embeddings": None,
        "documents": None,
        "uris": None,
        "metadatas": [[None, {"k": 1}]],
        "distances": [[0.5, None]],
        "include": ["metadatas", "distances"],
    }
    route = respx.post(f"{COLLECTION}/query").respond(json=answer)
    vectors = np.array([[0.1, 0.2]], np.float32)
    request = QueryRequest(vectors, None, 2, None, {"$contains": "x"}, ["metadatas", "distances"])
    found = await make().call("collection_query", *PATH, request)
    assert b'"query_embeddings":[[0.1,0.2]]' in route.calls.last.request.content
    assert found.distances == [[0.5, None]]
    assert found.metadatas == [[None, {"k": 1}]]


@respx.mock
async def test_a_deletion_sends_its_limit_only_when_there_is_one(make: Make) -> None:
    route = respx.post(f"{COLLECTION}/delete").respond(json={"deleted": 3})
    transport = make()
    assert await transport.call("collection_delete", *PATH, DeleteRequest(["a"], None, None, None)) == 3
    assert "limit" not in body_of(route)
    await transport.call("collection_delete", *PATH, DeleteRequest(None, {"k": 1}, None, 2))
    assert body_of(route)["limit"] == 2


@respx.mock
async def test_names_are_escaped_in_paths(make: Make) -> None:
    route = respx.get(url__regex=r".*/tenants/.*").respond(json={"name": "a/b ü", "resource_name": None})
    await make().call("get_tenant", "a/b ü")
    assert route.calls.last.request.url.raw_path == b"/api/v2/tenants/a%2Fb%20%C3%BC"


@respx.mock
async def test_the_api_stands_below_the_path_of_the_servers_url(make: Make) -> None:
    route = respx.get("https://example.com:8443/my_server/path/api/v2/version").respond(json="1.0.0")
    assert await make(base_url="https://example.com:8443/my_server/path").call("version") == "1.0.0"
    assert route.called


@respx.mock
async def test_headers_and_credentials_are_sent_and_settings_and_dicts_stay_as_they_are(make: Make) -> None:
    route = respx.get(f"{BASE}/api/v2/version").respond(json="1.0.0")
    headers = {"X-Mine": "1", "x-chroma-token": "other"}
    settings = Settings(
        _env_file=None,
        chroma_client_auth_provider="chromadb.auth.token_authn.TokenAuthClientProvider",
        chroma_client_auth_credentials="ck-secret",
        chroma_auth_token_transport_header="X-Chroma-Token",
    )
    await make(settings, headers=headers).call("version")
    sent = route.calls.last.request.headers
    assert sent["x-mine"] == "1"
    assert sent.get_list("x-chroma-token") == ["ck-secret"]
    assert sent["user-agent"].startswith("polychrome-python/")
    assert headers == {"X-Mine": "1", "x-chroma-token": "other"}


# retries


@respx.mock
async def test_a_busy_server_is_asked_again_even_by_an_unsafe_call(make: Make) -> None:
    route = respx.post(f"{COLLECTION}/delete")
    route.side_effect = [httpx.Response(429), httpx.Response(429), httpx.Response(200, json={"deleted": 1})]
    transport = make()
    assert await transport.call("collection_delete", *PATH, DeleteRequest(["a"], None, None, None)) == 1
    assert route.call_count == 3
    assert len(transport.waits) == 2


@respx.mock
async def test_a_connection_that_was_not_made_is_made_again_even_for_an_unsafe_call(make: Make) -> None:
    route = respx.post(f"{BASE}/api/v2/tenants")
    route.side_effect = [httpx.ConnectError("refused"), httpx.Response(200, json={})]
    await make().call("create_tenant", "abc")
    assert route.call_count == 2


@pytest.mark.parametrize(
    "failure", [httpx.Response(503), httpx.ReadTimeout("slow"), httpx.ReadError("gone"), httpx.RemoteProtocolError("?")]
)
@respx.mock
async def test_what_may_have_been_done_is_repeated_only_when_that_is_safe(make: Make, failure: Any) -> None:
    unsafe = respx.post(f"{COLLECTION}/delete")
    unsafe.side_effect = [failure, httpx.Response(200, json={"deleted": 1})]
    safe = respx.get(f"{COLLECTION}/count")
    safe.side_effect = [failure, httpx.Response(200, json=7)]
    transport = make()
    with pytest.raises(errors.ChromaError):
        await transport.call("collection_delete", *PATH, DeleteRequest(["a"], None, None, None))
    assert unsafe.call_count == 1
    assert await transport.call("collection_count", *PATH, "index_and_wal") == 7
    assert safe.call_count == 2


@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("create_tenant", ("abc",), {}),
        ("create_database", ("t", "abc"), {}),
        ("delete_database", ("t", "abc"), {}),
        ("delete_collection", ("t", "d", "abc"), {}),
        ("update_collection", PATH, {"new_name": "x", "new_metadata": None, "new_configuration": None}),
        ("fork_collection", (*PATH, "abc"), {}),
        ("detach_function", (*PATH, "abc"), {"delete_output": False}),
        ("reset", (), {}),
        (
            "create_collection",
            ("t", "d"),
            {"name": "abc", "metadata": None, "configuration": None, "schema": None, "get_or_create": True},
        ),
    ],
)
@respx.mock
async def test_no_unsafe_call_is_sent_twice_after_a_broken_answer(
    make: Make, name: str, args: Any, kwargs: Any
) -> None:
    route = respx.route().mock(side_effect=httpx.ReadError("gone"))
    with pytest.raises(errors.ChromaConnectionError):
        await make().call(name, *args, **kwargs)
    assert route.call_count == 1


@respx.mock
async def test_the_server_says_how_long_to_wait(make: Make) -> None:
    route = respx.get(f"{BASE}/api/v2/version")
    route.side_effect = [httpx.Response(503, headers={"Retry-After": "7"}), httpx.Response(200, json="1.0.0")]
    transport = make()
    assert await transport.call("version") == "1.0.0"
    [wait] = transport.waits
    assert 7 <= wait < 7.2


@respx.mock
async def test_a_wait_beyond_our_patience_is_an_error_at_once_and_says_how_long(make: Make) -> None:
    route = respx.get(f"{BASE}/api/v2/version").respond(429, headers={"Retry-After": "3600"})
    transport = make()
    with pytest.raises(errors.RateLimitError) as caught:
        await transport.call("version")
    assert (route.call_count, transport.waits, caught.value.retry_after) == (1, [], 3600)


@pytest.mark.parametrize(("retries", "tries"), [(None, 4), (0, 1), (2, 3), (RetryPolicy(attempts=2), 2)])
@respx.mock
async def test_the_number_of_tries_is_configured(make: Make, retries: Any, tries: int) -> None:
    route = respx.get(f"{BASE}/api/v2/version").respond(503)
    with pytest.raises(errors.ServiceUnavailableError):
        await make(retries=retries).call("version")
    assert route.call_count == tries


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 500, 501, 504])
@respx.mock
async def test_other_statuses_are_not_repeated(make: Make, status: int) -> None:
    route = respx.get(f"{BASE}/api/v2/version").respond(status)
    with pytest.raises(errors.ChromaError):
        await make().call("version")
    assert route.call_count == 1


@respx.mock
async def test_hooks_are_told_of_every_try_and_repetition(make: Make) -> None:
    respx.get(f"{BASE}/api/v2/version").side_effect = [
        httpx.Response(503),
        httpx.Response(200, json="1.0.0", headers={"x-request-id": "r-1"}),
    ]
    events: list[Any] = []
    hooks = EventHooks(on_request=events.append, on_response=events.append, on_retry=events.append)
    await make(base_url=BASE, hooks=hooks).call("version")
    told = [(type(event).__name__, event.operation, event.attempt) for event in events]
    assert told == [
        ("RequestEvent", "version", 1),
        ("ResponseEvent", "version", 1),
        ("RetryEvent", "version", 1),
        ("RequestEvent", "version", 2),
        ("ResponseEvent", "version", 2),
    ]
    assert (events[2].reason, events[4].status, events[4].request_id) == ("status 503", 200, "r-1")


# errors


@respx.mock
async def test_an_error_carries_everything_the_answer_says(make: Make) -> None:
    respx.get(f"{BASE}/api/v2/tenants/t/databases/d").respond(
        404,
        json={"error": "NotFoundError", "message": "Database [d] not found"},
        headers={"chroma-trace-id": "ab" * 16, "x-request-id": "r-9", "retry-after": "2"},
    )
    with pytest.raises(errors.NotFoundError) as caught:
        await make().call("get_database", "t", "d")
    error = caught.value
    assert str(error) == "Database [d] not found"
    assert (error.status, error.kind, error.method) == (404, "NotFoundError", "GET")
    assert error.url == f"{BASE}/api/v2/tenants/t/databases/d"
    assert (error.request_id, error.trace_id, error.retry_after) == ("r-9", "ab" * 16, 2.0)


@respx.mock
async def test_the_trace_names_the_request_where_nothing_else_does(make: Make) -> None:
    respx.get(f"{BASE}/api/v2/version").side_effect = [
        httpx.Response(400, json={}, headers={"chroma-trace-id": "cd" * 16}),
        httpx.Response(400, json={}, headers={"chroma-trace-id": "0" * 32}),
    ]
    transport = make()
    for name in ("cd" * 16, None):
        with pytest.raises(errors.InvalidArgumentError) as caught:
            await transport.call("version")
        assert caught.value.request_id == name


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (413, b"length limit exceeded", errors.BatchSizeExceededError, "length limit exceeded"),
        (502, b"<html>Bad gateway</html>", errors.ServiceUnavailableError, "502 Bad Gateway"),
        (404, b"", errors.NotFoundError, "404 Not Found"),
        (401, b'{"error":"ChromaError","message":"Permission denied."}', errors.AuthorizationError, "denied"),
        (409, b'{"error":"ChromaError","message":"taken"}', errors.ConflictError, "taken"),
        (422, b'{"error":"ChromaError","message":"Quota exceeded: x"}', errors.QuotaError, "Quota exceeded"),
        (500, b'{"error":"InternalError","message":"oh"}', errors.InternalError, "oh"),
        (418, b"[1]", errors.ChromaError, "1"),
    ],
)
@respx.mock
async def test_an_answer_that_is_no_success_is_the_error_of_its_kind(
    make: Make, status: int, body: bytes, kind: type[errors.ChromaError], message: str
) -> None:
    respx.get(f"{BASE}/api/v2/version").respond(status, content=body)
    with pytest.raises(kind, match=message) as caught:
        await make(retries=0).call("version")
    assert caught.value.status == status


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"null", b"7", b"{}", b""])
@respx.mock
async def test_a_success_that_is_not_chromas_is_an_error(make: Make, body: bytes) -> None:
    respx.get(f"{BASE}/api/v2/tenants/abc").respond(200, content=body)
    with pytest.raises(errors.InvalidResponseError, match="not Chroma's"):
        await make().call("get_tenant", "abc")


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b'{"ids": ["a"]}'])
@respx.mock
async def test_columns_that_are_not_chromas_are_an_error(make: Make, body: bytes) -> None:
    respx.post(f"{COLLECTION}/get").respond(200, content=body)
    with pytest.raises(errors.InvalidResponseError, match="not Chroma's"):
        await make().call("collection_get", *PATH, GetRequest(["a"], None, None, None, None, []))


@respx.mock
async def test_a_redirect_is_not_followed_since_credentials_would_go_with_it(make: Make) -> None:
    elsewhere = respx.get("https://elsewhere.test/").respond(200, json="1.0.0")
    respx.get(f"{BASE}/api/v2/version").respond(307, headers={"location": "https://elsewhere.test/"})
    with pytest.raises(errors.ChromaError, match=r"redirects to https://elsewhere\.test/"):
        await make().call("version")
    assert not elsewhere.called


@pytest.mark.parametrize(
    ("failure", "kind", "message"),
    [
        (httpx.ConnectError("refused"), errors.ChromaConnectionError, "Are you sure it is running"),
        (httpx.ConnectTimeout(""), errors.ChromaConnectionError, "Are you sure it is running"),
        (httpx.ReadTimeout(""), errors.ChromaTimeoutError, "did not answer in time"),
        (httpx.PoolTimeout(""), errors.ChromaTimeoutError, "busy"),
        (httpx.ReadError("reset"), errors.ChromaConnectionError, "failed: reset"),
        (httpx.DecodingError("gzip"), errors.InvalidResponseError, "cannot be decoded"),
    ],
)
@respx.mock
async def test_a_request_without_an_answer_is_an_error_with_method_and_url(
    make: Make, failure: Exception, kind: type[errors.ChromaError], message: str
) -> None:
    respx.get(f"{BASE}/api/v2/version").mock(side_effect=failure)
    with pytest.raises(kind, match=message) as caught:
        await make().call("version")
    assert (caught.value.method, caught.value.url) == ("GET", f"{BASE}/api/v2/version")
    assert caught.value.__cause__ is failure


async def test_a_refused_connection_is_a_value_error_as_in_the_official_package(make: Make) -> None:
    with pytest.raises(ValueError, match="Could not connect to a Chroma server"):
        await make(base_url="http://127.0.0.1:1", retries=0).call("version")


@respx.mock
async def test_text_json_cannot_carry_is_a_value_error(make: Make) -> None:
    with pytest.raises(ValueError, match="JSON"):
        await make().call("collection_get", *PATH, GetRequest(["\ud800"], None, None, None, None, []))


@respx.mock
async def test_a_closed_transport_says_so(make: Make) -> None:
    transport = make()
    for _ in range(2):
        await transport.call("close" if hasattr(transport.transport, "close") else "aclose")
    with pytest.raises(errors.ClientClosedError):
        await transport.call("version")


# limits and secrets


@respx.mock
async def test_time_limits_reach_every_request(make: Make) -> None:
    route = respx.get(f"{BASE}/api/v2/version").respond(json="1.0.0")
    wanted = [
        (None, {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 10.0}),
        (3, {"connect": 3, "read": 3, "write": 3, "pool": 3}),
        (Timeout(read=None), {"connect": 5.0, "read": None, "write": 60.0, "pool": 10.0}),
    ]
    for timeout, limits in wanted:
        await make(timeout=timeout).call("version")
        assert route.calls.last.request.extensions["timeout"] == limits


@respx.mock
async def test_no_secret_reaches_logs_errors_or_reprs(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    respx.get(f"{BASE}/api/v2/version").respond(401)
    caplog.set_level(logging.DEBUG, logger="chromadb")
    settings = Settings(
        _env_file=None,
        chroma_client_auth_provider="chromadb.auth.basic_authn.BasicAuthClientProvider",
        chroma_client_auth_credentials="user:topsecret",
    )
    transport = make(settings, base_url="http://me:topsecret@chroma.test:8000", headers={"X-Api-Key": "topsecret"})
    with pytest.raises(errors.AuthorizationError) as caught:
        await transport.call("version")
    shown = caplog.text + repr(caught.value) + str(caught.value) + transport.transport.target
    assert "topsecret" not in shown
    assert "dXNlcjp0b3BzZWNyZXQ=" not in shown
    assert "chroma.test" in caplog.text
