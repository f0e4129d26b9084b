"""Authentication by a token."""

from __future__ import annotations

import string
from enum import Enum

from chromadb.auth import ClientAuthHeaders, ClientAuthProvider
from chromadb.auth.secret import SecretStr
from chromadb.config import System

__all__ = ["TokenAuthClientProvider", "TokenTransportHeader"]

_TOKEN_CHARACTERS = frozenset(string.digits + string.ascii_letters + string.punctuation)


class TokenTransportHeader(str, Enum):
    """The header that carries the token."""

    AUTHORIZATION = "Authorization"
    X_CHROMA_TOKEN = "X-Chroma-Token"


class TokenAuthClientProvider(ClientAuthProvider):
    """Sends ``chroma_client_auth_credentials`` as ``Authorization: Bearer ...``, or as it is in ``X-Chroma-Token``, as
    ``chroma_auth_token_transport_header`` says.

    Raises:
        ValueError: the token is missing or has characters no header can carry, or the header is another one.
    """

    def __init__(self, system: System) -> None:
        super().__init__(system)
        token = str(system.settings.require("chroma_client_auth_credentials"))
        self._header = _transport_header(system.settings.chroma_auth_token_transport_header)
        # A bearer token has no blanks; a header of its own carries those inside the token.
        blanks = " " if self._header is TokenTransportHeader.X_CHROMA_TOKEN and token == token.strip() else ""
        if not token or not set(token) <= _TOKEN_CHARACTERS.union(blanks):
            raise ValueError("Invalid token. Must contain only ASCII letters, digits, and punctuation.")
        self._token = SecretStr(token)

    def authenticate(self) -> ClientAuthHeaders:
        token = self._token.get_secret_value()
        if self._header is TokenTransportHeader.AUTHORIZATION:
            token = f"Bearer {token}"
        return {self._header.value: SecretStr(token)}


def _transport_header(name: str | None) -> TokenTransportHeader:
    if not name:
        return TokenTransportHeader.AUTHORIZATION
    for header in TokenTransportHeader:
        if header.value.lower() == name.lower():
            return header
    allowed = [header.value for header in TokenTransportHeader]
    raise ValueError(f"Invalid token transport header: {name}. Must be one of {allowed}")
