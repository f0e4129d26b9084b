"""A random rotation that is cheap to apply.

RaBitQ keeps one bit per dimension, which serves vectors whose weight is spread evenly; embeddings often have a few
heavy dimensions, and a random rotation spreads them. A dense one costs d² per vector (9 MB to read per query at
d = 1536). Here a vector is laid out as an a x b matrix with a about sqrt(d), rotated along both sides, permuted, and
rotated again: 2 d (a + b) operations, with the same recall in measurements.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats


class Rotation:
    """Maps vectors of ``dimension`` entries to ``width`` >= dimension entries and keeps all distances.

    The same dimension and seed give the same rotation everywhere, so an index need not store it.
    """

    def __init__(self, dimension: int, seed: int = 1) -> None:
        self._dimension = dimension
        self._a = 1 << int(math.log2(math.sqrt(dimension)))
        self._b = -(-dimension // self._a)
        self.width = self._a * self._b
        # PCG64 streams and these draws are stable across numpy versions; QR is made unique by the signs below.
        random = np.random.Generator(np.random.PCG64(seed))
        self._left = [_orthogonal(random, self._a) for _ in range(2)]
        self._right = [_orthogonal(random, self._b) for _ in range(2)]
        self._permutation = np.argsort(random.random(self.width), kind="stable")

    def __call__(self, vectors: Floats) -> Floats:
        """float32, shape (n, dimension) to (n, width), contiguous."""
        count = len(vectors)
        padded: Floats = vectors
        if self.width > self._dimension:
            padded = np.zeros((count, self.width), dtype=np.float32)
            padded[:, : self._dimension] = vectors
        once: Floats = np.matmul(self._left[0], np.reshape(padded, (count, self._a, self._b)) @ self._right[0]).reshape(
            count, self.width
        )
        mixed = np.reshape(once[:, self._permutation], (count, self._a, self._b))
        twice = np.matmul(self._left[1], mixed @ self._right[1])
        return np.ascontiguousarray(twice.reshape(count, self.width))


def _orthogonal(random: np.random.Generator, size: int) -> Floats:
    q, r = np.linalg.qr(random.random((size, size)) - 0.5)
    signs: NDArray[np.float64] = np.where(np.diagonal(r) < 0, -1.0, 1.0)
    return (q * signs).astype(np.float32)
