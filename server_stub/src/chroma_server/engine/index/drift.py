"""Whether an index still finds what is asked for."""

from __future__ import annotations

import numpy as np

from chroma_server.engine.index.calibration import coarse_distances
from chroma_server.engine.index.rows import CodedRows
from chroma_server.engine.index.vector_index import VectorIndex, rotation_for
from chroma_server.engine.model import Floats

_NEIGHBOURS = 10
_CELLS_AT_A_TIME = 1 << 24


def measured_recall(index: VectorIndex, vectors: Floats, norms: Floats, queries: Floats) -> float:
    """The share of the 10 nearest rows of each query that the index names, against measuring all rows.

    vectors, norms: of exactly the rows of the index. queries: float32, shape (q, dimension).
    """
    source = CodedRows(vectors, norms, index.space, rotation_for(index.dimension))
    found = index.search(queries, _NEIGHBOURS)
    if found is None or not len(queries):
        return 1.0
    # A query that is searched exactly finds all.
    hits = _NEIGHBOURS * int(np.count_nonzero(np.isnan(found.edges)))
    step = max(1, _CELLS_AT_A_TIME // index.rows)
    for start in range(0, len(queries), step):
        distances = coarse_distances(source, queries[start : start + step])
        for rows, edge, row in zip(found.rows[start:], found.edges[start:], distances, strict=False):
            if not np.isnan(edge):
                limit = np.partition(row, _NEIGHBOURS - 1)[_NEIGHBOURS - 1]
                hits += min(_NEIGHBOURS, int(np.count_nonzero(row[rows[rows >= 0]] <= limit)))
    return hits / (_NEIGHBOURS * len(queries))
