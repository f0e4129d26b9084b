"""The record log of a collection: frames in SQLite, from the last checkpoint on.

Positions count record operations from 1. A frame carries the position of its last operation; one acknowledged write is
one row, so a write is in the log as a whole or not at all. Frames that segments cover are deleted, see
:mod:`.manifest`.

A fork goes on in the log of its own; what came before it reads in the logs of those it descends from (``log_shares``).
A frame is kept, also when its collection is deleted, until no log and no share needs it: triggers of the database see
to that.
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
    frame = encode_frame(batches, place=_place(row.collection.id, "frame", head))
    db.execute("INSERT INTO record_log (collection, position, frame) VALUES (?, ?, ?)", (row.number, head, frame))


def read_after(
    db: sqlite3.Connection, row: CollectionRow, position: int, *, store: str
) -> Iterator[tuple[int, list[Batch]]]:
    """The frames behind ``position``, each with the position of its last operation. Raises Internal for a damaged one,
    and when the log does not reach from ``position`` to the head without a gap.
    """
    reached = position
    for end, frame, owner_id in _frames(db, row, position):
        batches = _decode(frame, row, "frame", end, store, owner_id)
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
    for end, frame, owner_id in _frames(db, row, row.checkpoint):
        try:
            batches = _decode(frame, row, "frame", end, store, owner_id)
        except Internal as error:
            report(error.message)
        else:
            if reached + sum(map(len, batches)) != end:
                report(_damage(row, "frame", end, store, "operations before it are missing"))
            yield end, batches
        reached = end
    if reached != row.head:
        report(_damage(row, "frame", row.head, store, "it is missing"))


def share(db: sqlite3.Connection, row: CollectionRow, other: CollectionRow) -> None:
    """Let another collection read the frames behind the checkpoint of this one as if they were its own."""
    db.execute(
        "INSERT INTO log_shares (collection, owner, owner_id, after, upto) "
        "SELECT ?, owner, owner_id, after, upto FROM log_shares WHERE collection = ?",
        (other.number, row.number),
    )
    start = max(row.checkpoint, _end_of_shares(db, row))
    if row.head > start:
        db.execute(
            "INSERT INTO log_shares (collection, owner, owner_id, after, upto) VALUES (?, ?, ?, ?, ?)",
            (other.number, row.number, row.collection.id, start, row.head),
        )


def is_all_shared(db: sqlite3.Connection, row: CollectionRow) -> bool:
    """Whether there is a log behind the checkpoint and all of it lies with other collections: a fork unchanged."""
    return row.head > row.checkpoint and _end_of_shares(db, row) == row.head


def drop_covered(db: sqlite3.Connection, row: CollectionRow) -> None:
    """Segments stand for the log up to ``row.head``: let go of the frames that no other collection reads."""
    db.execute("DELETE FROM log_shares WHERE collection = ?", (row.number,))
    db.execute(
        "DELETE FROM record_log WHERE collection = ? AND position <= ? AND NOT EXISTS "
        "(SELECT 1 FROM log_shares s WHERE s.owner = record_log.collection AND s.after < position "
        "AND position <= s.upto)",
        (row.number, row.head),
    )


def _end_of_shares(db: sqlite3.Connection, row: CollectionRow) -> int:
    """Up to where the collection reads the logs of others; 0 when it does not."""
    end: int | None = db.execute("SELECT max(upto) FROM log_shares WHERE collection = ?", (row.number,)).fetchone()[0]
    return end or 0


def _frames(db: sqlite3.Connection, row: CollectionRow, position: int) -> Iterator[tuple[int, bytes, str]]:
    """The frames behind ``position``: where each ends, its bytes, and the id of the collection it was written for."""
    select = "SELECT position, frame FROM record_log WHERE collection = ? AND position > ? {} ORDER BY position"
    shares = db.execute(
        "SELECT owner, owner_id, after, upto FROM log_shares WHERE collection = ? AND upto > ? ORDER BY after",
        (row.number, position),
    ).fetchall()
    for owner, owner_id, after, upto in shares:
        ranged = select.format("AND position <= ?")
        for end, frame in db.execute(ranged, (owner, max(after, position), upto)):
            yield end, frame, owner_id
    for end, frame in db.execute(select.format(""), (row.number, position)):
        yield end, frame, row.collection.id


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
        yield from _decode(frame, row, "checkpoint part", part, store, row.collection.id)
    if parts != row.checkpoint_parts:
        raise Internal(_damage(row, "checkpoint part", parts, store, "it is missing"))


def _decode(frame: bytes, row: CollectionRow, what: str, position: int, store: str, owner_id: str) -> list[Batch]:
    try:
        return decode_frame(frame, place=_place(owner_id, what, position))
    except DamagedFrame as error:
        raise Internal(_damage(row, what, position, store, str(error))) from error


def _place(collection_id: str, what: str, position: int) -> bytes:
    return f"{collection_id}/{what}/{position}".encode()


def _damage(row: CollectionRow, what: str, position: int, store: str, reason: str) -> str:
    return (
        f"{store} is damaged: {what} {position} of the record log of collection [{row.collection.name}] "
        f"({row.collection.id}): {reason}: {WAY_OUT}"
    )
