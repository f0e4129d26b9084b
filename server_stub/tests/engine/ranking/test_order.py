"""The order of scores: total, whatever they are."""

from __future__ import annotations

import math

import numpy as np
from chroma_server.engine.ranking import best_first, order_keys
from hypothesis import given, settings
from hypothesis import strategies as st

INFINITY = float("inf")


def test_all_kinds_of_numbers_in_order() -> None:
    ascending = [-INFINITY, -3.4e38, -1.0, -1e-45, -0.0, 0.0, 1e-45, 1.0, 3.4e38, INFINITY]
    keys = order_keys(np.array(ascending, dtype=np.float32)).tolist()
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_what_is_no_number_comes_last_whatever_its_sign() -> None:
    scores = np.array([np.nan, 1.0, -np.nan, INFINITY], dtype=np.float32)
    assert best_first(scores, np.array([5, 1, 2, 3])).tolist() == [1, 3, 2, 0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(width=32, allow_nan=False), st.integers(0, 3))))
def test_ascending_and_then_by_insertion(pairs: list[tuple[float, int]]) -> None:
    scores = np.array([score for score, _ in pairs], dtype=np.float32)
    inserted = np.array([order for _, order in pairs], dtype=np.int64)
    expected = sorted(range(len(pairs)), key=lambda i: (pairs[i][0], math.copysign(1, pairs[i][0]), pairs[i][1]))
    assert best_first(scores, inserted).tolist() == expected
