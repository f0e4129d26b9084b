"""From settings to the headers that say who is calling. Values are checked before they are sent, and never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chromadb.auth import headers_from_settings
from chromadb.config import Settings

__all__ = ["API_KEY_HEADER", "auth_headers", "check_api_key", "check_headers"]

API_KEY_HEADER = "X-Chroma-Token"

_PRINTABLE_ASCII = re.compile(r"[ -~]+")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Field values of RFC 9110 as httpx can encode them: Latin-1 without control characters, tab excepted.
_HEADER_VALUE = re.compile("[\t -~\xa0-\xff]*")


def auth_headers(settings: Settings) -> dict[str, str]:
    """The headers of ``settings.chroma_client_auth_provider``; none when no provider is named.

    Raises:
        ValueError: credentials are missing or cannot be sent in a header.
    """
    return check_headers(headers_from_settings(settings))


def check_headers(headers: Mapping[Any, Any]) -> dict[str, str]:
    """A copy of ``headers``, if HTTP can carry them.

    Raises:
        ValueError: a name or value it cannot carry; the message has the name and never the value.
    """
    for name, value in headers.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name HTTP allows for a header")
        if not isinstance(value, str) or not _HEADER_VALUE.fullmatch(value):
            raise ValueError(
                f"The value of the header {name!r} cannot be sent: expected text of printable Latin-1 characters"
            )
    return dict(headers)


def check_api_key(key: str | None, *, source: str) -> str:
    """Return an API key that a header can carry, without blanks around it.

    Args:
        source: where the key came from, for the message: ``"the api_key argument"``.

    Raises:
        ValueError: no key, an empty one, or one with characters that cannot be sent. It never shows the key.
    """
    hint = "Pass api_key, or set the environment variable CHROMA_API_KEY."
    if key is None:
        raise ValueError(f"Missing required arguments: api_key. {hint}")
    if not isinstance(key, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ValueError(f"Expected the API key from {source} to be a str, got {type(key).__name__}. {hint}")
    stripped = key.strip()
    if not stripped:
        raise ValueError(f"The API key from {source} is empty. {hint}")
    if not _PRINTABLE_ASCII.fullmatch(stripped):
        raise ValueError(
            f"The API key from {source} has characters that an HTTP header cannot carry (control characters "
            f"or letters outside ASCII); perhaps it was not copied whole. {hint}"
        )
    return stripped
