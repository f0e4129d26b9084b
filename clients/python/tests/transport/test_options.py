import ssl
from typing import Any

import certifi
import pytest
from chromadb.config import Settings
from chromadb.transport.options import http_options

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without proxies."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def options(base_url: str = "http://chroma.test:8000", **settings: Any) -> Any:
    return http_options(base_url, Settings(_env_file=None, **settings))


@pytest.mark.parametrize(
    ("environment", "base_url", "proxy"),
    [
        ({}, "http://chroma.test", None),
        ({"http_proxy": "http://proxy:3128"}, "http://chroma.test", "http://proxy:3128"),
        ({"http_proxy": "http://proxy:3128"}, "https://chroma.test", None),
        ({"https_proxy": "proxy:3128"}, "https://chroma.test", "http://proxy:3128"),
        ({"all_proxy": "http://proxy:3128"}, "https://chroma.test", "http://proxy:3128"),
        ({"http_proxy": "http://proxy:3128", "no_proxy": "chroma.test"}, "http://chroma.test:8000", None),
    ],
)
def test_the_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], base_url: str, proxy: str | None
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert options(base_url).proxy == proxy


def test_limits_of_the_settings_and_their_defaults() -> None:
    limits = options().limits
    assert (limits.max_connections, limits.max_keepalive_connections, limits.keepalive_expiry) == (100, 20, 40.0)
    limits = options(
        chroma_http_max_connections=3, chroma_http_max_keepalive_connections=2, chroma_http_keepalive_secs=1.5
    ).limits
    assert (limits.max_connections, limits.max_keepalive_connections, limits.keepalive_expiry) == (3, 2, 1.5)


def test_certificates_of_ones_own() -> None:
    verify = options(chroma_server_ssl_verify=certifi.where()).verify
    assert isinstance(verify, ssl.SSLContext)
    assert verify.verify_mode is ssl.CERT_REQUIRED
    assert verify.get_ca_certs()
    with pytest.raises(OSError, match="No such file"):
        options(chroma_server_ssl_verify="/no/such/file.pem")


def test_headers_do_not_show() -> None:
    made = http_options("http://a", Settings(_env_file=None), headers={"x-chroma-token": "secret"})
    assert made.headers["x-chroma-token"] == "secret"
    assert "secret" not in repr(made)
