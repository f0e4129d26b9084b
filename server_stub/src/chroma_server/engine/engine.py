"""The engine: tenants, databases, collections and records, in a directory or in memory."""

from __future__ import annotations

import contextlib
import os
from types import TracebackType

from chroma_server.engine import catalog, log, manifest
from chroma_server.engine.checkpoint import checkpoint, everything
from chroma_server.engine.closing import write_long_logs
from chroma_server.engine.collection_methods import CollectionMethods
from chroma_server.engine.errors import NotFound, PermissionDenied, Unavailable
from chroma_server.engine.functions.methods import FunctionMethods
from chroma_server.engine.model import Database, Tenant
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.record_methods import RecordMethods
from chroma_server.engine.rules.names import check_database_name, check_database_reference, check_tenant_name
from chroma_server.engine.rules.paging import check_limit, check_offset
from chroma_server.engine.store import Store


class Engine(CollectionMethods, RecordMethods, FunctionMethods):
    """One store. Every method may be called from any thread, and other processes may use the same directory.

    A write that returned is on disk (synchronous=FULL) and is seen by every later read. Methods raise the errors of
    :mod:`chroma_server.engine.errors`: NotFound for what does not exist, InvalidArgument for a bad value, Unavailable
    after :meth:`close` and when another process holds the lock for too long, Internal when the store is damaged.
    """

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None, *, options: EngineOptions | None = None) -> Engine:
        """Open the store in the directory ``path``, made when missing; None keeps everything in memory.

        Raises InvalidArgument when the directory cannot be used and FailedPrecondition when it holds another program's
        database.
        """
        options = options or EngineOptions()
        store = Store(
            path,
            options.lock_timeout,
            on_create=catalog.create_defaults,
            on_upgrade=catalog.seal_descriptions,
        )
        _remove_orphans(store)
        return cls(store, options)

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        return self._store.closed

    def close(self) -> None:
        """Release the files. Nothing is lost by not calling it, but the next opening may have a long log to read.

        Later calls of other methods raise Unavailable.
        """
        self._background.close()
        if self._store.hurry():
            write_long_logs(self._collections.values())
        self._store.close()
        self._tokens.clear()
        self._collections.clear()

    def reset(self) -> None:
        """Erase everything. Raises PermissionDenied unless the options allow it."""
        if not self._options.allow_reset:
            raise PermissionDenied("Reset is disabled by config")
        with self._store.write() as db:
            erased = catalog.collection_ids(db)
            segments = manifest.names_of(db, erased)
            catalog.erase(db)
            catalog.create_defaults(db)
            segments = manifest.unlisted(db, segments)
        self._collections.forget(erased, segments)

    def vacuum(self) -> None:
        """Merge every collection into one segment of its live records and give freed space back to the file system.

        What a collection shares with its forks stays as it is: to write it anew for each of them would take space.
        """
        with self._store.read() as db:
            identifiers = catalog.collection_ids(db)
        for identifier in identifiers:
            try:
                with self._store.read() as db:
                    if log.is_all_shared(db, catalog.require_collection(db, identifier)):
                        continue
                checkpoint(self._open(identifier), everything, self._background.stopping)
            except NotFound:
                continue  # Deleted since the list was read: nothing to rewrite.
        self._store.vacuum()

    # --- tenants ------------------------------------------------------------------------------------------------------

    def create_tenant(self, name: str) -> None:
        """Raises AlreadyExists when the name is taken."""
        check_tenant_name(name)
        with self._store.write() as db:
            catalog.create_tenant(db, name)

    def get_tenant(self, name: str) -> Tenant:
        with self._store.read() as db:
            return catalog.get_tenant(db, name)

    def list_tenants(self, limit: int | None = None, offset: int | None = 0) -> list[Tenant]:
        """By name, in byte order."""
        with self._store.read() as db:
            return catalog.list_tenants(db, check_limit(limit), check_offset(offset))

    def update_tenant(self, name: str, resource_name: str) -> None:
        """Set the resource name, once. Raises AlreadyExists when the tenant has another, or another tenant has it."""
        with self._store.write() as db:
            catalog.set_resource_name(db, name, resource_name)

    # --- databases ----------------------------------------------------------------------------------------------------

    def create_database(self, tenant: str, name: str) -> None:
        """Raises AlreadyExists when the tenant has a database of that name."""
        check_database_name(name)
        with self._store.write() as db:
            catalog.create_database(db, tenant, name)

    def get_database(self, tenant: str, name: str) -> Database:
        check_database_reference(name)
        with self._store.read() as db:
            return catalog.get_database(db, tenant, name)

    def list_databases(self, tenant: str, limit: int | None = None, offset: int | None = 0) -> list[Database]:
        """By name, in byte order; empty for a tenant that does not exist."""
        with self._store.read() as db:
            return catalog.list_databases(db, tenant, check_limit(limit), check_offset(offset))

    def delete_database(self, tenant: str, name: str) -> None:
        """Remove a database with its collections."""
        with self._store.write() as db:
            segments = manifest.names_of_database(db, tenant, name)
            deleted = catalog.delete_database(db, tenant, name)
            segments = manifest.unlisted(db, segments)
        self._collections.forget(deleted, segments)


def _remove_orphans(store: Store) -> None:
    """Delete segment files that a process left behind when it died. Left for another time when the store is busy."""
    files = store.files
    if files is None:
        return
    with store.read() as db:
        strays = files.strays(lambda: manifest.listed_names(db))
    if strays:
        with contextlib.suppress(Unavailable), store.write() as db:
            files.remove_orphans(lambda: manifest.listed_names(db))
