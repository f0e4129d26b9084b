"""The embeddings of Jina AI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._config import boolean, check_config, integer, mapping, optional, string
from ._service import key_from, listed, parts, post, texts, unchanged

_SERVICE = "Jina AI"
_ADDRESS = "https://api.jina.ai/v1/embeddings"
_AT_ONCE = 512
_OPTIONS = ("task", "late_chunking", "truncate", "dimensions", "embedding_type", "normalized")


class JinaQueryConfig(TypedDict):
    """What is different for queries: the task."""

    task: str


class JinaEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model of Jina AI. Needs a key, and no package."""

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "jina-embeddings-v2-base-en",
        api_key_env_var: str = "CHROMA_JINA_API_KEY",
        task: str | None = None,
        late_chunking: bool | None = None,
        truncate: bool | None = None,
        dimensions: int | None = None,
        embedding_type: str | None = None,
        normalized: bool | None = None,
        query_config: JinaQueryConfig | None = None,
    ) -> None:
        """Choose the model and its options; what is None is left to the service.

        Args:
            task: what the vectors are for, such as "retrieval.passage".
            late_chunking: embed the texts as parts of one.
            truncate: cut texts that are too long instead of refusing them.
            dimensions: of the vectors.
            embedding_type: how they travel.
            normalized: whether they have length 1.
            query_config: options that queries have instead, such as ``{"task": "retrieval.query"}``.

        Raises:
            ValueError: there is no key in ``JINA_API_KEY`` or the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "JINA_API_KEY")
        self.model_name = model_name
        self.task = task
        self.late_chunking = late_chunking
        self.truncate = truncate
        self.dimensions = dimensions
        self.embedding_type = embedding_type
        self.normalized = normalized
        self.query_config = query_config

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        return self._embed(input, {})

    def embed_query(self, input: Documents) -> Embeddings:
        """Embed the texts as queries."""
        return self._embed(input, self.query_config or {})

    def _embed(self, input: Documents, changed: Mapping[str, Any]) -> Embeddings:
        options = {name: getattr(self, name) for name in _OPTIONS if getattr(self, name) is not None}
        headers = {"Authorization": f"Bearer {self.api_key}"}
        made: Embeddings = []
        for part in parts(texts(_SERVICE, input), _AT_ONCE):
            body = {"input": part, "model": self.model_name, **options, **changed}
            made.extend(listed(_SERVICE, post(_SERVICE, _ADDRESS, body, headers), len(part)))
        return made

    @staticmethod
    def name() -> str:
        return "jina"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> JinaEmbeddingFunction:
        JinaEmbeddingFunction.validate_config(config)
        return JinaEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {
            "api_key_env_var": self.api_key_env_var,
            "model_name": self.model_name,
            **{name: getattr(self, name) for name in _OPTIONS},
            "query_config": self.query_config,
        }

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model or the dimensions change."""
        unchanged(old_config, new_config, "model_name", "dimensions")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {
            "api_key_env_var": string,
            "model_name": string,
            "task": optional(string),
            "late_chunking": optional(boolean),
            "truncate": optional(boolean),
            "dimensions": optional(integer),
            "embedding_type": optional(string),
            "normalized": optional(boolean),
            "query_config": optional(mapping),
        }
        check_config("jina", config, checks, required=("api_key_env_var", "model_name"))
