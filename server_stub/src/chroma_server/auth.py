"""Who calls, and what the caller may do.

Without keys everyone is `ANYONE`. With keys (`load_keys`), a request names its key in ``x-chroma-token`` or as
``Authorization: Bearer``; a key opens one tenant, some or all of its databases, and some or all actions. A missing or
unknown key is 401, a tenant, database or action that the key does not open is 403. A few operations answer anyone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from chroma_server.errors import forbidden, unauthenticated
from chroma_server.exchange import Request
from chroma_server.jsontypes import is_array, is_object

OPEN_OPERATIONS = frozenset({"heartbeat", "healthcheck", "version", "pre_flight_checks"})
"""Answered without a key, so that a client can find the server and learn how to talk to it."""

ACTIONS: Mapping[str, str] = {
    "reset": "system:reset",
    "get_user_identity": "system:get_user_identity",
    "create_tenant": "tenant:create_tenant",
    "get_tenant": "tenant:get_tenant",
    "list_tenants": "tenant:list_tenants",
    "update_tenant": "tenant:update_tenant",
    "create_database": "db:create_database",
    "list_databases": "db:list_databases",
    "get_database": "db:get_database",
    "delete_database": "db:delete_database",
    "create_collection": "db:create_collection",
    "list_collections": "db:list_collections",
    "count_collections": "db:count_collections",
    "get_collection": "collection:get_collection",
    "get_collection_by_id": "collection:get_collection",
    "get_collection_by_crn": "collection:get_collection",
    "update_collection": "collection:update_collection",
    "delete_collection": "collection:delete_collection",
    "fork_collection": "collection:fork",
    "fork_count": "collection:fork_count",
    "indexing_status": "collection:indexing_status",
    "collection_add": "collection:add",
    "collection_update": "collection:update",
    "collection_upsert": "collection:upsert",
    "collection_get": "collection:get",
    "collection_query": "collection:query",
    "collection_delete": "collection:delete",
    "collection_count": "collection:count",
    "collection_search": "collection:search",
    "attach_function": "collection:attach_function",
    "get_attached_function": "collection:get_attached_function",
    "detach_function": "collection:detach_function",
    "add_function_input": "collection:add_function_input",
    "conditional_get": "collection:conditional_get",
    "conditional_commit": "collection:conditional_commit",
}
"""The action of each guarded operation; several operations may share one."""

READ_ONLY = frozenset(
    {
        "system:get_user_identity",
        "tenant:get_tenant",
        "tenant:list_tenants",
        "db:list_databases",
        "db:get_database",
        "db:list_collections",
        "db:count_collections",
        "collection:get_collection",
        "collection:fork_count",
        "collection:indexing_status",
        "collection:get",
        "collection:query",
        "collection:count",
        "collection:search",
        "collection:get_attached_function",
        "collection:conditional_get",
    }
)

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Identity:
    """A caller.

    tenant     the tenant it is bound to, or ``*``
    databases  the databases it may use, or ``("*",)``
    actions    the actions it may take
    """

    user_id: str
    tenant: str
    databases: tuple[str, ...]
    actions: frozenset[str]

    def opens_tenant(self, tenant: str) -> bool:
        """Whether this caller may touch the tenant at all."""
        return self.tenant in (EVERYTHING, tenant)

    def opens_database(self, tenant: str, database: str) -> bool:
        """Whether this caller may touch the database."""
        return self.opens_tenant(tenant) and (EVERYTHING in self.databases or database in self.databases)

    def require_database(self, tenant: str, database: str) -> None:
        """Raise ApiError 403 unless `opens_database`; for names that stand in the body and not in the path."""
        if not self.opens_database(tenant, database):
            raise forbidden()


ANYONE = Identity("", EVERYTHING, (EVERYTHING,), frozenset(ACTIONS.values()))
"""The caller of a server that checks no keys."""


class Gate(Protocol):
    """Decides who a request comes from."""

    def identify(self, request: Request) -> Identity:
        """The caller. Raises ApiError 401."""
        ...


class OpenGate:
    """Lets everyone in; tokens in the headers are ignored."""

    def identify(self, request: Request) -> Identity:
        return ANYONE


class KeyGate:
    """Lets in who holds one of the keys. Only digests of the keys are kept, and none is ever printed."""

    def __init__(self, keys: Sequence[tuple[bytes, Identity]]) -> None:
        self._keys = tuple(keys)

    def identify(self, request: Request) -> Identity:
        """The owner of the key in ``x-chroma-token`` or ``Authorization: Bearer``. Raises ApiError 401."""
        token = _token(request)
        if token is None:
            raise unauthenticated()
        digest = hashlib.sha256(token).digest()
        found: Identity | None = None
        # Every key is compared, each in constant time, so the time taken tells nothing.
        for known, identity in self._keys:
            if hmac.compare_digest(known, digest):
                found = identity
        if found is None:
            raise unauthenticated()
        return found

    @property
    def identities(self) -> Iterable[Identity]:
        """Who the keys belong to."""
        return (identity for _, identity in self._keys)


def authorize(identity: Identity, operation_id: str, path: Mapping[str, str]) -> None:
    """Raise ApiError 403 unless the caller may do this to the tenant and database of the path."""
    if ACTIONS[operation_id] not in identity.actions:
        raise forbidden()
    tenant = path.get("tenant")
    if tenant is None:
        return
    database = path.get("database")
    if not (identity.opens_tenant(tenant) if database is None else identity.opens_database(tenant, database)):
        raise forbidden()


def _token(request: Request) -> bytes | None:
    token = request.header(b"x-chroma-token")
    if token is None:
        scheme, _, rest = (request.header(b"authorization") or b"").partition(b" ")
        token = rest.strip() if scheme.lower() == b"bearer" else None
    return token or None


def parse_keys(document: Any) -> KeyGate:
    """The gate of a keys file: ``{"keys": [{...}, ...]}``.

    Each entry has ``key`` (the key itself) or ``sha256`` (its digest in hex), ``tenant``, and optionally ``databases``
    (a list of names, or ``"*"``, the default), ``user`` and ``permissions`` (``"read-write"``, the default,
    ``"read-only"``, or a list of actions). ``tenant: "*"`` opens every tenant.

    Raises ValueError, which names the entry by its position and never shows a key.
    """
    entries = document.get("keys") if is_object(document) else None
    if not is_array(entries) or not entries:
        raise ValueError("the keys file must be an object with a non-empty list `keys`")
    keys = [_parse_key(entry, f"keys[{index}]") for index, entry in enumerate(entries)]
    if len({digest for digest, _ in keys}) < len(keys):
        raise ValueError("the keys file has the same key twice")
    return KeyGate(keys)


_ENTRY_FIELDS = frozenset({"key", "sha256", "tenant", "databases", "user", "permissions"})


def _parse_key(entry: Any, where: str) -> tuple[bytes, Identity]:
    if not is_object(entry):
        raise ValueError(f"{where} must be an object")
    unknown = sorted(str(name) for name in entry.keys() - _ENTRY_FIELDS)
    if unknown:
        raise ValueError(f"{where} has unknown fields: {', '.join(unknown)}")
    tenant = entry.get("tenant")
    if not isinstance(tenant, str) or not tenant:
        raise ValueError(f"{where}.tenant must be a tenant name or `*`")
    user = entry.get("user", "")
    if not isinstance(user, str):
        raise ValueError(f"{where}.user must be a string")
    databases = _parse_databases(entry.get("databases", EVERYTHING), where)
    actions = _parse_permissions(entry.get("permissions", "read-write"), tenant, where)
    return _parse_digest(entry, where), Identity(user, tenant, databases, actions)


def _parse_digest(entry: Mapping[str, Any], where: str) -> bytes:
    key, digest = entry.get("key"), entry.get("sha256")
    if (key is None) == (digest is None):
        raise ValueError(f"{where} needs exactly one of `key` and `sha256`")
    if key is not None:
        if not isinstance(key, str) or not key or not key.isascii() or not key.isprintable() or key.strip() != key:
            raise ValueError(f"{where}.key must be printable ASCII without spaces around it")
        return hashlib.sha256(key.encode()).digest()
    try:
        raw = bytes.fromhex(str(digest))
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise ValueError(f"{where}.sha256 must be 64 hex digits")
    return raw


def _parse_databases(value: Any, where: str) -> tuple[str, ...]:
    if value == EVERYTHING:
        return (EVERYTHING,)
    if not is_array(value) or not value or not all(isinstance(name, str) and name for name in value):
        raise ValueError(f"{where}.databases must be a non-empty list of names, or `*`")
    return (EVERYTHING,) if EVERYTHING in value else tuple(dict.fromkeys(value))


def _parse_permissions(value: Any, tenant: str, where: str) -> frozenset[str]:
    if value == "read-only":
        return READ_ONLY
    everything = frozenset(ACTIONS.values())
    if value == "read-write":
        # Tenants and a reset concern more than one tenant, so a key that is bound to one does not reach them.
        return everything if tenant == EVERYTHING else everything - {"system:reset", "tenant:create_tenant"}
    if not is_array(value) or not value:
        raise ValueError(f"{where}.permissions must be read-write, read-only or a list of actions")
    unknown = sorted({str(name) for name in value} - everything)
    if unknown:
        raise ValueError(f"{where}.permissions has unknown actions: {', '.join(unknown)}")
    return frozenset(value)
