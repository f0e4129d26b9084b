"""The embeddings of OpenAI, of Azure OpenAI, and of every service that speaks as OpenAI does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from ._config import integer, mapping, optional, string
from ._configured import KEY_VARIABLE, MODEL, ConfiguredFunction, Setting, Settings
from ._service import bearer, embed_listed, key_from, texts

_ADDRESS = "https://api.openai.com/v1"
_AT_ONCE = 2048


class OpenAIEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of OpenAI. Needs a key, and no package.

    ``api_base`` names another service with the same API; ``api_type="azure"`` a deployment of Azure OpenAI.
    """

    _name = "openai"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "organization_id": Setting(optional(string)),
        "api_base": Setting(optional(string)),
        "api_type": Setting(optional(string)),
        "api_version": Setting(optional(string)),
        "deployment_id": Setting(optional(string)),
        "default_headers": Setting(optional(mapping)),
        "dimensions": Setting(optional(integer), fixed=True),
    }
    _service: ClassVar[str] = "OpenAI"

    # What a service that speaks as OpenAI does may not have.
    organization_id: str | None = None
    api_type: str | None = None
    api_version: str | None = None
    deployment_id: str | None = None
    default_headers: dict[str, str] | None = None
    dimensions: int | None = None

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
        options: dict[str, Any] = {"model": self.model_name}
        if self.dimensions is not None and "text-embedding-3" in self.model_name:
            options["dimensions"] = self.dimensions
        return list(embed_listed(self._service, url, headers, texts(self._service, input), options, at_once=_AT_ONCE))

    def _where(self) -> tuple[str, dict[str, str]]:
        base = (self.api_base or _ADDRESS).rstrip("/")
        headers = dict(self.default_headers or {})
        if self.api_type == "azure":
            url = f"{base}/openai/deployments/{self.deployment_id}/embeddings?api-version={self.api_version}"
            return url, {**headers, "api-key": self.api_key}
        if self.organization_id is not None:
            headers["OpenAI-Organization"] = self.organization_id
        return f"{base}/embeddings", {**headers, **bearer(self.api_key)}


class BasetenEmbeddingFunction(OpenAIEmbeddingFunction):
    """Embed texts with a model deployed at Baseten, which speaks as OpenAI does. Needs a key, and no package."""

    _name = "baseten"
    _settings: ClassVar[Settings] = {"api_base": Setting(string, required=True), "api_key_env_var": KEY_VARIABLE}
    _service = "Baseten"

    def __init__(self, api_key: str | None, api_base: str, api_key_env_var: str = "CHROMA_BASETEN_API_KEY") -> None:
        """``api_base`` is the address of the deployment, without ``/embeddings``.

        Raises:
            ValueError: there is no key in ``BASETEN_API_KEY`` or the variable named, or no address.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "BASETEN_API_KEY")
        if not api_base:
            raise ValueError("The api_base argument must be provided.")
        self.api_base = api_base
        self.model_name = "baseten-embedding-model"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> BasetenEmbeddingFunction:
        """Build the function from what ``get_config`` gave; ValueError as for every function."""
        BasetenEmbeddingFunction.validate_config(config)
        return BasetenEmbeddingFunction(api_key=None, **config)
