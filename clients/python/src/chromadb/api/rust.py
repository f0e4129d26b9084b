"""What stands between a blocking client and the engine in process, under its official name."""

from chromadb.transport._sync.local import LocalTransport as RustBindingsAPI

__all__ = ["RustBindingsAPI"]
