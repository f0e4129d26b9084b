"""What stands between a blocking client and an HTTP server, under its official name."""

from chromadb.transport._sync.http import HttpTransport as FastAPI

__all__ = ["FastAPI"]
