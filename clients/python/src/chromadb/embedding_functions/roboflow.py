"""The embeddings of CLIP at Roboflow, for texts and images in one space."""

from __future__ import annotations

from typing import Any, ClassVar

from chromadb._types.records import Embeddable, is_image
from chromadb._types.vectors import Embeddings

from ._config import string
from ._configured import KEY_VARIABLE, ConfiguredFunction, Setting, Settings
from ._images import base64_image, check_items
from ._service import key_from, post, rows, vectors

_SERVICE = "Roboflow"


class RoboflowEmbeddingFunction(ConfiguredFunction[Embeddable]):
    """Embed texts and images with the CLIP model of Roboflow, or of an inference server of one's own.

    Images are arrays as Pillow makes them: (height, width) or (height, width, channels), uint8. They need the package
    Pillow, and travel as JPEG.
    """

    _name = "roboflow"
    _settings: ClassVar[Settings] = {"api_key_env_var": KEY_VARIABLE, "api_url": Setting(string, required=True)}

    def __init__(
        self,
        api_key: str | None = None,
        api_url: str = "https://infer.roboflow.com",
        api_key_env_var: str = "CHROMA_ROBOFLOW_API_KEY",
    ) -> None:
        """Choose the server.

        Raises:
            ValueError: there is no key in ``ROBOFLOW_API_KEY`` or the variable named.
        """
        self.api_key, self.api_key_env_var = key_from(api_key, api_key_env_var, "ROBOFLOW_API_KEY")
        self.api_url = api_url

    def __call__(self, input: Embeddable) -> Embeddings:
        """Embed texts, images, or both.

        Raises:
            ValueError: there is something else among them, or an array that is no image.
            chromadb.embedding_functions.EmbeddingServiceError: the service refuses or cannot be reached.
            chromadb.embedding_functions.MissingDependencyError: there are images, and Pillow is not installed.
        """
        check_items(_SERVICE, input)
        asked = [self._asked(item, place) for place, item in enumerate(input)]
        answers = [post(_SERVICE, f"{self.api_url.rstrip('/')}/clip/{path}", body, {}) for path, body in asked]
        return [vectors(_SERVICE, rows(_SERVICE, answer, "embeddings", 1))[0] for answer in answers]

    def _asked(self, item: Any, place: int) -> tuple[str, dict[str, Any]]:
        """The operation for this item and its body. The key is in the body: addresses stand in messages and logs."""
        if is_image(item):
            image = {"type": "base64", "value": base64_image(_SERVICE, item, place, "JPEG")}
            return "embed_image", {"api_key": self.api_key, "image": image}
        return "embed_text", {"api_key": self.api_key, "text": item}
