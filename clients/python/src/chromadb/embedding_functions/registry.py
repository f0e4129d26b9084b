"""Embedding functions by name: the name a collection's configuration stores, and the class that answers to it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast, overload

from chromadb._types.embedding_function import EmbeddingFunction, SparseEmbeddingFunction
from chromadb._types.records import Embeddable
from chromadb._types.vectors import Embeddings

from .bm25 import ChromaBm25EmbeddingFunction
from .default import DefaultEmbeddingFunction
from .errors import UnknownEmbeddingFunctionError
from .onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

DenseClass = TypeVar("DenseClass", bound=type[EmbeddingFunction[Any]])
SparseClass = TypeVar("SparseClass", bound=type[SparseEmbeddingFunction[Any]])

known_embedding_functions: dict[str, type[EmbeddingFunction[Any]]] = {
    "default": DefaultEmbeddingFunction,
    "onnx_mini_lm_l6_v2": ONNXMiniLM_L6_V2,
}
sparse_known_embedding_functions: dict[str, type[SparseEmbeddingFunction[Any]]] = {
    "chroma_bm25": ChromaBm25EmbeddingFunction,
}

# Those of services and of other packages, by module; imported when one is asked for.
_DENSE = {
    "amazon_bedrock": ("bedrock", "AmazonBedrockEmbeddingFunction"),
    "baseten": ("openai", "BasetenEmbeddingFunction"),
    "chroma-cloud-qwen": ("chroma_cloud", "ChromaCloudQwenEmbeddingFunction"),
    "chroma_langchain": ("langchain", "ChromaLangchainEmbeddingFunction"),
    "cloudflare_workers_ai": ("hosted", "CloudflareWorkersAIEmbeddingFunction"),
    "cohere": ("cohere", "CohereEmbeddingFunction"),
    "google_gemini": ("google", "GoogleGeminiEmbeddingFunction"),
    "google_genai": ("google", "GoogleGenaiEmbeddingFunction"),
    "google_generative_ai": ("google", "GoogleGenerativeAiEmbeddingFunction"),
    "google_palm": ("google", "GooglePalmEmbeddingFunction"),
    "google_vertex": ("google", "GoogleVertexEmbeddingFunction"),
    "huggingface": ("huggingface", "HuggingFaceEmbeddingFunction"),
    "huggingface_server": ("huggingface", "HuggingFaceEmbeddingServer"),
    "instructor": ("local_models", "InstructorEmbeddingFunction"),
    "jina": ("jina", "JinaEmbeddingFunction"),
    "mistral": ("hosted", "MistralEmbeddingFunction"),
    "morph": ("hosted", "MorphEmbeddingFunction"),
    "nomic": ("hosted", "NomicEmbeddingFunction"),
    "ollama": ("ollama", "OllamaEmbeddingFunction"),
    "open_clip": ("local_models", "OpenCLIPEmbeddingFunction"),
    "openai": ("openai", "OpenAIEmbeddingFunction"),
    "perplexity": ("hosted", "PerplexityEmbeddingFunction"),
    "roboflow": ("roboflow", "RoboflowEmbeddingFunction"),
    "sentence_transformer": ("huggingface", "SentenceTransformerEmbeddingFunction"),
    "text2vec": ("local_models", "Text2VecEmbeddingFunction"),
    "together_ai": ("hosted", "TogetherAIEmbeddingFunction"),
    "voyageai": ("hosted", "VoyageAIEmbeddingFunction"),
}
_SPARSE = {
    "bm25": ("sparse_models", "Bm25EmbeddingFunction"),
    "chroma-cloud-splade": ("chroma_cloud", "ChromaCloudSpladeEmbeddingFunction"),
    "fastembed_sparse": ("sparse_models", "FastembedSparseEmbeddingFunction"),
    "huggingface_sparse": ("sparse_models", "HuggingFaceSparseEmbeddingFunction"),
}

_BUILTINS = frozenset(
    [cls.__name__ for cls in (*known_embedding_functions.values(), *sparse_known_embedding_functions.values())]
    + [kind for _, kind in (*_DENSE.values(), *_SPARSE.values())]
)


def find_embedding_function(name: str) -> type[EmbeddingFunction[Any]] | None:
    """The class registered under ``name``, or the one of this package; None if there is neither."""
    if name not in known_embedding_functions and name in _DENSE:
        known_embedding_functions[name] = _imported(*_DENSE[name])
    return known_embedding_functions.get(name)


def find_sparse_embedding_function(name: str) -> type[SparseEmbeddingFunction[Any]] | None:
    """As `find_embedding_function`, for sparse ones."""
    if name not in sparse_known_embedding_functions and name in _SPARSE:
        sparse_known_embedding_functions[name] = _imported(*_SPARSE[name])
    return sparse_known_embedding_functions.get(name)


def register_builtins() -> None:
    """Put all classes of this package into the registries, beside those that users registered."""
    for name in _DENSE:
        find_embedding_function(name)
    for name in _SPARSE:
        find_sparse_embedding_function(name)


def _imported(module: str, kind: str) -> Any:
    return getattr(importlib.import_module(f"chromadb.embedding_functions.{module}"), kind)


def get_builtins() -> set[str]:
    """The class names of the embedding functions that come with this package."""
    return set(_BUILTINS)


@overload
def register_embedding_function(ef_class: DenseClass) -> DenseClass: ...
@overload
def register_embedding_function(ef_class: None = None) -> Callable[[DenseClass], DenseClass]: ...
def register_embedding_function(ef_class: Any = None) -> Any:
    """Register an embedding function class under its ``name()``, so that stored configurations find it.

    Works as a decorator, with and without parentheses, and as a call; a later registration of a name replaces
    the earlier one.

    Raises:
        ValueError: the class has no usable name.
    """
    return _register(ef_class, known_embedding_functions, "embedding function")


@overload
def register_sparse_embedding_function(ef_class: SparseClass) -> SparseClass: ...
@overload
def register_sparse_embedding_function(ef_class: None = None) -> Callable[[SparseClass], SparseClass]: ...
def register_sparse_embedding_function(ef_class: Any = None) -> Any:
    """Register a sparse embedding function class under its ``name()``; see `register_embedding_function`."""
    return _register(ef_class, sparse_known_embedding_functions, "sparse embedding function")


def _register(ef_class: Any, registry: dict[str, Any], what: str) -> Any:
    def register(cls: Any) -> Any:
        try:
            name = cls.name()
        except Exception as error:  # whatever the user's class raises
            raise ValueError(f"Failed to register {what}: {error}") from error
        if not isinstance(name, str) or not name:
            raise ValueError(f"Failed to register {what}: {cls.__name__}.name() must return a name, got {name!r}")
        registry[name] = cls
        return cls

    return register if ef_class is None else register(ef_class)


class UnknownEmbeddingFunction(EmbeddingFunction[Embeddable]):
    """Stands for a stored embedding function nobody registered: it keeps name and configuration, and cannot embed."""

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        self._name = name
        self._config = config

    def __call__(self, input: Embeddable) -> Embeddings:
        """Raise `UnknownEmbeddingFunctionError`, which says what to do."""
        raise UnknownEmbeddingFunctionError(
            f"The collection's embedding function '{self._name}' is not known here, so nothing can be embedded with "
            "it. Register its class with chromadb.utils.embedding_functions.register_embedding_function, or pass "
            "embeddings, or get the collection with an embedding_function of your own."
        )

    def get_config(self) -> dict[str, Any]:
        return self._config

    def is_legacy(self) -> bool:
        """False: the stored configuration goes back as it came."""
        return False


def unknown_embedding_function(name: str, config: Mapping[str, Any] | None) -> UnknownEmbeddingFunction:
    """The stand-in for the stored embedding function ``name``, its configuration untouched."""

    # ``name`` is static in the protocol and is asked of classes as well as of instances: one class per name.
    class Unregistered(UnknownEmbeddingFunction):
        @staticmethod
        def name() -> str:
            return name

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> EmbeddingFunction[Embeddable]:
            return Unregistered(name, config)

    return Unregistered(name, cast("dict[str, Any]", config))


def config_to_embedding_function(config: Mapping[str, Any]) -> EmbeddingFunction[Any]:
    """Build the embedding function of a stored configuration, ``{"name": ..., "config": {...}}``.

    A name nobody registered gives an `UnknownEmbeddingFunction`: the collection stays usable, its stored
    configuration is kept, and only embedding with it is an error.

    Raises:
        ValueError: ``config`` has no name, or its class refuses the configuration.
    """
    name = config.get("name")
    if not isinstance(name, str):
        raise ValueError("Config must contain a 'name' field.")
    settings = config.get("config", {})
    ef_class = find_embedding_function(name)
    if ef_class is None:
        return unknown_embedding_function(name, settings)
    try:
        return ef_class.build_from_config(settings)
    except Exception as error:  # whatever the class raises
        raise ValueError(f"Could not build embedding function {name} from config {settings}: {error}") from error
