"""The embeddings of Google: of the Gemini API, of Vertex AI, and of the PaLM API that was before them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from . import _vertex
from ._config import boolean, integer, optional, string
from ._configured import KEY_VARIABLE, MODEL, ConfiguredFunction, Setting, Settings
from ._service import fields, key_from, parts, post, rows, texts, vectors

_ADDRESS = "https://generativelanguage.googleapis.com/v1beta"
_AT_ONCE = 100
_USUAL_VARIABLE = "GOOGLE_API_KEY"


def _path(model_name: str) -> str:
    return model_name if "/" in model_name else f"models/{model_name}"


def _embed(
    service: str, key: str, model_name: str, input: Sequence[Any], task_type: str | None, dimension: int | None
) -> Embeddings:
    """Vectors of the Gemini API, `_AT_ONCE` by `_AT_ONCE`."""
    model = _path(model_name)
    options: dict[str, Any] = {"model": model}
    if task_type is not None:
        options["taskType"] = task_type
    if dimension is not None:
        options["outputDimensionality"] = dimension
    made: Embeddings = []
    for part in parts(texts(service, input), _AT_ONCE):
        body = {"requests": [{**options, "content": {"parts": [{"text": text}]}} for text in part]}
        answer = post(service, f"{_ADDRESS}/{model}:batchEmbedContents", body, {"x-goog-api-key": key})
        found = rows(service, answer, "embeddings", len(part))
        made.extend(vectors(service, fields(service, found, "values")))
    return made


class GoogleGeminiEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of the Gemini API, which needs a key and no package, or of Vertex AI, which needs the
    package google-auth and an account that is signed in to."""

    _name = "google_gemini"
    _settings: ClassVar[Settings] = {
        "model_name": MODEL,
        "api_key_env_var": Setting(optional(string)),
        "vertexai": Setting(optional(boolean), fixed=True),
        "project": Setting(optional(string), fixed=True),
        "location": Setting(optional(string), fixed=True),
        "task_type": Setting(string, sparing=True),
        "dimension": Setting(integer, fixed=True, sparing=True),
    }

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
            vertexai: ask Vertex AI, with the application default credentials of Google Cloud instead of a key.
            project: of Vertex AI; by default ``GOOGLE_CLOUD_PROJECT``, else that of the credentials.
            location: of Vertex AI; by default ``GOOGLE_CLOUD_LOCATION``, else "global".

        Raises:
            ValueError: there is neither a key nor ``vertexai``, or there are both.
        """
        self.api_key = os.environ.get(api_key_env_var) if api_key_env_var else None
        if self.api_key and vertexai:
            raise ValueError(
                f"Vertex AI takes no API key, and the {api_key_env_var} environment variable holds one: "
                "choose one of the two (api_key_env_var=None for Vertex AI)."
            )
        if not self.api_key and not vertexai:
            raise ValueError(f"The {api_key_env_var} environment variable is not set.")
        self.model_name = model_name
        self.task_type = task_type
        self.dimension = dimension
        self.api_key_env_var = api_key_env_var
        self.vertexai = vertexai
        self.project = project
        self.location = location

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts.

        Raises:
            chromadb.embedding_functions.EmbeddingServiceError: the service refuses or cannot be reached.
            chromadb.embedding_functions.MissingDependencyError: Vertex AI is asked, and google-auth is not installed.
        """
        if self.api_key:
            return _embed("Gemini", self.api_key, self.model_name, input, self.task_type, self.dimension)
        project = self.project or os.environ.get("GOOGLE_CLOUD_PROJECT")
        location = self.location or os.environ.get("GOOGLE_CLOUD_LOCATION") or "global"
        return _vertex.embed(project, location, self.model_name, input, self.task_type, self.dimension)


GoogleGenaiEmbeddingFunction = GoogleGeminiEmbeddingFunction
"""Its earlier name."""


class GoogleGenerativeAiEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of the Gemini API. Needs a key, and no package."""

    _name = "google_generative_ai"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "task_type": Setting(string, required=True, fixed=True),
        "dimension": Setting(integer, fixed=True, sparing=True),
    }

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "gemini-embedding-001",
        task_type: str = "RETRIEVAL_DOCUMENT",
        api_key_env_var: str = "GEMINI_API_KEY",
        dimension: int | None = None,
    ) -> None:
        """``task_type`` is what the vectors are for; ``dimension`` their length, the model's own by default.

        Raises:
            ValueError: there is no key in ``GOOGLE_API_KEY`` or the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, _USUAL_VARIABLE)
        self.model_name = model_name
        self.task_type = task_type
        self.dimension = dimension

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        # Google's package takes the names of tasks in small letters, too.
        task_type = self.task_type.upper()
        return _embed("Google Generative AI", self.api_key, self.model_name, input, task_type, self.dimension)


class GooglePalmEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of the PaLM API. Needs a key, and no package. Google has announced its end: new
    collections should have a model of Gemini."""

    _name = "google_palm"
    _settings: ClassVar[Settings] = {"api_key_env_var": KEY_VARIABLE, "model_name": MODEL}

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "models/embedding-gecko-001",
        api_key_env_var: str = "CHROMA_GOOGLE_PALM_API_KEY",
    ) -> None:
        """Raises a ValueError when there is no key in ``GOOGLE_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, _USUAL_VARIABLE)
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        service, url = "Google PaLM", f"{_ADDRESS}/{_path(self.model_name)}:batchEmbedText"
        made: Embeddings = []
        for part in parts(texts(service, input), _AT_ONCE):
            answer = post(service, url, {"texts": part}, {"x-goog-api-key": self.api_key})
            found = rows(service, answer, "embeddings", len(part))
            made.extend(vectors(service, fields(service, found, "value")))
        return made


class GoogleVertexEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of Vertex AI. Needs the package google-auth, an account that is signed in to, and a key.

    The requests carry the application default credentials of Google Cloud. The key is asked for because the official
    function asks for one; like there, it is not sent.
    """

    _name = "google_vertex"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "project_id": Setting(string, required=True, fixed=True),
        "region": Setting(string, required=True, fixed=True),
    }

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "textembedding-gecko",
        project_id: str = "cloud-large-language-models",
        region: str = "us-central1",
        api_key_env_var: str = "CHROMA_GOOGLE_VERTEX_API_KEY",
    ) -> None:
        """Raises a ValueError when there is no key in ``GOOGLE_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, _USUAL_VARIABLE)
        self.model_name = model_name
        self.project_id = project_id
        self.region = region

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts.

        Raises:
            chromadb.embedding_functions.EmbeddingServiceError: the service refuses or cannot be reached.
            chromadb.embedding_functions.MissingDependencyError: google-auth is not installed.
        """
        return _vertex.embed(self.project_id, self.region, self.model_name, input)
