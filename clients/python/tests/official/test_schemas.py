"""Schemas are built, refused, written and read as by the official package."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from . import schemas
from .oracle import Oracle, answered
from .test_expressions import check, thorough

pytestmark = pytest.mark.official


def read(written: Any) -> dict[str, Any]:
    return {"call": "deserialize_from_json", "on": {"name": "Schema"}, "args": [{"value": written}]}


@thorough
@given(program=schemas.SCHEMAS)
def test_built(oracle: Oracle, program: Any) -> None:
    check(oracle, program)


@thorough
@given(program=schemas.SCHEMAS)
def test_each_reads_what_the_other_writes(oracle: Oracle, program: Any) -> None:
    ours, theirs = answered(program), oracle.ask(program)
    if "value" in ours and "value" in theirs:
        assert answered(read(theirs["value"])) == oracle.ask(read(ours["value"]))


@thorough
@given(written=schemas.SCHEMAS_JSON)
def test_read_from_json(oracle: Oracle, written: Any) -> None:
    check(oracle, read(written))
