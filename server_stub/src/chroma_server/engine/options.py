"""The settings of an engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineOptions:
    """Settings that hold for the life of an engine.

    allow_reset        whether :meth:`Engine.reset` may erase everything
    lock_timeout       seconds to wait for another process that is writing to the same directory
    checkpoint_ops     move a collection's newest records into a segment once this many record operations have piled up
                       in its log; up to then they are in memory and searched one by one
    checkpoint_frames  the same for the number of batches; a stream of single-record writes then reopens quickly
    checkpoint_bytes   the same for the bytes of vectors
    memory_limit       bytes: with more in memory than this, collections that were not used lately are closed and read
                       anew when they are needed. Counted are the newest records, the codes of vectors and the columns;
                       segments are mapped and do not count. None is no limit, and a store in memory has none
    background         do checkpoints in a thread of their own, and not in the write that makes one due
    """

    allow_reset: bool = False
    lock_timeout: float = 10.0
    checkpoint_ops: int = 8_192
    checkpoint_frames: int = 4_096
    checkpoint_bytes: int = 64 * 2**20
    memory_limit: int | None = None
    background: bool = True
