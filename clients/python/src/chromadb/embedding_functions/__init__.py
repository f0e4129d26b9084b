"""Embedding functions: texts to vectors.

`registry` knows them by name. `default` and `onnx_mini_lm_l6_v2` run a model in this process, and `models` says where
it comes from; `bm25` needs none; the others ask a service, or a package that is installed besides. Nothing heavy is
imported before a text is embedded.
"""

from __future__ import annotations

from chromadb._types.embedding_function import EmbeddingFunction, SparseEmbeddingFunction

from .bm25 import ChromaBm25EmbeddingFunction
from .default import DefaultEmbeddingFunction
from .errors import (
    EmbeddingServiceError,
    MissingDependencyError,
    ModelUnavailableError,
    UnknownEmbeddingFunctionError,
)
from .onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2
from .registry import (
    UnknownEmbeddingFunction,
    config_to_embedding_function,
    get_builtins,
    known_embedding_functions,
    register_embedding_function,
    register_sparse_embedding_function,
    sparse_known_embedding_functions,
    unknown_embedding_function,
)

__all__ = [
    "ChromaBm25EmbeddingFunction",
    "DefaultEmbeddingFunction",
    "EmbeddingFunction",
    "EmbeddingServiceError",
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
    "unknown_embedding_function",
]
