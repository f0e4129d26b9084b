"""What is measured: the cases, their names and how often each is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perf.data import COMMON, QUERIES, RARE
from perf.dataset import filters

MODES = ("memory", "persistent", "http")
EVERYTHING = ["documents", "metadatas", "distances"]


@dataclass(frozen=True)
class Case:
    """A series of like calls, timed one by one; less is better.

    operation     the method ``case_<operation>`` of the worker
    calls         the most calls in a repetition
    per           records in a call, where records per second say more than milliseconds
    writes        changes the collection, so it comes after all that reads, is not warmed up and is never cut short
    """

    name: str
    title: str
    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    calls: int = 200
    per: int | None = None
    writes: bool = False


def cases(batch: int, *, batches: int) -> list[Case]:
    """All cases, in the order in which they run. ``batch``: the records in a large write."""

    def filtered(percent: str) -> dict[str, Any]:
        return {"include": EVERYTHING, "wheres": filters(percent, QUERIES)}

    return [
        Case("query", "query, with documents and metadata", "query", {"include": EVERYTHING}),
        Case("query_ids", "query, ids and distances", "query", {"include": ["distances"]}),
        Case("query_batch", "100 queries in a batch", "query_batch", {"size": 100}, calls=5),
        Case("query_threads", "queries from 8 threads, each", "query_threads", {"threads": 8, "calls": 80}, calls=3),
        Case("filter_50", "query, filter matching 50 %", "query", filtered("50"), calls=50),
        Case("filter_5", "query, filter matching 5 %", "query", filtered("5"), calls=50),
        Case("filter_0.1", "query, filter matching 0.1 %", "query", filtered("0.1"), calls=50),
        Case("contains_common", "`$contains`, in 30 %", "document", {"condition": {"$contains": COMMON[0]}}, calls=30),
        Case("contains_rare", "`$contains`, in 0.1 %", "document", {"condition": {"$contains": RARE[0]}}, calls=30),
        Case("regex", "`$regex`", "document", {"condition": {"$regex": r"ref [A-F]X-\d{2}7\d{2}\."}}, calls=30),
        Case("get_ids", "get 100 ids", "get_ids", {"size": 100}, calls=50),
        Case("page", "page of 100 at 90 %", "page", {"limit": 100, "share": 0.9}, calls=50),
        Case("add_one", "add one record", "add_one", {}, calls=20, writes=True),
        Case("upsert", f"upsert {batch}, half existing", "upsert", {"size": batch}, calls=1, per=batch, writes=True),
        Case("delete", f"delete {batch} ids", "delete", {"size": batch}, calls=1, per=batch, writes=True),
        Case(
            "add",
            f"add, batches of {batch}",
            "add",
            {"collection": "added", "size": batch, "batches": batches},
            calls=batches,
            per=batch,
            writes=True,
        ),
    ]


RECALLS = ("100", "50", "5", "0.1")
"""Shares of the records that a filter leaves, in percent, at which recall is taken."""

OTHER_TITLES = {
    "cold_open": "open to the first query, code loaded",
    "cold_start": "import, open, first query",
    "import": "import chromadb",
    "server_start": "`chroma run` to its first heartbeat",
}
"""Cases that are not calls on a loaded collection."""
