"""The official path of the embedding function of SPLADE in Chroma Cloud."""

from chromadb.embedding_functions.chroma_cloud import (
    ChromaCloudSpladeEmbeddingFunction,
    ChromaCloudSpladeEmbeddingModel,
)

__all__ = ["ChromaCloudSpladeEmbeddingFunction", "ChromaCloudSpladeEmbeddingModel"]
