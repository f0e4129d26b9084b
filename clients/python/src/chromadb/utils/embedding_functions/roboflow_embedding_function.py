"""The official path of the embedding function of Roboflow."""

from chromadb.embedding_functions.roboflow import RoboflowEmbeddingFunction

__all__ = ["RoboflowEmbeddingFunction"]
