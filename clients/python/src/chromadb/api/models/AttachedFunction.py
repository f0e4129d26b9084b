"""A function that is attached to a collection."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from chromadb._narrow import is_dict

__all__ = ["AttachedFunction"]


class AttachedFunction:
    """A function that the server keeps computing over a collection.

    Attributes:
        id: of the attachment.
        name: of the attachment.
        function_name: what is computed, e.g. ``"statistics"``.
        input_collection_id: over which collection.
        output_collection: the name of the collection with the results.
        params: the function's own parameters.
    """

    def __init__(
        self,
        client: Any,
        id: UUID,
        name: str,
        function_name: str,
        input_collection_id: UUID,
        output_collection: str,
        params: dict[str, Any] | str | None,
        tenant: str,
        database: str,
    ) -> None:
        self._client = client
        self._id = id
        self._name = name
        self._function_name = function_name
        self._input_collection_id = input_collection_id
        self._output_collection = output_collection
        self._params = _params(params)
        self._tenant = tenant
        self._database = database

    @property
    def id(self) -> UUID:
        """The id of the attachment."""
        return self._id

    @property
    def name(self) -> str:
        """The name of the attachment."""
        return self._name

    @property
    def function_name(self) -> str:
        """What is computed."""
        return self._function_name

    @property
    def input_collection_id(self) -> UUID:
        """The id of the collection it is computed over."""
        return self._input_collection_id

    @property
    def output_collection(self) -> str:
        """The name of the collection with the results."""
        return self._output_collection

    @property
    def params(self) -> dict[str, Any]:
        """The function's own parameters."""
        return self._params

    def _identity(self) -> tuple[Any, ...]:
        return (
            self._id,
            self._name,
            self._function_name,
            self._input_collection_id,
            self._output_collection,
            json.dumps(self._params, sort_keys=True),
            self._tenant,
            self._database,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AttachedFunction) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __repr__(self) -> str:
        return (
            f"AttachedFunction(id={self._id}, name={self._name!r}, function_name={self._function_name!r}, "
            f"input_collection_id={self._input_collection_id}, output_collection={self._output_collection!r})"
        )


def _params(params: dict[str, Any] | str | None) -> dict[str, Any]:
    """Parameters as a dict. Servers give them as JSON text, or null.

    Raises:
        ValueError: the text is not a JSON object.
    """
    if not params:
        return {}
    decoded: Any = json.loads(params) if isinstance(params, str) else params
    if not is_dict(decoded):
        raise ValueError(f"Expected the parameters of a function to be an object, got {params!r}")
    return decoded
