"""The engine: tenants, databases, collections and records, in a directory or in memory."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from chroma_server.engine import catalog, log, manifest
from chroma_server.engine.background import Background
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.checkpoint import checkpoint, everything
from chroma_server.engine.closing import write_long_logs
from chroma_server.engine.collection import OpenCollection, Plan, State
from chroma_server.engine.errors import NotFound, PermissionDenied, Unavailable
from chroma_server.engine.fork import fork, fork_count
from chroma_server.engine.functions.feed import Feed
from chroma_server.engine.functions.methods import FunctionMethods
from chroma_server.engine.group import GroupCommit
from chroma_server.engine.model import (
    Collection,
    Database,
    GetResult,
    IndexingStatus,
    QueryResult,
    SearchResult,
    Tenant,
)
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.reads import GetRequest, QueryRequest
from chroma_server.engine.rules.configuration import apply_update, resolve_create
from chroma_server.engine.rules.crn import parse_crn
from chroma_server.engine.rules.includes import GET_DEFAULT, QUERY_DEFAULT
from chroma_server.engine.rules.metadata import check_collection_metadata
from chroma_server.engine.rules.names import (
    check_collection_name,
    check_database_name,
    check_database_reference,
    check_tenant_name,
)
from chroma_server.engine.rules.paging import check_limit, check_offset, check_read_level
from chroma_server.engine.rules.search import check_searches
from chroma_server.engine.rules.vectors import EmbeddingsInput
from chroma_server.engine.searches import run_searches
from chroma_server.engine.store import Store
from chroma_server.engine.transactions import CommitResult, ReadTokens, checked_token, conditional_commit
from chroma_server.engine.writes import Deletion, WriteKind, check_batch_dimension, write_batch

_USES_BETWEEN_LOOKS = 16


class Engine(FunctionMethods):
    """One store. Every method may be called from any thread, and other processes may use the same directory.

    A write that returned is on disk (synchronous=FULL) and is seen by every later read. Methods raise the errors of
    :mod:`chroma_server.engine.errors`: NotFound for what does not exist, InvalidArgument for a bad value, Unavailable
    after :meth:`close` and when another process holds the lock for too long, Internal when the store is damaged.
    """

    def __init__(self, store: Store, options: EngineOptions) -> None:
        self._store = store
        self._options = options
        self._group = GroupCommit(store)
        self._background = Background(options)
        self._tokens = ReadTokens()
        self._collections: dict[str, OpenCollection] = {}
        self._collections_lock = threading.Lock()
        self._uses = 0

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
            with self._collections_lock:
                collections = list(self._collections.values())
            write_long_logs(collections)
        self._store.close()
        self._tokens.clear()
        with self._collections_lock:
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
        self._forget(erased, segments)

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
        self._forget(deleted, segments)

    # --- collections --------------------------------------------------------------------------------------------------

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
        row = self._known_row(collection_id)
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
        self._forget([deleted], segments)

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
            with self._collections_lock:
                made = self._collections.setdefault(made.id, made)
        # The log it shares may be one that a checkpoint is due for.
        self._background.after_write(made)
        return made.row().collection

    def fork_count(self, collection_id: str) -> int:
        """How many forks were ever made of the collection, of the one it stems from, and of all their forks."""
        with self._store.read() as db:
            return fork_count(db, catalog.require_collection(db, collection_id))

    # --- records ------------------------------------------------------------------------------------------------------

    def add(
        self,
        collection_id: str,
        *,
        ids: Sequence[str],
        embeddings: EmbeddingsInput,
        metadatas: Sequence[Mapping[str, Any] | None] | None = None,
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """Insert new records; those whose id exists are left out, and of an id given twice the first counts."""
        self._write("add", collection_id, ids, embeddings, metadatas, documents, uris)

    def upsert(
        self,
        collection_id: str,
        *,
        ids: Sequence[str],
        embeddings: EmbeddingsInput,
        metadatas: Sequence[Mapping[str, Any] | None] | None = None,
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """Insert what is new and merge the rest into the records that exist, in order.

        A document, uri or metadata of None keeps the old one; a metadata value of None deletes its key.
        """
        self._write("upsert", collection_id, ids, embeddings, metadatas, documents, uris)

    def update(
        self,
        collection_id: str,
        *,
        ids: Sequence[str],
        embeddings: EmbeddingsInput = None,
        metadatas: Sequence[Mapping[str, Any] | None] | None = None,
        documents: Sequence[str | None] | None = None,
        uris: Sequence[str | None] | None = None,
    ) -> None:
        """Merge into the records that exist, in order; unknown ids are left out."""
        self._write("update", collection_id, ids, embeddings, metadatas, documents, uris)

    def delete(
        self,
        collection_id: str,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        limit: int | None = None,
    ) -> int:
        """Remove the records that are among ``ids`` and match the filters; how many there were.

        ``limit`` takes the first matches in insertion order and needs a filter. Without ids and filters nothing is
        removed.
        """
        collection = self._open(collection_id)
        deletion = Deletion(ids, where, where_document, limit)
        _, applied = self._apply(collection, lambda state: [deletion.batch(state)])
        return sum(map(len, applied))

    def get(
        self,
        collection_id: str,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        limit: int | None = None,
        offset: int | None = 0,
        include: Sequence[str] = GET_DEFAULT,
    ) -> GetResult:
        """Records in insertion order: those among ``ids`` (None is all, unknown ones are left out) that match."""
        request = GetRequest.parse(ids, where, where_document, limit, offset, include)
        return request.run(self._open(collection_id).snapshot())

    def query(
        self,
        collection_id: str,
        *,
        query_embeddings: Any,
        n_results: int | None = 10,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        include: Sequence[str] = QUERY_DEFAULT,
    ) -> QueryResult:
        """For each query vector the nearest of the records that match, exactly, ties in insertion order."""
        collection = self._open(collection_id)
        request = QueryRequest.parse(query_embeddings, n_results, ids, where, where_document, include)
        snapshot = collection.snapshot()
        self._background.after_read(collection, snapshot)
        return request.run(snapshot)

    def search(
        self,
        collection_id: str,
        searches: Sequence[Mapping[str, Any]],
        read_level: str | None = "index_and_wal",
    ) -> SearchResult:
        """Rank, group, cut and select records, for each search by itself, all on the same state of the collection.

        searches    as in the API, see :mod:`.rules.search` and :mod:`.rules.rank`
        read_level  None is ``index_and_wal``; every level gives the same answer

        Raises InvalidArgument, naming the place, for what is no search, what the collection's indexes do not allow, and
        dense query vectors of another length than the collection's.
        """
        collection = self._open(collection_id)
        check_read_level(read_level or "index_and_wal")
        snapshot = collection.snapshot()
        return run_searches(snapshot, check_searches(searches, snapshot.row.collection.schema))

    def count(self, collection_id: str, read_level: str = "index_and_wal") -> int:
        """The number of records. Every read level gives the same answer, since what is written is indexed at once."""
        check_read_level(read_level)
        return len(self._open(collection_id).snapshot())

    def indexing_status(self, collection_id: str) -> IndexingStatus:
        """How many of the write operations the indexes cover.

        What is in the log alone counts as indexed as long as it is short: it is searched one by one then, and moved
        into segments only when more has piled up. So it is all of them but for while that is done in the background.
        """
        collection = self._open(collection_id)
        row = collection.row()
        pending = row.head - row.checkpoint if self._background.is_due(collection) else 0
        return IndexingStatus(
            num_indexed_ops=row.head - pending,
            num_unindexed_ops=pending,
            total_ops=row.head,
            op_indexing_progress=(row.head - pending) / row.head if row.head else 1.0,
        )

    # --- transactions -------------------------------------------------------------------------------------------------

    def conditional_get(
        self,
        collection_id: str,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        limit: int | None = None,
        offset: int | None = 0,
        include: Sequence[str] = GET_DEFAULT,
        read_token: int | None = None,
    ) -> tuple[GetResult, int]:
        """:meth:`get`, and the token of this read for :meth:`conditional_commit`.

        With the token of an earlier read it is answered from the state that one saw, whatever was written since; raises
        FailedPrecondition when that state is not kept any more: it is for a minute, by this process.
        """
        collection = self._open(collection_id)
        request = GetRequest.parse(ids, where, where_document, limit, offset, include)
        snapshot = collection.snapshot()
        token = checked_token(read_token)
        if token is None:
            return request.run(snapshot), self._tokens.issue(snapshot)
        return request.run(self._tokens.state(token, snapshot)), token

    def conditional_commit(
        self,
        collection_id: str,
        *,
        read_token: int | None,
        read_ids: Sequence[str],
        operations: Sequence[Mapping[str, Any]],
    ) -> CommitResult:
        """Write only if nothing that was read has changed; the rules are those of :mod:`.transactions`."""
        collection = self._open(collection_id)
        return conditional_commit(
            collection,
            lambda plan: self._apply(collection, plan),
            read_token=read_token,
            read_ids=read_ids,
            operations=operations,
        )

    # --- within -------------------------------------------------------------------------------------------------------

    def _write(
        self,
        kind: WriteKind,
        collection_id: str,
        ids: Sequence[str],
        embeddings: EmbeddingsInput,
        metadatas: Sequence[Mapping[str, Any] | None] | None,
        documents: Sequence[str | None] | None,
        uris: Sequence[str | None] | None,
    ) -> None:
        collection = self._open(collection_id)
        batch = write_batch(
            kind,
            collection.row().collection.dimension,
            ids=ids,
            embeddings=embeddings,
            metadatas=metadatas,
            documents=documents,
            uris=uris,
        )

        def plan(state: State) -> list[Batch]:
            # Another writer may have fixed the dimension since the batch was checked.
            check_batch_dimension(batch, state.row.collection.dimension)
            return [state.draft.effective(batch)]

        self._apply(collection, plan)

    def _apply(self, collection: OpenCollection, plan: Plan) -> tuple[int, list[Batch]]:
        feed = Feed(self._open_within)
        done = collection.write(plan, feed)
        self._background.after_write(collection)
        if feed.output is not None:
            self._background.after_write(feed.output)
        self._tokens.expire()
        return done

    def _open(self, collection_id: str) -> OpenCollection:
        """The collection at work. Raises NotFound when the catalog does not have it."""
        collection = self._collections.get(collection_id)
        if collection is not None:
            self._use(collection)
            return collection
        with self._store.read() as db:
            # Ids that do not exist must not pile up.
            catalog.require_collection(db, collection_id)
        return self._opened(collection_id)

    def _opened(self, collection_id: str) -> OpenCollection:
        with self._collections_lock:
            return self._collections.setdefault(collection_id, OpenCollection(self._store, self._group, collection_id))

    def _known_row(self, collection_id: str) -> CollectionRow | None:
        """The catalog's description, without reading the catalog where what is in memory is up to date."""
        collection = self._collections.get(collection_id)
        if collection is not None and collection.loaded:
            with contextlib.suppress(NotFound):
                return collection.row()
            return None
        with self._store.read() as db:
            return catalog.find_collection_by_id(db, collection_id)

    def _use(self, collection: OpenCollection) -> None:
        """Note that a collection is in use, and now and then close those that are not, when memory is short."""
        limit = self._options.memory_limit
        if limit is None or not self._store.durable:
            return
        with self._collections_lock:
            if self._collections.pop(collection.id, None) is collection:
                self._collections[collection.id] = collection
            self._uses += 1
            if self._uses < max(_USES_BETWEEN_LOOKS, len(self._collections) // 4):
                return
            self._uses = 0
            # What a collection shares with its forks counts for the one that was used last.
            seen = set[int]()
            sizes = {identifier: held.nbytes_besides(seen) for identifier, held in reversed(self._collections.items())}
            total = sum(sizes.values())
            # Oldest first. A thread that still works with one keeps it, and sees what others write as if it were
            # another process.
            for identifier in list(self._collections)[:-1]:
                if total <= limit:
                    break
                del self._collections[identifier]
                total -= sizes[identifier]

    def _forget(self, collection_ids: Sequence[str], segments: Sequence[str]) -> None:
        with self._collections_lock:
            forgotten = [self._collections.pop(identifier, None) for identifier in collection_ids]
        for collection in forgotten:
            if collection is not None:
                collection.forget()
        if self._store.files is not None:
            self._store.files.delete(segments)


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
