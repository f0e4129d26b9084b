"""The order of scores: ascending, total, ties by insertion."""

from __future__ import annotations

import numpy as np

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Integers, Rows


def order_keys(scores: Floats) -> Integers:
    """An integer per score that orders as the scores do.

    From minus infinity over -0.0 and 0.0 to infinity. What is not a number comes last, whatever its sign: that sign
    depends on the processor.
    """
    bits = np.frombuffer(np.ascontiguousarray(scores, dtype=np.float32), dtype=np.int32)
    keys: Integers = np.where(bits < 0, bits ^ np.int32(0x7FFFFFFF), bits).astype(np.int64)
    keys[np.isnan(scores)] = np.iinfo(np.int64).max
    return keys


def best_first(scores: Floats, inserted: Integers) -> Rows:
    """Positions by ascending score; equal scores in the order of insertion."""
    return np.lexsort((inserted, order_keys(scores)))
