"""The crc32 of the file formats.

zlib-ng (the extra ``simd``) computes the same numbers ten times as fast, which is most of what the first search of a
newly opened collection takes. Without it the standard library does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module, util
from typing import Any

import numpy as np
from numpy.typing import NDArray

Crc32 = Callable[..., int]


def _fastest() -> Crc32:
    module: Any = import_module("zlib_ng.zlib_ng" if util.find_spec("zlib_ng") is not None else "zlib")
    chosen: Crc32 = module.crc32
    return chosen


crc32: Crc32 = _fastest()
"""``crc32(data, value=0)``, as :func:`zlib.crc32`."""

_DIRECTLY = 4096
_XOR: Any = np.bitwise_xor


def joined(crcs: NDArray[np.uint32], length: int) -> NDArray[np.uint32]:
    """The crc32 of pieces that follow one another, from theirs; shape (n, k) to (n,), k a power of two.

    length: the bytes in each piece. It lets a long run be compared in one go with the checksums of its blocks: of many
    short calls, most of the time was the interpreter's.
    """
    while crcs.shape[1] > 1:
        crcs = _moved(crcs[:, 0::2], _moving(length)) ^ crcs[:, 1::2]
        length *= 2
    return crcs[:, 0]


def _moved(crcs: NDArray[np.uint32], table: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """What these add to the crc32 of all when others come behind them: the function of which ``table`` has the values.

    It is linear, so each byte adds its part.
    """
    values = np.reshape(np.frombuffer(crcs.astype("<u4").tobytes(), dtype=np.uint8), (*crcs.shape, 4))
    moved: NDArray[np.uint32] = _XOR.reduce(table[np.arange(4), values], axis=-1)
    return moved


@lru_cache(maxsize=16)
def _moving(length: int) -> NDArray[np.uint32]:
    """For each of the four bytes of a crc32 and each of its values, what it adds ``length`` bytes further on."""
    if length > _DIRECTLY and length % 2 == 0:
        half = _moving(length // 2)
        return _moved(half, half)
    # The crc32 of zeros behind something is that of zeros alone, but for what the something adds.
    zeros = bytes(length)
    alone = crc32(zeros)
    moved = np.reshape(np.array([crc32(zeros, 1 << bit) ^ alone for bit in range(32)], dtype=np.uint32), (4, 8))
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, np.newaxis], axis=1, bitorder="little").astype(np.bool_)
    table: NDArray[np.uint32] = _XOR.reduce(np.where(bits, moved[:, np.newaxis], 0), axis=-1)
    return table
