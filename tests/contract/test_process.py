"""Drivers that are processes: the protocol, and that a driver which breaks it is found out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import chroma_run

from contract.conformance import clients, judge_vector, with_summary
from contract.drivers import process
from contract.drivers.outcome import Call, Failure, Success
from contract.drivers.process import DriverError, ProcessDriver
from contract.report import Cell, Report, Result
from contract.runner.load import load_all
from contract.runner.match import WholeNumber, differences

TESTS = Path(__file__).resolve().parent.parent
READY = '{"id": 1, "ready": {"name": "x", "abilities": [], "operations": []}}'


def speaking(*answers: str, then: str = "") -> ProcessDriver:
    """A driver that answers every request with the next of these lines."""
    program = (
        f"import sys\nfor answer in {list(answers)!r}:\n    sys.stdin.readline()\n    print(answer, flush=True)\n{then}"
    )
    return ProcessDriver([sys.executable, "-c", program])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with chroma_run() as url:
        yield url


def test_a_client_answers_through_the_protocol(server: str) -> None:
    driver = ProcessDriver([sys.executable, "-m", "contract.drivers.serve", "python_sync"], TESTS)
    driver.connect(server)
    assert driver.name == "python_sync"
    assert "collection_add" in driver.operations
    beat = driver.perform(Call("heartbeat", {}))
    assert isinstance(beat, Success)
    assert type(beat.value["nanosecond heartbeat"]) is int
    missing = driver.perform(
        Call("get_collection", {"tenant": "default_tenant", "database": "default_database", "collection_name": "none"})
    )
    assert isinstance(missing, Failure)
    assert (missing.category, missing.status, missing.kind) == ("not_found", 404, "NotFoundError")
    driver.connect("http://127.0.0.1:1")
    driver.close()


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(DriverError, match="cannot be started"):
        ProcessDriver(["no-such-driver"])


def test_a_driver_that_ends_shows_its_last_words() -> None:
    driver = ProcessDriver([sys.executable, "-c", "import sys; sys.stdin.readline(); sys.exit('out of luck')"])
    with pytest.raises(DriverError, match="out of luck") as caught:
        driver.connect("http://127.0.0.1:1")
    assert "ended instead of answering" in str(caught.value)
    driver.close()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("hello", "not JSON"),
        ("[]", "not an answer"),
        ('{"id": 7, "ready": {"name": "x", "abilities": [], "operations": []}}', "not an answer"),
        ('{"id": 1, "success": {}}', "not an answer"),
        ('{"id": 1, "ready": {"name": "x"}}', "introduction is incomplete"),
    ],
)
def test_an_answer_outside_the_protocol(line: str, reason: str) -> None:
    driver = speaking(line)
    with pytest.raises(DriverError, match=reason):
        driver.connect("http://127.0.0.1:1")
    driver.close()


def test_a_silent_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(process, "CLOSE_SECONDS", 0.2)
    driver = speaking(then="sys.stdin.read()")
    with pytest.raises(DriverError, match="no answer within"):
        driver.connect("http://127.0.0.1:1")
    driver.close()


def test_a_driver_that_ends_badly_after_its_work() -> None:
    driver = speaking(READY, '{"id": 2, "closed": {}}', then="sys.exit(3)")
    driver.connect("http://127.0.0.1:1")
    with pytest.raises(DriverError, match="ended with 3"):
        driver.close()


def test_one_type_of_numbers() -> None:
    ready = '{"id": 1, "ready": {"name": "x", "abilities": [], "operations": [], "numbers": "one_type"}}'
    driver = speaking(ready, '{"id": 2, "success": {"value": [1, 2.5]}}', '{"id": 3, "closed": {}}')
    driver.connect("http://127.0.0.1:1")
    outcome = driver.perform(Call("version", {}))
    driver.close()
    assert isinstance(outcome, Success)
    assert differences([1.0, 2.5], outcome.value) == []
    assert differences([1, 2.5], outcome.value) == []
    assert differences([2.0, 2.5], outcome.value) != []
    assert differences([1, 2.5], [1.0, 2.5]) != []
    assert differences({"$$type": "integer"}, WholeNumber(3)) == []
    assert differences("1", WholeNumber(1)) != []


def test_clients_are_described() -> None:
    assert [client.name for client in clients()][:3] == ["http", "python_sync", "python_async"]
    for client in clients():
        assert client.directory.is_dir()


def test_a_vector_that_does_not_hold_is_a_failure() -> None:
    vector = next(vector for vector in load_all() if vector.operation == "heartbeat" and "error" not in vector.tags)
    driver = speaking(*[f'{{"id": {number}, "success": {{"value": "soon"}}}}' for number in range(1, 9)])
    driver.operations = frozenset(step.operation for step in vector.steps)
    result = judge_vector(vector, driver, "x", "server")
    assert result.cell is Cell.FAILED
    driver._end()
    report = Report([("x", "X")], ["server"])
    report.record("x", "server", vector.id, result)
    assert len(report.failures()) == 1
    assert "0 of 1" in report.summary()
    report.record("x", "server", "another", Result(Cell.HOLDS))
    assert "1 of 2" in report.summary()
    assert "| another | yes |" in report.document()


def test_the_summary_has_its_place() -> None:
    readme = "# Title\n<!-- conformance: begin -->\nold\n<!-- conformance: end -->\nrest\n"
    written = with_summary(readme, "| new |")
    assert written == readme.replace("old", "| new |")
    assert with_summary(written, "| new |") == written
    with pytest.raises(ValueError, match="no place"):
        with_summary("# Title\n", "| new |")
