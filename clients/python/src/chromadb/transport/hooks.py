"""What a caller can watch of the HTTP traffic: one event before each try, one after, one before each repetition.

Events carry no body and no header, so nothing secret passes through them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["EventHooks", "RequestEvent", "ResponseEvent", "RetryEvent"]


@dataclass(frozen=True)
class RequestEvent:
    """A try is about to be sent. ``attempt`` counts from 1; ``url`` is without credentials."""

    operation: str
    method: str
    url: str
    attempt: int


@dataclass(frozen=True)
class ResponseEvent:
    """An answer has come; its body may still be on the way. ``seconds`` since the try was sent."""

    operation: str
    method: str
    url: str
    attempt: int
    status: int
    seconds: float
    request_id: str | None


@dataclass(frozen=True)
class RetryEvent:
    """A try failed and will be repeated after ``delay`` seconds. ``reason``: a status, or what broke."""

    operation: str
    method: str
    url: str
    attempt: int
    delay: float
    reason: str


@dataclass(frozen=True)
class EventHooks:
    """Functions called with each event, in the thread or task of the call: keep them short. What they raise, the call
    raises."""

    on_request: Callable[[RequestEvent], None] | None = None
    on_response: Callable[[ResponseEvent], None] | None = None
    on_retry: Callable[[RetryEvent], None] | None = None
