"""The official path of `chromadb.embedding_functions`."""

from chromadb.embedding_functions import (
    ChromaBm25EmbeddingFunction,
    DefaultEmbeddingFunction,
    EmbeddingFunction,
    MissingDependencyError,
    ModelUnavailableError,
    ONNXMiniLM_L6_V2,
    SparseEmbeddingFunction,
    UnknownEmbeddingFunction,
    UnknownEmbeddingFunctionError,
    config_to_embedding_function,
    get_builtins,
    known_embedding_functions,
    register_embedding_function,
    register_sparse_embedding_function,
    sparse_known_embedding_functions,
)

__all__ = [
    "ChromaBm25EmbeddingFunction",
    "DefaultEmbeddingFunction",
    "EmbeddingFunction",
    "MissingDependencyError",
    "ModelUnavailableError",
    "ONNXMiniLM_L6_V2",
    "SparseEmbeddingFunction",
    "UnknownEmbeddingFunction",
    "UnknownEmbeddingFunctionError",
    "config_to_embedding_function",
    "get_builtins",
    "known_embedding_functions",
    "register_embedding_function",
    "register_sparse_embedding_function",
    "sparse_known_embedding_functions",
]
