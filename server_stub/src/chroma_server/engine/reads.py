"""Reading records: get and query on one state of a collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chroma_server.engine.coalesce import coalescer
from chroma_server.engine.filters import page, select
from chroma_server.engine.ids import Ids
from chroma_server.engine.model import Floats, GetResult, QueryResult
from chroma_server.engine.parts import Rows, Snapshot
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


@dataclass(frozen=True)
class Selection:
    """Which records a call is about: those that are among ``ids`` (None is all) and match ``where``."""

    ids: Ids | None
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
            None if ids is None else Ids(check_ids(ids)),
            combine(parse_where(where), parse_where_document(where_document)),
        )

    def parts(self, snapshot: Snapshot) -> list[Rows]:
        """Per part the rows, ascending.

        Raises InvalidArgument when the schema has switched off an index the filter needs.
        """
        check_index_enabled(snapshot.row.collection.schema, self.where)
        return select(snapshot, self.ids, self.where)

    def page(self, snapshot: Snapshot, offset: int, limit: int | None) -> Rows:
        """Rows of the snapshot in insertion order, from ``offset`` on. Raises as :meth:`parts`."""
        check_index_enabled(snapshot.row.collection.schema, self.where)
        return page(snapshot, self.ids, self.where, offset, limit)


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

    def run(self, snapshot: Snapshot) -> GetResult:
        rows = self.selection.page(snapshot, self.offset, self.limit)
        include = self.include
        metadatas, sparse = snapshot.wire_metadatas_at(rows) if "metadatas" in include else (None, False)
        return GetResult(
            ids=snapshot.ids_at(rows),
            embeddings=snapshot.vectors_at(rows) if "embeddings" in include else None,
            documents=snapshot.documents_at(rows) if "documents" in include else None,
            uris=snapshot.uris_at(rows) if "uris" in include else None,
            metadatas=metadatas,
            include=include,
            sparse=sparse,
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

    def run(self, snapshot: Snapshot) -> QueryResult:
        """Raises InvalidArgument for vectors of another length than the collection's."""
        dimension = snapshot.row.collection.dimension
        if len(self.embeddings):
            check_dimension(self.embeddings.shape[1], dimension)
        filtered = self.selection.ids is not None or self.selection.where is not None
        rows = self.selection.parts(snapshot) if filtered else None
        if rows is None and len(self.embeddings) == 1:
            hits = [coalescer.nearest(snapshot, self.embeddings, self.n_results)]
        else:
            hits = nearest(snapshot, self.embeddings, self.n_results, rows)
        include, chosen = self.include, [rows for rows, _ in hits]
        return QueryResult(
            ids=[snapshot.ids_at(rows) for rows in chosen],
            embeddings=[snapshot.vectors_at(rows) for rows in chosen] if "embeddings" in include else None,
            documents=[snapshot.documents_at(rows) for rows in chosen] if "documents" in include else None,
            uris=[snapshot.uris_at(rows) for rows in chosen] if "uris" in include else None,
            metadatas=[snapshot.metadatas_at(rows) for rows in chosen] if "metadatas" in include else None,
            distances=[distances for _, distances in hits] if "distances" in include else None,
            include=include,
        )
