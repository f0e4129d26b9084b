"""The official path of the embedding functions of Hugging Face."""

from chromadb.embedding_functions.huggingface import HuggingFaceEmbeddingFunction, HuggingFaceEmbeddingServer

__all__ = ["HuggingFaceEmbeddingFunction", "HuggingFaceEmbeddingServer"]
