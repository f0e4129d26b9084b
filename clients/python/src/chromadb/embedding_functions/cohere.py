"""The embeddings of Cohere, for texts and images in one space."""

from __future__ import annotations

from typing import Any, ClassVar

from chromadb._types.records import Embeddable, is_document, is_image
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from ._configured import KEY_VARIABLE, MODEL, ConfiguredFunction, Settings
from ._images import base64_image, check_items
from ._service import bearer, key_from, parts, post, rows, vectors

_SERVICE = "Cohere"
_ADDRESS = "https://api.cohere.com/v1/embed"
_TEXTS_AT_ONCE = 96
_IMAGES_AT_ONCE = 1


class CohereEmbeddingFunction(ConfiguredFunction[Embeddable]):
    """Embed texts or images with a model of Cohere. Needs a key, and the package Pillow for images."""

    _name = "cohere"
    _settings: ClassVar[Settings] = {"api_key_env_var": KEY_VARIABLE, "model_name": MODEL}

    def __init__(
        self,
        api_key: str | None = None,
        model_name: str = "large",
        api_key_env_var: str = "CHROMA_COHERE_API_KEY",
    ) -> None:
        """Raises a ValueError when there is no key in ``COHERE_API_KEY`` or the variable named."""
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "COHERE_API_KEY")
        self.model_name = model_name

    def __call__(self, input: Embeddable) -> Embeddings:
        """Embed texts, as documents, or images.

        Raises:
            ValueError: there are texts and images, or something else.
            chromadb.embedding_functions.EmbeddingServiceError: the service refuses or cannot be reached.
            chromadb.embedding_functions.MissingDependencyError: there are images, and Pillow is not installed.
        """
        check_items(_SERVICE, input)
        if all(is_document(item) for item in input):
            return self._embed("texts", list(input), "search_document", _TEXTS_AT_ONCE)
        if not all(is_image(item) for item in input):
            raise ValueError(f"{_SERVICE} embeds texts or images, and not both at once: give them in two calls")
        images = [
            f"data:image/png;base64,{base64_image(_SERVICE, image, place, 'PNG')}" for place, image in enumerate(input)
        ]
        return self._embed("images", images, "image", _IMAGES_AT_ONCE)

    def _embed(self, field: str, items: list[Any], input_type: str, at_once: int) -> Embeddings:
        made: Embeddings = []
        for part in parts(items, at_once):
            body = {field: part, "model": self.model_name, "input_type": input_type}
            answer = post(_SERVICE, _ADDRESS, body, bearer(self.api_key))
            made.extend(vectors(_SERVICE, rows(_SERVICE, answer, "embeddings", len(part))))
        return made

    def default_space(self) -> Space:
        """The space the model's vectors are made for."""
        return "ip" if self.model_name == "embed-multilingual-v2.0" else "cosine"

    def supported_spaces(self) -> list[Space]:
        """The spaces the model's vectors can be compared in."""
        if self.model_name in ("embed-english-v2.0", "embed-english-light-v2.0"):
            return ["cosine"]
        return ["ip"] if self.model_name == "embed-multilingual-v2.0" else ["cosine", "l2", "ip"]
