"""The configuration a collection has: from the server's JSON and back, and with changes applied."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from typing import Any, cast

from chromadb._configuration.typed import (
    CollectionConfiguration,
    HNSWConfiguration,
    SpannConfiguration,
    UpdateCollectionConfiguration,
    UpdateHNSWConfiguration,
    UpdateSpannConfiguration,
)
from chromadb._types.embedding_function import EmbeddingFunction
from chromadb.schema.constants import EMBEDDING_KEY
from chromadb.schema.embedding import embedding_function_from_json, embedding_function_to_json
from chromadb.schema.schema import Schema
from chromadb.schema.value_types import ValueTypes, VectorIndexType

HNSW_UPDATES = ("ef_search", "num_threads", "batch_size", "sync_threshold", "resize_factor")
SPANN_UPDATES = ("search_nprobe", "ef_search")


def check_one_index(configuration: Mapping[str, Any]) -> None:
    """Raise ValueError when both kinds of vector index are configured."""
    if configuration.get("hnsw") is not None and configuration.get("spann") is not None:
        raise ValueError("hnsw and spann cannot both be provided")


def register(function: EmbeddingFunction[Any]) -> None:
    """Make the class of ``function`` known by its name, so that collections stored with it find it."""
    from chromadb.embedding_functions.registry import (
        UnknownEmbeddingFunction,
        known_embedding_functions,
        register_embedding_function,
    )

    kind = type(function)
    if known_embedding_functions.get(function.name()) is not kind and not issubclass(kind, UnknownEmbeddingFunction):
        register_embedding_function(kind)


def load_collection_configuration_from_json(config_json_map: Mapping[str, Any]) -> CollectionConfiguration:
    """The configuration that the server's ``configuration_json`` describes, its embedding function built.

    A function that is not registered, or cannot be built here, is a stand-in which raises when it is called.

    Raises:
        ValueError: hnsw and spann are both there.
    """
    check_one_index(config_json_map)
    return CollectionConfiguration(
        hnsw=cast("HNSWConfiguration | None", config_json_map.get("hnsw")),
        spann=cast("SpannConfiguration | None", config_json_map.get("spann")),
        embedding_function=embedding_function_from_json(config_json_map.get("embedding_function")),
    )


def load_collection_configuration_from_json_str(config_json_str: str) -> CollectionConfiguration:
    """``load_collection_configuration_from_json`` for JSON text."""
    return load_collection_configuration_from_json(json.loads(config_json_str))


def collection_configuration_to_json(config: CollectionConfiguration) -> dict[str, Any]:
    """The inverse of ``load_collection_configuration_from_json``."""
    function = config.get("embedding_function")
    stored = embedding_function_to_json(function)
    if function is not None and stored["type"] == "known":
        register(function)
    return {"hnsw": config.get("hnsw"), "spann": config.get("spann"), "embedding_function": stored}


def collection_configuration_to_json_str(config: CollectionConfiguration) -> str:
    """``collection_configuration_to_json`` as text."""
    return json.dumps(collection_configuration_to_json(config))


def overwrite_hnsw_configuration(
    existing_hnsw_config: HNSWConfiguration, update_hnsw_config: UpdateHNSWConfiguration
) -> HNSWConfiguration:
    """A copy with the changes applied; what cannot be changed later is left as it is."""
    changes = {name: value for name, value in update_hnsw_config.items() if name in HNSW_UPDATES}
    return cast("HNSWConfiguration", {**existing_hnsw_config, **changes})


def overwrite_spann_configuration(
    existing_spann_config: SpannConfiguration, update_spann_config: UpdateSpannConfiguration
) -> SpannConfiguration:
    """A copy with the changes applied; what cannot be changed later is left as it is."""
    changes = {name: value for name, value in update_spann_config.items() if name in SPANN_UPDATES}
    return cast("SpannConfiguration", {**existing_spann_config, **changes})


def overwrite_embedding_function(
    existing_embedding_function: EmbeddingFunction[Any], update_embedding_function: EmbeddingFunction[Any]
) -> EmbeddingFunction[Any]:
    """The new function, if it may take the place of the existing one.

    Raises:
        ValueError: it is of another name, or refuses the change of configuration.
    """
    if existing_embedding_function.is_legacy() or update_embedding_function.is_legacy():
        warnings.warn("cannot update legacy embedding function config", DeprecationWarning, stacklevel=2)
        return existing_embedding_function
    if existing_embedding_function.name() != update_embedding_function.name():
        raise ValueError(
            "Cannot update embedding function: incompatible types "
            f"({existing_embedding_function.name()} vs {update_embedding_function.name()})"
        )
    update_embedding_function.validate_config_update(
        existing_embedding_function.get_config(), update_embedding_function.get_config()
    )
    return update_embedding_function


def overwrite_collection_configuration(
    existing_config: CollectionConfiguration, update_config: UpdateCollectionConfiguration
) -> CollectionConfiguration:
    """A copy with the changes applied. Changes to an index the collection does not have are left out.

    Raises:
        ValueError: hnsw and spann are both given, or the embedding function may not be changed so.
    """
    check_one_index(update_config)
    hnsw, spann = existing_config.get("hnsw"), existing_config.get("spann")
    function = existing_config.get("embedding_function")
    new_hnsw, new_spann = update_config.get("hnsw"), update_config.get("spann")
    new_function = update_config.get("embedding_function")
    if new_function is not None and function is not None:
        new_function = overwrite_embedding_function(function, new_function)
    return CollectionConfiguration(
        hnsw=overwrite_hnsw_configuration(hnsw, new_hnsw) if hnsw is not None and new_hnsw is not None else hnsw,
        spann=overwrite_spann_configuration(spann, new_spann) if spann is not None and new_spann is not None else spann,
        embedding_function=function if new_function is None else new_function,
    )


def _vector_index(place: str, value_types: ValueTypes | None) -> VectorIndexType:
    index = None if value_types is None or value_types.float_list is None else value_types.float_list.vector_index
    if index is None:
        raise ValueError(f"Schema is missing {place}.float_list.vector_index")
    return index


def update_schema_from_collection_configuration(schema: Schema, configuration: UpdateCollectionConfiguration) -> Schema:
    """Apply the changes to the schema itself, in the defaults and on ``#embedding``, and return it.

    Raises:
        ValueError: the schema has no vector index, or one of the other kind.
    """
    hnsw, spann = configuration.get("hnsw"), configuration.get("spann")
    function = configuration.get("embedding_function")
    indexes = (
        _vector_index("defaults", schema.defaults),
        _vector_index(f"keys[{EMBEDDING_KEY}]", schema.keys.get(EMBEDDING_KEY)),
    )
    for config in (index.config for index in indexes):
        if hnsw is not None:
            if config.hnsw is None:
                raise ValueError("Trying to update HNSW config but schema has SPANN")
            for name, value in overwrite_hnsw_configuration({}, hnsw).items():
                setattr(config.hnsw, name, value)
        elif spann is not None:
            if config.spann is None:
                raise ValueError("Trying to update SPANN config but schema has HNSW")
            for name, value in overwrite_spann_configuration({}, spann).items():
                setattr(config.spann, name, value)
        if function is not None:
            config.embedding_function = function
    return schema
