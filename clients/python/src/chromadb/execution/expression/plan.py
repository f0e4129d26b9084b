"""What is asked of a collection, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chromadb._narrow import is_list, is_mapping, is_set
from chromadb.execution.expression.group import GroupBy
from chromadb.execution.expression.key import Key
from chromadb.execution.expression.page import Limit, Select
from chromadb.execution.expression.rank import Rank
from chromadb.execution.expression.scan import KNN, Filter, Projection, Scan
from chromadb.execution.expression.where import Where

__all__ = [
    "KNN",
    "CountPlan",
    "Filter",
    "GetPlan",
    "GroupBy",
    "KNNPlan",
    "Key",
    "Limit",
    "Projection",
    "Rank",
    "Scan",
    "Search",
    "Select",
    "Where",
]


@dataclass
class CountPlan:
    """Count the records."""

    scan: Scan


@dataclass
class GetPlan:
    """Get records by ids and filters."""

    scan: Scan
    filter: Filter = field(default_factory=Filter)
    limit: Limit = field(default_factory=Limit)
    projection: Projection = field(default_factory=Projection)


@dataclass
class KNNPlan:
    """Get the nearest records."""

    scan: Scan
    knn: KNN
    filter: Filter = field(default_factory=Filter)
    projection: Projection = field(default_factory=Projection)


class Search:
    """One search: a filter, a rank, a grouping, a limit and a selection. Every method gives a new Search.

    >>> Search().where(K("year") > 2020).rank(Knn(query="hawaii")).limit(10).select(K.DOCUMENT, K.SCORE)

    Each part may also be given as the dict that ``to_dict`` of its class gives; a limit as a number; a selection as a
    list or set of texts.

    Raises:
        TypeError: a part is none of these.
        ValueError: a dict is malformed.
    """

    def __init__(
        self,
        where: Where | Mapping[str, Any] | None = None,
        rank: Rank | Mapping[str, Any] | None = None,
        group_by: GroupBy | Mapping[str, Any] | None = None,
        limit: Limit | Mapping[str, Any] | int | None = None,
        select: Select | Mapping[str, Any] | list[str] | set[str] | None = None,
    ) -> None:
        self._where = _where(where)
        self._rank = _rank(rank)
        self._group_by = _group_by(group_by)
        self._limit = _limit(limit)
        self._select = _select(select)

    def __repr__(self) -> str:
        return (
            f"Search(where={self._where!r}, rank={self._rank!r}, group_by={self._group_by!r}, "
            f"limit={self._limit!r}, select={self._select!r})"
        )

    def to_dict(self) -> dict[str, Any]:
        """The search as it travels."""
        return {
            "filter": None if self._where is None else self._where.to_dict(),
            "rank": None if self._rank is None else self._rank.to_dict(),
            "group_by": self._group_by.to_dict(),
            "limit": self._limit.to_dict(),
            "select": self._select.to_dict(),
        }

    def _with(self, **changed: Any) -> Search:
        parts: dict[str, Any] = {
            "where": self._where,
            "rank": self._rank,
            "group_by": self._group_by,
            "limit": self._limit,
            "select": self._select,
        }
        return Search(**{**parts, **changed})

    def select_all(self) -> Search:
        """Give documents, embeddings, metadata and scores."""
        return self._with(select=Select(keys={Key.DOCUMENT, Key.EMBEDDING, Key.METADATA, Key.SCORE}))

    def select(self, *keys: Key | str) -> Search:
        """Give these fields."""
        return self._with(select=Select(keys=set(keys)))

    def where(self, where: Where | Mapping[str, Any] | None) -> Search:
        """Look only at records that fulfil the condition."""
        return self._with(where=where)

    def rank(self, rank_expr: Rank | Mapping[str, Any] | None) -> Search:
        """Score and order by the expression. Without a rank, records come as they were written."""
        return self._with(rank=rank_expr)

    def group_by(self, group_by: GroupBy | Mapping[str, Any] | None) -> Search:
        """Keep the best few of each group."""
        return self._with(group_by=group_by)

    def limit(self, limit: int, offset: int = 0) -> Search:
        """Give at most ``limit`` records after the first ``offset``."""
        return self._with(limit=Limit(offset=offset, limit=limit))


def _wrong(name: str, wanted: str, value: object) -> TypeError:
    return TypeError(f"{name} must be a {wanted}, or None, got {type(value).__name__}")


def _where(value: object) -> Where | None:
    if value is None or isinstance(value, Where):
        return value
    if is_mapping(value):
        return Where.from_dict(value)
    raise _wrong("where", "Where object, dict", value)


def _rank(value: object) -> Rank | None:
    if value is None or isinstance(value, Rank):
        return value
    if is_mapping(value):
        return Rank.from_dict(value)
    raise _wrong("rank", "Rank object, dict", value)


def _group_by(value: object) -> GroupBy:
    if value is None:
        return GroupBy()
    if isinstance(value, GroupBy):
        return value
    if is_mapping(value):
        return GroupBy.from_dict(value)
    raise _wrong("group_by", "GroupBy object, dict", value)


def _limit(value: object) -> Limit:
    if value is None:
        return Limit()
    if isinstance(value, Limit):
        return value
    if isinstance(value, int):
        return Limit.from_dict({"limit": value, "offset": 0})
    if is_mapping(value):
        return Limit.from_dict(value)
    raise _wrong("limit", "Limit object, dict, int", value)


def _select(value: object) -> Select:
    if value is None:
        return Select()
    if isinstance(value, Select):
        return value
    if is_mapping(value):
        return Select.from_dict(value)
    if is_list(value) or is_set(value):
        return Select.from_dict({"keys": list(value)})
    raise _wrong("select", "Select object, dict, list, set", value)
