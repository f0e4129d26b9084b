"""What differs between threads and tasks beyond ``await``: each class has a twin without ``Async`` in its name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from typing_extensions import ParamSpec

__all__ = ["AsyncLock", "AsyncWorker", "Lock", "Worker"]

P = ParamSpec("P")
R = TypeVar("R")


class AsyncLock:
    """A lock for tasks. It may be made outside of an event loop."""

    def __init__(self) -> None:
        self._lock = anyio.Lock()

    async def __aenter__(self) -> None:
        await self._lock.acquire()

    async def __aexit__(self, *exc_info: Any) -> None:
        self._lock.release()


class Lock:
    """A lock for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *exc_info: Any) -> None:
        self._lock.release()


class AsyncWorker:
    """Runs blocking functions in a thread. A cancelled task waits for its function to end: writes are not abandoned."""

    async def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call ``function`` in a thread and return what it returns."""
        return await anyio.to_thread.run_sync(lambda: function(*args, **kwargs))


class Worker:
    """Runs functions where it is called."""

    def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call ``function`` and return what it returns."""
        return function(*args, **kwargs)
