"""The distances of the three spaces."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Vector", "cosine", "ip", "l2"]

Vector: TypeAlias = NDArray[np.int32 | np.float32 | np.int16 | np.float16]


def l2(x: Vector, y: Vector) -> float:
    """The squared Euclidean distance."""
    difference: Any = x - y
    distance: float = np.linalg.norm(difference).item() ** 2
    return distance


def cosine(x: Vector, y: Vector) -> float:
    """1 - cosine similarity. The distance to a zero vector is 1."""
    # Keeps the division defined for zero vectors; of a size that the inputs' precision can hold.
    epsilon = 1e-7 if np.dtype(np.float16) in (x.dtype, y.dtype) else 1e-30
    product: Any = np.dot(x, y)
    lengths: float = np.linalg.norm(x).item() * np.linalg.norm(y).item()
    return float(1.0 - product / (lengths + epsilon))


def ip(x: Vector, y: Vector) -> float:
    """1 - inner product."""
    product: Any = np.dot(x, y)
    return float(1.0 - product)
