"""What a vector is, once read. The words are those of the YAML files; README.md explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Target: TypeAlias = Literal["server", "engine", "official"]
TARGETS: tuple[Target, ...] = ("server", "engine", "official")
Json: TypeAlias = Any


@dataclass(frozen=True)
class ErrorExpectation:
    status: int
    kind: str | None = None
    message_contains: str | None = None


@dataclass(frozen=True)
class ResultExpectation:
    result: Json
    status: int | None = None


Expectation: TypeAlias = ErrorExpectation | ResultExpectation


@dataclass(frozen=True)
class Step:
    """One call. Without an expectation it must succeed, whatever it answers."""

    operation: str
    arguments: Mapping[str, Json] = field(default_factory=dict)
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    save: Mapping[str, str] = field(default_factory=dict)
    expect: Expectation | None = None


@dataclass(frozen=True)
class KnownFailure:
    """This vector fails on this target, for a reason the deviations name; passing all the same is a fault."""

    target: Target
    deviation: str
    drivers: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Answer:
    """What the recording server says to the call under test."""

    status: int
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """A request that must have been sent. All but the method may hold matchers; None is not looked at."""

    method: str
    path: Json
    query: Mapping[str, Json] | None = None
    headers: Mapping[str, Json] | None = None
    body: Json = None
    has_body: bool = False


@dataclass(frozen=True)
class ClientSettings:
    base_path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wire:
    """A call and exactly what it must send."""

    call: Step
    sent: tuple[Request, ...]
    answers: tuple[Answer, ...] = ()
    client: ClientSettings = field(default_factory=ClientSettings)
    expect: Expectation | None = None


@dataclass(frozen=True)
class Vector:
    """One promise. Either ``steps`` (behaviour) or ``wire``."""

    operation: str
    tag: str
    name: str
    steps: tuple[Step, ...] = ()
    wire: Wire | None = None
    variables: Mapping[str, str | int] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    profile: str = "default"
    targets: tuple[Target, ...] = TARGETS
    deviation: str | None = None
    known_failures: tuple[KnownFailure, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.operation}/{self.name}"

    def known_failure(self, target: Target, driver: str) -> KnownFailure | None:
        """The reason why this vector must fail there, if there is one."""
        for failure in self.known_failures:
            if failure.target == target and (failure.drivers is None or driver in failure.drivers):
                return failure
        return None
