"""Named groups of collections in a tenant."""

from __future__ import annotations

from typing import Any

from chroma_server.api.call import Call, DatabaseName
from chroma_server.api.pages import page
from chroma_server.auth import EVERYTHING
from chroma_server.engine import Database


def create_database(call: Call, tenant: str, name: str) -> dict[str, Any]:
    """Create an empty database."""
    call.identity.require_database(tenant, name)
    if call.limits:
        call.limits.create_database(tenant, name)
    call.engine.create_database(tenant, name)
    return {}


def list_databases(
    call: Call, tenant: str, limit: int | None = None, offset: int | None = None
) -> list[dict[str, Any]]:
    """The databases that the caller may see, ordered by name."""
    if EVERYTHING in call.identity.databases:
        return [_answer(database) for database in call.engine.list_databases(tenant, limit, offset or 0)]
    visible = [
        database
        for database in call.engine.list_databases(tenant)
        if call.identity.opens_database(tenant, database.name)
    ]
    return [_answer(database) for database in page(visible, limit, offset)]


def get_database(call: Call, tenant: str, database: DatabaseName) -> dict[str, Any]:
    """The database of that name."""
    return _answer(call.engine.get_database(tenant, database))


def delete_database(call: Call, tenant: str, database: str) -> dict[str, Any]:
    """Remove a database with everything in it. A name of any length is looked up here: too short is just unknown."""
    call.engine.delete_database(tenant, database)
    return {}


def _answer(database: Database) -> dict[str, Any]:
    return {"id": database.id, "name": database.name, "tenant": database.tenant}
