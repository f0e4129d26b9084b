"""What a reader sees of a collection: a snapshot, made of parts.

A part is a segment (an immutable file) or a tail (rows in memory that only ever grow), seen with the rows that were
alive when the snapshot was taken. A record is one live row of one part: a change of a record appends its new version to
the newest tail and lets the old row die, in a copy of the mask. Nothing a snapshot shows ever changes, so readers need
no lock.

Rows are numbered in two ways: within their part, and in the snapshot as a whole (``start of the part + row``), which
is what the functions of :class:`Snapshot` take and give. Insertion order is ``order``, not the row number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.ids import Ids
from chroma_server.engine.model import Floats, Metadata

Rows: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = NDArray[np.bool_]
Integers: TypeAlias = NDArray[np.int64]
Sections: TypeAlias = "dict[str, NDArray[Any]]"
T = TypeVar("T")

NO_ROWS: Rows = np.empty(0, dtype=np.intp)


@dataclass(frozen=True)
class TextArena:
    """The documents of a segment, one after another as UTF-8.

    text     uint8: the bytes of all documents
    offsets  int64, shape (rows + 1,): row r is ``text[offsets[r]:offsets[r + 1]]``
    present  bool per row: False for a record without a document, whose range is empty
    """

    text: NDArray[np.uint8]
    offsets: Integers
    present: Mask


class Source(Protocol):
    """What stands behind a part and outlives its snapshots: the segment or the tail itself.

    A segment never changes, so what is computed from it holds for good; a tail only grows at its end.
    """

    @property
    def sealed(self) -> bool:
        """Whether no row will be added any more: true for a segment."""
        ...

    def memo(self, key: str, build: Callable[[], T]) -> T:
        """What ``build`` gave at the first call with this key; it runs once, and is kept as long as the source."""
        ...

    @property
    def kept(self) -> bool:
        """Whether it is still a part of its collection; False for a segment whose file is gone, merged into another."""
        ...

    def load_cache(self, name: str) -> Sections | None:
        """The arrays saved under this name, memory-mapped and checked; None when there are none or they are damaged."""
        ...

    def save_cache(self, name: str, sections: Sections) -> None:
        """Keep arrays beside the segment for the next process to open it. A tail and a store in memory keep nothing."""
        ...


class Part(Protocol):
    """The rows of a segment or a tail as one snapshot sees them.

    Arrays have ``size`` entries, dead rows included, and are not to be written to.
    """

    @property
    def source(self) -> Source: ...

    @property
    def size(self) -> int: ...

    @property
    def live(self) -> int:
        """The number of rows that hold a record."""
        ...

    @property
    def alive(self) -> Mask: ...

    def memo(self, key: str, build: Callable[[], T]) -> T:
        """What ``build`` gave at the first call with this key: for what depends on the rows that are alive."""
        ...

    @property
    def order(self) -> Integers:
        """When each record was inserted. Ascending in a segment; in a tail changed records have their old number."""
        ...

    @property
    def changed(self) -> Integers:
        """The log position of the write that made each row."""
        ...

    @property
    def vectors(self) -> Floats:
        """float32, shape (size, dimension). Of a segment all are read and checked at the first use."""
        ...

    def vectors_at(self, rows: Rows) -> Floats:
        """A copy of some vectors, shape (rows, dimension). Of a segment only these are read and checked."""
        ...

    def vectors_for(self, rows: Rows) -> Floats:
        """All vectors, to read these rows of. Of a segment only these are checked."""
        ...

    def products(self, queries: Floats) -> Floats:
        """The product of each query with each vector, float32, shape (queries, size)."""
        ...

    @property
    def norms(self) -> Floats:
        """The squared Euclidean norm of each vector, float32."""
        ...

    def rows_of(self, ids: Ids) -> Rows:
        """For each id the live row that holds it, -1 for those that are not here."""
        ...

    def ids_at(self, rows: Rows) -> list[str]: ...

    def documents_at(self, rows: Rows) -> list[str | None]: ...

    def uris_at(self, rows: Rows) -> list[str | None]: ...

    def metadatas_at(self, rows: Rows) -> list[Metadata | None]:
        """Metadata of the caller's own, to keep or to change; sparse vectors are SparseVector."""
        ...

    def wire_metadatas_at(self, rows: Rows) -> tuple[list[Metadata | None], bool]:
        """As :meth:`metadatas_at` with sparse vectors in their form on the wire, and whether there is one."""
        ...

    @property
    def documents(self) -> TextArena | Sequence[str | None]:
        """All documents: of a segment as bytes, of a tail as strings (at least ``size`` of them)."""
        ...


class Snapshot:
    """One state of a collection, for as long as anyone holds it.

    row    the catalog's description, with the log position ``row.head`` of the state
    parts  oldest first
    """

    def __init__(self, row: CollectionRow, parts: Sequence[Part]) -> None:
        self.row = row
        self.parts = tuple(parts)
        self.starts = (0, *accumulate(part.size for part in self.parts))
        self.count = sum(part.live for part in self.parts)

    def __len__(self) -> int:
        return self.count

    @property
    def size(self) -> int:
        """The number of rows of all parts, dead ones included."""
        return self.starts[-1]

    def in_order(self, rows: Sequence[Rows]) -> Rows:
        """These rows of each part, ascending, as rows of the snapshot in insertion order."""
        chosen = [
            (part, start, own) for part, start, own in zip(self.parts, self.starts, rows, strict=False) if len(own)
        ]
        if not chosen:
            return NO_ROWS
        flat = np.concatenate([own + start for _, start, own in chosen])
        order = np.concatenate([part.order[own] for part, _, own in chosen])
        if len(order) > 1 and not (order[1:] > order[:-1]).all():
            flat = flat[np.argsort(order, kind="stable")]
        return flat

    @cached_property
    def live_rows(self) -> Rows:
        """All records, in insertion order."""
        return self.in_order([np.flatnonzero(part.alive) for part in self.parts])

    def rows_of(self, ids: Ids) -> list[Rows]:
        """Per part the rows of these records, ascending and each once; unknown ids are left out."""
        found = (part.rows_of(ids) for part in self.parts)
        return [np.unique(rows[rows >= 0]) for rows in found]

    def split(self, rows: Rows) -> Iterator[tuple[Part, Rows, Rows]]:
        """The parts that hold rows of the snapshot: part, positions in ``rows``, rows in the part."""
        for part, start, end in zip(self.parts, self.starts, self.starts[1:], strict=False):
            positions = np.flatnonzero((rows >= start) & (rows < end))
            if len(positions):
                yield part, positions, rows[positions] - start

    def order_at(self, rows: Rows) -> Integers:
        """When each record was inserted."""
        found: Integers = np.empty(len(rows), dtype=np.int64)
        for part, positions, own in self.split(rows):
            found[positions] = part.order[own]
        return found

    def ids_at(self, rows: Rows) -> list[str]:
        return self._gather(rows, lambda part, own: part.ids_at(own))

    def documents_at(self, rows: Rows) -> list[str | None]:
        return self._gather(rows, lambda part, own: part.documents_at(own))

    def uris_at(self, rows: Rows) -> list[str | None]:
        return self._gather(rows, lambda part, own: part.uris_at(own))

    def metadatas_at(self, rows: Rows, keys: Collection[str] | None = None) -> list[Metadata | None]:
        """Metadata as it is handed out: with sparse vectors in their form on the wire.

        keys  the ones to hand out, None is all; a record with none of them has None
        """
        found, _ = self.wire_metadatas_at(rows)
        if keys is None:
            return found
        return [_subset(metadata, keys) or None if metadata else None for metadata in found]

    def wire_metadatas_at(self, rows: Rows) -> tuple[list[Metadata | None], bool]:
        """What :meth:`metadatas_at` hands out, and whether there is a sparse vector in it."""
        sparse: list[bool] = []

        def read(part: Part, own: Rows) -> list[Metadata | None]:
            found, has_sparse = part.wire_metadatas_at(own)
            sparse.append(has_sparse)
            return found

        return self._gather(rows, read), any(sparse)

    def vectors_at(self, rows: Rows) -> Floats:
        """float32, shape (rows, dimension); (rows, 0) in a collection that has no dimension yet."""
        found: Floats = np.empty((len(rows), self.row.collection.dimension or 0), dtype=np.float32)
        for part, positions, own in self.split(rows):
            found[positions] = part.vectors_at(own)
        return found

    def _gather(self, rows: Rows, read: Callable[[Part, Rows], list[T]]) -> list[T]:
        if len(self.parts) == 1:
            return read(self.parts[0], rows)
        pieces = [(positions, read(part, own)) for part, positions, own in self.split(rows)]
        if len(pieces) == 1:
            return pieces[0][1]
        together = list(chain.from_iterable(values for _, values in pieces))
        order = np.concatenate([positions for positions, _ in pieces]) if pieces else NO_ROWS
        if (order[1:] > order[:-1]).all():
            return together
        return [together[place] for place in np.argsort(order).tolist()]


def _subset(metadata: Metadata, keys: Collection[str]) -> Metadata:
    return {key: value for key, value in metadata.items() if key in keys}
