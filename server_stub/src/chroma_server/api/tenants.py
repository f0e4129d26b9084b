"""Owners of databases."""

from __future__ import annotations

from typing import Any

from chroma_server.api.call import Call
from chroma_server.api.pages import page
from chroma_server.auth import EVERYTHING
from chroma_server.engine import Tenant


def create_tenant(call: Call, name: str) -> dict[str, Any]:
    """Create a tenant without databases."""
    call.engine.create_tenant(name)
    return {}


def get_tenant(call: Call, tenant: str) -> dict[str, Any]:
    """The tenant of that name."""
    return _answer(call.engine.get_tenant(tenant))


def update_tenant(call: Call, tenant: str, resource_name: str) -> dict[str, Any]:
    """Set the resource name, once."""
    call.engine.update_tenant(tenant, resource_name)
    return {}


def list_tenants(call: Call, limit: int | None = None, offset: int | None = None) -> list[dict[str, Any]]:
    """The tenants that the caller may see."""
    if call.identity.tenant == EVERYTHING:
        return [_answer(tenant) for tenant in call.engine.list_tenants(limit, offset or 0)]
    return page([_answer(call.engine.get_tenant(call.identity.tenant))], limit, offset)


def _answer(tenant: Tenant) -> dict[str, Any]:
    return {"name": tenant.name, "resource_name": tenant.resource_name}
