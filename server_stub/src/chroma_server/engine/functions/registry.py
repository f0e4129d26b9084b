"""The functions that can be attached, by name."""

from __future__ import annotations

from collections.abc import Mapping

from chroma_server.engine.functions.changes import Function
from chroma_server.engine.functions.record_counter import RECORD_COUNTER
from chroma_server.engine.functions.statistics import STATISTICS

FUNCTIONS: Mapping[str, Function] = {"record_counter": RECORD_COUNTER, "statistics": STATISTICS}
