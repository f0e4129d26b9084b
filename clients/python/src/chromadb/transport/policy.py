"""When a failed request is sent again, and after how long: pure functions over values, no clock, no socket.

What may repeat:

===============  ==========================================  =======================
failure          meaning                                     repeated for
===============  ==========================================  =======================
``NOT_SENT``     no connection: the server saw nothing       every operation
``REFUSED``      429: refused before anything was done       every operation
``UNAVAILABLE``  503: perhaps done, perhaps not              repeatable operations
``AMBIGUOUS``    the connection broke or timed out midway    repeatable operations
===============  ==========================================  =======================

An operation is repeatable when doing it twice leaves the same state as doing it once (``rest.operations``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from enum import Enum

__all__ = ["Failure", "RetryPolicy", "delay_before_retry", "failure_of_status", "parse_retry_after", "retry_policy"]


class Failure(Enum):
    """How an attempt failed, as far as repeating it goes."""

    NOT_SENT = "not sent"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently a request is repeated.

    Attributes:
        attempts: tries in all, the first included; 1 never repeats.
        base_delay: seconds; the longest wait before the second try.
        max_delay: seconds; no wait of our own choice is longer.
        max_retry_after: seconds; a server that asks for more is not waited for, the error is raised at once.
    """

    attempts: int = 4
    base_delay: float = 0.2
    max_delay: float = 5.0
    max_retry_after: float = 60.0

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError(f"Expected attempts to be at least 1, got {self.attempts}")
        for name in ("base_delay", "max_delay", "max_retry_after"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"Expected {name} to be at least 0 seconds, got {getattr(self, name)}")


def retry_policy(retries: int | RetryPolicy | None) -> RetryPolicy:
    """The policy a ``retries=`` argument stands for: a policy, a number of repetitions, or None for the default."""
    if retries is None:
        return RetryPolicy()
    if isinstance(retries, RetryPolicy):
        return retries
    return RetryPolicy(attempts=retries + 1)


def failure_of_status(status: int) -> Failure | None:
    """The failure an answer's status stands for, None when repeating cannot help."""
    if status == 429:
        return Failure.REFUSED
    if status == 503:
        return Failure.UNAVAILABLE
    return None


def may_repeat(failure: Failure, *, repeatable: bool) -> bool:
    """Whether an operation may be sent again after this failure."""
    return repeatable or failure in (Failure.NOT_SENT, Failure.REFUSED)


def delay_before_retry(
    policy: RetryPolicy,
    failure: Failure,
    *,
    attempt: int,
    repeatable: bool,
    random: float,
    retry_after: float | None = None,
) -> float | None:
    """Seconds to wait before the next try, or None to give up.

    Args:
        attempt: the number of the try that failed, from 1.
        repeatable: whether the operation may be sent twice.
        random: a number in [0, 1); the wait is that share of the exponential ceiling ("full jitter").
        retry_after: seconds the server asked for, if it did. The jitter is added to it, so that the callers a server
            sent away together do not come back together.
    """
    if attempt >= policy.attempts or not may_repeat(failure, repeatable=repeatable):
        return None
    # 2.0 ** 1024 overflows; the ceiling is reached long before.
    jitter = random * min(policy.max_delay, policy.base_delay * 2.0 ** min(attempt - 1, 64))
    if retry_after is None:
        return jitter
    if retry_after > policy.max_retry_after:
        return None
    return retry_after + jitter


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds a ``Retry-After`` header asks for: a number of seconds or an HTTP date; None when it says neither.

    Args:
        now: the present, with its time zone; a date that has passed gives 0.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=timezone.utc)
    return max(0.0, (date - now).total_seconds())
