"""The official path of the embedding function of Text2Vec."""

from chromadb.embedding_functions.local_models import Text2VecEmbeddingFunction

__all__ = ["Text2VecEmbeddingFunction"]
