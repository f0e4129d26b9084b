"""What every handler is given beside the values of its request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from chroma_server.auth import Identity
from chroma_server.engine import Collection, Engine
from chroma_server.engine.errors import InvalidArgument, NotFound, Unimplemented
from chroma_server.profiles import Profile

CollectionId = NewType("CollectionId", str)
"""A collection's UUID in canonical form."""

DatabaseName = NewType("DatabaseName", str)
"""A database name of at least three bytes."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation: the engine that answers it, the profile it is answered under, and who calls."""

    engine: Engine
    profile: Profile
    identity: Identity

    def require_collection(self, tenant: str, database: str, collection_id: str) -> Collection:
        """The collection. Raises NotFound unless it exists in this tenant and database."""
        try:
            return self.engine.get_collection_by_id(tenant, database, collection_id)
        except NotFound:
            raise NotFound(f"Collection [{collection_id}] does not exist.") from None

    def require_support(self, operation_id: str) -> None:
        """Raise Unimplemented if the profile refuses the operation."""
        refusal = self.profile.unsupported.get(operation_id)
        if refusal is not None:
            raise Unimplemented(refusal)

    def refuse_topology(self, database: str, what: str) -> None:
        """Raise InvalidArgument for a database that spans several regions (``topology+name``)."""
        if "+" in database:
            raise InvalidArgument(f"multi-region databases do not support {what}")
