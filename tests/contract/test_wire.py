"""Every wire vector: what a client sends for a call, to the byte where it matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from contract.drivers.http import HttpDriver
from contract.drivers.outcome import Driver
from contract.drivers.python import async_http, sync_http
from contract.recording import Recorded, recording
from contract.runner.load import load_all
from contract.runner.match import WholeNumber
from contract.runner.model import Request, Vector
from contract.runner.wire import unlike, unlike_wire

CLIENTS: Mapping[str, Callable[[str, Mapping[str, str]], Driver]] = {
    "http": HttpDriver,
    "python_sync": sync_http,
    "python_async": async_http,
}


def cases() -> list[tuple[str, Vector]]:
    found = []
    for name, connect in CLIENTS.items():
        driver = connect("http://127.0.0.1:1", {})
        found += [
            (name, vector)
            for vector in load_all()
            if vector.wire and vector.needs <= driver.abilities and vector.wire.call.operation in driver.operations
        ]
        driver.close()
    return found


@pytest.mark.parametrize(("client", "vector"), [pytest.param(*case, id=f"{case[0]}-{case[1].id}") for case in cases()])
def test_wire_vector(client: str, vector: Vector) -> None:
    assert vector.wire is not None
    with recording(vector.wire.call.operation, vector.wire.answers, vector.wire.client.base_path) as recorder:
        driver = CLIENTS[client](recorder.url, vector.wire.client.headers)
        try:
            found = unlike_wire(vector, driver, recorder)
        finally:
            driver.close()
    assert not found, "\n".join(found)


def test_a_whole_number_means_a_float_where_numbers_have_one_type() -> None:
    want = Request(method="POST", path="/x", body={"x": 1.0}, has_body=True)
    sent = Recorded("POST", "/x", {}, {}, b'{"x": 1}')
    assert unlike(want, sent)
    assert not unlike(want, sent, WholeNumber)
