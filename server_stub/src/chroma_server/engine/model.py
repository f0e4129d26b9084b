"""What the engine hands out: immutable descriptions and the results of reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Metadata: TypeAlias = dict[str, Any]
"""Metadata of one record: str, bool, int, float, a list of one of these, or a sparse vector. That is a SparseVector
within the engine, and the tagged dict of the wire in what the engine hands out."""

DEFAULT_TENANT = "default_tenant"
DEFAULT_DATABASE = "default_database"
DEFAULT_DATABASE_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Tenant:
    """The owner of databases. ``resource_name`` is its part of a CRN, once set."""

    name: str
    resource_name: str | None = None


@dataclass(frozen=True)
class Database:
    """A named group of collections in a tenant."""

    id: str
    name: str
    tenant: str


@dataclass(frozen=True)
class Collection:
    """A collection as it stood when it was read.

    ``configuration`` is the wire's ``configuration_json``, ``dimension`` is null until the first write of embeddings.
    ``log_position`` and ``version`` are 0, as the official single node reports them (wire case
    collections.create/minimal); the true position of the log is in :class:`IndexingStatus`.
    """

    id: str
    name: str
    tenant: str
    database: str
    metadata: Metadata | None
    configuration: dict[str, Any]
    schema: dict[str, Any]
    dimension: int | None
    log_position: int = 0
    version: int = 0


@dataclass(frozen=True)
class GetResult:
    """Records in insertion order. A column that was not included is None.

    embeddings: float32, shape (records, dimension); (0, 0) in a collection that has no dimension yet
    sparse: whether there is a sparse vector in the metadatas, in its form on the wire
    """

    ids: list[str]
    embeddings: Floats | None
    documents: list[str | None] | None
    uris: list[str | None] | None
    metadatas: list[Metadata | None] | None
    include: list[str]
    sparse: bool


@dataclass(frozen=True)
class QueryResult:
    """One entry per query vector, records by ascending distance. A column that was not included is None.

    embeddings: float32 arrays of shape (hits, dimension); distances: float32 arrays of shape (hits,), not always finite
    """

    ids: list[list[str]]
    embeddings: list[Floats] | None
    documents: list[list[str | None]] | None
    uris: list[list[str | None]] | None
    metadatas: list[list[Metadata | None]] | None
    distances: list[Floats] | None
    include: list[str]


@dataclass(frozen=True)
class SearchResult:
    """One entry per search, records by ascending score. A column that a search did not select is None for it.

    embeddings: float32 arrays of shape (records, dimension); scores: float32 arrays of shape (records,), not always
    finite; metadatas: the selected part, None for a record without any; select: the selected keys, each once, those
    with ``#`` first
    """

    ids: list[list[str]]
    documents: list[list[str | None] | None]
    embeddings: list[Floats | None]
    metadatas: list[list[Metadata | None] | None]
    scores: list[Floats | None]
    select: list[list[str]]


@dataclass(frozen=True)
class IndexingStatus:
    """How much of the record log the indexes cover; what they do not is found all the same, one by one.

    op_indexing_progress  from 0 to 1
    """

    num_indexed_ops: int
    num_unindexed_ops: int
    total_ops: int
    op_indexing_progress: float
