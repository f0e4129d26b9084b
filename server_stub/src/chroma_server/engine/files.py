"""The segment files of a store: written under a temporary name, synced, renamed, listed by the catalog, deleted.

A file that no catalog lists is either being made by a live process or was left behind by one that died. Whoever makes a
file holds a lock on it until it is listed, so the two can be told apart; see :meth:`SegmentFiles.remove_orphans`.
On Windows an open file cannot be deleted, which serves the same end.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from weakref import WeakValueDictionary

import numpy as np

from chroma_server.engine.container import Container, ContainerWriter
from chroma_server.engine.errors import WAY_OUT, Internal
from chroma_server.engine.parts import Sections
from chroma_server.engine.segment import Segment

if sys.platform != "win32":
    import fcntl

FOLDER = "segments"
SEGMENT = ".segment"
CACHE = ".cache"
TEMPORARY = ".tmp"

_logger = logging.getLogger(__name__)


class MissingSegment(Internal):
    """A segment that the catalog lists has no file."""


class SegmentFiles:
    """The folder ``segments`` of a store."""

    def __init__(self, directory: Path) -> None:
        self.folder = directory / FOLDER
        self._open: WeakValueDictionary[str, Segment] = WeakValueDictionary()
        self._open_lock = threading.Lock()

    def new_segment(self, collection_number: int) -> NewSegment:
        """A file to write a segment to, under a name that no other has. Raises OSError."""
        created = not self.folder.exists()
        self.folder.mkdir(exist_ok=True)
        if created:
            sync_folder(self.folder.parent)
        while True:
            name = f"{collection_number}-{secrets.token_hex(8)}"
            temporary = self.folder / (name + SEGMENT + TEMPORARY)
            file = temporary.open("x+b")
            if _lock(file) and temporary.exists():
                return NewSegment(self, name, temporary, file)
            file.close()  # Taken for an orphan before it was locked.

    def open(self, name: str) -> Segment:
        """The segment, the same object for all who hold it: a collection and its forks share what they compute of it.

        Raises MissingSegment when there is no such file, Internal when it is damaged.
        """
        with self._open_lock:
            segment = self._open.get(name)
            if segment is None:
                path = self.path(name)
                if not path.exists():
                    raise MissingSegment(f"{path} is missing: put it back, or {WAY_OUT}")
                segment = self._open[name] = Segment(name, Container(path), SegmentCaches(self.folder, name))
            return segment

    def path(self, name: str) -> Path:
        return self.folder / (name + SEGMENT)

    def delete(self, names: Iterable[str]) -> None:
        """Remove segments that the catalog does not list any more. Those mapped by others stay readable to them."""
        for name in names:
            for path in (self.path(name), *self.folder.glob(f"{name}.*{CACHE}")):
                _unlink(path)

    def strays(self, listed: Callable[[], set[str]]) -> list[Path]:
        """Files that belong to no listed segment."""
        if not self.folder.exists():
            return []
        found = [path for path in self.folder.iterdir() if path.is_file()]
        if not found:
            return []
        names = listed()
        return [path for path in found if path.name.endswith(TEMPORARY) or path.name.split(".", 1)[0] not in names]

    def remove_orphans(self, listed: Callable[[], set[str]]) -> list[Path]:
        """Delete strays that no live process is making; what was deleted.

        To be called within a transaction that writes: what is listed cannot change then, and a file whose maker has let
        go of its lock is listed or will never be.
        """
        removed: list[Path] = []
        for path in self.strays(listed):
            try:
                with path.open("rb") as file:
                    if not _lock(file):
                        continue
                    if _unlink(path):
                        removed.append(path)
            except OSError as error:
                _logger.warning("%s was left behind and cannot be removed: %s", path, error)
        return removed


class NewSegment:
    """A segment file in the making. Leaving the block without :meth:`complete` removes it."""

    def __init__(self, files: SegmentFiles, name: str, temporary: Path, file: BinaryIO) -> None:
        self._files = files
        self._temporary: Path | None = temporary
        self._file = file
        self.name = name
        self.writer = ContainerWriter(file)

    def __enter__(self) -> NewSegment:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._temporary is not None:
            _unlink(self._temporary)
        self._file.close()

    def complete(self) -> Segment:
        """Put the file on disk under its name, and open it. It stays locked until the block ends.

        From now on it is not removed when the block fails: the transaction that lists it may have come through although
        it seemed to fail. As an orphan it goes at a later opening.
        """
        temporary = self._temporary
        if temporary is None:
            raise ValueError("the segment is complete already")
        self.writer.finish({"name": self.name})
        os.fsync(self._file.fileno())
        temporary.replace(self._files.path(self.name))
        self._temporary = None
        sync_folder(self._files.folder)
        return self._files.open(self.name)


class SegmentCaches:
    """Arrays kept beside a segment, each set in a file of its own. What cannot be read or written is done without."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    @property
    def wanted(self) -> bool:
        """Whether the segment is still there."""
        return (self._folder / (self._name + SEGMENT)).exists()

    def load(self, name: str) -> Sections | None:
        """None when there are none, or they are damaged: they are to be built anew then."""
        path = self._path(name)
        if not path.exists():
            return None
        try:
            container = Container(path)
            if container.attributes != {"name": self._name, "cache": name}:
                return None
            return {section: container.whole(section) for section in container.names}
        except Internal as error:
            _logger.warning("%s; it is built anew", error)
            return None

    def save(self, name: str, sections: Sections) -> None:
        if not self.wanted:
            return
        path = self._path(name)
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
        try:
            with temporary.open("xb") as file:
                _lock(file)
                writer = ContainerWriter(file)
                for section, array in sections.items():
                    writer.add(section, np.asarray(array))
                writer.finish({"name": self._name, "cache": name})
                # Not synced: a cache that a crash leaves in pieces does not match its checksums.
                temporary.replace(path)
            if not self.wanted:  # Deleted meanwhile, perhaps before its cache had this name.
                _unlink(path)
        except OSError as error:
            _unlink(temporary)
            _logger.warning("%s was not written: %s", path, error)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._name}.{name}{CACHE}"


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk. Windows does that by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(file: BinaryIO) -> bool:
    """Lock a file for as long as it is open; whether that was possible."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _unlink(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.unlink()
        return True
    return False
