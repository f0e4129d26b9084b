"""What clients of a process share, and the class methods the official package has for it."""

from __future__ import annotations

import sys
import weakref

from typing_extensions import Self

from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings, System

__all__ = ["AsyncSharedSystemClient", "SharedSystemClient"]

_cloud_keys: weakref.WeakKeyDictionary[object, str] = weakref.WeakKeyDictionary()


class SharedSystemClient:
    """A client that can be made from a ``System``. Engines in process are shared by ``chromadb.transport.local``."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings if settings is not None else Settings()

    @classmethod
    def from_system(cls, system: System, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE) -> Self:
        """A client with the settings of ``system``."""
        return cls._of_settings(system.settings, tenant, database)

    @classmethod
    def _of_settings(cls, settings: Settings, tenant: str, database: str) -> Self:
        """A client of these settings; one of a tenant and database takes their names."""
        return cls(settings=settings)

    @staticmethod
    def clear_system_cache() -> None:
        """Forget the engines of this process, so that later in-process clients begin anew. For tests."""
        local = sys.modules.get("chromadb.transport.local")
        if local is not None:
            local.stores.forget()

    @staticmethod
    def get_chroma_cloud_api_key_from_clients() -> str | None:
        """The API key of a Cloud client that exists in this process, for embedding functions hosted in the Cloud."""
        return next(iter(_cloud_keys.values()), None)

    def remember_cloud_key(self, key: str) -> None:
        """Let ``get_chroma_cloud_api_key_from_clients`` find this key as long as this client exists."""
        _cloud_keys[self] = key


class AsyncSharedSystemClient(SharedSystemClient):
    """The same for clients that a coroutine makes."""

    @classmethod
    def from_system(cls, system: System, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE) -> Self:
        """Not available: use ``from_system_async``.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError(f"{cls.__name__} cannot be created synchronously. Use .from_system_async() instead.")

    @classmethod
    async def from_system_async(
        cls, system: System, tenant: str = DEFAULT_TENANT, database: str = DEFAULT_DATABASE
    ) -> Self:
        """A client with the settings of ``system``, connected."""
        return await cls.create(tenant, database, system.settings)

    @classmethod
    async def create(
        cls,
        tenant: str | None = DEFAULT_TENANT,
        database: str | None = DEFAULT_DATABASE,
        settings: Settings | None = None,
    ) -> Self:
        """A client, connected."""
        raise NotImplementedError
