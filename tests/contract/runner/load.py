"""Read the vector files, put the fixtures before the steps, and refuse what the schema or the spec does not know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from .model import (
    TARGETS,
    Answer,
    ClientSettings,
    ErrorExpectation,
    Expectation,
    KnownFailure,
    Request,
    ResultExpectation,
    Step,
    Vector,
    Wire,
)
from .spec import operations

HOME = Path(__file__).resolve().parent.parent
VECTORS = HOME / "vectors"
FIXTURES = VECTORS / "fixtures.yaml"


@cache
def load_all() -> tuple[Vector, ...]:
    """Every vector, in the order of the files.

    Raises:
        ValueError: a file breaks the schema or names something unknown; the message says where.
    """
    fixtures = _read(FIXTURES)["fixtures"]
    found: list[Vector] = []
    for file in sorted(VECTORS.glob("*/*.yaml")):
        found += load_file(file, fixtures)
    names = [vector.id for vector in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two vectors share a name: {sorted({name for name in names if names.count(name) > 1})}")
    return tuple(found)


def load_file(file: Path, fixtures: Mapping[str, Any]) -> list[Vector]:
    """The vectors of one file ``<tag>/<operation_id>.yaml``."""
    content = _read(file)
    where = file.relative_to(VECTORS) if file.is_relative_to(VECTORS) else file
    try:
        jsonschema.validate(content, schema())
    except jsonschema.ValidationError as error:
        raise ValueError(f"{where}: {error.json_path}: {error.message}") from error
    operation = content["operation"]
    if operation not in operations():
        raise ValueError(f"{where}: the spec has no operation '{operation}'")
    expected = (operations()[operation].tag, f"{operation}.yaml")
    if (file.parent.name, file.name) != expected:
        raise ValueError(f"{where}: this file must be {'/'.join(expected)}")
    return [_vector(entry, operation, file.parent.name, fixtures) for entry in content["vectors"]]


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a vector file."""
    content: dict[str, Any] = json.loads((HOME / "vector.schema.json").read_text(encoding="utf-8"))
    return content


def _read(file: Path) -> Any:
    with file.open(encoding="utf-8") as stream:
        return yaml.safe_load(stream)


def _vector(entry: Mapping[str, Any], operation: str, tag: str, fixtures: Mapping[str, Any]) -> Vector:
    variables: dict[str, str | int] = {}
    steps: list[Step] = []
    for name in _closure(entry.get("given", ()), fixtures, f"{operation}/{entry['name']}"):
        variables.update(fixtures[name].get("set", {}))
        steps += [_step(step) for step in fixtures[name].get("steps", ())]
    variables.update(entry.get("set", {}))
    steps += [_step(step) for step in entry.get("steps", ())]
    return Vector(
        operation=operation,
        tag=tag,
        name=entry["name"],
        steps=tuple(steps) if "steps" in entry else (),
        wire=_wire(entry["wire"]) if "wire" in entry else None,
        variables=variables,
        tags=frozenset(entry.get("tags", ())),
        needs=frozenset(entry.get("needs", ())),
        profile=entry.get("profile", "default"),
        targets=tuple(entry.get("targets", TARGETS)),
        deviation=entry.get("deviation"),
        known_failures=tuple(
            KnownFailure(known["target"], known["deviation"], tuple(known["drivers"]) if "drivers" in known else None)
            for known in entry.get("known_failures", ())
        ),
    )


def _closure(names: Iterable[str], fixtures: Mapping[str, Any], where: str) -> list[str]:
    """The named fixtures and those they build on, each once, foundations first."""
    ordered: list[str] = []
    for name in names:
        if name not in fixtures:
            raise ValueError(f"{where}: there is no fixture '{name}'")
        for needed in [*_closure(fixtures[name].get("given", ()), fixtures, where), name]:
            if needed not in ordered:
                ordered.append(needed)
    return ordered


def _step(entry: Mapping[str, Any]) -> Step:
    if entry["operation"] not in operations():
        raise ValueError(f"a step names the operation '{entry['operation']}', which the spec does not have")
    return Step(
        operation=entry["operation"],
        arguments=entry.get("arguments", {}),
        body=entry.get("body"),
        headers=entry.get("headers", {}),
        save=entry.get("save", {}),
        expect=_expectation(entry.get("expect")),
    )


def _expectation(entry: Mapping[str, Any] | None) -> Expectation | None:
    if entry is None:
        return None
    if "error" in entry:
        return ErrorExpectation(**entry["error"])
    return ResultExpectation(entry["result"], entry.get("status"))


def _wire(entry: Mapping[str, Any]) -> Wire:
    return Wire(
        call=_step(entry["call"]),
        sent=tuple(Request(**sent, has_body="body" in sent) for sent in entry["sent"]),
        answers=tuple(Answer(**answer) for answer in entry.get("answers", ())),
        client=ClientSettings(**entry.get("client", {})),
        expect=_expectation(entry.get("expect")),
    )
