"""Embeddings of services with one address, one key and one way to ask: Voyage AI, Mistral, Together AI, and Cohere."""

from __future__ import annotations

from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._config import boolean, check_config, optional, string
from ._service import key_from, listed, parts, post, rows, texts, unchanged, vectors


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


class VoyageAIEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model of Voyage AI. Needs a key, and no package."""

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "voyage-large-2",
        api_key_env_var: str = "CHROMA_VOYAGE_API_KEY",
        input_type: str | None = None,
        truncation: bool = True,
    ) -> None:
        """``input_type`` is "query", "document" or None; with ``truncation``, texts that are too long are cut.

        Raises:
            ValueError: there is no key in ``VOYAGE_API_KEY`` or the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "VOYAGE_API_KEY")
        self.model_name = model_name
        self.input_type = input_type
        self.truncation = truncation

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        service, made = "Voyage AI", list[Any]()
        for part in parts(texts(service, input), 128):
            body = {
                "input": part,
                "model": self.model_name,
                "input_type": self.input_type,
                "truncation": self.truncation,
            }
            answer = post(service, "https://api.voyageai.com/v1/embeddings", body, _bearer(self.api_key))
            made.extend(listed(service, answer, len(part)))
        return made

    @staticmethod
    def name() -> str:
        return "voyageai"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> VoyageAIEmbeddingFunction:
        VoyageAIEmbeddingFunction.validate_config(config)
        return VoyageAIEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {
            "api_key_env_var": self.api_key_env_var,
            "model_name": self.model_name,
            "input_type": self.input_type,
            "truncation": self.truncation,
        }

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model changes."""
        unchanged(old_config, new_config, "model_name")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {
            "api_key_env_var": string,
            "model_name": string,
            "input_type": optional(string),
            "truncation": boolean,
        }
        check_config("voyageai", config, checks, required=("api_key_env_var", "model_name"))


class MistralEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model of Mistral AI. Needs a key, and no package."""

    def __init__(self, model: str, api_key_env_var: str = "MISTRAL_API_KEY") -> None:
        """Raises a ValueError when the environment variable holds no key."""
        self.api_key, self.api_key_env_var = key_from(None, api_key_env_var)
        self.model = model

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        service, made = "Mistral", list[Any]()
        for part in parts(texts(service, input), 128):
            body = {"model": self.model, "input": part}
            answer = post(service, "https://api.mistral.ai/v1/embeddings", body, _bearer(self.api_key))
            made.extend(listed(service, answer, len(part)))
        return made

    @staticmethod
    def name() -> str:
        return "mistral"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> MistralEmbeddingFunction:
        MistralEmbeddingFunction.validate_config(config)
        return MistralEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {"model": self.model, "api_key_env_var": self.api_key_env_var}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model changes."""
        unchanged(old_config, new_config, "model")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"model": string, "api_key_env_var": string}
        check_config("mistral", config, checks, required=("api_key_env_var", "model"))


class TogetherAIEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model at Together AI. Needs a key, and no package."""

    def __init__(
        self, model_name: str, api_key: str | None = None, api_key_env_var: str = "CHROMA_TOGETHER_AI_API_KEY"
    ) -> None:
        """Raises a ValueError when there is no key in ``TOGETHER_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "TOGETHER_API_KEY")
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        service, made = "Together AI", list[Any]()
        for part in parts(texts(service, input), 128):
            body = {"model": self.model_name, "input": part}
            answer = post(service, "https://api.together.xyz/v1/embeddings", body, _bearer(self.api_key))
            made.extend(listed(service, answer, len(part)))
        return made

    @staticmethod
    def name() -> str:
        return "together_ai"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> TogetherAIEmbeddingFunction:
        TogetherAIEmbeddingFunction.validate_config(config)
        return TogetherAIEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {"api_key_env_var": self.api_key_env_var, "model_name": self.model_name}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model changes."""
        unchanged(old_config, new_config, "model_name")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"model_name": string, "api_key_env_var": string}
        check_config("together_ai", config, checks, required=("api_key_env_var", "model_name"))


class CohereEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model of Cohere. Needs a key, and no package."""

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "large",
        api_key_env_var: str = "CHROMA_COHERE_API_KEY",
    ) -> None:
        """Raises a ValueError when there is no key in ``COHERE_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "COHERE_API_KEY")
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts as documents; `EmbeddingServiceError` when the service does not."""
        service, made = "Cohere", list[Any]()
        for part in parts(texts(service, input), 96):
            body = {"texts": part, "model": self.model_name, "input_type": "search_document"}
            answer = post(service, "https://api.cohere.com/v1/embed", body, _bearer(self.api_key))
            made.extend(vectors(service, rows(service, answer, "embeddings", len(part))))
        return made

    @staticmethod
    def name() -> str:
        return "cohere"

    def default_space(self) -> Space:
        return "ip" if self.model_name == "embed-multilingual-v2.0" else "cosine"

    def supported_spaces(self) -> list[Space]:
        if self.model_name in ("embed-english-v2.0", "embed-english-light-v2.0"):
            return ["cosine"]
        return ["ip"] if self.model_name == "embed-multilingual-v2.0" else ["cosine", "l2", "ip"]

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> CohereEmbeddingFunction:
        CohereEmbeddingFunction.validate_config(config)
        return CohereEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {"api_key_env_var": self.api_key_env_var, "model_name": self.model_name}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model changes."""
        unchanged(old_config, new_config, "model_name")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"model_name": string, "api_key_env_var": string}
        check_config("cohere", config, checks, required=("api_key_env_var", "model_name"))
