"""What clients of a process share, at its official path."""

from chromadb._shared import SharedSystemClient

__all__ = ["SharedSystemClient"]
