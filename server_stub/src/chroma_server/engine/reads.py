"""Reading records: get and query on one state of a collection."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from chroma_server.engine.collection import View
from chroma_server.engine.filters import matching
from chroma_server.engine.model import Floats, GetResult, Metadata, QueryResult
from chroma_server.engine.rules.batches import check_ids
from chroma_server.engine.rules.includes import check_include
from chroma_server.engine.rules.paging import check_limit, check_n_results, check_offset
from chroma_server.engine.rules.vectors import check_dimension, decode_query_embeddings
from chroma_server.engine.rules.where import (
    Where,
    check_index_enabled,
    combine,
    parse_where,
    parse_where_document,
)
from chroma_server.engine.search import nearest
from chroma_server.engine.table import RecordTable, Rows

T = TypeVar("T")


@dataclass(frozen=True)
class Selection:
    """Which records a call is about: those that are among ``ids`` (None is all) and match ``where``."""

    ids: list[str] | None
    where: Where | None

    @classmethod
    def parse(
        cls,
        ids: Sequence[str] | None,
        where: Mapping[str, Any] | None,
        where_document: Mapping[str, Any] | None,
    ) -> Selection:
        """Raises InvalidArgument for ids that are no strings and for malformed filters, ``where`` first."""
        return cls(
            None if ids is None else check_ids(ids),
            combine(parse_where(where), parse_where_document(where_document)),
        )

    def rows(self, view: View) -> Rows:
        """The rows, ascending. Raises InvalidArgument when the schema has switched off an index the filter needs."""
        check_index_enabled(view.row.collection.schema, self.where)
        table = view.table
        if self.ids is None:
            return table.live_rows() if self.where is None else np.flatnonzero(matching(table, self.where, table.alive))
        rows = table.rows_of(self.ids)
        if self.where is None:
            return rows
        within = np.zeros(table.size, dtype=np.bool_)
        within[rows] = True
        return np.flatnonzero(matching(table, self.where, within))


@dataclass(frozen=True)
class GetRequest:
    """A get whose arguments are checked."""

    selection: Selection
    limit: int | None
    offset: int
    include: list[str]

    @classmethod
    def parse(
        cls,
        ids: Sequence[str] | None,
        where: Mapping[str, Any] | None,
        where_document: Mapping[str, Any] | None,
        limit: int | None,
        offset: int | None,
        include: Sequence[str],
    ) -> GetRequest:
        selection = Selection.parse(ids, where, where_document)
        return cls(selection, check_limit(limit), check_offset(offset), list(check_include(include)))

    def run(self, view: View) -> GetResult:
        end = None if self.limit is None else self.offset + self.limit
        rows = self.selection.rows(view)[self.offset : end]
        table, include = view.table, self.include
        chosen = rows.tolist()
        return GetResult(
            ids=_pick(table.ids, chosen),
            embeddings=table.vectors[rows] if "embeddings" in include else None,
            documents=_pick(table.documents, chosen) if "documents" in include else None,
            uris=_pick(table.uris, chosen) if "uris" in include else None,
            metadatas=_pick_metadatas(table, chosen) if "metadatas" in include else None,
            include=include,
        )


@dataclass(frozen=True)
class QueryRequest:
    """A query whose arguments are checked, but for the dimension, which the collection knows."""

    embeddings: Floats
    n_results: int
    selection: Selection
    include: list[str]

    @classmethod
    def parse(
        cls,
        query_embeddings: Any,
        n_results: int | None,
        ids: Sequence[str] | None,
        where: Mapping[str, Any] | None,
        where_document: Mapping[str, Any] | None,
        include: Sequence[str],
    ) -> QueryRequest:
        selection = Selection.parse(ids, where, where_document)
        embeddings = decode_query_embeddings(query_embeddings)
        return cls(embeddings, check_n_results(n_results), selection, list(check_include(include)))

    def run(self, view: View) -> QueryResult:
        """Raises InvalidArgument for vectors of another length than the collection's."""
        dimension = view.row.collection.dimension
        if len(self.embeddings):
            check_dimension(self.embeddings.shape[1], dimension)
        filtered = self.selection.ids is not None or self.selection.where is not None
        rows = self.selection.rows(view) if filtered else None
        if dimension is None:
            rows = np.empty(0, dtype=np.intp)
        hits = nearest(view.table, self.embeddings, view.row.space, self.n_results, rows)
        table, include = view.table, self.include
        chosen = [rows.tolist() for rows, _ in hits]
        return QueryResult(
            ids=[_pick(table.ids, rows) for rows in chosen],
            embeddings=[table.vectors[rows] for rows, _ in hits] if "embeddings" in include else None,
            documents=[_pick(table.documents, rows) for rows in chosen] if "documents" in include else None,
            uris=[_pick(table.uris, rows) for rows in chosen] if "uris" in include else None,
            metadatas=[_pick_metadatas(table, rows) for rows in chosen] if "metadatas" in include else None,
            distances=[distances for _, distances in hits] if "distances" in include else None,
            include=include,
        )


def _pick(column: Sequence[T], rows: Sequence[int]) -> list[T]:
    return [column[row] for row in rows]


def _pick_metadatas(table: RecordTable, rows: Sequence[int]) -> list[Metadata | None]:
    """Copies: what the caller does with them must not reach the table."""
    return [None if (metadata := table.metadatas[row]) is None else _copy(metadata) for row in rows]


def _copy(metadata: Metadata) -> Metadata:
    return {key: _copy_value(value) if type(value) in (list, dict) else value for key, value in metadata.items()}


def _copy_value(value: list[Any] | dict[str, Any]) -> list[Any] | dict[str, Any]:
    return copy.deepcopy(value) if isinstance(value, dict) else list(value)
