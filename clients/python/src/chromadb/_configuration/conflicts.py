"""Two embedding functions for one collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chromadb._types.embedding_function import EmbeddingFunction


def validate_embedding_function_conflict_on_create(
    embedding_function: EmbeddingFunction[Any] | None, configuration_ef: EmbeddingFunction[Any] | None
) -> None:
    """Refuse an embedding function that is not the one in the configuration of the new collection.

    The default one does not count, as it is there when none was given.

    Raises:
        ValueError: their names differ.
    """
    if embedding_function is None or configuration_ef is None:
        return
    if embedding_function.name() not in ("default", configuration_ef.name()):
        raise ValueError(
            "Multiple embedding functions provided. Please provide only one. Embedding function conflict: "
            f"{embedding_function.name()} vs {configuration_ef.name()}"
        )


def validate_embedding_function_conflict_on_get(
    embedding_function: EmbeddingFunction[Any] | None, persisted_ef_config: Mapping[str, Any] | None
) -> None:
    """Refuse an embedding function that is not the one the collection was created with.

    It compares with the stored configuration, so that a function which cannot be built here does not matter. The
    default one does not count, as it is there when none was given.

    Raises:
        ValueError: their names differ.
    """
    if embedding_function is None or persisted_ef_config is None:
        return
    persisted = persisted_ef_config.get("name")
    if persisted is not None and embedding_function.name() not in ("default", persisted):
        raise ValueError(
            "An embedding function already exists in the collection configuration, and a new one is provided. If this "
            "is intentional, please embed documents separately. Embedding function conflict: "
            f"new: {embedding_function.name()} vs persisted: {persisted}"
        )
