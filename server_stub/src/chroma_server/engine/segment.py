"""A segment: the records of a collection as of a checkpoint, in insertion order, never changed again.

Sections (n rows, each a record that was alive at the checkpoint):

======================  =======  ==========  =====================================================================
name                    dtype    shape       what
======================  =======  ==========  =====================================================================
order                   int64    n           when the record was inserted, ascending
changed                 int64    n           the log position of the last write to it
vectors                 float32  n, d
norms                   float32  n           squared Euclidean norms
ids.text, .offsets      u8, i64  bytes, n+1  UTF-8, one after another
ids.hashes, .rows       u64, u32 n           the hashes of the ids, ascending, and whose they are
documents.text, ...     u8, i64  bytes, n+1  and ``.present``, bool; not there when no record has one
uris.text, ...                               likewise
metadatas.text, ...                          likewise, each a msgpack map
======================  =======  ==========  =====================================================================

These are the truth. Whatever else is kept beside a segment, under its name, is a cache and can be rebuilt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.container import Arrays
from chroma_server.engine.ids import Ids
from chroma_server.engine.model import Floats, Metadata
from chroma_server.engine.packing import unpack
from chroma_server.engine.parts import Integers, Mask, Rows, Sections, TextArena

T = TypeVar("T")


class Caches(Protocol):
    """Where the caches of a segment are kept."""

    def load(self, name: str) -> Sections | None: ...

    def save(self, name: str, sections: Sections) -> None: ...


class Segment:
    """The records of a segment.

    name     of its file, without the ending; unique in the store
    size     the number of rows
    """

    sealed = True

    def __init__(self, name: str, arrays: Arrays, caches: Caches | None = None) -> None:
        self.name = name
        self.arrays = arrays
        self.size = len(arrays.unchecked("order"))
        self._caches = caches
        self._memos: dict[str, Any] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._holders: WeakSet[object] = WeakSet()

    def held_by(self, holder: object) -> None:
        """Count the holder for as long as it lives."""
        self._holders.add(holder)

    @property
    def holders(self) -> int:
        """How many collections of this process hold the segment."""
        return len(self._holders)

    @cached_property
    def order(self) -> Integers:
        return self.arrays.whole("order")

    @cached_property
    def changed(self) -> Integers:
        return self.arrays.whole("changed")

    @cached_property
    def vectors(self) -> Floats:
        return self.arrays.whole("vectors")

    @cached_property
    def norms(self) -> Floats:
        return self.arrays.whole("norms")

    def vectors_at(self, rows: Rows) -> Floats:
        self.arrays.check_rows("vectors", rows, rows + 1)
        found: Floats = self.arrays.unchecked("vectors")[rows]
        return found

    # --- ids ---------------------------------------------------------------------------------------------------------

    def rows_of(self, ids: Ids) -> Rows:
        """For each id its row, -1 for one that is not in the segment."""
        hashes, places, wanted = self._id_hashes, self._id_rows, ids.hashes
        found = np.full(len(ids), -1, dtype=np.intp)
        first = np.searchsorted(hashes, wanted)
        first_or_last = np.minimum(first, len(hashes) - 1)
        candidates: list[int] = np.flatnonzero(hashes[first_or_last] == wanted).tolist()
        for position in candidates:
            place, wanted_hash = int(first[position]), wanted[position]
            text = ids.encoded[position]
            while place < len(hashes) and hashes[place] == wanted_hash:
                row = int(places[place])
                if self._id_bytes(row) == text:
                    found[position] = row
                    break
                place += 1
        return found

    @cached_property
    def _id_hashes(self) -> NDArray[np.uint64]:
        return self.arrays.whole("ids.hashes")

    @cached_property
    def _id_rows(self) -> NDArray[np.uint32]:
        return self.arrays.whole("ids.rows")

    @cached_property
    def _id_arena(self) -> tuple[Integers, NDArray[np.uint8]]:
        return self.arrays.whole("ids.offsets"), self.arrays.whole("ids.text")

    def _id_bytes(self, row: int) -> bytes:
        offsets, text = self._id_arena
        return text[offsets[row] : offsets[row + 1]].tobytes()

    # --- texts -------------------------------------------------------------------------------------------------------

    def texts_at(self, column: str, rows: Rows) -> list[bytes | None]:
        """The bytes of a column at these rows."""
        if f"{column}.offsets" not in self.arrays:
            return [None] * len(rows)
        offsets = self.offsets(column)
        starts, ends = offsets[rows], offsets[rows + 1]
        self.arrays.check_rows(f"{column}.text", starts, ends)
        text = self.arrays.unchecked(f"{column}.text").data
        found: list[bytes | None] = [
            bytes(text[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
        if column != "ids":
            for position in np.flatnonzero(~self.present(column)[rows]).tolist():
                found[position] = None
        return found

    def offsets(self, column: str) -> Integers:
        return self.memo(f"{column}.offsets", lambda: self.arrays.whole(f"{column}.offsets"))

    def present(self, column: str) -> Mask:
        return self.memo(f"{column}.present", lambda: self.arrays.whole(f"{column}.present"))

    @cached_property
    def documents(self) -> TextArena:
        if "documents.offsets" not in self.arrays:
            nothing = np.zeros(self.size + 1, dtype=np.int64)
            return TextArena(np.empty(0, dtype=np.uint8), nothing, np.zeros(self.size, dtype=np.bool_))
        text = self.arrays.whole("documents.text")
        return TextArena(text, self.offsets("documents"), self.present("documents"))

    def metadatas_at(self, rows: Rows) -> list[Metadata | None]:
        return [None if packed is None else unpack(packed) for packed in self.texts_at("metadatas", rows)]

    # --- what is computed from it -----------------------------------------------------------------------------------

    def memo(self, key: str, build: Callable[[], T]) -> T:
        if key in self._memos:
            return cast("T", self._memos[key])
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._memos:
                self._memos[key] = build()
        return cast("T", self._memos[key])

    @property
    def nbytes(self) -> int:
        """About how many bytes of memory it takes: what is computed from it, and not what is mapped."""
        kept = (value for value in list(self._memos.values()) if not isinstance(value, np.ndarray))
        return self.arrays.nbytes + sum(getattr(value, "nbytes", 0) for value in kept)

    def load_cache(self, name: str) -> Sections | None:
        return None if self._caches is None else self._caches.load(name)

    def save_cache(self, name: str, sections: Sections) -> None:
        if self._caches is not None:
            self._caches.save(name, sections)


class SegmentView:
    """A segment with the rows of it that one snapshot sees."""

    def __init__(self, segment: Segment, alive: Mask, live: int) -> None:
        self.source = segment
        self.size = segment.size
        self.alive = alive
        self.live = live
        self._memos: dict[str, Any] = {}

    def memo(self, key: str, build: Callable[[], T]) -> T:
        if key not in self._memos:
            self._memos[key] = build()
        return cast("T", self._memos[key])

    @property
    def order(self) -> Integers:
        return self.source.order

    @property
    def changed(self) -> Integers:
        return self.source.changed

    @property
    def vectors(self) -> Floats:
        return self.source.vectors

    @property
    def norms(self) -> Floats:
        return self.source.norms

    def vectors_at(self, rows: Rows) -> Floats:
        return self.source.vectors_at(rows)

    def rows_of(self, ids: Ids) -> Rows:
        rows = self.source.rows_of(ids)
        rows[~self.alive[rows]] = -1
        return rows

    def ids_at(self, rows: Rows) -> list[str]:
        return [text.decode() for text in _without_none(self.source.texts_at("ids", rows))]

    def documents_at(self, rows: Rows) -> list[str | None]:
        return [None if text is None else text.decode() for text in self.source.texts_at("documents", rows)]

    def uris_at(self, rows: Rows) -> list[str | None]:
        return [None if text is None else text.decode() for text in self.source.texts_at("uris", rows)]

    def metadatas_at(self, rows: Rows) -> list[Metadata | None]:
        return self.source.metadatas_at(rows)

    @property
    def documents(self) -> TextArena:
        return self.source.documents


def _without_none(texts: Iterable[bytes | None]) -> Iterable[bytes]:
    return (text for text in texts if text is not None)
