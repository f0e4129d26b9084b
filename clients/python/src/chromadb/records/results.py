"""Answers in the shape callers know: columns, None for what was not asked for, vectors as float32 arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_dict, is_list
from chromadb.api.types import GetResult, QueryResult, SearchResult, deserialize_metadata

__all__ = [
    "GetColumns",
    "QueryColumns",
    "SearchColumns",
    "get_result",
    "query_result",
    "read_get_columns",
    "read_query_columns",
    "read_search_columns",
    "search_result",
]

Loader = Callable[[list[Any]], Any]
Column = Sequence[Any] | NDArray[np.float32] | None


@dataclass(frozen=True, eq=False)
class GetColumns:
    """The answer to a get as a transport hands it over. What was not asked for is None.

    metadatas: as on the wire, and for the receiver to keep.
    embeddings: rows of numbers, or an array of shape (records, dimension), which is not copied.
    sparse: whether metadatas may hold sparse vectors.
    """

    ids: list[str]
    embeddings: Column
    documents: list[str | None] | None
    uris: list[str | None] | None
    metadatas: Sequence[dict[str, Any] | None] | None
    sparse: bool = True


@dataclass(frozen=True, eq=False)
class QueryColumns:
    """The answer to a query as a transport hands it over: as ``GetColumns``, one entry per query vector."""

    ids: list[list[str]]
    embeddings: Sequence[Column] | None
    documents: list[list[str | None]] | None
    uris: list[list[str | None]] | None
    metadatas: Sequence[Sequence[dict[str, Any] | None]] | None
    distances: Sequence[Column] | None


@dataclass(frozen=True, eq=False)
class SearchColumns:
    """The answer to searches as a transport hands it over: one entry per search, None where it selected no such column.

    embeddings, scores: rows of numbers, or arrays; a score that is no finite number is None or not finite.
    """

    ids: list[list[str]]
    documents: list[list[str | None] | None]
    embeddings: Sequence[Column]
    metadatas: Sequence[Sequence[dict[str, Any] | None] | None]
    scores: Sequence[Column]
    select: list[list[str]]


def read_get_columns(answer: Any) -> GetColumns:
    """The columns in the JSON of an answer to a get.

    Raises:
        ValueError: it is another thing.
    """
    if not is_dict(answer) or not _is_list_of(answer.get("ids"), str):
        raise ValueError("not the columns of records")
    ids: list[str] = answer["ids"]
    for name, kinds in _COLUMNS.items():
        column = answer.get(name, _ABSENT)
        if column is not None and not (_is_list_of(column, *kinds) and len(column) == len(ids)):
            raise ValueError(f"not the columns of records: {name}")
    return GetColumns(ids, answer["embeddings"], answer["documents"], answer["uris"], answer["metadatas"])


def read_query_columns(answer: Any) -> QueryColumns:
    """The columns in the JSON of an answer to a query.

    Raises:
        ValueError: it is another thing.
    """
    if not is_dict(answer) or not _is_list_of(answer.get("ids"), list):
        raise ValueError("not the columns of queries")
    ids: list[list[str]] = answer["ids"]
    sizes: list[int] = [len(row) for row in ids]
    for name, kinds in _QUERY_COLUMNS.items():
        column: Any = answer.get(name, _ABSENT)
        if column is None:
            continue
        fits = _is_list_of(column, list) and [len(row) for row in column] == sizes
        if not fits or not all(_is_list_of(row, *kinds) for row in column):
            raise ValueError(f"not the columns of queries: {name}")
    return QueryColumns(
        ids, answer["embeddings"], answer["documents"], answer["uris"], answer["metadatas"], answer["distances"]
    )


def read_search_columns(answer: Any) -> SearchColumns:
    """The columns in the JSON of an answer to searches.

    Raises:
        ValueError: it is another thing.
    """
    if not is_dict(answer) or not _is_list_of(answer.get("ids"), list):
        raise ValueError("not the columns of searches")
    ids: list[list[str]] = answer["ids"]
    select: Any = answer.get("select")
    if not _is_list_of(select, list) or len(select) != len(ids) or not all(_is_list_of(row, str) for row in select):
        raise ValueError("not the columns of searches: select")
    for name, kinds in _SEARCH_COLUMNS.items():
        column: Any = answer.get(name)
        fits = _is_list_of(column, list, type(None)) and len(column) == len(ids)
        if not fits or not all(
            row is None or (_is_list_of(row, *kinds) and len(row) == len(found))
            for row, found in zip(column, ids, strict=True)
        ):
            raise ValueError(f"not the columns of searches: {name}")
    return SearchColumns(
        ids, answer["documents"], answer["embeddings"], answer["metadatas"], answer["scores"], answer["select"]
    )


_ABSENT = object()
_COLUMNS: Mapping[str, tuple[type, ...]] = {
    "embeddings": (list, type(None)),
    "documents": (str, type(None)),
    "uris": (str, type(None)),
    "metadatas": (dict, type(None)),
}
"""What each column of an answer may hold."""
_QUERY_COLUMNS = {"ids": (str,), **_COLUMNS, "distances": (float, int, type(None))}
_SEARCH_COLUMNS: Mapping[str, tuple[type, ...]] = {
    "ids": (str,),
    **{name: _COLUMNS[name] for name in ("embeddings", "documents", "metadatas")},
    "scores": (float, int, type(None)),
}


def _is_list_of(value: Any, *kinds: type) -> bool:
    return is_list(value) and set(map(type, value)).issubset(kinds)


def get_result(found: GetColumns, included: list[Any], load: Loader | None = None) -> GetResult:
    """Shape the answer to a get. No records give embeddings of shape (0,).

    Args:
        included: what the caller asked for, ``"data"`` among it or not.
        load: the collection's data loader, called with the URIs when ``"data"`` is included.
    """
    with_data = load is not None and found.uris is not None and "data" in included
    metadatas = found.metadatas
    return cast(
        GetResult,
        {
            "ids": found.ids,
            "embeddings": None if found.embeddings is None else _matrix(found.embeddings),
            "documents": found.documents,
            "uris": found.uris if "uris" in included else None,
            "data": cast("Loader", load)(cast("list[Any]", found.uris)) if with_data else None,
            "metadatas": [_metadata(item) for item in metadatas] if metadatas and found.sparse else metadatas,
            "included": included,
        },
    )


def query_result(found: QueryColumns, included: list[Any], load: Loader | None = None) -> QueryResult:
    """Shape the answer to a query: as ``get_result``, one list or array per query; distances as lists of floats."""
    with_data = load is not None and found.uris is not None and "data" in included
    metadatas, distances = found.metadatas, found.distances
    return cast(
        QueryResult,
        {
            "ids": found.ids,
            "embeddings": None if found.embeddings is None else [_matrix(rows) for rows in found.embeddings],
            "documents": found.documents,
            "uris": found.uris if "uris" in included else None,
            "data": [cast("Loader", load)(row) for row in cast("list[list[Any]]", found.uris)] if with_data else None,
            "metadatas": None if metadatas is None else [[_metadata(item) for item in row] for row in metadatas],
            # Through float32: a distance is then the same number in process and over HTTP, where it is written short.
            "distances": None if distances is None else [_matrix(row).tolist() for row in distances],
            "included": included,
        },
    )


def search_result(found: SearchColumns) -> SearchResult:
    """Shape the answer to searches. Scores and embeddings are floats as in JSON; a score that is not finite is None."""
    return SearchResult(
        {
            "ids": found.ids,
            "documents": found.documents,
            "embeddings": [
                None if rows is None else [None if row is None else _numbers(row) for row in rows]
                for rows in found.embeddings
            ],
            "metadatas": [
                None if column is None else [_metadata(item) for item in column] for column in found.metadatas
            ],
            "scores": [None if column is None else _numbers(column) for column in found.scores],
            "select": found.select,
        }
    )


def _numbers(row: Any) -> list[float | None]:
    # Through float32, as distances are: the same number in process and over HTTP. None becomes not-a-number here.
    array = np.asarray(row, dtype=np.float32)
    numbers: list[float] = array.tolist()
    return [number if math.isfinite(number) else None for number in numbers]


def _matrix(rows: Any) -> NDArray[np.float32]:
    array = np.asarray(rows, dtype=np.float32)
    return array if array.size else np.empty((0,), np.float32)


def _metadata(metadata: dict[str, Any] | None) -> dict[str, Any] | None:
    # Among what metadata may hold, only a sparse vector is a dict on the wire.
    if metadata is None or dict not in map(type, metadata.values()):
        return metadata
    return deserialize_metadata(metadata)
