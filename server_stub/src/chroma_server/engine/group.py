"""Group commit: writers that wait at the same time share one transaction, and with it one sync of the disk.

The first writer to come leads: it runs the work of all that wait, commits once, and lets them go. Meanwhile the next
group gathers. Each is acknowledged after the commit; work that fails is undone alone.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import Protocol

from chroma_server.engine.errors import EngineError, Unavailable
from chroma_server.engine.store import Store

MAX_GROUP = 64


class Work(Protocol):
    """A change of a store."""

    def run(self, db: sqlite3.Connection) -> None:
        """Make the change in a transaction and, unpublished, in memory; when it raises, it has left no trace there."""
        ...

    def undo(self) -> None:
        """The transaction failed after :meth:`run`: take back what is in memory."""
        ...

    def publish(self) -> None:
        """The change is on disk: show it."""
        ...


class _Entry:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.error: BaseException | None = None
        self.done = False


class GroupCommit:
    """The queue of writers of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = threading.Condition()
        self._waiting: list[_Entry] = []
        self._leading = False

    def submit(self, work: Work) -> None:
        """Run ``work``, alone or with that of others; when this returns it is on disk. Raises what ``work`` raised."""
        entry = _Entry(work)
        group = self._join(entry)
        if group:
            try:
                self._commit(group)
            finally:
                with self._turn:
                    for member in group:
                        member.done = True
                    self._leading = False
                    self._turn.notify_all()
        if entry.error is not None:
            raise entry.error

    def _join(self, entry: _Entry) -> list[_Entry]:
        """Wait until the work is done, or until this thread leads: then the group it is to commit."""
        with self._turn:
            self._waiting.append(entry)
            try:
                while self._leading and not entry.done:
                    self._turn.wait()
            except BaseException:
                if entry in self._waiting:
                    self._waiting.remove(entry)
                raise
            if entry.done:
                return []
            self._leading = True
            # Its own work is among the first: a leader that leads for others alone would wait without end.
            self._waiting.remove(entry)
            group = [entry, *self._waiting[: MAX_GROUP - 1]]
            del self._waiting[: MAX_GROUP - 1]
            return group

    def _commit(self, group: list[_Entry]) -> None:
        ran: list[_Entry] = []
        try:
            with self._store.write() as db:
                for entry in group:
                    if self._run(db, entry, alone=len(group) == 1):
                        ran.append(entry)
        except BaseException as error:
            for entry in reversed(ran):
                entry.work.undo()
            if isinstance(error, Unavailable):
                # Those who came meanwhile have waited for the lock too, and do not start to wait anew.
                with self._turn:
                    group += self._waiting
                    self._waiting.clear()
            for entry in group:
                if entry.error is None:
                    entry.error = error if entry is group[0] else _for_another(error)
            if not isinstance(error, Exception):
                raise
            return
        for entry in ran:
            try:
                entry.work.publish()
            except BaseException as error:  # noqa: BLE001  (raised in the thread it belongs to)
                entry.error = error

    def _run(self, db: sqlite3.Connection, entry: _Entry, *, alone: bool) -> bool:
        """Whether the work succeeded. Raises when the whole transaction is lost."""
        if alone:
            entry.work.run(db)
            return True
        db.execute("SAVEPOINT work")
        try:
            with self._store.translated():
                entry.work.run(db)
        except Exception as error:
            # A full disk makes SQLite give up the transaction, and the work of the others with it.
            if not db.in_transaction:
                raise
            db.execute("ROLLBACK TO work")
            db.execute("RELEASE work")
            entry.error = error
            return False
        db.execute("RELEASE work")
        return True


def _for_another(error: BaseException) -> BaseException:
    """The error of a transaction, for a writer who shared it: an exception belongs to one thread."""
    if isinstance(error, EngineError):
        return type(error)(error.message)
    return Unavailable(f"The write shared a transaction with another that failed ({error!r}): repeat it")
