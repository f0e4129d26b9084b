"""Distances, estimated in float32 and measured in float64.

All are float32 and ascending: ``l2`` is the squared Euclidean distance, ``cosine`` is 1 - cos with 1 for a zero vector,
``ip`` is 1 - dot. What is answered was computed in float64 from the vectors themselves and rounded once; estimates
only choose what is worth that, and come with a bound of their rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Mask, Rows

_EXACT_ROWS = 4096
_FLOAT32_EPSILON = float(np.finfo(np.float32).eps)
_LOOSE = 256


def rounding_of(dimension: int) -> float:
    """The relative error of a sum of so many products in float32. A BLAS sums in at least eight lanes, hence d / 8."""
    return _FLOAT32_EPSILON * (16 + dimension / 8)


def exact_distances(vectors: Floats, queries: Floats, space: str) -> Floats:
    """The distance of each vector to its query, or to the one query there is, float64 rounded once.

    vectors: float32, shape (rows, dimension). queries: float32, shape (rows, dimension) or (dimension,).
    The caller has numpy's warnings switched off.
    """
    distances = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), _EXACT_ROWS):
        block = slice(start, start + _EXACT_ROWS)
        wide = vectors[block].astype(np.float64)
        targets = queries if queries.ndim == 1 else queries[block]
        if space == "l2":
            wide -= targets
            measured = np.einsum("ij,ij->i", wide, wide)
        else:
            targets = np.broadcast_to(targets.astype(np.float64), wide.shape)
            measured = np.einsum("ij,ij->i", wide, targets)
            if space == "cosine":
                scale = np.einsum("ij,ij->i", wide, wide) * np.einsum("ij,ij->i", targets, targets)
                np.sqrt(scale, out=scale)
                measured = np.divide(measured, scale, out=np.zeros_like(measured), where=scale != 0)
            measured = 1.0 - measured
        distances[block] = measured
    return distances


@dataclass
class Coarse:
    """Estimates of distances from dot products that may be wrong in the last digits."""

    norms: Floats
    space: str

    def __post_init__(self) -> None:
        with np.errstate(all="ignore"):
            self.lengths: Floats = np.sqrt(self.norms)
        self.longest = float(self.lengths.max(initial=0))

    def closest(self, dots: Floats, query: Floats, k: int, mask: Mask | None) -> Rows:
        """Positions, ascending, that include the k nearest of those in the mask for certain."""
        if k >= (len(dots) if mask is None else int(np.count_nonzero(mask))):
            return np.arange(len(dots)) if mask is None else np.flatnonzero(mask)
        with np.errstate(all="ignore"):
            query_length = float(np.sqrt(query.astype(np.float64) @ query.astype(np.float64)))
            estimates = self._estimates(dots)
            if mask is not None:
                estimates[~mask] = np.inf
            nearest_k = np.partition(estimates, k - 1)[:k]
            rounding = rounding_of(len(query))
            limit = float(nearest_k[-1]) + 2 * rounding * self._scale(self.longest, query_length)
            if not np.isfinite(limit):
                return np.arange(len(dots)) if mask is None else np.flatnonzero(mask)
            close = np.flatnonzero(~(estimates > np.nextafter(np.float32(limit), np.float32(np.inf))))
            if len(close) > 2 * k + _LOOSE:
                close = self._narrowed(close, estimates, query_length, k, rounding)
        return close if mask is None else close[mask[close]]

    def _narrowed(self, close: Rows, estimates: Floats, query_length: float, k: int, rounding: float) -> Rows:
        """The same with the rounding of each row instead of the largest: a few long vectors make that very large."""
        wide = estimates[close].astype(np.float64)
        slack = rounding * self._scale(self.lengths[close].astype(np.float64), query_length)
        limit = np.partition(wide + slack, k - 1)[k - 1]
        return close[~(wide - slack > limit)] if np.isfinite(limit) else close

    def _estimates(self, dots: Floats) -> Floats:
        """What the space orders by, a new array."""
        estimates: Floats
        if self.space == "l2":
            estimates = dots * np.float32(-2)
            estimates += self.norms
        elif self.space == "ip":
            estimates = -dots
        else:
            estimates = np.divide(dots, -self.lengths, out=np.zeros(len(dots), np.float32), where=self.lengths > 0)
        return estimates

    def _scale(self, length: Any, query_length: float) -> Any:
        """What the rounding is in proportion to: Cauchy-Schwarz bounds the product."""
        if self.space == "l2":
            return length * (length + 2 * query_length)
        return length * query_length if self.space == "ip" else query_length + 0 * length
