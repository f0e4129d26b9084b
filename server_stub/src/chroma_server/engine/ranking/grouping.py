"""Which records of each group are kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chroma_server.engine.parts import Integers, Rows


def first_of_groups(groups: Sequence[Integers], order_by: Sequence[Integers], k: int, *, descending: bool) -> Rows:
    """Positions, ascending, of the ``k`` first records of each group.

    groups    per grouping key an integer per record; records with the same integers are a group
    order_by  what orders the records of a group, the first first; equal ones keep their order
    """
    count = len(groups[0])
    if not count:
        return np.empty(0, dtype=np.intp)
    group = _together(groups)
    wanted = [-keys if descending else keys for keys in order_by]
    order = np.lexsort((*reversed(wanted), group))
    sorted_group = group[order]
    starts = np.flatnonzero(np.concatenate(([True], sorted_group[1:] != sorted_group[:-1])))
    sizes = np.diff(np.append(starts, count))
    place = np.arange(count) - np.repeat(starts, sizes)
    return np.sort(order[place < k])


def _together(groups: Sequence[Integers]) -> Integers:
    combined = groups[0]
    for codes in groups[1:]:
        # Made dense at every step, so that no product overflows.
        _, first = np.unique(combined, return_inverse=True)
        _, second = np.unique(codes, return_inverse=True)
        combined = first.astype(np.int64) * (int(second.max()) + 1) + second
    return combined
