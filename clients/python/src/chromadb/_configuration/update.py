"""Changes to the configuration of a collection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from chromadb._configuration.create import LEGACY_NAMES
from chromadb._configuration.stored import HNSW_UPDATES, SPANN_UPDATES, check_one_index, register
from chromadb._configuration.typed import (
    UpdateCollectionConfiguration,
    UpdateHNSWConfiguration,
    UpdateSpannConfiguration,
)
from chromadb._types.metadata import CollectionMetadata
from chromadb.base_types import UpdateMetadata
from chromadb.schema.embedding import embedding_function_from_json, embedding_function_to_json


def json_to_update_hnsw_configuration(json_map: Mapping[str, Any]) -> UpdateHNSWConfiguration:
    """The settings in ``json_map`` that can be changed later."""
    known = {name: json_map[name] for name in HNSW_UPDATES if name in json_map}
    return cast("UpdateHNSWConfiguration", known)


def json_to_update_spann_configuration(json_map: Mapping[str, Any]) -> UpdateSpannConfiguration:
    """The settings in ``json_map`` that can be changed later."""
    known = {name: json_map[name] for name in SPANN_UPDATES if name in json_map}
    return cast("UpdateSpannConfiguration", known)


def update_collection_configuration_from_legacy_update_metadata(
    metadata: UpdateMetadata,
) -> UpdateCollectionConfiguration:
    """The changes that ``hnsw:...`` keys in metadata stand for."""
    given = {LEGACY_NAMES[name]: value for name, value in metadata.items() if name in LEGACY_NAMES}
    return UpdateCollectionConfiguration(hnsw=json_to_update_hnsw_configuration(given))


def update_collection_configuration_from_legacy_collection_metadata(
    metadata: CollectionMetadata,
) -> UpdateCollectionConfiguration:
    """The same as ``update_collection_configuration_from_legacy_update_metadata``."""
    return update_collection_configuration_from_legacy_update_metadata(metadata)


def update_collection_configuration_to_json(config: UpdateCollectionConfiguration) -> dict[str, Any]:
    """The changes as they travel; ``{}`` when there are none."""
    hnsw, spann, function = config.get("hnsw"), config.get("spann"), config.get("embedding_function")
    if hnsw is None and spann is None and function is None:
        return {}
    stored = None
    if function is not None:
        stored = embedding_function_to_json(function)
        if stored["type"] == "known":
            register(function)
    return {"hnsw": hnsw, "spann": spann, "embedding_function": stored}


def update_collection_configuration_to_json_str(config: UpdateCollectionConfiguration) -> str:
    """``update_collection_configuration_to_json`` as text."""
    return json.dumps(update_collection_configuration_to_json(config))


def load_update_collection_configuration_from_json(json_map: Mapping[str, Any]) -> UpdateCollectionConfiguration:
    """The inverse of ``update_collection_configuration_to_json``.

    Raises:
        ValueError: hnsw and spann are both there.
    """
    check_one_index(json_map)
    result = UpdateCollectionConfiguration()
    if json_map.get("hnsw") is not None:
        result["hnsw"] = json_to_update_hnsw_configuration(json_map["hnsw"])
    if json_map.get("spann") is not None:
        result["spann"] = json_to_update_spann_configuration(json_map["spann"])
    function = embedding_function_from_json(json_map.get("embedding_function"))
    if function is not None:
        result["embedding_function"] = function
    return result


def load_update_collection_configuration_from_json_str(json_str: str) -> UpdateCollectionConfiguration:
    """``load_update_collection_configuration_from_json`` for JSON text."""
    return load_update_collection_configuration_from_json(json.loads(json_str))
