"""What is done when an engine closes: long logs become segments, so that the next opening need not replay them.

Replaying 10 000 records takes longer than opening, reading and answering from the segment that holds them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence

from chroma_server.engine import catalog, log
from chroma_server.engine.checkpoint import checkpoint, tiers
from chroma_server.engine.collection import OpenCollection
from chroma_server.engine.errors import EngineError
from chroma_server.engine.segment import SegmentView

_LONG_OPERATIONS = 1_000
_LONG_FRAMES = 500
_LARGE_SEGMENT = 32_768
"""Rows of a segment that is not merged with others now: closing should take a moment."""

_logger = logging.getLogger(__name__)


def write_long_logs(collections: Iterable[OpenCollection]) -> None:
    """Do the checkpoints that are worth it. One that fails is left to who opens the directory next: nothing is lost."""
    for collection in collections:
        operations, _ = collection.tail_size()
        if operations < _LONG_OPERATIONS and collection.frames < _LONG_FRAMES:
            continue
        try:
            with collection.store.read() as db:
                if log.is_all_shared(db, catalog.require_collection(db, collection.id)):
                    continue
            checkpoint(collection, _small_tiers, threading.Event())
        except (EngineError, MemoryError) as error:
            _logger.info("The log of collection %s stays as it is: %s", collection.id, error)


def _small_tiers(
    segments: Sequence[SegmentView], size: int, is_shared: Callable[[SegmentView], bool]
) -> list[SegmentView]:
    return tiers([segment for segment in segments if segment.live <= _LARGE_SEGMENT], size, is_shared)
