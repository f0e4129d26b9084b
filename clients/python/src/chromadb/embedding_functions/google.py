"""The embeddings of Google's Gemini API."""

from __future__ import annotations

import os
from typing import Any

from chromadb._narrow import is_mapping
from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._config import boolean, check_config, integer, optional, string
from ._service import parts, post, rows, texts, unchanged, vectors
from .errors import EmbeddingServiceError

_SERVICE = "Gemini"
_ADDRESS = "https://generativelanguage.googleapis.com/v1beta/models/{}:batchEmbedContents"
_AT_ONCE = 100


class GoogleGeminiEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model of the Gemini API. Needs a key, and no package; Vertex AI is not reached this way."""

    def __init__(
        self,
        model_name: str = "gemini-embedding-001",
        task_type: str | None = None,
        dimension: int | None = None,
        api_key_env_var: str | None = "GEMINI_API_KEY",
        vertexai: bool | None = None,
        project: str | None = None,
        location: str | None = None,
    ) -> None:
        """Choose the model.

        Args:
            task_type: what the vectors are for, such as "RETRIEVAL_DOCUMENT".
            dimension: of the vectors; the model's own by default.
            api_key_env_var: the environment variable with the key.
            vertexai: ask Vertex AI instead, which is not possible here: it takes no keys, only signed-in accounts.
            project, location: of Vertex AI; kept in the configuration.

        Raises:
            ValueError: there is no key, or Vertex AI is wanted.
        """
        if vertexai:
            raise ValueError(
                "Vertex AI is not supported by this function, which has no way to sign in: use an API key of Gemini, "
                "or register an embedding function of your own under the name google_gemini"
            )
        self.api_key = os.environ.get(api_key_env_var) if api_key_env_var else None
        if not self.api_key:
            raise ValueError(f"The {api_key_env_var} environment variable is not set.")
        self.model_name = model_name
        self.task_type = task_type
        self.dimension = dimension
        self.api_key_env_var = api_key_env_var
        self.vertexai = vertexai
        self.project = project
        self.location = location

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        url, headers = _ADDRESS.format(self.model_name), {"x-goog-api-key": str(self.api_key)}
        options: dict[str, Any] = {"model": f"models/{self.model_name}"}
        if self.task_type is not None:
            options["taskType"] = self.task_type
        if self.dimension is not None:
            options["outputDimensionality"] = self.dimension
        made: Embeddings = []
        for part in parts(texts(_SERVICE, input), _AT_ONCE):
            requests = [{**options, "content": {"parts": [{"text": text}]}} for text in part]
            found = rows(_SERVICE, post(_SERVICE, url, {"requests": requests}, headers), "embeddings", len(part))
            if not all(is_mapping(row) and "values" in row for row in found):
                raise EmbeddingServiceError(_SERVICE, "answered without embeddings")
            made.extend(vectors(_SERVICE, [row["values"] for row in found]))
        return made

    @staticmethod
    def name() -> str:
        return "google_gemini"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> GoogleGeminiEmbeddingFunction:
        GoogleGeminiEmbeddingFunction.validate_config(config)
        return GoogleGeminiEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        chosen = {"task_type": self.task_type, "dimension": self.dimension}
        return {
            "model_name": self.model_name,
            "api_key_env_var": self.api_key_env_var,
            "vertexai": self.vertexai,
            "project": self.project,
            "location": self.location,
            **{name: value for name, value in chosen.items() if value is not None},
        }

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model, the dimension or where it runs changes."""
        unchanged(old_config, new_config, "model_name", "dimension", "vertexai", "project", "location")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {
            "model_name": string,
            "api_key_env_var": optional(string),
            "vertexai": optional(boolean),
            "project": optional(string),
            "location": optional(string),
            "task_type": string,
            "dimension": integer,
        }
        check_config("google_gemini", config, checks, required=("model_name",))


GoogleGenaiEmbeddingFunction = GoogleGeminiEmbeddingFunction
"""Its earlier name."""
