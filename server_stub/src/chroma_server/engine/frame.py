"""A frame: the bytes that one acknowledged write leaves in the record log.

Little-endian: magic ``PCFR`` | u16 version | u16 reserved | u32 length of the head | u32 crc | head | float32 vectors

The head is msgpack: a list of batches ``[kind, ids, rows, dimension, positions, documents, uris, metadatas]`` whose
vectors follow one another behind it. The crc covers the head, the vectors and the place of the frame in the log, so a
frame that was damaged or moved is found out.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Any, cast

import msgpack  # type: ignore[import-untyped]
import numpy as np

from chroma_server.engine.batch import Batch
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.model import Floats

_MAGIC = b"PCFR"
_VERSION = 1
_HEADER = struct.Struct("<4sHHII")
_VECTORS_DTYPE: np.dtype[np.float32] = np.dtype("<f4")
# msgpack has no types of its own.
_pack: Callable[[object], bytes] = cast("Any", msgpack).packb
_unpack: Callable[[memoryview], list[list[Any]]] = cast("Any", msgpack).unpackb

MAX_FRAME_BYTES = 900_000_000
"""SQLite refuses a blob of a billion bytes and more."""


class DamagedFrame(ValueError):
    """The bytes are not the frame that was written. The log turns it into an error that names the place."""


def encode_frame(batches: Sequence[Batch], *, place: bytes) -> bytes:
    """The frame of these batches; ``place`` names its position in the log and must be given again to decode it.

    Raises InvalidArgument for a write too large for one frame.
    """
    heads: list[list[Any]] = []
    blocks: list[bytes] = []
    for batch in batches:
        rows, dimension = (0, 0) if batch.vectors is None else batch.vectors.shape
        heads.append(
            [
                batch.kind,
                batch.ids,
                rows,
                dimension,
                batch.vector_positions,
                None if batch.documents is None else list(batch.documents),
                None if batch.uris is None else list(batch.uris),
                None if batch.metadatas is None else list(batch.metadatas),
            ]
        )
        if batch.vectors is not None:
            blocks.append(np.ascontiguousarray(batch.vectors, dtype=_VECTORS_DTYPE).tobytes())
    head = _pack(heads)
    if len(head) + sum(map(len, blocks)) > MAX_FRAME_BYTES:
        raise InvalidArgument(f"A write of more than {MAX_FRAME_BYTES} bytes: split it into smaller batches")
    crc = zlib.crc32(head, zlib.crc32(place))
    for block in blocks:
        crc = zlib.crc32(block, crc)
    return b"".join((_HEADER.pack(_MAGIC, _VERSION, 0, len(head), crc), head, *blocks))


def decode_frame(frame: bytes, *, place: bytes) -> list[Batch]:
    """The batches of a frame. Their vectors are read-only views into its bytes. Raises DamagedFrame."""
    if len(frame) < _HEADER.size:
        raise DamagedFrame("it is shorter than its header")
    magic, version, _, head_length, crc = _HEADER.unpack_from(frame)
    if magic != _MAGIC:
        raise DamagedFrame("it does not start as a frame")
    if version != _VERSION:
        raise DamagedFrame(f"its version {version} is not known")
    view = memoryview(frame)
    if zlib.crc32(view[_HEADER.size :], zlib.crc32(place)) != crc:
        raise DamagedFrame("its checksum does not match")
    heads = _unpack(view[_HEADER.size : _HEADER.size + head_length])
    offset = _HEADER.size + head_length
    batches: list[Batch] = []
    for kind, ids, rows, dimension, positions, documents, uris, metadatas in heads:
        vectors: Floats | None = None
        if dimension:
            count = int(rows * dimension)
            vectors = np.frombuffer(frame, dtype=_VECTORS_DTYPE, count=count, offset=offset).reshape(
                (-1, int(dimension))
            )
            offset += count * _VECTORS_DTYPE.itemsize
        batches.append(Batch(kind, ids, vectors, positions, documents, uris, metadatas))
    return batches
