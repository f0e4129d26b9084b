"""Sparse vectors by models that other packages run in this process: FastEmbed and sentence-transformers."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, ClassVar, Literal, TypedDict, cast

import numpy as np

from chromadb._types.records import Documents
from chromadb._types.vectors import SparseVectors

from ._config import boolean, integer, integer_list, mapping, number, optional, string
from ._configured import OPTIONS, ConfiguredSparseFunction, Setting, Settings
from ._models import check_options, shared_model, sparse

TaskType = Literal["document", "query"]

_BY_TASK: Settings = {"task": Setting(optional(string)), "query_config": Setting(optional(mapping))}


class FastembedSparseEmbeddingFunctionQueryConfig(TypedDict):
    """What is different for queries: the task."""

    task: TaskType


class HuggingFaceSparseEmbeddingFunctionQueryConfig(TypedDict):
    """What is different for queries: the task."""

    task: TaskType


class Bm25EmbeddingFunctionQueryConfig(TypedDict):
    """What is different for queries: the task."""

    task: TaskType


def _by_task(task: str | None, of_documents: Callable[[list[str]], Any], of_queries: Callable[[list[str]], Any]) -> Any:
    if task == "document":
        return of_documents
    if task == "query":
        return of_queries
    raise ValueError(f"Invalid task: {task}")


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


class FastembedSparseEmbeddingFunction(ConfiguredSparseFunction[Documents]):
    """Sparse vectors by a model of FastEmbed, such as "prithivida/Splade_PP_en_v1"; fastembed must be installed."""

    _name = "fastembed_sparse"
    _settings: ClassVar[Settings] = {
        "model_name": Setting(string, required=True),
        **_BY_TASK,
        "cache_dir": Setting(optional(string)),
        "threads": Setting(optional(integer)),
        "cuda": Setting(optional(boolean)),
        "device_ids": Setting(optional(integer_list)),
        "lazy_load": Setting(optional(boolean)),
        "kwargs": OPTIONS,
    }

    def __init__(
        self,
        model_name: str,
        task: TaskType | None = "document",
        cache_dir: str | None = None,
        threads: int | None = None,
        cuda: bool | None = None,
        device_ids: list[int] | None = None,
        lazy_load: bool | None = None,
        query_config: FastembedSparseEmbeddingFunctionQueryConfig | None = None,
        **kwargs: Any,
    ) -> None:
        """Choose the model and how it runs; it is loaded with the first text. What is None is left to FastEmbed.

        Raises:
            ValueError: an option cannot be stored.
        """
        check_options(kwargs)
        self.model_name = model_name
        self.task = task
        self.cache_dir = cache_dir
        self.threads = threads
        self.cuda = cuda
        self.device_ids = device_ids
        self.lazy_load = lazy_load
        self.query_config = query_config
        self.kwargs = kwargs

    def __call__(self, input: Documents) -> SparseVectors:
        """Embed the texts; `MissingDependencyError` without fastembed, ValueError for an unknown task."""
        return self._embed(input, self.task)

    def embed_query(self, input: Documents) -> SparseVectors:
        """Embed the texts as ``query_config`` says, else as ``task`` does."""
        return self._embed(input, self.task if self.query_config is None else self.query_config.get("task"))

    def _embed(self, input: Documents, task: str | None) -> SparseVectors:
        options = _given(
            cache_dir=self.cache_dir,
            threads=self.threads,
            cuda=self.cuda,
            device_ids=self.device_ids,
            lazy_load=self.lazy_load,
        )
        model = shared_model(
            "fastembed",
            "SparseTextEmbedding",
            "pip install fastembed",
            {"model_name": self.model_name, **options, **self.kwargs},
        )
        embed = _by_task(task, model.embed, model.query_embed)
        return [sparse(vector.indices, vector.values) for vector in embed(list(input))]


class Bm25EmbeddingFunction(ConfiguredSparseFunction[Documents]):
    """BM25 as FastEmbed computes it. Deprecated: `ChromaBm25EmbeddingFunction` needs no model and is the same in every
    client."""

    _name = "bm25"
    _settings: ClassVar[Settings] = {
        **_BY_TASK,
        "cache_dir": Setting(optional(string)),
        "k": Setting(optional(number)),
        "b": Setting(optional(number)),
        "avg_len": Setting(optional(number)),
        "language": Setting(optional(string)),
        "token_max_length": Setting(optional(integer)),
        "disable_stemmer": Setting(optional(boolean)),
        "specific_model_path": Setting(optional(string)),
        "kwargs": OPTIONS,
    }

    def __init__(
        self,
        avg_len: float | None = None,
        task: TaskType | None = "document",
        cache_dir: str | None = None,
        k: float | None = None,
        b: float | None = None,
        language: str | None = None,
        token_max_length: int | None = None,
        disable_stemmer: bool | None = None,
        specific_model_path: str | None = None,
        query_config: Bm25EmbeddingFunctionQueryConfig | None = None,
        **kwargs: Any,
    ) -> None:
        """Choose FastEmbed's parameters; what is None is left to it.

        Raises:
            ValueError: an option cannot be stored.
        """
        warnings.warn(
            "Bm25EmbeddingFunction is deprecated. Please use ChromaBm25EmbeddingFunction instead.",
            DeprecationWarning,
            stacklevel=2,
        )
        check_options(kwargs)
        self.avg_len = avg_len
        self.task = task
        self.cache_dir = cache_dir
        self.k = k
        self.b = b
        self.language = language
        self.token_max_length = token_max_length
        self.disable_stemmer = disable_stemmer
        self.specific_model_path = specific_model_path
        self.query_config = query_config
        self.kwargs = kwargs

    def __call__(self, input: Documents) -> SparseVectors:
        """Embed the texts; `MissingDependencyError` without fastembed, ValueError for an unknown task."""
        return self._embed(input, self.task)

    def embed_query(self, input: Documents) -> SparseVectors:
        """Embed the texts as ``query_config`` says, else as ``task`` does."""
        return self._embed(input, self.task if self.query_config is None else self.query_config.get("task"))

    def _embed(self, input: Documents, task: str | None) -> SparseVectors:
        options = _given(
            cache_dir=self.cache_dir,
            k=self.k,
            b=self.b,
            avg_len=self.avg_len,
            language=self.language,
            token_max_length=self.token_max_length,
            disable_stemmer=self.disable_stemmer,
            specific_model_path=self.specific_model_path,
        )
        model = shared_model(
            "fastembed.sparse.bm25",
            "Bm25",
            "pip install fastembed",
            {"model_name": "Qdrant/bm25", **options, **self.kwargs},
        )
        embed = _by_task(task, model.embed, model.query_embed)
        return [sparse(vector.indices, vector.values) for vector in embed(list(input))]


class HuggingFaceSparseEmbeddingFunction(ConfiguredSparseFunction[Documents]):
    """Sparse vectors by a SparseEncoder of sentence-transformers, such as "naver/splade-v3"."""

    _name = "huggingface_sparse"
    _settings: ClassVar[Settings] = {
        "model_name": Setting(string, required=True),
        "device": Setting(string, required=True),
        **_BY_TASK,
        "kwargs": OPTIONS,
    }

    def __init__(
        self,
        model_name: str,
        device: str,
        task: TaskType | None = "document",
        query_config: HuggingFaceSparseEmbeddingFunctionQueryConfig | None = None,
        **kwargs: Any,
    ) -> None:
        """Choose the model and the device it runs on; it is loaded with the first text.

        Raises:
            ValueError: an option cannot be stored.
        """
        check_options(kwargs)
        self.model_name = model_name
        self.device = device
        self.task = task
        self.query_config = query_config
        self.kwargs = kwargs

    def __call__(self, input: Documents) -> SparseVectors:
        """Embed the texts; `MissingDependencyError` without sentence-transformers, ValueError for an unknown task."""
        return self._embed(input, self.task)

    def embed_query(self, input: Documents) -> SparseVectors:
        """Embed the texts as ``query_config`` says, else as ``task`` does."""
        return self._embed(input, self.task if self.query_config is None else self.query_config.get("task"))

    def _embed(self, input: Documents, task: str | None) -> SparseVectors:
        model = shared_model(
            "sentence_transformers",
            "SparseEncoder",
            "pip install sentence-transformers",
            {"model_name_or_path": self.model_name, "device": self.device, **self.kwargs},
        )
        embed = _by_task(task, model.encode_document, model.encode_query)
        return [_of_tensor(row) for row in embed(list(input))]


def _of_tensor(row: Any) -> Any:
    """The non-zero places of a tensor, dense or sparse, on any device, or of an array."""
    dense = row.to_dense() if hasattr(row, "to_dense") else row
    array = np.asarray(dense.cpu().numpy() if hasattr(dense, "cpu") else dense)
    places = np.flatnonzero(array)
    return sparse(cast("list[int]", places.tolist()), cast("list[float]", array[places].tolist()))
