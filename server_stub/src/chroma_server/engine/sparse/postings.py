"""Postings: for each dimension of sparse vectors the rows that have it, and their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Integers, Sections


@dataclass(frozen=True, eq=False)
class Postings:
    """The sparse vectors under one key, by dimension.

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
    def of(cls, vectors: Iterable[tuple[int, Mapping[str, Any]]]) -> Postings:
        """The postings of sparse vectors in their wire form, with their rows, ascending."""
        rows: list[int] = []
        lengths: list[int] = []
        indices: list[int] = []
        values: list[float] = []
        for row, vector in vectors:
            rows.append(row)
            lengths.append(len(vector["indices"]))
            indices += vector["indices"]
            values += vector["values"]
        owners = np.repeat(np.array(rows, dtype=np.uint32), lengths)
        return cls.sorted(np.array(indices, dtype=np.uint32), owners, np.array(values, dtype=np.float32))

    @classmethod
    def sorted(cls, indices: NDArray[np.uint32], rows: NDArray[np.uint32], values: Floats) -> Postings:
        """The postings of entries that are in the order of their rows."""
        order = np.argsort(indices, kind="stable")
        by_dimension = indices[order]
        first = np.flatnonzero(np.concatenate(([True], by_dimension[1:] != by_dimension[:-1])))
        if not len(by_dimension):
            first = first[:0]
        starts = np.append(first, len(by_dimension)).astype(np.int64)
        return cls(by_dimension[first], starts, rows[order], values[order])

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
        for position, start, end in zip(
            known.tolist(), self.starts[places[known]].tolist(), self.starts[places[known] + 1].tolist(), strict=True
        ):
            yield position, self.rows[start:end], self.values[start:end]
