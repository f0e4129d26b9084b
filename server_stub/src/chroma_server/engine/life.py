"""Which rows of a part are alive, as it changes from one snapshot to the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from chroma_server.engine.arrays import GrowableArray
from chroma_server.engine.parts import Mask, Rows


class LifeMark(NamedTuple):
    """A state to come back to."""

    mask: GrowableArray[np.bool_]
    size: int
    live: int


class Life:
    """A mask that grows in place and is copied before a row dies, so that a mask handed out never changes.

    live     how many rows are alive
    changes  counts what happened to the mask
    """

    def __init__(self, alive: Mask | None = None) -> None:
        self._mask = GrowableArray(np.bool_)
        if alive is not None:
            self._mask.extend(len(alive), alive)
        self.live = 0 if alive is None else int(np.count_nonzero(alive))
        self.changes = 0
        self._shared = False

    def __len__(self) -> int:
        return len(self._mask)

    @property
    def alive(self) -> Mask:
        """The mask as it is now; it stays that way."""
        self._shared = True
        return self._mask.view

    def grow(self, count: int) -> None:
        """Add rows that are alive."""
        self._mask.extend(count, True)
        self.live += count
        self.changes += 1

    def kill(self, rows: Rows) -> None:
        """Let rows die, each of them alive and named once."""
        if not len(rows):
            return
        if self._shared:
            copy = GrowableArray(np.bool_)
            copy.extend(len(self._mask), self._mask.view)
            self._mask, self._shared = copy, False
        self._mask.view[rows] = False
        self.live -= len(rows)
        self.changes += 1

    def mark(self) -> LifeMark:
        self._shared = True
        return LifeMark(self._mask, len(self._mask), self.live)

    def undo(self, mark: LifeMark) -> None:
        """Come back to a state of before. Masks handed out since must not be used any more."""
        self._mask, self.live = mark.mask, mark.live
        self._mask.truncate(mark.size)
        self._shared = True
        self.changes += 1
