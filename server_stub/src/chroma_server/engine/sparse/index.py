"""The sparse vectors of a part under one key, as they are searched.

Those of a segment are sorted into postings at the first search, or when the segment replaces others that were searched,
and kept beside it; that costs time, never data. A tail grows: most of its rows are in postings too, sorted anew
whenever the rest has become a good part of the whole, and the entries of the rest are looked through one by one.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.arrays import GrowableArray
from chroma_server.engine.model import Floats, Metadata
from chroma_server.engine.parts import Part, Source
from chroma_server.engine.rules.sparse import SparseVector
from chroma_server.engine.sparse.postings import Entries, Postings
from chroma_server.engine.tail import TailView

_AT_ONCE = 8192
_REST_SHARE = 4
_LEAST_REST = 16_384
"""Entries that are looked through one by one: up to so many, and up to a share of all."""
_BUCKETS = 1 << 16


class SparseIndex:
    """What a search asks: postings, and entries that are in none yet."""

    def __init__(self, postings: Postings, rest: Entries | None = None) -> None:
        self._postings = postings
        self._rest = rest

    def of_dimensions(
        self, wanted: NDArray[np.uint32]
    ) -> Iterator[tuple[int | NDArray[np.intp], NDArray[np.uint32], Floats]]:
        """Entries with the wanted dimensions, which ascend: positions in ``wanted``, rows, values.

        The entries of a row come in the order of its dimensions.
        """
        yield from self._postings.of_dimensions(wanted)
        rest = self._rest
        if rest is None or not len(rest) or not len(wanted):
            return
        # Most entries are sorted out by the low half of their dimension.
        buckets = np.zeros(_BUCKETS, dtype=np.bool_)
        buckets[wanted & (_BUCKETS - 1)] = True
        maybe = np.flatnonzero(buckets[rest.indices & (_BUCKETS - 1)])
        indices = rest.indices[maybe]
        places = np.searchsorted(wanted, indices)
        places[places == len(wanted)] = 0
        sure = wanted[places] == indices
        if sure.any():
            yield places[sure], rest.rows[maybe[sure]], rest.values[maybe[sure]]


class GrowingIndex:
    """The index of a tail, which follows its rows. Any thread may call; what it gave never changes."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._size = 0
        self._rows = GrowableArray(np.uint32)
        self._indices = GrowableArray(np.uint32)
        self._values = GrowableArray(np.float32)
        self._postings = Postings.of(self._entries(0))
        self._sorted = 0
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        return self._rows.nbytes + self._indices.nbytes + self._values.nbytes + self._postings.nbytes

    def of(self, part: Part) -> SparseIndex:
        """The index of the rows of ``part``; it may hold later ones too."""
        with self._lock:
            if self._size < part.size:
                self._follow(part)
            rest = self._entries(self._sorted)
            if len(rest) > max(_LEAST_REST, self._sorted // _REST_SHARE):
                self._postings, self._sorted = Postings.of(self._entries(0)), len(self._rows)
                rest = self._entries(self._sorted)
            return SparseIndex(self._postings, rest)

    def _entries(self, start: int) -> Entries:
        return Entries(self._rows.view[start:], self._indices.view[start:], self._values.view[start:])

    def _follow(self, part: Part) -> None:
        for entries in _entries_of(part, self._key, self._size):
            self._rows.extend(len(entries), entries.rows)
            self._indices.extend(len(entries), entries.indices)
            self._values.extend(len(entries), entries.values)
        self._size = part.size


def index_of(part: Part, key: str) -> SparseIndex:
    """The sparse vectors of the part under ``key``."""
    source = part.source
    _keys_in_use(source).add(key)
    name = f"sparse-{hashlib.blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
    if isinstance(part, TailView):
        return source.memo(name, lambda: GrowingIndex(key)).of(part)

    def load() -> Postings:
        kept = source.load_cache(name)
        if kept is not None:
            return Postings.restored(kept)
        built = Postings.of(_joined(list(_entries_of(part, key, 0))))
        source.save_cache(name, built.sections)
        # From the file where there is one: what is mapped can be dropped from memory.
        kept = source.load_cache(name)
        return built if kept is None else Postings.restored(kept)

    return SparseIndex(source.memo(name, load))


def prepare(part: Part, replaced: Iterable[Part]) -> None:
    """Build the indexes of a new part that searches have used on the parts it replaces, so that none has to wait."""
    for key in sorted(set[str]().union(*(_keys_in_use(old.source) for old in replaced))):
        index_of(part, key)


def _keys_in_use(source: Source) -> set[str]:
    return source.memo("sparse keys", set[str])


def _entries_of(part: Part, key: str, start: int) -> Iterator[Entries]:
    while start < part.size:
        rows = np.arange(start, min(part.size, start + _AT_ONCE))
        yield _entries(start, key, part.metadatas_at(rows))
        start += len(rows)


def _entries(start: int, key: str, metadatas: Sequence[Metadata | None]) -> Entries:
    rows: list[int] = []
    vectors: list[SparseVector] = []
    for row, metadata in enumerate(metadatas, start):
        value = None if metadata is None else metadata.get(key)
        if isinstance(value, SparseVector):
            rows.append(row)
            vectors.append(value)
    owners = np.repeat(np.array(rows, dtype=np.uint32), [len(vector) for vector in vectors])
    none: list[NDArray[np.uint32]] = [np.empty(0, dtype=np.uint32)]
    indices = np.concatenate([vector.indices for vector in vectors] or none)
    values = np.concatenate([vector.values for vector in vectors] or [np.empty(0, dtype=np.float32)])
    return Entries(owners, indices, values)


def _joined(pieces: Sequence[Entries]) -> Entries:
    return Entries(
        np.concatenate([np.empty(0, dtype=np.uint32), *(piece.rows for piece in pieces)]),
        np.concatenate([np.empty(0, dtype=np.uint32), *(piece.indices for piece in pieces)]),
        np.concatenate([np.empty(0, dtype=np.float32), *(piece.values for piece in pieces)]),
    )
