"""The official path of the embedding function of Mistral AI."""

from chromadb.embedding_functions.hosted import MistralEmbeddingFunction

__all__ = ["MistralEmbeddingFunction"]
