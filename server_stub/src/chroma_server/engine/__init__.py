"""The vector engine: the whole of Chroma's data model, without HTTP.

``Engine.open(path)`` gives a durable store, ``Engine.open()`` one in memory; both answer alike.

engine         the facade: one method per operation
reads, searches, writes, transactions     calls with their arguments checked
fork           collections that share what they have in common
functions      collections that are derived from others
collection     one collection at work: following the log, writing to it, publishing snapshots
parts          what readers see: a snapshot, made of segments and a tail
draft, life, tail               the state a writer works on
segment, container, merge       records in an immutable, checksummed, memory-mapped file
checkpoint, background          from the log to segments, and from small segments to large ones
filters, search, found          which rows match, which are nearest
ranking                         scores of rank expressions, groups
columnar, documents, index, sparse     what makes that fast; all of it can be rebuilt
log, frame, batch, group        what a write leaves behind, and how writers share a sync
catalog, manifest, store, files, holder     tenants, databases, collections, segments; what is on disk
maintenance, salvage            check, repair, vacuum
rules          what values must look like: pure functions
"""

from chroma_server.engine.engine import Engine
from chroma_server.engine.errors import (
    AlreadyExists,
    Conflict,
    EngineError,
    FailedPrecondition,
    Internal,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    QuotaExceeded,
    ResourceExhausted,
    Unavailable,
    Unimplemented,
)
from chroma_server.engine.functions.attached import AttachedFunction
from chroma_server.engine.model import (
    DEFAULT_DATABASE,
    DEFAULT_DATABASE_ID,
    DEFAULT_TENANT,
    Collection,
    Database,
    GetResult,
    IndexingStatus,
    QueryResult,
    SearchResult,
    Tenant,
)
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.transactions import CommitResult

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_DATABASE_ID",
    "DEFAULT_TENANT",
    "AlreadyExists",
    "AttachedFunction",
    "Collection",
    "CommitResult",
    "Conflict",
    "Database",
    "Engine",
    "EngineError",
    "EngineOptions",
    "FailedPrecondition",
    "GetResult",
    "IndexingStatus",
    "Internal",
    "InvalidArgument",
    "NotFound",
    "PermissionDenied",
    "QueryResult",
    "QuotaExceeded",
    "ResourceExhausted",
    "SearchResult",
    "Tenant",
    "Unavailable",
    "Unimplemented",
]
