"""What a search may ask for, beyond the shape of its JSON: groupings, sparse query vectors, filters on indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from chroma_server.engine.errors import InvalidArgument

from .shapes import is_list, is_object
from .vectors import check_sparse_vector
from .where import check_index_enabled, parse_where

DOCUMENT_FIELD = "#document"
EMBEDDING_FIELD = "#embedding"
METADATA_FIELD = "#metadata"
SCORE_FIELD = "#score"

_RESERVED = frozenset({DOCUMENT_FIELD, EMBEDDING_FIELD, METADATA_FIELD, SCORE_FIELD})


def check_searches(searches: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]) -> None:
    """Check searches of the right shape against the rules and against the indexes of the collection's ``schema``.

    Raises InvalidArgument for an incomplete grouping, a grouping without rank, a malformed sparse query vector, a
    sparse query on a key without an enabled sparse index, and a filter on an index that is switched off.
    """
    for index, search in enumerate(searches):
        place = f"Validation error: searches[{index}]"
        rank = search.get("rank")
        _check_group_by(search.get("group_by") or {}, place, ranked=rank is not None)
        for knn in nearest_neighbours(rank):
            _check_sparse_query(knn, place)
    for search in searches:
        check_index_enabled(schema, parse_where(search.get("filter") or None))
        for knn in nearest_neighbours(search.get("rank")):
            _check_sparse_index(knn, schema)


def _check_group_by(group_by: Mapping[str, Any], place: str, *, ranked: bool) -> None:
    keys: Sequence[str] = group_by.get("keys") or ()
    aggregate: Mapping[str, Any] | None = group_by.get("aggregate")
    if bool(keys) != (aggregate is not None):
        raise InvalidArgument(
            f"{place}.group_by: group_by keys and aggregate must both be specified or both be omitted"
        )
    if aggregate is None:
        return
    if _RESERVED & set(keys):
        raise InvalidArgument(
            f"{place}.group_by: group_by keys must be metadata fields "
            "(cannot use #score, #document, #embedding, or #metadata)"
        )
    (order,) = aggregate.values()
    if not order["keys"]:
        raise InvalidArgument(f"{place}.group_by: aggregate keys must not be empty")
    if order["k"] == 0:
        raise InvalidArgument(f"{place}.group_by: aggregate k must be greater than 0")
    if not ranked:
        raise InvalidArgument(f"{place}.__all__: group_by requires rank expression to be specified")


def _check_sparse_query(knn: Mapping[str, Any], place: str) -> None:
    if is_object(knn["query"]):
        try:
            check_sparse_vector(knn["query"])
        except InvalidArgument as error:
            raise InvalidArgument(f"{place}.rank: Invalid sparse vector in KNN query: {error}") from None


def _check_sparse_index(knn: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    if not is_object(knn["query"]):
        return
    key = knn.get("key", EMBEDDING_FIELD)
    index = schema.get("keys", {}).get(key, {}).get("sparse_vector", {}).get("sparse_vector_index", {})
    if not index.get("enabled", False):
        raise InvalidArgument(
            f"Cannot filter using metadata key '{key}' with type 'SparseVector' because indexing is disabled"
        )


def nearest_neighbours(rank: object) -> Iterator[Mapping[str, Any]]:
    """Every ``$knn`` of a rank expression, in the order of its text."""
    pending = [rank]
    while pending:
        node = pending.pop()
        if is_list(node):
            pending.extend(reversed(node))
        elif is_object(node) and "$knn" in node:
            yield cast("Mapping[str, Any]", node["$knn"])
        elif is_object(node):
            pending.extend(reversed(list(node.values())))
