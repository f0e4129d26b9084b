"""The official path of the embedding function of Perplexity."""

from chromadb.embedding_functions.hosted import PerplexityEmbeddingFunction

__all__ = ["PerplexityEmbeddingFunction"]
