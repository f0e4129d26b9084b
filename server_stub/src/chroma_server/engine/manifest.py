"""The segments of a collection, as the catalog lists them.

A row names a segment and says which of its rows had died by the checkpoint; what happened since is in the log. Segments
are listed, and the frames they cover are deleted, in one transaction, after their files are on disk. A collection and
its forks list the same segments, each with the rows that died for it; a file goes when no one lists it any more.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from chroma_server.engine import log
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.errors import WAY_OUT, Internal
from chroma_server.engine.parts import Mask

_CRC_BYTES = 4


class ListedSegment(NamedTuple):
    """A segment in the catalog: its name and the rows of it that were alive at the checkpoint."""

    name: str
    alive: Mask


def read_segments(
    db: sqlite3.Connection, row: CollectionRow, *, store: str, report: Callable[[str], None] | None = None
) -> list[ListedSegment]:
    """The segments of a collection, oldest first.

    Raises Internal when the list is damaged; with ``report`` tells that instead and gives what there is, rows whose
    death is not known alive.
    """
    found = db.execute(
        "SELECT name, size, dead FROM segments WHERE collection = ? ORDER BY place", (row.number,)
    ).fetchall()
    if len(found) != row.segments:
        _refuse(_damage(row, store, f"{row.segments} are listed, {len(found)} found"), report)
    listed: list[ListedSegment] = []
    for name, size, dead in found:
        alive = _unpack_alive(name, size, dead)
        if alive is None:
            _refuse(_damage(row, store, f"the dead rows of {name} do not match their checksum"), report)
            alive = np.ones(size, dtype=np.bool_)
        listed.append(ListedSegment(name, alive))
    return listed


def write_segments(db: sqlite3.Connection, row: CollectionRow, segments: Sequence[ListedSegment]) -> None:
    """Let these segments stand for the log up to ``row.head``, and for every segment listed before."""
    db.execute("DELETE FROM segments WHERE collection = ?", (row.number,))
    db.executemany(
        "INSERT INTO segments (collection, place, name, size, dead) VALUES (?, ?, ?, ?, ?)",
        [
            (row.number, place, name, len(alive), _pack_alive(name, alive))
            for place, (name, alive) in enumerate(segments)
        ],
    )
    log.drop_covered(db, row)
    db.execute("DELETE FROM checkpoints WHERE collection = ?", (row.number,))
    db.execute(
        "UPDATE collections SET checkpoint = ?, checkpoint_parts = 0, segments = ?, generation = generation + 1 "
        "WHERE number = ?",
        (row.head, len(segments), row.number),
    )


def share_segments(db: sqlite3.Connection, row: CollectionRow, other: CollectionRow) -> None:
    """Let another collection that has none list the segments of this one, with the rows that are dead in it."""
    db.execute(
        "INSERT INTO segments (collection, place, name, size, dead) "
        "SELECT ?, place, name, size, dead FROM segments WHERE collection = ?",
        (other.number, row.number),
    )


def shared_names(db: sqlite3.Connection, row: CollectionRow) -> set[str]:
    """The names of those of its segments that other collections list, too."""
    select = (
        "SELECT s.name FROM segments s WHERE s.collection = ? AND EXISTS "
        "(SELECT 1 FROM segments o WHERE o.name = s.name AND o.collection != s.collection)"
    )
    return {name for (name,) in db.execute(select, (row.number,))}


def unlisted(db: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """Those of these segments that no collection lists. No one can list them any more."""
    return [
        name
        for name in dict.fromkeys(names)
        if db.execute("SELECT 1 FROM segments WHERE name = ?", (name,)).fetchone() is None
    ]


def listed_names(db: sqlite3.Connection) -> set[str]:
    """The names of all segments of all collections."""
    return {name for (name,) in db.execute("SELECT name FROM segments")}


def names_of(db: sqlite3.Connection, collection_ids: Iterable[str]) -> list[str]:
    """The names of the segments of these collections."""
    select = "SELECT s.name FROM segments s JOIN collections c ON c.number = s.collection WHERE c.id = ?"
    return [name for identifier in collection_ids for (name,) in db.execute(select, (identifier,))]


def names_of_database(db: sqlite3.Connection, tenant: str, database: str) -> list[str]:
    """The names of the segments of the collections of a database."""
    select = (
        "SELECT s.name FROM segments s JOIN collections c ON c.number = s.collection "
        "JOIN databases d ON d.id = c.database WHERE d.tenant = ? AND d.name = ?"
    )
    return [name for (name,) in db.execute(select, (tenant, database))]


def _pack_alive(name: str, alive: Mask) -> bytes | None:
    """None when every row is alive."""
    if alive.all():
        return None
    packed = zlib.compress(np.packbits(~alive).tobytes(), 1)
    return zlib.crc32(packed, zlib.crc32(name.encode())).to_bytes(_CRC_BYTES, "little") + packed


def _unpack_alive(name: str, size: int, dead: bytes | None) -> Mask | None:
    """None when the bytes are not those that were written."""
    if dead is None:
        return np.ones(size, dtype=np.bool_)
    packed = dead[_CRC_BYTES:]
    if zlib.crc32(packed, zlib.crc32(name.encode())) != int.from_bytes(dead[:_CRC_BYTES], "little"):
        return None
    bits = np.frombuffer(zlib.decompress(packed), dtype=np.uint8)
    return ~np.unpackbits(bits, count=size).astype(np.bool_)


def _refuse(message: str, report: Callable[[str], None] | None) -> None:
    if report is None:
        raise Internal(message)
    report(message)


def _damage(row: CollectionRow, store: str, reason: str) -> str:
    return (
        f"{store} is damaged: the segments of collection [{row.collection.name}] ({row.collection.id}): {reason}: "
        f"{WAY_OUT}"
    )
