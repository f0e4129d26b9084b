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
metadatas.text, ...                          likewise, each a msgpack map, see :mod:`.packing`
======================  =======  ==========  =====================================================================

These are the truth. Whatever else is kept beside a segment, under its name, is a cache and can be rebuilt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.container import Arrays
from chroma_server.engine.ids import Ids
from chroma_server.engine.model import Floats, Metadata
from chroma_server.engine.packing import unpack_all
from chroma_server.engine.parts import Integers, Mask, Rows, Sections, TextArena
from chroma_server.engine.rules.sparse import SparseVector
from chroma_server.engine.sweep import swept_products
from chroma_server.engine.texts import TextColumn

T = TypeVar("T")


class Caches(Protocol):
    """Where the caches of a segment are kept."""

    @property
    def wanted(self) -> bool: ...

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

    def vectors_for(self, rows: Rows) -> Floats:
        wanted = rows.ravel()
        self.arrays.check_rows("vectors", wanted, wanted + 1)
        return self.arrays.unchecked("vectors")

    def products(self, queries: Floats) -> Floats:
        return swept_products(queries, self.arrays, "vectors")

    # --- ids ---------------------------------------------------------------------------------------------------------

    def rows_of(self, ids: Ids) -> Rows:
        """For each id its row, -1 for one that is not in the segment."""
        hashes, places, wanted = self._id_hashes, self._id_rows, ids.hashes
        found = np.full(len(ids), -1, dtype=np.intp)
        first = np.searchsorted(hashes, wanted)
        candidates = np.flatnonzero(hashes[np.minimum(first, len(hashes) - 1)] == wanted)
        rows = places[first[candidates]].astype(np.intp)
        asked = ids.encoded
        positions: list[int] = candidates.tolist()
        if len(positions) < len(asked):
            asked = [asked[position] for position in positions]
        if self._ids.equal(rows, asked):
            found[candidates] = rows
        else:
            # Several ids have one hash.
            for position, text in zip(positions, asked, strict=True):
                found[position] = self._row_among(int(wanted[position]), text, int(first[position]))
        return found

    def _row_among(self, wanted: int, text: bytes, place: int) -> int:
        """The row of an id among those with its hash, which begin at a place; -1 when it is none of them."""
        hashes, rows = self._id_hashes, self._id_rows
        while place < len(hashes) and hashes[place] == wanted:
            if self._ids.equal(rows[place : place + 1].astype(np.intp), [text]):
                return int(rows[place])
            place += 1
        return -1

    @cached_property
    def _id_hashes(self) -> NDArray[np.uint64]:
        return self.arrays.whole("ids.hashes")

    @cached_property
    def _id_rows(self) -> NDArray[np.uint32]:
        return self.arrays.whole("ids.rows")

    @cached_property
    def _ids(self) -> TextColumn:
        # Lookups go all over it, so it is checked at once: keeping account of blocks takes 20 us per lookup.
        self.arrays.whole("ids.text")
        return TextColumn(self.arrays, "ids")

    # --- texts -------------------------------------------------------------------------------------------------------

    def texts_at(self, column: str, rows: Rows) -> list[bytes | None]:
        """The bytes of a column at these rows."""
        found = self._texts(column)
        return [None] * len(rows) if found is None else found.pieces(rows)

    def strings_at(self, column: str, rows: Rows) -> list[str | None]:
        """The texts of a column at these rows."""
        found = self._texts(column)
        return [None] * len(rows) if found is None else found.strings(rows)

    def _texts(self, column: str) -> TextColumn | None:
        return self.memo(
            column, lambda: TextColumn(self.arrays, column) if f"{column}.offsets" in self.arrays else None
        )

    @cached_property
    def documents(self) -> TextArena:
        if "documents.offsets" not in self.arrays:
            nothing = np.zeros(self.size + 1, dtype=np.int64)
            return TextArena(np.empty(0, dtype=np.uint8), nothing, np.zeros(self.size, dtype=np.bool_))
        names = ("text", "offsets", "present")
        return TextArena(*(self.arrays.whole(f"documents.{name}") for name in names))

    def metadatas_at(self, rows: Rows, sparse: Callable[[bytes], Any] = SparseVector) -> list[Metadata | None]:
        """The metadata of these rows, with what ``sparse`` makes of the packed bytes of a sparse vector."""
        column = self._texts("metadatas")
        if column is None:
            return [None] * len(rows)
        gaps = column.gaps(rows)
        if not gaps:
            return unpack_all(column.joined(rows), len(rows), sparse)
        filled = np.delete(rows, gaps)
        found = iter(unpack_all(column.joined(filled), len(filled), sparse))
        without = set(gaps)
        return [None if position in without else next(found) for position in range(len(rows))]

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

    @property
    def kept(self) -> bool:
        return self._caches is None or self._caches.wanted

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

    def vectors_for(self, rows: Rows) -> Floats:
        return self.source.vectors_for(rows)

    def products(self, queries: Floats) -> Floats:
        return self.source.products(queries)

    def rows_of(self, ids: Ids) -> Rows:
        rows = self.source.rows_of(ids)
        rows[~self.alive[rows]] = -1
        return rows

    def ids_at(self, rows: Rows) -> list[str]:
        return cast("list[str]", self.source.strings_at("ids", rows))

    def documents_at(self, rows: Rows) -> list[str | None]:
        return self.source.strings_at("documents", rows)

    def uris_at(self, rows: Rows) -> list[str | None]:
        return self.source.strings_at("uris", rows)

    def metadatas_at(self, rows: Rows) -> list[Metadata | None]:
        return self.source.metadatas_at(rows)

    def wire_metadatas_at(self, rows: Rows) -> tuple[list[Metadata | None], bool]:
        sparse = False

        def on_wire(packed: bytes) -> dict[str, Any]:
            nonlocal sparse
            sparse = True
            return SparseVector(packed).json

        return self.source.metadatas_at(rows, on_wire), sparse

    @property
    def documents(self) -> TextArena:
        return self.source.documents
