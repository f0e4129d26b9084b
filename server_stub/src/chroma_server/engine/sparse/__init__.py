"""Search of sparse vectors: per part and key the records of each dimension, rebuilt from the metadata at any time."""

from chroma_server.engine.sparse.index import prepare
from chroma_server.engine.sparse.search import nearest_sparse

__all__ = ["nearest_sparse", "prepare"]
