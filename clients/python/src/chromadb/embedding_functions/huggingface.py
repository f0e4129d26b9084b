"""Embeddings of models on Hugging Face: by its service, by a server of one's own, or in this process."""

from __future__ import annotations

from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._config import boolean, check_config, mapping, optional, string
from ._models import check_options, shared_model
from ._service import key_from, post, rows, texts, unchanged, vectors

_SERVICE = "Hugging Face"
_ADDRESS = "https://router.huggingface.co/hf-inference/models/{}/pipeline/feature-extraction"


class HuggingFaceEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model that Hugging Face runs. Needs a key, and no package."""

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "sentence-transformers/all-MiniLM-L6-v2",
        api_key_env_var: str = "CHROMA_HUGGINGFACE_API_KEY",
    ) -> None:
        """Raises a ValueError when there is no key in ``HUGGINGFACE_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "HUGGINGFACE_API_KEY")
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        body = {"inputs": texts(_SERVICE, input)}
        answer = post(_SERVICE, _ADDRESS.format(self.model_name), body, {"Authorization": f"Bearer {self.api_key}"})
        return list(vectors(_SERVICE, rows(_SERVICE, answer, None, len(input))))

    @staticmethod
    def name() -> str:
        return "huggingface"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> HuggingFaceEmbeddingFunction:
        HuggingFaceEmbeddingFunction.validate_config(config)
        return HuggingFaceEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {"api_key_env_var": self.api_key_env_var, "model_name": self.model_name}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model changes."""
        unchanged(old_config, new_config, "model_name")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"api_key_env_var": string, "model_name": string}
        check_config("huggingface", config, checks, required=("api_key_env_var", "model_name"))


class HuggingFaceEmbeddingServer(EmbeddingFunction[Documents]):
    """Embed texts with the model of a text-embeddings-inference server, whose address ends in ``/embed``."""

    def __init__(self, url: str, api_key_env_var: str | None = None, api_key: str | None = None) -> None:
        """Choose the server, and the environment variable that holds its key if it wants one.

        Raises:
            ValueError: a variable is named and holds no key.
        """
        self.url = url
        self.api_key: str | None = None
        self.api_key_env_var: str | None = None
        if api_key_env_var is not None or api_key is not None:
            self.api_key, found = key_from(api_key, api_key_env_var or "HUGGINGFACE_API_KEY")
            self.api_key_env_var = found if api_key_env_var is not None else None

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the server does not."""
        service = "The embedding server"
        headers = {} if self.api_key is None else {"Authorization": f"Bearer {self.api_key}"}
        answer = post(service, self.url, {"inputs": texts(service, input)}, headers)
        return list(vectors(service, rows(service, answer, None, len(input))))

    @staticmethod
    def name() -> str:
        return "huggingface_server"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> HuggingFaceEmbeddingServer:
        HuggingFaceEmbeddingServer.validate_config(config)
        return HuggingFaceEmbeddingServer(**config)

    def get_config(self) -> dict[str, Any]:
        return {"url": self.url, "api_key_env_var": self.api_key_env_var}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the address, and so perhaps the model, changes."""
        unchanged(old_config, new_config, "url")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        check_config(
            "huggingface_server", config, {"url": string, "api_key_env_var": optional(string)}, required=("url",)
        )


class SentenceTransformerEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts in this process with a model of sentence-transformers, which must be installed.

    The model is loaded with the first text, and shared by all functions of the same model, device and options.
    """

    def __init__(
        self,
        model_name: str = "all-MiniLM-L6-v2",
        device: str = "cpu",
        normalize_embeddings: bool = False,
        **kwargs: Any,
    ) -> None:
        """Choose the model, by name or directory, and the device it runs on; ``kwargs`` are the model's own options.

        Raises:
            ValueError: an option cannot be stored.
        """
        check_options(kwargs)
        self.model_name = model_name
        self.device = device
        self.normalize_embeddings = normalize_embeddings
        self.kwargs = kwargs

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts.

        Raises:
            chromadb.embedding_functions.MissingDependencyError: sentence-transformers is not installed.
        """
        model = shared_model(
            "sentence_transformers",
            "SentenceTransformer",
            "pip install sentence-transformers",
            {"model_name_or_path": self.model_name, "device": self.device, **self.kwargs},
        )
        made = model.encode(list(input), convert_to_numpy=True, normalize_embeddings=self.normalize_embeddings)
        return list(vectors("sentence-transformers", list(made)))

    @staticmethod
    def name() -> str:
        return "sentence_transformer"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> SentenceTransformerEmbeddingFunction:
        SentenceTransformerEmbeddingFunction.validate_config(config)
        named = {name: value for name, value in config.items() if name != "kwargs"}
        return SentenceTransformerEmbeddingFunction(**named, **config.get("kwargs", {}))

    def get_config(self) -> dict[str, Any]:
        return {
            "model_name": self.model_name,
            "device": self.device,
            "normalize_embeddings": self.normalize_embeddings,
            "kwargs": self.kwargs,
        }

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"model_name": string, "device": string, "normalize_embeddings": boolean, "kwargs": mapping}
        check_config("sentence_transformer", config, checks, required=("model_name", "device", "normalize_embeddings"))
