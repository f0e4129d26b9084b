"""Statistics over metadata, kept by the server: how often each value of each key occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from chromadb._types.vectors import OneOrMany, maybe_cast_one_to_many
from chromadb.api.functions import STATISTICS_FUNCTION
from chromadb.api.models.AttachedFunction import AttachedFunction
from chromadb.base_types import Where

if TYPE_CHECKING:
    from chromadb._sync.collection import Collection

__all__ = [
    "STATISTICS_FUNCTION",
    "attach_statistics_function",
    "detach_statistics_function",
    "get_statistics",
    "get_statistics_fn",
    "get_statistics_fn_name",
    "maybe_cast_one_to_many",
]

_MAX_KEYS = 30


def get_statistics_fn_name(collection: Collection) -> str:
    """The name under which the statistics of a collection are attached."""
    return f"{collection.name}_stats"


def attach_statistics_function(collection: Collection, stats_collection_name: str) -> tuple[AttachedFunction, bool]:
    """Have the server keep statistics in the collection ``stats_collection_name``. Returns whether they are new."""
    return collection.attach_function(
        function=STATISTICS_FUNCTION,
        name=get_statistics_fn_name(collection),
        output_collection=stats_collection_name,
        params=None,
    )


def get_statistics_fn(collection: Collection) -> AttachedFunction:
    """The attachment.

    Raises:
        NotFoundError: there are no statistics of this collection.
        ValueError: what is attached under the name is another function.
    """
    attached = collection.get_attached_function(get_statistics_fn_name(collection))
    if attached.function_name != STATISTICS_FUNCTION.value:
        raise ValueError(f"Attached function {attached.name} is {attached.function_name}, not statistics")
    return attached


def detach_statistics_function(collection: Collection, delete_stats_collection: bool = False) -> bool:
    """Have the server keep no more statistics; ``delete_stats_collection`` deletes those there are."""
    attached = get_statistics_fn(collection)
    return collection.detach_function(attached.name, delete_output_collection=delete_stats_collection)


def get_statistics(
    collection: Collection, stats_collection_name: str, keys: OneOrMany[str] | None = None
) -> dict[str, Any]:
    """The statistics, of all keys or of those named.

    Returns:
        ``{"statistics": {key: {value: {"count": n}}}, "summary": {"total_count": n}}``; values as texts; without the
        summary while there is none.

    Raises:
        ValueError: more than 30 keys are named.
        NotFoundError: there is no collection ``stats_collection_name``.
    """
    wanted = maybe_cast_one_to_many(keys)
    if wanted is not None and len(wanted) > _MAX_KEYS:
        raise ValueError(
            f"Too many keys provided: {len(wanted)}. Maximum allowed is {_MAX_KEYS} keys per request. "
            "Consider calling get_statistics multiple times with smaller key batches."
        )
    where = None if wanted is None else cast("Where", {"key": {"$in": [*wanted, "summary"]}})
    statistics: dict[str, dict[str, dict[str, int]]] = {}
    summary: dict[str, Any] = {}
    for row in _rows(_sibling(collection, stats_collection_name), where):
        key, value, count = row.get("key"), row.get("value"), row.get("count")
        if key is None or value is None or count is None or row.get("type") is None:
            continue
        if key == "summary":
            if value == "total_count":
                summary["total_count"] = count
        else:
            label = row.get("value_label")
            statistics.setdefault(key, {})[value if label is None else label] = {"count": count}
    return {"statistics": statistics, "summary": summary} if summary else {"statistics": statistics}


def _sibling(collection: Collection, name: str) -> Collection:
    """Another collection of the same database."""
    transport = collection._client  # pyright: ignore[reportPrivateUsage]
    model = transport.get_collection(collection.tenant, collection.database, name)
    return type(collection)(client=transport, model=model, embedding_function=None)


def _rows(collection: Collection, where: Where | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while True:
        page = collection.get(include=["metadatas"], offset=len(rows), where=where)["metadatas"]
        if not page:
            return rows
        rows.extend(dict(metadata or {}) for metadata in page)
