"""Building indexes in the background, and keeping them true to what is asked.

Every source of rows has one :class:`IndexSlot`. A search that finds it empty goes on exactly and leaves a request; one
thread of the process builds what was requested, publishes it in the slot, and a later search takes it. Nothing waits.

An index covers the rows that were there when it was built. Rows never change, so of a source that grows the rest is
searched exactly until it is a good part of the whole, and then the index is built anew. Calibration is drawn from the
rows; whether it holds for what is asked is seen on queries remembered from time to time: when they drift away from what
the index was calibrated for, it is built again with them, or dropped.
"""

from __future__ import annotations

import atexit
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

import numpy as np

from chroma_server.engine.errors import EngineError
from chroma_server.engine.index.backend import load_faiss
from chroma_server.engine.index.calibration import TARGET
from chroma_server.engine.index.drift import measured_recall
from chroma_server.engine.index.rows import Cancelled
from chroma_server.engine.index.vector_index import VectorIndex, worth_codes
from chroma_server.engine.memory import give_back
from chroma_server.engine.model import Floats

if TYPE_CHECKING:
    from chroma_server.engine.parts import Part, Sections

CACHE_NAME = "vector-index"
_logger = logging.getLogger(__name__)

_UNCOVERED_SHARE = 0.25
_REMEMBERED = 32
_REMEMBER_EVERY = 64
_LET_SEARCH_END = 0.05
_LET_SEARCHES_END = 1.0
_LOOK_AGAIN = 0.01
_CHECKED_AT_ONCE = 2**28
"""Bytes of vectors: checked by the thread that loads the index. More are checked where they are read."""
_MOST_REBUILDS = 3
"""For queries that drift: after so many the index is dropped for good."""


_SLOT = "vector-index"


def slot_of(part: Part) -> IndexSlot:
    """The slot of the source behind a part."""
    return part.source.memo(_SLOT, IndexSlot)


def prepare_index(part: Part, space: str, *, go_on: Callable[[], bool]) -> None:
    """Build the index of a part before anyone searches it, where one is worth it. Given up when ``go_on`` is False."""
    dimension = part.vectors.shape[1]
    if load_faiss() is not None and worth_codes(part.size, dimension):
        slot_of(part).prepare(part, space, go_on)


class IndexSlot:
    """The index of one source of rows, as it comes and goes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: VectorIndex | None = None
        self._tried_rows = 0
        self._busy = False
        self._asked = 0
        self._rebuilds = 0
        self._queries: list[Floats] = []

    @property
    def index(self) -> VectorIndex | None:
        """What is there now."""
        return self._index

    @property
    def nbytes(self) -> int:
        """Bytes of memory the index takes."""
        index = self._index
        return 0 if index is None else index.nbytes

    def current(self, part: Part, space: str) -> VectorIndex | None:
        """The index to search, None for exact search; requests a build when one is due."""
        index = self._index
        covered = max(self._tried_rows, 1)
        if part.size - self._tried_rows > _UNCOVERED_SHARE * covered and not self._busy:
            dimension = part.vectors_at(np.zeros(1, dtype=np.intp)).shape[1] if part.size else 0
            if worth_codes(part.size, dimension):
                self._request(lambda: self._build(part, space))
        return index

    def observe(self, query: Floats, part: Part) -> None:
        """Remember a query now and then, and look whether the index answers such queries well."""
        self._asked += 1
        if self._asked % _REMEMBER_EVERY or self._busy:
            return
        with self._lock:
            self._queries.append(np.array(query))
            full = len(self._queries) >= _REMEMBERED
        if full:
            self._request(lambda: self._review(part))

    def prepare(self, part: Part, space: str, go_on: Callable[[], bool]) -> None:
        """Build now, for a part that nobody searches yet; given up when ``go_on`` says so. Lists follow later."""
        try:
            index = VectorIndex.build(part.vectors, part.norms, space, go_on=go_on)
        except Cancelled:
            return
        except (RuntimeError, MemoryError):
            _logger.exception("A vector index could not be built in advance")
            return
        self._tried_rows = part.size
        if index is not None and index.efforts.useful:
            self._index = index
            self._request(lambda: self._complete(part, index, None))

    def _request(self, work: Callable[[], None]) -> None:
        with self._lock:
            if self._busy:
                return
            self._busy = True
        _WORKER.submit(lambda: self._run(work))

    def _run(self, work: Callable[[], None]) -> None:
        try:
            _attempt(work)
        finally:
            self._busy = False

    def _build(self, part: Part, space: str) -> None:
        rows = part.size
        self._tried_rows = rows
        if load_faiss() is None:
            return
        source = part.source
        if source.sealed:
            kept = source.load_cache(CACHE_NAME)
            if kept is not None:
                self._index = _loaded(kept, space, part)
        if self._index is None or self._index.rows != rows:
            self._make(part, space, None)
        elif part.norms.nbytes * self._index.dimension <= _CHECKED_AT_ONCE:
            # The first use of all vectors compares them with their checksums, so that no search has to.
            _ = part.vectors

    def _make(self, part: Part, space: str, queries: Floats | None) -> None:
        go_on = _while_kept(part)
        index = VectorIndex.build(part.vectors, part.norms, space, queries=queries, go_on=go_on)
        if index is None or not index.efforts.useful:
            self._index = None
            return
        self._index = index
        # Codes of other parts come first: without them each is searched exactly.
        _WORKER.submit(lambda: _attempt(lambda: self._complete(part, index, queries)))

    def _complete(self, part: Part, index: VectorIndex, queries: Floats | None) -> None:
        """Add lists, where they pay, and keep it all beside the segment."""
        if self._index is not index:  # Built anew, or dropped, since this was asked for.
            return
        rows = slice(index.rows)
        complete = index.with_lists(part.vectors[rows], part.norms[rows], queries=queries, go_on=_while_kept(part))
        self._index = complete
        if part.source.sealed:
            part.source.save_cache(CACHE_NAME, complete.to_sections())

    def _review(self, part: Part) -> None:
        with self._lock:
            queries = np.stack(self._queries)
            self._queries = []
        index = self._index
        if index is None or part.size < index.rows:
            return
        recall = measured_recall(index, part.vectors[: index.rows], part.norms[: index.rows], queries)
        if recall >= TARGET - 0.005:
            return
        self._rebuilds += 1
        if self._rebuilds > _MOST_REBUILDS:
            _logger.warning("A vector index has recall %.3f for what is asked: searches are exact from now on", recall)
            self._index = None
        else:
            self._make(part, index.space, queries)


def _attempt(work: Callable[[], None]) -> None:
    try:
        work()
    except Cancelled:
        pass
    except (EngineError, OSError, RuntimeError, MemoryError):
        # The index is a cache: without it answers come slower, and a reader who meets the same fault reports it.
        _logger.exception("A vector index could not be built; searches stay exact")


def _while_kept(part: Part) -> Callable[[], bool]:
    """Merging parts of a million rows is done before their indexes are: those that it replaces need none."""
    return lambda: _WORKER.goes_on() and part.source.kept


def _loaded(sections: Sections, space: str, part: Part) -> VectorIndex | None:
    dimension = part.vectors_at(np.zeros(1, dtype=np.intp)).shape[1]
    try:
        return VectorIndex.from_sections(sections, space=space, rows=part.size, dimension=dimension)
    except (RuntimeError, KeyError, TypeError, ValueError):
        _logger.warning("A kept vector index cannot be read, perhaps by this version of faiss: it is built anew")
        return None


class _Worker:
    """One thread that builds, started when there is something to build and gone when there is nothing."""

    def __init__(self) -> None:
        self._reset()
        atexit.register(self.stop)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._waiting = 0
        self._thread: threading.Thread | None = None
        self._idle = threading.Event()
        self._idle.set()
        self._stopping = threading.Event()
        self._searches = 0

    @contextmanager
    def held(self) -> Generator[None, None, None]:
        """Begin no build inside the block, if that does not take too long."""
        with self._lock:
            self._searches += 1
        try:
            yield
        finally:
            with self._lock:
                self._searches -= 1

    def goes_on(self) -> bool:
        return not self._stopping.is_set()

    def submit(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._work.put(work)
            self._waiting += 1
            self._idle.clear()
            if self._thread is None:
                # A daemon, so that the end of the process need not wait for a build; see `stop`.
                self._thread = threading.Thread(target=self._run, name="chroma-index-builder", daemon=True)
                self._thread.start()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until nothing is left to build; False when that took longer than ``timeout`` seconds."""
        return self._idle.wait(timeout)

    def stop(self) -> None:
        """At the end of the process: let the thread come out of faiss before the interpreter goes away."""
        self._stopping.set()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            work = self._work.get()
            # Importing faiss holds the interpreter's lock for 0.2 s: let the search that asked for the index end first.
            self._stopping.wait(_LET_SEARCH_END)
            until = time.monotonic() + _LET_SEARCHES_END
            while self._searches and time.monotonic() < until and self.goes_on():
                self._stopping.wait(_LOOK_AGAIN)
            work()
            del work
            if self._waiting == 1 and self.goes_on():
                give_back()
            with self._lock:
                self._waiting -= 1
                if not self._waiting:
                    self._thread = None
                    self._idle.set()
                    return


_WORKER = _Worker()


def builds_held() -> AbstractContextManager[None]:
    """For an exact search of what has no index yet: the build it asked for begins when it is done."""
    return _WORKER.held()


def wait_for_builds(timeout: float | None = None) -> bool:
    """Wait until every requested index is there; False when that took longer than ``timeout`` seconds."""
    return _WORKER.wait(timeout)
