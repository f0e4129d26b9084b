"""Forks: a collection that starts with the records of another and then goes its own way.

Nothing is copied on disk. The fork lists the segments of its source with the rows that were dead in it, and reads what
came after them in the source's log. What either writes later goes to its own log and its own segments. A segment file
stays as long as a collection lists it, a frame as long as a log or a share needs it; so the source may be deleted, and
forks be forked. In memory the fork shares the segments and has a copy of the tail.

A collection, its forks and theirs are a family. Every fork ever made counts in it, also when it has been deleted: that
is how Chroma Cloud counts, and what its quota on forks means. A family ends with its last collection.
"""

from __future__ import annotations

import sqlite3

from chroma_server.engine import catalog, log, manifest
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.collection import OpenCollection, State
from chroma_server.engine.group import GroupCommit
from chroma_server.engine.store import Store


def fork(store: Store, group: GroupCommit, source: OpenCollection, new_name: str) -> OpenCollection:
    """A new collection with the records that ``source`` has now, ready for use.

    To be called with the store's write lock held. Raises AlreadyExists when the name is taken in the source's database,
    NotFound when the source is gone.
    """
    with source.lock, store.write() as db:
        state = source.state(db)
        row = _insert(db, state.row, new_name, durable=store.durable)
        made = OpenCollection(store, group, row.collection.id)
        made.frames = source.frames
        made.set_state(State(row, state.draft.fork()))
    return made


def fork_count(db: sqlite3.Connection, row: CollectionRow) -> int:
    """How many forks were ever made in the family of a collection."""
    found = db.execute("SELECT forks FROM families WHERE number = ?", (row.family,)).fetchone()
    return 0 if found is None else int(found[0])


def _insert(db: sqlite3.Connection, source: CollectionRow, new_name: str, *, durable: bool) -> CollectionRow:
    family = source.family
    if family is None:
        family = db.execute("INSERT INTO families DEFAULT VALUES").lastrowid
        if family is None:
            raise ValueError("SQLite gave no number to a new row")
        catalog.set_family(db, source, family)
    row = catalog.copy_collection(db, source, new_name, family)
    db.execute("UPDATE families SET forks = forks + 1 WHERE number = ?", (family,))
    if durable:
        manifest.share_segments(db, source, row)
        log.share(db, source, row)
    return row
