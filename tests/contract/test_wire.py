"""Every wire vector: what a client sends for a call, to the byte where it matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from contract.drivers.http import HttpDriver
from contract.drivers.outcome import Driver
from contract.drivers.python import async_http, sync_http
from contract.recording import Recorded, recording
from contract.runner.load import load_all
from contract.runner.match import ABSENT, differences
from contract.runner.model import Request, Vector, Wire
from contract.runner.run import judge, prepare
from contract.runner.values import Variables

CLIENTS: Mapping[str, Callable[[str, Mapping[str, str]], Driver]] = {
    "http": HttpDriver,
    "python_sync": sync_http,
    "python_async": async_http,
}


def cases() -> list[tuple[str, Vector, Wire]]:
    found = []
    for name, connect in CLIENTS.items():
        driver = connect("http://127.0.0.1:1", {})
        found += [
            (name, vector, vector.wire)
            for vector in load_all()
            if vector.wire and vector.needs <= driver.abilities and vector.wire.call.operation in driver.operations
        ]
        driver.close()
    return found


@pytest.mark.parametrize(
    ("client", "vector", "wire"), [pytest.param(*case, id=f"{case[0]}-{case[1].id}") for case in cases()]
)
def test_wire_vector(client: str, vector: Vector, wire: Wire) -> None:
    variables = Variables(vector.variables)
    with recording(wire.call.operation, wire.answers, wire.client.base_path) as recorder:
        driver = CLIENTS[client](recorder.url, wire.client.headers)
        try:
            outcome = driver.perform(prepare(wire.call, variables))
        finally:
            driver.close()
    sent = recorder.of_operation()
    assert len(sent) == len(wire.sent), [f"{request.method} {request.path}" for request in recorder.requests]
    found = [line for want, got in zip(wire.sent, sent, strict=True) for line in unlike(want, got)]
    if wire.expect is not None:
        found += judge(wire.expect, outcome, variables)
    assert not found, "\n".join(found)


def unlike(want: Request, got: Recorded) -> list[str]:
    """How a request differs from the one that must be sent."""
    found = differences(want.method, got.method, "/method") + differences(want.path, got.path, "/path")
    if want.query is not None:
        found += differences(dict(want.query), dict(got.query), "/query")
    for name, value in (want.headers or {}).items():
        found += differences(value, got.headers.get(name.lower(), ABSENT), f"/headers/{name}")
    if want.has_body:
        found += differences(want.body, got.json() if got.body else ABSENT, "/body")
    return found
