"""Metadata columns: the values of one key as typed arrays, for filters that look at all records at once.

A column is made when a filter first asks for its key. From then on it follows the table: rows that were added since are
read in at the next use, changed rows are set at once. Rows that hold no value of a type are masked out by the kind
array, so the payload arrays need no missing value of their own.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.arrays import GrowableArray
from chroma_server.engine.model import Metadata

Mask: TypeAlias = NDArray[np.bool_]
Scalar: TypeAlias = "str | bool | int | float"

ABSENT, BOOL, INT, FLOAT, STRING, LIST, SPARSE = range(7)
_KINDS: dict[type, int] = {bool: BOOL, int: INT, float: FLOAT, str: STRING, list: LIST, dict: SPARSE}


class Column:
    """The values of one metadata key.

    kinds     uint8 per row: ABSENT, BOOL, INT, ...
    integers  int64 per row: the value of BOOL and INT rows, the code of STRING rows
    floats    float64 per row: the value of FLOAT rows
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._kinds = GrowableArray(np.uint8)
        self._integers = GrowableArray(np.int64)
        self._floats = GrowableArray(np.float64)
        self._codes: dict[str, int] = {}
        self._members: dict[tuple[type, Scalar], set[int]] = {}

    @property
    def kinds(self) -> NDArray[np.uint8]:
        return self._kinds.view

    @property
    def integers(self) -> NDArray[np.int64]:
        return self._integers.view

    @property
    def floats(self) -> NDArray[np.float64]:
        return self._floats.view

    def code(self, text: str) -> int | None:
        """The code of a string in this column, None when no row ever held it."""
        return self._codes.get(text)

    def rows_with_member(self, value: Scalar) -> NDArray[np.intp]:
        """The rows whose list holds ``value`` itself: an int is no float and no bool here."""
        members = self._members.get((type(value), value), ())
        return np.fromiter(members, dtype=np.intp, count=len(members))

    def follow(self, metadatas: Sequence[Metadata | None]) -> None:
        """Read in the rows that were added behind the last one known."""
        start, count = len(self._kinds), len(metadatas) - len(self._kinds)
        if count <= 0:
            return
        kinds, integers, floats = (array.extend(count) for array in (self._kinds, self._integers, self._floats))
        key = self._key
        for position in range(count):
            metadata = metadatas[start + position]
            if metadata and key in metadata:
                value = metadata[key]
                kind = _KINDS[type(value)]
                kinds[position] = kind
                if kind == FLOAT:
                    floats[position] = value
                elif kind == LIST:
                    self._add_members(start + position, value)
                elif kind != SPARSE:
                    integers[position] = self._codes.setdefault(value, len(self._codes)) if kind == STRING else value

    def replace(self, row: int, old: Metadata | None, new: Metadata | None) -> None:
        """The metadata of a row changed. Rows not yet known are left to :meth:`follow`."""
        if row >= len(self._kinds):
            return
        before = None if old is None else old.get(self._key)
        after = None if new is None else new.get(self._key)
        if isinstance(before, list):
            for member in cast("list[Scalar]", before):
                self._members[type(member), member].discard(row)
        self._kinds.view[row] = ABSENT
        if after is not None:
            self._set(row, after)

    def _set(self, row: int, value: Any) -> None:
        kind = _KINDS[type(value)]
        self._kinds.view[row] = kind
        if kind == FLOAT:
            self._floats.view[row] = value
        elif kind == LIST:
            self._add_members(row, value)
        elif kind == STRING:
            self._integers.view[row] = self._codes.setdefault(value, len(self._codes))
        elif kind != SPARSE:
            self._integers.view[row] = value

    def _add_members(self, row: int, values: list[Scalar]) -> None:
        for member in values:
            self._members.setdefault((type(member), member), set()).add(row)


class Columns:
    """The columns of a table, by key.

    Readers may ask at the same time; changes come from a writer who is alone with the table.
    """

    def __init__(self) -> None:
        self._columns: dict[str, Column] = {}
        self._lock = threading.Lock()

    def get(self, key: str, metadatas: Sequence[Metadata | None]) -> Column:
        """The column of ``key``, complete for ``metadatas``."""
        with self._lock:
            column = self._columns.get(key)
            if column is None:
                column = self._columns[key] = Column(key)
            column.follow(metadatas)
            return column

    def replace(self, row: int, old: Metadata | None, new: Metadata | None) -> None:
        """The metadata of a row changed from ``old`` to ``new``."""
        for column in self._columns.values():
            column.replace(row, old, new)
