"""This package answers as the official one did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .asking import all_answers

RECORDED: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("answers.json").read_text("utf-8"))["answers"]
OURS = all_answers()


def test_every_case_is_recorded() -> None:
    assert {group: set(cases) for group, cases in OURS.items()} == {
        group: set(cases) for group, cases in RECORDED.items()
    }


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, cases in RECORDED.items() for name in cases])
def test_same_answer(group: str, name: str) -> None:
    assert OURS[group][name] == RECORDED[group][name]
