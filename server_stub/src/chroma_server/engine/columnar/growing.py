"""Columns to which rows are added, from the metadata of the rows."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any, cast

import numpy as np

from chroma_server.engine.arrays import GrowableArray
from chroma_server.engine.columnar.column import (
    BOOL,
    FLOAT,
    INT,
    KINDS,
    LIST,
    STRING,
    Column,
    MappedDictionary,
    Values,
)
from chroma_server.engine.model import Metadata

MAX_KEYS = 1024
"""Keys that get columns in advance. Records with keys of their own each would otherwise cost one column per record."""


class GrowingColumn:
    """The values of one key, in the order of the rows."""

    def __init__(self) -> None:
        self._rows = GrowableArray(np.intp)
        self._kinds = GrowableArray(np.uint8)
        self._integers = GrowableArray(np.int64)
        self._floats = GrowableArray(np.float64)
        self._kinds_seen: set[int] = set()
        self._members: GrowingColumn | None = None
        self.strings: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def extend(self, rows: list[int], values: list[Any]) -> None:
        """Add values and the rows they belong to, which follow the last one."""
        kinds = [KINDS[type(value)] for value in values]
        seen = set(kinds)
        self._rows.extend(len(rows), rows)
        self._kinds.extend(len(rows), kinds if len(seen) > 1 else kinds[0])
        self._kinds_seen |= seen
        if self._kinds_seen & {BOOL, INT, STRING}:
            self._extend_payload(self._integers, self._as_integers(kinds, values, seen))
        if FLOAT in self._kinds_seen:
            if seen != {FLOAT}:
                values_or_zero = [value if kind == FLOAT else 0.0 for kind, value in zip(kinds, values, strict=True)]
            else:
                values_or_zero = values
            self._extend_payload(self._floats, values_or_zero)
        if LIST in seen:
            self._add_members(rows, kinds, values)

    def _as_integers(self, kinds: list[int], values: list[Any], seen: set[int]) -> list[int]:
        if seen <= {BOOL, INT}:
            return values
        strings = self.strings
        code = strings.setdefault
        if seen == {STRING}:
            return [code(value, len(strings)) for value in values]
        return [
            code(value, len(strings)) if kind == STRING else value if kind in (BOOL, INT) else 0
            for kind, value in zip(kinds, values, strict=True)
        ]

    def _extend_payload(self, payload: GrowableArray[Any], values: list[Any]) -> None:
        # Values of another kind that came before have no entry yet.
        payload.extend(len(self._rows) - len(values) - len(payload))
        payload.extend(len(values), values)

    def _add_members(self, rows: list[int], kinds: list[int], values: list[Any]) -> None:
        if self._members is None:
            self._members = GrowingColumn()
        owners: list[int] = []
        members: list[Any] = []
        for row, kind, value in zip(rows, kinds, values, strict=True):
            if kind == LIST:
                owners += [row] * len(cast("list[Any]", value))
                members += value
        if members:
            self._members.extend(owners, members)

    def upto(self, size: int) -> Column:
        """The column of the first so many rows of the part."""
        rows = self._rows.view
        count = int(np.searchsorted(rows, size))
        rows = rows[:count]
        kinds = self._kinds.view[:count]
        if count and len(self._kinds_seen) == 1:
            kinds = kinds[:1]
        values = Values(kinds, self._cut(self._integers, count), self._cut(self._floats, count), count)
        every = count == size and (not count or (rows[0] == 0 and rows[-1] == size - 1 and self._distinct))
        return Column(
            size,
            None if every else rows,
            values,
            MappedDictionary(self.strings),
            None if self._members is None else self._members.as_members(size),
        )

    _distinct = True

    def as_members(self, size: int) -> Column:
        """The column of the members of lists: a row may come more than once, so rows are always named."""
        self._distinct = False
        return self.upto(size)

    @staticmethod
    def _cut(payload: GrowableArray[Any], count: int) -> Any:
        # A payload that was begun after the cut is as good as none.
        view = payload.view
        return view[:count] if len(view) >= count else view[:0]


class GrowingColumns:
    """The columns of all keys of a part, which follow its metadata.

    Any thread may call; what :meth:`column` gave never changes.
    """

    def __init__(self, only: str | None = None) -> None:
        self._columns: dict[str, GrowingColumn] = {}
        self._only = only
        self._size = 0
        self._lock = threading.RLock()
        self.complete = True

    def __len__(self) -> int:
        return self._size

    @property
    def keys(self) -> list[str]:
        return list(self._columns)

    def lock(self) -> threading.RLock:
        """Hold it from the look at the length to the call of :meth:`follow`."""
        return self._lock

    def follow(self, metadatas: Iterable[Metadata | None]) -> None:
        """Add rows behind those known so far."""
        with self._lock:
            found: dict[str, tuple[list[int], list[Any]]] = {}
            row = self._size
            for metadata in metadatas:
                if metadata:
                    for key, value in metadata.items():
                        entry = found.get(key)
                        if entry is None:
                            if not self._wanted(key, found):
                                continue
                            entry = found[key] = ([], [])
                        entry[0].append(row)
                        entry[1].append(value)
                row += 1
            for key, (rows, values) in found.items():
                self._columns.setdefault(key, GrowingColumn()).extend(rows, values)
            self._size = row

    def _wanted(self, key: str, found: dict[str, Any]) -> bool:
        if self._only is not None:
            return key == self._only
        if key in self._columns or len(self._columns.keys() | found.keys()) < MAX_KEYS:
            return True
        self.complete = False
        return False

    def column(self, key: str, size: int) -> Column | None:
        """The values of a key in the first so many rows; None when the columns do not cover the key."""
        with self._lock:
            column = self._columns.get(key)
            if column is None:
                if not self.complete:
                    return None
                column = GrowingColumn()
            return column.upto(size)
