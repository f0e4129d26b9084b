"""The thread that does checkpoints while reads and writes go on."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque

from chroma_server.engine.checkpoint import checkpoint, tiers
from chroma_server.engine.collection import OpenCollection
from chroma_server.engine.errors import EngineError, NotFound
from chroma_server.engine.options import EngineOptions

_IDLE_SECONDS = 1.0
_PAUSE_AFTER_FAILURE = 5.0
_FALLEN_BEHIND = 4

_logger = logging.getLogger(__name__)


class Background:
    """Checkpoints of the collections of an engine, one after another, in a thread that lives while there is work."""

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        limit = options.memory_limit
        self._checkpoint_bytes = min(
            options.checkpoint_bytes, options.checkpoint_bytes if limit is None else limit // 8
        )
        self._changed = threading.Condition()
        self._due: deque[OpenCollection] = deque()
        self._thread: threading.Thread | None = None
        self._failed: dict[str, float] = {}
        self.stopping = threading.Event()

    def after_write(self, collection: OpenCollection) -> None:
        """Have a checkpoint done when the log of the collection has grown long."""
        overdue = self._overdue(collection)
        if overdue < 1 or time.monotonic() < self._failed.get(collection.id, 0):
            return
        if not self._options.background or overdue > _FALLEN_BEHIND:
            # So the tail is bounded: who writes faster than checkpoints are made does one.
            self._checkpoint(collection)
        else:
            self._request(collection)

    def close(self) -> None:
        """End the thread; a checkpoint under way is given up."""
        self.stopping.set()
        with self._changed:
            self._due.clear()
            self._changed.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _overdue(self, collection: OpenCollection) -> float:
        """How many times over the bounds the log is."""
        log_rows, log_bytes = collection.tail_size()
        return max(
            log_rows / max(1, self._options.checkpoint_ops),
            collection.frames / max(1, self._options.checkpoint_frames),
            log_bytes / max(1, self._checkpoint_bytes),
        )

    def _request(self, collection: OpenCollection) -> None:
        with self._changed:
            if self.stopping.is_set() or collection in self._due:
                return
            self._due.append(collection)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="polychrome-checkpoints", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        try:
            self._run()
        except BaseException:
            # The next request starts another thread.
            with self._changed:
                self._thread = None
                self._due.clear()
            raise

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._due and not self.stopping.is_set():
                    self._changed.wait(_IDLE_SECONDS)
                if not self._due:
                    self._thread = None
                    return
                collection = self._due[0]
            self._checkpoint(collection)
            with self._changed:
                if self._due and self._due[0] is collection:
                    self._due.popleft()

    def _checkpoint(self, collection: OpenCollection) -> None:
        try:
            checkpoint(collection, tiers, self.stopping)
            self._failed.pop(collection.id, None)
        except NotFound:
            return  # Deleted meanwhile.
        except (EngineError, MemoryError) as error:
            # The writes that came before are on disk and stay; a later one tries again.
            if not self.stopping.is_set():
                self._failed[collection.id] = time.monotonic() + _PAUSE_AFTER_FAILURE
                _logger.warning("The log of collection %s was not rewritten: %s", collection.id, error)
