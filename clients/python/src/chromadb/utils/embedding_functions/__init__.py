"""The official path of `chromadb.embedding_functions`, with the functions of services and of other packages."""

from chromadb.embedding_functions import (
    ChromaBm25EmbeddingFunction,
    DefaultEmbeddingFunction,
    EmbeddingFunction,
    EmbeddingServiceError,
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
from chromadb.embedding_functions.chroma_cloud import (
    ChromaCloudQwenEmbeddingFunction,
    ChromaCloudSpladeEmbeddingFunction,
)
from chromadb.embedding_functions.google import GoogleGeminiEmbeddingFunction, GoogleGenaiEmbeddingFunction
from chromadb.embedding_functions.hosted import (
    CohereEmbeddingFunction,
    MistralEmbeddingFunction,
    TogetherAIEmbeddingFunction,
    VoyageAIEmbeddingFunction,
)
from chromadb.embedding_functions.huggingface import (
    HuggingFaceEmbeddingFunction,
    HuggingFaceEmbeddingServer,
    SentenceTransformerEmbeddingFunction,
)
from chromadb.embedding_functions.jina import JinaEmbeddingFunction, JinaQueryConfig
from chromadb.embedding_functions.ollama import OllamaEmbeddingFunction
from chromadb.embedding_functions.openai import OpenAIEmbeddingFunction
from chromadb.embedding_functions.registry import register_builtins
from chromadb.embedding_functions.sparse_models import (
    Bm25EmbeddingFunction,
    FastembedSparseEmbeddingFunction,
    HuggingFaceSparseEmbeddingFunction,
)

__all__ = [
    "Bm25EmbeddingFunction",
    "ChromaBm25EmbeddingFunction",
    "ChromaCloudQwenEmbeddingFunction",
    "ChromaCloudSpladeEmbeddingFunction",
    "CohereEmbeddingFunction",
    "DefaultEmbeddingFunction",
    "EmbeddingFunction",
    "EmbeddingServiceError",
    "FastembedSparseEmbeddingFunction",
    "GoogleGeminiEmbeddingFunction",
    "GoogleGenaiEmbeddingFunction",
    "HuggingFaceEmbeddingFunction",
    "HuggingFaceEmbeddingServer",
    "HuggingFaceSparseEmbeddingFunction",
    "JinaEmbeddingFunction",
    "JinaQueryConfig",
    "MissingDependencyError",
    "MistralEmbeddingFunction",
    "ModelUnavailableError",
    "ONNXMiniLM_L6_V2",
    "OllamaEmbeddingFunction",
    "OpenAIEmbeddingFunction",
    "SentenceTransformerEmbeddingFunction",
    "SparseEmbeddingFunction",
    "TogetherAIEmbeddingFunction",
    "UnknownEmbeddingFunction",
    "UnknownEmbeddingFunctionError",
    "VoyageAIEmbeddingFunction",
    "config_to_embedding_function",
    "get_builtins",
    "known_embedding_functions",
    "register_embedding_function",
    "register_sparse_embedding_function",
    "sparse_known_embedding_functions",
]

# Who looks at the registries from here sees every function there is.
register_builtins()
