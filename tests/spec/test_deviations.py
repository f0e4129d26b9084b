"""The list of deviations: its form, and that what it refers to exists."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from wire.exchange import cases

SPEC = Path(__file__).parents[2] / "spec"
SCHEMA = json.loads((SPEC / "deviations.schema.json").read_text(encoding="utf-8"))
DEVIATIONS: dict[str, list[dict[str, Any]]] = yaml.safe_load((SPEC / "deviations.yaml").read_text(encoding="utf-8"))
RECORDED = {case["case"] for case in cases()}
ENTRY = {"id": "some-thing", "reason": "It is better so.", "evidence": "w:tenants/create", "cases": []}


def faults(document: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_form() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert faults(DEVIATIONS) == []


@pytest.mark.parametrize(
    "change",
    [
        {"reason": None},
        {"evidence": ""},
        {"id": "Some Thing"},
        {"cases": ["nonsense"]},
        {"cases": ["tenants/create", "tenants/create"]},
        {"more": 1},
    ],
)
def test_form_refuses_a_careless_entry(change: dict[str, Any]) -> None:
    assert faults({"document": [], "behaviour": [ENTRY]}) == []
    assert faults({"document": [], "behaviour": [ENTRY | change]})


@pytest.mark.parametrize("keys", [[], ["collection_add"], ["a.b.undeclared-officially", "a.b.undeclared-officially"]])
def test_form_refuses_careless_keys(keys: list[str]) -> None:
    good = {"keys": ["a.b.missing-here", "a.c.*"], "reason": "It is better so.", "evidence": "w:tenants/create"}
    assert faults({"document": [good], "behaviour": []}) == []
    assert faults({"document": [good | {"keys": keys}], "behaviour": []})


def test_every_recorded_case_referred_to_exists() -> None:
    entries = [*DEVIATIONS["document"], *DEVIATIONS["behaviour"]]
    named = {name for entry in entries for name in re.findall(r"\bw:([\w.]+/\w+)", entry["evidence"])}
    named |= {name for entry in DEVIATIONS["behaviour"] for name in entry["cases"]}
    assert named - RECORDED == set()


def test_ids_and_cases_are_listed_once() -> None:
    ids = [entry["id"] for entry in DEVIATIONS["behaviour"]]
    listed = [name for entry in DEVIATIONS["behaviour"] for name in entry["cases"]]
    keys = [key for entry in DEVIATIONS["document"] for key in entry["keys"]]
    assert len(ids) == len(set(ids))
    assert len(listed) == len(set(listed))
    assert len(keys) == len(set(keys))
