"""The Cloud client against a server that writes down what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import anyio
import chromadb
import pytest
from chromadb import errors

KEY = "ck-0123456789-secret"
COLLECTIONS = "/api/v2/tenants/t-1/databases/db-1/collections"


@dataclass
class Recorder:
    """Paths and headers as they came; ``identity`` is what the key opens."""

    url: str = ""
    identity: dict[str, Any] = field(default_factory=lambda: {"user_id": "u", "tenant": "t-1", "databases": ["db-1"]})
    paths: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """A recording server, and an environment that says nothing."""
    for name in ("CHROMA_API_KEY", "CHROMA_TENANT", "CHROMA_DATABASE", "CHROMA_HOST"):
        monkeypatch.delenv(name, raising=False)
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            recorder.paths.append(self.path)
            recorder.tokens.append(self.headers.get("x-chroma-token"))
            answer: Any = recorder.identity if self.path == "/api/v2/auth/identity" else []
            body = json.dumps(3 if self.path.endswith("collections_count") else answer).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    recorder.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield recorder
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_key_of_the_environment_is_really_sent(cloud: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_API_KEY", KEY)
    monkeypatch.setenv("CHROMA_HOST", cloud.url)
    with chromadb.CloudClient() as client:
        assert cloud.paths == []
        assert client.list_collections() == []
    assert cloud.paths == ["/api/v2/auth/identity", COLLECTIONS]
    assert cloud.tokens == [KEY, KEY]


async def test_the_async_client_does_the_same(cloud: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_API_KEY", KEY)
    async with chromadb.AsyncCloudClient(cloud_host=cloud.url) as client:
        assert cloud.paths == []
        assert await client.list_collections() == []
        assert (client.tenant, client.database) == ("t-1", "db-1")
    assert cloud.tokens == [KEY, KEY]


def test_tenant_and_database_of_the_environment_need_no_question(
    cloud: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMA_TENANT", "mine")
    monkeypatch.setenv("CHROMA_DATABASE", "ours")
    with chromadb.CloudClient(api_key=KEY, cloud_host=cloud.url) as client:
        assert client.count_collections() == 3
    assert cloud.paths == ["/api/v2/tenants/mine/databases/ours/collections_count"]


def test_arguments_win_over_the_environment(cloud: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHROMA_API_KEY", "CHROMA_TENANT", "CHROMA_DATABASE"):
        monkeypatch.setenv(name, "of-the-environment")
    with chromadb.CloudClient("t", "d", KEY, cloud_host=cloud.url) as client:
        client.count_collections()
    assert cloud.paths == ["/api/v2/tenants/t/databases/d/collections_count"]
    assert cloud.tokens == [KEY]


def test_the_key_is_asked_for_its_database_once_by_many_threads(cloud: Recorder) -> None:
    with chromadb.CloudClient(api_key=KEY, cloud_host=cloud.url) as client:
        threads = [threading.Thread(target=client.list_collections) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert cloud.paths.count("/api/v2/auth/identity") == 1
    assert cloud.paths.count(COLLECTIONS) == 8


async def test_the_key_is_asked_for_its_database_once_by_many_tasks(cloud: Recorder) -> None:
    async with (
        chromadb.AsyncCloudClient(api_key=KEY, cloud_host=cloud.url) as client,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(8):
            tasks.start_soon(client.list_collections)
    assert cloud.paths.count("/api/v2/auth/identity") == 1
    assert cloud.paths.count(COLLECTIONS) == 8


def test_a_key_of_several_databases_names_them(cloud: Recorder) -> None:
    cloud.identity["databases"] = ["two", "one"]
    with chromadb.CloudClient(api_key=KEY, cloud_host=cloud.url) as client:
        with pytest.raises(errors.ChromaAuthError, match=r"2 databases: one, two.*CHROMA_DATABASE"):
            client.list_collections()
        with pytest.raises(ValueError, match="found from its API key"):
            _ = client.database
        cloud.identity["databases"] = ["one"]
        assert client.resolve() == ("t-1", "one")
        assert client.database == "one"


@pytest.mark.parametrize(("databases", "said"), [([], "no database"), (["*"], "every database")])
def test_a_key_of_no_or_any_database_says_so(cloud: Recorder, databases: list[str], said: str) -> None:
    cloud.identity["databases"] = databases
    with (
        chromadb.CloudClient(api_key=KEY, cloud_host=cloud.url) as client,
        pytest.raises(errors.ChromaAuthError, match=said),
    ):
        client.list_collections()


def test_a_key_of_another_tenant_is_refused(cloud: Recorder) -> None:
    with (
        chromadb.CloudClient("other", api_key=KEY, cloud_host=cloud.url) as client,
        pytest.raises(errors.ChromaAuthError, match="Tenant other does not match t-1"),
    ):
        client.list_collections()


@pytest.mark.parametrize("key", [None, "", "  ", "ck-\n-secret", "ck-secret-\N{HORIZONTAL ELLIPSIS}"])
@pytest.mark.parametrize("from_environment", [True, False])
@pytest.mark.parametrize("make", [chromadb.CloudClient, chromadb.AsyncCloudClient])
def test_an_unusable_key_is_a_value_error_before_anything_is_sent(
    cloud: Recorder, monkeypatch: pytest.MonkeyPatch, key: str | None, from_environment: bool, make: Any
) -> None:
    if from_environment and key is not None:
        monkeypatch.setenv("CHROMA_API_KEY", key)
    with pytest.raises(ValueError, match="CHROMA_API_KEY") as caught:
        make(api_key=None if from_environment else key, cloud_host=cloud.url)
    assert "secret" not in str(caught.value)
    assert cloud.paths == []


def test_the_key_shows_nowhere(cloud: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with chromadb.CloudClient(api_key=KEY, cloud_host=cloud.url) as client:
        client.list_collections()
        shown = [repr(client), repr(client.get_settings()), str(client.get_settings()), caplog.text]
        shown.append(repr(vars(client._server)))
    assert KEY not in "".join(shown)
    assert client.get_settings().chroma_client_auth_credentials == KEY


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ({}, "https://api.trychroma.com:443"),
        ({"region": "aws-us-east-1"}, "https://api.trychroma.com:443"),
        ({"region": "gcp-europe-west1"}, "https://europe-west1.gcp.trychroma.com:443"),
        ({"cloud_host": "europe-west1.gcp.trychroma.com"}, "https://europe-west1.gcp.trychroma.com:443"),
        ({"cloud_host": "localhost", "cloud_port": 8000, "enable_ssl": False}, "http://localhost:8000"),
        ({"cloud_host": "https://example.com/chroma"}, "https://example.com/chroma"),
        ({"cloud_host": "localhost:8001", "enable_ssl": False}, "http://localhost:8001"),
    ],
)
def test_where_the_cloud_is(cloud: Recorder, given: dict[str, Any], target: str) -> None:
    with chromadb.CloudClient(api_key=KEY, **given) as client:
        assert client._server.target == target


def test_regions_that_are_unknown_or_contradict_the_host_are_value_errors(cloud: Recorder) -> None:
    with pytest.raises(ValueError, match=r"Unknown region 'moon'.*aws-us-east-1, gcp-europe-west1"):
        chromadb.CloudClient(api_key=KEY, region="moon")
    with pytest.raises(ValueError, match="not cloud_host"):
        chromadb.CloudClient(api_key=KEY, region="aws-us-east-1", cloud_host="example.com")


def test_a_region_wins_over_the_host_of_the_environment(cloud: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_HOST", "example.com")
    with chromadb.CloudClient(api_key=KEY) as client:
        assert client._server.target == "https://example.com:443"
    with chromadb.CloudClient(api_key=KEY, region="aws-us-east-1") as client:
        assert client._server.target == "https://api.trychroma.com:443"


def test_embedding_functions_find_the_key_while_a_client_has_it(cloud: Recorder) -> None:
    client = chromadb.CloudClient(api_key=KEY, cloud_host=cloud.url)
    assert client.get_chroma_cloud_api_key_from_clients() == KEY
    client.close()
