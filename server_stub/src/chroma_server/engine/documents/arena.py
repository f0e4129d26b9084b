"""Documents one after another as UTF-8: the form they have in a segment, and one that grows for a tail."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.arrays import GrowableArray


class Arena(Protocol):
    """What is asked of an arena; its arrays are those of :class:`TextArena`."""

    @property
    def text(self) -> NDArray[np.uint8]: ...

    @property
    def offsets(self) -> NDArray[np.int64]: ...

    @property
    def present(self) -> NDArray[np.bool_]: ...


@dataclass(frozen=True)
class TextArena:
    """Documents, one after another as UTF-8.

    text     uint8: the bytes of all documents
    offsets  int64, shape (rows + 1,): row r is ``text[offsets[r]:offsets[r + 1]]``
    present  bool per row: False for a record without a document, whose range is empty
    """

    text: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    present: NDArray[np.bool_]

    @classmethod
    def of(cls, documents: Sequence[str | None]) -> TextArena:
        """The documents in an arena of their own."""
        arena = GrowingArena()
        arena.follow(documents, len(documents))
        return arena.upto(len(documents))


class GrowingArena:
    """An arena to whose end documents are added. What :meth:`upto` gave never changes.

    One thread may add while others read what was there before.
    """

    def __init__(self) -> None:
        self._text = GrowableArray(np.uint8)
        self._offsets = GrowableArray(np.int64)
        self._offsets.extend(1)
        self._present = GrowableArray(np.bool_)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._present)

    def follow(self, documents: Sequence[str | None], size: int) -> None:
        """Add what the first ``size`` documents hold behind the rows known so far."""
        with self._lock:
            added = documents[len(self) : size]
            if not added:
                return
            encoded = [b"" if document is None else document.encode() for document in added]
            start = len(self._text)
            self._text.extend(sum(map(len, encoded)), np.frombuffer(b"".join(encoded), dtype=np.uint8))
            ends = np.cumsum(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)))
            self._offsets.extend(len(added), ends + start)
            self._present.extend(len(added), [document is not None for document in added])

    def upto(self, rows: int) -> TextArena:
        """The first so many rows."""
        offsets = self._offsets.view[: rows + 1]
        return TextArena(self._text.view[: offsets[-1]], offsets, self._present.view[:rows])
