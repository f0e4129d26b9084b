"""Who is calling: the credentials of a client as headers."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from chromadb.auth.secret import SecretStr
from chromadb.config import Component, Settings, System, get_class

__all__ = [
    "AuthError",
    "ClientAuthHeaders",
    "ClientAuthProvider",
    "SecretStr",
    "UserIdentity",
    "headers_from_settings",
]

ClientAuthHeaders: TypeAlias = dict[str, SecretStr]
"""Header names, and values that do not show themselves."""


class AuthError(Exception):
    """Authentication failed. For providers of your own."""


class ClientAuthProvider(Component):
    """Gives the headers that every request of a client carries.

    Name a subclass in ``Settings(chroma_client_auth_provider="package.module.Class")``.
    """

    def __init__(self, system: System) -> None:
        super().__init__(system)

    @abstractmethod
    def authenticate(self) -> ClientAuthHeaders:
        """The headers."""


@dataclass
class UserIdentity:
    """The caller, as the server sees it: its user, the tenant, and the databases the key opens (``"*"``: all)."""

    user_id: str
    tenant: str | None = None
    databases: list[str] | None = None
    attributes: dict[str, Any] | None = None


def headers_from_settings(settings: Settings) -> dict[str, str]:
    """The headers of ``settings.chroma_client_auth_provider``; none when no provider is named.

    Raises:
        ValueError: credentials are missing or cannot be sent in a header.
    """
    if not settings.chroma_client_auth_provider:
        return {}
    kind = cast("Any", get_class(settings.chroma_client_auth_provider, object))
    headers: dict[str, Any] = kind(System(settings)).authenticate()
    return {name: _plain(value) for name, value in headers.items()}


def _plain(value: Any) -> str:
    # Providers written for the official package give pydantic's SecretStr.
    return str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
