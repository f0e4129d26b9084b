"""The retrying layer between httpx and the network, in both colours: policy.py decides, this module acts."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from datetime import datetime, timezone
from functools import cached_property

import anyio

from chromadb._redact import redact_url
from chromadb.rest._http import httpx
from chromadb.rest.operations import OPERATIONS
from chromadb.transport.hooks import EventHooks, RequestEvent, ResponseEvent, RetryEvent
from chromadb.transport.policy import (
    Failure,
    RetryPolicy,
    delay_before_retry,
    failure_of_status,
    parse_retry_after,
)

__all__ = ["AsyncRetryTransport", "RetryTransport", "request_id_of", "trace_id_of"]

logger = logging.getLogger("chromadb")

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_REQUEST_ID_HEADERS = ("x-request-id", "request-id")
_NO_TRACE = "0" * 32


def request_id_of(headers: httpx.Headers) -> str | None:
    """What a request is called by the server, or by a proxy before it. Chroma's own servers name only failed ones, by
    their trace."""
    given = (headers.get(name) for name in _REQUEST_ID_HEADERS)
    return next((value for value in given if value), None) or trace_id_of(headers)


def trace_id_of(headers: httpx.Headers) -> str | None:
    """The server's trace of a failed request; None when it keeps none, for which it writes zeros."""
    value = headers.get("chroma-trace-id")
    return None if not value or value == _NO_TRACE else value


def failure_of_exception(error: httpx.TransportError) -> Failure | None:
    """How an exception failed a try; None when the request itself cannot be sent, now or later."""
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError)):
        return None
    return Failure.NOT_SENT if isinstance(error, _NOT_SENT) else Failure.AMBIGUOUS


class _Call:
    """One request and its tries: counts them, tells the hooks, asks the policy."""

    def __init__(
        self, request: httpx.Request, policy: RetryPolicy, hooks: EventHooks, random_number: Callable[[], float]
    ) -> None:
        self._policy = policy
        self._hooks = hooks
        self._random = random_number
        self._operation = str(request.extensions.get("chroma_operation", ""))
        known = OPERATIONS.get(self._operation)
        self._repeatable = known is not None and known.repeatable
        self._method = request.method
        self._request = request
        self._attempt = 0
        self._started = 0.0

    @cached_property
    def _url(self) -> str:
        return redact_url(str(self._request.url))

    def begin(self) -> None:
        self._attempt += 1
        if self._hooks.on_request is not None:
            self._hooks.on_request(RequestEvent(self._operation, self._method, self._url, self._attempt))
        self._started = time.perf_counter()

    def answered(self, response: httpx.Response) -> float | None:
        """Seconds to wait before the next try, or None when this answer stands."""
        seconds = time.perf_counter() - self._started
        status = response.status_code
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s %s: %d in %.3f s", self._method, self._url, status, seconds)
        if self._hooks.on_response is not None:
            request_id = request_id_of(response.headers)
            self._hooks.on_response(
                ResponseEvent(self._operation, self._method, self._url, self._attempt, status, seconds, request_id)
            )
        failure = failure_of_status(status)
        if failure is None:
            return None
        retry_after = parse_retry_after(response.headers.get("retry-after"), datetime.now(timezone.utc))
        return self._decide(failure, f"status {status}", retry_after)

    def failed(self, error: httpx.TransportError) -> float | None:
        """Seconds to wait before the next try, or None when the error is to be raised."""
        failure = failure_of_exception(error)
        return None if failure is None else self._decide(failure, type(error).__name__, None)

    def _decide(self, failure: Failure, reason: str, retry_after: float | None) -> float | None:
        delay = delay_before_retry(
            self._policy,
            failure,
            attempt=self._attempt,
            repeatable=self._repeatable,
            random=self._random(),
            retry_after=retry_after,
        )
        if delay is None:
            return None
        logger.info(
            "%s %s: %s, try %d of %d; again in %.2f s",
            *(self._method, self._url, reason, self._attempt, self._policy.attempts, delay),
        )
        if self._hooks.on_retry is not None:
            self._hooks.on_retry(RetryEvent(self._operation, self._method, self._url, self._attempt, delay, reason))
        return delay


class RetryTransport(httpx.BaseTransport):
    """Sends through ``wrapped`` and repeats what the policy lets it. The body of an answer is read here, so that a
    connection that breaks within it counts as a failed try."""

    def __init__(
        self,
        wrapped: httpx.BaseTransport,
        policy: RetryPolicy,
        hooks: EventHooks,
        *,
        sleep: Callable[[float], None] = time.sleep,
        random_number: Callable[[], float] = random.random,
    ) -> None:
        self._wrapped = wrapped
        self._policy = policy
        self._hooks = hooks
        self._sleep = sleep
        self._random = random_number

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        call = _Call(request, self._policy, self._hooks, self._random)
        while True:
            call.begin()
            try:
                response = self._wrapped.handle_request(request)
                response.read()
            except httpx.TransportError as error:
                delay = call.failed(error)
                if delay is None:
                    raise
            else:
                delay = call.answered(response)
                if delay is None:
                    return response
            self._sleep(delay)

    def close(self) -> None:
        self._wrapped.close()


class AsyncRetryTransport(httpx.AsyncBaseTransport):
    """The same as ``RetryTransport``, for tasks."""

    def __init__(
        self,
        wrapped: httpx.AsyncBaseTransport,
        policy: RetryPolicy,
        hooks: EventHooks,
        *,
        random_number: Callable[[], float] = random.random,
    ) -> None:
        self._wrapped = wrapped
        self._policy = policy
        self._hooks = hooks
        self._random = random_number

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        call = _Call(request, self._policy, self._hooks, self._random)
        while True:
            call.begin()
            try:
                response = await self._wrapped.handle_async_request(request)
                await response.aread()
            except httpx.TransportError as error:
                delay = call.failed(error)
                if delay is None:
                    raise
            else:
                delay = call.answered(response)
                if delay is None:
                    return response
            await anyio.sleep(delay)

    async def aclose(self) -> None:
        await self._wrapped.aclose()
