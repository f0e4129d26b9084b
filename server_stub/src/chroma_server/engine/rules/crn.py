"""CRN: the name of a collection across tenants, ``tenant_resource_name:database:collection``."""

from __future__ import annotations

from dataclasses import dataclass

from chroma_server.engine.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class Crn:
    """The three parts of a CRN."""

    tenant_resource_name: str
    database: str
    collection: str


def parse_crn(text: str) -> Crn:
    """Take a CRN apart. Raises InvalidArgument unless it has exactly three non-empty parts."""
    parts = text.split(":")
    if len(parts) != 3 or not all(parts):
        raise InvalidArgument(
            "Validation error: crn: CRN must be in the format "
            "<tenant_resource_name>:<database_name>:<collection_name> with non-empty parts"
        )
    return Crn(*parts)
