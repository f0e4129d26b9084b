"""Metadata values of all kinds in one order.

Missing < bool < int < float < string < sparse vector < list. Values of different kinds are different: 1 is not 1.0 and
not true. Lists order by the kind of their members, then member by member; sparse vectors by their indices, then values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chroma_server.engine.parts import Integers

_KINDS: dict[type, int] = {bool: 1, int: 2, float: 3, str: 4, dict: 5, list: 6}


def value_codes(values: Sequence[Any]) -> Integers:
    """An integer per value that orders and compares as the values do; 0 for None, a missing value."""
    keys = [None if value is None else _key(value) for value in values]
    distinct = sorted({key for key in keys if key is not None})
    codes: dict[Any, int] = {key: code for code, key in enumerate(distinct, 1)}
    codes[None] = 0
    return np.array([codes[key] for key in keys], dtype=np.int64)


def _key(value: Any) -> tuple[Any, ...]:
    kind = _KINDS[type(value)]
    if kind == _KINDS[dict]:
        return kind, tuple(value["indices"]), tuple(value["values"])
    if kind == _KINDS[list]:
        return kind, _KINDS[type(value[0])], tuple(value)
    return kind, value
