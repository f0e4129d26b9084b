"""The official path of the embedding function of Nomic."""

from chromadb.embedding_functions.hosted import NomicEmbeddingFunction, NomicQueryConfig

__all__ = ["NomicEmbeddingFunction", "NomicQueryConfig"]
