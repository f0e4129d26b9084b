"""Making a segment out of rows of other parts: what a checkpoint and a compaction write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.ids import hash_ids
from chroma_server.engine.packing import pack
from chroma_server.engine.parts import Part, Rows, Snapshot
from chroma_server.engine.segment import SegmentView

_CHUNK = 4096
"""Rows held in memory at a time."""


class Sink(Protocol):
    """Takes sections, one after another."""

    def add(self, name: str, array: NDArray[Any]) -> None: ...

    def stream(
        self, name: str, dtype: np.dtype[Any], row_shape: tuple[int, ...], chunks: Iterator[NDArray[Any]]
    ) -> None: ...


class MemorySink:
    """Keeps the sections as arrays."""

    def __init__(self) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}

    def add(self, name: str, array: NDArray[Any]) -> None:
        self.arrays[name] = array

    def stream(
        self, name: str, dtype: np.dtype[Any], row_shape: tuple[int, ...], chunks: Iterator[NDArray[Any]]
    ) -> None:
        pieces = list(chunks)
        self.arrays[name] = np.concatenate(pieces) if pieces else np.empty((0, *row_shape), dtype=dtype)


def write_segment(sink: Sink, snapshot: Snapshot, rows: Rows, proceed: Callable[[], None]) -> None:
    """Write these rows of the snapshot, which are in insertion order, as the sections of a segment.

    ``proceed`` is called now and then; what it raises ends the work.
    """
    dimension = snapshot.row.collection.dimension or 0
    sink.add("order", _gather(snapshot, rows, lambda part: part.order))
    sink.add("changed", _gather(snapshot, rows, lambda part: part.changed))
    sink.add("norms", _gather(snapshot, rows, lambda part: part.norms))
    float32 = np.dtype(np.float32)
    sink.stream("vectors", float32, (dimension,), (snapshot.vectors_at(chunk) for chunk in _chunks(rows, proceed)))
    hashes: list[NDArray[np.uint64]] = []
    _write_texts(sink, snapshot, rows, proceed, "ids", hashes)
    hashed = np.concatenate(hashes)
    by_hash = np.argsort(hashed, kind="stable")
    sink.add("ids.hashes", hashed[by_hash])
    sink.add("ids.rows", by_hash.astype(np.uint32))
    for column in ("documents", "uris", "metadatas"):
        _write_texts(sink, snapshot, rows, proceed, column, None)


def _write_texts(
    sink: Sink,
    snapshot: Snapshot,
    rows: Rows,
    proceed: Callable[[], None],
    column: str,
    hashes: list[NDArray[np.uint64]] | None,
) -> None:
    lengths = np.zeros(len(rows) + 1, dtype=np.int64)
    present = np.ones(len(rows), dtype=np.bool_)

    def chunks() -> Iterator[NDArray[Any]]:
        done = 0
        for chunk in _chunks(rows, proceed):
            texts = _texts(snapshot, chunk, column)
            for position, text in enumerate(texts, start=done):
                if text is None:
                    present[position] = False
                else:
                    lengths[position + 1] = len(text)
            filled = [text for text in texts if text is not None]
            if hashes is not None:
                hashes.append(hash_ids(filled))
            done += len(chunk)
            yield np.frombuffer(b"".join(filled), dtype=np.uint8)

    sink.stream(f"{column}.text", np.dtype(np.uint8), (), chunks())
    if present.any():
        sink.add(f"{column}.offsets", np.cumsum(lengths))
        if column != "ids":
            sink.add(f"{column}.present", present)


def _texts(snapshot: Snapshot, rows: Rows, column: str) -> list[bytes | None]:
    found: list[bytes | None] = [None] * len(rows)
    for part, positions, own in snapshot.split(rows):
        for position, text in zip(positions.tolist(), _part_texts(part, own, column), strict=True):
            found[position] = text
    return found


def _part_texts(part: Part, rows: Rows, column: str) -> list[bytes | None]:
    if isinstance(part, SegmentView):
        return part.source.texts_at(column, rows)
    if column == "metadatas":
        return [pack(metadata) if metadata else None for metadata in part.metadatas_at(rows)]
    if column == "ids":
        return [text.encode() for text in part.ids_at(rows)]
    texts = part.documents_at(rows) if column == "documents" else part.uris_at(rows)
    return [None if text is None else text.encode() for text in texts]


def _gather(snapshot: Snapshot, rows: Rows, read: Callable[[Part], NDArray[Any]]) -> NDArray[Any]:
    pieces = list(snapshot.split(rows))
    gathered = np.empty(len(rows), dtype=read(pieces[0][0]).dtype)
    for part, positions, own in pieces:
        gathered[positions] = read(part)[own]
    return gathered


def _chunks(rows: Rows, proceed: Callable[[], None]) -> Iterator[Rows]:
    for start in range(0, len(rows), _CHUNK):
        proceed()
        yield rows[start : start + _CHUNK]
