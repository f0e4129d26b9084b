"""The record log of a collection: frames in SQLite, from the last checkpoint on.

Positions count record operations from 1. A frame carries the position of its last operation; one acknowledged write is
one row, so a write is in the log as a whole or not at all. Frames that segments cover are deleted, see
:mod:`.manifest`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.errors import WAY_OUT, Internal
from chroma_server.engine.frame import DamagedFrame, decode_frame, encode_frame


def append(db: sqlite3.Connection, row: CollectionRow, batches: Sequence[Batch], head: int) -> None:
    """Write one frame behind the head of the log, which ``head`` becomes."""
    frame = encode_frame(batches, place=_place(row, "frame", head))
    db.execute("INSERT INTO record_log (collection, position, frame) VALUES (?, ?, ?)", (row.number, head, frame))


def read_after(
    db: sqlite3.Connection, row: CollectionRow, position: int, *, store: str
) -> Iterator[tuple[int, list[Batch]]]:
    """The frames behind ``position``, each with the position of its last operation. Raises Internal for a damaged one,
    and when the log does not reach from ``position`` to the head without a gap.
    """
    reached = position
    frames = db.execute(
        "SELECT position, frame FROM record_log WHERE collection = ? AND position > ? ORDER BY position",
        (row.number, position),
    )
    for end, frame in frames:
        batches = _decode(frame, row, "frame", end, store)
        reached += sum(map(len, batches))
        if reached != end:
            raise Internal(_damage(row, "frame", end, store, "operations before it are missing"))
        yield end, batches
    if reached != row.head:
        raise Internal(_damage(row, "frame", row.head, store, "it is missing"))


def read_intact(
    db: sqlite3.Connection, row: CollectionRow, *, store: str, report: Callable[[str], None]
) -> Iterator[tuple[int, list[Batch]]]:
    """The frames that can be read, of those behind the checkpoint; damaged and missing ones are reported."""
    reached = row.checkpoint
    frames = db.execute(
        "SELECT position, frame FROM record_log WHERE collection = ? AND position > ? ORDER BY position",
        (row.number, row.checkpoint),
    )
    for end, frame in frames:
        try:
            batches = _decode(frame, row, "frame", end, store)
        except Internal as error:
            report(error.message)
        else:
            if reached + sum(map(len, batches)) != end:
                report(_damage(row, "frame", end, store, "operations before it are missing"))
            yield end, batches
        reached = end
    if reached != row.head:
        report(_damage(row, "frame", row.head, store, "it is missing"))


def read_checkpoint(db: sqlite3.Connection, row: CollectionRow, *, store: str) -> Iterator[Batch]:
    """The live records as of the checkpoint of a store of format version 1, as batches to add.

    Such a store keeps them in frames, until its next checkpoint. Raises Internal for a damaged one.
    """
    parts = 0
    rows = db.execute("SELECT part, frame FROM checkpoints WHERE collection = ? ORDER BY part", (row.number,))
    for part, frame in rows:
        if part != parts:
            break
        parts += 1
        yield from _decode(frame, row, "checkpoint part", part, store)
    if parts != row.checkpoint_parts:
        raise Internal(_damage(row, "checkpoint part", parts, store, "it is missing"))


def _decode(frame: bytes, row: CollectionRow, what: str, position: int, store: str) -> list[Batch]:
    try:
        return decode_frame(frame, place=_place(row, what, position))
    except DamagedFrame as error:
        raise Internal(_damage(row, what, position, store, str(error))) from error


def _place(row: CollectionRow, what: str, position: int) -> bytes:
    return f"{row.collection.id}/{what}/{position}".encode()


def _damage(row: CollectionRow, what: str, position: int, store: str, reason: str) -> str:
    return (
        f"{store} is damaged: {what} {position} of the record log of collection [{row.collection.name}] "
        f"({row.collection.id}): {reason}: {WAY_OUT}"
    )
