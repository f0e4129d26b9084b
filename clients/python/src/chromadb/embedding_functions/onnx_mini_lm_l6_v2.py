"""The embedding function ``onnx_mini_lm_l6_v2``: all-MiniLM-L6-v2, 384 dimensions, no key and no service needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings

from . import models
from ._config import check_config, string_list_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence


class ONNXMiniLM_L6_V2(EmbeddingFunction[Documents]):
    """Embed documents with all-MiniLM-L6-v2: float32 vectors of 384 dimensions and length 1.

    Texts are cut after 256 tokens. The model is loaded on the first call and shared by the process; where it
    comes from stands in `chromadb.embedding_functions.models`. Subclasses may move the cache or the address by
    overriding ``DOWNLOAD_PATH``, ``MODEL_DOWNLOAD_URL`` and ``_MODEL_SHA256``.
    """

    MODEL_NAME = models.MODEL_NAME
    DOWNLOAD_PATH = models.DEFAULT_CACHE
    EXTRACTED_FOLDER_NAME = "onnx"
    ARCHIVE_FILENAME = "onnx.tar.gz"
    MODEL_DOWNLOAD_URL = models.ARCHIVE_URL
    _MODEL_SHA256 = models.ARCHIVE_SHA256

    def __init__(self, preferred_providers: Sequence[str] | None = None) -> None:
        """Choose the execution providers of onnxruntime, best first; by default all it offers.

        Raises:
            ValueError: a provider is not a string, or stands there twice.
        """
        if string_list_or_none(None if preferred_providers is None else list(preferred_providers)) is not None:
            raise ValueError("Preferred providers must be a list of strings")
        if preferred_providers and len(preferred_providers) != len(set(preferred_providers)):
            raise ValueError("Preferred providers must be unique")
        self._preferred_providers = None if preferred_providers is None else list(preferred_providers)

    def __call__(self, input: Documents) -> Embeddings:
        """Embed ``input``, one vector per document.

        Raises:
            chromadb.embedding_functions.ModelUnavailableError: no source of the model works.
            chromadb.embedding_functions.MissingDependencyError: a package is missing; install the extra
                ``polychrome[embeddings]``.
        """
        settings = models.ModelSettings(
            cache=Path(self.DOWNLOAD_PATH),
            archive_url=self.MODEL_DOWNLOAD_URL,
            archive_sha256=self._MODEL_SHA256,
            archive_name=self.ARCHIVE_FILENAME,
            onnx_folder=self.EXTRACTED_FOLDER_NAME,
        )
        providers = tuple(self._preferred_providers) if self._preferred_providers else None
        return list(models.shared_encoder(settings, providers).encode(input))

    @staticmethod
    def name() -> str:
        return "onnx_mini_lm_l6_v2"

    def default_space(self) -> Space:
        return "cosine"

    def supported_spaces(self) -> list[Space]:
        return ["cosine", "l2", "ip"]

    def max_tokens(self) -> int:
        """The number of tokens of a document that reach the model."""
        return 256

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> ONNXMiniLM_L6_V2:
        return ONNXMiniLM_L6_V2(preferred_providers=config.get("preferred_providers"))

    def get_config(self) -> dict[str, Any]:
        return {"preferred_providers": self._preferred_providers}

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Every change is allowed: the providers do not change the vectors."""

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        check_config("onnx_mini_lm_l6_v2", config, {"preferred_providers": string_list_or_none})
