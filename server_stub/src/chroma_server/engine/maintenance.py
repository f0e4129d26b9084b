"""Looking after a store: :func:`check` reads all of it, :func:`repair` saves what it can, :func:`vacuum` shrinks it.

Each opens the store by itself and may run while others use it; a repair keeps writers waiting.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chroma_server.engine import catalog, log, manifest
from chroma_server.engine.checkpoint import checkpoint
from chroma_server.engine.collection import OpenCollection
from chroma_server.engine.container import Container
from chroma_server.engine.engine import Engine
from chroma_server.engine.errors import EngineError, Internal, InvalidArgument
from chroma_server.engine.files import CACHE, FOLDER, SegmentFiles
from chroma_server.engine.group import GroupCommit
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.salvage import salvage
from chroma_server.engine.store import FILE_NAME, HOLDER_FILE_NAME, Store

DAMAGED_FOLDER = "damaged"
"""Where a repair keeps the files it could not read as a whole."""


@dataclass
class Report:
    """What was found, and what was done about it.

    damage       records or descriptions that cannot be read; without a repair, reading them raises Internal
    notes        what costs nothing but time: damaged caches, files left behind
    repairs      what a repair changed
    """

    collections: int = 0
    records: int = 0
    segments: int = 0
    damage: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    repairs: list[str] = field(default_factory=list[str])

    @property
    def ok(self) -> bool:
        """Whether every record can be read."""
        return not self.damage


def check(path: str | os.PathLike[str], *, options: EngineOptions | None = None) -> Report:
    """Read everything in the store in the directory ``path`` and compare it with its checksums. Changes nothing.

    Raises InvalidArgument when there is no store, FailedPrecondition when it is of another program or a newer version,
    Unavailable when another process keeps it locked.
    """
    report = Report()
    try:
        with _opened(path, options or EngineOptions()) as (store, files):
            report.damage += [f"{store.name} is damaged: {text}" for text in store.integrity()]
            checked: dict[str, list[str]] = {}
            for identifier in _collections(store):
                _check_collection(store, files, identifier, report, checked)
            report.notes += [f"{file} is damaged; it is built anew" for file in _damaged_caches(files)]
            with store.read() as db:
                strays = files.strays(lambda: manifest.listed_names(db))
            report.notes += [f"{file} belongs to no segment; it goes at the next opening" for file in strays]
    except Internal as error:
        report.damage.append(error.message)
    return report


def repair(path: str | os.PathLike[str], *, options: EngineOptions | None = None) -> Report:
    """Make every record that is whole readable again, and remove every cache, to be rebuilt from the records.

    A collection with damage is read as far as possible and written anew; ``damage`` of the report says what was lost.
    Its damaged segments are kept in the folder ``damaged``. Where a function derives it from another collection, or
    another from it, that output is derived anew. A database that SQLite itself cannot read is beyond repair.
    Raises as :func:`check`.
    """
    report = Report()
    rewritten: list[str] = []
    try:
        with _opened(path, options or EngineOptions()) as (store, files):
            _repair_database(store, report)
            checked: dict[str, list[str]] = {}
            for identifier in _collections(store):
                if _repair_collection(store, files, identifier, report, checked):
                    rewritten.append(identifier)
            for file in _caches(files):
                file.unlink(missing_ok=True)
                report.repairs.append(f"{file} was removed; it is built anew when it is needed")
            with store.write() as db:
                removed = files.remove_orphans(lambda: manifest.listed_names(db))
            report.repairs += [f"{file} belonged to no segment and was removed" for file in removed]
        if rewritten:
            with Engine.open(path, options=options) as engine:
                outputs = engine.derive_outputs_anew(rewritten)
            report.repairs += [f"Collection [{name}] was derived anew" for name in outputs]
    except Internal as error:
        report.damage.append(error.message)
    return report


def vacuum(path: str | os.PathLike[str], *, options: EngineOptions | None = None) -> tuple[int, int]:
    """Write every collection as one segment of its live records; the bytes on disk before and after.

    Raises as :func:`check`, and Internal when the store is damaged.
    """
    folder = _store_folder(path)
    before = _bytes_in(folder)
    with Engine.open(folder, options=options) as engine:
        engine.vacuum()
    return before, _bytes_in(folder)


def _store_folder(path: str | os.PathLike[str]) -> Path:
    folder = Path(path)
    # Opening would make a new store.
    if not any((folder / name).exists() for name in (FILE_NAME, HOLDER_FILE_NAME, FOLDER)):
        raise InvalidArgument(f"{folder} holds no store: there is no {FILE_NAME}")
    return folder


@contextmanager
def _opened(path: str | os.PathLike[str], options: EngineOptions) -> Generator[tuple[Store, SegmentFiles], None, None]:
    folder = _store_folder(path)
    store = Store(
        folder,
        options.lock_timeout,
        on_create=catalog.create_defaults,
        on_upgrade=catalog.seal_descriptions,
        trusting=True,
    )
    try:
        yield store, SegmentFiles(folder)
    finally:
        store.close()


def _collections(store: Store) -> list[str]:
    with store.read() as db:
        return catalog.collection_ids(db)


def _check_collection(
    store: Store, files: SegmentFiles, identifier: str, report: Report, checked: dict[str, list[str]]
) -> None:
    """``checked`` has the damage of the segments seen before: a fork lists those of its source."""
    damage: list[str] = []
    try:
        with store.read() as db:
            row = catalog.find_collection_by_id(db, identifier)
            if row is None:
                return
            report.collections += 1
            for listed in manifest.read_segments(db, row, store=store.name, report=damage.append):
                if listed.name not in checked:
                    report.segments += 1
                    checked[listed.name] = list(_segment_damage(files, listed.name))
                damage += checked[listed.name]
            for _ in log.read_intact(db, row, store=store.name, report=damage.append):
                pass
            list(log.read_checkpoint(db, row, store=store.name))
        if not damage:
            report.records += len(OpenCollection(store, GroupCommit(store), identifier).snapshot())
    except EngineError as error:
        damage.append(error.message)
    report.damage += damage


def _segment_damage(files: SegmentFiles, name: str) -> Iterator[str]:
    try:
        segment = files.open(name)
    except Internal as error:
        yield error.message
        return
    container = segment.arrays
    if isinstance(container, Container):
        for section, blocks in container.damage().items():
            yield f"{container.path} is damaged: {len(blocks)} blocks of its section {section}"


def _repair_database(store: Store, report: Report) -> None:
    if not store.integrity():
        return
    store.reindex()
    report.repairs.append(f"{store.name}: its indexes were built anew")
    if not store.integrity():
        return
    try:
        store.rewrite()
    except Internal as error:
        report.damage.append(f"{error.message}; it cannot be written anew")
        return
    report.repairs.append(f"{store.name} was written anew from its tables")
    report.damage += [f"{store.name} is damaged beyond repair: {text}" for text in store.integrity()]


def _repair_collection(
    store: Store, files: SegmentFiles, identifier: str, report: Report, checked: dict[str, list[str]]
) -> bool:
    """Whether it had to be written anew."""
    _accept_description(store, identifier, report)
    found = Report()
    _check_collection(store, files, identifier, found, checked)
    report.collections += 1
    if found.ok:
        report.records += found.records
        return False
    lost: list[str] = []
    collection = OpenCollection(store, GroupCommit(store), identifier)
    with store.write_lock:
        with store.read() as db:
            row = catalog.require_collection(db, identifier)
            with collection.lock:
                collection.set_state(salvage(db, row, files, store.name, lost.append))
                collection.publish()
            names = [listed.name for listed in manifest.read_segments(db, row, store=store.name, report=lambda _: None)]
        kept = _keep_damaged(store, files, names)
        checkpoint(collection, lambda segments, _size, _shared: list(segments), threading.Event(), force=True)
    report.records += len(collection.snapshot())
    report.damage += lost
    report.repairs.append(f"Collection [{row.collection.name}] ({identifier}) was written anew")
    report.repairs += [f"{file} is a copy of what was damaged" for file in kept]
    return True


def _accept_description(store: Store, identifier: str, report: Report) -> None:
    try:
        with store.read() as db:
            catalog.find_collection_by_id(db, identifier)
    except Internal as error:
        with store.write() as db:
            catalog.seal_description(db, identifier)
        with store.read() as db:
            catalog.find_collection_by_id(db, identifier)
        report.damage.append(f"{error.message}; it was accepted as it is")


def _keep_damaged(store: Store, files: SegmentFiles, names: list[str]) -> list[Path]:
    kept: list[Path] = []
    for name in names:
        source = files.path(name)
        if source.exists() and list(_segment_damage(files, name)):
            folder = files.folder.parent / DAMAGED_FOLDER
            folder.mkdir(exist_ok=True)
            target = folder / source.name
            if not target.exists():  # Of a fork, it may be kept already.
                try:
                    os.link(source, target)
                except OSError:
                    shutil.copyfile(source, target)
            kept.append(target)
    return kept


def _caches(files: SegmentFiles) -> list[Path]:
    return sorted(files.folder.glob(f"*{CACHE}")) if files.folder.exists() else []


def _damaged_caches(files: SegmentFiles) -> Iterator[Path]:
    for file in _caches(files):
        try:
            damaged = bool(Container(file).damage())
        except Internal:
            damaged = True
        if damaged:
            yield file


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
