"""The official path of the embedding function of OpenAI."""

from chromadb.embedding_functions.openai import OpenAIEmbeddingFunction

__all__ = ["OpenAIEmbeddingFunction"]
