"""What stands between an async client and an HTTP server, under its official name."""

from chromadb.transport._async.http import AsyncHttpTransport as AsyncFastAPI

__all__ = ["AsyncFastAPI"]
