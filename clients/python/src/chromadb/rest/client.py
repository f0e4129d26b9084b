# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""The client the functions below `api` are given: a holder of one httpx client per colour"""

import ssl
from typing import Any

from attrs import define, field
from typing_extensions import Self

from ._http import httpx


@define
class Client:
    """Holds a sync and an async httpx client and makes each when it is first asked for, unless one was set.

    Attributes:
        base_url: What every path is appended to.
        headers: Sent with every request.
        timeout: Of every request; None is no timeout.
        verify_ssl: Whether the server's certificate is verified, a CA bundle's path, or an SSL context.
        httpx_args: Further arguments of `httpx.Client` and `httpx.AsyncClient`.
        parses: Whether bodies are decoded into models. Without, `parsed` of every answer is None, and no body is found
            to be another thing than the description says: that is for who reads `content`.
    """

    base_url: str
    headers: dict[str, str] = field(factory=dict, kw_only=True, repr=False)
    timeout: httpx.Timeout | None = field(default=None, kw_only=True)
    verify_ssl: str | bool | ssl.SSLContext = field(default=True, kw_only=True)
    httpx_args: dict[str, Any] = field(factory=dict, kw_only=True, repr=False)
    parses: bool = field(default=True, kw_only=True)
    _client: httpx.Client | None = field(default=None, init=False, repr=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False)

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Uses this httpx client for sync calls; the settings above then have no effect on them."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """The httpx client of sync calls."""
        if self._client is None:
            self._client = httpx.Client(
                base_url=self.base_url,
                headers=self.headers,
                timeout=self.timeout,
                verify=self.verify_ssl,
                **self.httpx_args,
            )
        return self._client

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> Self:
        """Uses this httpx client for async calls; the settings above then have no effect on them."""
        self._async_client = async_client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The httpx client of async calls."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(
                base_url=self.base_url,
                headers=self.headers,
                timeout=self.timeout,
                verify=self.verify_ssl,
                **self.httpx_args,
            )
        return self._async_client

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *args: Any) -> None:
        self.get_httpx_client().__exit__(*args)

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(self, *args: Any) -> None:
        await self.get_async_httpx_client().__aexit__(*args)


__all__ = ["Client"]
