"""The settings of an engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineOptions:
    """Settings that hold for the life of an engine.

    allow_reset        whether :meth:`Engine.reset` may erase everything
    lock_timeout       seconds to wait for another process that is writing to the same directory
    checkpoint_ops     rewrite a collection's log once this many record operations have piled up on it, provided they
                       also outnumber the live records twofold; repeated updates then cost bounded space
    checkpoint_frames  the same for the number of batches, provided they outnumber half the live records; a stream of
                       single-record writes then reopens quickly
    """

    allow_reset: bool = False
    lock_timeout: float = 10.0
    checkpoint_ops: int = 10_000
    checkpoint_frames: int = 4_096
