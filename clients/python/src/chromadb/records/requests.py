"""What a read or a deletion asks for: from a caller's arguments to one checked value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from chromadb._narrow import is_mapping, is_sequence
from chromadb.api.types import (
    validate_ids,
    validate_include,
    validate_n_results,
    validate_where,
    validate_where_document,
)
from chromadb.records.batch import naming, one_or_many
from chromadb.records.vectors import Vectors, normalise_vectors

__all__ = ["DeleteRequest", "GetRequest", "QueryRequest", "delete_request", "get_request", "query_filters", "sent"]

Filter = dict[str, Any]


@dataclass(frozen=True, eq=False)
class GetRequest:
    """Which records to read, and which of their columns. ``include`` is what the server is asked for."""

    ids: list[str] | None
    where: Filter | None
    where_document: Filter | None
    limit: int | None
    offset: int | None
    include: list[str]


@dataclass(frozen=True, eq=False)
class QueryRequest:
    """Which vectors to find the neighbours of, and among which records. ``include`` as in ``GetRequest``."""

    embeddings: Vectors
    ids: list[str] | None
    n_results: int
    where: Filter | None
    where_document: Filter | None
    include: list[str]

    def with_embeddings(self, embeddings: Any) -> QueryRequest:
        """A copy with the vectors, brought into float32 arrays."""
        vectors = normalise_vectors(embeddings)
        if vectors is None:
            raise ValueError("The embedding function returned None instead of embeddings")
        return QueryRequest(vectors, self.ids, self.n_results, self.where, self.where_document, self.include)


@dataclass(frozen=True, eq=False)
class DeleteRequest:
    """Which records to delete: those of ``ids``, those the filters match, or those of both."""

    ids: list[str] | None
    where: Filter | None
    where_document: Filter | None
    limit: int | None


def get_request(
    *, ids: Any, where: Any, where_document: Any, limit: int | None, offset: int | None, include: Any
) -> GetRequest:
    """Check the arguments of a get.

    Raises:
        ValueError: ids, filters or include are malformed, or include asks for distances.
        DuplicateIDError: an id occurs twice.
    """
    with naming("get"):
        listed = one_or_many(ids)
        if listed is not None:
            validate_ids(listed)
        filters = _filters(where, where_document)
        validate_include(include, dissalowed=["distances"])
        return GetRequest(listed, *filters, limit, offset, sent(include))


def query_filters(*, ids: Any, where: Any, where_document: Any, n_results: Any, include: Any) -> QueryRequest:
    """Check the arguments of a query but its vectors, for which an empty array stands.

    Raises:
        ValueError: filters or include are malformed, or n_results is no int.
        TypeError: n_results is not positive.
    """
    filters = _filters(where, where_document)
    validate_include(include)
    validate_n_results(n_results)
    return QueryRequest(np.empty((0, 0), np.float32), one_or_many(ids), n_results, *filters, sent(include))


def delete_request(*, ids: Any, where: Any, where_document: Any, limit: Any) -> DeleteRequest:
    """Check the arguments of a deletion.

    Raises:
        ValueError: nothing says which records; ids or filters are malformed; a limit without a filter, or below 0.
        TypeError: the limit is no int.
        DuplicateIDError: an id occurs twice.
    """
    with naming("delete"):
        if ids is None and where is None and where_document is None:
            raise ValueError("At least one of ids, where, or where_document must be provided")
        if limit is not None:
            if not isinstance(limit, int) or isinstance(limit, bool):
                raise TypeError("limit must be a non-negative integer")
            if limit < 0:
                raise ValueError("limit must be a non-negative integer")
            if where is None and where_document is None:
                raise ValueError("limit can only be specified when a where or where_document clause is provided")
        listed = one_or_many(ids)
        if listed is not None:
            validate_ids(listed)
        return DeleteRequest(listed, *_filters(where, where_document), limit)


def sent(include: list[str]) -> list[str]:
    """What the server is asked for when the caller wants ``include``: data is loaded here, from the URIs."""
    asked = [item for item in include if item != "data"]
    if "data" in include and "uris" not in asked:
        asked.append("uris")
    return asked


def _filters(where: Any, where_document: Any) -> tuple[Filter | None, Filter | None]:
    plain_where, plain_document = _plain(where), _plain(where_document)
    if plain_where is not None:
        validate_where(plain_where)
    if plain_document is not None:
        validate_where_document(plain_document)
    return plain_where, plain_document


def _plain(value: Any) -> Any:
    """A copy in which numpy's scalars are Python's and tuples are lists."""
    if is_mapping(value):
        return {key: _plain(item) for key, item in value.items()}
    if is_sequence(value):
        return [_plain(item) for item in value]
    return cast("Any", value).item() if isinstance(value, np.generic) else value
