"""The official path of the embedding function of Cohere."""

from chromadb.embedding_functions.cohere import CohereEmbeddingFunction

__all__ = ["CohereEmbeddingFunction"]
