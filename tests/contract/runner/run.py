"""Run one vector through one driver. Knows no client, no server and no test framework."""

from __future__ import annotations

from contract.drivers.outcome import CATEGORY_OF_STATUS, Call, Driver, Failure, Outcome, Success

from .match import differences
from .model import ErrorExpectation, Expectation, Step, Vector
from .spec import operations
from .values import Variables, pointer


class ContractFailure(AssertionError):
    """The vector does not hold; the message says at which step, and how the answer differs."""


def run(vector: Vector, driver: Driver) -> None:
    """Perform the steps in order and compare each answer.

    Raises:
        ContractFailure: at the first step that does not hold.
    """
    variables = Variables(vector.variables)
    for number, step in enumerate(vector.steps, 1):
        outcome = driver.perform(prepare(step, variables))
        found = judge(step.expect, outcome, variables)
        if found:
            text = "\n  ".join(found)
            raise ContractFailure(f"{vector.id}, step {number} ({step.operation}):\n  {text}")
        for name, path in step.save.items():
            if not isinstance(outcome, Success):
                raise ContractFailure(f"{vector.id}, step {number}: nothing to save from {outcome!r}")
            variables.save(name, pointer(outcome.value, path))


def prepare(step: Step, variables: Variables) -> Call:
    """The step's call with its variables filled in; path parameters nobody gave come from the variables."""
    arguments = dict(variables.fill(dict(step.arguments)))
    for name in operations()[step.operation].path_parameters:
        if name not in arguments:
            arguments[name] = variables[name]
    return Call(step.operation, arguments, variables.fill(step.body), variables.fill(dict(step.headers)))


def judge(expect: Expectation | None, outcome: Outcome, variables: Variables) -> list[str]:
    """How the outcome differs from what was expected; nothing if it does not."""
    if isinstance(expect, ErrorExpectation):
        return _judge_error(expect, outcome)
    if isinstance(outcome, Failure):
        return [f"expected success, got {outcome.status} {outcome.kind} ({outcome.category}): {outcome.message}"]
    if expect is None:
        return []
    found = differences(variables.fill(expect.result), outcome.value)
    if expect.status is not None and outcome.status is not None and expect.status != outcome.status:
        found.append(f"expected the status {expect.status}, got {outcome.status}")
    return found


def _judge_error(expect: ErrorExpectation, outcome: Outcome) -> list[str]:
    if isinstance(outcome, Success):
        return [f"expected the status {expect.status}, got success with {outcome.value!r}"]
    category = CATEGORY_OF_STATUS[expect.status]
    if outcome.status is None:
        # The client refused the call itself: the same judgement, in its own words.
        return [] if outcome.category == category else [f"expected {category}, got {outcome!r}"]
    found: list[str] = []
    if outcome.status != expect.status:
        found.append(f"expected the status {expect.status}, got {outcome.status}: {outcome.message}")
    if expect.kind is not None and outcome.kind != expect.kind:
        found.append(f"expected the kind {expect.kind}, got {outcome.kind}")
    if expect.message_contains is not None and expect.message_contains not in outcome.message:
        found.append(f"expected a message with {expect.message_contains!r}, got {outcome.message!r}")
    return found
