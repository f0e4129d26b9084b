"""Credentials as headers."""

from __future__ import annotations

import base64
import sys
from types import ModuleType
from typing import Any

import pytest
from chromadb.auth import ClientAuthHeaders, ClientAuthProvider, SecretStr, UserIdentity, headers_from_settings
from chromadb.auth.token_authn import TokenTransportHeader
from chromadb.auth.utils import maybe_set_tenant_and_database
from chromadb.config import Settings
from chromadb.errors import ChromaAuthError

TOKEN = "chromadb.auth.token_authn.TokenAuthClientProvider"
BASIC = "chromadb.auth.basic_authn.BasicAuthClientProvider"


class OwnProvider(ClientAuthProvider):
    """A provider of a user's own."""

    def authenticate(self) -> ClientAuthHeaders:
        return {"X-Own": SecretStr("hunter2")}


@pytest.mark.parametrize(
    ("settings", "headers"),
    [
        ({}, {}),
        ({"provider": TOKEN, "credentials": "t0k3n"}, {"Authorization": "Bearer t0k3n"}),
        ({"provider": TOKEN, "credentials": "t", "header": "X-Chroma-Token"}, {"X-Chroma-Token": "t"}),
        ({"provider": TOKEN, "credentials": "t", "header": "x-chroma-token"}, {"X-Chroma-Token": "t"}),
        (
            {"provider": TOKEN, "credentials": "t", "header": TokenTransportHeader.X_CHROMA_TOKEN},
            {"X-Chroma-Token": "t"},
        ),
        (
            {"provider": BASIC, "credentials": "admin:pässword"},
            {"Authorization": f"Basic {base64.b64encode('admin:pässword'.encode()).decode()}"},
        ),
        ({"provider": "a_users_module.OwnProvider"}, {"X-Own": "hunter2"}),
    ],
)
def test_headers(settings: dict[str, Any], headers: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("a_users_module")
    monkeypatch.setattr(module, "OwnProvider", OwnProvider, raising=False)
    monkeypatch.setitem(sys.modules, "a_users_module", module)
    made = Settings(
        _env_file=None,
        chroma_client_auth_provider=settings.get("provider"),
        chroma_client_auth_credentials=settings.get("credentials"),
        chroma_auth_token_transport_header=settings.get("header"),
    )
    assert headers_from_settings(made) == headers


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"chroma_client_auth_provider": TOKEN}, "chroma_client_auth_credentials"),
        ({"chroma_client_auth_provider": BASIC}, "chroma_client_auth_credentials"),
        ({"chroma_client_auth_provider": TOKEN, "chroma_client_auth_credentials": "hunter2 \n"}, "Invalid token"),
        (
            {
                "chroma_client_auth_provider": TOKEN,
                "chroma_client_auth_credentials": "hunter2",
                "chroma_auth_token_transport_header": "Cookie",
            },
            "Invalid token transport header: Cookie",
        ),
    ],
)
def test_credentials_that_cannot_be_sent(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        headers_from_settings(Settings(_env_file=None, **settings))
    assert "hunter2" not in str(refused.value)


def test_secrets_do_not_show() -> None:
    secret = SecretStr("hunter2")
    assert "hunter2" not in f"{secret} {secret!r}"
    assert secret.get_secret_value() == "hunter2"
    assert secret == SecretStr("hunter2") != SecretStr("")
    assert (len(secret), str(SecretStr(""))) == (7, "")


@pytest.mark.parametrize(
    ("identity", "overwrite", "given", "expected"),
    [
        (("t", ["d"]), False, (None, None), (None, None)),
        (("t", ["d"]), True, (None, None), ("t", "d")),
        (("t", ["d"]), True, ("default_tenant", "default_database"), ("t", "d")),
        (("t", ["d"]), True, ("t", "d"), ("t", "d")),
        (("*", ["*"]), True, ("a", "b"), ("a", "b")),
        (("t", ["d", "e"]), True, (None, "x"), ("t", "x")),
        (("t", ["d", "d"]), True, (None, None), ("t", "d")),
        ((None, None), True, ("a", None), ("a", None)),
    ],
)
def test_tenant_and_database_of_a_key(
    identity: tuple[str | None, list[str] | None],
    overwrite: bool,
    given: tuple[str | None, str | None],
    expected: tuple[str | None, str | None],
) -> None:
    user = UserIdentity("u", *identity)
    assert maybe_set_tenant_and_database(user, overwrite, *given) == expected


@pytest.mark.parametrize(("tenant", "database", "message"), [("x", None, "Tenant x"), (None, "x", "Database x")])
def test_another_tenant_or_database_than_the_key_opens(tenant: str | None, database: str | None, message: str) -> None:
    with pytest.raises(ChromaAuthError, match=f"{message} does not match"):
        maybe_set_tenant_and_database(UserIdentity("u", "t", ["d"]), True, tenant, database)


def test_only_a_header_of_its_own_carries_a_token_with_blanks() -> None:
    settings = Settings(
        chroma_client_auth_provider="chromadb.auth.token_authn.TokenAuthClientProvider",
        chroma_client_auth_credentials="a token in words",
        chroma_auth_token_transport_header="X-Chroma-Token",
    )
    assert headers_from_settings(settings) == {"X-Chroma-Token": "a token in words"}
    settings.chroma_auth_token_transport_header = "Authorization"
    with pytest.raises(ValueError, match="Invalid token"):
        headers_from_settings(settings)
