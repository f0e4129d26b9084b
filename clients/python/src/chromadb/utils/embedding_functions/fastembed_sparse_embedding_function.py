"""The official path of the embedding function of FastEmbed."""

from chromadb.embedding_functions.sparse_models import (
    FastembedSparseEmbeddingFunction,
    FastembedSparseEmbeddingFunctionQueryConfig,
)

__all__ = ["FastembedSparseEmbeddingFunction", "FastembedSparseEmbeddingFunctionQueryConfig"]
