"""Postings: for each dimension of sparse vectors the rows that have it, and their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Integers, Sections

_LOW_HALF = np.uint64(0xFFFF_FFFF)


@dataclass(frozen=True, eq=False)
class Entries:
    """The entries of sparse vectors, one vector after another; arrays of one length.

    rows     uint32, ascending: whose entry it is
    indices  uint32, ascending within a row
    values   float32
    """

    rows: NDArray[np.uint32]
    indices: NDArray[np.uint32]
    values: Floats

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, eq=False)
class Postings:
    """Entries by dimension.

    dimensions  uint32, ascending: every dimension that some vector has
    starts      int64, one more than there are dimensions: where the postings of each begin
    rows        uint32, ascending within a dimension
    values      float32
    """

    dimensions: NDArray[np.uint32]
    starts: Integers
    rows: NDArray[np.uint32]
    values: Floats

    @classmethod
    def of(cls, entries: Entries) -> Postings:
        # Dimension and position in one number: numpy sorts plain numbers several times as fast as it sorts stably.
        sorted_entries = entries.indices.astype(np.uint64) << np.uint64(32)
        sorted_entries |= np.arange(len(entries), dtype=np.uint64)
        sorted_entries.sort()
        order = (sorted_entries & _LOW_HALF).astype(np.intp)
        sorted_entries >>= np.uint64(32)
        first = np.flatnonzero(sorted_entries[1:] != sorted_entries[:-1]) + 1
        starts = np.concatenate(([0], first, [len(entries)])) if len(entries) else np.zeros(1)
        dimensions = sorted_entries[starts[:-1].astype(np.intp)].astype(np.uint32)
        return cls(dimensions, starts.astype(np.int64), entries.rows[order], entries.values[order])

    @classmethod
    def restored(cls, sections: Sections) -> Postings:
        return cls(sections["dimensions"], sections["starts"], sections["rows"], sections["values"])

    @property
    def sections(self) -> Sections:
        return {"dimensions": self.dimensions, "starts": self.starts, "rows": self.rows, "values": self.values}

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in self.sections.values())

    def of_dimensions(self, wanted: NDArray[np.uint32]) -> Iterator[tuple[int, NDArray[np.uint32], Floats]]:
        """For each of the dimensions that is there: its position in ``wanted``, its rows and values."""
        if not len(self.dimensions):
            return
        places = np.searchsorted(self.dimensions, wanted)
        places[places == len(self.dimensions)] = 0
        known = np.flatnonzero(self.dimensions[places] == wanted)
        first = places[known]
        bounds = zip(known.tolist(), self.starts[first].tolist(), self.starts[first + 1].tolist(), strict=True)
        for position, start, end in bounds:
            yield position, self.rows[start:end], self.values[start:end]
