"""Every expression says the same as the official package's, or is refused in the same way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import expressions
from .oracle import Oracle, answered, same

pytestmark = pytest.mark.official

PARTS = {
    "where": expressions.WHERES,
    "rank": expressions.RANKS,
    "group_by": expressions.GROUPS,
    "aggregate": expressions.AGGREGATES,
    "limit": expressions.LIMITS,
    "select": expressions.SELECTS,
    "search": expressions.CHAINS,
}

thorough = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(oracle: Oracle, program: Any) -> None:
    ours, theirs = answered(program), oracle.ask(program)
    assert same(ours, theirs), (program, ours, theirs)


@pytest.mark.parametrize("part", PARTS)
@thorough
@given(data=st.data())
def test_built(oracle: Oracle, part: str, data: st.DataObject) -> None:
    check(oracle, data.draw(PARTS[part]))


@pytest.mark.parametrize("name", expressions.FROM_JSON)
@thorough
@given(data=st.data())
def test_read_from_json(oracle: Oracle, name: str, data: st.DataObject) -> None:
    given = data.draw(expressions.FROM_JSON[name])
    check(oracle, {"call": "from_dict", "on": {"name": name}, "args": [{"value": given}]})
