"""The engine in process: opening it, sharing it among the clients of a process, and saying its errors in our words.

This is the one module that knows ``chroma_server.engine``; it is imported when the first local client is made.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from chroma_server.engine import AttachedFunction, Engine, EngineOptions, errors
from chroma_server.engine import Collection as EngineCollection
from typing_extensions import ParamSpec

from chromadb.errors import ChromaError, error_from_response
from chromadb.transport.answers import AttachedFunctionData
from chromadb.types import Collection

__all__ = ["API_VERSION", "EngineHandle", "attached_function", "call_engine", "collection_model", "stores"]

API_VERSION = "1.0.0"
"""What servers answer as their version, and so the local mode too."""

_EPHEMERAL = "ephemeral"

P = ParamSpec("P")
R = TypeVar("R")

# Status and kind with which the server reports each error of the engine.
_REPORTED: dict[type[errors.EngineError], tuple[int, str]] = {
    errors.InvalidArgument: (400, "InvalidArgumentError"),
    errors.NotFound: (404, "NotFoundError"),
    errors.AlreadyExists: (409, "ChromaError"),
    errors.Conflict: (409, "ChromaError"),
    errors.FailedPrecondition: (412, "ChromaError"),
    errors.PermissionDenied: (403, "ChromaError"),
    errors.QuotaExceeded: (422, "ChromaError"),
    errors.ResourceExhausted: (429, "ChromaError"),
    errors.Unimplemented: (501, "ChromaError"),
    errors.Unavailable: (503, "ChromaError"),
    errors.Internal: (500, "InternalError"),
}


def call_engine(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Call ``function`` of an engine.

    Raises:
        ChromaError: of the same class, status and kind as over HTTP.
    """
    try:
        return function(*args, **kwargs)
    except errors.EngineError as error:
        raise chroma_error(error) from error


def chroma_error(error: errors.EngineError) -> ChromaError:
    """The error a client of a server would have got."""
    status, kind = next((_REPORTED[base] for base in type(error).__mro__ if base in _REPORTED), (500, "InternalError"))
    return error_from_response(status, kind, error.message)


def collection_model(collection: EngineCollection) -> Collection:
    """The engine's description of a collection as the client's."""
    return Collection(
        id=UUID(collection.id),
        name=collection.name,
        configuration_json=collection.configuration,
        serialized_schema=collection.schema,
        metadata=collection.metadata,
        dimension=collection.dimension,
        tenant=collection.tenant,
        database=collection.database,
        version=collection.version,
        log_position=collection.log_position,
    )


def attached_function(found: AttachedFunction, *, created: bool = False) -> AttachedFunctionData:
    """The engine's description of an attached function as the client's."""
    return AttachedFunctionData(
        UUID(found.id), found.name, found.function_name, found.output_collection, dict(found.params), created
    )


@dataclass
class _Shared:
    engine: Engine
    options: EngineOptions
    users: int = 0


class _Once:
    """Calls a function the first time it is called."""

    def __init__(self, function: Callable[[], None]) -> None:
        self._functions = [function]

    def __call__(self) -> None:
        try:
            # list.pop is atomic, so two threads, or a thread and the garbage collector, cannot both get the function.
            function = self._functions.pop()
        except IndexError:
            return
        function()


class EngineHandle:
    """One client's share of an engine. The engine is closed with the last share."""

    def __init__(self, engine: Engine, description: str, release: Callable[[], None]) -> None:
        self.engine = engine
        self.description = description
        self.release_once = _Once(release)

    def close(self) -> None:
        """Give the share back. Calling it again changes nothing."""
        self.release_once()


class Stores:
    """The engines of this process: one for all ephemeral clients, one per directory, each closed with its last user."""

    def __init__(self) -> None:
        # Re-entrant: the garbage collector may run a finalizer of ours in the thread that holds it.
        self._lock = threading.RLock()
        self._shared: dict[str, _Shared] = {}

    def ephemeral(self, *, allow_reset: bool, isolated: bool) -> EngineHandle:
        """A share of the process's engine in memory; ``isolated`` gives an engine nobody else has.

        Raises:
            ValueError: ``allow_reset`` differs from that of the clients which have it open.
        """
        options = EngineOptions(allow_reset=allow_reset)
        if isolated:
            engine = call_engine(Engine.open, None, options=options)
            return EngineHandle(engine, "in memory, isolated", engine.close)
        return self._share(_EPHEMERAL, None, options, "in memory")

    def persistent(self, path: str, *, allow_reset: bool) -> EngineHandle:
        """A share of the engine of a directory, which is made if it does not exist. Two ways to write a path share.

        Raises:
            ValueError: as ``ephemeral``.
            ServiceUnavailableError: another process has it open.
        """
        real = os.path.realpath(os.path.abspath(os.path.expanduser(path)))
        handle = self._share(real, real, EngineOptions(allow_reset=allow_reset), real)
        # The data are on disk, so a client that was dropped without close() need not keep the directory locked. What is
        # in memory has no other place: it stays, as users of the official client rely on.
        weakref.finalize(handle, handle.release_once)
        return handle

    def _share(self, key: str, path: str | None, options: EngineOptions, description: str) -> EngineHandle:
        with self._lock:
            shared = self._shared.get(key)
            if shared is not None and shared.options != options:
                raise ValueError(
                    f"An instance of Chroma already exists for {key} with different settings: close its clients first"
                )
            if shared is not None:
                shared.users += 1
            if shared is None or shared.engine.closed:
                shared = _Shared(call_engine(Engine.open, path, options=options), options, users=1)
                self._shared[key] = shared
        return EngineHandle(shared.engine, description, lambda: self._give_back(key, shared))

    def _give_back(self, key: str, shared: _Shared) -> None:
        with self._lock:
            shared.users -= 1
            if shared.users > 0:
                return
            if self._shared.get(key) is shared:
                del self._shared[key]
        shared.engine.close()

    def forget(self) -> None:
        """Start anew, for tests: later ephemeral clients share a new engine, and directories are closed, so that they
        can be opened again. Ephemeral clients that exist keep what they have."""
        with self._lock:
            forgotten, self._shared = self._shared, {}
        for key, shared in forgotten.items():
            if key != _EPHEMERAL:
                shared.engine.close()


stores = Stores()
"""The one of this process."""
