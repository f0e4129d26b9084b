"""Embeddings of services with one address, one key and one way to ask."""

from __future__ import annotations

from typing import Any, ClassVar, TypedDict

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from ._config import boolean, mapping, number, optional, string
from ._configured import KEY_VARIABLE, MODEL, ConfiguredFunction, Setting, Settings, build
from ._service import bearer, embed_listed, fields, key_from, parts, post, rows, texts, vectors


class VoyageAIEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of Voyage AI. Needs a key, and no package."""

    _name = "voyageai"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "input_type": Setting(optional(string)),
        "truncation": Setting(boolean),
    }

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
        options = {"model": self.model_name, "input_type": self.input_type, "truncation": self.truncation}
        url = "https://api.voyageai.com/v1/embeddings"
        return list(
            embed_listed("Voyage AI", url, bearer(self.api_key), texts("Voyage AI", input), options, at_once=128)
        )


class MistralEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of Mistral AI. Needs a key, and no package."""

    _name = "mistral"
    _settings: ClassVar[Settings] = {"model": MODEL, "api_key_env_var": KEY_VARIABLE}

    def __init__(self, model: str, api_key_env_var: str = "MISTRAL_API_KEY") -> None:
        """Raises a ValueError when the environment variable holds no key."""
        self.api_key, self.api_key_env_var = key_from(None, api_key_env_var)
        self.model = model

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        url = "https://api.mistral.ai/v1/embeddings"
        return list(
            embed_listed(
                "Mistral", url, bearer(self.api_key), texts("Mistral", input), {"model": self.model}, at_once=128
            )
        )


class TogetherAIEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model at Together AI. Needs a key, and no package."""

    _name = "together_ai"
    _settings: ClassVar[Settings] = {"api_key_env_var": KEY_VARIABLE, "model_name": MODEL}

    def __init__(
        self, model_name: str, api_key: str | None = None, api_key_env_var: str = "CHROMA_TOGETHER_AI_API_KEY"
    ) -> None:
        """Raises a ValueError when there is no key in ``TOGETHER_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "TOGETHER_API_KEY")
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        url, options = "https://api.together.xyz/v1/embeddings", {"model": self.model_name}
        return list(
            embed_listed("Together AI", url, bearer(self.api_key), texts("Together AI", input), options, at_once=128)
        )


class MorphEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts, code above all, with a model of Morph. Needs a key, and no package."""

    _name = "morph"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "api_base": Setting(optional(string)),
        "encoding_format": Setting(optional(string)),
    }

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "morph-embedding-v2",
        api_base: str | None = "https://api.morphllm.com/v1",
        encoding_format: str | None = "float",
        api_key_env_var: str = "MORPH_API_KEY",
    ) -> None:
        """``encoding_format`` is how the vectors travel, "float" or "base64"; None is the default.

        Raises:
            ValueError: there is no key in the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var)
        self.model_name = model_name
        self.api_base = "https://api.morphllm.com/v1" if api_base is None else api_base
        self.encoding_format = "float" if encoding_format is None else encoding_format

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        url = f"{self.api_base.rstrip('/')}/embeddings"
        options = {"model": self.model_name, "encoding_format": self.encoding_format}
        return list(embed_listed("Morph", url, bearer(self.api_key), texts("Morph", input), options, at_once=128))


class PerplexityEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of Perplexity, whose vectors are whole numbers from -128 to 127. Needs a key."""

    _name = "perplexity"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "dimensions": Setting(optional(number), fixed=True),
    }

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "pplx-embed-v1-0.6b",
        api_key_env_var: str = "PERPLEXITY_API_KEY",
        dimensions: int | None = None,
    ) -> None:
        """``dimensions`` shortens the vectors; the model's own length by default.

        Raises:
            ValueError: there is no key in ``PERPLEXITY_API_KEY`` or the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "PERPLEXITY_API_KEY")
        self.model_name = model_name
        self.dimensions = dimensions

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        url = "https://api.perplexity.ai/v1/embeddings"
        options: dict[str, Any] = {"model": self.model_name, "encoding_format": "base64_int8"}
        if self.dimensions is not None:
            options["dimensions"] = self.dimensions
        made = embed_listed(
            "Perplexity", url, bearer(self.api_key), texts("Perplexity", input), options, at_once=512, packed="i1"
        )
        return list(made)


class CloudflareWorkersAIEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model that Cloudflare Workers AI runs. Needs a key and an account, and no package."""

    _name = "cloudflare_workers_ai"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "account_id": Setting(string, required=True),
        "gateway_id": Setting(optional(string)),
    }

    def __init__(
        self,
        model_name: str,
        account_id: str,
        api_key: str | None = None,
        api_key_env_var: str = "CHROMA_CLOUDFLARE_API_KEY",
        gateway_id: str | None = None,
    ) -> None:
        """Choose the model, such as "@cf/baai/bge-base-en-v1.5", and the account; a gateway, if one stands between.

        Raises:
            ValueError: there is no key in ``CLOUDFLARE_API_KEY`` or the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "CLOUDFLARE_API_KEY")
        self.model_name = model_name
        self.account_id = account_id
        self.gateway_id = gateway_id

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        service, made = "Cloudflare Workers AI", list[Any]()
        url = f"https://api.cloudflare.com/client/v4/accounts/{self.account_id}/ai/run/{self.model_name}"
        if self.gateway_id:
            gateway = f"https://gateway.ai.cloudflare.com/v1/{self.account_id}/{self.gateway_id}"
            url = "/".join((gateway, "workers-ai", self.model_name))
        for part in parts(texts(service, input), 100):
            answer = post(service, url, {"text": part}, bearer(self.api_key))
            [result] = fields(service, [answer], "result")
            made.extend(vectors(service, rows(service, result, "data", len(part))))
        return made


class NomicQueryConfig(TypedDict):
    """What is different for queries: the task."""

    task_type: str


class NomicEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of Nomic Atlas. Needs a key, and no package."""

    _name = "nomic"
    _settings: ClassVar[Settings] = {
        "model": MODEL,
        "api_key_env_var": KEY_VARIABLE,
        "task_type": Setting(string, required=True),
        "query_config": Setting(optional(mapping)),
    }

    def __init__(
        self,
        model: str,
        task_type: str,
        query_config: NomicQueryConfig | None,
        api_key_env_var: str = "NOMIC_API_KEY",
    ) -> None:
        """Choose the model and what the vectors are for.

        Args:
            task_type: "search_document", "search_query", "classification" or "clustering".
            query_config: the task of queries, such as ``{"task_type": "search_query"}``; None for the same.

        Raises:
            ValueError: the environment variable holds no key.
        """
        self.api_key, self.api_key_env_var = key_from(None, api_key_env_var)
        self.model = model
        self.task_type = task_type
        self.query_config = query_config

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        return self._embed(input, self.task_type)

    def embed_query(self, input: Documents) -> Embeddings:
        """Embed the texts as ``query_config`` says."""
        return self._embed(input, self.task_type if self.query_config is None else self.query_config["task_type"])

    def _embed(self, input: Documents, task: str) -> Embeddings:
        service, made = "Nomic", list[Any]()
        for part in parts(texts(service, input), 50):
            body = {"model": self.model, "texts": part, "task_type": task}
            answer = post(service, "https://api-atlas.nomic.ai/v1/embedding/text", body, bearer(self.api_key))
            made.extend(vectors(service, rows(service, answer, "embeddings", len(part))))
        return made

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> NomicEmbeddingFunction:
        """Build the function from what ``get_config`` gave; ValueError as for every function."""
        made: NomicEmbeddingFunction = build(NomicEmbeddingFunction, {"query_config": None, **config})
        return made
