"""Checkpoints: what the log holds becomes a segment, and small segments become larger ones.

A checkpoint seals the tail, writes its live records, with those of the segments to be merged, to a new file, and has it
listed by the catalog in the transaction that deletes the frames it covers. Reads and writes go on meanwhile; only that
transaction and the swap in memory keep writers waiting. What dies while the file is written is dead in the new segment
too. When another process was faster, the work is thrown away.

A crash leaves the old state or the new one: the file is on disk, under its name, before the transaction; the files it
replaces are deleted after it; what is left over is removed when the store is opened next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from chroma_server.engine import catalog, manifest
from chroma_server.engine.collection import OpenCollection, State
from chroma_server.engine.container import MemoryArrays
from chroma_server.engine.draft import Draft
from chroma_server.engine.errors import NotFound, ResourceExhausted, Unavailable
from chroma_server.engine.files import SegmentFiles
from chroma_server.engine.manifest import ListedSegment
from chroma_server.engine.merge import MemorySink, write_segment
from chroma_server.engine.parts import Mask, Part, Rows, Snapshot
from chroma_server.engine.segment import Segment, SegmentView
from chroma_server.engine.sparse import prepare

FAN_IN = 4
"""Segments of about one size that are merged: a record is written log4(records / tail) times."""

_FEW_ROWS = 512
_SMALL_SHARE = 16

Choice: TypeAlias = "Callable[[Sequence[SegmentView], int, Callable[[SegmentView], bool]], list[SegmentView]]"
"""Of these segments those to merge with a tail of so many live records, given which are shared with other collections.
To rewrite a shared one frees nothing."""


def checkpoint(
    collection: OpenCollection,
    choose: Choice,
    stopping: threading.Event,
    *,
    force: bool = False,
    ready: Callable[[SegmentView], None] | None = None,
) -> None:
    """Move the tail into a segment, together with the segments that ``choose`` names.

    ``choose`` is a :data:`Choice`. With ``force`` the catalog is written even if there is nothing to move. ``ready``
    gets the new segment before readers see it. Raises NotFound for a collection that is gone, ResourceExhausted when
    the disk is full, Unavailable when ``stopping`` is set meanwhile.
    """
    with collection.checkpointing:
        collection.snapshot()
        with collection.lock:
            sealed = collection.seal()
        if sealed is None:
            raise NotFound(f"Collection [{collection.id}] does not exist.")
        base, draft, frames = sealed
        segments = [part for part in base.parts if isinstance(part, SegmentView)]
        tails = [part for part in base.parts if not isinstance(part, SegmentView)]
        chosen = choose(segments, sum(part.live for part in tails), _sharing(collection, base, segments))
        if not force and not chosen and base.row.head == base.row.checkpoint:
            return
        merged = [part for part in base.parts if part in chosen or part in tails]
        _Checkpoint(collection, base, draft, frames, merged, stopping, ready).run()


def tiers(segments: Sequence[SegmentView], size: int, is_shared: Callable[[SegmentView], bool]) -> list[SegmentView]:
    """The segments to merge with a tail of ``size`` records: those that are mostly dead, and full tiers.

    A shared segment is left out of the first, unless it has nothing left: the others keep the dead rows anyway.
    """
    chosen = [
        segment
        for segment in segments
        if not segment.live or (2 * segment.live <= segment.size and not is_shared(segment))
    ]
    size += sum(segment.live for segment in chosen)
    while True:
        tier = [segment for segment in segments if segment not in chosen and segment.live <= 2 * size]
        if len(tier) < FAN_IN - 1:
            return chosen
        chosen += tier
        size += sum(segment.live for segment in tier)


def everything(
    segments: Sequence[SegmentView], size: int, is_shared: Callable[[SegmentView], bool]
) -> list[SegmentView]:
    """All segments of its own, unless there is one that is whole and nothing to add; of shared ones the empty."""
    own = [segment for segment in segments if not segment.live or not is_shared(segment)]
    if len(own) + (size > 0) < 2 and all(segment.live == segment.size for segment in own):
        return []
    return own


def _sharing(
    collection: OpenCollection, base: Snapshot, segments: Sequence[SegmentView]
) -> Callable[[SegmentView], bool]:
    """Tells the segments that other collections have, too."""
    if not collection.store.durable:
        return lambda segment: segment.source.holders > 1
    if base.row.family is None or not segments:
        return lambda segment: False
    with collection.store.read() as db:
        shared = manifest.shared_names(db, base.row)
    return lambda segment: segment.source.name in shared


def scattered(live: Sequence[int]) -> bool:
    """Whether parts with so many live records are worth to be merged into one, so that one index serves them.

    The records beside the largest part must be a good share of all: what is merged again and again is written anew
    each time.
    """
    return sum(live) - max(live, default=0) >= max(_FEW_ROWS, sum(live) // _SMALL_SHARE)


def settled(segments: Sequence[SegmentView], size: int, is_shared: Callable[[SegmentView], bool]) -> list[SegmentView]:
    """All segments of its own, where these and the tail are scattered."""
    own = [segment for segment in segments if not is_shared(segment)]
    return own if scattered([*(segment.live for segment in own), size]) else []


def worth_settling(collection: OpenCollection) -> bool:
    """Whether a checkpoint that chooses by :func:`settled` would merge anything."""
    base = collection.snapshot()
    segments = [part for part in base.parts if isinstance(part, SegmentView)]
    tails = sum(part.live for part in base.parts if not isinstance(part, SegmentView))
    return bool(settled(segments, tails, _sharing(collection, base, segments)))


class _Checkpoint:
    """A checkpoint under way."""

    def __init__(
        self,
        collection: OpenCollection,
        base: Snapshot,
        draft: Draft,
        frames: int,
        merged: Sequence[Part],
        stopping: threading.Event,
        ready: Callable[[SegmentView], None] | None,
    ) -> None:
        self._collection = collection
        self._base = base
        self._draft = draft
        self._frames = frames
        self._merged = merged
        self._stopping = stopping
        self._ready = ready
        self._source = Snapshot(base.row, merged)

    def run(self) -> None:
        rows = self._source.live_rows
        files = self._collection.store.files
        if files is None:
            self._run_in_memory(rows)
        elif not len(rows):
            self._swap(files, None, rows)
        else:
            self._run_on_disk(files, rows)

    def _run_in_memory(self, rows: Rows) -> None:
        segment: Segment | None = None
        if len(rows):
            sink = MemorySink()
            write_segment(sink, self._source, rows, self._check_stopping)
            segment = Segment("memory", MemoryArrays(sink.arrays, {}))
            self._prepare(segment)
        collection = self._collection
        with collection.store.write_lock, collection.lock:
            state = collection.current(self._draft)
            if state is not None:
                self._draft.replace(self._merged, segment, rows)
                row = replace(state.row, checkpoint=self._base.row.head)
                collection.set_state(State(row, self._draft))
                collection.publish()

    def _run_on_disk(self, files: SegmentFiles, rows: Rows) -> None:
        try:
            with files.new_segment(self._base.row.number) as new:
                write_segment(new.writer, self._source, rows, self._check_stopping)
                segment = new.complete()
                self._prepare(segment)
                # The file stays locked until it is listed.
                if not self._swap(files, segment, rows):
                    files.delete([segment.name])
        except OSError as error:
            raise ResourceExhausted(f"{files.folder} cannot grow: {error.strerror or error}") from error

    def _prepare(self, segment: Segment) -> None:
        view = SegmentView(segment, _all_alive(segment), segment.size)
        prepare(view, self._merged)
        if self._ready is not None:
            self._ready(view)

    def _swap(self, files: SegmentFiles, segment: Segment | None, rows: Rows) -> bool:
        """List the segment and show it to readers; False when another process was faster."""
        collection, base = self._collection, self._base
        listed = self._listed(segment)
        with collection.store.write_lock, collection.lock:
            with collection.store.write() as db:
                now = catalog.find_collection_by_id(db, collection.id)
                if now is None:
                    return False
                state = collection.current(self._draft)
                if state is None or now.generation != base.row.generation:
                    return False
                manifest.write_segments(db, base.row, listed)
                merged = [part.source.name for part in self._merged if isinstance(part, SegmentView)]
                dropped = manifest.unlisted(db, merged)
            self._draft.replace(self._merged, segment, rows)
            row = replace(
                state.row,
                checkpoint=base.row.head,
                checkpoint_parts=0,
                segments=len(listed),
                generation=base.row.generation + 1,
            )
            collection.frames -= self._frames
            collection.set_state(State(row, self._draft))
            collection.publish()
        files.delete(dropped)
        return True

    def _listed(self, segment: Segment | None) -> list[ListedSegment]:
        listed: list[ListedSegment] = []
        placed = segment is None
        for part in self._base.parts:
            if part in self._merged:
                if not placed and segment is not None:
                    listed.append(ListedSegment(segment.name, _all_alive(segment)))
                    placed = True
            elif isinstance(part, SegmentView):
                listed.append(ListedSegment(part.source.name, part.alive))
        return listed

    def _check_stopping(self) -> None:
        if self._stopping.is_set():
            raise Unavailable("The engine is closed")


def _all_alive(segment: Segment) -> Mask:
    return np.ones(segment.size, dtype=np.bool_)
