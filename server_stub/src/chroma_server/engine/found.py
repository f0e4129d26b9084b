"""A set of rows of a part, as an array of rows or as a mask, whichever was there first."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = NDArray[np.bool_]

_FEW = 8


class Found:
    """Rows out of ``size``; how many they are is known, the form in which they are wanted is made on demand."""

    __slots__ = ("_mask", "_rows", "count", "size")

    def __init__(self, size: int, count: int, rows: Rows | None, mask: Mask | None) -> None:
        self.size = size
        self.count = count
        self._rows = rows
        self._mask = mask

    @classmethod
    def of_rows(cls, size: int, rows: Rows) -> Found:
        """``rows`` ascending and each once."""
        return cls(size, len(rows), rows, None)

    @classmethod
    def of_mask(cls, mask: Mask, count: int | None = None) -> Found:
        return cls(len(mask), int(np.count_nonzero(mask)) if count is None else count, None, mask)

    @property
    def few(self) -> bool:
        """Whether they are better dealt with row by row than by looking at all of the part."""
        return self.count * _FEW < self.size

    @property
    def every(self) -> bool:
        return self.count == self.size

    @property
    def rows(self) -> Rows:
        """Ascending."""
        if self._rows is None:
            assert self._mask is not None
            self._rows = np.arange(self.size) if self.every else np.flatnonzero(self._mask)
        return self._rows

    @property
    def mask(self) -> Mask:
        """One entry per row of the part; not to be written to."""
        if self._mask is None:
            self._mask = np.zeros(self.size, dtype=np.bool_)
            self._mask[self._rows] = True
        return self._mask

    def keep(self, matches: Mask) -> Found:
        """Those for which ``matches``, one entry per row of the part, is true."""
        if self._rows is not None and self.few:
            return Found.of_rows(self.size, self._rows[matches[self._rows]])
        return Found.of_mask(matches if self.every else self.mask & matches)

    def only(self, rows: Rows) -> Found:
        """Those that are among ``rows``."""
        return Found.of_rows(self.size, rows if self.every else rows[self.mask[rows]])

    def without(self, rows: Rows) -> Found:
        """Those that are not among ``rows``."""
        if not len(rows):
            return self
        mask = np.array(self.mask)
        mask[rows] = False
        return Found.of_mask(mask)
