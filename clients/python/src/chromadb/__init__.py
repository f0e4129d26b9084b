"""Chroma for Python, sync and async: Chroma Cloud, any Chroma server, and the engine in this process.

    import chromadb

    client = chromadb.HttpClient(host="localhost", port=8000)  # or CloudClient, PersistentClient, EphemeralClient
    collection = client.get_or_create_collection("fruit")
    collection.add(ids=["1", "2"], documents=["a pineapple", "two oranges"])
    collection.query(query_texts=["hawaii"], n_results=1)

Each name below is loaded when it is first used, so that importing the package loads neither numpy nor httpx.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chromadb._async.client import AsyncClient as AsyncClientCreator  # noqa: F401  # pyright: ignore[reportUnusedImport]
    from chromadb._async.collection import AsyncCollection as AsyncCollection
    from chromadb._async_factories import AsyncAdminClient as AsyncAdminClient
    from chromadb._async_factories import AsyncCloudClient as AsyncCloudClient
    from chromadb._async_factories import AsyncEphemeralClient as AsyncEphemeralClient
    from chromadb._async_factories import AsyncHttpClient as AsyncHttpClient
    from chromadb._async_factories import AsyncPersistentClient as AsyncPersistentClient
    from chromadb._defaults import configure as configure
    from chromadb._defaults import get_settings as get_settings
    from chromadb._factories import AdminClient as AdminClient
    from chromadb._factories import Client as Client
    from chromadb._factories import CloudClient as CloudClient
    from chromadb._factories import EphemeralClient as EphemeralClient
    from chromadb._factories import HttpClient as HttpClient
    from chromadb._factories import PersistentClient as PersistentClient
    from chromadb._factories import RustClient as RustClient
    from chromadb._sync.admin import AdminClient as AdminClientCreator  # noqa: F401  # pyright: ignore[reportUnusedImport]
    from chromadb._sync.client import Client as ClientCreator  # noqa: F401  # pyright: ignore[reportUnusedImport]
    from chromadb._sync.collection import Collection as Collection
    from chromadb.api import AdminAPI as AdminAPI
    from chromadb.api import AsyncAdminAPI as AsyncAdminAPI
    from chromadb.api import AsyncClientAPI as AsyncClientAPI
    from chromadb.api import ClientAPI as ClientAPI
    from chromadb.api.types import URI as URI
    from chromadb.api.types import BoolInvertedIndexConfig as BoolInvertedIndexConfig
    from chromadb.api.types import Cmek as Cmek
    from chromadb.api.types import CollectionMetadata as CollectionMetadata
    from chromadb.api.types import Documents as Documents
    from chromadb.api.types import EmbeddingFunction as EmbeddingFunction
    from chromadb.api.types import Embeddings as Embeddings
    from chromadb.api.types import FloatInvertedIndexConfig as FloatInvertedIndexConfig
    from chromadb.api.types import FtsIndexConfig as FtsIndexConfig
    from chromadb.api.types import GetResult as GetResult
    from chromadb.api.types import HnswIndexConfig as HnswIndexConfig
    from chromadb.api.types import IDs as IDs
    from chromadb.api.types import Include as Include
    from chromadb.api.types import IntInvertedIndexConfig as IntInvertedIndexConfig
    from chromadb.api.types import Metadata as Metadata
    from chromadb.api.types import Metadatas as Metadatas
    from chromadb.api.types import QueryResult as QueryResult
    from chromadb.api.types import ReadLevel as ReadLevel
    from chromadb.api.types import Schema as Schema
    from chromadb.api.types import SpannIndexConfig as SpannIndexConfig
    from chromadb.api.types import SparseEmbeddingFunction as SparseEmbeddingFunction
    from chromadb.api.types import SparseVector as SparseVector
    from chromadb.api.types import SparseVectorIndexConfig as SparseVectorIndexConfig
    from chromadb.api.types import SparseVectors as SparseVectors
    from chromadb.api.types import StringInvertedIndexConfig as StringInvertedIndexConfig
    from chromadb.api.types import UpdateCollectionMetadata as UpdateCollectionMetadata
    from chromadb.api.types import UpdateMetadata as UpdateMetadata
    from chromadb.api.types import URIs as URIs
    from chromadb.api.types import VectorIndexConfig as VectorIndexConfig
    from chromadb.api.types import Where as Where
    from chromadb.api.types import WhereDocument as WhereDocument
    from chromadb.auth.token_authn import TokenTransportHeader as TokenTransportHeader
    from chromadb.config import DEFAULT_DATABASE as DEFAULT_DATABASE
    from chromadb.config import DEFAULT_TENANT as DEFAULT_TENANT
    from chromadb.config import Settings as Settings
    from chromadb.execution.expression import K as K
    from chromadb.execution.expression import Key as Key
    from chromadb.execution.expression import Knn as Knn
    from chromadb.execution.expression import Rrf as Rrf
    from chromadb.execution.expression import Search as Search
    from chromadb.transport.hooks import EventHooks as EventHooks
    from chromadb.transport.hooks import RequestEvent as RequestEvent
    from chromadb.transport.hooks import ResponseEvent as ResponseEvent
    from chromadb.transport.hooks import RetryEvent as RetryEvent
    from chromadb.transport.options import Timeout as Timeout
    from chromadb.transport.policy import RetryPolicy as RetryPolicy
    from chromadb.types import CloudClientArg as CloudClientArg

__version__ = "1.5.9"
"""The release of the official package whose API this one has. Its own is ``__polychrome_version__``."""

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_TENANT",
    "URI",
    "AdminAPI",
    "AdminClient",
    "AsyncAdminAPI",
    "AsyncAdminClient",
    "AsyncClientAPI",
    "AsyncCloudClient",
    "AsyncCollection",
    "AsyncEphemeralClient",
    "AsyncHttpClient",
    "AsyncPersistentClient",
    "BoolInvertedIndexConfig",
    "Client",
    "ClientAPI",
    "CloudClient",
    "Cmek",
    "Collection",
    "CollectionMetadata",
    "Documents",
    "EmbeddingFunction",
    "Embeddings",
    "EphemeralClient",
    "EventHooks",
    "FloatInvertedIndexConfig",
    "FtsIndexConfig",
    "GetResult",
    "HnswIndexConfig",
    "HttpClient",
    "IDs",
    "Include",
    "IntInvertedIndexConfig",
    "K",
    "Key",
    "Knn",
    "Metadata",
    "Metadatas",
    "PersistentClient",
    "QueryResult",
    "ReadLevel",
    "RequestEvent",
    "ResponseEvent",
    "RetryEvent",
    "RetryPolicy",
    "Rrf",
    "RustClient",
    "Schema",
    "Search",
    "Settings",
    "SpannIndexConfig",
    "SparseEmbeddingFunction",
    "SparseVector",
    "SparseVectorIndexConfig",
    "SparseVectors",
    "StringInvertedIndexConfig",
    "Timeout",
    "TokenTransportHeader",
    "URIs",
    "UpdateCollectionMetadata",
    "UpdateMetadata",
    "VectorIndexConfig",
    "Where",
    "WhereDocument",
    "configure",
    "get_settings",
]

_HOMES: dict[str, tuple[str, ...]] = {
    "chromadb._async.collection": ("AsyncCollection",),
    "chromadb._async_factories": (
        "AsyncAdminClient",
        "AsyncCloudClient",
        "AsyncEphemeralClient",
        "AsyncHttpClient",
        "AsyncPersistentClient",
    ),
    "chromadb._defaults": (
        "configure",
        "get_settings",
    ),
    "chromadb._factories": (
        "AdminClient",
        "Client",
        "CloudClient",
        "EphemeralClient",
        "HttpClient",
        "PersistentClient",
        "RustClient",
    ),
    "chromadb._sync.collection": ("Collection",),
    "chromadb.api": (
        "AdminAPI",
        "AsyncAdminAPI",
        "AsyncClientAPI",
        "ClientAPI",
    ),
    "chromadb.api.types": (
        "BoolInvertedIndexConfig",
        "Cmek",
        "CollectionMetadata",
        "Documents",
        "EmbeddingFunction",
        "Embeddings",
        "FloatInvertedIndexConfig",
        "FtsIndexConfig",
        "GetResult",
        "HnswIndexConfig",
        "IDs",
        "Include",
        "IntInvertedIndexConfig",
        "Metadata",
        "Metadatas",
        "QueryResult",
        "ReadLevel",
        "Schema",
        "SpannIndexConfig",
        "SparseEmbeddingFunction",
        "SparseVector",
        "SparseVectorIndexConfig",
        "SparseVectors",
        "StringInvertedIndexConfig",
        "URI",
        "URIs",
        "UpdateCollectionMetadata",
        "UpdateMetadata",
        "VectorIndexConfig",
        "Where",
        "WhereDocument",
    ),
    "chromadb.auth.token_authn": ("TokenTransportHeader",),
    "chromadb.config": (
        "DEFAULT_DATABASE",
        "DEFAULT_TENANT",
        "Settings",
    ),
    "chromadb.execution.expression": (
        "K",
        "Key",
        "Knn",
        "Rrf",
        "Search",
    ),
    "chromadb.transport.hooks": (
        "EventHooks",
        "RequestEvent",
        "ResponseEvent",
        "RetryEvent",
    ),
    "chromadb.transport.options": ("Timeout",),
    "chromadb.transport.policy": ("RetryPolicy",),
    "chromadb.types": ("CloudClientArg",),
}
_SOURCES: dict[str, tuple[str, str]] = {
    **{name: (module, name) for module, names in _HOMES.items() for name in names},
    "AdminClientCreator": ("chromadb._sync.admin", "AdminClient"),
    "AsyncClientCreator": ("chromadb._async.client", "AsyncClient"),
    "ClientCreator": ("chromadb._sync.client", "Client"),
}
"""Name -> the module it comes from, and its name there."""

is_client = False
"""Whether only HTTP clients can be made: see ``chromadb.config.is_thin_client``."""


def is_in_colab() -> bool:
    """Whether this runs in a Google Colab notebook."""
    return "google.colab" in sys.modules


IN_COLAB = is_in_colab()


def __getattr__(name: str) -> Any:
    if name == "__polychrome_version__":
        from importlib import metadata

        return metadata.version("polychrome")
    if name not in _SOURCES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, name_there = _SOURCES[name]
    value = getattr(importlib.import_module(module), name_there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_SOURCES, "__polychrome_version__"})


class _Package(ModuleType):
    """A module whose ``vars()`` are complete too: whoever looks at all names gets all of them."""

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        for name in _SOURCES:
            getattr(self, name)
        return globals()


sys.modules[__name__].__class__ = _Package
