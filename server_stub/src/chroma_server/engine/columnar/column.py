"""The values of one metadata key in a part."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.rules.sparse import SparseVector

Rows: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = NDArray[np.bool_]
Scalar: TypeAlias = "str | bool | int | float"

ABSENT, BOOL, INT, FLOAT, STRING, LIST, SPARSE = range(7)
KINDS: dict[type, int] = {bool: BOOL, int: INT, float: FLOAT, str: STRING, list: LIST, SparseVector: SPARSE}


class Dictionary(Protocol):
    """The strings of a column and their codes."""

    def codes(self, texts: Sequence[str]) -> list[int]:
        """The codes of those among these strings that the column knows."""
        ...

    def items(self) -> Iterable[tuple[str, int]]:
        """Every string with its code."""
        ...

    def texts(self, codes: Sequence[int]) -> list[str]:
        """The strings that have these codes."""
        ...


@dataclass(frozen=True)
class Values:
    """Values of one key; arrays of one length.

    kinds     uint8: BOOL, INT, ...; ABSENT for none. One entry when all are of one kind
    integers  int64: the value of a BOOL or INT, the code of a STRING; empty when there is none of these
    floats    float64: the value of a FLOAT; empty when there is none
    """

    kinds: NDArray[np.uint8]
    integers: NDArray[np.int64]
    floats: NDArray[np.float64]
    length: int

    @property
    def only_kind(self) -> int | None:
        """The kind of all of them, None when there are several."""
        return int(self.kinds[0]) if len(self.kinds) == 1 else None

    def of_kind(self, kind: int) -> Mask | None:
        """Which of them are of this kind; None for all, and an empty mask for none."""
        only = self.only_kind
        if only is not None:
            return None if only == kind else np.zeros(self.length, dtype=np.bool_)
        matches: Mask = self.kinds == kind
        return matches

    def has(self, kind: int) -> bool:
        """Whether one of them may be of this kind."""
        only = self.only_kind
        return only is None or only == kind

    def payload(self, kind: int) -> NDArray[Any]:
        """The array that holds the values of this kind."""
        return self.floats if kind == FLOAT else self.integers

    def take(self, positions: Rows) -> Values:
        """Some of them."""
        return Values(
            self.kinds if len(self.kinds) == 1 else self.kinds[positions],
            self.integers[positions] if len(self.integers) else self.integers,
            self.floats[positions] if len(self.floats) else self.floats,
            len(positions),
        )


@dataclass(frozen=True)
class Column:
    """The values of one metadata key, for those rows of a part that have it.

    size        the number of rows of the part
    rows        the rows that have the key, ascending, one per value; None when all have it.
                Of the members of lists a row comes once per member
    dictionary  of the strings
    members     the members of the lists, one after another; None without lists
    index       the positions of the values sorted by kind and value; None where that was not computed
    """

    size: int
    rows: Rows | None
    values: Values
    dictionary: Dictionary
    members: Column | None = None
    index: SortedIndex | None = None

    def __len__(self) -> int:
        return self.values.length

    def rows_at(self, positions: Rows) -> Rows:
        """The rows of these values."""
        return positions if self.rows is None else self.rows[positions]

    def positions_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """Which of the rows have the key, as positions in ``rows``, and the positions of their values."""
        if self.rows is None:
            return np.arange(len(rows)), rows
        if not len(self.rows):
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
        places = np.searchsorted(self.rows, rows)
        places[places == len(self.rows)] = 0
        having = np.flatnonzero(self.rows[places] == rows)
        return having, places[having]


@dataclass(frozen=True)
class SortedIndex:
    """Where each value is: how many rows a condition matches, and which, without looking at the others.

    order   uint32: positions of the values by kind, then value, then position. Lists and sparse vectors are left out
    bounds  int64, 8 entries: kind k is at ``order[bounds[k]:bounds[k + 1]]``
    """

    order: NDArray[np.uint32]
    bounds: NDArray[np.int64]

    @classmethod
    def of(cls, values: Values) -> SortedIndex:
        parts: list[NDArray[np.uint32]] = []
        bounds = np.zeros(SPARSE + 2, dtype=np.int64)
        for kind in range(SPARSE + 1):
            part = np.empty(0, dtype=np.uint32)
            if kind in (BOOL, INT, FLOAT, STRING) and values.has(kind):
                chosen = values.of_kind(kind)
                payload = values.payload(kind)
                if chosen is None:
                    part = _sorting(payload).astype(np.uint32)
                elif chosen.any():
                    positions = np.flatnonzero(chosen)
                    part = positions[_sorting(payload[positions])].astype(np.uint32)
            parts.append(part)
            bounds[kind + 1] = bounds[kind] + len(part)
        return cls(np.concatenate(parts), bounds)

    def between(
        self, values: Values, kind: int, low: Any, high: Any, *, open_low: bool = False, open_high: bool = False
    ) -> slice:
        """The part of ``order`` with the values of one kind from ``low`` to ``high``; None is no bound."""
        first, last = int(self.bounds[kind]), int(self.bounds[kind + 1])
        if first == last:
            return slice(0, 0)
        # Views give Python's numbers, in a third of the time in which arrays give numpy's.
        value, order = values.payload(kind).data.__getitem__, self.order.data
        if kind == FLOAT and math.isnan(value(order[last - 1])):
            # NaN sorts last and compares with nothing.
            last = bisect_left(order, True, first, last, key=lambda position: math.isnan(value(position)))
        begin, end = first, last
        if low is not None:
            begin = (bisect_right if open_low else bisect_left)(order, low, first, last, key=value)
        if high is not None:
            end = (bisect_left if open_high else bisect_right)(order, high, begin, last, key=value)
        return slice(begin, max(begin, end))


def _sorting(values: NDArray[Any]) -> Rows:
    if values.dtype == np.int64 and len(values):
        low = int(values.min())
        if int(values.max()) - low < 1 << 16:
            # numpy sorts 16 bits by radix, ten times as fast.
            return np.argsort((values - low).astype(np.uint16), kind="stable")
    return np.argsort(values, kind="stable")


class MappedDictionary:
    """The dictionary of a column that still grows."""

    def __init__(self, codes: Mapping[str, int]) -> None:
        self._codes = codes

    def codes(self, texts: Sequence[str]) -> list[int]:
        get = self._codes.get
        return [code for text in texts if (code := get(text)) is not None]

    def items(self) -> Iterable[tuple[str, int]]:
        return self._codes.items()

    def texts(self, codes: Sequence[int]) -> list[str]:
        # Codes are given out in the order of the keys.
        known = list(self._codes)
        return [known[code] for code in codes]


class SortedDictionary:
    """The dictionary of a finished column: its strings as UTF-8, ascending; the code is the place.

    text     uint8
    offsets  int64, one more than there are strings
    """

    def __init__(self, text: NDArray[np.uint8], offsets: NDArray[np.int64]) -> None:
        self.text = text
        self.offsets = offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> SortedDictionary:
        encoded = list(texts)
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)

    def codes(self, texts: Sequence[str]) -> list[int]:
        wanted = [text.encode("utf-8", "surrogatepass") for text in texts]
        if len(self) <= _SMALL_DICTIONARY or len(wanted) * 16 > len(self):
            get = self._all.get
            return [code for text in wanted if (code := get(text)) is not None]
        size, places = len(self), range(len(self))
        found = ((text, bisect_left(places, text, key=self._text_at)) for text in wanted)
        return [code for text, code in found if code < size and self._text_at(code) == text]

    def items(self) -> Iterable[tuple[str, int]]:
        return [(text.decode("utf-8", "surrogatepass"), code) for text, code in self._read().items()]

    def texts(self, codes: Sequence[int]) -> list[str]:
        return [self._text_at(code).decode("utf-8", "surrogatepass") for code in codes]

    def _text_at(self, code: int) -> bytes:
        return self.text[self.offsets[code] : self.offsets[code + 1]].tobytes()

    @property
    def _all(self) -> dict[bytes, int]:
        if len(self) <= _SMALL_DICTIONARY:
            return self._kept
        return self._read()

    @cached_property
    def _kept(self) -> dict[bytes, int]:
        return self._read()

    def _read(self) -> dict[bytes, int]:
        ends, text = self.offsets.tolist(), self.text.tobytes()
        return {text[start:end]: code for code, (start, end) in enumerate(pairwise(ends))}


_SMALL_DICTIONARY = 1024
