"""Collection configurations, at their official path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chromadb._configuration.conflicts import (
    validate_embedding_function_conflict_on_create,
    validate_embedding_function_conflict_on_get,
)
from chromadb._configuration.create import (
    create_collection_configuration_from_legacy_collection_metadata,
    create_collection_configuration_from_legacy_metadata_dict,
    create_collection_configuration_to_json,
    create_collection_configuration_to_json_str,
    json_to_create_hnsw_configuration,
    json_to_create_spann_configuration,
    load_create_collection_configuration_from_json,
    populate_create_hnsw_defaults,
)
from chromadb._configuration.stored import (
    collection_configuration_to_json,
    collection_configuration_to_json_str,
    load_collection_configuration_from_json,
    load_collection_configuration_from_json_str,
    overwrite_collection_configuration,
    overwrite_embedding_function,
    overwrite_hnsw_configuration,
    overwrite_spann_configuration,
    update_schema_from_collection_configuration,
)
from chromadb._configuration.typed import (
    CollectionConfiguration,
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
    CreateSpannConfiguration,
    HNSWConfiguration,
    SpannConfiguration,
    UpdateCollectionConfiguration,
    UpdateHNSWConfiguration,
    UpdateSpannConfiguration,
)
from chromadb._configuration.update import (
    json_to_update_hnsw_configuration,
    json_to_update_spann_configuration,
    load_update_collection_configuration_from_json,
    load_update_collection_configuration_from_json_str,
    update_collection_configuration_from_legacy_collection_metadata,
    update_collection_configuration_from_legacy_update_metadata,
    update_collection_configuration_to_json,
    update_collection_configuration_to_json_str,
)
from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.metadata import CollectionMetadata
from chromadb._types.results import Space
from chromadb.base_types import UpdateMetadata
from chromadb.schema.schema import Schema

if TYPE_CHECKING:
    from chromadb.embedding_functions.registry import known_embedding_functions, register_embedding_function

__all__ = [
    "CollectionConfiguration",
    "CollectionMetadata",
    "CreateCollectionConfiguration",
    "CreateHNSWConfiguration",
    "CreateSpannConfiguration",
    "EmbeddingFunction",
    "HNSWConfiguration",
    "Schema",
    "Space",
    "SpannConfiguration",
    "UpdateCollectionConfiguration",
    "UpdateHNSWConfiguration",
    "UpdateMetadata",
    "UpdateSpannConfiguration",
    "collection_configuration_to_json",
    "collection_configuration_to_json_str",
    "create_collection_configuration_from_legacy_collection_metadata",
    "create_collection_configuration_from_legacy_metadata_dict",
    "create_collection_configuration_to_json",
    "create_collection_configuration_to_json_str",
    "json_to_create_hnsw_configuration",
    "json_to_create_spann_configuration",
    "json_to_update_hnsw_configuration",
    "json_to_update_spann_configuration",
    "known_embedding_functions",
    "load_collection_configuration_from_json",
    "load_collection_configuration_from_json_str",
    "load_create_collection_configuration_from_json",
    "load_update_collection_configuration_from_json",
    "load_update_collection_configuration_from_json_str",
    "overwrite_collection_configuration",
    "overwrite_embedding_function",
    "overwrite_hnsw_configuration",
    "overwrite_spann_configuration",
    "populate_create_hnsw_defaults",
    "register_embedding_function",
    "update_collection_configuration_from_legacy_collection_metadata",
    "update_collection_configuration_from_legacy_update_metadata",
    "update_collection_configuration_to_json",
    "update_collection_configuration_to_json_str",
    "update_schema_from_collection_configuration",
    "validate_embedding_function_conflict_on_create",
    "validate_embedding_function_conflict_on_get",
]


def __getattr__(name: str) -> Any:
    # The registry imports chromadb.api.types, and with it this package, so it is looked up when it is asked for.
    if name in ("known_embedding_functions", "register_embedding_function"):
        from chromadb.embedding_functions import registry

        return globals().setdefault(name, getattr(registry, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
