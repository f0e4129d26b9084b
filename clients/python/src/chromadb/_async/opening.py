"""From a target to the transport that reaches it. Each kind is imported when it is first opened."""

from __future__ import annotations

from chromadb._targets import HttpTarget, Target
from chromadb.transport._async.port import AsyncTransport

__all__ = ["open_transport"]


def open_transport(target: Target) -> AsyncTransport:
    """Open ``target``. A server is not spoken to yet; an engine is opened.

    Raises:
        ImportError: the target is local and the engine is not installed.
        ChromaError: the engine cannot be opened.
    """
    if isinstance(target, HttpTarget):
        from chromadb.transport._async.http import AsyncHttpTransport

        return AsyncHttpTransport(target.options)
    try:
        from chromadb.transport._async.local import AsyncLocalTransport
        from chromadb.transport.local import stores
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "chroma_server":
            raise
        raise ImportError(
            "In-process clients need the engine, which is not installed: pip install 'polychrome[local]'. "
            "To use a server instead, make a chromadb.HttpClient.",
            name="chroma_server",
        ) from error
    if target.path is None:
        handle = stores.ephemeral(allow_reset=target.allow_reset, isolated=target.isolated)
    else:
        handle = stores.persistent(target.path, allow_reset=target.allow_reset)
    return AsyncLocalTransport(handle)
