"""Metadata as msgpack: in the log and in segments a sparse vector is an extension of its packed bytes."""

from __future__ import annotations

from typing import Any, cast

import msgpack  # type: ignore[import-untyped]

from chroma_server.engine.rules.sparse import SparseVector

SPARSE_EXTENSION = 1
"""Part of the file format."""

# msgpack has no types of its own.
_msgpack = cast("Any", msgpack)


def pack(value: object) -> bytes:
    packed: bytes = _msgpack.packb(value, default=_extension)
    return packed


def unpack(packed: bytes | memoryview) -> Any:
    return _msgpack.unpackb(packed, ext_hook=_extended)


def _extension(value: object) -> Any:
    if isinstance(value, SparseVector):
        return _msgpack.ExtType(SPARSE_EXTENSION, value.packed)
    raise TypeError(f"{type(value).__name__} is no metadata value")


def _extended(code: int, data: bytes) -> SparseVector:
    if code != SPARSE_EXTENSION:
        raise ValueError(f"an extension of the unknown kind {code}")
    return SparseVector(data)
