"""Searches on their way out: JSON values only, every number finite, nothing nested deeper than JSON is read."""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np

from chromadb._narrow import is_mapping, is_sequence
from chromadb.errors import InvalidArgumentError

__all__ = ["MAX_DEPTH", "checked_search", "too_deep"]

MAX_DEPTH = 250
"""Levels of a search as JSON. Writers of JSON give up soon after; servers that are on the safe side, before."""


def checked_search(search: Any, place: str) -> Any:
    """A copy of a search's dict in which numpy's scalars are Python's and tuples are lists.

    Raises:
        InvalidArgumentError: a number that is not finite, which JSON has not, or too many levels; the message begins
            with the place, as in ``searches[0].rank.$sum[1].$val``.
    """
    return _checked(search, place, place, 0)


def _checked(value: Any, place: str, root: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise too_deep(root)
    if is_mapping(value):
        return {key: _checked(item, f"{place}.{key}", root, depth + 1) for key, item in value.items()}
    if is_sequence(value):
        return [_checked(item, f"{place}[{index}]", root, depth + 1) for index, item in enumerate(value)]
    if isinstance(value, np.generic):
        value = cast("Any", value).item()
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidArgumentError(f"{place}: numbers must be finite, got {value}")
    return value


def too_deep(place: str) -> InvalidArgumentError:
    """The error of a search with too many levels."""
    return InvalidArgumentError(f"{place}: nested too deeply: a search has at most {MAX_DEPTH} levels")
