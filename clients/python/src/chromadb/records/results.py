"""Answers in the shape callers know: columns, None for what was not asked for, vectors as float32 arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from chromadb.api.types import GetResult, QueryResult, deserialize_metadata

__all__ = ["GetColumns", "QueryColumns", "get_result", "query_result"]

Loader = Callable[[list[Any]], Any]
Column = Sequence[Any] | NDArray[np.float32] | None


@dataclass(frozen=True, eq=False)
class GetColumns:
    """The answer to a get as a transport hands it over; metadata as on the wire. What was not asked for is None.

    embeddings: rows of numbers, or an array of shape (records, dimension), which is not copied.
    """

    ids: list[str]
    embeddings: Column
    documents: list[str | None] | None
    uris: list[str | None] | None
    metadatas: Sequence[Mapping[str, Any] | None] | None


@dataclass(frozen=True, eq=False)
class QueryColumns:
    """The answer to a query as a transport hands it over: as ``GetColumns``, one entry per query vector."""

    ids: list[list[str]]
    embeddings: Sequence[Column] | None
    documents: list[list[str | None]] | None
    uris: list[list[str | None]] | None
    metadatas: Sequence[Sequence[Mapping[str, Any] | None]] | None
    distances: Sequence[Column] | None


def get_result(found: GetColumns, included: list[Any], load: Loader | None = None) -> GetResult:
    """Shape the answer to a get. No records give embeddings of shape (0,).

    Args:
        included: what the caller asked for, ``"data"`` among it or not.
        load: the collection's data loader, called with the URIs when ``"data"`` is included.
    """
    with_data = load is not None and found.uris is not None and "data" in included
    return cast(
        GetResult,
        {
            "ids": found.ids,
            "embeddings": None if found.embeddings is None else _matrix(found.embeddings),
            "documents": found.documents,
            "uris": found.uris if "uris" in included else None,
            "data": cast("Loader", load)(cast("list[Any]", found.uris)) if with_data else None,
            "metadatas": None if found.metadatas is None else [_metadata(item) for item in found.metadatas],
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


def _matrix(rows: Any) -> NDArray[np.float32]:
    array = np.asarray(rows, dtype=np.float32)
    return array if array.size else np.empty((0,), np.float32)


def _metadata(metadata: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if metadata is None else deserialize_metadata(dict(metadata))
