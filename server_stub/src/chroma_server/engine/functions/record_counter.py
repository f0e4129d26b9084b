"""``record_counter``: how many records a collection has.

The output holds one record, ``function_output``. Its metadata has ``total_count``, its document says how many records
the last write touched. Its vector is ``[0]``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chroma_server.engine.batch import Batch
from chroma_server.engine.functions.changes import Change, Function, Lookup

OUTPUT_ID = "function_output"


def _derive(changes: Sequence[Change], total: int, lookup: Lookup) -> list[Batch]:
    document = f"Last processed {len(changes)} records (total: {total})"
    vectors = np.zeros((1, 1), dtype=np.float32)
    return [
        Batch("upsert", [OUTPUT_ID], vectors, documents=[document], metadatas=[{"total_count": total}]),
    ]


RECORD_COUNTER = Function(_derive, reads_metadata=False)
