"""From answers that are no success, and from requests without an answer, to the exceptions of ``chromadb.errors``."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote

import orjson

from chromadb._redact import redact_url
from chromadb.errors import (
    ChromaConnectionError,
    ChromaError,
    ChromaTimeoutError,
    InvalidResponseError,
    error_from_response,
)
from chromadb.rest._http import httpx
from chromadb.rest.operations import OPERATIONS
from chromadb.transport.policy import parse_retry_after
from chromadb.transport.retry import request_id_of, trace_id_of

__all__ = ["call_url", "error_of_answer", "error_of_exception", "misfit"]

_SHOWN = 200


def call_url(base_url: str, operation: str, arguments: dict[str, Any]) -> str:
    """The URL of a call, for messages: the operation's path with the call's arguments, after the base URL."""
    path = OPERATIONS[operation].path
    quoted = {name: quote(value, safe="") for name, value in arguments.items() if isinstance(value, str)}
    return redact_url(base_url + path.format_map(quoted))


def error_of_answer(status: int, content: bytes, headers: Any, *, method: str, url: str) -> ChromaError:
    """The error an answer stands for: what the server says in it, or else what its status says."""
    kind, message = _said(content)
    given = httpx.Headers(headers)
    if message is None:
        message = f"The server answered {status}{_reason(status)} without a message"
        if 300 <= status < 400:
            place = redact_url(given.get("location", "another place"))
            message = f"The server redirects to {place}, where credentials are not sent: use that address as host"
    return error_from_response(
        status,
        kind,
        message,
        method=method,
        url=url,
        request_id=request_id_of(given),
        retry_after=parse_retry_after(given.get("retry-after"), datetime.now(timezone.utc)),
        trace_id=trace_id_of(given),
    )


def _said(content: bytes) -> tuple[str | None, str | None]:
    """Kind and message of an error's body: the API's JSON, or bare text, as a proxy sends."""
    try:
        body: Any = orjson.loads(content)
    except orjson.JSONDecodeError:
        text = content.decode("utf-8", "replace").strip()
        return None, None if not text or text.startswith("<") else text[:_SHOWN]
    if not isinstance(body, dict):
        return None, str(body)[:_SHOWN] if body else None
    kind, message = body.get("error"), body.get("message")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return (kind if isinstance(kind, str) else None), (message if isinstance(message, str) and message else None)


def _reason(status: int) -> str:
    phrase = httpx.codes.get_reason_phrase(status)
    return f" {phrase}" if phrase else ""


def error_of_exception(error: httpx.RequestError, *, method: str, url: str, target: str) -> ChromaError:
    """The error that a request without an answer stands for."""
    detail = str(error) or type(error).__name__
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        return ChromaConnectionError(
            f"Could not connect to a Chroma server. Are you sure it is running? ({target}: {detail})",
            method=method,
            url=url,
        )
    if isinstance(error, httpx.PoolTimeout):
        message = f"All connections to {target} were busy for too long: raise the limits or make fewer calls at once"
        return ChromaTimeoutError(message, method=method, url=url)
    if isinstance(error, httpx.TimeoutException):
        return ChromaTimeoutError(f"{target} did not answer in time ({type(error).__name__})", method=method, url=url)
    if isinstance(error, httpx.DecodingError):
        return InvalidResponseError(f"The answer of {target} cannot be decoded: {detail}", method=method, url=url)
    return ChromaConnectionError(f"The connection to {target} failed: {detail}", method=method, url=url)


def misfit(content: bytes, *, status: int, method: str, url: str) -> InvalidResponseError:
    """The error for a success whose body is not what the API describes."""
    shown = content[:_SHOWN].decode("utf-8", "replace")
    return InvalidResponseError(
        f"The answer is not Chroma's. Does {url} lead to a Chroma server? It begins with {shown!r}",
        status=status,
        method=method,
        url=url,
    )
