"""Names of tenants, databases and collections.

A tenant name is any text of three characters or more. Database and collection names share one rule, and may carry a
topology in front (``topology+name``), in which case both halves obey it. The messages are those of the official
server.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address

from chroma_server.engine.errors import InvalidArgument

MIN_NAME_LENGTH = 3
MAX_NAME_LENGTH = 512

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]")
_RUST_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0", "'": "'"}


def check_tenant_name(name: str) -> None:
    """Raise InvalidArgument unless ``name`` has at least three characters. Any character is allowed."""
    _check_is_text(name, "name")
    if len(name) < MIN_NAME_LENGTH:
        shown = "".join(_RUST_ESCAPES.get(c) or (c if c.isprintable() else f"\\u{{{ord(c):x}}}") for c in name)
        raise InvalidArgument(
            f'Validation error: name: Validation error: length [{{"min": Number(3), "value": String("{shown}")}}]'
        )


def check_database_name(name: str) -> None:
    """Raise InvalidArgument unless ``name`` may name a new database."""
    _check_is_text(name, "name")
    problem = _problem_with(name)
    if problem is not None:
        raise InvalidArgument(problem)


def check_collection_name(name: str, *, field: str = "name") -> None:
    """Raise InvalidArgument unless ``name`` may name a collection; ``field`` is ``name`` or ``new_name``."""
    _check_is_text(name, field)
    problem = _problem_with(name)
    if problem is not None:
        raise InvalidArgument(f"Validation error: {field}: {problem}")


def check_database_reference(name: str) -> None:
    """Raise InvalidArgument when the name of a database in a path has fewer than three bytes: there is none."""
    _check_is_text(name, "database")
    if len(name.encode("utf-8", "surrogatepass")) < MIN_NAME_LENGTH:
        raise InvalidArgument("database name must be at least 3 characters")


def _check_is_text(name: object, field: str) -> None:
    # Local mode calls in without a wire layer that has already looked at the types.
    if not isinstance(name, str):
        raise InvalidArgument(f"Validation error: {field}: expected a string, got {type(name).__name__}")


def _problem_with(name: str) -> str | None:
    if name.count("+") > 1:
        return "Expected a name to contain at most one topology:  Got two `+` characters."
    if "+" in name and len(name.encode("utf-8", "surrogatepass")) > MAX_NAME_LENGTH:
        return f"Expected a name containing 3-512 characters. Got: {len(name)}"
    for part in name.split("+"):
        if not _NAME.fullmatch(part):
            return (
                "Expected a name containing 3-512 characters from [a-zA-Z0-9._-], "
                f"starting and ending with a character in [a-zA-Z0-9]. Got: {part}"
            )
        if ".." in part:
            return f"Expected a name that does not contains two consecutive periods (..). Got {part}"
        if _is_ip_address(part):
            return f"Expected a name that is not a valid ip address. Got {part}"
    return None


def _is_ip_address(text: str) -> bool:
    # IPv6 needs a colon, which the character set already excludes.
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True
