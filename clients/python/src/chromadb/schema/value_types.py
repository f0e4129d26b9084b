"""Which indexes there are for each type of value, and whether they are on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chromadb.schema.index_configs import (
    BoolInvertedIndexConfig,
    FloatInvertedIndexConfig,
    FtsIndexConfig,
    IntInvertedIndexConfig,
    SparseVectorIndexConfig,
    StringInvertedIndexConfig,
    VectorIndexConfig,
)


@dataclass
class FtsIndexType:
    """The full-text index."""

    enabled: bool
    config: FtsIndexConfig


@dataclass
class VectorIndexType:
    """The vector index."""

    enabled: bool
    config: VectorIndexConfig


@dataclass
class SparseVectorIndexType:
    """A sparse vector index."""

    enabled: bool
    config: SparseVectorIndexConfig


@dataclass
class StringInvertedIndexType:
    """The index for filters on text."""

    enabled: bool
    config: StringInvertedIndexConfig


@dataclass
class IntInvertedIndexType:
    """The index for filters on whole numbers."""

    enabled: bool
    config: IntInvertedIndexConfig


@dataclass
class FloatInvertedIndexType:
    """The index for filters on numbers with a fraction."""

    enabled: bool
    config: FloatInvertedIndexConfig


@dataclass
class BoolInvertedIndexType:
    """The index for filters on truth values."""

    enabled: bool
    config: BoolInvertedIndexConfig


@dataclass
class StringValueType:
    """Indexes of text values."""

    fts_index: FtsIndexType | None = None
    string_inverted_index: StringInvertedIndexType | None = None


@dataclass
class FloatListValueType:
    """Indexes of dense vectors."""

    vector_index: VectorIndexType | None = None


@dataclass
class SparseVectorValueType:
    """Indexes of sparse vectors."""

    sparse_vector_index: SparseVectorIndexType | None = None


@dataclass
class IntValueType:
    """Indexes of whole numbers."""

    int_inverted_index: IntInvertedIndexType | None = None


@dataclass
class FloatValueType:
    """Indexes of numbers with a fraction."""

    float_inverted_index: FloatInvertedIndexType | None = None


@dataclass
class BoolValueType:
    """Indexes of truth values."""

    bool_inverted_index: BoolInvertedIndexType | None = None


@dataclass
class ValueTypes:
    """The indexes of one key, or of every key without settings of its own. None is "not said"."""

    string: StringValueType | None = None
    float_list: FloatListValueType | None = None
    sparse_vector: SparseVectorValueType | None = None
    int_value: IntValueType | None = None
    float_value: FloatValueType | None = None
    boolean: BoolValueType | None = None
    # What a newer server says about value types unknown here: kept, and written back.
    unknown: dict[str, Any] = field(default_factory=lambda: dict[str, Any](), init=False, repr=False)
