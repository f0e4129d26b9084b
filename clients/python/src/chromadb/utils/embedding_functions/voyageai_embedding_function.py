"""The official path of the embedding function of Voyage AI."""

from chromadb.embedding_functions.hosted import VoyageAIEmbeddingFunction

__all__ = ["VoyageAIEmbeddingFunction"]
