from typing import Any

import pytest
from chromadb.config import Settings
from chromadb.transport.auth import auth_headers, check_api_key, check_headers

TOKEN = "chromadb.auth.token_authn.TokenAuthClientProvider"
BASIC = "chromadb.auth.basic_authn.BasicAuthClientProvider"


@pytest.mark.parametrize(
    ("settings", "headers"),
    [
        ({}, {}),
        ({"chroma_client_auth_provider": TOKEN}, {"Authorization": "Bearer abc:d"}),
        (
            {"chroma_client_auth_provider": TOKEN, "chroma_auth_token_transport_header": "X-Chroma-Token"},
            {"X-Chroma-Token": "abc:d"},
        ),
        ({"chroma_client_auth_provider": BASIC}, {"Authorization": "Basic YWJjOmQ="}),
    ],
)
def test_the_headers_of_each_provider(settings: dict[str, Any], headers: dict[str, str]) -> None:
    assert auth_headers(Settings(chroma_client_auth_credentials="abc:d", **settings)) == headers


def test_a_provider_without_credentials_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="chroma_client_auth_credentials"):
        auth_headers(Settings(chroma_client_auth_provider=TOKEN))


@pytest.mark.parametrize("name", ["", "a b", "a:b", "ä"])
def test_header_names_http_does_not_know(name: str) -> None:
    with pytest.raises(ValueError, match="header"):
        check_headers({name: "x"})


@pytest.mark.parametrize("value", ["secret\n", "secret\r\nx-evil: 1", "secret\0", "secret…", 7])
def test_header_values_that_cannot_be_sent_are_not_shown(value: Any) -> None:
    with pytest.raises(ValueError, match="x-thing") as caught:
        check_headers({"x-thing": value})
    assert "secret" not in str(caught.value)


def test_a_key_loses_the_blanks_around_it() -> None:
    assert check_api_key(" ck-abc\n", source="the api_key argument") == "ck-abc"


@pytest.mark.parametrize("key", [None, "", "   ", "ck-\x00secret", "ck-secret é", "ck\nsecret", "ck-секрет", 5])
def test_an_unusable_key_is_a_value_error_that_names_the_variable_and_hides_the_key(key: Any) -> None:
    with pytest.raises(ValueError, match="CHROMA_API_KEY") as caught:
        check_api_key(key, source="the api_key argument")
    assert "secret" not in str(caught.value)
    assert "секрет" not in str(caught.value)
