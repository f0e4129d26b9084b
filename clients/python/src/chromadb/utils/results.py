"""Results as pandas DataFrames. Needs pandas."""

from __future__ import annotations

import importlib
from typing import Any

from chromadb._types.results import GetResult, QueryResult

__all__ = ["get_result_to_df", "query_result_to_dfs"]


def _frame(columns: dict[str, Any]) -> Any:
    try:
        pandas: Any = importlib.import_module("pandas")
    except ImportError:
        raise ImportError("pandas is required to convert results to DataFrames: pip install pandas") from None
    return pandas.DataFrame(columns).set_index("id")


def _column(field: str, values: Any) -> Any:
    # One embedding is one cell, so rows of an array become lists.
    return [list(value) for value in values] if field == "embeddings" else values


def query_result_to_dfs(query_result: QueryResult) -> list[Any]:
    """One DataFrame per query: indexed by ``id``, a column per included field, named without the plural s."""
    frames: list[Any] = []
    for query, ids in enumerate(query_result["ids"]):
        columns: dict[str, Any] = {"id": ids}
        for field in query_result["included"]:
            values: Any = query_result.get(field)
            if values is not None:
                own = values[query] if len(values) > 0 else values
                columns[field.rstrip("s")] = _column(field, own)
        frames.append(_frame(columns))
    return frames


def get_result_to_df(get_result: GetResult) -> Any:
    """A DataFrame indexed by ``id``, with a column per included field, named without the plural s."""
    columns: dict[str, Any] = {"id": get_result["ids"]}
    for field in get_result["included"]:
        values: Any = get_result.get(field)
        if values is not None:
            columns[field.rstrip("s")] = _column(field, values)
    return _frame(columns)
