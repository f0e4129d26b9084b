"""The embeddings of a model that Ollama runs."""

from __future__ import annotations

from typing import ClassVar

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from ._config import integer, string
from ._configured import MODEL, ConfiguredFunction, Setting, Settings
from ._service import post, rows, texts, vectors

_SERVICE = "Ollama"


class OllamaEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model that an Ollama server has. Needs no key and no package."""

    _name = "ollama"
    _settings: ClassVar[Settings] = {
        "url": Setting(string, required=True),
        "model_name": MODEL,
        "timeout": Setting(integer),
    }

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
