from typing import Any

import pytest
from chromadb.transport.endpoint import resolve_endpoint


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({"host": "localhost"}, "http://localhost:8000"),
        ({"host": "localhost", "port": 9}, "http://localhost:9"),
        ({"host": "example.com", "port": 443, "ssl": True}, "https://example.com:443"),
        ({"host": "localhost:8001"}, "http://localhost:8001"),
        ({"host": "127.0.0.1"}, "http://127.0.0.1:8000"),
        ({"host": "::1"}, "http://[::1]:8000"),
        ({"host": "[::1]:8001"}, "http://[::1]:8001"),
        ({"host": " localhost "}, "http://localhost:8000"),
        ({"host": "https://example.com"}, "https://example.com"),
        ({"host": "https://example.com", "ssl": True}, "https://example.com"),
        ({"host": "https://example.com", "port": 8443}, "https://example.com:8443"),
        ({"host": "http://example.com:8000", "port": 8000}, "http://example.com:8000"),
        ({"host": "https://example.com:8000/my_server/path/"}, "https://example.com:8000/my_server/path"),
        ({"host": "http://example.com/api/v2"}, "http://example.com"),
        ({"host": "http://example.com/a b/api/v2/"}, "http://example.com/a%20b"),
        ({"host": "http://user:word@example.com:1"}, "http://user:word@example.com:1"),
        ({"host": "http://[::1]:5"}, "http://[::1]:5"),
    ],
)
def test_where_the_server_is(given: dict[str, Any], url: str) -> None:
    assert resolve_endpoint(**given) == url


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"host": "http://example.com", "ssl": True}, "ssl=True"),
        ({"host": "http://example.com:8001", "port": 8002}, "port=8002"),
        ({"host": "localhost:8001", "port": 8002}, "port=8002"),
        ({"host": "ftp://example.com"}, "Unrecognized protocol"),
        ({"host": "example.com/path"}, "begins with http://"),
        ({"host": "http://"}, "names no host"),
        ({"host": "http://example.com?x=1"}, "no query"),
        ({"host": "http://example.com:port"}, "Invalid URL"),
        ({"host": ""}, "empty"),
        ({"host": "localhost", "port": 0}, "between 1 and 65535"),
    ],
)
def test_contradictions_and_nonsense_are_value_errors(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        resolve_endpoint(**given)
