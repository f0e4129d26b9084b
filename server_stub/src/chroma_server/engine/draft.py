"""The records of a collection as a writer works on them: changed in private, then published as a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias, cast

import numpy as np

from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.ids import Ids
from chroma_server.engine.life import Life, LifeMark
from chroma_server.engine.model import Metadata
from chroma_server.engine.parts import Mask, Part, Rows, Snapshot
from chroma_server.engine.rules.metadata import merge_metadata
from chroma_server.engine.segment import Segment, SegmentView
from chroma_server.engine.tail import NewRows, Tail, TailView

_REMOVED_REMEMBERED = 16_384

Source: TypeAlias = "Segment | Tail"


class Mark(NamedTuple):
    """A state of a draft to come back to."""

    tail_rows: int
    dimension: int | None
    lives: list[LifeMark]


class Slot:
    """A source of rows and which of them are alive now."""

    def __init__(self, source: Source, life: Life) -> None:
        self.source = source
        self.life = life
        self._view: Part | None = None
        self._viewed = -1
        if isinstance(source, Segment):
            source.held_by(self)

    def view(self) -> Part:
        """What a snapshot taken now sees; the same object until it changes, so that it can keep what it computed."""
        if self._view is None or self._viewed != self.life.changes:
            source, alive, live = self.source, self.life.alive, self.life.live
            # A cast, because pyright holds a cached_property for no attribute of a protocol.
            view = SegmentView(source, alive, live) if isinstance(source, Segment) else TailView(source, alive, live)
            self._view = cast("Part", view)
            self._viewed = self.life.changes
        return self._view


class Draft:
    """The newest state of a collection. One thread works on it at a time; readers get :meth:`snapshot`.

    slots  oldest first; the last one is the tail that new rows go to
    """

    def __init__(self, dimension: int | None, segments: Iterable[tuple[Segment, Mask]] = (), *, since: int = 0) -> None:
        self.slots = [Slot(segment, Life(alive)) for segment, alive in segments]
        self._dimension = dimension
        self._removed: dict[str, int] = {}
        self._forgotten = since
        self._start_tail()

    def _start_tail(self) -> None:
        self.tail = Tail(self._dimension)
        self.slots.append(Slot(self.tail, Life()))

    def fork(self) -> Draft:
        """A draft that holds the same records and goes its own way. Segments and sealed tails are shared."""
        made = Draft(self.tail.dimension)
        for slot in self.slots[:-1]:
            made.slots.insert(-1, Slot(slot.source, Life(slot.life.alive)))
        made.tail = self.tail.copy()
        made.slots[-1] = Slot(made.tail, Life(self.slots[-1].life.alive))
        made._removed, made._forgotten = dict(self._removed), self._forgotten
        return made

    @property
    def live(self) -> int:
        return sum(slot.life.live for slot in self.slots)

    def nbytes_besides(self, seen: set[int]) -> int:
        """About how many bytes of memory it takes, besides the sources in ``seen``, which its own are added to."""
        sources = [slot.source for slot in list(self.slots) if id(slot.source) not in seen]
        seen.update(map(id, sources))
        return sum(source.nbytes for source in sources)

    def snapshot(self, row: CollectionRow) -> Snapshot:
        """The state as it is now, for readers."""
        return Snapshot(row, [slot.view() for slot in self.slots if len(slot.life)])

    # --- undoing -----------------------------------------------------------------------------------------------------

    def mark(self) -> Mark:
        """The state as it is now, to come back to before anything is published."""
        return Mark(len(self.tail), self.tail.dimension, [slot.life.mark() for slot in self.slots])

    def undo(self, mark: Mark) -> None:
        """Come back to a state of before, as if nothing had been applied since."""
        for slot, life in zip(self.slots, mark.lives, strict=True):
            slot.life.undo(life)
        # What is noted as removed may stay: those records exist again, and for such the note is not asked.
        self.tail.truncate(mark.tail_rows, mark.dimension)

    # --- checkpoints -------------------------------------------------------------------------------------------------

    def seal_tail(self) -> None:
        """New rows go to a new tail from now on."""
        if len(self.tail):
            self._dimension = self.tail.dimension
            self.tail.seal()
            self._start_tail()

    def replace(self, merged: Sequence[Part], segment: Segment | None, rows: Rows) -> None:
        """Let a segment stand for parts: it holds ``rows``, counted through these parts in their order.

        What has died since the parts were read is dead in the segment too.
        """
        sources = [part.source for part in merged]
        replaced = [slot for slot in self.slots if any(slot.source is source for source in sources)]
        if not replaced:
            return
        first = self.slots.index(replaced[0])
        alive = np.concatenate([slot.life.alive for slot in replaced])[rows]
        kept = [slot for slot in self.slots if slot not in replaced]
        if segment is not None:
            kept.insert(first, Slot(segment, Life(alive)))
        self.slots = kept

    # --- changes -----------------------------------------------------------------------------------------------------

    def effective(self, batch: Batch) -> Batch:
        """The part of a batch that changes something: what :meth:`apply` and the log take.

        Of an add the records that are new, of an update and a delete those that exist. An id that is given twice counts
        once in an add (the first) and a delete.
        """
        if batch.kind == "upsert":
            return batch
        exists = (self._locate(batch.ids)[0] >= 0).tolist()
        wanted = batch.kind != "add"
        once = batch.kind != "update"
        seen = set[str]()
        kept: list[int] = []
        for position, record_id in enumerate(batch.ids):
            if exists[position] is wanted and record_id not in seen:
                kept.append(position)
                if once:
                    seen.add(record_id)
        return batch.take(kept)

    def apply(self, batch: Batch, first: int, position: int) -> None:
        """Make the change. Takes what :meth:`effective` gave.

        first: the log position of the first operation of the batch; position: that of the last one of its frame
        """
        if not batch.ids:
            return
        if batch.kind == "delete":
            self._remove(batch.ids, position)
        elif batch.kind == "add":
            self._add(batch, first, position)
        else:
            self._merge(batch, first, position)

    def _add(self, batch: Batch, first: int, position: int) -> None:
        count = len(batch)
        if batch.vectors is None:
            raise ValueError("a record without a vector")
        none: list[None] = [None] * count
        rows = NewRows(
            batch.ids,
            np.arange(first, first + count),
            batch.vectors,
            none if batch.documents is None else batch.documents,
            none if batch.uris is None else batch.uris,
            none if batch.metadatas is None else [metadata or None for metadata in batch.metadatas],
        )
        self._append(rows, position)

    def _merge(self, batch: Batch, first: int, position: int) -> None:
        places = {record_id: place for place, record_id in enumerate(dict.fromkeys(batch.ids))}
        targets = [places[record_id] for record_id in batch.ids]
        old = self._versions(list(places))
        # An id given twice: numpy assigns in order, so with the order reversed the first occurrence stays.
        fresh = np.empty(len(places), dtype=np.int64)
        fresh[targets[::-1]] = np.arange(first + len(batch) - 1, first - 1, -1)
        old.order = np.where(old.order == _NEW, fresh, old.order)
        if batch.documents is not None:
            old.documents = _overwritten(old.documents, targets, batch.documents)
        if batch.uris is not None:
            old.uris = _overwritten(old.uris, targets, batch.uris)
        if batch.metadatas is not None:
            merged = list(old.metadatas)
            for target, change in zip(targets, batch.metadatas, strict=True):
                if change:
                    merged[target] = merge_metadata(merged[target] or {}, change) or None
            old.metadatas = merged
        if batch.vectors is not None:
            if not old.vectors.shape[1]:
                old.vectors = np.zeros((len(places), batch.vectors.shape[1]), dtype=np.float32)
            rows = np.array(targets, dtype=np.intp)
            if batch.vector_positions is not None:
                rows = rows[np.array(batch.vector_positions, dtype=np.intp)]
            old.vectors[rows] = batch.vectors
        self._kill(old.ids)
        self._append(old, position)

    def _remove(self, ids: Sequence[str], position: int) -> None:
        self._kill(ids)
        for record_id in ids:
            self._removed.pop(record_id, None)
            self._removed[record_id] = position
        while len(self._removed) > _REMOVED_REMEMBERED:
            self._forgotten = max(self._forgotten, self._removed.pop(next(iter(self._removed))))

    def _append(self, rows: NewRows, position: int) -> None:
        self.tail.append(rows, position)
        self.slots[-1].life.grow(len(rows.ids))

    def _kill(self, ids: Sequence[str]) -> None:
        slots, rows = self._locate(ids)
        for number, slot in enumerate(self.slots):
            slot.life.kill(rows[slots == number])

    def _versions(self, ids: list[str]) -> NewRows:
        """The records as they are now; of those that do not exist the order is ``_NEW`` and the rest is empty."""
        slots, rows = self._locate(ids)
        count = len(ids)
        documents: list[str | None] = [None] * count
        uris: list[str | None] = [None] * count
        metadatas: list[Metadata | None] = [None] * count
        order = np.full(count, _NEW, dtype=np.int64)
        vectors = np.zeros((count, self.tail.dimension or 0), dtype=np.float32)
        for number, slot in enumerate(self.slots):
            positions = np.flatnonzero(slots == number)
            if not len(positions):
                continue
            part, own = slot.view(), rows[positions]
            order[positions] = part.order[own]
            vectors[positions] = part.vectors_at(own)
            columns = (part.documents_at(own), part.uris_at(own), part.metadatas_at(own))
            for position, document, uri, metadata in zip(positions.tolist(), *columns, strict=True):
                documents[position], uris[position], metadatas[position] = document, uri, metadata
        return NewRows(ids, order, vectors, documents, uris, metadatas)

    def _locate(self, ids: Sequence[str]) -> tuple[Rows, Rows]:
        """For each id the slot and the row of its record; -1 for those that do not exist."""
        wanted = Ids(ids)
        slots = np.full(len(wanted), -1, dtype=np.intp)
        rows = np.full(len(wanted), -1, dtype=np.intp)
        for number, slot in enumerate(self.slots):
            if slot.life.live:
                found = slot.view().rows_of(wanted)
                here = found >= 0
                slots[here], rows[here] = number, found[here]
        return slots, rows

    def existing(self, ids: Iterable[str]) -> dict[str, bool]:
        """Which of these records there are."""
        wanted = list(ids)
        return dict(zip(wanted, (self._locate(wanted)[0] >= 0).tolist(), strict=True))

    def metadata_of(self, ids: Sequence[str]) -> dict[str, Metadata | None]:
        """The metadata of these records, empty for those without; None for those that do not exist."""
        slots, rows = self._locate(ids)
        found: dict[str, Metadata | None] = dict.fromkeys(ids)
        for number, slot in enumerate(self.slots):
            positions = np.flatnonzero(slots == number)
            if len(positions):
                places: list[int] = positions.tolist()
                for place, metadata in zip(places, slot.view().metadatas_at(rows[positions]), strict=True):
                    found[ids[place]] = metadata or {}
        return found

    # --- what has changed --------------------------------------------------------------------------------------------

    def changed_since(self, record_id: str, position: int) -> bool | None:
        """Whether a write after ``position`` has added, changed or removed the record.

        Of those removed only the latest are remembered: None when an older one may be among them.
        """
        slots, rows = self._locate([record_id])
        if slots[0] >= 0:
            return int(self.slots[int(slots[0])].view().changed[rows[0]]) > position
        removed = self._removed.get(record_id)
        if removed is not None:
            return removed > position
        return None if self._forgotten > position else False


_NEW = np.iinfo(np.int64).min


def _overwritten(
    column: Sequence[str | None], rows: Sequence[int], values: Sequence[str | None]
) -> Sequence[str | None]:
    merged = list(column)
    for row, value in zip(rows, values, strict=True):
        if value is not None:
            merged[row] = value
    return merged


def positions_of(batches: Sequence[Batch], end: int) -> Iterable[tuple[Batch, int]]:
    """The batches of a frame, each with the log position of its first operation; ``end`` is that of the last one."""
    first = end - sum(map(len, batches)) + 1
    for batch in batches:
        yield batch, first
        first += len(batch)
