"""httpx clients that know the URLs they were asked for before: to parse one is a third of the work of a request."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from chromadb.rest._http import httpx

__all__ = ["AsyncHttpClient", "HttpClient"]

_KNOWN_URLS = 1024


@lru_cache(maxsize=_KNOWN_URLS)
def _absolute(base_url: str, path: str) -> httpx.URL:
    return httpx.URL(base_url.rstrip("/") + path)


def _known(base_url: httpx.URL, url: httpx.URL | str) -> httpx.URL | str:
    is_path = isinstance(url, str) and url.startswith("/") and not url.startswith("//")
    return _absolute(str(base_url), str(url)) if is_path else url


class HttpClient(httpx.Client):
    """For requests whose URLs are paths below ``base_url``."""

    def build_request(self, method: str, url: httpx.URL | str, **arguments: Any) -> httpx.Request:
        """As httpx does."""
        return super().build_request(method, _known(self.base_url, url), **arguments)


class AsyncHttpClient(httpx.AsyncClient):
    """The same as ``HttpClient``, for tasks."""

    def build_request(self, method: str, url: httpx.URL | str, **arguments: Any) -> httpx.Request:
        """As httpx does."""
        return super().build_request(method, _known(self.base_url, url), **arguments)
