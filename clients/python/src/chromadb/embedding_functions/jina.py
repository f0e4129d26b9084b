"""The embeddings of Jina AI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypedDict

from chromadb._types.records import Embeddable, is_document
from chromadb._types.vectors import Embeddings

from ._config import boolean, integer, mapping, optional, string
from ._configured import KEY_VARIABLE, MODEL, ConfiguredFunction, Setting, Settings
from ._images import base64_image, check_items
from ._service import bearer, embed_listed, key_from

_SERVICE = "Jina AI"
_ADDRESS = "https://api.jina.ai/v1/embeddings"
_AT_ONCE = 512
_OPTIONS = ("task", "late_chunking", "truncate", "dimensions", "embedding_type", "normalized")


class JinaQueryConfig(TypedDict):
    """What is different for queries: the task."""

    task: str


class JinaEmbeddingFunction(ConfiguredFunction[Embeddable]):
    """Embed texts, or images too, with a model of Jina AI. Needs a key, and the package Pillow for images."""

    _name = "jina"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model_name": MODEL,
        "task": Setting(optional(string)),
        "late_chunking": Setting(optional(boolean)),
        "truncate": Setting(optional(boolean)),
        "dimensions": Setting(optional(integer), fixed=True),
        "embedding_type": Setting(optional(string)),
        "normalized": Setting(optional(boolean)),
        "query_config": Setting(optional(mapping)),
    }

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

    def __call__(self, input: Embeddable) -> Embeddings:
        """Embed texts, images, or both.

        Raises:
            ValueError: there is something else among them, or an array that is no image.
            chromadb.embedding_functions.EmbeddingServiceError: the service refuses or cannot be reached.
            chromadb.embedding_functions.MissingDependencyError: there are images, and Pillow is not installed.
        """
        return self._embed(input, {})

    def embed_query(self, input: Embeddable) -> Embeddings:
        """Embed texts or images as queries, with the options of ``query_config``."""
        return self._embed(input, self.query_config or {})

    def _embed(self, input: Embeddable, changed: Mapping[str, Any]) -> Embeddings:
        options = {name: getattr(self, name) for name in _OPTIONS if getattr(self, name) is not None}
        options = {"model": self.model_name, **options, **changed}
        return list(embed_listed(_SERVICE, _ADDRESS, bearer(self.api_key), _items(input), options, at_once=_AT_ONCE))


def _items(input: Embeddable) -> list[Any]:
    """The input as Jina AI wants it: texts as they are, or each thing with its kind."""
    check_items(_SERVICE, input)
    if all(is_document(item) for item in input):
        return list(input)
    return [
        {"text": item} if is_document(item) else {"image": base64_image(_SERVICE, item, place, "PNG")}
        for place, item in enumerate(input)
    ]
