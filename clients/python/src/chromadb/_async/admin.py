"""The admin client: tenants and databases."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from typing_extensions import Self

from chromadb._async.opening import open_transport
from chromadb._shared import SharedSystemClient
from chromadb._targets import Target, target_of_settings
from chromadb.config import DEFAULT_TENANT, Settings
from chromadb.types import Database, Tenant

__all__ = ["AsyncAdminClient"]


class AsyncAdminClient(SharedSystemClient):
    """Creates, shows and deletes tenants and databases, on the server that the settings name or in process. The
    constructor asks the server nothing. Every method raises ``chromadb.errors.ChromaError``."""

    def __init__(self, settings: Settings | None = None, *, target: Target | None = None) -> None:
        super().__init__(settings)
        self._server = open_transport(target if target is not None else target_of_settings(self._settings))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._server.target}>"

    async def aclose(self) -> None:
        """Close the connections, or give back the engine. Calling it again changes nothing."""
        await self._server.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def create_tenant(self, name: str) -> None:
        """Create a tenant; it has no databases.

        Raises:
            InvalidArgumentError: the name has fewer than 3 characters.
            ConflictError: it exists.
        """
        await self._server.create_tenant(name)

    async def get_tenant(self, name: str) -> Tenant:
        """The tenant of that name.

        Raises:
            NotFoundError: it does not exist.
        """
        return await self._server.get_tenant(name)

    async def list_tenants(self, limit: int | None = None, offset: int | None = None) -> Sequence[Tenant]:
        """The tenants by name, ``limit`` of them from ``offset`` on. The official server does not answer this call."""
        return await self._server.list_tenants(limit=limit, offset=offset)

    async def create_database(self, name: str, tenant: str = DEFAULT_TENANT) -> None:
        """Create a database in a tenant.

        Raises:
            InvalidArgumentError: the name is not one a database can have.
            ConflictError: the tenant has one of that name.
        """
        await self._server.create_database(tenant, name)

    async def get_database(self, name: str, tenant: str = DEFAULT_TENANT) -> Database:
        """The database of that name in a tenant.

        Raises:
            NotFoundError: it does not exist.
        """
        return await self._server.get_database(tenant, name)

    async def list_databases(
        self, limit: int | None = None, offset: int | None = None, tenant: str = DEFAULT_TENANT
    ) -> Sequence[Database]:
        """The databases of a tenant by name, ``limit`` of them from ``offset`` on; none for an unknown tenant."""
        return await self._server.list_databases(tenant, limit=limit, offset=offset)

    async def delete_database(self, name: str, tenant: str = DEFAULT_TENANT) -> None:
        """Delete a database with its collections: irreversible.

        Raises:
            NotFoundError: it does not exist.
        """
        await self._server.delete_database(tenant, name)
