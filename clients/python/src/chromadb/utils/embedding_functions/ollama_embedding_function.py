"""The official path of the embedding function of Ollama."""

from chromadb.embedding_functions.ollama import OllamaEmbeddingFunction

__all__ = ["OllamaEmbeddingFunction"]
