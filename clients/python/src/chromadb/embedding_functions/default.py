"""The embedding function a collection has when it is given none."""

from __future__ import annotations

from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from ._config import check_config
from .onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2


class DefaultEmbeddingFunction(EmbeddingFunction[Documents]):
    """all-MiniLM-L6-v2 under the name ``default``; raises what `ONNXMiniLM_L6_V2` raises."""

    def __init__(self) -> None:
        self._model = ONNXMiniLM_L6_V2()

    def __call__(self, input: Documents) -> Embeddings:
        """Embed ``input``: one float32 vector of 384 dimensions and length 1 per document."""
        return self._model(input)

    @staticmethod
    def name() -> str:
        return "default"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> DefaultEmbeddingFunction:
        DefaultEmbeddingFunction.validate_config(config)
        return DefaultEmbeddingFunction()

    def get_config(self) -> dict[str, Any]:
        return {}

    def max_tokens(self) -> int:
        """The number of tokens of a document that reach the model."""
        return self._model.max_tokens()

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is empty."""
        check_config("default", config, {})
