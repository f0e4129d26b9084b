"""The tables of the database and the versions of its format.

A database is brought up to date when it is opened: each version adds to the one before, in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from chroma_server.engine.errors import FailedPrecondition

APPLICATION_ID = 0x504C5943  # "PLYC"
FORMAT_VERSION = 3

_SCHEMA = """
CREATE TABLE tenants (
    name TEXT PRIMARY KEY,
    resource_name TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX tenants_by_resource_name ON tenants (resource_name) WHERE resource_name IS NOT NULL;
CREATE TABLE databases (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (tenant, name)
) WITHOUT ROWID;
CREATE TABLE collections (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    database TEXT NOT NULL REFERENCES databases (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    metadata TEXT,
    configuration TEXT NOT NULL,
    schema TEXT NOT NULL,
    space TEXT NOT NULL,
    dimension INTEGER,
    head INTEGER NOT NULL DEFAULT 0,        -- record operations in the log, ever
    checkpoint INTEGER NOT NULL DEFAULT 0,  -- how many of them the segments cover
    checkpoint_parts INTEGER NOT NULL DEFAULT 0,  -- rows of checkpoints
    revision INTEGER NOT NULL DEFAULT 0,    -- changes of the description
    UNIQUE (database, name)
);
CREATE TABLE record_log (
    collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,              -- of the last operation in the frame
    frame BLOB NOT NULL,
    UNIQUE (collection, position)
);
CREATE TABLE checkpoints (                  -- of format version 1: written no more, read until the next checkpoint
    collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    frame BLOB NOT NULL,
    UNIQUE (collection, part)
);
"""

_TO_VERSION_2 = """
ALTER TABLE collections ADD COLUMN segments INTEGER NOT NULL DEFAULT 0;
ALTER TABLE collections ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE collections ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
CREATE TABLE segments (
    collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL UNIQUE,              -- of the file
    size INTEGER NOT NULL,                  -- rows
    dead BLOB,                              -- those that had died by the checkpoint
    UNIQUE (collection, place)
);
"""

_TO_VERSION_3 = """
ALTER TABLE collections ADD COLUMN family INTEGER;   -- of a collection that was forked, and of its forks
CREATE INDEX collections_by_family ON collections (family) WHERE family IS NOT NULL;
CREATE TABLE families (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    forks INTEGER NOT NULL DEFAULT 0        -- ever made in it, those since deleted included
);
CREATE TABLE shared_segments (              -- as segments was, but several collections may list a file
    collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    dead BLOB,
    UNIQUE (collection, place)
);
INSERT INTO shared_segments SELECT collection, place, name, size, dead FROM segments;
DROP TABLE segments;
ALTER TABLE shared_segments RENAME TO segments;
CREATE INDEX segments_by_name ON segments (name);
CREATE TABLE kept_log (                     -- as record_log was, but a frame may outlive its collection
    collection INTEGER NOT NULL,
    position INTEGER NOT NULL,
    frame BLOB NOT NULL,
    UNIQUE (collection, position)
);
INSERT INTO kept_log SELECT collection, position, frame FROM record_log;
DROP TABLE record_log;
ALTER TABLE kept_log RENAME TO record_log;
CREATE TABLE log_shares (                   -- frames that a fork reads from the log of another collection
    collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
    owner INTEGER NOT NULL,                 -- the other collection, which may be gone
    owner_id TEXT NOT NULL,
    after INTEGER NOT NULL,                 -- from behind this position
    upto INTEGER NOT NULL,                  -- to this one
    UNIQUE (collection, after)
);
CREATE INDEX log_shares_by_owner ON log_shares (owner, upto);
CREATE TRIGGER log_of_a_deleted_collection AFTER DELETE ON collections BEGIN
    DELETE FROM record_log WHERE collection = old.number AND NOT EXISTS (
        SELECT 1 FROM log_shares s WHERE s.owner = old.number AND s.after < position AND position <= s.upto
    );
    DELETE FROM families WHERE number = old.family AND NOT EXISTS (
        SELECT 1 FROM collections c WHERE c.family = old.family
    );
END;
CREATE TRIGGER log_that_is_shared_no_more AFTER DELETE ON log_shares BEGIN
    DELETE FROM record_log WHERE collection = old.owner AND old.after < position AND position <= old.upto
        AND position <= coalesce((SELECT c.checkpoint FROM collections c WHERE c.number = old.owner), old.upto)
        AND NOT EXISTS (
            SELECT 1 FROM log_shares s WHERE s.owner = old.owner AND s.after < position AND position <= s.upto
        );
END;
CREATE TABLE attached_functions (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    function TEXT NOT NULL,
    params TEXT NOT NULL,                   -- JSON
    input INTEGER NOT NULL UNIQUE REFERENCES collections (number) ON DELETE CASCADE,
    output INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX attached_functions_by_output ON attached_functions (output);
"""


def bring_up_to_date(
    connection: sqlite3.Connection,
    name: str,
    *,
    check_new: Callable[[], None],
    on_create: Callable[[sqlite3.Connection], None],
    on_upgrade: Callable[[sqlite3.Connection], None],
) -> None:
    """Make the tables of an empty database, which ``check_new`` may refuse, and add what an older version lacks.

    ``on_create`` fills a new database, ``on_upgrade`` completes one of version 1. Raises FailedPrecondition for a
    database, called ``name``, that is another program's or of a newer version.
    """
    if _version(connection, name) == FORMAT_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, name)
        if version == 0:
            check_new()
            _run(connection, _SCHEMA)
            on_create(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if version < 2:
            _run(connection, _TO_VERSION_2)
        if version < FORMAT_VERSION:
            _run(connection, _TO_VERSION_3)
            connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        if version < 2:
            on_upgrade(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, name: str) -> int:
    """The format version of the database, 0 for an empty file."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == 0 and version == 0:
        tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            return 0
    if application != APPLICATION_ID:
        raise FailedPrecondition(f"{name} is a database of another program")
    if not 1 <= version <= FORMAT_VERSION:
        raise FailedPrecondition(
            f"{name} has format version {version}, this engine reads versions 1 to {FORMAT_VERSION}: "
            "use the version of polychrome-server that wrote it, or a newer one"
        )
    return version


def _run(connection: sqlite3.Connection, statements: str) -> None:
    statement = ""
    for line in statements.splitlines(keepends=True):
        statement += line
        # A trigger has semicolons of its own.
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
