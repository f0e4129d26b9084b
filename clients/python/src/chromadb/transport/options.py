"""How an HTTP client is to behave, put together from settings and arguments: one value for both colours."""

from __future__ import annotations

import os
import ssl
import urllib.request
from dataclasses import dataclass, field
from importlib import metadata
from urllib.parse import urlsplit

from chromadb.config import Settings
from chromadb.rest._http import httpx
from chromadb.transport.auth import auth_headers, check_headers
from chromadb.transport.hooks import EventHooks
from chromadb.transport.policy import RetryPolicy, retry_policy

__all__ = ["HttpOptions", "Timeout", "http_options"]


@dataclass(frozen=True)
class Timeout:
    """Seconds to wait at most; None waits for ever.

    Attributes:
        connect: for a connection to be made.
        read: between two pieces of an answer; in practice, for the server to do its work.
        write: between two pieces of a request.
        pool: for a connection to become free.
    """

    connect: float | None = 5.0
    read: float | None = 60.0
    write: float | None = 60.0
    pool: float | None = 10.0


@dataclass(frozen=True)
class HttpOptions:
    """Everything an HTTP transport needs to know. ``headers`` carry the credentials and do not show in ``repr``."""

    base_url: str
    headers: dict[str, str] = field(repr=False)
    timeout: httpx.Timeout
    limits: httpx.Limits
    verify: ssl.SSLContext | bool
    proxy: str | None = field(repr=False)
    retries: RetryPolicy
    hooks: EventHooks


def http_options(
    base_url: str,
    settings: Settings,
    *,
    headers: dict[str, str] | None = None,
    timeout: float | Timeout | None = None,
    retries: int | RetryPolicy | None = None,
    hooks: EventHooks | None = None,
) -> HttpOptions:
    """Put the options together.

    Args:
        headers: sent with every request, beside those of the settings' auth provider, which win.
        timeout: seconds for each step, or a ``Timeout``; None is ``Timeout()``.
        retries: how often a request is repeated, or a ``RetryPolicy``; None is ``RetryPolicy()``.

    Raises:
        ValueError: headers or credentials that HTTP cannot carry.
    """
    sent = {"User-Agent": f"polychrome-python/{metadata.version('polychrome')}", "Accept": "application/json"}
    sent.update(check_headers(headers or {}))
    for name, value in auth_headers(settings).items():
        for given in [other for other in sent if other.lower() == name.lower()]:
            del sent[given]
        sent[name] = value
    return HttpOptions(
        base_url=base_url,
        headers=sent,
        timeout=_timeout(timeout),
        limits=_limits(settings),
        verify=_verify(settings.chroma_server_ssl_verify),
        proxy=_proxy_for(base_url),
        retries=retry_policy(retries),
        hooks=hooks or EventHooks(),
    )


def _timeout(timeout: float | Timeout | None) -> httpx.Timeout:
    if isinstance(timeout, (int, float)):
        return httpx.Timeout(timeout)
    given = Timeout() if timeout is None else timeout
    return httpx.Timeout(connect=given.connect, read=given.read, write=given.write, pool=given.pool)


def _limits(settings: Settings) -> httpx.Limits:
    return httpx.Limits(
        max_connections=settings.chroma_http_max_connections or 100,
        max_keepalive_connections=settings.chroma_http_max_keepalive_connections or 20,
        keepalive_expiry=settings.chroma_http_keepalive_secs,
    )


def _verify(setting: bool | str | None) -> ssl.SSLContext | bool:
    if isinstance(setting, str):
        is_directory = os.path.isdir(setting)
        return ssl.create_default_context(
            cafile=None if is_directory else setting, capath=setting if is_directory else None
        )
    return setting is not False


def _proxy_for(base_url: str) -> str | None:
    """The proxy that the environment names for this server. httpx asks for it only when it makes its transport itself,
    and ours is wrapped."""
    parts = urlsplit(base_url)
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
