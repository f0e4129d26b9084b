"""How many processors there are for this process."""

from __future__ import annotations

import os
from functools import lru_cache


@lru_cache(maxsize=1)
def processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
