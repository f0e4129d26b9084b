"""The vectors as a whole: every operation of the spec, errors included, and references that lead somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract.runner.load import FIXTURES, load_all
from contract.runner.model import ErrorExpectation, Vector
from contract.runner.spec import SPEC, operations

HOME = Path(__file__).parent
DEVIATIONS = SPEC.parent / "deviations.yaml"


@cache
def exemptions() -> Mapping[str, str]:
    found: Mapping[str, str] = yaml.safe_load((HOME / "exemptions.yaml").read_text(encoding="utf-8"))[
        "no_error_possible"
    ]
    return found


def expects_error(vector: Vector, operation: str) -> bool:
    """Whether a step of the vector expects this operation to fail."""
    return any(step.operation == operation and isinstance(step.expect, ErrorExpectation) for step in vector.steps)


@pytest.mark.parametrize("operation", sorted(operations()))
def test_every_operation_has_a_vector(operation: str) -> None:
    assert any(vector.operation == operation and vector.steps for vector in load_all())


@pytest.mark.parametrize("operation", sorted(operations()))
def test_every_operation_has_an_error_vector(operation: str) -> None:
    found = [vector.id for vector in load_all() if expects_error(vector, operation)]
    if operation in exemptions():
        assert not found, f"{operation} is exempt and has error vectors: {found}"
    else:
        assert found, f"{operation} has no error vector; if none is possible, say why in exemptions.yaml"


def test_exemptions_name_operations_and_say_why() -> None:
    assert set(exemptions()) <= set(operations())
    assert all(len(reason) > 20 for reason in exemptions().values())


def test_the_tag_of_errors_is_right() -> None:
    for vector in load_all():
        if vector.steps:
            assert ("error" in vector.tags) == expects_error(vector, vector.operation), vector.id


def test_what_the_official_server_does_otherwise_is_a_deviation() -> None:
    for vector in load_all():
        if vector.steps and vector.profile != "cloud" and "official" not in vector.targets:
            assert vector.deviation, f"{vector.id} is not run on the official server: name the deviation"


def referenced_deviations() -> set[str]:
    named = {vector.deviation for vector in load_all() if vector.deviation}
    return named | {known.deviation for vector in load_all() for known in vector.known_failures}


@pytest.mark.parametrize("deviation", sorted(referenced_deviations()))
def test_named_deviations_exist(deviation: str) -> None:
    listed: Any = yaml.safe_load(DEVIATIONS.read_text(encoding="utf-8"))
    assert deviation in {entry["id"] for entry in listed["behaviour"]}


def test_fixtures_are_used() -> None:
    fixtures: Mapping[str, Any] = yaml.safe_load(FIXTURES.read_text(encoding="utf-8"))["fixtures"]
    used = {name for fixture in fixtures.values() for name in fixture.get("given", ())}
    for file in (HOME / "vectors").glob("*/*.yaml"):
        for vector in yaml.safe_load(file.read_text(encoding="utf-8"))["vectors"]:
            used.update(vector.get("given", ()))
    assert set(fixtures) == used


def test_there_are_plenty() -> None:
    behaviour = [vector for vector in load_all() if vector.steps]
    assert len(behaviour) >= 150
    assert len([vector for vector in behaviour if "error" in vector.tags]) >= 60
    assert len([vector for vector in load_all() if vector.wire]) >= 20
