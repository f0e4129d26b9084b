"""A frame: the bytes that one acknowledged write leaves in the record log.

Little-endian: magic ``PCFR`` | u16 version | u16 reserved | u32 length of the head | u32 crc | head | float32 vectors

The head is msgpack: a list of batches ``[kind, ids, rows, dimension, positions, documents, uris, metadatas]`` whose
vectors follow one another behind it. The crc covers all other bytes and the place of the frame in the log, so a frame
that was damaged or moved is found out.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from chroma_server.engine.batch import Batch
from chroma_server.engine.checksums import crc32
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.model import Floats
from chroma_server.engine.packing import pack, unpack

_MAGIC = b"PCFR"
_VERSION = 1
_PREFIX = struct.Struct("<4sHHI")
_CRC = struct.Struct("<I")
_HEADER_SIZE = _PREFIX.size + _CRC.size
_VECTORS_DTYPE: np.dtype[np.float32] = np.dtype("<f4")

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
    head = pack(heads)
    if len(head) + sum(map(len, blocks)) > MAX_FRAME_BYTES:
        raise InvalidArgument(f"A write of more than {MAX_FRAME_BYTES} bytes: split it into smaller batches")
    prefix = _PREFIX.pack(_MAGIC, _VERSION, 0, len(head))
    crc = crc32(place)
    for part in (prefix, head, *blocks):
        crc = crc32(part, crc)
    return b"".join((prefix, _CRC.pack(crc), head, *blocks))


def decode_frame(frame: bytes, *, place: bytes) -> list[Batch]:
    """The batches of a frame. Their vectors are read-only views into its bytes. Raises DamagedFrame."""
    if len(frame) < _HEADER_SIZE:
        raise DamagedFrame("it is shorter than its header")
    magic, version, _, head_length = _PREFIX.unpack_from(frame)
    if magic != _MAGIC:
        raise DamagedFrame("it does not start as a frame")
    if version != _VERSION:
        raise DamagedFrame(f"its version {version} is not known")
    (crc,) = _CRC.unpack_from(frame, _PREFIX.size)
    view = memoryview(frame)
    if crc32(view[_HEADER_SIZE:], crc32(view[: _PREFIX.size], crc32(place))) != crc:
        raise DamagedFrame("its checksum does not match")
    offset = _HEADER_SIZE + head_length
    heads: list[list[Any]] = unpack(view[_HEADER_SIZE:offset])
    batches: list[Batch] = []
    for kind, ids, rows, dimension, positions, documents, uris, metadatas in heads:
        vectors = _vectors(frame, rows, dimension, offset) if dimension else None
        offset += rows * dimension * _VECTORS_DTYPE.itemsize
        batches.append(Batch(kind, ids, vectors, positions, documents, uris, metadatas))
    return batches


def _vectors(frame: bytes, rows: int, dimension: int, offset: int) -> Floats:
    vectors: Floats = np.ndarray((rows, dimension), dtype=_VECTORS_DTYPE, buffer=frame, offset=offset)
    return vectors
