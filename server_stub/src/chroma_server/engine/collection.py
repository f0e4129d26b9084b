"""One collection at work: what its readers see, kept up to date with the log, and how it is written.

Readers take :meth:`OpenCollection.snapshot` and need no lock. A writer calls :meth:`OpenCollection.write` with a plan
of what to change; the change is in the log, committed, before it is published. Writes of other processes are noticed by
``PRAGMA data_version`` and applied first.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from chroma_server.engine import catalog, log, manifest
from chroma_server.engine.batch import Batch
from chroma_server.engine.catalog import CollectionRow
from chroma_server.engine.draft import Draft, Mark, positions_of
from chroma_server.engine.errors import WAY_OUT, Internal, NotFound
from chroma_server.engine.files import MissingSegment
from chroma_server.engine.group import GroupCommit
from chroma_server.engine.parts import Snapshot
from chroma_server.engine.rules.schema import grow_schema, observed_types
from chroma_server.engine.segment import Segment
from chroma_server.engine.store import Store

_RELOADS = 100
_BYTES_PER_COLLECTION = 16_384


@dataclass(frozen=True)
class State:
    """What a writer sees: the newest state, also what others of its group have written and not yet committed."""

    row: CollectionRow
    draft: Draft

    @property
    def snapshot(self) -> Snapshot:
        return self.draft.snapshot(self.row)


Plan: TypeAlias = "Callable[[State], Sequence[Batch]]"


class Follower(Protocol):
    """What follows from a write of a collection that has functions attached, in the same transaction."""

    def begin(self, db: sqlite3.Connection, state: State, batches: Sequence[Batch]) -> None:
        """These batches are about to be applied to the state."""
        ...

    def run(self, db: sqlite3.Connection, state: State) -> None:
        """They were applied; when this raises, it has left no trace, and the write is undone."""
        ...

    def undo(self) -> None:
        """As :meth:`.group.Work.undo`."""
        ...

    def publish(self) -> None:
        """As :meth:`.group.Work.publish`."""
        ...


class OpenCollection:
    """A collection loaded from its segments and its log. Create it freely: nothing is read before the first use.

    lock           held while the draft is changed, and until what was changed is published or undone
    checkpointing  held during a checkpoint
    frames         batches in the log behind the last checkpoint
    quiet          a log position at which readers found the collection, and since when
    """

    def __init__(self, store: Store, group: GroupCommit, collection_id: str) -> None:
        self.store = store
        self.id = collection_id
        self.lock = threading.RLock()
        self.checkpointing = threading.Lock()
        self.frames = 0
        self.quiet: tuple[int, float] | None = None
        self._group = group
        self._state: State | None = None
        self._snapshot: Snapshot | None = None
        self._seen_version: int | None = None

    def snapshot(self) -> Snapshot:
        """The state with every write acknowledged before. Raises NotFound when the collection is gone."""
        version = self.store.data_version()
        found = self._snapshot
        if found is None or version != self._seen_version:
            found = self._catch_up()
            self._seen_version = version
        return found

    def row(self) -> CollectionRow:
        """The catalog's description, up to date. Raises NotFound when the collection is gone."""
        return self.snapshot().row

    def known_dimension(self) -> int | None:
        """The dimension as this process last saw it: once it is fixed it stays. Raises NotFound as :meth:`row`."""
        seen = self._snapshot
        row = self.row() if seen is None else seen.row
        return row.collection.dimension

    def write(self, plan: Plan, follower: Follower | None = None) -> tuple[int, list[Batch]]:
        """Append to the log and apply what ``plan`` asks for; the position before it and what took effect.

        ``plan`` runs when nothing else can write, in this process or another; what it raises ends the write without a
        trace. A dimension that is fixed and a schema that grows are committed together with the frame.
        """
        work = Write(self, plan, follower)
        self._group.submit(work)
        return work.before, work.batches

    @property
    def head(self) -> int:
        """The log position of the newest write that this process has seen."""
        return 0 if self._snapshot is None else self._snapshot.row.head

    def tail_size(self) -> tuple[int, int]:
        """Record operations in the log behind the last checkpoint, and about how many bytes of vectors they hold."""
        row = None if self._snapshot is None else self._snapshot.row
        operations = 0 if row is None else row.head - row.checkpoint
        return operations, operations * 4 * (0 if row is None else row.collection.dimension or 0)

    @property
    def loaded(self) -> bool:
        """Whether its records were read already."""
        return self._snapshot is not None

    def nbytes_besides(self, seen: set[int]) -> int:
        """About how many bytes of memory it takes, besides the sources in ``seen``, which its own are added to."""
        state = self._state
        return _BYTES_PER_COLLECTION + (0 if state is None else state.draft.nbytes_besides(seen))

    def invalidate(self) -> None:
        """The catalog's description was changed here: read it anew at the next use."""
        self._seen_version = None

    def forget(self) -> None:
        """Read everything anew at the next use; of a collection that was deleted that raises NotFound."""
        with self.lock:
            self._state = self._snapshot = self._seen_version = None

    # --- with the lock held -------------------------------------------------------------------------------------------

    def state(self, db: sqlite3.Connection) -> State:
        """The state that the transaction sees."""
        state = self._state
        if state is not None and catalog.collection_state(db, self.id) == state.row.state:
            return state
        row = catalog.find_collection_by_id(db, self.id)
        if row is None:
            self.forget()
            raise NotFound(f"Collection [{self.id}] does not exist.")
        if state is None and row.head and not self.store.durable:
            raise Internal(f"Collection [{row.collection.name}] was lost when a write to it ran out of memory")
        try:
            self._state = self._follow(db, row, state)
        except BaseException:
            # The draft may have half of a frame: load anew at the next use.
            self.forget()
            raise
        return self._state

    def set_state(self, state: State) -> None:
        """The draft was changed."""
        self._state = state

    def current(self, draft: Draft) -> State | None:
        """The state, if it is one of this draft."""
        return self._state if self._state is not None and self._state.draft is draft else None

    def seal(self) -> tuple[Snapshot, Draft, int] | None:
        """Let new rows go to a new tail; the state so far, its draft and the frames in it. None when it is gone."""
        state = self._state
        if state is None:
            return None
        state.draft.seal_tail()
        return state.snapshot, state.draft, self.frames

    def publish(self) -> Snapshot:
        """Let readers see the draft as it is now."""
        if self._state is None:
            raise NotFound(f"Collection [{self.id}] does not exist.")
        self._snapshot = self._state.snapshot
        return self._snapshot

    # --- following the log --------------------------------------------------------------------------------------------

    def _catch_up(self) -> Snapshot:
        for _ in range(_RELOADS):
            found = self._snapshot
            with self.store.read() as db:
                state = catalog.collection_state(db, self.id)
            if found is not None and state == found.row.state:
                return found
            try:
                # The transaction sees what is there at its first statement, and that must come after the wait.
                with self.store.read() as db, self.lock:
                    self.state(db)
                    return self.publish()
            except MissingSegment:
                # Another process may have merged it away since the transaction began.
                with self.store.read() as db:
                    now = catalog.collection_state(db, self.id)
                if state is None or now is None or now[1] == state[1]:
                    raise
        raise Internal(f"{self.store.name}: the segments of collection [{self.id}] change faster than they can be read")

    def _follow(self, db: sqlite3.Connection, row: CollectionRow, state: State | None) -> State:
        if state is None or row.generation != state.row.generation:
            state = self._load(db, row, state)
        if self.store.durable:
            for position, batches in log.read_after(db, row, state.row.head, store=self.store.name):
                for batch, first in positions_of(batches, position):
                    state.draft.apply(batch, first, position)
                self.frames += 1
        return State(row, state.draft)

    def _load(self, db: sqlite3.Connection, row: CollectionRow, before: State | None) -> State:
        if not self.store.durable:
            return State(row, Draft(row.collection.dimension))
        files = self.store.files
        if files is None:
            raise ValueError("a durable store has files")
        known: dict[str, Segment] = {}
        if before is not None:
            sources = (slot.source for slot in before.draft.slots)
            known = {source.name: source for source in sources if isinstance(source, Segment)}
        segments = [
            (known.get(listed.name) or files.open(listed.name), listed.alive)
            for listed in manifest.read_segments(db, row, store=self.store.name)
        ]
        for segment, alive in segments:
            if segment.size != len(alive):
                raise Internal(
                    f"{files.path(segment.name)} is damaged: it has {segment.size} rows, not {len(alive)}: {WAY_OUT}"
                )
        draft = Draft(row.collection.dimension, segments, since=row.checkpoint)
        # A store of format version 1 has its records in frames. They get the order numbers before those of the log.
        older = list(log.read_checkpoint(db, row, store=self.store.name))
        for batch, first in positions_of(older, 0):
            draft.apply(batch, first, row.checkpoint)
        self.frames = 0
        return State(replace(row, head=row.checkpoint), draft)


class Write:
    """A write of one collection, as work of a group.

    before   the log position before it
    batches  what took effect
    ran      whether it was run and not undone
    """

    def __init__(self, collection: OpenCollection, plan: Plan, follower: Follower | None = None) -> None:
        self._collection = collection
        self._plan = plan
        self._follower = follower
        self._followed = False
        self._before: tuple[State, Mark] | None = None
        self.before = 0
        self.batches: list[Batch] = []
        self.ran = False

    def run(self, db: sqlite3.Connection) -> None:
        collection = self._collection
        collection.lock.acquire()
        try:
            state = collection.state(db)
            self.before = state.row.head
            self.batches = [batch for batch in self._plan(state) if len(batch)]
            self._before = state, state.draft.mark()
            if self.batches and self._follower is not None and state.row.functions:
                self._follower.begin(db, state, self.batches)
                self._follower.run(db, self._apply(db, state))
                self._followed = True
            elif self.batches:
                self._apply(db, state)
            self.ran = True
        except BaseException:
            self.undo()
            raise

    def _apply(self, db: sqlite3.Connection, state: State) -> State:
        collection = self._collection
        row = _log(db, state.row, self.batches, durable=collection.store.durable)
        for batch, first in positions_of(self.batches, row.head):
            state.draft.apply(batch, first, row.head)
        state = State(row, state.draft)
        collection.set_state(state)
        collection.frames += 1
        return state

    def undo(self) -> None:
        self.ran = False
        try:
            if self._followed and self._follower is not None:
                self._follower.undo()
            if self._before is not None:
                state, mark = self._before
                state.draft.undo(mark)
                self._collection.set_state(state)
        except BaseException:
            self._collection.forget()
            raise
        finally:
            self._collection.lock.release()

    def publish(self) -> None:
        try:
            if self.batches:
                self._collection.publish()
            if self._followed and self._follower is not None:
                self._follower.publish()
        except BaseException:
            self._collection.forget()
            raise
        finally:
            self._collection.lock.release()


def _log(db: sqlite3.Connection, row: CollectionRow, batches: Sequence[Batch], *, durable: bool) -> CollectionRow:
    """Write a frame; the row of the collection afterwards."""
    collection = row.collection
    dimension = next((d for d in (collection.dimension, *(b.dimension for b in batches)) if d is not None), None)
    written = (metadata for batch in batches for metadata in batch.metadatas or () if metadata)
    grown = grow_schema(collection.schema, observed_types(written))
    schema = collection.schema if grown is collection.schema else dict(grown)
    if dimension != collection.dimension or schema is not collection.schema:
        catalog.set_shape(db, row, dimension=dimension, schema=schema)
        row = replace(row, revision=row.revision + 1)
    head = row.head + sum(map(len, batches))
    if durable:
        log.append(db, row, batches, head)
    catalog.set_head(db, row, head)
    return replace(row, head=head, collection=replace(collection, dimension=dimension, schema=schema))
