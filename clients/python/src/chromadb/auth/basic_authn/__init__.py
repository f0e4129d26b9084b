"""Authentication by user name and password."""

from __future__ import annotations

import base64

from chromadb.auth import ClientAuthHeaders, ClientAuthProvider
from chromadb.auth.secret import SecretStr
from chromadb.config import System

__all__ = ["BasicAuthClientProvider"]


class BasicAuthClientProvider(ClientAuthProvider):
    """Sends ``chroma_client_auth_credentials``, which is ``user:password``, as ``Authorization: Basic ...``.

    Raises:
        ValueError: the credentials are missing.
    """

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._credentials = SecretStr(str(system.settings.require("chroma_client_auth_credentials")))

    def authenticate(self) -> ClientAuthHeaders:
        encoded = base64.b64encode(self._credentials.get_secret_value().encode()).decode("ascii")
        return {"Authorization": SecretStr(f"Basic {encoded}")}
