"""Efforts: how they are looked up, and that they are found where they exist."""

from __future__ import annotations

import pytest
from chroma_server.engine.index.calibration import Effort, EffortTable, effort_for

_EFFORTS = (Effort(10, 100), Effort(100, 1000, 4))
_TABLE = EffortTable((1.0, 0.1, 0.01), (_EFFORTS, (Effort(10, 300),), ()))


@pytest.mark.parametrize(("k", "candidates", "probes"), [(1, 100, 1), (10, 100, 1), (100, 1000, 4)])
def test_an_entry_serves_up_to_its_k(k: int, candidates: int, probes: int) -> None:
    assert effort_for(_EFFORTS, k) == Effort(k, candidates, probes)


def test_between_entries_candidates_grow_and_probes_are_the_larger() -> None:
    found = [effort_for(_EFFORTS, k) for k in range(10, 101)]
    candidates = [effort.candidates for effort in found if effort is not None]
    assert len(candidates) == len(found)
    assert candidates == sorted(candidates)
    assert 100 < candidates[1] < candidates[-2] < 1000
    assert found[1] is not None
    assert found[1].probes == 4


def test_beyond_the_last_entry_there_is_none() -> None:
    assert effort_for(_EFFORTS, 101) is None
    assert effort_for((), 1) is None


def test_a_share_between_two_takes_the_larger_effort() -> None:
    both = _TABLE.find(10, 0.5)
    assert both is not None
    assert both.candidates == 300
    exactly = _TABLE.find(10, 0.1)
    assert exactly is not None
    assert exactly.candidates == 300


def test_a_share_without_an_effort_on_either_side_is_exact() -> None:
    assert _TABLE.find(10, 0.05) is None
    assert _TABLE.find(100, 0.5) is None
    assert _TABLE.find(10, 0.001) is None


def test_a_table_is_useful_when_all_rows_can_be_searched() -> None:
    assert _TABLE.useful
    assert not EffortTable((1.0, 0.1), ((), (Effort(10, 20),))).useful
