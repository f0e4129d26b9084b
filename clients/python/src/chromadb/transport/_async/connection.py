"""One server, one pool of connections: sends generated requests and turns every failure into a ``ChromaError``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import orjson
from typing_extensions import ParamSpec

from chromadb._narrow import is_list
from chromadb._redact import redact_url
from chromadb.errors import ClientClosedError, InvalidResponseError
from chromadb.rest import errors as rest_errors
from chromadb.rest._http import httpx
from chromadb.rest.client import Client as RestClient
from chromadb.rest.operations import OPERATIONS
from chromadb.rest.types import Response
from chromadb.transport.clients import AsyncHttpClient
from chromadb.transport.failures import call_url, error_of_answer, error_of_exception, misfit
from chromadb.transport.options import HttpOptions
from chromadb.transport.retry import AsyncRetryTransport

__all__ = ["AsyncConnection"]

P = ParamSpec("P")
T = TypeVar("T")


class AsyncConnection:
    """A pool of connections of its own, with the retrying layer and the headers of ``options``."""

    def __init__(self, options: HttpOptions) -> None:
        self.target = redact_url(options.base_url)
        self._base_url = options.base_url
        network = httpx.AsyncHTTPTransport(
            verify=options.verify, limits=options.limits, proxy=options.proxy, http1=True, http2=False
        )
        self._http = AsyncHttpClient(
            base_url=options.base_url,
            headers=options.headers,
            timeout=options.timeout,
            transport=AsyncRetryTransport(network, options.retries, options.hooks),
            # Credentials go to the server they were given for and nowhere else.
            follow_redirects=False,
        )
        self.rest = RestClient(base_url=options.base_url)
        self.rest.set_async_httpx_client(self._http)
        self.unparsed = RestClient(base_url=options.base_url, parses=False)
        """For :meth:`json`."""
        self.unparsed.set_async_httpx_client(self._http)

    async def aclose(self) -> None:
        """Close the connections. Calling it again changes nothing."""
        await self._http.aclose()

    async def request(
        self,
        operation: str,
        function: Callable[P, Awaitable[Response[Any]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response[Any]:
        """Send an operation by its generated function and return the answer, which is a success.

        Raises:
            ChromaError: the client is closed, no answer came, or it is not a success or not what the API describes.
        """
        answer = await self._send(operation, function, *args, **kwargs)
        if answer.parsed is None:
            raise self._misfit(operation, answer, dict(kwargs))
        return answer

    async def json(
        self,
        operation: str,
        read: Callable[[Any], T],
        function: Callable[P, Awaitable[Response[Any]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """What ``read`` makes of the JSON of a success, without a model between: for answers that are large. To be
        called with the client ``unparsed``. ``read`` raises ValueError for what is not the described answer.

        Raises:
            ChromaError: as ``request``.
        """
        answer = await self._send(operation, function, *args, **kwargs)
        try:
            return read(orjson.loads(answer.content))
        except ValueError as error:
            raise self._misfit(operation, answer, dict(kwargs)) from error

    async def _send(
        self,
        operation: str,
        function: Callable[P, Awaitable[Response[Any]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response[Any]:
        method = OPERATIONS[operation].method
        if self._http.is_closed:
            url = call_url(self._base_url, operation, dict(kwargs))
            raise ClientClosedError("This client was closed. Make a new one.", method=method, url=url)
        try:
            answer = await function(*args, **kwargs)
        except httpx.RequestError as error:
            url = call_url(self._base_url, operation, dict(kwargs))
            raise error_of_exception(error, method=method, url=url, target=self.target) from error
        except rest_errors.InvalidResponse as error:
            url = call_url(self._base_url, operation, dict(kwargs))
            raise misfit(error.content, status=error.status_code, method=method, url=url) from error
        if not 200 <= answer.status_code < 300:
            url = call_url(self._base_url, operation, dict(kwargs))
            raise error_of_answer(answer.status_code, answer.content, answer.headers, method=method, url=url)
        return answer

    async def call(
        self,
        operation: str,
        expected: type[T],
        function: Callable[P, Awaitable[Response[Any]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """``request``, returning the decoded body, which is of the type ``expected``."""
        answer = await self.request(operation, function, *args, **kwargs)
        if not isinstance(answer.parsed, expected):
            raise self._misfit(operation, answer, dict(kwargs))
        return answer.parsed

    async def call_list(
        self,
        operation: str,
        expected: type[T],
        function: Callable[P, Awaitable[Response[Any]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> list[T]:
        """``call`` for an operation whose answer is a list of ``expected``."""
        answer = await self.request(operation, function, *args, **kwargs)
        items = answer.parsed
        if not is_list(items) or not all(isinstance(item, expected) for item in items):
            raise self._misfit(operation, answer, dict(kwargs))
        return items

    def _misfit(self, operation: str, answer: Response[Any], arguments: dict[str, Any]) -> InvalidResponseError:
        method, url = OPERATIONS[operation].method, call_url(self._base_url, operation, arguments)
        return misfit(answer.content, status=answer.status_code, method=method, url=url)
