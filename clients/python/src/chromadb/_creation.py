"""What is sent to make a collection, from what callers give: configuration, schema, metadata, embedding function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    create_collection_configuration_to_json,
    validate_embedding_function_conflict_on_create,
    validate_embedding_function_conflict_on_get,
)
from chromadb.api.types import CollectionMetadata, EmbeddingFunction, Schema, serialize_metadata
from chromadb.types import Collection

__all__ = ["CollectionRequest", "check_stored_function", "collection_request"]


@dataclass(frozen=True)
class CollectionRequest:
    """The parts of a creation as they travel."""

    metadata: dict[str, Any] | None
    configuration: dict[str, Any] | None
    schema: dict[str, Any] | None


def collection_request(
    *,
    schema: Schema | None,
    configuration: CreateCollectionConfiguration | None,
    metadata: CollectionMetadata | None,
    embedding_function: EmbeddingFunction[Any] | None,
) -> CollectionRequest:
    """Put a creation together. The caller's configuration is not changed.

    Raises:
        ValueError: two embedding functions are given and differ, or a setting is malformed.
    """
    settings = cast("dict[str, Any]", dict(configuration or {}))
    configured = settings.get("embedding_function")
    validate_embedding_function_conflict_on_create(embedding_function, configured)
    if embedding_function is not None and configured is None:
        settings["embedding_function"] = embedding_function
    return CollectionRequest(
        metadata=serialize_metadata(metadata),
        configuration=create_collection_configuration_to_json(cast("CreateCollectionConfiguration", settings), metadata)
        if settings
        else None,
        schema=None if schema is None else schema.serialize_to_json(),
    )


def check_stored_function(model: Collection, embedding_function: EmbeddingFunction[Any] | None) -> None:
    """Refuse a named embedding function that is not the one stored with the collection.

    Raises:
        ValueError: it is another one.
    """
    stored = (model.configuration_json or {}).get("embedding_function")
    validate_embedding_function_conflict_on_get(embedding_function, stored)
