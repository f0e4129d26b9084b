"""Schemas as JSON, and back.

What a newer server says and this version does not know (value types, settings) is kept and written back.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from chromadb.schema import constants as names
from chromadb.schema import index_configs as configs
from chromadb.schema import value_types as types
from chromadb.schema.embedding import (
    embedding_function_from_json,
    embedding_function_to_json,
    sparse_embedding_function_from_json,
    sparse_embedding_function_to_json,
)

# name on the wire -> (attribute of ValueTypes, its class, {index name, which is also the attribute: its two classes})
VALUE_TYPES: dict[str, tuple[str, Any, dict[str, tuple[Any, Any]]]] = {
    names.STRING_VALUE_NAME: (
        "string",
        types.StringValueType,
        {
            names.FTS_INDEX_NAME: (types.FtsIndexType, configs.FtsIndexConfig),
            names.STRING_INVERTED_INDEX_NAME: (types.StringInvertedIndexType, configs.StringInvertedIndexConfig),
        },
    ),
    names.FLOAT_LIST_VALUE_NAME: (
        "float_list",
        types.FloatListValueType,
        {names.VECTOR_INDEX_NAME: (types.VectorIndexType, configs.VectorIndexConfig)},
    ),
    names.SPARSE_VECTOR_VALUE_NAME: (
        "sparse_vector",
        types.SparseVectorValueType,
        {names.SPARSE_VECTOR_INDEX_NAME: (types.SparseVectorIndexType, configs.SparseVectorIndexConfig)},
    ),
    names.INT_VALUE_NAME: (
        "int_value",
        types.IntValueType,
        {names.INT_INVERTED_INDEX_NAME: (types.IntInvertedIndexType, configs.IntInvertedIndexConfig)},
    ),
    names.FLOAT_VALUE_NAME: (
        "float_value",
        types.FloatValueType,
        {names.FLOAT_INVERTED_INDEX_NAME: (types.FloatInvertedIndexType, configs.FloatInvertedIndexConfig)},
    ),
    names.BOOL_VALUE_NAME: (
        "boolean",
        types.BoolValueType,
        {names.BOOL_INVERTED_INDEX_NAME: (types.BoolInvertedIndexType, configs.BoolInvertedIndexConfig)},
    ),
}


def place_of(config: configs.IndexConfig) -> tuple[str, Any, str, Any]:
    """Where an index of this configuration stands: attribute and class of the value type, and of the index."""
    for attribute, value_class, indexes in VALUE_TYPES.values():
        for index_name, (index_class, config_class) in indexes.items():
            if isinstance(config, config_class):
                return attribute, value_class, index_name, index_class
    raise TypeError(f"Expected an index configuration, got {type(config).__name__}")


def value_types_to_json(value_types: types.ValueTypes) -> dict[str, Any]:
    """The indexes of one key as JSON."""
    result: dict[str, Any] = {}
    for wire_name, (attribute, _, indexes) in VALUE_TYPES.items():
        value_type = getattr(value_types, attribute)
        if value_type is None:
            continue
        result[wire_name] = {
            index_name: {"enabled": index.enabled, "config": _config_to_json(index.config)}
            for index_name in indexes
            if (index := getattr(value_type, index_name)) is not None
        }
    return {**result, **value_types.unknown}


def value_types_from_json(data: Mapping[str, Any]) -> types.ValueTypes:
    """The inverse of ``value_types_to_json``. A missing ``enabled`` is true."""
    result = types.ValueTypes()
    for wire_name, value in data.items():
        if wire_name not in VALUE_TYPES:
            result.unknown[wire_name] = value
            continue
        attribute, value_class, indexes = VALUE_TYPES[wire_name]
        built = value_class()
        for index_name, (index_class, config_class) in indexes.items():
            if index_name in value:
                index = value[index_name]
                config = _config_from_json(config_class, index.get("config", {}))
                setattr(built, index_name, index_class(enabled=index.get("enabled", True), config=config))
        setattr(result, attribute, built)
    return result


def _config_to_json(config: Any) -> dict[str, Any]:
    result: dict[str, Any] = {name: value for name, value in config if value is not None}
    result.update(config.unknown_settings)
    for name in ("hnsw", "spann"):
        if name in result:
            result[name] = _config_to_json(result[name])
    if isinstance(config, configs.VectorIndexConfig):
        function = config.embedding_function
        stored = embedding_function_to_json(function)
        result["embedding_function"] = stored
        if stored["type"] == "known":
            if config.space is None:
                result["space"] = function.default_space()
            elif config.space not in function.supported_spaces():
                warnings.warn(
                    f"space {config.space} is not supported by {function.name()}. "
                    f"Supported spaces: {function.supported_spaces()}",
                    UserWarning,
                    stacklevel=2,
                )
    elif isinstance(config, configs.SparseVectorIndexConfig):
        result["embedding_function"] = sparse_embedding_function_to_json(config.embedding_function)
    return result


def _config_from_json(config_class: Any, data: Mapping[str, Any]) -> Any:
    known = {name: value for name, value in data.items() if name in config_class.model_fields}
    for name, nested in (("hnsw", configs.HnswIndexConfig), ("spann", configs.SpannIndexConfig)):
        if known.get(name) is not None:
            known[name] = _config_from_json(nested, known[name])
    if "embedding_function" in known:
        stored = known["embedding_function"]
        if config_class is configs.VectorIndexConfig:
            function = embedding_function_from_json(stored)
            if function is not None and known.get("space") is None:
                known["space"] = function.default_space()
        else:
            function = sparse_embedding_function_from_json(stored)
        known["embedding_function"] = function
    config = config_class(**known)
    config.unknown_settings.update({name: value for name, value in data.items() if name not in known})
    return config
