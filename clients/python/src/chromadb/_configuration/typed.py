"""Collection configurations as the user writes and reads them."""

from __future__ import annotations

from typing import Any, TypedDict

from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.results import Space


class HNSWConfiguration(TypedDict, total=False):
    """Settings of the HNSW graph of a collection."""

    space: Space
    ef_construction: int
    max_neighbors: int
    ef_search: int
    num_threads: int
    batch_size: int
    sync_threshold: int
    resize_factor: float


class SpannConfiguration(TypedDict, total=False):
    """Settings of the SPANN index of a collection in Chroma Cloud."""

    search_nprobe: int
    write_nprobe: int
    space: Space
    ef_construction: int
    ef_search: int
    max_neighbors: int
    reassign_neighbor_count: int
    split_threshold: int
    merge_threshold: int


class CollectionConfiguration(TypedDict, total=True):
    """The configuration of a collection. One of ``hnsw`` and ``spann`` is None."""

    hnsw: HNSWConfiguration | None
    spann: SpannConfiguration | None
    embedding_function: EmbeddingFunction[Any] | None


class CreateHNSWConfiguration(TypedDict, total=False):
    """HNSW settings of a new collection."""

    space: Space
    ef_construction: int
    max_neighbors: int
    ef_search: int
    num_threads: int
    batch_size: int
    sync_threshold: int
    resize_factor: float


class CreateSpannConfiguration(TypedDict, total=False):
    """SPANN settings of a new collection."""

    search_nprobe: int
    write_nprobe: int
    space: Space
    ef_construction: int
    ef_search: int
    max_neighbors: int
    reassign_neighbor_count: int
    split_threshold: int
    merge_threshold: int


class CreateCollectionConfiguration(TypedDict, total=False):
    """The configuration of a new collection. Give ``hnsw`` or ``spann``, not both."""

    hnsw: CreateHNSWConfiguration | None
    spann: CreateSpannConfiguration | None
    embedding_function: EmbeddingFunction[Any] | None


class UpdateHNSWConfiguration(TypedDict, total=False):
    """The HNSW settings that can be changed later."""

    ef_search: int
    num_threads: int
    batch_size: int
    sync_threshold: int
    resize_factor: float


class UpdateSpannConfiguration(TypedDict, total=False):
    """The SPANN settings that can be changed later."""

    search_nprobe: int
    ef_search: int


class UpdateCollectionConfiguration(TypedDict, total=False):
    """Changes to a configuration. What is not given stays."""

    hnsw: UpdateHNSWConfiguration | None
    spann: UpdateSpannConfiguration | None
    embedding_function: EmbeddingFunction[Any] | None
