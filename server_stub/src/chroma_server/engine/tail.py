"""The tail: the newest records of a collection, in memory.

A row is a version of a record. Rows are only ever added, so a view of the first so many of them never changes; which of
them are alive is kept apart, in :mod:`.life`. A tail is written by one thread at a time and read by any number.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from chroma_server.engine.arrays import GrowableArray
from chroma_server.engine.ids import Ids
from chroma_server.engine.model import Floats, Metadata
from chroma_server.engine.parts import Integers, Mask, Rows, Sections
from chroma_server.engine.products import products
from chroma_server.engine.rules.sparse import SparseVector

T = TypeVar("T")

_BYTES_PER_ROW = 600
"""Of Python objects: id, metadata, entries of lists and of the dictionary."""


@dataclass
class NewRows:
    """Rows to append to a tail; every column has one entry per id."""

    ids: list[str]
    order: Integers
    vectors: Floats
    documents: Sequence[str | None]
    uris: Sequence[str | None]
    metadatas: Sequence[Metadata | None]


class Tail:
    """Rows of a collection whose vectors have ``dimension`` entries; None until that is known."""

    def __init__(self, dimension: int | None) -> None:
        self.dimension = dimension
        self.ids: list[str] = []
        self.documents: list[str | None] = []
        self.uris: list[str | None] = []
        self.metadatas: list[Metadata | None] = []
        self.sealed = False
        self._latest: dict[str, int] = {}
        self._previous: list[int] = []
        self._order = GrowableArray(np.int64)
        self._changed = GrowableArray(np.int64)
        self._vectors = GrowableArray(np.float32, (dimension or 0,))
        self._norms = GrowableArray(np.float32)
        self._text_bytes = 0
        self._memos: dict[str, Any] = {}
        self._lock = threading.RLock()
        self._undoing = threading.Lock()

    def __len__(self) -> int:
        return len(self._order)

    @property
    def nbytes(self) -> int:
        """About how many bytes of memory it takes, with what is computed from it."""
        arrays = (self._order, self._changed, self._vectors, self._norms)
        kept = sum(getattr(value, "nbytes", 0) for value in list(self._memos.values()))
        return sum(array.nbytes for array in arrays) + self._text_bytes + len(self) * _BYTES_PER_ROW + kept

    # --- writing -----------------------------------------------------------------------------------------------------

    def append(self, rows: NewRows, position: int) -> None:
        """Add rows, made by the write at ``position`` of the log."""
        start, count = len(self), len(rows.ids)
        if self.dimension is None and rows.vectors.shape[1]:
            self.dimension = int(rows.vectors.shape[1])
            self._vectors = GrowableArray(np.float32, (self.dimension,))
            self._vectors.extend(start)
        with np.errstate(over="ignore"):
            norms = np.einsum("ij,ij->i", rows.vectors, rows.vectors)
        self._vectors.extend(count, rows.vectors)
        self._norms.extend(count, norms)
        self._changed.extend(count, position)
        self.ids.extend(rows.ids)
        self.documents.extend(rows.documents)
        self._text_bytes += sum(len(text) for text in rows.documents if text)
        self.uris.extend(rows.uris)
        self.metadatas.extend(rows.metadatas)
        latest = self._latest
        self._previous.extend([latest.get(record_id, -1) for record_id in rows.ids])
        latest.update(zip(rows.ids, range(start, start + count), strict=True))
        self._order.extend(count, rows.order)

    def truncate(self, size: int, dimension: int | None) -> None:
        """Take back the rows from ``size`` on, which no one has seen; also those of an append that failed half-way."""
        with self._undoing:
            for row in range(len(self._previous) - 1, size - 1, -1):
                before = self._previous[row]
                if before < 0:
                    self._latest.pop(self.ids[row], None)
                else:
                    self._latest[self.ids[row]] = before
            for values in (self.ids, self.documents, self.uris, self.metadatas, self._previous):
                del cast("list[object]", values)[size:]
            for array in (self._order, self._changed, self._vectors, self._norms):
                array.truncate(min(size, len(array)))
            if dimension is None:
                self.dimension, self._vectors = None, GrowableArray(np.float32, (0,))

    def seal(self) -> None:
        """No row will be added any more."""
        self.sealed = True

    def copy(self) -> Tail:
        """A tail of the same rows that goes its own way."""
        made = Tail(self.dimension)
        made.ids, made.documents, made.uris = list(self.ids), list(self.documents), list(self.uris)
        # Metadata is never changed in place: a changed record is a new row.
        made.metadatas = list(self.metadatas)
        made._latest, made._previous = dict(self._latest), list(self._previous)
        made._order, made._changed = self._order.copy(), self._changed.copy()
        made._vectors, made._norms = self._vectors.copy(), self._norms.copy()
        made._text_bytes = self._text_bytes
        return made

    # --- reading: rows below a size that was published ----------------------------------------------------------------

    def latest_rows(self, ids: Ids, size: int) -> Rows:
        """For each id its last row below ``size``, dead or alive; -1 for one without any."""
        get = self._latest.get
        latest: list[int] = [get(record_id, -1) for record_id in ids.texts]
        found = np.array(latest, dtype=np.intp)
        newer = np.flatnonzero(found >= size)
        if len(newer):
            with self._undoing:
                positions: list[int] = newer.tolist()
                for position in positions:
                    row = get(ids.texts[position], -1)
                    while row >= size:
                        row = self._previous[row]
                    found[position] = row
        return found

    def order(self, size: int) -> Integers:
        return self._order.view[:size]

    def changed(self, size: int) -> Integers:
        return self._changed.view[:size]

    def vectors(self, size: int) -> Floats:
        return self._vectors.view[:size]

    def norms(self, size: int) -> Floats:
        return self._norms.view[:size]

    def memo(self, key: str, build: Callable[[], T]) -> T:
        with self._lock:
            if key not in self._memos:
                self._memos[key] = build()
            return cast("T", self._memos[key])

    @property
    def kept(self) -> bool:
        return True

    def load_cache(self, name: str) -> Sections | None:
        return None

    def save_cache(self, name: str, sections: Sections) -> None:
        """A tail leaves nothing on disk but the log."""


class TailView:
    """The rows of a tail that one snapshot sees."""

    def __init__(self, tail: Tail, alive: Mask, live: int) -> None:
        self.source = tail
        self.size = len(alive)
        self.alive = alive
        self.live = live
        self._memos: dict[str, Any] = {}

    def memo(self, key: str, build: Callable[[], T]) -> T:
        if key not in self._memos:
            self._memos[key] = build()
        return cast("T", self._memos[key])

    @cached_property
    def order(self) -> Integers:
        return self.source.order(self.size)

    @cached_property
    def changed(self) -> Integers:
        return self.source.changed(self.size)

    @cached_property
    def vectors(self) -> Floats:
        return self.source.vectors(self.size)

    @cached_property
    def norms(self) -> Floats:
        return self.source.norms(self.size)

    def vectors_at(self, rows: Rows) -> Floats:
        return self.vectors[rows]

    def vectors_for(self, rows: Rows) -> Floats:
        return self.vectors

    def products(self, queries: Floats) -> Floats:
        return products(queries, self.vectors)

    def rows_of(self, ids: Ids) -> Rows:
        rows = self.source.latest_rows(ids, self.size)
        if self.size:
            rows[~self.alive[rows]] = -1
        return rows

    def ids_at(self, rows: Rows) -> list[str]:
        return _pick(self.source.ids, rows)

    def documents_at(self, rows: Rows) -> list[str | None]:
        return _pick(self.source.documents, rows)

    def uris_at(self, rows: Rows) -> list[str | None]:
        return _pick(self.source.uris, rows)

    def metadatas_at(self, rows: Rows) -> list[Metadata | None]:
        found = _pick(self.source.metadatas, rows)
        return [None if metadata is None else _own(metadata) for metadata in found]

    def wire_metadatas_at(self, rows: Rows) -> tuple[list[Metadata | None], bool]:
        found = self.metadatas_at(rows)
        if not any(map(_has_sparse, found)):
            return found, False
        return [None if metadata is None else _on_wire(metadata) for metadata in found], True

    @property
    def documents(self) -> Sequence[str | None]:
        return self.source.documents


def _pick(values: Sequence[T], rows: Rows) -> list[T]:
    return [values[row] for row in rows.tolist()]


def _own(metadata: Metadata) -> Metadata:
    if list not in map(type, metadata.values()):
        return metadata.copy()
    return {key: value.copy() if isinstance(value, list) else value for key, value in metadata.items()}


def _has_sparse(metadata: Metadata | None) -> bool:
    return metadata is not None and SparseVector in map(type, metadata.values())


def _on_wire(metadata: Metadata) -> Metadata:
    return {key: value.json if isinstance(value, SparseVector) else value for key, value in metadata.items()}
