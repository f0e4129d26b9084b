"""Searches: filter, rank, group, cut the page and select, on one state of a collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.filters import find, page
from chroma_server.engine.keys import codes_under
from chroma_server.engine.model import Floats, Metadata, SearchResult
from chroma_server.engine.parts import NO_ROWS, Integers, Rows, Snapshot
from chroma_server.engine.ranking import best_first, evaluate, first_of_groups, order_keys
from chroma_server.engine.rules.rank import EMBEDDING_FIELD, Knn, neighbours_of
from chroma_server.engine.rules.search import (
    DOCUMENT_FIELD,
    FIELDS,
    METADATA_FIELD,
    SCORE_FIELD,
    Grouping,
    SearchRequest,
    sparse_index,
)
from chroma_server.engine.rules.sparse import SparseVector
from chroma_server.engine.rules.vectors import check_dimension
from chroma_server.engine.search import nearest
from chroma_server.engine.sparse import nearest_sparse


@dataclass(frozen=True)
class Ranked:
    """Records in their final order, as rows of the snapshot, and their scores."""

    rows: Rows
    scores: Floats


def run_searches(snapshot: Snapshot, requests: Sequence[SearchRequest]) -> SearchResult:
    """The answers to all searches, on the same state.

    Raises InvalidArgument for a dense query of another length than the collection's, or under another key than
    ``#embedding``.
    """
    for request in requests:
        for knn in _neighbours(request):
            _check_dense(snapshot, knn)
    ranked = [_ranked(snapshot, request) for request in requests]
    selected = [frozenset(request.select) for request in requests]
    answers = list(zip(ranked, selected, strict=True))
    return SearchResult(
        ids=[snapshot.ids_at(one.rows) for one in ranked],
        documents=[snapshot.documents_at(one.rows) if DOCUMENT_FIELD in keys else None for one, keys in answers],
        embeddings=[snapshot.vectors_at(one.rows) if EMBEDDING_FIELD in keys else None for one, keys in answers],
        metadatas=[_metadatas(snapshot, one.rows, keys) for one, keys in answers],
        scores=[one.scores if SCORE_FIELD in keys else None for one, keys in answers],
        select=[list(request.select) for request in requests],
    )


def _neighbours(request: SearchRequest) -> list[Knn]:
    return [] if request.rank is None else list(neighbours_of(request.rank))


def _check_dense(snapshot: Snapshot, knn: Knn) -> None:
    if isinstance(knn.query, SparseVector):
        return
    if knn.key != EMBEDDING_FIELD:
        raise InvalidArgument(
            f"{knn.place}.key: dense vectors are searched under {EMBEDDING_FIELD!r} only, got {knn.key!r}"
        )
    try:
        check_dimension(len(knn.query), snapshot.row.collection.dimension)
    except InvalidArgument as error:
        raise InvalidArgument(f"{knn.place}.query: {error}") from None


def _ranked(snapshot: Snapshot, request: SearchRequest) -> Ranked:
    end = None if request.limit is None else request.offset + request.limit
    if request.rank is None:
        rows = page(snapshot, None, request.filter, request.offset, request.limit)
        scores = np.arange(request.offset, request.offset + len(rows)).astype(np.float32)
        return Ranked(rows, scores)
    chosen = None if request.filter is None else [found.rows for found in find(snapshot, None, request.filter)]
    hits = [_nearest(snapshot, knn, chosen) for knn in neighbours_of(request.rank)]
    candidates = np.unique(np.concatenate([NO_ROWS, *(rows for rows, _ in hits)]))
    positions = [(np.searchsorted(candidates, rows), measures) for rows, measures in hits]
    scored, scores = evaluate(request.rank, positions, len(candidates))
    rows = candidates[scored]
    best = best_first(scores, snapshot.order_at(rows))
    rows, scores = rows[best], scores[best]
    if request.grouping is not None:
        kept = _grouped(snapshot, request.grouping, rows, scores)
        rows, scores = rows[kept], scores[kept]
    return Ranked(rows[request.offset : end], scores[request.offset : end])


def _nearest(snapshot: Snapshot, knn: Knn, chosen: Sequence[Rows] | None) -> tuple[Rows, Floats]:
    k = min(knn.limit, snapshot.count)
    if isinstance(knn.query, SparseVector):
        index = sparse_index(snapshot.row.collection.schema, knn.key)
        bm25 = index is not None and bool(index["config"].get("bm25"))
        return nearest_sparse(snapshot, knn.key, knn.query, k, chosen, bm25=bm25)
    if snapshot.row.collection.dimension is None:
        return NO_ROWS, np.empty(0, dtype=np.float32)
    return nearest(snapshot, knn.query[np.newaxis], k, chosen)[0]


def _grouped(snapshot: Snapshot, grouping: Grouping, rows: Rows, scores: Floats) -> Rows:
    wanted = {*grouping.keys, *grouping.order_by} - {SCORE_FIELD}
    codes: dict[str, Integers] = {key: codes_under(snapshot, key, rows) for key in wanted}
    codes[SCORE_FIELD] = order_keys(scores)
    return first_of_groups(
        [codes[key] for key in grouping.keys],
        [codes[key] for key in grouping.order_by],
        grouping.k,
        descending=grouping.descending,
    )


def _metadatas(snapshot: Snapshot, rows: Rows, keys: frozenset[str]) -> list[Metadata | None] | None:
    """All metadata, or that under the selected keys; None for a record with none of them."""
    if METADATA_FIELD in keys:
        return snapshot.metadatas_at(rows)
    wanted = keys.difference(FIELDS)
    return snapshot.metadatas_at(rows, wanted) if wanted else None
