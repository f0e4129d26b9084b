"""The official path of the embedding function of sentence-transformers."""

from chromadb.embedding_functions.huggingface import SentenceTransformerEmbeddingFunction

__all__ = ["SentenceTransformerEmbeddingFunction"]
