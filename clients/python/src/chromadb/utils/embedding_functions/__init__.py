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
from chromadb.embedding_functions.bedrock import AmazonBedrockEmbeddingFunction
from chromadb.embedding_functions.chroma_cloud import (
    ChromaCloudQwenEmbeddingFunction,
    ChromaCloudSpladeEmbeddingFunction,
)
from chromadb.embedding_functions.cohere import CohereEmbeddingFunction
from chromadb.embedding_functions.google import (
    GoogleGeminiEmbeddingFunction,
    GoogleGenaiEmbeddingFunction,
    GoogleGenerativeAiEmbeddingFunction,
    GooglePalmEmbeddingFunction,
    GoogleVertexEmbeddingFunction,
)
from chromadb.embedding_functions.hosted import (
    CloudflareWorkersAIEmbeddingFunction,
    MistralEmbeddingFunction,
    MorphEmbeddingFunction,
    NomicEmbeddingFunction,
    NomicQueryConfig,
    PerplexityEmbeddingFunction,
    TogetherAIEmbeddingFunction,
    VoyageAIEmbeddingFunction,
)
from chromadb.embedding_functions.huggingface import (
    HuggingFaceEmbeddingFunction,
    HuggingFaceEmbeddingServer,
    SentenceTransformerEmbeddingFunction,
)
from chromadb.embedding_functions.jina import JinaEmbeddingFunction, JinaQueryConfig
from chromadb.embedding_functions.langchain import ChromaLangchainEmbeddingFunction
from chromadb.embedding_functions.local_models import (
    InstructorEmbeddingFunction,
    OpenCLIPEmbeddingFunction,
    Text2VecEmbeddingFunction,
)
from chromadb.embedding_functions.ollama import OllamaEmbeddingFunction
from chromadb.embedding_functions.openai import BasetenEmbeddingFunction, OpenAIEmbeddingFunction
from chromadb.embedding_functions.registry import register_builtins
from chromadb.embedding_functions.roboflow import RoboflowEmbeddingFunction
from chromadb.embedding_functions.sparse_models import (
    Bm25EmbeddingFunction,
    FastembedSparseEmbeddingFunction,
    HuggingFaceSparseEmbeddingFunction,
)

__all__ = [
    "AmazonBedrockEmbeddingFunction",
    "BasetenEmbeddingFunction",
    "Bm25EmbeddingFunction",
    "ChromaBm25EmbeddingFunction",
    "ChromaCloudQwenEmbeddingFunction",
    "ChromaCloudSpladeEmbeddingFunction",
    "ChromaLangchainEmbeddingFunction",
    "CloudflareWorkersAIEmbeddingFunction",
    "CohereEmbeddingFunction",
    "DefaultEmbeddingFunction",
    "EmbeddingFunction",
    "EmbeddingServiceError",
    "FastembedSparseEmbeddingFunction",
    "GoogleGeminiEmbeddingFunction",
    "GoogleGenaiEmbeddingFunction",
    "GoogleGenerativeAiEmbeddingFunction",
    "GooglePalmEmbeddingFunction",
    "GoogleVertexEmbeddingFunction",
    "HuggingFaceEmbeddingFunction",
    "HuggingFaceEmbeddingServer",
    "HuggingFaceSparseEmbeddingFunction",
    "InstructorEmbeddingFunction",
    "JinaEmbeddingFunction",
    "JinaQueryConfig",
    "MissingDependencyError",
    "MistralEmbeddingFunction",
    "ModelUnavailableError",
    "MorphEmbeddingFunction",
    "NomicEmbeddingFunction",
    "NomicQueryConfig",
    "ONNXMiniLM_L6_V2",
    "OllamaEmbeddingFunction",
    "OpenAIEmbeddingFunction",
    "OpenCLIPEmbeddingFunction",
    "PerplexityEmbeddingFunction",
    "RoboflowEmbeddingFunction",
    "SentenceTransformerEmbeddingFunction",
    "SparseEmbeddingFunction",
    "Text2VecEmbeddingFunction",
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
