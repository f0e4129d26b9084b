"""What every part of an engine works with."""

from __future__ import annotations

from chroma_server.engine.background import Background
from chroma_server.engine.collection import OpenCollection
from chroma_server.engine.group import GroupCommit
from chroma_server.engine.open_collections import OpenCollections
from chroma_server.engine.options import EngineOptions
from chroma_server.engine.store import Store
from chroma_server.engine.transactions import ReadTokens


class EngineBase:
    """The state of an :class:`~chroma_server.engine.engine.Engine`; its methods are grouped by what they are about."""

    def __init__(self, store: Store, options: EngineOptions) -> None:
        self._store = store
        self._options = options
        self._group = GroupCommit(store)
        self._background = Background(options)
        self._tokens = ReadTokens()
        self._collections = OpenCollections(store, self._group, options.memory_limit)

    def _open(self, collection_id: str) -> OpenCollection:
        """The collection at work. Raises NotFound when the catalog does not have it."""
        return self._collections.open(collection_id)
