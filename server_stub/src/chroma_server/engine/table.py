"""The records of one collection in memory, as a table: a row per record, in insertion order.

Rows are appended and keep their number until the table is packed; a deleted row stays as a gap. What the table holds
follows from the batches of the record log alone, in their order. It has no lock of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.arrays import GrowableArray
from chroma_server.engine.batch import Batch
from chroma_server.engine.columns import Column, Columns
from chroma_server.engine.model import Floats, Metadata
from chroma_server.engine.rules.metadata import merge_metadata

Rows: TypeAlias = NDArray[np.intp]

_MIN_GAPS_TO_PACK = 1024
_CHECKPOINT_PART = 8192
_REMOVED_REMEMBERED = 16_384


class RecordTable:
    """Ids, vectors, documents, uris and metadata of the records of a collection.

    dimension   length of the vectors, None until the first one came
    changed     per row, the log position of the write that touched it last
    """

    def __init__(self, dimension: int | None = None) -> None:
        self.dimension = dimension
        self._reset_rows()
        self._removed: dict[str, int] = {}
        self._forgotten = 0

    def _reset_rows(self) -> None:
        self._row_of: dict[str, int] = {}
        self.ids: list[str] = []
        self.documents: list[str | None] = []
        self.uris: list[str | None] = []
        self.metadatas: list[Metadata | None] = []
        self._alive = GrowableArray(np.bool_)
        self._changed = GrowableArray(np.int64)
        self._vectors = GrowableArray(np.float32, (self.dimension or 0,))
        self._norms = GrowableArray(np.float32)
        self._columns = Columns()
        self._live_rows: Rows | None = None

    # --- reading -----------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._row_of)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._row_of

    @property
    def size(self) -> int:
        """The number of rows, gaps included: the length of a mask."""
        return len(self.ids)

    @property
    def alive(self) -> NDArray[np.bool_]:
        return self._alive.view

    @property
    def vectors(self) -> Floats:
        """float32, shape (size, dimension)."""
        return self._vectors.view

    @property
    def norms(self) -> Floats:
        """The squared Euclidean norm of each vector, float32, shape (size,)."""
        return self._norms.view

    def live_rows(self) -> Rows:
        """The rows that hold a record, ascending."""
        if self._live_rows is None:
            self._live_rows = np.flatnonzero(self.alive)
        return self._live_rows

    def rows_of(self, ids: Iterable[str]) -> Rows:
        """The rows of these records, ascending and each once; unknown ids are left out."""
        get = self._row_of.get
        found = {row for record_id in ids if (row := get(record_id)) is not None}
        return np.array(sorted(found), dtype=np.intp)

    def column(self, key: str) -> Column:
        """The values of a metadata key, one per row."""
        return self._columns.get(key, self.metadatas)

    def changed_since(self, record_id: str, position: int) -> bool:
        """Whether a write after ``position`` may have added, changed or removed the record.

        Exact for records that exist. Of those removed only the latest are remembered: an older position gets True.
        """
        row = self._row_of.get(record_id)
        if row is not None:
            return int(self._changed.view[row]) > position
        return self._removed.get(record_id, self._forgotten) > position

    def live_batches(self) -> Iterator[Batch]:
        """All records in order, as batches to add."""
        rows = self.live_rows()
        for start in range(0, len(rows), _CHECKPOINT_PART):
            part = rows[start : start + _CHECKPOINT_PART]
            chosen: list[int] = part.tolist()
            yield Batch(
                "add",
                [self.ids[row] for row in chosen],
                self.vectors[part],
                None,
                [self.documents[row] for row in chosen],
                [self.uris[row] for row in chosen],
                [self.metadatas[row] for row in chosen],
            )

    # --- writing -----------------------------------------------------------------------------------------------------

    def effective(self, batch: Batch) -> Batch:
        """The part of a batch that changes something: what :meth:`apply` and the log take.

        Of an add the records that are new, of an update and a delete those that exist. An id that is given twice counts
        once in an add (the first) and a delete.
        """
        if batch.kind == "upsert":
            return batch
        wanted = batch.kind != "add"
        once = batch.kind != "update"
        known, seen = self._row_of, set[str]()
        kept: list[int] = []
        for position, record_id in enumerate(batch.ids):
            if (record_id in known) is wanted and record_id not in seen:
                kept.append(position)
                if once:
                    seen.add(record_id)
        return batch.take(kept)

    def apply(self, batch: Batch, position: int) -> None:
        """Make the change; ``position`` is the log position of its frame. Takes what :meth:`effective` gave."""
        if not batch.ids:
            return
        self._live_rows = None
        if batch.kind == "delete":
            self._remove(batch.ids, position)
        elif batch.kind == "add":
            self._append(batch, position)
        else:
            self._merge(batch, position)

    def _append(self, batch: Batch, position: int) -> None:
        count, start = len(batch), self.size
        self._grow(batch.ids, position)
        if batch.documents is not None:
            self.documents[start:] = batch.documents
        if batch.uris is not None:
            self.uris[start:] = batch.uris
        if batch.metadatas is not None:
            self.metadatas[start:] = [metadata or None for metadata in batch.metadatas]
        self._set_vectors(np.arange(start, start + count), batch.vectors)

    def _merge(self, batch: Batch, position: int) -> None:
        new = [record_id for record_id in dict.fromkeys(batch.ids) if record_id not in self._row_of]
        self._grow(new, position)
        rows = [self._row_of[record_id] for record_id in batch.ids]
        targets = np.array(rows, dtype=np.intp)
        self._changed.view[targets] = position
        if batch.documents is not None:
            _overwrite(self.documents, rows, batch.documents)
        if batch.uris is not None:
            _overwrite(self.uris, rows, batch.uris)
        if batch.metadatas is not None:
            for row, change in zip(rows, batch.metadatas, strict=True):
                if change:
                    old = self.metadatas[row]
                    merged = merge_metadata(old or {}, change) or None
                    self.metadatas[row] = merged
                    self._columns.replace(row, old, merged)
        if batch.vector_positions is not None:
            targets = targets[np.array(batch.vector_positions, dtype=np.intp)]
        # An id given twice appears twice in targets; numpy assigns in order, so the last vector stays.
        self._set_vectors(targets, batch.vectors)

    def _grow(self, ids: Sequence[str], position: int) -> None:
        count, start = len(ids), self.size
        self._row_of.update(zip(ids, range(start, start + count), strict=True))
        self.ids.extend(ids)
        self.documents.extend([None] * count)
        self.uris.extend([None] * count)
        self.metadatas.extend([None] * count)
        self._alive.extend(count, True)
        self._changed.extend(count, position)
        self._vectors.extend(count)
        self._norms.extend(count)

    def _set_vectors(self, rows: Rows, vectors: Floats | None) -> None:
        if vectors is None or not len(vectors):
            return
        if self.dimension is None:
            self.dimension = int(vectors.shape[1])
            self._vectors = GrowableArray(np.float32, (self.dimension,))
            self._vectors.extend(self.size)
        self.vectors[rows] = vectors
        with np.errstate(over="ignore"):
            self.norms[rows] = np.einsum("ij,ij->i", vectors, vectors)

    def _remove(self, ids: Sequence[str], position: int) -> None:
        for record_id in ids:
            row = self._row_of.pop(record_id)
            self.alive[row] = False
            old, self.metadatas[row] = self.metadatas[row], None
            self.documents[row] = self.uris[row] = None
            self._columns.replace(row, old, None)
            self._removed.pop(record_id, None)
            self._removed[record_id] = position
        while len(self._removed) > _REMOVED_REMEMBERED:
            self._forgotten = max(self._forgotten, self._removed.pop(next(iter(self._removed))))
        if self.size - len(self) > max(_MIN_GAPS_TO_PACK, len(self)):
            self._pack()

    def forget_before(self, position: int) -> None:
        """Removals up to ``position`` are not known, because a checkpoint stands for the log up to there."""
        self._forgotten = position

    def _pack(self) -> None:
        """Close the gaps: rows get new numbers, in the same order."""
        batches, changed = list(self.live_batches()), self._changed.view[self.live_rows()]
        self._reset_rows()
        for batch in batches:
            self._append(batch, 0)
        self._changed.view[:] = changed


def _overwrite(column: list[str | None], rows: Sequence[int], values: Sequence[str | None]) -> None:
    for row, value in zip(rows, values, strict=True):
        if value is not None:
            column[row] = value
