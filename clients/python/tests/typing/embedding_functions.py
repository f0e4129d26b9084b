"""What users write about embedding functions type-checks: built from a configuration, and as a class of their own."""

from __future__ import annotations

from typing import Any

from chromadb.api.types import Documents, EmbeddingFunction, Embeddings
from chromadb.utils.embedding_functions import (
    ChromaCloudSpladeEmbeddingFunction,
    OpenAIEmbeddingFunction,
    register_embedding_function,
)


@register_embedding_function
class Mine(OpenAIEmbeddingFunction):
    """A model of one's own that speaks as OpenAI does."""

    def __init__(self, deployment: str) -> None:
        super().__init__(api_base=f"http://{deployment}/v1", api_key_env_var="MY_KEY")
        self.deployment = deployment

    @staticmethod
    def name() -> str:
        return "mine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Mine:
        Mine.validate_config(config)
        return Mine(**config)

    def get_config(self) -> dict[str, Any]:
        return {"deployment": self.deployment}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        if set(config) != {"deployment"}:
            raise ValueError("a deployment is needed")


def use() -> Embeddings:
    function: EmbeddingFunction[Documents] = Mine("here")
    built: EmbeddingFunction[Documents] = OpenAIEmbeddingFunction.build_from_config(function.get_config())
    sparse = ChromaCloudSpladeEmbeddingFunction(include_tokens=True)
    sparse(["a text"])
    return built(["a text"])
