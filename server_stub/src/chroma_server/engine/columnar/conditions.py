"""What a condition of a filter asks of a column: which values, how many, and whether a given row is among them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.columnar.column import BOOL, FLOAT, INT, STRING, Column, Mask, Rows, Values
from chroma_server.engine.rules.where import Comparison, ListContains, Membership

MIN_INT64, MAX_INT64 = -(2**63), 2**63 - 1

_GATHER_BELOW = 8
"""Reading values at scattered places costs about eight times as much as reading all in a row."""
_SEARCH_BELOW = 64
_NONE = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True)
class Range:
    """The values of one kind from ``low`` to ``high``; None is no bound."""

    kind: int
    low: Any
    high: Any
    open_low: bool = False
    open_high: bool = False

    def test(self, payload: NDArray[Any]) -> Mask:
        if self.low is not None and self.low == self.high:
            same: Mask = payload == self.low
            return same
        result: Mask | None = None
        if self.low is not None:
            result = payload > self.low if self.open_low else payload >= self.low
        if self.high is not None:
            below = payload < self.high if self.open_high else payload <= self.high
            result = below if result is None else result & below
        # Without a bound everything compares; NaN is not a number to compare, but only FLOATs without a bound meet it.
        return np.ones(len(payload), dtype=np.bool_) if result is None else result


@dataclass(frozen=True)
class OneOf:
    """The values of one kind that are among these, which are ascending and distinct."""

    kind: int
    wanted: NDArray[Any]

    def test(self, payload: NDArray[Any]) -> Mask:
        if len(self.wanted) == 1:
            same: Mask = payload == self.wanted[0]
            return same
        found: Mask = np.isin(payload, self.wanted)
        return found


Ask: TypeAlias = "Range | OneOf"
Condition: TypeAlias = "Comparison | Membership | ListContains"


class Asked:
    """A condition put to a column, as what it says when it is not negated (``$ne`` as ``$eq``).

    at_most  a bound of the number of rows that match; the number itself where the column has an index and no lists
    """

    _slices: list[slice] | None
    """The parts of the index that hold the values asked for; None where looking there would not pay."""

    def __init__(self, column: Column, condition: Condition) -> None:
        self._owner = column
        if isinstance(condition, ListContains):
            self._column = column.members
            asks: Iterable[Ask] = () if self._column is None else _strictly(self._column, condition.value)
        else:
            self._column = column
            asks = _asks(column, condition)
        held = self._column
        self._asks = [ask for ask in asks if held is not None and _held(held.values, ask.kind)]
        self._slices = self._sliced()
        self.at_most = self._count()

    def _sliced(self) -> list[slice] | None:
        column = self._column
        if column is None or column.index is None:
            return None
        slices: list[slice] = []
        for ask in self._asks:
            if isinstance(ask, Range):
                slices.append(
                    column.index.between(
                        column.values, ask.kind, ask.low, ask.high, open_low=ask.open_low, open_high=ask.open_high
                    )
                )
            elif len(ask.wanted) * _SEARCH_BELOW > len(column):
                return None
            else:
                slices += [column.index.between(column.values, ask.kind, value, value) for value in ask.wanted.tolist()]
        return slices

    def _count(self) -> int:
        if self._column is None or not self._asks:
            return 0
        if self._slices is None:
            return len(self._column)
        return sum(part.stop - part.start for part in self._slices)

    def rows(self) -> Rows:
        """The rows that match, ascending."""
        column = self._column
        if column is None or not self._asks:
            return np.empty(0, dtype=np.intp)
        if self._slices is not None and column.index is not None and self.at_most * _GATHER_BELOW < len(column):
            pieces = [column.index.order[part] for part in self._slices if part.stop > part.start]
            positions = (pieces[0] if len(pieces) == 1 else np.concatenate([_NONE, *pieces])).astype(np.intp)
            if len(pieces) > 1 or not all(map(_single, self._asks)):
                # What is of one value is sorted already.
                positions.sort()
        else:
            positions = np.flatnonzero(self._mask(column.values))
        rows = column.rows_at(positions)
        if column is not self._owner and len(rows) > 1:
            # A list may hold a value more than once.
            return rows[np.concatenate(([True], rows[1:] != rows[:-1]))]
        return rows

    def mask(self) -> Mask:
        """The rows that match, as a mask of the part."""
        column = self._column
        few = self._slices is not None and self.at_most * _GATHER_BELOW < self._owner.size
        if column is not None and column.rows is None and column is self._owner and self._asks and not few:
            return self._mask(column.values)
        found = np.zeros(self._owner.size, dtype=np.bool_)
        found[self.rows()] = True
        return found

    def test(self, rows: Rows) -> Mask:
        """Which of these rows, ascending, match."""
        column = self._column
        if column is None or not self._asks:
            return np.zeros(len(rows), dtype=np.bool_)
        if column is not self._owner or (self._slices is not None and self.at_most * _GATHER_BELOW < len(rows)):
            matching = self.rows()
            return np.isin(rows, matching, assume_unique=True)
        having, positions = column.positions_of(rows)
        matches = self._mask(column.values.take(positions))
        if len(having) == len(rows):
            return matches
        found = np.zeros(len(rows), dtype=np.bool_)
        found[having] = matches
        return found

    def _mask(self, values: Values) -> Mask:
        """Which of the values are asked for."""
        result: Mask | None = None
        for ask in self._asks:
            found = ask.test(values.payload(ask.kind))
            of_kind = values.of_kind(ask.kind)
            if of_kind is not None:
                found &= of_kind
            result = found if result is None else result | found
        return np.zeros(values.length, dtype=np.bool_) if result is None else result


def _single(ask: Ask) -> bool:
    """Whether it asks for one value."""
    return len(ask.wanted) == 1 if isinstance(ask, OneOf) else ask.low is not None and ask.low == ask.high


def _held(values: Values, kind: int) -> bool:
    return values.has(kind) and len(values.payload(kind)) == values.length > 0


def _asks(column: Column, condition: Comparison | Membership) -> Iterator[Ask]:
    """Ints and floats compare as numbers; strings and bools only with their own kind."""
    if isinstance(condition, Membership):
        yield from _one_of(column, condition.values)
        return
    value, op = condition.value, condition.op
    if isinstance(value, (str, bool)):
        yield from _strictly(column, value)
        return
    op = "$eq" if op == "$ne" else op
    if math.isnan(value):
        return
    yield from _integers(op, value)
    number = float(value)
    if op == "$eq":
        yield Range(FLOAT, number, number)
    elif op in ("$gt", "$gte"):
        yield Range(FLOAT, number, None, open_low=op == "$gt")
    else:
        yield Range(FLOAT, None, number, open_high=op == "$lt")


def _integers(op: str, value: int | float) -> Iterator[Range]:
    """Exactly: a float operand becomes the integer bound that says the same."""
    if isinstance(value, float) and math.isinf(value):
        everything = op in ("$lt", "$lte") if value > 0 else op in ("$gt", "$gte")
        if everything:
            yield Range(INT, MIN_INT64, MAX_INT64)
        return
    low, high = MIN_INT64, MAX_INT64
    if op == "$eq":
        if value != math.floor(value):
            return
        low = high = int(value)
    elif op == "$gt":
        low = math.floor(value) + 1
    elif op == "$gte":
        low = math.ceil(value)
    elif op == "$lt":
        high = math.ceil(value) - 1
    else:
        high = math.floor(value)
    if low <= MAX_INT64 and high >= MIN_INT64:
        yield Range(INT, max(low, MIN_INT64), min(high, MAX_INT64))


def _one_of(column: Column, values: tuple[Any, ...]) -> Iterator[Ask]:
    first = values[0]
    if isinstance(first, str):
        codes = column.dictionary.codes([str(value) for value in values])
        if codes:
            yield OneOf(STRING, _ascending(codes, np.int64))
        return
    if isinstance(first, bool):
        yield OneOf(BOOL, _ascending(values, np.int64))
        return
    numbers = [value for value in values if not math.isnan(value)]
    whole = [int(v) for v in numbers if not math.isinf(v) and v == math.floor(v) and MIN_INT64 <= v <= MAX_INT64]
    if whole:
        yield OneOf(INT, _ascending(whole, np.int64))
    if numbers:
        yield OneOf(FLOAT, _ascending(numbers, np.float64))


def _ascending(values: Iterable[Any], dtype: type[Any]) -> NDArray[Any]:
    # np.unique loads numpy.ma at its first call, which takes 50 ms.
    return np.array(sorted(set(values)), dtype=dtype)


def _strictly(column: Column, value: str | bool | int | float) -> Iterator[Range]:
    """Values of exactly the type of ``value``."""
    if isinstance(value, str):
        for code in column.dictionary.codes([value]):
            yield Range(STRING, code, code)
    elif isinstance(value, bool):
        yield Range(BOOL, int(value), int(value))
    elif isinstance(value, int):
        if MIN_INT64 <= value <= MAX_INT64:
            yield Range(INT, int(value), int(value))
    elif not math.isnan(value):
        yield Range(FLOAT, value, value)
