"""The official path of the embedding function of sentence-transformers' SparseEncoder."""

from chromadb.embedding_functions.sparse_models import (
    HuggingFaceSparseEmbeddingFunction,
    HuggingFaceSparseEmbeddingFunctionQueryConfig,
)

__all__ = ["HuggingFaceSparseEmbeddingFunction", "HuggingFaceSparseEmbeddingFunctionQueryConfig"]
