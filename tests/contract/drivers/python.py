"""The drivers of our Python clients, sync and async: from an operation id to the method a user would call."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import chromadb
import numpy as np
from chromadb import Schema, Search, SparseVector
from chromadb.errors import ChromaError
from chromadb.execution.expression import (
    Abs,
    Div,
    Exp,
    GroupBy,
    Limit,
    Log,
    Max,
    Min,
    Mul,
    Rank,
    Select,
    Sub,
    Sum,
)

from .outcome import CATEGORY_OF_STATUS, Call, Failure, Outcome, Success

Arguments = Mapping[str, Any]
Connect = Callable[[str, str], Any]


class PythonDriver(ABC):
    """What both colours share. A subclass opens clients and resolves what their methods return."""

    name: str
    abilities = frozenset({"retry", "floats"})
    one_number_type = False
    operations: frozenset[str]

    def __init__(self, connect: Connect, connect_admin: Callable[[], Any], *, over_http: bool) -> None:
        """``connect(tenant, database)`` opens a client, ``connect_admin()`` an admin client. In process there are no
        statuses, so that none is reported and the category alone is judged."""
        self._over_http = over_http
        self._connect = connect
        self._connect_admin = connect_admin
        self._clients: dict[tuple[str, str], Any] = {}
        self._admin_client: Any = None
        self._collections: dict[str, Any] = {}

    @abstractmethod
    def _resolve(self, value: Any) -> Any:
        """The value a method call stands for: itself, or what awaiting it gives."""

    @abstractmethod
    def _close_client(self, client: Any) -> None: ...

    def perform(self, call: Call) -> Outcome:
        try:
            return Success(_plain(_METHODS[call.operation](self, dict(call.arguments))))
        except ChromaError as error:
            category = CATEGORY_OF_STATUS.get(error.code(), "other")
            status = error.status if self._over_http else None
            return Failure(category, error.message(), status, error.kind)
        except (ValueError, TypeError) as error:
            return Failure("invalid_argument", str(error))

    def close(self) -> None:
        for client in (*self._clients.values(), self._admin_client):
            if client is not None:
                self._close_client(client)

    def client(self, arguments: Arguments) -> Any:
        """The client of the tenant and database in the arguments; the defaults, where they name none."""
        scope = (arguments.get("tenant", "default_tenant"), arguments.get("database", "default_database"))
        if scope not in self._clients:
            self._clients[scope] = self._resolve(self._connect(*scope))
        return self._clients[scope]

    def admin(self) -> Any:
        if self._admin_client is None:
            self._admin_client = self._resolve(self._connect_admin())
        return self._admin_client

    def collection(self, arguments: Arguments) -> Any:
        """The collection object of that id: the one seen before, which outlives the collection, or a fresh one."""
        known = self._collections.get(arguments["collection_id"])
        if known is None:
            known = self._resolve(self.client(arguments).get_collection_by_id(UUID(arguments["collection_id"])))
        return known

    def of_client(self, method: str, arguments: Arguments, /, *positional: Any, **named: Any) -> Any:
        return self._resolve(getattr(self.client(arguments), method)(*positional, **named))

    def of_admin(self, method: str, /, *positional: Any, **named: Any) -> Any:
        return self._resolve(getattr(self.admin(), method)(*positional, **named))

    def of_collection(self, method: str, arguments: Arguments, /, *positional: Any, **named: Any) -> Any:
        return self._resolve(getattr(self.collection(arguments), method)(*positional, **named))

    def seen(self, collection: Any) -> dict[str, Any]:
        """Remember a collection object, and describe it as the wire does."""
        model = collection.get_model()
        self._collections[str(model.id)] = collection
        return {
            "id": str(model.id),
            "name": collection.name,
            "configuration_json": collection.configuration_json,
            "schema": model.serialized_schema,
            "metadata": collection.metadata,
            "dimension": model.dimension,
            "tenant": collection.tenant,
            "database": collection.database,
            "log_position": model.log_position,
            "version": model.version,
        }


class PythonSyncDriver(PythonDriver):
    name = "python_sync"

    def _resolve(self, value: Any) -> Any:
        return value

    def _close_client(self, client: Any) -> None:
        client.close()


class PythonAsyncDriver(PythonDriver):
    """Runs every call to its end in an event loop of its own."""

    name = "python_async"

    def __init__(self, connect: Connect, connect_admin: Callable[[], Any], *, over_http: bool) -> None:
        super().__init__(connect, connect_admin, over_http=over_http)
        self._loop = asyncio.new_event_loop()

    def _resolve(self, value: Any) -> Any:
        return self._loop.run_until_complete(value) if asyncio.iscoroutine(value) else value

    def _close_client(self, client: Any) -> None:
        self._loop.run_until_complete(client.aclose())

    def close(self) -> None:
        super().close()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


def sync_http(url: str, headers: Mapping[str, str] | None = None) -> PythonSyncDriver:
    """The sync clients of a server."""
    given = dict(headers or {})
    return PythonSyncDriver(
        lambda tenant, database: chromadb.HttpClient(url, tenant=tenant, database=database, headers=given),
        lambda: chromadb.AdminClient(_settings(url, given)),
        over_http=True,
    )


def async_http(url: str, headers: Mapping[str, str] | None = None) -> PythonAsyncDriver:
    """The async clients of a server."""
    given = dict(headers or {})
    return PythonAsyncDriver(
        lambda tenant, database: chromadb.AsyncHttpClient(url, tenant=tenant, database=database, headers=given),
        lambda: chromadb.AsyncAdminClient(_settings(url, given)),
        over_http=True,
    )


def sync_engine(path: str | None, *, allow_reset: bool = False) -> PythonSyncDriver:
    """The sync clients of an engine in this process: in memory, or in the directory ``path``."""
    settings = _local_settings(path, allow_reset)
    return PythonSyncDriver(
        lambda tenant, database: chromadb.Client(settings, tenant=tenant, database=database),
        lambda: chromadb.AdminClient(settings),
        over_http=False,
    )


def async_engine(path: str | None, *, allow_reset: bool = False) -> PythonAsyncDriver:
    """The async clients of an engine in this process."""
    settings = _local_settings(path, allow_reset)

    def connect(tenant: str, database: str) -> Any:
        if path is None:
            return chromadb.AsyncEphemeralClient(settings, tenant=tenant, database=database)
        return chromadb.AsyncPersistentClient(path, settings, tenant=tenant, database=database)

    return PythonAsyncDriver(connect, lambda: chromadb.AsyncAdminClient(settings), over_http=False)


def _settings(url: str, headers: Mapping[str, str]) -> Any:
    return chromadb.Settings(
        chroma_api_impl="chromadb.api.fastapi.FastAPI", chroma_server_host=url, chroma_server_headers=dict(headers)
    )


def _local_settings(path: str | None, allow_reset: bool) -> Any:
    if path is None:
        return chromadb.Settings(allow_reset=allow_reset)
    return chromadb.Settings(allow_reset=allow_reset, is_persistent=True, persist_directory=path)


def _plain(value: Any) -> Any:
    """The value in JSON's types: arrays and numpy scalars become lists and numbers, ids become text."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, SparseVector):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _columns(result: Mapping[str, Any]) -> dict[str, Any]:
    """A get or query result in the words of the wire."""
    columns = {key: value for key, value in result.items() if key not in {"data", "included"}}
    return {**columns, "include": list(result["included"])}


def _only(arguments: Arguments, *names: str) -> dict[str, Any]:
    """The named arguments that are given: the client's own defaults stand for the others."""
    return {name: arguments[name] for name in names if name in arguments}


def _renamed(arguments: Arguments, **names: str) -> dict[str, Any]:
    """The given arguments under the client's names, ``client_name="wire_name"``."""
    return {own: arguments[wire] for own, wire in names.items() if wire in arguments}


def _fields(value: Any, *names: str) -> dict[str, Any]:
    """The fields of an object that the wire has too."""
    return {name: getattr(value, name) for name in names}


def _attachment(function: Any, created: bool) -> dict[str, Any]:
    """A function that was attached, in the words of the wire."""
    return {"attached_function": _fields(function, "id", "name", "function_name"), "created": created}


def _done(_: Any) -> dict[str, Any]:
    """What the wire answers to calls that return nothing here."""
    return {}


def _records(arguments: Arguments) -> dict[str, Any]:
    """The columns of a write; sparse vectors in metadata as objects."""
    given = _only(arguments, *_WRITE)
    if isinstance(given.get("metadatas"), list):
        given["metadatas"] = [
            {key: _sparse(value) for key, value in item.items()} if isinstance(item, Mapping) else item
            for item in given["metadatas"]
        ]
    return given


def _sparse(value: Any) -> Any:
    """The vector that an object stands for; any other value as it is."""
    if not isinstance(value, Mapping) or not {"indices", "values"} <= value.keys():
        return value
    return SparseVector.from_dict({"#type": "sparse_vector", **value})


def _search(wire: Mapping[str, Any]) -> Search:
    """The search that a caller would have built."""
    limit, group_by = wire.get("limit") or {}, wire.get("group_by") or {}
    return Search(
        where=wire.get("filter") or None,
        rank=None if wire.get("rank") is None else _rank(wire["rank"]),
        group_by=GroupBy.from_dict(group_by),
        limit=Limit(**limit),
        select=Select(keys=set((wire.get("select") or {}).get("keys", []))),
    )


_FOLDS: Mapping[str, Callable[[list[Rank]], Rank]] = {"$sum": Sum, "$mul": Mul, "$max": Max, "$min": Min}
_PAIRS: Mapping[str, Callable[[Rank, Rank], Rank]] = {"$sub": Sub, "$div": Div}
_FUNCTIONS: Mapping[str, Callable[[Rank], Rank]] = {"$abs": Abs, "$exp": Exp, "$log": Log}


def _rank(wire: Any) -> Rank:
    """A rank of the classes that the wire's operators are: ``from_dict`` joins sums, and takes no empty ones."""
    match wire:
        case (
            {"$sum": list() | tuple()}
            | {"$mul": list() | tuple()}
            | {"$max": list() | tuple()}
            | {"$min": list() | tuple()}
        ) if len(wire) == 1:
            [(operator, parts)] = wire.items()
            return _FOLDS[operator]([_rank(part) for part in parts])
        case {"$sub": {"left": left, "right": right}} | {"$div": {"left": left, "right": right}} if len(wire) == 1:
            return _PAIRS[next(iter(wire))](_rank(left), _rank(right))
        case {"$abs": part} | {"$exp": part} | {"$log": part} if len(wire) == 1:
            return _FUNCTIONS[next(iter(wire))](_rank(part))
        case {"$knn": {"query": {"indices": _, "values": _} as query, **rest}}:
            return Rank.from_dict({"$knn": {**rest, "query": {"#type": "sparse_vector", **query}}})
    return Rank.from_dict(wire)


def _creation(arguments: Arguments) -> dict[str, Any]:
    given = _only(arguments, *_CREATE)
    if arguments.get("schema") is not None:
        given["schema"] = Schema.deserialize_from_json(arguments["schema"])
    return given


_WRITE = ("ids", "embeddings", "metadatas", "documents", "uris")
_GET = ("ids", "where", "where_document", "limit", "offset", "include")
_QUERY = ("query_embeddings", "n_results", "ids", "where", "where_document", "include")
_DELETE = ("ids", "where", "where_document", "limit")
_CREATE = ("name", "metadata", "configuration", "get_or_create")

_METHODS: Mapping[str, Callable[[PythonDriver, Arguments], Any]] = {
    "heartbeat": lambda d, a: {"nanosecond heartbeat": d.of_client("heartbeat", a)},
    "version": lambda d, a: d.of_client("get_version", a),
    "reset": lambda d, a: d.of_client("reset", a),
    "get_user_identity": lambda d, a: _fields(d.of_client("get_user_identity", a), "user_id", "tenant", "databases"),
    "create_tenant": lambda d, a: _done(d.of_admin("create_tenant", a["name"])),
    "get_tenant": lambda d, a: dict(d.of_admin("get_tenant", a["tenant"])),
    "list_tenants": lambda d, a: [dict(found) for found in d.of_admin("list_tenants", **_only(a, "limit", "offset"))],
    "create_database": lambda d, a: _done(d.of_admin("create_database", a["name"], a["tenant"])),
    "get_database": lambda d, a: dict(d.of_admin("get_database", a["database"], a["tenant"])),
    "list_databases": lambda d, a: [
        dict(found) for found in d.of_admin("list_databases", **_only(a, "limit", "offset", "tenant"))
    ],
    "delete_database": lambda d, a: _done(d.of_admin("delete_database", a["database"], a["tenant"])),
    "create_collection": lambda d, a: d.seen(
        d.of_client("create_collection", a, embedding_function=None, **_creation(a))
    ),
    "list_collections": lambda d, a: [
        d.seen(found) for found in d.of_client("list_collections", a, **_only(a, "limit", "offset"))
    ],
    "count_collections": lambda d, a: d.of_client("count_collections", a),
    "get_collection": lambda d, a: d.seen(d.of_client("get_collection", a, a["collection_name"])),
    "get_collection_by_id": lambda d, a: d.seen(d.of_client("get_collection_by_id", a, UUID(a["collection_id"]))),
    "update_collection": lambda d, a: _done(
        d.of_collection(
            "modify", a, **_renamed(a, name="new_name", metadata="new_metadata", configuration="new_configuration")
        )
    ),
    "delete_collection": lambda d, a: _done(d.of_client("delete_collection", a, a["collection_name"])),
    "fork_collection": lambda d, a: d.seen(d.of_collection("fork", a, a["new_name"])),
    "fork_count": lambda d, a: {"count": d.of_collection("fork_count", a)},
    "indexing_status": lambda d, a: vars(d.of_collection("get_indexing_status", a)),
    "collection_add": lambda d, a: _done(d.of_collection("add", a, **_records(a))),
    "collection_upsert": lambda d, a: _done(d.of_collection("upsert", a, **_records(a))),
    "collection_update": lambda d, a: _done(d.of_collection("update", a, **_records(a))),
    "collection_get": lambda d, a: _columns(d.of_collection("get", a, **_only(a, *_GET))),
    "collection_query": lambda d, a: _columns(d.of_collection("query", a, **_only(a, *_QUERY))),
    "collection_delete": lambda d, a: dict(d.of_collection("delete", a, **_only(a, *_DELETE))),
    "collection_count": lambda d, a: d.of_collection("count", a),
    "collection_search": lambda d, a: dict(
        d.of_collection("search", a, [_search(search) for search in a["searches"]], **_only(a, "read_level"))
    ),
    "attach_function": lambda d, a: _attachment(
        *d.of_collection("attach_function", a, a["function_id"], a["name"], a["output_collection"], a.get("params"))
    ),
    "get_attached_function": lambda d, a: d.of_collection("get_attached_function", a, a["function_name"]),
    "detach_function": lambda d, a: {
        "success": d.of_collection("detach_function", a, a["function_name"], a.get("delete_output", False))
    },
}
PythonDriver.operations = frozenset(_METHODS)
