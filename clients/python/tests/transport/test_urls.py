"""URLs of requests are those that httpx makes of a base URL and a path."""

import httpx
import pytest
from chromadb.transport.urls import AsyncHttpClient, HttpClient

BASES = ["http://a.test:8000", "https://a.test/prefix", "https://a.test/prefix/", "http://[::1]:8000", "http://ü.test"]
PATHS = ["/api/v2/version", "/api/v2/tenants/a%2Fb%20%C3%BC", "/api/v2/tenants/a?limit=1", "/x/%2e%2e/y", "//x"]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("path", PATHS)
def test_they_are_those_of_httpx(base: str, path: str) -> None:
    expected = httpx.Client(base_url=base).build_request("GET", path, params=None).url
    for client in (HttpClient(base_url=base), AsyncHttpClient(base_url=base)):
        for _ in range(2):
            assert client.build_request("GET", path).url.raw_path == expected.raw_path
            assert client.build_request("GET", path).url == expected


def test_parameters_are_added_to_a_known_path() -> None:
    client = HttpClient(base_url="http://a.test")
    for limit in (1, 2):
        assert str(client.build_request("GET", "/x", params={"limit": limit}).url) == f"http://a.test/x?limit={limit}"
    assert str(client.build_request("GET", "/x").url) == "http://a.test/x"


def test_other_urls_go_where_they_say() -> None:
    client = HttpClient(base_url="http://a.test/prefix")
    assert str(client.build_request("GET", "https://b.test/x").url) == "https://b.test/x"
    assert client.build_request("GET", httpx.URL("https://b.test/x")).url == "https://b.test/x"
