"""Embeddings of models on Hugging Face: by its service, by a server of one's own, or in this process."""

from __future__ import annotations

import os
from typing import Any, ClassVar

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from ._config import boolean, optional, string
from ._configured import KEY_VARIABLE, MODEL, OPTIONS, ConfiguredFunction, Setting, Settings
from ._models import check_options, shared_model
from ._service import bearer, key_from, post, rows, texts, vectors

_SERVICE = "Hugging Face"
_USUAL_VARIABLE = "HUGGINGFACE_API_KEY"
_ADDRESS = "https://router.huggingface.co/hf-inference/models/{}/pipeline/feature-extraction"


class HuggingFaceEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model that Hugging Face runs. Needs a key, and no package."""

    _name = "huggingface"
    _settings: ClassVar[Settings] = {"api_key_env_var": KEY_VARIABLE, "model_name": MODEL}

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "sentence-transformers/all-MiniLM-L6-v2",
        api_key_env_var: str = "CHROMA_HUGGINGFACE_API_KEY",
    ) -> None:
        """Raises a ValueError when there is no key in ``HUGGINGFACE_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, _USUAL_VARIABLE)
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        body = {"inputs": texts(_SERVICE, input)}
        answer = post(_SERVICE, _ADDRESS.format(self.model_name), body, bearer(self.api_key))
        return list(vectors(_SERVICE, rows(_SERVICE, answer, None, len(input))))


class HuggingFaceEmbeddingServer(ConfiguredFunction[Documents]):
    """Embed texts with the model of a text-embeddings-inference server, whose address ends in ``/embed``."""

    _name = "huggingface_server"
    _settings: ClassVar[Settings] = {
        # Another address may well be another model.
        "url": Setting(string, required=True, fixed=True),
        "api_key_env_var": Setting(optional(string)),
    }

    def __init__(self, url: str, api_key_env_var: str | None = None, api_key: str | None = None) -> None:
        """Choose the server, and the environment variable that holds its key if it wants one.

        ``HUGGINGFACE_API_KEY``, where it is set, goes before the variable named, and is taken if none is.

        Raises:
            ValueError: a variable is named and holds no key.
        """
        self.url = url
        self.api_key: str | None = None
        self.api_key_env_var: str | None = None
        usual = os.environ.get(_USUAL_VARIABLE)
        if usual or api_key_env_var is not None or api_key is not None:
            self.api_key, variable = key_from(api_key, api_key_env_var or _USUAL_VARIABLE, _USUAL_VARIABLE)
            self.api_key_env_var = variable if usual or api_key_env_var is not None else None

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `EmbeddingServiceError` when the server does not."""
        service = "The embedding server"
        headers = {} if self.api_key is None else bearer(self.api_key)
        answer = post(service, self.url, {"inputs": texts(service, input)}, headers)
        return list(vectors(service, rows(service, answer, None, len(input))))


class SentenceTransformerEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts in this process with a model of sentence-transformers, which must be installed.

    The model is loaded with the first text, and shared by all functions of the same model, device and options.
    """

    _name = "sentence_transformer"
    _settings: ClassVar[Settings] = {
        "model_name": Setting(string, required=True),
        "device": Setting(string, required=True),
        "normalize_embeddings": Setting(boolean, required=True),
        "kwargs": OPTIONS,
    }

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
