"""The first of each group."""

from __future__ import annotations

import numpy as np
from chroma_server.engine.ranking import first_of_groups
from hypothesis import given, settings
from hypothesis import strategies as st

codes = st.integers(0, 3)
rows = st.lists(st.tuples(codes, codes, codes, codes), max_size=30)


@settings(deadline=None)
@given(rows, st.integers(1, 4), st.booleans())
def test_as_one_group_after_another(given_rows: list[tuple[int, int, int, int]], k: int, descending: bool) -> None:
    groups: dict[tuple[int, int], list[int]] = {}
    for position, (first, second, _, _) in enumerate(given_rows):
        groups.setdefault((first, second), []).append(position)
    kept: list[int] = []
    for members in groups.values():
        kept += sorted(members, key=lambda position: given_rows[position][2:], reverse=descending)[:k]
    columns = [np.array([row[place] for row in given_rows], dtype=np.int64) for place in range(4)]
    assert first_of_groups(columns[:2], columns[2:], k, descending=descending).tolist() == sorted(kept)


def test_codes_of_any_size_do_not_run_into_each_other() -> None:
    large = 2**62
    one = np.array([large, large, -large, 0], dtype=np.int64)
    other = np.array([large, -large, large, 0], dtype=np.int64)
    order = np.zeros(4, dtype=np.int64)
    assert first_of_groups([one, other, one], [order], 1, descending=False).tolist() == [0, 1, 2, 3]
