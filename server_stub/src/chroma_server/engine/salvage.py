"""Reading a damaged collection: every record that is whole, and word of what is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine import log, manifest
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.collection import State
from chroma_server.engine.container import Container, MemoryArrays
from chroma_server.engine.draft import Draft, positions_of
from chroma_server.engine.errors import Internal
from chroma_server.engine.files import SegmentFiles
from chroma_server.engine.ids import hash_ids
from chroma_server.engine.parts import Mask
from chroma_server.engine.segment import Segment

Report = Callable[[str], None]

_REBUILT = ("ids.hashes", "ids.rows", "norms")
_TEXTS = ("ids", "documents", "uris", "metadatas")


def salvage(db: sqlite3.Connection, row: CollectionRow, files: SegmentFiles, store: str, report: Report) -> State:
    """The state of a collection, as far as it can be read; what is damaged or missing goes to ``report``.

    Every record in it is one that the collection held: a change to something that is lost is left out.
    """
    losses: list[str] = []
    segments = _read_segments(db, row, files, store, losses.append)
    _keep_newest(segments)
    replay = _Replay(Draft(row.collection.dimension, segments, since=row.head))
    try:
        for batch, first in positions_of(list(log.read_checkpoint(db, row, store=store)), 0):
            replay.apply(batch, first, row.checkpoint)
    except Internal as error:
        losses.append(error.message)
    if losses:
        replay.lose_base()

    def lose_frames(message: str) -> None:
        losses.append(message)
        replay.lose_frames()

    for position, batches in log.read_intact(db, row, store=store, report=lose_frames):
        for batch, first in positions_of(batches, position):
            replay.apply(batch, first, position)
    if replay.left_out:
        losses.append(
            f"Collection [{row.collection.name}] ({row.collection.id}): {replay.left_out} later changes are left out, "
            "because what they were made to is lost"
        )
    for loss in losses:
        report(loss)
    return State(row, replay.draft)


class _Replay:
    """Applies the log to what is left of the records, as far as the outcome is certain.

    After a loss, a change counts only if its record is known: since segments were lost those that are there, since
    frames were lost those that were added or deleted later.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.left_out = 0
        self._complete = True
        self._trust_present = True
        self._known: set[str] = set()

    def lose_base(self) -> None:
        self._complete = False

    def lose_frames(self) -> None:
        self._complete = self._trust_present = False
        self._known.clear()

    def apply(self, batch: Batch, first: int, position: int) -> None:
        if not self._complete:
            batch = self._certain(batch, first, position)
        self.draft.apply(self.draft.effective(batch), first, position)

    def _certain(self, batch: Batch, first: int, position: int) -> Batch:
        if batch.kind in ("add", "delete"):
            if batch.kind == "add":
                # It was added, so what is there under its name had been deleted before.
                stale = self.draft.effective(Batch("delete", batch.ids))
                self.draft.apply(stale, first, position)
            self._known.update(batch.ids)
            return batch
        present = self.draft.existing(set(batch.ids))
        kept = [
            place
            for place, record_id in enumerate(batch.ids)
            if record_id in self._known or (self._trust_present and present[record_id])
        ]
        self.left_out += len(batch) - len(kept)
        return batch.take(kept)


def _read_segments(
    db: sqlite3.Connection, row: CollectionRow, files: SegmentFiles, store: str, report: Report
) -> list[tuple[Segment, Mask]]:
    segments: list[tuple[Segment, Mask]] = []
    for listed in manifest.read_segments(db, row, store=store, report=report):
        try:
            container = Container(files.path(listed.name), salvaging=True)
        except Internal as error:
            report(f"{error.message}; its {int(listed.alive.sum())} records are lost")
            continue
        intact = intact_rows(container)
        alive = np.zeros(len(intact), dtype=np.bool_)
        known = min(len(intact), len(listed.alive))
        alive[:known] = listed.alive[:known] & intact[:known]
        lost = int(listed.alive.sum()) - int(alive.sum())
        if lost:
            report(f"{container.path} is damaged: {lost} of its {int(listed.alive.sum())} records are lost")
        if alive.any():
            segments.append((trusted_segment(listed.name, container, intact), alive))
    return segments


def _keep_newest(segments: list[tuple[Segment, Mask]]) -> None:
    """Of several versions of a record, which there are only if it is not known which rows died, keep the last."""
    newest: dict[bytes, tuple[int, int, int]] = {}
    for number, (segment, alive) in enumerate(segments):
        rows = np.flatnonzero(alive)
        for row, text in zip(rows.tolist(), segment.texts_at("ids", rows), strict=True):
            version = int(segment.changed[row]), number, row
            before = newest.get(text or b"")
            if before is not None:
                _, dead, dead_row = min(version, before)
                segments[dead][1][dead_row] = False
                version = max(version, before)
            newest[text or b""] = version


def intact_rows(container: Container) -> Mask:
    """The rows of a segment that are whole: no section they need is damaged where they are."""
    damage = {name: blocks for name, blocks in container.damage().items() if name not in _REBUILT}
    rows = len(container.unchecked("order"))
    first = np.arange(rows, dtype=np.int64)
    intact = np.ones(rows, dtype=np.bool_)
    for name, blocks in damage.items():
        column, _, kind = name.partition(".")
        if kind == "offsets":
            intact &= ~container.touched_by(name, blocks, first, first + 2)
        elif kind != "text":
            intact &= ~container.touched_by(name, blocks, first, first + 1)
    for column in _TEXTS:
        if f"{column}.text" in damage:
            offsets = container.unchecked(f"{column}.offsets")
            starts, ends = np.where(intact, offsets[:-1], 0), np.where(intact, offsets[1:], 0)
            intact &= ~container.touched_by(f"{column}.text", damage[f"{column}.text"], starts, ends)
    return intact


def trusted_segment(name: str, container: Container, intact: Mask) -> Segment:
    """The segment, without checks, and with what can be rebuilt made anew from its intact rows."""
    arrays: dict[str, NDArray[Any]] = {section: container.unchecked(section) for section in container.names}
    rows = np.flatnonzero(intact)
    offsets, text = arrays["ids.offsets"], arrays["ids.text"]
    hashes = hash_ids(text[offsets[row] : offsets[row + 1]].tobytes() for row in rows.tolist())
    by_hash = np.argsort(hashes, kind="stable")
    arrays["ids.hashes"] = hashes[by_hash]
    arrays["ids.rows"] = rows[by_hash].astype(np.uint32)
    vectors = arrays["vectors"]
    norms = np.zeros(len(intact), dtype=np.float32)
    with np.errstate(over="ignore"):
        norms[rows] = np.einsum("ij,ij->i", vectors[rows], vectors[rows])
    arrays["norms"] = norms
    return Segment(name, MemoryArrays(arrays, {}))
