"""The official path of the embedding function of Instructor."""

from chromadb.embedding_functions.local_models import InstructorEmbeddingFunction

__all__ = ["InstructorEmbeddingFunction"]
