"""The official path of the embedding function of Jina AI."""

from chromadb.embedding_functions.jina import JinaEmbeddingFunction, JinaQueryConfig

__all__ = ["JinaEmbeddingFunction", "JinaQueryConfig"]
