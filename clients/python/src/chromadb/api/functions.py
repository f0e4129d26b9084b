"""The functions that can be attached to a collection."""

from __future__ import annotations

from enum import Enum

__all__ = ["RECORD_COUNTER_FUNCTION", "STATISTICS_FUNCTION", "Function"]


class Function(str, Enum):
    """A function that the server computes over a collection and keeps up to date in another."""

    STATISTICS = "statistics"
    """How often each value of each metadata key occurs."""

    RECORD_COUNTER = "record_counter"
    """How many records there are."""


STATISTICS_FUNCTION = Function.STATISTICS
RECORD_COUNTER_FUNCTION = Function.RECORD_COUNTER
