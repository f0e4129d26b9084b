"""The interfaces of async clients, at their official path."""

from chromadb._interfaces.async_api import AsyncAdminAPI, AsyncBaseAPI, AsyncClientAPI
from chromadb._interfaces.server_api import AsyncServerAPI

__all__ = ["AsyncAdminAPI", "AsyncBaseAPI", "AsyncClientAPI", "AsyncServerAPI"]
