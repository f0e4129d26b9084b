"""What every handler is given beside the values of its request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NewType

from chroma_server.api.limits import Limits
from chroma_server.auth import Identity
from chroma_server.engine import Collection, Engine
from chroma_server.engine.errors import Internal, InvalidArgument, NotFound, Unimplemented
from chroma_server.engine.rules.metadata import check_metadata_patches
from chroma_server.profiles import Profile

CollectionId = NewType("CollectionId", str)
"""A collection's UUID in canonical form."""

DatabaseName = NewType("DatabaseName", str)
"""A database name of at least three bytes."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation.

    engine    answers it
    profile   under which it is answered
    identity  who calls
    limits    the quotas of the profile, None if it has none
    """

    engine: Engine
    profile: Profile
    identity: Identity
    limits: Limits | None = None

    def require_collection(self, tenant: str, database: str, collection_id: str) -> Collection:
        """The collection. Raises NotFound unless it exists in this tenant and database."""
        try:
            return self.engine.get_collection_by_id(tenant, database, collection_id)
        except NotFound:
            raise NotFound(f"Collection [{collection_id}] does not exist.") from None

    def require_support(self, operation_id: str) -> None:
        """Raise Unimplemented if the profile refuses the operation, Internal if it has it fail."""
        refusal = self.profile.unsupported.get(operation_id)
        if refusal is not None:
            raise Unimplemented(refusal)
        failure = self.profile.failing.get(operation_id)
        if failure is not None:
            raise Internal(failure)

    def require_sparse_support(self, metadatas: Sequence[Mapping[str, Any] | None] | None) -> None:
        """Raise Unimplemented if the profile stores no sparse vectors and there is a valid one among the values."""
        if self.profile.sparse_vectors:
            return
        keys = [
            key for metadata in metadatas or () for key, value in (metadata or {}).items() if isinstance(value, dict)
        ]
        if keys:
            check_metadata_patches(metadatas or ())
            raise Unimplemented(f"Unimplemented: Sparse vector is not supported for local chroma: {keys[0]}")

    def refuse_topology(self, database: str, what: str) -> None:
        """Raise InvalidArgument for a database that spans several regions (``topology+name``)."""
        if "+" in database:
            raise InvalidArgument(f"multi-region databases do not support {what}")
