"""The bodies of requests whose content the caller shapes, as JSON bytes. Absent fields are written as null, as servers
have always been sent them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson

from chromadb.records.batch import RecordBatch
from chromadb.records.requests import DeleteRequest, GetRequest, QueryRequest
from chromadb.records.vectors import Vectors, check_finite, to_base64

__all__ = ["delete_body", "get_body", "json_body", "query_body", "search_body", "write_body"]


def json_body(value: dict[str, Any]) -> bytes:
    """Any JSON object.

    Raises:
        ValueError: it holds what JSON cannot carry, such as half a surrogate pair.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS)
    except orjson.JSONEncodeError as error:
        raise ValueError(f"The request cannot be written as JSON: {error}") from None


def write_body(batch: RecordBatch, *, base64: bool) -> bytes:
    """Records to add, update or upsert; ``base64`` packs the vectors, which takes about a quarter of the bytes.

    Raises:
        InvalidArgumentError: without base64, a vector that is not finite.
    """
    embeddings: Any = None
    if batch.embeddings is not None:
        embeddings = to_base64(batch.embeddings) if base64 else _json_vectors(batch.embeddings, "embeddings")
    return json_body(
        {
            "ids": batch.ids,
            "embeddings": embeddings,
            "metadatas": batch.metadatas,
            "documents": batch.documents,
            "uris": batch.uris,
        }
    )


def get_body(request: GetRequest) -> bytes:
    """Which records to read."""
    return json_body(
        {
            "ids": request.ids,
            "where": request.where,
            "limit": request.limit,
            "offset": request.offset,
            "where_document": request.where_document,
            "include": request.include,
        }
    )


def query_body(request: QueryRequest) -> bytes:
    """Which neighbours to find.

    Raises:
        InvalidArgumentError: a vector that is not finite.
    """
    return json_body(
        {
            "ids": request.ids,
            "query_embeddings": _json_vectors(request.embeddings, "query_embeddings"),
            "n_results": request.n_results,
            "where": request.where,
            "where_document": request.where_document,
            "include": request.include,
        }
    )


def delete_body(request: DeleteRequest) -> bytes:
    """Which records to delete."""
    body: dict[str, Any] = {
        "ids": request.ids,
        "where": request.where,
        "where_document": request.where_document,
    }
    if request.limit is not None:
        body["limit"] = request.limit
    return json_body(body)


def search_body(searches: Sequence[dict[str, Any]], read_level: str) -> bytes:
    """Searches as their expressions write themselves."""
    return json_body({"searches": list(searches), "read_level": read_level})


def _json_vectors(vectors: Vectors, what: str) -> list[Any]:
    # orjson writes float32 arrays with the digits they have, but only contiguous ones.
    return [np.ascontiguousarray(vector) for vector in check_finite(vectors, what)]
