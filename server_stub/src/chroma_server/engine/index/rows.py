"""The vectors of a part in the form they are coded in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.index.rotation import Rotation
from chroma_server.engine.model import Floats

_LARGEST_NORM = 1e30
"""Squares of differences of longer vectors leave the range of float32."""
_SMALLEST_NORM = 1e-30
PICKED_AT_A_TIME = 4096


class Cancelled(Exception):
    """Work in the background was given up: the process ends, or nobody needs the result."""


class CodedRows:
    """Reads vectors rotated, for cosine also normalised, a block at a time, so that nothing holds all of them twice.

    vectors    float32, shape (rows, dimension); never changed
    norms      the squared Euclidean norm of each, float32
    outliers   rows that cannot be coded (for cosine those without a direction, for all spaces those out of range):
               coded as zeros, and to be looked at in every search
    """

    def __init__(
        self,
        vectors: Floats,
        norms: Floats,
        space: str,
        rotation: Rotation,
        *,
        go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self.vectors, self.norms, self.space = vectors, norms, space
        self._rotation = rotation
        self._go_on = go_on

    @property
    def rows(self) -> int:
        return len(self.vectors)

    @cached_property
    def outliers(self) -> NDArray[np.intp]:
        return np.flatnonzero(~codable(self.norms, self.space))

    def check(self) -> None:
        """Raises Cancelled when the work is to stop."""
        if not self._go_on():
            raise Cancelled

    def read(self, start: int, end: int) -> Floats:
        """Rows ``start`` up to ``end`` (or the last), float32, contiguous, shape (n, width)."""
        self.check()
        return coded(self.vectors[start:end], self.norms[start:end], self.space, self._rotation)

    def pick(self, rows: NDArray[np.intp]) -> Floats:
        """These rows."""
        found: Floats = np.empty((len(rows), self._rotation.width), dtype=np.float32)
        # Turned all at once, they are held five times: 600 MB more for 100,000 x 384.
        for start in range(0, len(rows), PICKED_AT_A_TIME):
            self.check()
            block = rows[start : start + PICKED_AT_A_TIME]
            found[start : start + len(block)] = coded(
                self.vectors[block], self.norms[block], self.space, self._rotation
            )
        return found


def codable(norms: Floats, space: str) -> NDArray[np.bool_]:
    """Which vectors have a place among the codes, by their squared norms."""
    fits: NDArray[np.bool_] = norms <= _LARGEST_NORM
    return fits if space == "l2" else fits & (norms >= _SMALLEST_NORM)


def coded(vectors: Floats, norms: Floats, space: str, rotation: Rotation) -> Floats:
    """Vectors as codes and queries take them; zeros for those that cannot be coded."""
    fits = codable(norms, space)
    if not fits.all():
        vectors, norms = np.array(vectors), np.array(norms)
        vectors[~fits], norms[~fits] = 0, 1
    return turned(vectors, norms, space, rotation)


def turned(vectors: Floats, norms: Floats, space: str, rotation: Rotation) -> Floats:
    """As :func:`coded`, of vectors that all can be."""
    if space == "cosine":
        vectors = (vectors / np.sqrt(norms)[:, np.newaxis]).astype(np.float32, copy=False)
    return rotation(vectors)
