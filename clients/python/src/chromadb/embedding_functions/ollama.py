"""The embeddings of a model that Ollama runs."""

from __future__ import annotations

from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._config import check_config, integer, string
from ._service import post, rows, texts, unchanged, vectors

_SERVICE = "Ollama"


class OllamaEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model that an Ollama server has. Needs no key and no package."""

    def __init__(
        self,
        url: str = "http://localhost:11434",
        model_name: str = "chroma/all-minilm-l6-v2-f32",
        timeout: int = 60,
    ) -> None:
        """Choose the server, one of its models, and how many seconds it has to answer."""
        self.url = url
        self.model_name = model_name
        self.timeout = timeout

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the server does not."""
        # Collections of earlier versions have the address of an older operation stored.
        base = self.url.rstrip("/").removesuffix("/api/embeddings")
        body = {"model": self.model_name, "input": texts(_SERVICE, input)}
        answer = post(_SERVICE, f"{base}/api/embed", body, {}, timeout=self.timeout)
        return list(vectors(_SERVICE, rows(_SERVICE, answer, "embeddings", len(input))))

    @staticmethod
    def name() -> str:
        return "ollama"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> OllamaEmbeddingFunction:
        OllamaEmbeddingFunction.validate_config(config)
        return OllamaEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {"url": self.url, "model_name": self.model_name, "timeout": self.timeout}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model changes; the address may."""
        unchanged(old_config, new_config, "model_name")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        check_config(
            "ollama", config, {"url": string, "model_name": string, "timeout": integer}, required=("url", "model_name")
        )
