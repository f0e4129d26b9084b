"""Tenant and database from what the key opens."""

from __future__ import annotations

from chromadb.auth import UserIdentity
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
from chromadb.errors import ChromaAuthError

__all__ = ["maybe_set_tenant_and_database"]


def maybe_set_tenant_and_database(
    user_identity: UserIdentity,
    overwrite_singleton_tenant_database_access_from_auth: bool,
    user_provided_tenant: str | None = None,
    user_provided_database: str | None = None,
) -> tuple[str | None, str | None]:
    """The tenant and database to use.

    With the flag off they are those the user named. With it on, a tenant or database left out, or at its default, is
    the one the key opens, if that is exactly one.

    Raises:
        ChromaAuthError: the user named another one than the key opens.
    """
    if not overwrite_singleton_tenant_database_access_from_auth:
        return user_provided_tenant, user_provided_database
    tenant = user_identity.tenant if user_identity.tenant != "*" else None
    databases = set(user_identity.databases or ())
    database = databases.pop() if len(databases) == 1 and "*" not in databases else None
    return (
        _agreed("Tenant", user_provided_tenant, DEFAULT_TENANT, tenant),
        _agreed("Database", user_provided_database, DEFAULT_DATABASE, database),
    )


def _agreed(what: str, provided: str | None, default: str, resolved: str | None) -> str | None:
    if not resolved:
        return provided
    if provided and provided not in (default, resolved):
        raise ChromaAuthError(
            f"{what} {provided} does not match {resolved} from the server. Are you sure the {what.lower()} is correct?"
        )
    return resolved
