"""The server itself, and who is calling it."""

from __future__ import annotations

import time
from typing import Any

from chroma_server.api.call import Call
from chroma_server.auth import ANYONE
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT
from chroma_server.errors import NotReady

API_VERSION = "1.0.0"
"""Answered by /version ever since API v2 exists. Clients compare with it: it is not the package's version."""


async def heartbeat(call: Call) -> dict[str, int]:
    """The time in nanoseconds since 1970."""
    return {"nanosecond heartbeat": time.time_ns()}


async def healthcheck(call: Call) -> dict[str, bool]:
    """Whether the engine takes reads and writes. Raises NotReady, with the same report, if it does not."""
    ready = not call.engine.closed
    report = {"is_executor_ready": ready, "is_log_client_ready": ready}
    if not ready:
        raise NotReady(report)
    return report


async def version(call: Call) -> str:
    """The version of the API."""
    return API_VERSION


async def pre_flight_checks(call: Call) -> dict[str, Any]:
    """What a client should know before it writes."""
    return {
        "max_batch_size": call.profile.max_batch_size,
        "supports_base64_encoding": call.profile.supports_base64_encoding,
    }


def reset(call: Call) -> bool:
    """Delete everything, where the settings allow it."""
    call.engine.reset()
    return True


async def get_user_identity(call: Call) -> dict[str, Any]:
    """The user, tenant and databases behind the key; without keys, the defaults."""
    if call.identity is ANYONE:
        return {"user_id": "", "tenant": DEFAULT_TENANT, "databases": [DEFAULT_DATABASE]}
    identity = call.identity
    return {"user_id": identity.user_id, "tenant": identity.tenant, "databases": list(identity.databases)}
