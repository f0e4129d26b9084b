"""The collections of an engine that are at work: opened at the first use, closed when memory is short."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Sequence

from chroma_server.engine import catalog
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.collection import OpenCollection
from chroma_server.engine.errors import NotFound
from chroma_server.engine.group import GroupCommit
from chroma_server.engine.store import Store

_USES_BETWEEN_LOOKS = 16


class OpenCollections:
    """By id, the one used last at the end. ``memory_limit`` in bytes, None is none."""

    def __init__(self, store: Store, group: GroupCommit, memory_limit: int | None) -> None:
        self._store = store
        self._group = group
        # A store in memory has nothing to read a collection from again.
        self._memory_limit = memory_limit if store.durable else None
        self._collections: dict[str, OpenCollection] = {}
        self._lock = threading.Lock()
        self._uses = 0

    def __len__(self) -> int:
        return len(self._collections)

    def values(self) -> list[OpenCollection]:
        with self._lock:
            return list(self._collections.values())

    def open(self, collection_id: str) -> OpenCollection:
        """The collection at work. Raises NotFound when the catalog does not have it."""
        collection = self._collections.get(collection_id)
        if collection is not None:
            if self._memory_limit is not None:
                self._use(collection, self._memory_limit)
            return collection
        with self._store.read() as db:
            # Ids that do not exist must not pile up.
            catalog.require_collection(db, collection_id)
        return self._opened(collection_id)

    def open_within(self, db: sqlite3.Connection, collection_id: str) -> OpenCollection:
        """As :meth:`open`, within a transaction."""
        catalog.require_collection(db, collection_id)
        return self._opened(collection_id)

    def adopt(self, collection: OpenCollection) -> OpenCollection:
        """Put one that was opened elsewhere to work, unless it is at work already; the one at work."""
        with self._lock:
            return self._collections.setdefault(collection.id, collection)

    def known_row(self, collection_id: str) -> CollectionRow | None:
        """The catalog's description, without reading the catalog where what is in memory is up to date."""
        collection = self._collections.get(collection_id)
        if collection is not None and collection.loaded:
            with contextlib.suppress(NotFound):
                return collection.row()
            return None
        with self._store.read() as db:
            return catalog.find_collection_by_id(db, collection_id)

    def forget(self, collection_ids: Sequence[str], segments: Sequence[str]) -> None:
        """These collections were deleted, and with them the segments that no other collection lists."""
        with self._lock:
            forgotten = [self._collections.pop(identifier, None) for identifier in collection_ids]
        for collection in forgotten:
            if collection is not None:
                collection.forget()
        if self._store.files is not None:
            self._store.files.delete(segments)

    def clear(self) -> None:
        with self._lock:
            self._collections.clear()

    def _opened(self, collection_id: str) -> OpenCollection:
        with self._lock:
            return self._collections.setdefault(collection_id, OpenCollection(self._store, self._group, collection_id))

    def _use(self, collection: OpenCollection, limit: int) -> None:
        """Note that a collection is in use, and now and then close those that are not, when memory is short."""
        with self._lock:
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
