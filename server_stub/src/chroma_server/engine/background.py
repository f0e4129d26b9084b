"""The thread that does checkpoints while reads and writes go on."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from chroma_server.engine.checkpoint import checkpoint, scattered, settled, tiers, worth_settling
from chroma_server.engine.collection import OpenCollection
from chroma_server.engine.errors import EngineError, NotFound
from chroma_server.engine.index import prepare_index
from chroma_server.engine.memory import give_back
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.parts import Snapshot
from chroma_server.engine.segment import SegmentView

_QUIET_SECONDS = 2.0
_IDLE_SECONDS = 1.0
_PAUSE_AFTER_FAILURE = 5.0
_FALLEN_BEHIND = 4

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class _Due:
    """A checkpoint to be done."""

    collection: OpenCollection
    work: Callable[[OpenCollection], None]


class Background:
    """Checkpoints of the collections of an engine, one after another, in a thread that lives while there is work."""

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        limit = options.memory_limit
        self._checkpoint_bytes = min(
            options.checkpoint_bytes, options.checkpoint_bytes if limit is None else limit // 8
        )
        self._changed = threading.Condition()
        self._due: deque[_Due] = deque()
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
            self._request(collection, self._checkpoint)

    def after_read(self, collection: OpenCollection, snapshot: Snapshot) -> None:
        """Have the parts of a collection merged into one when it is read and was not written to for a while."""
        if len(snapshot.parts) < 2 or not self._options.background:
            return
        now = time.monotonic()
        quiet = collection.quiet
        if quiet is None or quiet[0] != snapshot.row.head:
            collection.quiet = snapshot.row.head, now
        elif now >= quiet[1] + _QUIET_SECONDS:
            collection.quiet = snapshot.row.head, now
            if scattered([part.live for part in snapshot.parts]) and now >= self._failed.get(collection.id, 0):
                self._request(collection, self._settle)

    def is_due(self, collection: OpenCollection) -> bool:
        """Whether the log of the collection is so long that a checkpoint is due, or being done."""
        return self._overdue(collection) >= 1

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

    def _request(self, collection: OpenCollection, work: Callable[[OpenCollection], None]) -> None:
        with self._changed:
            if self.stopping.is_set() or any(due.collection is collection for due in self._due):
                return
            self._due.append(_Due(collection, work))
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
                    break
                due = self._due[0]
            due.work(due.collection)
            with self._changed:
                if self._due and self._due[0] is due:
                    self._due.popleft()
            del due
        if not self.stopping.is_set():
            give_back()

    def _checkpoint(self, collection: OpenCollection) -> None:
        self._guarded(collection, lambda: checkpoint(collection, tiers, self.stopping))

    def _settle(self, collection: OpenCollection) -> None:
        """Merge all parts, and build the index before readers see the segment, unless someone begins to write."""
        quiet = collection.quiet

        def ready(segment: SegmentView) -> None:
            row = collection.row()
            prepare_index(
                segment,
                row.space,
                go_on=lambda: not self.stopping.is_set() and quiet is not None and collection.head == quiet[0],
            )

        def settle() -> None:
            if worth_settling(collection):
                checkpoint(collection, settled, self.stopping, ready=ready)

        self._guarded(collection, settle)

    def _guarded(self, collection: OpenCollection, work: Callable[[], None]) -> None:
        try:
            work()
            self._failed.pop(collection.id, None)
        except NotFound:
            return  # Deleted meanwhile.
        except (EngineError, MemoryError) as error:
            # The writes that came before are on disk and stay; a later one tries again.
            if not self.stopping.is_set():
                self._failed[collection.id] = time.monotonic() + _PAUSE_AFTER_FAILURE
                _logger.warning("The log of collection %s was not rewritten: %s", collection.id, error)
