"""The vector engine: the whole of Chroma's data model, without HTTP.

``Engine.open(path)`` gives a durable store, ``Engine.open()`` one in memory; both answer alike.

engine         the facade: one method per operation
reads, writes, transactions     calls with their arguments checked
collection     one collection at work: locks, following the log, writing to it
table, columns, arrays          its records in memory
filters, search                 which rows match, which are nearest
log, frame, batch               what a write leaves behind
catalog, store                  tenants, databases and collections; the SQLite file
rules          what values must look like: pure functions
"""

from chroma_server.engine.engine import Engine
from chroma_server.engine.errors import (
    AlreadyExists,
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
from chroma_server.engine.model import (
    DEFAULT_DATABASE,
    DEFAULT_DATABASE_ID,
    DEFAULT_TENANT,
    Collection,
    Database,
    GetResult,
    IndexingStatus,
    QueryResult,
    Tenant,
)
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.transactions import CommitResult

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_DATABASE_ID",
    "DEFAULT_TENANT",
    "AlreadyExists",
    "Collection",
    "CommitResult",
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
    "Tenant",
    "Unavailable",
    "Unimplemented",
]
