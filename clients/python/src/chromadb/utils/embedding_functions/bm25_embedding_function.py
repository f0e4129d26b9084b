"""The official path of the embedding function of FastEmbed's BM25."""

from chromadb.embedding_functions.sparse_models import Bm25EmbeddingFunction, Bm25EmbeddingFunctionQueryConfig

__all__ = ["Bm25EmbeddingFunction", "Bm25EmbeddingFunctionQueryConfig"]
