"""The official path of the embedding function of Morph."""

from chromadb.embedding_functions.hosted import MorphEmbeddingFunction

__all__ = ["MorphEmbeddingFunction"]
