"""Collection schemas: indexes per key and value type, their settings, and their JSON."""

from __future__ import annotations

from chromadb.schema.cmek import Cmek, CmekProvider
from chromadb.schema.index_configs import (
    BoolInvertedIndexConfig,
    FloatInvertedIndexConfig,
    FtsIndexConfig,
    HnswIndexConfig,
    IndexConfig,
    IntInvertedIndexConfig,
    SpannIndexConfig,
    SparseVectorIndexConfig,
    StringInvertedIndexConfig,
    VectorIndexConfig,
)
from chromadb.schema.schema import Schema
from chromadb.schema.value_types import ValueTypes

__all__ = [
    "BoolInvertedIndexConfig",
    "Cmek",
    "CmekProvider",
    "FloatInvertedIndexConfig",
    "FtsIndexConfig",
    "HnswIndexConfig",
    "IndexConfig",
    "IntInvertedIndexConfig",
    "Schema",
    "SpannIndexConfig",
    "SparseVectorIndexConfig",
    "StringInvertedIndexConfig",
    "ValueTypes",
    "VectorIndexConfig",
]
