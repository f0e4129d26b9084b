"""The methods of an engine that are about collections as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chroma_server.engine import catalog, manifest
from chroma_server.engine.base import EngineBase
from chroma_server.engine.checkpoint import checkpoint, everything
from chroma_server.engine.errors import NotFound
from chroma_server.engine.fork import fork, fork_count
from chroma_server.engine.model import Collection
from chroma_server.engine.rules.configuration import apply_update, resolve_create
from chroma_server.engine.rules.crn import parse_crn
from chroma_server.engine.rules.metadata import check_collection_metadata
from chroma_server.engine.rules.names import check_collection_name, check_database_reference
from chroma_server.engine.rules.paging import check_limit, check_offset


class CollectionMethods(EngineBase):
    """A part of :class:`~chroma_server.engine.engine.Engine`, which says what raises what."""

    def create_collection(
        self,
        tenant: str,
        database: str,
        name: str,
        *,
        metadata: Mapping[str, Any] | None = None,
        configuration: dict[str, Any] | None = None,
        schema: dict[str, Any] | None = None,
        get_or_create: bool = False,
    ) -> Collection:
        """A new collection, or with ``get_or_create`` the one of that name as it is.

        Raises AlreadyExists when the name is taken, InvalidArgument for bad values and for a database that does not
        exist.
        """
        check_database_reference(database)
        check_collection_name(name)
        checked = check_collection_metadata(metadata)
        resolved = resolve_create(checked, configuration, schema)
        with self._store.write() as db:
            row = catalog.create_collection(
                db,
                tenant,
                database,
                name,
                metadata=checked,
                configuration=resolved.configuration,
                schema=resolved.schema,
                space=resolved.space,
                get_or_create=get_or_create,
            )
        return row.collection

    def get_collection(self, tenant: str, database: str, name: str) -> Collection:
        check_database_reference(database)
        with self._store.read() as db:
            row = catalog.find_collection(db, tenant, database, name)
        if row is None:
            raise NotFound(f"Collection [{name}] does not exist")
        return row.collection

    def get_collection_by_id(self, tenant: str, database: str, collection_id: str) -> Collection:
        """Raises NotFound also for a collection of another database."""
        check_database_reference(database)
        row = self._collections.known_row(collection_id)
        if row is None or (row.collection.tenant, row.collection.database) != (tenant, database):
            raise NotFound(f"Collection [{collection_id}] does not exist")
        return row.collection

    def get_collection_by_crn(self, crn: str) -> Collection:
        """The collection named ``tenant_resource_name:database:collection``."""
        parts = parse_crn(crn)
        with self._store.read() as db:
            row = catalog.find_collection_by_crn(db, parts.tenant_resource_name, parts.database, parts.collection)
        if row is None:
            raise NotFound(f"Collection [{crn}] does not exist")
        return row.collection

    def list_collections(
        self, tenant: str, database: str, limit: int | None = None, offset: int | None = 0
    ) -> list[Collection]:
        """By id; empty for a database that does not exist."""
        check_database_reference(database)
        with self._store.read() as db:
            return catalog.list_collections(db, tenant, database, check_limit(limit), check_offset(offset))

    def count_collections(self, tenant: str, database: str) -> int:
        check_database_reference(database)
        with self._store.read() as db:
            return catalog.count_collections(db, tenant, database)

    def update_collection(
        self,
        tenant: str,
        database: str,
        collection_id: str,
        *,
        new_name: str | None = None,
        new_metadata: Mapping[str, Any] | None = None,
        new_configuration: dict[str, Any] | None = None,
    ) -> None:
        """Rename, replace the metadata as a whole, change the configuration; None leaves each as it is.

        Raises AlreadyExists when another collection of the database has the new name.
        """
        check_database_reference(database)
        if new_name is not None:
            check_collection_name(new_name, field="new_name")
        metadata = check_collection_metadata(new_metadata, update=True)
        with self._store.write() as db:
            row = catalog.require_collection(db, collection_id)
            current = row.collection
            if (current.tenant, current.database) != (tenant, database):
                raise NotFound(f"Collection [{collection_id}] does not exist.")
            configuration, schema = current.configuration, current.schema
            if new_configuration is not None:
                updated = apply_update(schema, new_configuration)
                configuration, schema = updated.configuration, updated.schema
            catalog.set_description(
                db,
                row,
                metadata=current.metadata if new_metadata is None else metadata,
                configuration=configuration,
                schema=schema,
            )
            if new_name is not None:
                catalog.rename_collection(db, row, new_name)
        self._open(collection_id).invalidate()

    def delete_collection(self, tenant: str, database: str, name: str) -> None:
        check_database_reference(database)
        with self._store.write() as db:
            row = catalog.find_collection(db, tenant, database, name)
            segments = manifest.names_of(db, [] if row is None else [row.collection.id])
            deleted = catalog.delete_collection(db, tenant, database, name)
            segments = manifest.unlisted(db, segments)
        self._collections.forget([deleted], segments)

    def fork_collection(self, collection_id: str, new_name: str) -> Collection:
        """A new collection of the same database that starts with the records and the description of this one.

        It shares the data of its source until either is changed: a fork costs milliseconds and next to no disk, however
        many records there are. Functions stay with the source. Raises AlreadyExists when the name is taken.
        """
        check_collection_name(new_name, field="new_name")
        source = self._open(collection_id)
        if source.row().checkpoint_parts:
            # A store of format version 1 keeps records where they cannot be shared, until a checkpoint.
            checkpoint(source, everything, self._background.stopping, force=True)
        # With the lock held no one sees the new collection before it is at work.
        with self._store.write_lock:
            made = fork(self._store, self._group, source, new_name)
            made = self._collections.adopt(made)
        # The log it shares may be one that a checkpoint is due for.
        self._background.after_write(made)
        return made.row().collection

    def fork_count(self, collection_id: str) -> int:
        """How many forks were ever made of the collection, of the one it stems from, and of all their forks."""
        with self._store.read() as db:
            return fork_count(db, catalog.require_collection(db, collection_id))
