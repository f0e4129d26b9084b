"""Every behaviour vector, through every driver that can express it, against every target it is meant for."""

from __future__ import annotations

from typing import Any

import pytest

from contract.runner.load import load_all
from contract.runner.model import TARGETS, Target, Vector
from contract.runner.run import ContractFailure, run
from contract.targets import DRIVER_CLASSES, ENGINE_DRIVERS, SERVER_DRIVERS, Targets


def combinations() -> list[tuple[str, Target]]:
    """Every driver with every target it can reach."""
    return [
        (driver, target) for target in TARGETS for driver in (ENGINE_DRIVERS if target == "engine" else SERVER_DRIVERS)
    ]


def can_express(driver: Any, vector: Vector) -> bool:
    """Whether the driver knows every operation of the vector and has the abilities that it needs."""
    used = {step.operation for step in vector.steps}
    return bool(used) and used <= driver.operations and vector.needs <= driver.abilities


def cases() -> list[tuple[str, Target, Vector]]:
    """What there is to run: each vector where it is meant to hold and can be said."""
    return [
        (driver, target, vector)
        for driver, target in combinations()
        for vector in load_all()
        if target in vector.targets and can_express(DRIVER_CLASSES[driver], vector)
    ]


@pytest.mark.parametrize(
    ("driver", "target", "vector"),
    [
        pytest.param(
            driver,
            target,
            vector,
            id=f"{driver}-{target}-{vector.id}",
            marks=[pytest.mark.official] if target == "official" else [],
        )
        for driver, target, vector in cases()
    ],
)
def test_vector(targets: Targets, driver: str, target: Target, vector: Vector) -> None:
    known = vector.known_failure(target, driver)
    connected = targets.driver(driver, target, vector.profile)
    if known is None:
        run(vector, connected)
        return
    try:
        run(vector, connected)
    except ContractFailure:
        return
    pytest.fail(f"{vector.id} holds on {target}: take its known failure ({known.deviation}) away")
