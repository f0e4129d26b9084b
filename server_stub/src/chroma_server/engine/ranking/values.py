"""Metadata values of all kinds in one order.

Missing < bool < int < float < string < sparse vector < list. Values of different kinds are different: 1 is not 1.0 and
not true. Lists order by the kind of their members, then member by member; sparse vectors by their indices, then values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from chroma_server.engine.parts import Integers
from chroma_server.engine.rules.sparse import SparseVector

_KINDS: dict[type, int] = {bool: 1, int: 2, float: 3, str: 4, SparseVector: 5, list: 6}


class ValueCodes:
    """Integers for the values of one key, given out as they come: the same one for the same value."""

    def __init__(self) -> None:
        self._codes: dict[tuple[Any, ...], int] = {}

    def of(self, values: Iterable[Any]) -> Integers:
        """A code per value; 0 for None, a missing value."""
        codes = self._codes
        known = (None if value is None else _comparable(value) for value in values)
        found = (0 if value is None else codes.setdefault(value, len(codes) + 1) for value in known)
        return np.fromiter(found, dtype=np.int64)

    def ordered(self, codes: Integers) -> Integers:
        """The codes given out replaced by integers that order as the values do."""
        places = np.zeros(len(self._codes) + 1, dtype=np.int64)
        for place, value in enumerate(sorted(self._codes), 1):
            places[self._codes[value]] = place
        return places[codes]


def value_codes(values: Sequence[Any]) -> Integers:
    """An integer per value that orders and compares as the values do; 0 for None, a missing value."""
    codes = ValueCodes()
    return codes.ordered(codes.of(values))


def _comparable(value: Any) -> tuple[Any, ...]:
    kind = _KINDS[type(value)]
    if isinstance(value, SparseVector):
        return kind, tuple(value.indices.tolist()), tuple(value.values.tolist())
    if kind == _KINDS[list]:
        members: list[Any] = value
        return kind, _KINDS[type(members[0])], tuple(members)
    return kind, value
