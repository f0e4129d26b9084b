"""The catalog: tenants, databases and collections, as SQL on an open transaction.

Every function takes the connection of a transaction that its caller began, so that a change of the catalog and the
frame it belongs to are committed together. Messages are the official server's where it has a stable one.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chroma_server.engine.errors import AlreadyExists, InvalidArgument, NotFound
from chroma_server.engine.model import (
    DEFAULT_DATABASE,
    DEFAULT_DATABASE_ID,
    DEFAULT_TENANT,
    Collection,
    Database,
    Metadata,
    Tenant,
)
from chroma_server.engine.rules.sparse import SparseVector


class DamagedRow(ValueError):
    """A row of the catalog is not what was written. The store turns it into an error that names the file."""


UNLIMITED = -1
"""SQLite's LIMIT for all rows."""


@dataclass(frozen=True)
class CollectionRow:
    """A collection in the catalog: its description and where its log stands.

    number      the key of its frames and segments; never given again
    head        record operations in its log, ever: the position of the last one
    checkpoint  how many of them its segments cover
    checkpoint_parts  frames that stand for the log up to the checkpoint, in a store of format version 1
    segments    how many segments it has
    generation  counts its checkpoints
    revision    counts the changes of the description
    family      of a collection that was forked and of its forks, None for others
    functions   how many functions are attached to it
    """

    number: int
    collection: Collection
    space: str
    head: int
    checkpoint: int
    checkpoint_parts: int
    segments: int
    generation: int
    revision: int
    family: int | None = None
    functions: int = 0

    @property
    def state(self) -> tuple[int, int, int]:
        """Equal states mean that nothing about the collection has changed."""
        return self.head, self.generation, self.revision


def create_defaults(db: sqlite3.Connection) -> None:
    """The default tenant and database of an empty store."""
    db.execute("INSERT INTO tenants (name) VALUES (?)", (DEFAULT_TENANT,))
    db.execute(
        "INSERT INTO databases (id, tenant, name) VALUES (?, ?, ?)",
        (DEFAULT_DATABASE_ID, DEFAULT_TENANT, DEFAULT_DATABASE),
    )


def erase(db: sqlite3.Connection) -> None:
    """Remove every tenant and, with it, everything."""
    db.execute("DELETE FROM tenants")


# --- tenants ---------------------------------------------------------------------------------------------------------


def create_tenant(db: sqlite3.Connection, name: str) -> None:
    if _tenant(db, name) is not None:
        raise AlreadyExists(f"Tenant [{name}] already exists")
    db.execute("INSERT INTO tenants (name) VALUES (?)", (name,))


def get_tenant(db: sqlite3.Connection, name: str) -> Tenant:
    tenant = _tenant(db, name)
    if tenant is None:
        raise NotFound(f"Tenant [{name}] not found")
    return tenant


def list_tenants(db: sqlite3.Connection, limit: int | None, offset: int) -> list[Tenant]:
    rows = db.execute("SELECT name, resource_name FROM tenants ORDER BY name LIMIT ? OFFSET ?", _window(limit, offset))
    return [Tenant(name, resource_name) for name, resource_name in rows]


def set_resource_name(db: sqlite3.Connection, name: str, resource_name: str) -> None:
    tenant = get_tenant(db, name)
    if tenant.resource_name == resource_name:
        return
    if tenant.resource_name is not None:
        raise AlreadyExists(f"Tenant [{name}] already has the resource name [{tenant.resource_name}]")
    if db.execute("SELECT 1 FROM tenants WHERE resource_name = ?", (resource_name,)).fetchone():
        raise AlreadyExists(f"Resource name [{resource_name}] already belongs to another tenant")
    db.execute("UPDATE tenants SET resource_name = ? WHERE name = ?", (resource_name, name))


def _tenant(db: sqlite3.Connection, name: str) -> Tenant | None:
    row = db.execute("SELECT name, resource_name FROM tenants WHERE name = ?", (name,)).fetchone()
    return None if row is None else Tenant(*row)


# --- databases -------------------------------------------------------------------------------------------------------


def create_database(db: sqlite3.Connection, tenant: str, name: str) -> None:
    get_tenant(db, tenant)
    if _database_id(db, tenant, name) is not None:
        raise AlreadyExists(f"Database [{name}] already exists")
    db.execute("INSERT INTO databases (id, tenant, name) VALUES (?, ?, ?)", (str(uuid.uuid4()), tenant, name))


def get_database(db: sqlite3.Connection, tenant: str, name: str) -> Database:
    identifier = _database_id(db, tenant, name)
    if identifier is None:
        raise NotFound(f"Database [{name}] not found. Are you sure it exists?")
    return Database(identifier, name, tenant)


def list_databases(db: sqlite3.Connection, tenant: str, limit: int | None, offset: int) -> list[Database]:
    rows = db.execute(
        "SELECT id, name, tenant FROM databases WHERE tenant = ? ORDER BY name LIMIT ? OFFSET ?",
        (tenant, *_window(limit, offset)),
    )
    return [Database(*row) for row in rows]


def delete_database(db: sqlite3.Connection, tenant: str, name: str) -> list[str]:
    """Remove a database and its collections; the ids of these."""
    identifier = _database_id(db, tenant, name)
    if identifier is None:
        raise NotFound(f"Database [{name}] not found")
    collections = [row[0] for row in db.execute("SELECT id FROM collections WHERE database = ?", (identifier,))]
    db.execute("DELETE FROM databases WHERE id = ?", (identifier,))
    return collections


def _database_id(db: sqlite3.Connection, tenant: str, name: str) -> str | None:
    row = db.execute("SELECT id FROM databases WHERE tenant = ? AND name = ?", (tenant, name)).fetchone()
    return None if row is None else str(row[0])


# --- collections -----------------------------------------------------------------------------------------------------

_SELECT = """
SELECT c.number, c.id, c.name, d.tenant, d.name, c.metadata, c.configuration, c.schema, c.dimension, c.space,
       c.head, c.checkpoint, c.checkpoint_parts, c.segments, c.generation, c.revision, c.family,
       (SELECT count(*) FROM attached_functions a WHERE a.input = c.number), c.checksum
FROM collections c JOIN databases d ON d.id = c.database
"""


def create_collection(
    db: sqlite3.Connection,
    tenant: str,
    database: str,
    name: str,
    *,
    metadata: Metadata | None,
    configuration: dict[str, Any],
    schema: dict[str, Any],
    space: str,
    get_or_create: bool,
) -> CollectionRow:
    database_id = _database_id(db, tenant, database)
    if database_id is None:
        # The official server answers 400 here and not 404 (wire case collections.create/database_missing).
        raise InvalidArgument(f"Database [{database}] does not exist")
    existing = find_collection(db, tenant, database, name)
    if existing is not None:
        if get_or_create:
            return existing
        raise AlreadyExists(f"Collection [{name}] already exists")
    identifier = str(uuid.uuid4())
    db.execute(
        "INSERT INTO collections (id, database, name, metadata, configuration, schema, space) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (identifier, database_id, name, _pack(metadata), _pack(configuration), _pack(schema), space),
    )
    _seal(db, identifier)
    return require_collection(db, identifier)


def copy_collection(db: sqlite3.Connection, row: CollectionRow, new_name: str, family: int) -> CollectionRow:
    """A collection beside the other, with its description and its place in the log, and no records yet."""
    source = row.collection
    if find_collection(db, source.tenant, source.database, new_name) is not None:
        raise AlreadyExists(f"Collection [{new_name}] already exists")
    identifier = str(uuid.uuid4())
    # It may be the output of a function; its copy is not.
    schema = {part: value for part, value in source.schema.items() if part != "source_attached_function_id"}
    db.execute(
        "INSERT INTO collections (id, database, name, metadata, configuration, schema, space, dimension, head, "
        "checkpoint, segments, family) "
        "SELECT ?, database, ?, metadata, configuration, ?, space, dimension, head, checkpoint, segments, ? "
        "FROM collections WHERE number = ?",
        (identifier, new_name, _pack(schema), family, row.number),
    )
    _seal(db, identifier)
    return require_collection(db, identifier)


def set_family(db: sqlite3.Connection, row: CollectionRow, family: int) -> None:
    db.execute("UPDATE collections SET family = ?, revision = revision + 1 WHERE number = ?", (family, row.number))
    _seal(db, row.collection.id)


def touch(db: sqlite3.Connection, row: CollectionRow) -> None:
    """Count a change of the description that lies in another table."""
    db.execute("UPDATE collections SET revision = revision + 1 WHERE number = ?", (row.number,))


def find_collection(db: sqlite3.Connection, tenant: str, database: str, name: str) -> CollectionRow | None:
    row = db.execute(_SELECT + "WHERE d.tenant = ? AND d.name = ? AND c.name = ?", (tenant, database, name)).fetchone()
    return None if row is None else _row(row)


def find_collection_by_id(db: sqlite3.Connection, identifier: str) -> CollectionRow | None:
    row = db.execute(_SELECT + "WHERE c.id = ?", (identifier,)).fetchone()
    return None if row is None else _row(row)


def require_collection(db: sqlite3.Connection, identifier: str) -> CollectionRow:
    row = find_collection_by_id(db, identifier)
    if row is None:
        raise NotFound(f"Collection [{identifier}] does not exist.")
    return row


def collection_state(db: sqlite3.Connection, identifier: str) -> tuple[int, int, int] | None:
    """:attr:`CollectionRow.state` without reading the rest."""
    row: tuple[int, int, int] | None = db.execute(
        "SELECT head, generation, revision FROM collections WHERE id = ?", (identifier,)
    ).fetchone()
    return row


def find_collection_by_crn(
    db: sqlite3.Connection, resource_name: str, database: str, name: str
) -> CollectionRow | None:
    row = db.execute(
        _SELECT + "JOIN tenants t ON t.name = d.tenant WHERE t.resource_name = ? AND d.name = ? AND c.name = ?",
        (resource_name, database, name),
    ).fetchone()
    return None if row is None else _row(row)


def list_collections(
    db: sqlite3.Connection, tenant: str, database: str, limit: int | None, offset: int
) -> list[Collection]:
    rows = db.execute(
        _SELECT + "WHERE d.tenant = ? AND d.name = ? ORDER BY c.id LIMIT ? OFFSET ?",
        (tenant, database, *_window(limit, offset)),
    )
    return [_row(row).collection for row in rows]


def count_collections(db: sqlite3.Connection, tenant: str, database: str) -> int:
    row = db.execute(
        "SELECT count(*) FROM collections c JOIN databases d ON d.id = c.database WHERE d.tenant = ? AND d.name = ?",
        (tenant, database),
    ).fetchone()
    return int(row[0])


def collection_ids(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT id FROM collections ORDER BY number")]


def rename_collection(db: sqlite3.Connection, row: CollectionRow, new_name: str) -> None:
    try:
        db.execute("UPDATE collections SET name = ?, revision = revision + 1 WHERE number = ?", (new_name, row.number))
    except sqlite3.IntegrityError as error:
        raise AlreadyExists(f"Collection [{new_name}] already exists") from error


def set_description(
    db: sqlite3.Connection,
    row: CollectionRow,
    *,
    metadata: Metadata | None,
    configuration: dict[str, Any],
    schema: dict[str, Any],
) -> None:
    db.execute(
        "UPDATE collections SET metadata = ?, configuration = ?, schema = ?, revision = revision + 1 WHERE number = ?",
        (_pack(metadata), _pack(configuration), _pack(schema), row.number),
    )
    _seal(db, row.collection.id)


def set_shape(db: sqlite3.Connection, row: CollectionRow, *, dimension: int | None, schema: dict[str, Any]) -> None:
    db.execute(
        "UPDATE collections SET dimension = ?, schema = ?, revision = revision + 1 WHERE number = ?",
        (dimension, _pack(schema), row.number),
    )
    _seal(db, row.collection.id)


def set_head(db: sqlite3.Connection, row: CollectionRow, head: int) -> None:
    db.execute("UPDATE collections SET head = ? WHERE number = ?", (head, row.number))


def delete_collection(db: sqlite3.Connection, tenant: str, database: str, name: str) -> str:
    """Remove a collection and its log; its id."""
    row = find_collection(db, tenant, database, name)
    if row is None:
        raise NotFound(f"Collection [{name}] does not exist")
    db.execute("DELETE FROM collections WHERE number = ?", (row.number,))
    return row.collection.id


def seal_description(db: sqlite3.Connection, identifier: str) -> None:
    """Accept the description of a collection as it is."""
    _seal(db, identifier)


def seal_descriptions(db: sqlite3.Connection) -> None:
    """Give the collections of a store of an older format their checksums."""
    for identifier in collection_ids(db):
        _seal(db, identifier)


_DESCRIPTION = "SELECT metadata, configuration, schema, dimension, space, family FROM collections WHERE id = ?"


def _seal(db: sqlite3.Connection, identifier: str) -> None:
    """Write the checksum of what is not covered otherwise.

    Names are in an index too, and positions are compared with the log.
    """
    described = db.execute(_DESCRIPTION, (identifier,)).fetchone()
    db.execute("UPDATE collections SET checksum = ? WHERE id = ?", (_checksum(identifier, *described), identifier))


def _checksum(identifier: str, *description: object) -> int:
    *parts, family = description
    # Checksums are older than families.
    covered = (identifier, *parts) if family is None else (identifier, *parts, family)
    return zlib.crc32("\0".join("" if part is None else str(part) for part in covered).encode())


def _row(row: Sequence[Any]) -> CollectionRow:
    number, identifier, name, tenant, database, metadata, configuration, schema, dimension, space, *rest = row
    head, checkpoint, checkpoint_parts, segments, generation, revision, family, functions, checksum = rest
    if _checksum(identifier, metadata, configuration, schema, dimension, space, family) != checksum:
        raise DamagedRow(f"the description of collection [{name}] ({identifier}) does not match its checksum")
    collection = Collection(
        id=identifier,
        name=name,
        tenant=tenant,
        database=database,
        metadata=_unpack(metadata),
        configuration=_unpack(configuration),
        schema=_unpack(schema),
        dimension=dimension,
    )
    return CollectionRow(
        number,
        collection,
        space,
        head,
        checkpoint,
        checkpoint_parts,
        segments,
        generation,
        revision,
        family,
        functions,
    )


def _window(limit: int | None, offset: int) -> tuple[int, int]:
    return (UNLIMITED if limit is None else limit, offset)


def _pack(value: Any) -> str | None:
    return None if value is None else json.dumps(value, separators=(",", ":"), default=_wire_form)


def _wire_form(value: object) -> Any:
    if isinstance(value, SparseVector):
        return value.json
    raise TypeError(f"{type(value).__name__} is no JSON")


def _unpack(value: str | None) -> Any:
    return None if value is None else json.loads(value)
