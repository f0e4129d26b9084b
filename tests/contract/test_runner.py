"""The runner itself: a comparison that cannot fail is worth nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from contract.drivers.outcome import Call, Failure, Outcome, Success
from contract.runner.load import load_file
from contract.runner.match import ABSENT, differences
from contract.runner.model import ErrorExpectation, ResultExpectation, Step, Vector
from contract.runner.run import ContractFailure, judge, prepare, run
from contract.runner.values import Variables, pointer

AGREE: Sequence[tuple[Any, Any]] = [
    (1, 1),
    (1.0, 1.000001),
    (1e30, 1.000001e30),
    (None, None),
    ({"a": [1, "x", None]}, {"a": [1, "x", None]}),
    ({"$$any": True}, None),
    ({"$$type": "uuid"}, "0f0e0d0c-0b0a-4908-8706-050403020100"),
    ({"$$type": "integer"}, 0),
    ({"$$type": "number"}, 0.5),
    ({"a": {"$$absent": True}}, {}),
    ({"a": {"$$unset": True}}, {"a": None}),
    ({"a": {"$$unset": True}}, {}),
    ({"$$partial": {"a": 1}}, {"a": 1, "b": 2}),
    ({"$$unordered": [1, {"a": 2.0}]}, [{"a": 2.0000001}, 1]),
    ({"$$includes": [2]}, [1, 2, 3]),
    ({"$$contains": "mens"}, "dimension"),
    ({"$$length": 2}, [1, 2]),
    ({"$$one_of": [1, 2]}, 2),
    ({"$$number": 1}, 1.0),
    ({"$$vectors": [[1.0, 2.0], None]}, ["AACAPwAAAEA=", None]),
    ({"$$vectors": [[1.0, 2.0]]}, [[1, 2.0]]),
]
DIFFER: Sequence[tuple[Any, Any]] = [
    (1, 1.0),
    (1, True),
    (1.0, 1.001),
    (1.0, 1),
    ("1", 1),
    (None, 0),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": None}, {}),
    ({}, {"a": None}),
    ([1], [1, 1]),
    ([1, 2], [2, 1]),
    ({"a": {"$$any": True}}, {}),
    ({"$$type": "uuid"}, "0f0e0d0c"),
    ({"$$type": "integer"}, True),
    ({"a": {"$$absent": True}}, {"a": None}),
    ({"a": {"$$unset": True}}, {"a": 0}),
    ({"$$partial": {"a": 1}}, {"b": 1}),
    ({"$$unordered": [1, 1, 2]}, [1, 2, 2]),
    ({"$$includes": [4]}, [1, 2, 3]),
    ({"$$contains": "x"}, "dimension"),
    ({"$$length": 2}, [1]),
    ({"$$one_of": [1, 2]}, 3),
    ({"$$number": 1}, "1"),
    ({"$$vectors": [[1.0, 2.0]]}, ["AACAPwAAAEE="]),
    ({"$$vectors": [[1.0], [2.0]]}, ["AACAPw==", [2.0]]),
    (float("nan"), 1.0),
]


@pytest.mark.parametrize(("expected", "actual"), AGREE)
def test_agreement(expected: Any, actual: Any) -> None:
    assert differences(expected, actual) == []


@pytest.mark.parametrize(("expected", "actual"), DIFFER)
def test_difference(expected: Any, actual: Any) -> None:
    assert differences(expected, actual) != []


def test_a_difference_says_where() -> None:
    assert differences({"a": [{"b": 1}]}, {"a": [{"b": 2}]}) == ["/a/0/b: expected 1, got 2"]
    assert differences(1, ABSENT) == ["/: expected 1, got nothing"]


def test_an_unknown_matcher_is_a_fault_of_the_vector() -> None:
    with pytest.raises(ValueError, match=r"no matcher '\$\$sometimes'"):
        differences({"$$sometimes": 1}, 1)


def test_placeholders_keep_types_and_names_stay_the_same_within_a_run() -> None:
    variables = Variables({"n": 3})
    assert variables.fill(["{{n}}", "n={{n}}", {"{{n}}": "{{tenant}}"}]) == [3, "n=3", {"3": "default_tenant"}]
    assert variables.fill("{{new:a}}") == variables.fill("{{new:a}}") != variables.fill("{{new:b}}")
    assert variables.fill("{{new:a}}") != Variables({}).fill("{{new:a}}")
    with pytest.raises(ValueError, match="'nothing' before it is set"):
        variables.fill("{{nothing}}")


def test_generators() -> None:
    fill = Variables({}).fill
    assert fill({"$$repeat": {"count": 3, "text": "ab"}}) == "ababab"
    assert fill({"$$repeat": {"count": 2, "item": [1]}}) == [[1], [1]]
    assert fill({"$$repeat": {"count": 2, "number": "r"}}) == ["r0", "r1"]


def test_pointer() -> None:
    assert pointer({"a": [{"b/c": 1}]}, "/a/0/b~1c") == 1
    assert pointer(5, "") == 5


def test_path_parameters_come_from_variables_unless_given() -> None:
    step = Step("get_database", {"database": "mine"})
    assert prepare(step, Variables({"tenant": "t-1"})).arguments == {"database": "mine", "tenant": "t-1"}


def judged(expect: Any, outcome: Outcome) -> bool:
    return judge(expect, outcome, Variables({})) == []


def test_errors_are_judged_by_status_kind_and_message_where_there_is_an_answer() -> None:
    expect = ErrorExpectation(404, "NotFoundError", "not found")
    assert judged(expect, Failure("not_found", "it was not found", 404, "NotFoundError"))
    assert not judged(expect, Failure("not_found", "it was not found", 400, "NotFoundError"))
    assert not judged(expect, Failure("not_found", "it was not found", 404, "ChromaError"))
    assert not judged(expect, Failure("not_found", "gone", 404, "NotFoundError"))
    assert not judged(expect, Success({}))


def test_a_client_that_refuses_before_sending_is_judged_by_the_category() -> None:
    assert judged(ErrorExpectation(422, "ChromaError"), Failure("invalid_argument", "no"))
    assert not judged(ErrorExpectation(404, "NotFoundError"), Failure("invalid_argument", "no"))


def test_success_is_judged_by_value_and_status() -> None:
    assert judged(ResultExpectation({"a": 1}, 201), Success({"a": 1}, 201))
    assert judged(ResultExpectation({"a": 1}, 201), Success({"a": 1}))
    assert not judged(ResultExpectation({"a": 1}, 201), Success({"a": 1}, 200))
    assert not judged(ResultExpectation({"a": 1}), Failure("internal", "no", 500))
    assert not judged(None, Failure("internal", "no", 500))


class Scripted:
    """A driver that answers from a list."""

    name = "scripted"
    abilities: frozenset[str] = frozenset()
    one_number_type: bool = False
    operations: frozenset[str] = frozenset()

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.calls: list[Call] = []

    def perform(self, call: Call) -> Outcome:
        self.calls.append(call)
        return self.outcomes.pop(0)

    def close(self) -> None:
        """Nothing to give back."""


def test_saved_values_reach_later_steps() -> None:
    driver = Scripted(Success({"id": "c-9"}), Success(0))
    steps = (
        Step("create_collection", {"name": "papers"}, save={"collection_id": "/id"}),
        Step("collection_count", expect=ResultExpectation(0)),
    )
    run(Vector("collection_count", "records", "x", steps), driver)
    assert driver.calls[1].arguments["collection_id"] == "c-9"


def test_the_first_step_that_does_not_hold_ends_the_run() -> None:
    driver = Scripted(Success(1), Success(2))
    steps = (Step("version", expect=ResultExpectation("1.0.0")), Step("version"))
    with pytest.raises(ContractFailure, match=r"version/x, step 1 \(version\)"):
        run(Vector("version", "system", "x", steps), driver)
    assert len(driver.calls) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("operation: version\nvectors: []\n", "non-empty|too short"),
        ("operation: version\nvectors: [{name: a, steps: [{operation: version}], sometimes: 1}]\n", "sometimes"),
        ("operation: fly\nvectors: [{name: a, steps: [{operation: version}]}]\n", "no operation 'fly'"),
        (
            "operation: heartbeat\nvectors: [{name: a, steps: [{operation: version}]}]\n",
            "must be system/heartbeat.yaml",
        ),
        ("operation: version\nvectors: [{name: a, steps: [{operation: fly}]}]\n", "'fly'"),
        (
            "operation: version\nvectors: [{name: a, given: [wings], steps: [{operation: version}]}]\n",
            "no fixture 'wings'",
        ),
        ("operation: version\nvectors: [{name: a}]\n", "not valid under any"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "system" / "version.yaml"
    file.parent.mkdir()
    file.write_text(content)
    with pytest.raises(ValueError, match=message):
        load_file(file, {})
