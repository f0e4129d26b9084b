"""Run one wire vector through a driver that is connected to the recording server."""

from __future__ import annotations

from collections.abc import Callable

from contract.drivers.outcome import Driver
from contract.recording import Recorded, Recorder

from .match import ABSENT, WholeNumber, differences
from .model import Request, Vector
from .run import judge, prepare
from .values import Variables


def unlike_wire(vector: Vector, driver: Driver, recorder: Recorder) -> list[str]:
    """How what the driver sends, and reports, differs from what the vector says; nothing if it does not."""
    wire = vector.wire
    if wire is None:
        raise ValueError(f"{vector.id} is no wire vector")
    variables = Variables(vector.variables)
    outcome = driver.perform(prepare(wire.call, variables))
    sent = recorder.of_operation()
    if len(sent) != len(wire.sent):
        requests = [f"{request.method} {request.path}" for request in recorder.requests]
        return [f"expected {len(wire.sent)} requests of the operation, got {len(sent)}: {requests}; {outcome}"]
    parse_int = WholeNumber if driver.one_number_type else int
    found = [line for want, got in zip(wire.sent, sent, strict=True) for line in unlike(want, got, parse_int)]
    if wire.expect is not None:
        found += judge(wire.expect, outcome, variables)
    return found


def unlike(want: Request, got: Recorded, parse_int: Callable[[str], int] = int) -> list[str]:
    """How a request differs from the one that must be sent. ``parse_int`` reads numbers without a fraction."""
    found = differences(want.method, got.method, "/method") + differences(want.path, got.path, "/path")
    if want.query is not None:
        found += differences(dict(want.query), dict(got.query), "/query")
    for name, value in (want.headers or {}).items():
        found += differences(value, got.headers.get(name.lower(), ABSENT), f"/headers/{name}")
    if want.has_body:
        found += differences(want.body, got.json(parse_int) if got.body else ABSENT, "/body")
    return found
