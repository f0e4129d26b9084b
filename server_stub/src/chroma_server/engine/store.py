"""The database file: connections, transactions, and word of what other processes wrote.

A store is a SQLite file, ``polychrome.sqlite3``, and the segments beside it (:mod:`.files`). It is in WAL mode with
``synchronous=FULL``: a transaction that was committed survives the death of the process, and that of the machine as far
as its fsync can be trusted. A directory that holds a database of the official chromadb (``chroma.sqlite3``) and none of
ours is refused and not touched: opening it as empty would look like a loss of data.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from chroma_server.engine.catalog import DamagedRow
from chroma_server.engine.errors import (
    WAY_OUT,
    FailedPrecondition,
    Internal,
    InvalidArgument,
    ResourceExhausted,
    Unavailable,
)
from chroma_server.engine.files import SegmentFiles
from chroma_server.engine.holder import HolderNote
from chroma_server.engine.tables import bring_up_to_date

FILE_NAME = "polychrome.sqlite3"
OFFICIAL_FILE_NAME = "chroma.sqlite3"
HOLDER_FILE_NAME = "polychrome.writer"
_IDLE_CONNECTIONS = 8
_PAGE_BYTES = 8192
_WAL_BYTES = 2**26
"""How long the write-ahead log grows before it is copied into the database."""
_LITTLE_ROOM = 2**20
_MUCH_ROOM = 2**22
_CATALOG = ("tenants", "databases", "collections", "segments", "families", "log_shares", "attached_functions")
_CHECKS_SINGLE_TABLES = (3, 33, 0)
"""The version of SQLite that can check a table without the others."""

_logger = logging.getLogger(__name__)


class Store:
    """The SQLite file of an engine, or a private database in memory when ``directory`` is None.

    ``on_create`` fills a new database, ``on_upgrade`` completes one of format version 1, in the transaction that makes
    it so. With ``trusting`` the catalog is not checked for damage.
    Raises InvalidArgument when the directory cannot be used, FailedPrecondition when its database is not ours or newer
    than this version, Unavailable when another process keeps it locked, Internal when SQLite calls it damaged.
    """

    def __init__(
        self,
        directory: str | os.PathLike[str] | None,
        lock_timeout: float,
        *,
        on_create: Callable[[sqlite3.Connection], None],
        on_upgrade: Callable[[sqlite3.Connection], None],
        trusting: bool = False,
    ) -> None:
        self._lock_timeout = lock_timeout
        self._on_create = on_create
        self._on_upgrade = on_upgrade
        self.path: Path | None = None if directory is None else _prepare_directory(directory)
        self.write_lock = threading.RLock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._watch_lock = threading.Lock()
        self._closed = False
        self._process = os.getpid()
        self._note = None if self.path is None else HolderNote(self.path.with_name(HOLDER_FILE_NAME))
        self.files = None if self.path is None else SegmentFiles(self.path.parent)
        if self.path is not None and not self.path.exists():
            self._check_new()
        self._opened_writer: sqlite3.Connection | None = None
        with self.translated():
            first = self._connect()
            try:
                if not trusting:
                    self._check_catalog(first)
                self._watch = None if self.path is None else self._connect()
            except BaseException:
                first.close()
                raise
        if self.path is None:
            self._opened_writer = first
        else:
            self._idle.append(first)

    @property
    def durable(self) -> bool:
        """Whether there is a file. In memory nothing needs a log."""
        return self.path is not None

    @property
    def closed(self) -> bool:
        return self._closed

    def hurry(self) -> bool:
        """From now on do not wait for other processes; whether the store can still be written to from this one."""
        if not self.durable or self._closed or os.getpid() != self._process:
            return False
        with self.write_lock, self.translated():
            self._lock_timeout = 0.0
            if self._opened_writer is not None:
                self._opened_writer.execute("PRAGMA busy_timeout = 0")
        return True

    @property
    def name(self) -> str:
        """What messages call it."""
        return "memory" if self.path is None else str(self.path)

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection, None, None]:
        """A transaction that writes: committed and on disk when the block ends, undone when it raises."""
        with self.write_lock, self.translated():
            self._check_open()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                if self._note is not None:
                    self._note.write()
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                if self._note is not None:
                    self._note.clear()

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection, None, None]:
        """A connection for reading, in one transaction, so that all of the block sees one state."""
        if self.path is None:
            with self.write_lock, self.translated():
                self._check_open()
                yield self._writer
            return
        with self.translated():
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")
                self._give_back(connection)

    def data_version(self) -> int:
        """A number that changes whenever anyone, in this process or another, has committed to the file."""
        if self._watch is None:
            self._check_open()
            return 0
        with self._watch_lock:
            self._check_open()
            try:
                version: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.Error:
                # Every read passes here: the translation is set up only for an error.
                with self.translated():
                    raise
            return version

    def vacuum(self) -> None:
        """Give the space of what was deleted back to the file system."""
        with self.write_lock, self.translated():
            self._check_open()
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def reindex(self) -> None:
        """Build the indexes of the database anew."""
        with self.write_lock, self.translated():
            self._check_open()
            self._writer.execute("REINDEX")

    def rewrite(self) -> None:
        """Write the database anew from its tables, and with it the list of its free pages."""
        if self.path is None:
            return
        copy = self.path.with_name(f"{FILE_NAME}.rewritten")
        with self.write_lock, self.translated():
            self._check_open()
            copy.unlink(missing_ok=True)
            try:
                self._writer.execute("VACUUM INTO ?", (str(copy),))
                source = sqlite3.connect(copy)
                try:
                    # One transaction, so other processes see the old database or the new one.
                    source.backup(self._writer)
                finally:
                    source.close()
            finally:
                copy.unlink(missing_ok=True)

    def integrity(self) -> list[str]:
        """What SQLite finds wrong in the database; nothing when it is in order."""
        with self.write_lock, self.translated():
            self._check_open()
            return [text for (text,) in self._writer.execute("PRAGMA integrity_check") if text != "ok"]

    def close(self) -> None:
        with self.write_lock, self._watch_lock, self._idle_lock:
            if self._closed:
                return
            self._closed = True
            if self.durable and os.getpid() != self._process:
                return
            self._shrink()
            for connection in (*self._idle, self._watch, self._opened_writer):
                if connection is not None:
                    connection.close()
            self._idle.clear()
            if self._note is not None:
                self._note.close()

    def _shrink(self) -> None:
        """Give the space of frames that segments cover back, when that is most of the file and no one is in the way."""
        if not self.durable or self._opened_writer is None:
            return
        try:
            free, pages, size = (
                self._writer.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("freelist_count", "page_count", "page_size")
            )
            if free * size > _MUCH_ROOM and 2 * free > pages:
                self._writer.execute("PRAGMA busy_timeout = 0")
                self._writer.execute("VACUUM")
        except sqlite3.Error as error:
            _logger.info("%s was not made smaller: %s", self.name, error)

    def _disk_is_full(self) -> bool:
        # SQLite calls it an I/O error when it cannot enlarge the memory it shares between processes.
        return self.path is not None and shutil.disk_usage(self.path.parent).free < _LITTLE_ROOM

    def _holder(self) -> str:
        who = None if self._note is None else self._note.read()
        return who or "which did not say its name"

    def _check_open(self) -> None:
        if self._closed:
            raise Unavailable("The engine is closed")
        if self.durable and os.getpid() != self._process:
            # SQLite: a connection must not be used across a fork, it could damage the file.
            raise Unavailable(f"{self.name} was opened before a fork: open the engine anew in the child process")

    @property
    def _writer(self) -> sqlite3.Connection:
        """The connection that writes, made for the first write: to be used with the lock of writers held."""
        if self._opened_writer is None:
            self._opened_writer = self._connect()
        return self._opened_writer

    def _borrow(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._check_open()
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._idle_lock:
            if not self._closed and len(self._idle) < _IDLE_CONNECTIONS:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            ":memory:" if self.path is None else self.path,
            timeout=self._lock_timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            if self.path is not None:
                # Of a new database. A small write is three pages: to add one record took 0.8 ms of CPU with pages of
                # 64 KiB and takes 0.7 with these; to add 1000 takes the same with both.
                connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
                self._use_wal(connection)
                (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
                connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_BYTES // page_bytes}")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
            bring_up_to_date(
                connection,
                self.name,
                check_new=self._check_new,
                on_create=self._on_create,
                on_upgrade=self._on_upgrade,
            )
        except BaseException:
            connection.close()
            raise
        return connection

    def _use_wal(self, connection: sqlite3.Connection) -> None:
        # SQLite does not wait for a lock when it changes the journal mode, so two processes creating one store must
        # wait here.
        deadline = time.monotonic() + self._lock_timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def _check_new(self) -> None:
        """An empty database among the other files of a store has lost its contents."""
        if self.path is None or self._note is None or self.files is None:
            return
        if self._note.path.exists() or self.files.folder.exists():
            raise Internal(
                f"{self.path} is missing or empty, though the directory holds other files of a store: put it back from "
                f"a backup, or remove these to start anew; {WAY_OUT}"
            )

    def _check_catalog(self, connection: sqlite3.Connection) -> None:
        """Find out where an index says something else than its table: a lookup would miss what is there."""
        if self.path is None or sqlite3.sqlite_version_info < _CHECKS_SINGLE_TABLES:
            return
        for table in _CATALOG:
            findings = [text for (text,) in connection.execute(f"PRAGMA integrity_check({table})")]
            if findings != ["ok"]:
                raise Internal(f"{self.name} is damaged ({findings[0]}): {WAY_OUT}")

    @contextmanager
    def translated(self) -> Generator[None, None, None]:
        """Errors of SQLite become those of the engine."""
        try:
            yield
        except sqlite3.Error as error:
            text = str(error)
            if isinstance(error, sqlite3.ProgrammingError) and self._closed:
                raise Unavailable("The engine is closed") from error
            if "locked" in text or "busy" in text:
                raise Unavailable(
                    f"{self.name} is locked by another process ({self._holder()}) "
                    f"for more than {self._lock_timeout:g} s ({text}): wait and repeat"
                ) from error
            if "readonly" in text or "unable to open" in text:
                raise InvalidArgument(f"{self.name} cannot be opened for writing: {text}") from error
            if "full" in text or ("I/O" in text and self._disk_is_full()):
                raise ResourceExhausted(f"{self.name} cannot grow: {text}") from error
            raise Internal(f"{self.name} is damaged ({text}): {WAY_OUT}") from error
        except DamagedRow as error:
            raise Internal(f"{self.name} is damaged: {error}: {WAY_OUT}") from error
        except UnicodeDecodeError as error:
            # SQLite quotes a damaged database in its messages.
            raise Internal(f"{self.name} is damaged ({error}): {WAY_OUT}") from error
        except UnicodeEncodeError as error:
            raise InvalidArgument(f"Text is not valid Unicode: {error.object[:80]!r}") from error


def _prepare_directory(directory: str | os.PathLike[str]) -> Path:
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidArgument(f"Cannot keep data in {folder}: {error.strerror}") from error
    path = folder / FILE_NAME
    if not path.exists() and (folder / OFFICIAL_FILE_NAME).exists():
        raise FailedPrecondition(
            f"{folder} holds a database of the official chromadb ({OFFICIAL_FILE_NAME}), which this engine does not "
            "read: name another directory, and copy the records over through the two clients"
        )
    return path
