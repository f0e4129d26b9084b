"""The official path of the embedding function of Together AI."""

from chromadb.embedding_functions.hosted import TogetherAIEmbeddingFunction

__all__ = ["TogetherAIEmbeddingFunction"]
