"""The official path of the embedding function of OpenCLIP."""

from chromadb.embedding_functions.local_models import OpenCLIPEmbeddingFunction

__all__ = ["OpenCLIPEmbeddingFunction"]
