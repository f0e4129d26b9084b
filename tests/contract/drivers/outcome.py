"""What a driver is, and what it reports. This is all that a client of another language has to implement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias


@dataclass(frozen=True)
class Success:
    """The call succeeded. ``value`` has the shape of the wire: plain JSON values."""

    value: Any
    status: int | None = None


@dataclass(frozen=True)
class Failure:
    """The call failed. ``status`` is None where the client refused the call before sending it."""

    category: str
    message: str
    status: int | None = None
    kind: str | None = None


Outcome: TypeAlias = Success | Failure


@dataclass(frozen=True)
class Call:
    """One operation to perform.

    Attributes:
        operation: its id in the spec.
        arguments: every parameter and body field by its name on the wire, path parameters included.
        body: text to send as the whole body instead; only for drivers that can.
        headers: to send besides; only for drivers that can.
    """

    operation: str
    arguments: Mapping[str, Any]
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Driver(Protocol):
    """Performs calls through one client, against one target.

    Attributes:
        name: of the driver; known failures may name it.
        abilities: what of a vector's ``needs`` it can do: ``raw``, send any body and value as it is; ``retry``, repeat
            a call that may be repeated.
        operations: the ids of the operations it can express.
        one_number_type: whether its language has one type of numbers, so that 1 may mean 1.0.
    """

    name: str
    abilities: frozenset[str]
    operations: frozenset[str]
    one_number_type: bool

    def perform(self, call: Call) -> Outcome:
        """Perform the call. Only errors of the API and of its validation become a `Failure`; a bug is raised."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...


CATEGORY_OF_STATUS: Mapping[int, str] = {
    400: "invalid_argument",
    401: "unauthenticated",
    403: "permission_denied",
    404: "not_found",
    405: "not_routed",
    409: "already_exists",
    412: "failed_precondition",
    413: "too_large",
    415: "invalid_argument",
    422: "invalid_argument",
    429: "rate_limited",
    500: "internal",
    501: "unimplemented",
    503: "unavailable",
    504: "timeout",
}
