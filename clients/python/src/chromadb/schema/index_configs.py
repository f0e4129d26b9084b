"""What can be set for each kind of index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from chromadb._model import Model, made
from chromadb._narrow import is_callable
from chromadb._types.embedding_function import validate_embedding_function, validate_sparse_embedding_function
from chromadb._types.results import Space
from chromadb.execution.expression.key import Key
from chromadb.schema.constants import DOCUMENT_KEY


def _default_embedding_function() -> Any:
    from chromadb.embedding_functions.default import DefaultEmbeddingFunction

    return DefaultEmbeddingFunction()


def _check_source_key(value: Any) -> str | None:
    name: Any = value.name if isinstance(value, Key) else value
    if name is None:
        return None
    if not isinstance(name, str):
        raise ValueError(f"source_key must be str or Key, got {type(value).__name__}")
    if name.startswith("#") and name != DOCUMENT_KEY:
        raise ValueError(
            "source_key cannot begin with '#'. The only valid key starting with '#' is Key.DOCUMENT or '#document'."
        )
    return name


def _check_embedding_function(value: Any) -> Any:
    if value is None:
        return None
    if not is_callable(value):
        raise ValueError("embedding_function must be callable or None")
    validate_embedding_function(value)
    return value


def _check_sparse_embedding_function(value: Any) -> Any:
    if value is None:
        return None
    if not is_callable(value):
        raise ValueError("embedding_function must be a callable SparseEmbeddingFunction or None")
    validate_sparse_embedding_function(value)
    return value


class _IndexModel(Model):
    """Base of the index configurations."""

    @property
    def unknown_settings(self) -> dict[str, Any]:
        """What a newer server says about the index and this version does not know: kept, and written back."""
        settings: dict[str, Any] = self.__dict__.setdefault("_unknown", {})
        return settings


class FtsIndexConfig(_IndexModel):
    """Full-text search on documents. Nothing to set."""


class StringInvertedIndexConfig(_IndexModel):
    """Filters on text values. Nothing to set."""


class IntInvertedIndexConfig(_IndexModel):
    """Filters on whole numbers. Nothing to set."""


class FloatInvertedIndexConfig(_IndexModel):
    """Filters on numbers with a fraction. Nothing to set."""


class BoolInvertedIndexConfig(_IndexModel):
    """Filters on truth values. Nothing to set."""


class HnswIndexConfig(_IndexModel):
    """Settings of the HNSW graph; None leaves a setting to the server."""

    ef_construction: int | None = None
    max_neighbors: int | None = None
    ef_search: int | None = None
    num_threads: int | None = None
    batch_size: int | None = None
    sync_threshold: int | None = None
    resize_factor: float | None = None


class SpannIndexConfig(_IndexModel):
    """Settings of the SPANN index of Chroma Cloud; None leaves a setting to the server."""

    search_nprobe: int | None = None
    write_nprobe: int | None = None
    ef_construction: int | None = None
    ef_search: int | None = None
    max_neighbors: int | None = None
    reassign_neighbor_count: int | None = None
    split_threshold: int | None = None
    merge_threshold: int | None = None
    # Servers report these too, and fix most of them.
    search_rng_factor: float | None = None
    search_rng_epsilon: float | None = None
    nreplica_count: int | None = None
    write_rng_factor: float | None = None
    write_rng_epsilon: float | None = None
    num_samples_kmeans: int | None = None
    initial_lambda: float | None = None
    num_centers_to_merge_to: int | None = None
    center_drift_threshold: float | None = None
    quantize: Any = None


class VectorIndexConfig(_IndexModel):
    """The vector index of a collection: how distance is measured, who embeds, and the index's own settings.

    ``source_key`` is what is embedded: ``"#document"`` or a metadata key, as text or ``K("key")``. Without a space,
    that of the embedding function is taken.
    """

    space: Space | None = None
    embedding_function: Any = made(_default_embedding_function)
    source_key: str | None = None
    hnsw: HnswIndexConfig | None = None
    spann: SpannIndexConfig | None = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            space: Space | None = None,
            embedding_function: Any = ...,
            source_key: str | Key | None = None,
            hnsw: HnswIndexConfig | None = None,
            spann: SpannIndexConfig | None = None,
        ) -> None: ...

    _checks = {"source_key": _check_source_key, "embedding_function": _check_embedding_function}  # noqa: RUF012


class SparseVectorIndexConfig(_IndexModel):
    """A sparse vector index on one metadata key.

    With ``source_key`` and ``embedding_function``, vectors are made from that key's text; ``bm25`` weighs a query's
    tokens by how rare they are.
    """

    embedding_function: Any = None
    source_key: str | None = None
    bm25: bool | None = None
    algorithm: Literal["wand", "max_score"] | None = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            embedding_function: Any = None,
            source_key: str | Key | None = None,
            bm25: bool | None = None,
            algorithm: Literal["wand", "max_score"] | None = None,
        ) -> None: ...

    _checks = {"source_key": _check_source_key, "embedding_function": _check_sparse_embedding_function}  # noqa: RUF012


IndexConfig: TypeAlias = (
    FtsIndexConfig
    | VectorIndexConfig
    | SparseVectorIndexConfig
    | StringInvertedIndexConfig
    | IntInvertedIndexConfig
    | FloatInvertedIndexConfig
    | BoolInvertedIndexConfig
)
