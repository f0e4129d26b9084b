"""Who is writing to a store: a note beside the database, for the message of those who wait in vain.

SQLite's lock decides who may write; the note only says who it was. It is written when a transaction begins and blanked
when it ends, unless the next writer has written its own by then. It is not synced: after a crash there is no lock, and
nobody reads the note.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

_LENGTH = 160
_HAS_PREAD = hasattr(os, "pread")
"""Not so on Windows."""


class HolderNote:
    """The note of a store, in the file ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None
        self._lock = threading.Lock()
        self._written = b""
        self._who = f"process {os.getpid()} on {socket.gethostname()}"

    def write(self) -> None:
        """This process writes from now on."""
        text = f"{self._who} since {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}"
        self._written = text.encode()[:_LENGTH].ljust(_LENGTH)
        # A full disk must not stop a write that needs no more room for the sake of a note.
        with self._lock, suppress(OSError):
            self._put(self._written)

    def clear(self) -> None:
        """This process writes no more."""
        with self._lock, suppress(OSError):
            # The lock is free already, and another process may have it.
            if self._descriptor is not None and self._get() == self._written:
                self._put(b" " * _LENGTH)

    def read(self) -> str | None:
        """Who is writing, None when nobody has said so: then it is a program of another kind."""
        try:
            text = self.path.read_bytes()[:_LENGTH].decode(errors="replace").strip()
        except OSError:
            return None
        return text or None

    def close(self) -> None:
        with self._lock:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def _put(self, data: bytes) -> None:
        if self._descriptor is None:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        if _HAS_PREAD:
            os.pwrite(self._descriptor, data, 0)
            return
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, data)

    def _get(self) -> bytes:
        assert self._descriptor is not None
        if _HAS_PREAD:
            return os.pread(self._descriptor, _LENGTH, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, _LENGTH)
