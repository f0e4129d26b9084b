"""A batch: the records of one write, as parallel columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

from chroma_server.engine.model import Floats, Metadata

Kind = Literal["add", "upsert", "update", "delete"]
T = TypeVar("T")


@dataclass(frozen=True)
class Batch:
    """One kind of operation on ``len(ids)`` records; a column that is None says nothing about any of them.

    vectors            float32, shape (m, dimension)
    vector_positions   the m positions in ``ids`` the vectors belong to, ascending; None when every record has one
    metadatas          values already checked and normalised; None as a value deletes its key
    """

    kind: Kind
    ids: list[str]
    vectors: Floats | None = None
    vector_positions: list[int] | None = None
    documents: Sequence[str | None] | None = None
    uris: Sequence[str | None] | None = None
    metadatas: Sequence[Metadata | None] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def dimension(self) -> int | None:
        """The length of its vectors, None without any."""
        return None if self.vectors is None or not len(self.vectors) else int(self.vectors.shape[1])

    def take(self, positions: Sequence[int]) -> Batch:
        """The batch of the records at these ascending positions; itself when that is all of them."""
        if len(positions) == len(self.ids):
            return self
        vectors, vector_positions = self.vectors, self.vector_positions
        if vectors is not None and vector_positions is None:
            vectors = vectors[np.asarray(positions, dtype=np.intp)]
        elif vectors is not None and vector_positions is not None:
            source = {position: row for row, position in enumerate(vector_positions)}
            kept = [(new, source[old]) for new, old in enumerate(positions) if old in source]
            vectors = vectors[np.asarray([row for _, row in kept], dtype=np.intp)]
            vector_positions = [new for new, _ in kept]
        return Batch(
            self.kind,
            [self.ids[position] for position in positions],
            vectors,
            vector_positions,
            _pick(self.documents, positions),
            _pick(self.uris, positions),
            _pick(self.metadatas, positions),
        )


def _pick(column: Sequence[T] | None, positions: Sequence[int]) -> list[T] | None:
    return None if column is None else [column[position] for position in positions]
