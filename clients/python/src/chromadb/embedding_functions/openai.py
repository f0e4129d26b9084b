"""The embeddings of OpenAI, of Azure OpenAI, and of every service that speaks as OpenAI does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._config import check_config, integer, mapping, optional, string
from ._service import key_from, listed, parts, post, texts, unchanged

_SERVICE = "OpenAI"
_ADDRESS = "https://api.openai.com/v1"
_AT_ONCE = 2048


class OpenAIEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with a model of OpenAI. Needs a key, and no package.

    ``api_base`` names another service with the same API; ``api_type="azure"`` a deployment of Azure OpenAI.
    """

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "text-embedding-ada-002",
        organization_id: str | None = None,
        api_base: str | None = None,
        api_type: str | None = None,
        api_version: str | None = None,
        deployment_id: str | None = None,
        default_headers: Mapping[str, str] | None = None,
        dimensions: int | None = None,
        api_key_env_var: str = "CHROMA_OPENAI_API_KEY",
    ) -> None:
        """Choose the model and where it is.

        Args:
            organization_id: of OpenAI, for keys of several organizations.
            api_version, deployment_id: of Azure OpenAI.
            default_headers: sent with every request.
            dimensions: of the vectors, where the model lets one choose.
            api_key_env_var: the environment variable with the key; ``OPENAI_API_KEY`` goes before it.

        Raises:
            ValueError: there is no key, or a setting that Azure needs is missing.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "OPENAI_API_KEY")
        self.model_name = model_name
        self.organization_id = organization_id
        self.api_base = api_base
        self.api_type = api_type
        self.api_version = api_version
        self.deployment_id = deployment_id
        self.default_headers = None if default_headers is None else dict(default_headers)
        self.dimensions = dimensions
        if api_type == "azure":
            for name, value in (("api_version", api_version), ("deployment_id", deployment_id), ("api_base", api_base)):
                if value is None:
                    raise ValueError(f"{name} must be specified for Azure OpenAI")

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts.

        Raises:
            chromadb.embedding_functions.EmbeddingServiceError: the service refuses or cannot be reached.
        """
        url, headers = self._where()
        made: Embeddings = []
        for part in parts(texts(_SERVICE, input), _AT_ONCE):
            body: dict[str, Any] = {"model": self.model_name, "input": part}
            if self.dimensions is not None and "text-embedding-3" in self.model_name:
                body["dimensions"] = self.dimensions
            made.extend(listed(_SERVICE, post(_SERVICE, url, body, headers), len(part)))
        return made

    def _where(self) -> tuple[str, dict[str, str]]:
        base = (self.api_base or _ADDRESS).rstrip("/")
        headers = dict(self.default_headers or {})
        if self.api_type == "azure":
            url = f"{base}/openai/deployments/{self.deployment_id}/embeddings?api-version={self.api_version}"
            return url, {**headers, "api-key": self.api_key}
        if self.organization_id is not None:
            headers["OpenAI-Organization"] = self.organization_id
        return f"{base}/embeddings", {**headers, "Authorization": f"Bearer {self.api_key}"}

    @staticmethod
    def name() -> str:
        return "openai"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> OpenAIEmbeddingFunction:
        OpenAIEmbeddingFunction.validate_config(config)
        return OpenAIEmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        return {
            "api_key_env_var": self.api_key_env_var,
            "model_name": self.model_name,
            "organization_id": self.organization_id,
            "api_base": self.api_base,
            "api_type": self.api_type,
            "api_version": self.api_version,
            "deployment_id": self.deployment_id,
            "default_headers": self.default_headers,
            "dimensions": self.dimensions,
        }

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model or the dimensions change."""
        unchanged(old_config, new_config, "model_name", "dimensions")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        texts_or_null = dict.fromkeys(
            ("organization_id", "api_base", "api_type", "api_version", "deployment_id"), optional(string)
        )
        checks = {
            "api_key_env_var": string,
            "model_name": string,
            **texts_or_null,
            "default_headers": optional(mapping),
            "dimensions": optional(integer),
        }
        check_config("openai", config, checks, required=("api_key_env_var", "model_name"))
