"""What a search may ask for: from JSON to a typed request, and whether the collection's indexes allow it.

search := {"filter"?: where | {} | null, "rank"?: rank | null, "limit"?: {"offset"?: u32, "limit"?: u32 | null},
           "group_by"?: {} | {"keys": [key...], "aggregate": {"$min_k" | "$max_k": {"keys": [key...], "k": u32}}},
           "select"?: {"keys"?: [key...]}}

Unknown fields are ignored, as the official server does. What it checks is told in its words; every other error begins
with the place of what is wrong, as in ``searches[0].limit.offset``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chroma_server.engine.errors import InvalidArgument

from .paging import check_limit, check_u32
from .rank import EMBEDDING_FIELD, Knn, Rank, neighbours_of, parse_rank
from .shapes import is_column, is_list, is_object, kind_of
from .sparse import SparseVector
from .where import Where, check_index_enabled, parse_search_filter

DOCUMENT_FIELD = "#document"
METADATA_FIELD = "#metadata"
SCORE_FIELD = "#score"

FIELDS = (DOCUMENT_FIELD, EMBEDDING_FIELD, METADATA_FIELD, SCORE_FIELD)
"""What can be selected beside metadata keys, in the order in which selected keys are answered."""

_AGGREGATES = ("$min_k", "$max_k")


@dataclass(frozen=True, slots=True)
class Grouping:
    """Of the records with the same values under ``keys`` keep ``k``, the first ones by the values under ``order_by``.

    order_by    metadata keys and ``#score``, the first first
    descending  the largest come first
    """

    keys: tuple[str, ...]
    order_by: tuple[str, ...]
    k: int
    descending: bool


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search whose values are checked, but for what the collection knows: dimension and indexes.

    select  the selected keys, each once, those of FIELDS first
    place   where it stands in the request, for errors
    """

    filter: Where | None
    rank: Rank | None
    grouping: Grouping | None
    offset: int
    limit: int | None
    select: tuple[str, ...]
    place: str


def parse_searches(searches: Sequence[Mapping[str, Any]]) -> list[SearchRequest]:
    """The searches of a call, checked.

    Raises InvalidArgument for what has no shape of a search, an incomplete grouping, a grouping without rank, a
    malformed sparse query vector.
    """
    if not is_column(searches):
        raise InvalidArgument(f"searches: expected a list, got {kind_of(searches)}")
    return [_search(search, f"searches[{index}]") for index, search in enumerate(searches)]


def check_searches(searches: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]) -> list[SearchRequest]:
    """:func:`parse_searches`, and whether the collection's ``schema`` allows them.

    Raises InvalidArgument also for a sparse query on a key without an enabled sparse index, and for a filter on an
    index that is switched off.
    """
    requests = parse_searches(searches)
    for request in requests:
        check_index_enabled(schema, request.filter)
        for knn in () if request.rank is None else neighbours_of(request.rank):
            _check_sparse_index(knn, schema)
    return requests


def _search(search: object, place: str) -> SearchRequest:
    if not is_object(search):
        raise InvalidArgument(f"{place}: expected an object, got {kind_of(search)}")
    given = search.get("filter")
    try:
        where = None if given is None or given == {} else parse_search_filter(given)
    except InvalidArgument as error:
        raise InvalidArgument(f"{place}.filter: {error}") from None
    rank = search.get("rank")
    grouping = _grouping(search.get("group_by", {}), place, ranked=rank is not None)
    page = _object(search.get("limit", {}), f"{place}.limit")
    select = _object(search.get("select", {}), f"{place}.select")
    return SearchRequest(
        filter=where,
        rank=None if rank is None else parse_rank(rank, f"{place}.rank"),
        grouping=grouping,
        offset=check_u32(page.get("offset", 0), f"{place}.limit.offset"),
        limit=check_limit(page.get("limit"), field=f"{place}.limit.limit"),
        select=_in_order(_keys(select.get("keys", ()), f"{place}.select.keys")),
        place=place,
    )


def _grouping(value: object, search: str, *, ranked: bool) -> Grouping | None:
    place = f"{search}.group_by"
    group_by = _object(value, place)
    keys = _keys(group_by.get("keys", ()), f"{place}.keys")
    aggregate = group_by.get("aggregate")
    if bool(keys) != (aggregate is not None):
        raise InvalidArgument(
            f"Validation error: {place}: group_by keys and aggregate must both be specified or both be omitted"
        )
    if aggregate is None:
        return None
    order = _object(aggregate, f"{place}.aggregate")
    if len(order) != 1 or next(iter(order)) not in _AGGREGATES:
        given = ", ".join(f"`{name}`" for name in order) or "nothing"
        raise InvalidArgument(f"{place}.aggregate: expected one of `$min_k` and `$max_k`, got {given}")
    ((kind, operand),) = order.items()
    within = f"{place}.aggregate.{kind}"
    operand = _object(operand, within)
    for name in ("keys", "k"):
        if name not in operand:
            raise InvalidArgument(f"{within}: missing field `{name}`")
    order_by = _keys(operand["keys"], f"{within}.keys")
    k = check_u32(operand["k"], f"{within}.k")
    if set(FIELDS) & set(keys):
        raise InvalidArgument(
            f"Validation error: {place}: group_by keys must be metadata fields "
            "(cannot use #score, #document, #embedding, or #metadata)"
        )
    if not order_by:
        raise InvalidArgument(f"Validation error: {place}: aggregate keys must not be empty")
    if k == 0:
        raise InvalidArgument(f"Validation error: {place}: aggregate k must be greater than 0")
    if (set(FIELDS) - {SCORE_FIELD}) & set(order_by):
        raise InvalidArgument(
            f"Validation error: {place}: aggregate keys must be metadata fields or #score "
            "(cannot use #document, #embedding, or #metadata)"
        )
    if not ranked:
        raise InvalidArgument(f"Validation error: {search}.__all__: group_by requires rank expression to be specified")
    return Grouping(keys, order_by, k, kind == "$max_k")


def _object(value: object, place: str) -> Mapping[object, object]:
    if not is_object(value):
        raise InvalidArgument(f"{place}: expected an object, got {kind_of(value)}")
    return value


def _keys(value: object, place: str) -> tuple[str, ...]:
    if not is_list(value):
        raise InvalidArgument(f"{place}: expected a list of strings, got {kind_of(value)}")
    keys: list[str] = []
    for index, key in enumerate(value):
        if not isinstance(key, str):
            raise InvalidArgument(f"{place}[{index}]: expected a string, got {kind_of(key)}")
        keys.append(str(key))
    return tuple(keys)


def _in_order(keys: Sequence[str]) -> tuple[str, ...]:
    chosen = set(keys)
    return (*(field for field in FIELDS if field in chosen), *sorted(chosen.difference(FIELDS), key=_bytes))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _check_sparse_index(knn: Knn, schema: Mapping[str, Any]) -> None:
    if not isinstance(knn.query, SparseVector):
        return
    index = sparse_index(schema, knn.key)
    if index is None or not index.get("enabled", False):
        raise InvalidArgument(
            f"Cannot filter using metadata key '{knn.key}' with type 'SparseVector' because indexing is disabled"
        )


def sparse_index(schema: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    """The settings of the sparse index on a key: ``enabled`` and ``config``; None where there is none."""
    found: Mapping[str, Any] | None = (
        schema.get("keys", {}).get(key, {}).get("sparse_vector", {}).get("sparse_vector_index")
    )
    return found
