"""The official path of the embedding function of Baseten."""

from chromadb.embedding_functions.openai import BasetenEmbeddingFunction

__all__ = ["BasetenEmbeddingFunction"]
