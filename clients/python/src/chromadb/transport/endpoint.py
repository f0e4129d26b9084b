"""Where a server is: from host, port, ssl and settings to one base URL. Pure."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

__all__ = ["DEFAULT_PORT", "resolve_endpoint"]

DEFAULT_PORT = 8000
_API_PATH = "/api/v2"


def resolve_endpoint(host: str, port: int | None = DEFAULT_PORT, ssl: bool = False) -> str:
    """The base URL to which the API's paths are appended, without a slash at its end.

    ``host`` is a name or address, with ``port`` and ``ssl`` beside it, or a whole URL such as
    ``https://example.com:8443/chroma/``. A URL without a port means the port of its scheme; ``ssl`` and ``port`` then
    may repeat what it says, or say what it leaves open.

    Raises:
        ValueError: ``host`` is neither, or ``ssl`` or ``port`` say something else than the URL does.
    """
    host = host.strip()
    if not host:
        raise ValueError("The server's host is empty")
    if "://" not in host:
        return _from_name(host, port, ssl)
    try:
        parts = urlsplit(host)
        url_port, name = parts.port, parts.hostname
    except ValueError as error:
        raise ValueError(f"Invalid URL. {error}") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"Invalid URL. Unrecognized protocol - {parts.scheme}.")
    if not name:
        raise ValueError("Invalid URL. It names no host.")
    if parts.query or parts.fragment:
        raise ValueError("Invalid URL. A server's URL has no query and no fragment.")
    if ssl and parts.scheme == "http":
        raise ValueError("ssl=True, but the host is an http:// URL. Write https://, or leave ssl out.")
    # 8000 is the default of the argument, so it cannot be told from an argument that was left out.
    given = None if port == DEFAULT_PORT else port
    if given is not None and url_port is not None and given != url_port:
        raise ValueError(f"port={given}, but the host is a URL with port {url_port}. Give one of them.")
    user, at, _ = parts.netloc.rpartition("@")
    effective = url_port if url_port is not None else given
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~").removesuffix(_API_PATH)
    return f"{parts.scheme}://{user}{at}{_bracketed(name)}{'' if effective is None else f':{effective}'}{path}"


def _from_name(host: str, port: int | None, ssl: bool) -> str:
    if any(character in host for character in "/?#@ \\"):
        raise ValueError(
            f"Invalid host {host!r}. Give a host name, or a whole URL that begins with http:// or https://."
        )
    bare, _, tail = host.rpartition(":")
    is_address = bare.startswith("[") and bare.endswith("]")
    if bare and tail.isdigit() and (is_address or ":" not in bare):
        # "localhost:8001" in one piece, as people write it.
        if port not in (None, DEFAULT_PORT, int(tail)):
            raise ValueError(f"port={port}, but the host is {host!r}. Give one of them.")
        host, port = bare, int(tail)
    if port is not None and not 0 < port < 65536:
        raise ValueError(f"Expected port to be between 1 and 65535, got {port}")
    return f"{'https' if ssl else 'http'}://{_bracketed(host)}{'' if port is None else f':{port}'}"


def _bracketed(host: str) -> str:
    """An IPv6 address in brackets, anything else as it is."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
