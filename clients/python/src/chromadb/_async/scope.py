"""Which tenant and database a client works in: as given, or as its credentials say, asked once at the first call."""

from __future__ import annotations

from chromadb.auth import UserIdentity
from chromadb.errors import ChromaAuthError
from chromadb.transport._async.port import AsyncTransport
from chromadb.transport.concurrency import AsyncLock

__all__ = ["AsyncScope"]


class AsyncScope:
    """A tenant and a database, either of which may be open until the server is asked whose credentials these are."""

    def __init__(self, transport: AsyncTransport, tenant: str | None, database: str | None) -> None:
        self._transport = transport
        self._lock = AsyncLock()
        self.tenant = tenant
        self.database = database

    async def get(self) -> tuple[str, str]:
        """Tenant and database.

        Raises:
            ChromaAuthError: the credentials leave one of them open, or are of another tenant.
        """
        if self.tenant is not None and self.database is not None:
            return self.tenant, self.database
        async with self._lock:
            if self.tenant is None or self.database is None:
                identity = await self._transport.get_user_identity()
                self.tenant, self.database = tenant_of(identity, self.tenant), database_of(identity, self.database)
            return self.tenant, self.database


def tenant_of(identity: UserIdentity, given: str | None) -> str:
    """The tenant that was given, or the one of the credentials.

    Raises:
        ChromaAuthError: the two differ, or the credentials are of no particular tenant.
    """
    theirs = identity.tenant if identity.tenant and identity.tenant != "*" else None
    if given is not None and theirs is not None and given != theirs:
        raise ChromaAuthError(
            f"Tenant {given} does not match {theirs} from the server. Are you sure the tenant is correct?"
        )
    tenant = given if given is not None else theirs
    if tenant is None:
        raise ChromaAuthError(
            "Could not determine a tenant from the current authentication method. Please provide a tenant."
        )
    return tenant


def database_of(identity: UserIdentity, given: str | None) -> str:
    """The database that was given, or the only one the credentials open.

    Raises:
        ChromaAuthError: they open none, several, or all.
    """
    if given is not None:
        return given
    names = sorted(set(identity.databases or ()))
    if len(names) == 1 and names[0] != "*":
        return names[0]
    if "*" in names:
        found = "the credentials open every database of the tenant"
    elif names:
        found = f"the credentials open {len(names)} databases: {', '.join(names)}"
    else:
        found = "the credentials open no database"
    raise ChromaAuthError(
        "Could not determine a database name from the current authentication method: "
        f"{found}. Please provide a database name, or set CHROMA_DATABASE."
    )
