"""Embeddings that Chroma Cloud makes: Qwen's dense vectors and SPLADE's sparse ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import Enum
from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction, SparseEmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.results import Space
from chromadb._types.vectors import Embeddings, SparseVectors
from chromadb.base_types import SparseVector

from ._config import boolean, check_config, mapping, optional, string
from ._service import post, rows, texts, unchanged, vectors
from .errors import EmbeddingServiceError

_SERVICE = "Chroma Cloud"


def _address() -> str:
    return (os.environ.get("CHROMA_EMBED_URL") or "https://embed.trychroma.com").rstrip("/")


def _key(variable: str) -> str:
    from chromadb._shared import SharedSystemClient

    key = os.environ.get(variable) or SharedSystemClient.get_chroma_cloud_api_key_from_clients()
    if not key:
        raise ValueError(f"API key not found in environment variable {variable} or in any existing client instances")
    return key


class ChromaCloudQwenEmbeddingModel(Enum):
    """The models to choose from."""

    QWEN3_EMBEDDING_0p6B = "Qwen/Qwen3-Embedding-0.6B"


class ChromaCloudQwenEmbeddingTarget(Enum):
    """What an instruction is for."""

    DOCUMENTS = "documents"
    QUERY = "query"


ChromaCloudQwenEmbeddingInstructions = dict[str, dict[ChromaCloudQwenEmbeddingTarget, str]]

CHROMA_CLOUD_QWEN_DEFAULT_INSTRUCTIONS: ChromaCloudQwenEmbeddingInstructions = {
    "nl_to_code": {
        ChromaCloudQwenEmbeddingTarget.DOCUMENTS: "",
        ChromaCloudQwenEmbeddingTarget.QUERY: (
            "Given a question about coding, retrieval code or passage that can solve user's question"
        ),
    }
}
"""The instructions of each task, sent as they are: the model was trained with them."""


class ChromaCloudQwenEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed texts with Qwen in Chroma Cloud. The key is that of an existing CloudClient, or of the environment."""

    def __init__(
        self,
        model: ChromaCloudQwenEmbeddingModel,
        task: str | None,
        instructions: ChromaCloudQwenEmbeddingInstructions = CHROMA_CLOUD_QWEN_DEFAULT_INSTRUCTIONS,
        api_key_env_var: str = "CHROMA_API_KEY",
    ) -> None:
        """Choose the model, and the task whose instructions are sent; None, or a task without, sends none.

        Raises:
            ValueError: there is no key.
        """
        self.api_key_env_var = api_key_env_var
        self.api_key = _key(api_key_env_var)
        self.model = model
        self.task = task
        self.instructions = instructions

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts as documents; `EmbeddingServiceError` when the service does not."""
        return self._embed(input, ChromaCloudQwenEmbeddingTarget.DOCUMENTS)

    def embed_query(self, input: Documents) -> Embeddings:
        """Embed the texts as queries."""
        return self._embed(input, ChromaCloudQwenEmbeddingTarget.QUERY)

    def _embed(self, input: Documents, target: ChromaCloudQwenEmbeddingTarget) -> Embeddings:
        instruction = self.instructions.get(self.task or "", {}).get(target, "")
        body = {"instructions": instruction, "texts": texts(_SERVICE, input)}
        answer = post(_SERVICE, _address(), body, _headers(self.api_key, self.model.value))
        return list(vectors(_SERVICE, rows(_SERVICE, answer, "embeddings", len(input))))

    @staticmethod
    def name() -> str:
        return "chroma-cloud-qwen"

    def default_space(self) -> Space:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> ChromaCloudQwenEmbeddingFunction:
        ChromaCloudQwenEmbeddingFunction.validate_config(config)
        given: dict[str, Any] = {**config, "model": ChromaCloudQwenEmbeddingModel(config["model"])}
        if "instructions" in given:
            given["instructions"] = {
                task: {ChromaCloudQwenEmbeddingTarget(target): text for target, text in targets.items()}
                for task, targets in given["instructions"].items()
            }
        return ChromaCloudQwenEmbeddingFunction(**given)

    def get_config(self) -> dict[str, Any]:
        return {
            "api_key_env_var": self.api_key_env_var,
            "model": self.model.value,
            "task": self.task,
            "instructions": {
                task: {target.value: text for target, text in targets.items()}
                for task, targets in self.instructions.items()
            },
        }

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model, the task or the instructions change."""
        unchanged(old_config, new_config, "model", "task", "instructions")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"model": string, "task": optional(string), "instructions": mapping, "api_key_env_var": string}
        check_config("chroma-cloud-qwen", config, checks, required=("model", "task"))


class ChromaCloudSpladeEmbeddingModel(Enum):
    """The models to choose from."""

    SPLADE_PP_EN_V1 = "prithivida/Splade_PP_en_v1"


class ChromaCloudSpladeEmbeddingFunction(SparseEmbeddingFunction[Documents]):
    """Sparse vectors of SPLADE from Chroma Cloud. The key is that of an existing CloudClient, or of the environment."""

    def __init__(
        self,
        api_key_env_var: str = "CHROMA_API_KEY",
        model: ChromaCloudSpladeEmbeddingModel = ChromaCloudSpladeEmbeddingModel.SPLADE_PP_EN_V1,
        include_tokens: bool = False,
    ) -> None:
        """``include_tokens`` keeps each place's token beside it, as the vector's labels.

        Raises:
            ValueError: there is no key.
        """
        self.api_key_env_var = api_key_env_var
        self.api_key = _key(api_key_env_var)
        self.model = model
        self.include_tokens = bool(include_tokens)

    def __call__(self, input: Documents) -> SparseVectors:
        """Embed the texts; `EmbeddingServiceError` when the service does not."""
        body = {
            "texts": texts(_SERVICE, input),
            "task": "",
            "target": "",
            "fetch_tokens": "true" if self.include_tokens else "false",
        }
        answer = post(_SERVICE, f"{_address()}/embed_sparse", body, _headers(self.api_key, self.model.value))
        return [self._vector(row) for row in rows(_SERVICE, answer, "embeddings", len(input))]

    def close(self) -> None:
        """Nothing: connections are shared by all functions of the process. Kept for callers of the official class."""

    def _vector(self, row: Mapping[str, Any]) -> SparseVector:
        try:
            indices, values = row["indices"], row["values"]
            labels = (row.get("labels") or None) if self.include_tokens else None
            order = sorted(range(len(indices)), key=lambda place: indices[place])
            return SparseVector(
                [indices[place] for place in order],
                [values[place] for place in order],
                None if labels is None else [labels[place] for place in order],
            )
        except (KeyError, TypeError, IndexError, ValueError) as error:
            raise EmbeddingServiceError(
                _SERVICE, f"answered with something else than sparse vectors: {error}"
            ) from None

    @staticmethod
    def name() -> str:
        return "chroma-cloud-splade"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> ChromaCloudSpladeEmbeddingFunction:
        ChromaCloudSpladeEmbeddingFunction.validate_config(config)
        given: dict[str, Any] = {**config, "model": ChromaCloudSpladeEmbeddingModel(config["model"])}
        return ChromaCloudSpladeEmbeddingFunction(**given)

    def get_config(self) -> dict[str, Any]:
        return {
            "api_key_env_var": self.api_key_env_var,
            "model": self.model.value,
            "include_tokens": self.include_tokens,
        }

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError if the model, or whether tokens are kept, changes."""
        unchanged(old_config, new_config, "model", "include_tokens")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        checks = {"api_key_env_var": string, "model": string, "include_tokens": boolean}
        check_config("chroma-cloud-splade", config, checks, required=("api_key_env_var", "model"))


def _headers(key: str, model: str) -> dict[str, str]:
    return {"x-chroma-token": key, "x-chroma-embedding-model": model}
