"""Small values that transports return beside the public types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

__all__ = ["SINGLE_NODE_LIMITS", "AttachedFunctionData", "PreFlight"]


@dataclass(frozen=True)
class PreFlight:
    """What a server says about the writes it takes.

    Attributes:
        max_batch_size: records in one request, as the server advises.
        supports_base64_encoding: whether it reads embeddings as base64.
    """

    max_batch_size: int
    supports_base64_encoding: bool


SINGLE_NODE_LIMITS = PreFlight(max_batch_size=5461, supports_base64_encoding=True)
"""What a server on one node says, and so the engine in process too, although it takes writes of any size."""


@dataclass(frozen=True)
class AttachedFunctionData:
    """A function attached to a collection, as far as the answer says. ``created``: by this call, or before."""

    id: UUID
    name: str
    function_name: str
    output_collection: str
    params: dict[str, Any] | None
    created: bool = False
