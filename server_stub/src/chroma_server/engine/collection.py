"""One collection at work: its table, kept up to date with the log, and the locks by which many read while one writes.

A reader calls :meth:`OpenCollection.reading` and sees one state of the table until it leaves the block. A writer calls
:meth:`OpenCollection.write` with a plan of what to change; the change is in the log, committed, before any reader sees
it. Frames of other processes are noticed by ``PRAGMA data_version`` and applied first.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from chroma_server.engine import catalog, log
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.errors import Internal, NotFound, ResourceExhausted, Unavailable
from chroma_server.engine.locking import ReadWriteLock
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.rules.schema import grow_schema, observed_types
from chroma_server.engine.store import Store
from chroma_server.engine.table import RecordTable

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class View:
    """What a reader sees: the catalog's description and the table, which no one changes while the block lasts."""

    row: CollectionRow
    table: RecordTable


class OpenCollection:
    """A collection loaded from its log. Create it freely: nothing is read before the first use."""

    def __init__(self, store: Store, options: EngineOptions, collection_id: str) -> None:
        self._store = store
        self._options = options
        self._id = collection_id
        self._lock = ReadWriteLock()
        self._apply_lock = threading.RLock()
        self._view: View | None = None
        self._applied = 0
        self._frames = 0
        self._seen_version: int | None = None

    @contextmanager
    def reading(self) -> Generator[View, None, None]:
        """The state of the collection with every write acknowledged before. Raises NotFound when it is gone."""
        self._catch_up()
        with self._lock.reading():
            yield self._require_view()

    def row(self) -> CollectionRow:
        """The catalog's description, up to date. Raises NotFound when the collection is gone."""
        self._catch_up()
        return self._require_view().row

    def write(self, plan: Callable[[View], Sequence[Batch]]) -> tuple[int, list[Batch]]:
        """Append to the log and apply what ``plan`` asks for; the position before it and what took effect.

        ``plan`` runs when nothing else can write, in this process or another; what it raises ends the write without a
        trace. A dimension that is fixed and a schema that grows are committed together with the frame.
        """
        with self._store.write_lock, self._apply_lock:
            with self._store.write() as db:
                self._apply_log(db)
                view = self._require_view()
                before = view.row
                batches = [batch for batch in plan(view) if len(batch)]
                after = self._log(db, before, batches) if batches else before
            if batches:
                self._apply(after, batches)
                self._checkpoint_when_due()
            return before.head, batches

    def checkpoint(self) -> None:
        """Let the live records stand for the log."""
        if not self._store.durable:
            return
        with self._store.write_lock, self._apply_lock:
            with self._store.write() as db:
                self._apply_log(db)
                view = self._require_view()
                parts = log.write_checkpoint(db, view.row, view.table.live_batches())
            self._view = replace(view, row=replace(view.row, checkpoint=view.row.head, checkpoint_parts=parts))
            self._frames = 0

    def invalidate(self) -> None:
        """The catalog's description was changed here: read it anew at the next use."""
        self._seen_version = None

    def forget(self) -> None:
        """The collection was deleted here: every later use raises NotFound, unless the catalog knows better."""
        with self._lock.writing():
            self._view = None
            self._seen_version = None

    # --- following the log --------------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        version = self._store.data_version()
        if version == self._seen_version and self._view is not None:
            return
        with self._store.read() as db:
            state = catalog.collection_state(db, self._id)
        view = self._view
        if view is None or state != view.row.state:
            # The transaction sees what is there at its first statement, and that must come after the wait for the lock.
            with self._store.read() as db, self._apply_lock:
                self._apply_log(db)
        self._seen_version = version

    def _apply_log(self, db: sqlite3.Connection) -> None:
        """Bring the table to the state that the transaction sees. The apply lock is held."""
        view = self._view
        if view is not None and catalog.collection_state(db, self._id) == view.row.state:
            return
        row = catalog.find_collection_by_id(db, self._id)
        if row is None:
            self.forget()
            raise NotFound(f"Collection [{self._id}] does not exist.")
        if view is None and row.head and not self._store.durable:
            raise Internal(f"Collection [{row.collection.name}] was lost when a write to it ran out of memory")
        try:
            self._follow(db, row, view)
        except BaseException:
            # The table may have half of a frame: load anew at the next use.
            self.forget()
            raise

    def _follow(self, db: sqlite3.Connection, row: CollectionRow, view: View | None) -> None:
        if view is None or (self._store.durable and row.checkpoint > self._applied):
            view = View(row, self._load(db, row))
        with self._lock.writing():
            if self._store.durable:
                for position, batches in log.read_after(db, row, self._applied, store=self._store.name):
                    for batch in batches:
                        view.table.apply(batch, position)
                    self._applied = position
                    self._frames += 1
            self._view = replace(view, row=row)

    def _load(self, db: sqlite3.Connection, row: CollectionRow) -> RecordTable:
        table = RecordTable(row.collection.dimension)
        for batch in log.read_checkpoint(db, row, store=self._store.name):
            table.apply(batch, row.checkpoint)
        table.forget_before(row.checkpoint)
        self._applied, self._frames = row.checkpoint, 0
        return table

    # --- writing ------------------------------------------------------------------------------------------------------

    def _log(self, db: sqlite3.Connection, row: CollectionRow, batches: Sequence[Batch]) -> CollectionRow:
        collection = row.collection
        dimension = next((d for d in (collection.dimension, *(b.dimension for b in batches)) if d is not None), None)
        written = (metadata for batch in batches for metadata in batch.metadatas or () if metadata)
        grown = grow_schema(collection.schema, observed_types(written))
        schema = collection.schema if grown is collection.schema else dict(grown)
        if dimension != collection.dimension or schema is not collection.schema:
            catalog.set_shape(db, row, dimension=dimension, schema=schema)
            row = replace(row, revision=row.revision + 1)
        head = row.head + sum(map(len, batches))
        if self._store.durable:
            log.append(db, row, batches, head)
        catalog.set_head(db, row, head)
        return replace(row, head=head, collection=replace(collection, dimension=dimension, schema=schema))

    def _apply(self, row: CollectionRow, batches: Sequence[Batch]) -> None:
        try:
            with self._lock.writing():
                view = self._require_view()
                for batch in batches:
                    view.table.apply(batch, row.head)
                self._view = replace(view, row=row)
                self._applied = row.head
                self._frames += 1
        except BaseException:
            # The log has the write and the table may have half of it: load anew at the next use.
            self.forget()
            raise

    def _checkpoint_when_due(self) -> None:
        view = self._require_view()
        live = len(view.table)
        ops = view.row.head - view.row.checkpoint
        too_many_ops = ops > self._options.checkpoint_ops and ops > 2 * live
        too_many_frames = self._frames > self._options.checkpoint_frames and 2 * self._frames > live
        if too_many_ops or too_many_frames:
            try:
                self.checkpoint()
            except (ResourceExhausted, Unavailable) as error:
                # The write that came before is on disk and stays; the next one tries again.
                _logger.warning("The log of collection %s was not rewritten: %s", self._id, error)

    def _require_view(self) -> View:
        if self._view is None:
            raise NotFound(f"Collection [{self._id}] does not exist.")
        return self._view
