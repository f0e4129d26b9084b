"""What may be shown of a URL, of headers and of credentials in messages, reprs and logs."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

REDACTED = "**********"

_SECRET_HEADERS = frozenset(
    {"authorization", "proxy-authorization", "x-chroma-token", "x-api-key", "api-key", "cookie", "set-cookie"}
)
_SECRET_PARAMETERS = frozenset({"api_key", "apikey", "key", "token", "access_token", "password", "secret"})


def redact_url(url: str) -> str:
    """Return ``url`` without its user part and without the values of query parameters that carry secrets."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if "@" in netloc:
        netloc = f"{REDACTED}@{netloc.rpartition('@')[2]}"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        if any(name.lower() in _SECRET_PARAMETERS for name, _ in pairs):
            shown = [(name, REDACTED if name.lower() in _SECRET_PARAMETERS else value) for name, value in pairs]
            query = urlencode(shown, safe="*")
    return urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment))


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return a copy of ``headers`` in which the values of credential headers are replaced."""
    return {name: REDACTED if name.lower() in _SECRET_HEADERS else value for name, value in headers.items()}


def redact_text(text: str, *secrets: str | None) -> str:
    """Return ``text`` with every given secret replaced; empty ones are ignored."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, REDACTED)
    return text
