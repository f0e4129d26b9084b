"""The official path of the BM25 embedding function."""

from chromadb.embedding_functions.bm25 import ChromaBm25EmbeddingFunction

__all__ = ["ChromaBm25EmbeddingFunction"]
