"""The configuration of a new collection."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from typing import Any, cast, get_args

from chromadb._configuration.stored import check_one_index, register
from chromadb._configuration.typed import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
    CreateSpannConfiguration,
)
from chromadb._types.embedding_function import EmbeddingFunction
from chromadb._types.metadata import CollectionMetadata
from chromadb._types.results import Space
from chromadb.schema.embedding import embedding_function_from_json, embedding_function_to_json

LEGACY_NAMES = {
    "hnsw:space": "space",
    "hnsw:construction_ef": "ef_construction",
    "hnsw:M": "max_neighbors",
    "hnsw:search_ef": "ef_search",
    "hnsw:num_threads": "num_threads",
    "hnsw:batch_size": "batch_size",
    "hnsw:sync_threshold": "sync_threshold",
    "hnsw:resize_factor": "resize_factor",
}
"""Metadata keys that configured the index before there were configurations, and what they are called now."""


def _known(json_map: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    space = json_map.get("space")
    if "space" in json_map and space not in get_args(Space):
        raise ValueError(f"not a valid space: {space}")
    return {name: json_map[name] for name in kind.__annotations__ if name in json_map}


def json_to_create_hnsw_configuration(json_map: Mapping[str, Any]) -> CreateHNSWConfiguration:
    """The known settings in ``json_map``.

    Raises:
        ValueError: the space is none of l2, cosine and ip.
    """
    return cast("CreateHNSWConfiguration", _known(json_map, CreateHNSWConfiguration))


def json_to_create_spann_configuration(json_map: Mapping[str, Any]) -> CreateSpannConfiguration:
    """The known settings in ``json_map``.

    Raises:
        ValueError: the space is none of l2, cosine and ip.
    """
    return cast("CreateSpannConfiguration", _known(json_map, CreateSpannConfiguration))


def populate_create_hnsw_defaults(
    config: CreateHNSWConfiguration, ef: EmbeddingFunction[Any] | None = None
) -> CreateHNSWConfiguration:
    """Fill in what is missing, in ``config`` itself, and return it. The space is that of ``ef``, or l2."""
    defaults: CreateHNSWConfiguration = {
        "space": "l2" if ef is None else ef.default_space(),
        "ef_construction": 100,
        "max_neighbors": 16,
        "ef_search": 100,
        "num_threads": os.cpu_count() or 1,
        "batch_size": 100,
        "sync_threshold": 1000,
        "resize_factor": 1.2,
    }
    for name, value in defaults.items():
        if config.get(name) is None:
            cast("dict[str, Any]", config)[name] = value
    return config


def create_collection_configuration_from_legacy_metadata_dict(
    metadata: Mapping[str, Any],
) -> CreateCollectionConfiguration:
    """The configuration that ``hnsw:...`` keys in metadata stand for, with defaults for the rest."""
    given = {LEGACY_NAMES[name]: value for name, value in metadata.items() if name in LEGACY_NAMES}
    hnsw = populate_create_hnsw_defaults(json_to_create_hnsw_configuration(given))
    return CreateCollectionConfiguration(hnsw=hnsw)


def create_collection_configuration_from_legacy_collection_metadata(
    metadata: CollectionMetadata,
) -> CreateCollectionConfiguration:
    """The same as ``create_collection_configuration_from_legacy_metadata_dict``."""
    return create_collection_configuration_from_legacy_metadata_dict(metadata)


def load_create_collection_configuration_from_json(json_map: Mapping[str, Any]) -> CreateCollectionConfiguration:
    """The inverse of ``create_collection_configuration_to_json``.

    Raises:
        ValueError: hnsw and spann are both there, or a space is unknown.
    """
    check_one_index(json_map)
    result = CreateCollectionConfiguration()
    if json_map.get("hnsw") is not None:
        result["hnsw"] = json_to_create_hnsw_configuration(json_map["hnsw"])
    if json_map.get("spann") is not None:
        result["spann"] = json_to_create_spann_configuration(json_map["spann"])
    function = embedding_function_from_json(json_map.get("embedding_function"))
    if function is not None:
        result["embedding_function"] = function
    return result


def create_collection_configuration_to_json(
    config: CreateCollectionConfiguration, metadata: CollectionMetadata | None = None
) -> dict[str, Any]:
    """The configuration as it travels; ``config`` is not changed.

    Where no space is given, neither here nor as ``hnsw:space`` in ``metadata``, it is that of the embedding function. A
    space the function does not name among its own gives a warning.

    Raises:
        ValueError: hnsw and spann are both given.
    """
    check_one_index(config)
    given_hnsw, given_spann = config.get("hnsw"), config.get("spann")
    hnsw: dict[str, Any] | None = None if given_hnsw is None else dict(given_hnsw)
    spann: dict[str, Any] | None = None if given_spann is None else dict(given_spann)
    function = config.get("embedding_function")
    stored = embedding_function_to_json(function)
    if function is not None and stored["type"] == "known":
        space_in_metadata = None if metadata is None else metadata.get("hnsw:space")
        if hnsw is None and spann is None and space_in_metadata is None:
            hnsw = {}
        for index in (hnsw, spann):
            if index is not None and index.get("space") is None:
                index["space"] = function.default_space()
        index = hnsw if hnsw is not None else spann
        space = space_in_metadata if index is None else index["space"]
        if space not in function.supported_spaces():
            warnings.warn(
                f"space {space} is not supported by {function.name()}. Supported spaces: {function.supported_spaces()}",
                UserWarning,
                stacklevel=2,
            )
        register(function)
    return {"hnsw": hnsw, "spann": spann, "embedding_function": stored}


def create_collection_configuration_to_json_str(
    config: CreateCollectionConfiguration, metadata: CollectionMetadata | None = None
) -> str:
    """``create_collection_configuration_to_json`` as text."""
    return json.dumps(create_collection_configuration_to_json(config, metadata))
