"""The crc32 of the file formats.

zlib-ng (the extra ``simd``) computes the same numbers ten times as fast, which is most of what the first search of a
newly opened collection takes. Without it the standard library does.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module, util
from typing import Any

Crc32 = Callable[..., int]


def _fastest() -> Crc32:
    module: Any = import_module("zlib_ng.zlib_ng" if util.find_spec("zlib_ng") is not None else "zlib")
    chosen: Crc32 = module.crc32
    return chosen


crc32: Crc32 = _fastest()
"""``crc32(data, value=0)``, as :func:`zlib.crc32`."""
