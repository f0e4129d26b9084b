"""The constructor functions: what they make of arguments, settings and environment."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import chromadb
import pytest
import respx
from chroma_server.testing import Running
from chromadb import _defaults, errors
from chromadb.config import Settings
from chromadb.transport._sync.http import HttpTransport
from chromadb.transport._sync.local import LocalTransport

DATABASE = "/api/v2/tenants/default_tenant/databases/default_database"
FOUND = {"id": "00000000-0000-0000-0000-000000000000", "name": "default_database", "tenant": "default_tenant"}


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


@pytest.fixture(autouse=True)
def unconfigured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings of the process before a test, none after it."""
    monkeypatch.setattr(_defaults, "_settings", None)
    yield
    chromadb.api.client.SharedSystemClient.clear_system_cache()


# HttpClient


@respx.mock
def test_one_question_is_asked_when_all_is_well() -> None:
    route = respx.get(f"http://example.com:9{DATABASE}").respond(json=FOUND)
    chromadb.HttpClient("example.com", 9).close()
    assert [call.request.url.path for call in respx.calls] == [DATABASE]
    assert route.call_count == 1


@respx.mock
def test_a_second_question_says_what_is_missing() -> None:
    missing = {"error": "NotFoundError", "message": "Tenant [t] not found"}
    respx.get("http://localhost:8000/api/v2/tenants/t/databases/d").respond(404, json={"message": "no database"})
    respx.get("http://localhost:8000/api/v2/tenants/t").respond(404, json=missing)
    with pytest.raises(errors.NotFoundError, match=r"Tenant \[t\] not found"):
        chromadb.HttpClient(tenant="t", database="d")


@respx.mock
def test_neither_settings_nor_headers_of_the_caller_change() -> None:
    route = respx.get(f"https://example.com:8443{DATABASE}").respond(json=FOUND)
    given, headers = settings(), {"x-mine": "1"}
    before = given.model_copy()
    with chromadb.HttpClient("example.com", 8443, ssl=True, headers=headers, settings=given) as client:
        used = client.get_settings()
    assert (given, headers) == (before, {"x-mine": "1"})
    assert (used.chroma_server_host, used.chroma_server_http_port, used.chroma_server_ssl_enabled) == (
        "example.com",
        8443,
        True,
    )
    assert route.calls.last.request.headers["x-mine"] == "1"


@respx.mock
def test_headers_of_the_settings_are_sent_too() -> None:
    route = respx.get(f"http://localhost:8000{DATABASE}").respond(json=FOUND)
    chromadb.HttpClient(settings=settings(chroma_server_headers={"x-theirs": "2"})).close()
    assert route.calls.last.request.headers["x-theirs"] == "2"


@pytest.mark.parametrize(
    ("arguments", "of_settings", "message"),
    [
        ({"host": "a"}, {"chroma_server_host": "b"}, "host provided in settings"),
        ({}, {"chroma_server_host": "b"}, "host provided in settings"),
        ({"port": 1}, {"chroma_server_http_port": 2}, "port provided in settings"),
        ({}, {"chroma_server_ssl_enabled": True}, "ssl=True"),
        ({"headers": {"x": "1"}}, {"chroma_server_headers": {"x": "2"}}, "headers provided in settings"),
        ({"host": "http://a", "ssl": True}, {}, "ssl=True"),
        ({"headers": {"x": "a\nb"}}, {}, "'x'"),
    ],
)
@pytest.mark.parametrize("make", [chromadb.HttpClient, chromadb.AsyncHttpClient])
def test_what_disagrees_is_a_value_error(
    make: Any, arguments: dict[str, Any], of_settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        make(**arguments, settings=settings(**of_settings))


def test_no_server_is_a_value_error_and_a_connection_error() -> None:
    for kind in (ValueError, ConnectionError, errors.ChromaConnectionError):
        with pytest.raises(kind, match="Could not connect to a Chroma server"):
            chromadb.HttpClient(port=1, retries=0)


@pytest.mark.parametrize("make", [chromadb.HttpClient, chromadb.AsyncHttpClient])
def test_certificates_are_verified_unless_the_settings_say_otherwise(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    asked: list[Any] = []
    for kind in (httpx.HTTPTransport, httpx.AsyncHTTPTransport):
        original = kind.__init__

        def note(self: Any, *args: Any, original: Any = original, **kwargs: Any) -> None:
            asked.append(kwargs["verify"])
            original(self, *args, **kwargs)

        monkeypatch.setattr(kind, "__init__", note)
    for setting in (None, True, False):
        with respx.mock:
            respx.get(f"https://localhost:8000{DATABASE}").respond(json=FOUND)
            opened = make(ssl=True, settings=settings(chroma_server_ssl_verify=setting))
            if make is chromadb.AsyncHttpClient:
                opened = asyncio.run(opened)
    assert asked == [True, True, False]


# AsyncHttpClient


async def test_an_async_client_can_be_awaited_entered_and_run(server: Running) -> None:
    client = await chromadb.AsyncHttpClient(server.host, server.port)
    assert isinstance(client, chromadb.AsyncClientAPI)
    await client.aclose()
    async with chromadb.AsyncHttpClient(server.host, server.port) as entered:
        await entered.heartbeat()
    with pytest.raises(errors.ClientClosedError):
        await entered.heartbeat()
    task = asyncio.create_task(chromadb.AsyncHttpClient(server.host, server.port))
    await (await task).aclose()


def test_asyncio_run_takes_it_as_it_takes_a_coroutine(server: Running) -> None:
    client = asyncio.run(chromadb.AsyncHttpClient(server.host, server.port))
    assert client.database == "default_database"


@respx.mock
async def test_each_client_sends_its_own_credentials() -> None:
    for host in ("a", "b"):
        respx.get(f"http://{host}:8000{DATABASE}").respond(json=FOUND)
    first = await chromadb.AsyncHttpClient("a", headers={"x-chroma-token": "of-a"})
    second = await chromadb.AsyncHttpClient("b")
    assert respx.calls[0].request.headers["x-chroma-token"] == "of-a"
    assert "x-chroma-token" not in respx.calls[1].request.headers
    await first.aclose()
    await second.aclose()


# Client, AdminClient, configure


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({}, LocalTransport),
        ({"chroma_api_impl": "chromadb.api.fastapi.FastAPI", "chroma_server_host": "h"}, HttpTransport),
        ({"chroma_api_impl": "chromadb.api.async_fastapi.AsyncFastAPI", "chroma_server_host": "h"}, HttpTransport),
        ({"chroma_server_host": "h", "chroma_server_http_port": 9}, HttpTransport),
        ({"chroma_api_impl": "chromadb.api.segment.SegmentAPI", "chroma_server_host": "h"}, LocalTransport),
        ({"chroma_api_impl": "chromadb.api.rust.RustBindingsAPI", "chroma_server_host": "h"}, LocalTransport),
    ],
)
def test_settings_decide_what_is_connected_to(given: dict[str, Any], kind: type) -> None:
    with chromadb.AdminClient(settings(**given)) as admin:
        assert isinstance(admin._server, kind)


def test_an_unknown_implementation_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="Unsupported Chroma API implementation"):
        chromadb.Client(settings(chroma_api_impl="chromadb.api.nothing.Nothing"))
    with pytest.raises(ValueError, match="no longer exists"):
        chromadb.Client(settings(chroma_api_impl="rest"))


def test_the_admin_client_of_the_documents_speaks_http(server: Running) -> None:
    with chromadb.AdminClient(
        settings=settings(chroma_server_host=server.host, chroma_server_http_port=server.port)
    ) as admin:
        assert {"name": "default_tenant"} in admin.list_tenants()


def test_configured_settings_are_those_of_later_clients() -> None:
    chromadb.configure(
        chroma_api_impl="chromadb.api.segment.SegmentAPI", chroma_server_host="localhost", chroma_server_http_port=8000
    )
    assert chromadb.get_settings().chroma_server_http_port == 8000
    with chromadb.Client() as client:
        assert isinstance(client._server, LocalTransport)
    chromadb.configure(chroma_server_host="localhost", chroma_server_http_port=1)
    with chromadb.AdminClient() as admin:
        assert admin._server.target == "http://localhost:1"


def test_the_host_of_the_environment_does_not_turn_a_local_client_into_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("CHROMA_SERVER_HOST", "example.com")
    for client in (chromadb.EphemeralClient(), chromadb.PersistentClient(tmp_path)):
        assert isinstance(client._server, LocalTransport)
        client.close()


def test_without_the_engine_the_package_to_install_is_named() -> None:
    code = (
        "import sys\n"
        "sys.modules['chroma_server'] = None\n"
        "import chromadb\n"
        "try:\n"
        "    chromadb.EphemeralClient()\n"
        "except ImportError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'polychrome[local]'" in done.stdout


# from_system


async def test_clients_are_made_from_a_system() -> None:
    system = chromadb.config.System(settings())
    with chromadb.EphemeralClient() as first:
        first.create_collection("fruit")
        with chromadb.ClientCreator.from_system(system) as client:
            assert client.count_collections() == 1
        with chromadb.AdminClientCreator.from_system(system) as admin:
            assert admin.get_tenant("default_tenant") == {"name": "default_tenant"}
        async with await chromadb.AsyncClientCreator.from_system_async(system) as client:
            assert await client.count_collections() == 1
        with pytest.raises(NotImplementedError, match="from_system_async"):
            chromadb.AsyncClientCreator.from_system(system)
