"""Reading a damaged collection: every record that is whole, and word of what is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine import log, manifest
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
    """The state of a collection, as far as it can be read; what is damaged or missing goes to ``report``."""
    segments: list[tuple[Segment, Mask]] = []
    for listed in manifest.read_segments(db, row, store=store, report=report):
        try:
            container = Container(files.path(listed.name))
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
    draft = Draft(row.collection.dimension, segments, since=row.head)
    try:
        older = list(log.read_checkpoint(db, row, store=store))
    except Internal as error:
        report(error.message)
        older = []
    for batch, first in positions_of(older, 0):
        draft.apply(draft.effective(batch), first, row.checkpoint)
    for position, batches in log.read_intact(db, row, store=store, report=report):
        for batch, first in positions_of(batches, position):
            # Without the frames that are lost a later one may name records that do not exist.
            draft.apply(draft.effective(batch), first, position)
    return State(row, draft)


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
