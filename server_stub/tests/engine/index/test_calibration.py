"""Efforts: how they are looked up, and that they are found where they exist."""

from __future__ import annotations

import numpy as np
import pytest
from chroma_server.engine.index.calibration import Effort, EffortTable, effort_for, enough_of, reliable

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


def _reliable(nearest: list[float], edge: float, error: float) -> bool:
    """With estimates that are off by ``error``."""
    (found,) = reliable(np.array([nearest], np.float32), np.array([edge], np.float32), np.array([error**2], np.float32))
    return bool(found)


def test_a_ranking_is_relied_on_when_its_edge_lies_far_behind_what_was_found() -> None:
    near = [1.0] * 10
    assert _reliable(near, 2.0, 0.1)
    assert not _reliable(near, 1.05, 0.1)
    assert not _reliable(near, 2.0, 1.0)
    # One of ten near the edge is less than all of them.
    assert _reliable([*near[:9], 1.4], 1.5, 0.1)
    assert not _reliable([1.4] * 10, 1.5, 0.1)


def test_a_ranking_without_an_edge_is_complete_and_one_without_a_place_is_not_relied_on() -> None:
    assert _reliable([1.0, 2.0], np.inf, 1.0)
    assert not _reliable([1.0, 2.0], np.nan, 1.0)
    assert not _reliable([1.0, np.nan], 3.0, 0.1)
    assert _reliable([1.0, 2.0], 2.5, 0.0)
    assert not _reliable([2.0, 2.0], 2.0, 0.0)


def test_efforts_are_known_for_all_rows_as_often_as_they_are_asked_for() -> None:
    assert [_TABLE.find(k) for k in (10, 50, 10, 101)] == [effort_for(_EFFORTS, k) for k in (10, 50, 10, 101)]


@pytest.mark.parametrize(("again", "candidates"), [(0, 39), (100, 80), (10_000, 160)])
def test_the_dearer_a_second_search_the_more_candidates(again: float, candidates: int) -> None:
    grid = np.array([10, 20, 40, 80, 160])
    recalls, sure = np.array([0.9, 0.995, 1, 1, 1]), np.array([0, 0.2, 0.5, 0.9, 1])
    assert enough_of(grid, recalls, sure, again=again) == candidates
    assert enough_of(grid, recalls - 0.1, sure, again=again) is None
