"""Embeddings that Chroma Cloud makes: Qwen's dense vectors and SPLADE's sparse ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, ClassVar

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings, SparseVectors
from chromadb.base_types import SparseVector

from ._config import boolean, mapping, optional, string
from ._configured import KEY_VARIABLE, MODEL, ConfiguredFunction, ConfiguredSparseFunction, Setting, Settings
from ._service import post, rows, texts, vectors
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


def _model(models: type[Enum]) -> Setting:
    """A setting that is one of these models, and is stored as its name."""
    return replace(MODEL, to_json=_value, from_json=models)


def _value(model: Enum) -> Any:
    return model.value


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


def _instructions_to_json(instructions: ChromaCloudQwenEmbeddingInstructions) -> dict[str, dict[str, str]]:
    return {task: {target.value: text for target, text in targets.items()} for task, targets in instructions.items()}


def _instructions_from_json(stored: Mapping[str, Mapping[str, str]]) -> ChromaCloudQwenEmbeddingInstructions:
    return {
        task: {ChromaCloudQwenEmbeddingTarget(target): text for target, text in targets.items()}
        for task, targets in stored.items()
    }


class ChromaCloudQwenEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with Qwen in Chroma Cloud. The key is that of an existing CloudClient, or of the environment."""

    _name = "chroma-cloud-qwen"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": Setting(string),
        "model": _model(ChromaCloudQwenEmbeddingModel),
        "task": Setting(optional(string), required=True, fixed=True),
        "instructions": Setting(mapping, fixed=True, to_json=_instructions_to_json, from_json=_instructions_from_json),
    }

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


class ChromaCloudSpladeEmbeddingModel(Enum):
    """The models to choose from."""

    SPLADE_PP_EN_V1 = "prithivida/Splade_PP_en_v1"


class ChromaCloudSpladeEmbeddingFunction(ConfiguredSparseFunction[Documents]):
    """Sparse vectors of SPLADE from Chroma Cloud. The key is that of an existing CloudClient, or of the environment."""

    _name = "chroma-cloud-splade"
    _settings: ClassVar[Settings] = {
        "api_key_env_var": KEY_VARIABLE,
        "model": _model(ChromaCloudSpladeEmbeddingModel),
        "include_tokens": Setting(boolean, fixed=True),
    }

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


def _headers(key: str, model: str) -> dict[str, str]:
    return {"x-chroma-token": key, "x-chroma-embedding-model": model}
