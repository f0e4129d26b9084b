"""The quotas of a profile, applied to the calls of the API before the engine does anything.

`engine.rules.quotas` knows the limits and the words; this module finds out the usage: from the arguments of the call,
from what the engine holds, and from how many calls a collection is answering at the moment.
"""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from typing import Any, Literal

from chroma_server.engine import Engine
from chroma_server.engine.rules.metadata import (
    check_collection_metadata,
    check_metadata_patches,
    check_metadatas,
)
from chroma_server.engine.rules.quotas import Action, Quotas
from chroma_server.engine.rules.where import parse_where, parse_where_document
from chroma_server.vectors import Column

_READS: Mapping[str, Action] = {
    "collection_get": "Get",
    "collection_query": "Query",
    "collection_search": "Search",
    "conditional_get": "Get",
}
_COMMITTED: Mapping[str, Literal["Add", "Update", "Upsert"]] = {"add": "Add", "update": "Update", "upsert": "Upsert"}
_WRITES: Mapping[str, Action] = {
    "collection_add": "Add",
    "collection_update": "Update",
    "collection_upsert": "Upsert",
    "collection_delete": "Delete",
    "conditional_commit": "Upsert",
}


class Limits:
    """The quotas of one server. Every check raises QuotaExceeded, or InvalidArgument for a value it cannot measure."""

    def __init__(self, quotas: Quotas, engine: Engine) -> None:
        self._quotas = quotas
        self._engine = engine
        self._running: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def running(self, operation_id: str, collection_id: str | None) -> Generator[None]:
        """Count the call among those that its collection is answering, until it ends."""
        for name, actions in (("num_concurrent_reads", _READS), ("num_concurrent_writes", _WRITES)):
            action = actions.get(operation_id)
            if action is None or collection_id is None:
                continue
            key = (name, collection_id)
            with self._lock:
                self._quotas.check(name, action, self._running[key] + 1)
                self._running[key] += 1
            try:
                yield
            finally:
                with self._lock:
                    self._running[key] -= 1
                    if not self._running[key]:
                        del self._running[key]
            return
        yield

    def create_database(self, tenant: str, name: str) -> None:
        """A new database of the tenant."""
        self._quotas.check_create_database(name, len(self._engine.list_databases(tenant)))

    def create_collection(self, tenant: str, name: str, metadata: Mapping[str, Any] | None) -> None:
        """A new collection of the tenant."""
        self._quotas.check_create_collection(name, check_collection_metadata(metadata), self._collections_of(tenant))

    def fork_collection(self, tenant: str, collection_id: str, new_name: str) -> None:
        """A fork of a collection of the tenant."""
        forks = self._engine.fork_count(collection_id)
        self._quotas.check_fork(new_name, forks, self._collections_of(tenant))

    def attach_function(self, tenant: str, collection_id: str, output_collection: str) -> None:
        """A function on a collection of the tenant."""
        attached = self._engine.count_attached_functions(collection_id)
        self._quotas.check_attach_function(output_collection, attached, self._collections_of(tenant))

    def update_collection(self, new_name: str | None, new_metadata: Mapping[str, Any] | None) -> None:
        """A change of a collection."""
        self._quotas.check_update_collection(new_name, check_collection_metadata(new_metadata, update=True))

    def write(
        self,
        action: Literal["Add", "Update", "Upsert"],
        collection_id: str,
        ids: Sequence[str],
        embeddings: Column | None,
        metadatas: Sequence[Mapping[str, Any] | None] | None,
        documents: Sequence[str | None] | None,
        uris: Sequence[str | None] | None,
    ) -> None:
        """A write of records."""
        normal = check_metadatas if action == "Add" else check_metadata_patches
        self._quotas.check_write(
            action,
            ids=ids,
            dimension=_dimension(embeddings),
            metadatas=normal(metadatas or []),
            documents=documents,
            uris=uris,
        )
        if action != "Update":
            known = set(self._engine.get(collection_id, ids=ids, include=()).ids)
            total = self._engine.count(collection_id) + len(set(ids) - known)
            self._quotas.check_collection_size(action, total)

    def read(
        self,
        action: Literal["Get", "Delete", "Query"],
        ids: Sequence[str] | None,
        where: Any,
        where_document: Any,
        limit: int | None = None,
        n_results: int | None = None,
        query_embeddings: Column = (),
    ) -> None:
        """A get, delete or query."""
        self._quotas.check_read(
            action,
            ids=ids,
            where=parse_where(where),
            where_document=parse_where_document(where_document),
            limit=limit,
            n_results=n_results,
            query_embeddings=len(query_embeddings),
            dimension=max((len(vector) for vector in query_embeddings), default=0),
        )

    def commit(self, collection_id: str, operations: Sequence[Mapping[str, Any]]) -> None:
        """The writes of a transaction, each on its own."""
        for operation in operations:
            payload: Mapping[str, Any] = operation["payload"]
            if operation["operation"] == "delete":
                self.read("Delete", payload.get("ids"), payload.get("where"), payload.get("where_document"))
                continue
            columns = (payload.get(name) for name in ("embeddings", "metadatas", "documents", "uris"))
            self.write(_COMMITTED[operation["operation"]], collection_id, payload["ids"], *columns)

    def search(self, searches: Sequence[Mapping[str, Any]]) -> None:
        """A batch of searches."""
        self._quotas.check_search(searches)

    def capped(self, searches: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The searches, with the limit of a read in those that name none."""
        return [{**search, "limit": self._page(search.get("limit") or {})} for search in searches]

    def _page(self, page: Mapping[str, Any]) -> dict[str, Any]:
        return {**page, "limit": self.cap(page.get("limit"))}

    def cap(self, limit: int | None) -> int | None:
        """The limit of a read that names none."""
        return self._quotas.cap(limit)

    def _collections_of(self, tenant: str) -> int:
        databases = self._engine.list_databases(tenant)
        return sum(self._engine.count_collections(tenant, database.name) for database in databases)


def _dimension(embeddings: Column | None) -> int:
    first = next((vector for vector in (() if embeddings is None else embeddings) if vector is not None), ())
    # Base64 of float32: four characters for three bytes, four bytes for a number.
    return len(first) * 3 // 16 if isinstance(first, str) else len(first)
