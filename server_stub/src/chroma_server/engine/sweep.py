"""Products with vectors that are read for the first time.

They are compared with their checksums piece by piece, and multiplied while they are still in the cache of the
processor, on all processors: so the first search of a collection takes little more than reading its vectors.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from chroma_server.engine.container import Arrays
from chroma_server.engine.model import Floats
from chroma_server.engine.processors import processors
from chroma_server.engine.products import products

_WORTH_A_THREAD = 1 << 23
"""Bytes: checked and multiplied in about 1.2 ms, many times what a thread takes to start."""


def swept_products(queries: Floats, arrays: Arrays, name: str) -> Floats:
    """The product of each query with each of the vectors, float32, shape (queries, vectors)."""
    vectors: Floats = arrays.unchecked(name)
    rows = len(vectors)
    if arrays.is_checked(name):
        return products(queries, vectors)
    found = np.empty((len(queries), rows), dtype=np.float32)

    def run(first: int, last: int) -> None:
        with np.errstate(all="ignore"):
            for piece in arrays.sweep(name, first, last):
                found[:, piece] = products(queries, vectors[piece])

    workers = max(1, min(processors(), vectors.nbytes // _WORTH_A_THREAD))
    bounds = [rows * worker // workers for worker in range(workers + 1)]
    if workers == 1:
        run(0, rows)
    else:
        with ThreadPoolExecutor(workers - 1, thread_name_prefix="chroma-search") as pool:
            others = [pool.submit(run, first, last) for first, last in pairwise(bounds[1:])]
            run(0, bounds[1])
            for other in others:
                other.result()
    arrays.whole(name)  # Nothing is left to check: it takes note of that.
    return found
