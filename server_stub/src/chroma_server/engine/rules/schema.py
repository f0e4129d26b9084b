"""The schema of a collection: which indexes each key and value type has.

A schema is JSON: ``defaults`` (per value type) and ``keys`` (per metadata key, plus ``#document`` and
``#embedding``). A user gives a part of one; the collection's is that part over the default schema, and
grows by the keys that are written. Functions here return new values and change none of their arguments.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any

from chroma_server.engine.errors import InvalidArgument

from .index_settings import (
    DEFAULT_SPACE,
    HnswSettings,
    as_object,
    check_known_fields,
    embedding_function_is_default,
    parse_choice,
    parse_embedding_function,
    parse_hnsw,
    parse_space,
    parse_spann,
    spann_is_default,
)
from .metadata import MetadataValue
from .shapes import kind_of
from .sparse import SparseVector

DOCUMENT_KEY = "#document"
EMBEDDING_KEY = "#embedding"
HIDDEN_KEY_PREFIX = "chroma:"

INDEXES: dict[str, tuple[str, ...]] = {
    "string": ("fts_index", "string_inverted_index"),
    "float_list": ("vector_index",),
    "sparse_vector": ("sparse_vector_index",),
    "int": ("int_inverted_index",),
    "float": ("float_inverted_index",),
    "bool": ("bool_inverted_index",),
}
"""The indexes of each value type."""

_FUNCTION = "embedding_function"
_VECTOR_FIELDS = ("space", _FUNCTION, "source_key", "hnsw", "spann")
_SPARSE_FIELDS = (_FUNCTION, "source_key", "bm25", "algorithm")
_SPARSE_ALGORITHMS = ("wand", "max_score")
_CMEK_GCP = re.compile(r"projects/.+/locations/.+/keyRings/.+/cryptoKeys/.+", re.DOTALL)


def parse_schema(value: Mapping[str, Any]) -> dict[str, Any]:
    """A user's schema in normal form: aliases resolved, nulls and unknown fields left out.

    Raises InvalidArgument, naming the place, for JSON that is no schema. What a schema may ask for is
    ``check_schema``'s business.
    """
    given = as_object(value, "schema")
    if "keys" in given and "key_overrides" in given:
        raise InvalidArgument("schema: duplicate field `keys`")
    keys = given.get("keys", given.get("key_overrides"))
    for name, part in (("defaults", given.get("defaults")), ("keys", keys)):
        if part is None:
            raise InvalidArgument(f"schema: missing field `{name}`")
    parsed: dict[str, Any] = {
        "defaults": _parse_value_types(given["defaults"], "schema.defaults"),
        "keys": {
            key: _parse_value_types(types, f"schema.keys.{key}")
            for key, types in as_object(keys, "schema.keys").items()
        },
    }
    if given.get("cmek") is not None:
        cmek = as_object(given["cmek"], "schema.cmek")
        if set(cmek) != {"gcp"}:
            raise InvalidArgument("schema.cmek: expected an object with the field `gcp`")
        parsed["cmek"] = {"gcp": _text(cmek["gcp"], "schema.cmek.gcp")}
    if given.get("source_attached_function_id") is not None:
        parsed["source_attached_function_id"] = given["source_attached_function_id"]
    return parsed


def check_schema(schema: Mapping[str, Any]) -> None:
    """Raise InvalidArgument when a parsed user schema asks for what a collection cannot have."""
    if "source_attached_function_id" in schema:
        raise _rejected("Cannot set source_attached_function_id. This field is reserved for system use.")
    _check_defaults(schema["defaults"])
    for key, types in schema["keys"].items():
        _check_key(key, types)
    gcp = schema.get("cmek", {}).get("gcp")
    if gcp is not None and not _CMEK_GCP.fullmatch(gcp):
        raise _rejected(f'CMEK does not match expected pattern: Gcp("{gcp}")')


def default_schema(
    space: str = DEFAULT_SPACE,
    hnsw: HnswSettings | None = None,
    embedding_function: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The schema of a collection whose user gave none, for the given vector index."""
    vector: dict[str, Any] = {"space": space, "hnsw": (hnsw or HnswSettings()).to_json()}
    if embedding_function is not None:
        vector["embedding_function"] = copy.deepcopy(dict(embedding_function))
    embedding = {**copy.deepcopy(vector), "source_key": DOCUMENT_KEY}
    sparse = {"embedding_function": {"type": "unknown"}, "bm25": False}
    return {
        "defaults": {
            "string": {"fts_index": _index(False), "string_inverted_index": _index(True)},
            "float_list": {"vector_index": _index(False, vector)},
            "sparse_vector": {"sparse_vector_index": _index(False, sparse)},
            "int": {"int_inverted_index": _index(True)},
            "float": {"float_inverted_index": _index(True)},
            "bool": {"bool_inverted_index": _index(True)},
        },
        "keys": {
            DOCUMENT_KEY: {"string": {"fts_index": _index(True), "string_inverted_index": _index(False)}},
            EMBEDDING_KEY: {"float_list": {"vector_index": _index(True, embedding)}},
        },
    }


def merge_schema(user: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """A parsed user schema over ``base``, field by field; entries for keys that ``base`` has not are taken as they are.

    SPANN settings are given up: the index of this server is not SPANN.
    """
    return _without_spann(_overlay(base, user))


def is_default_schema(user: Mapping[str, Any]) -> bool:
    """Whether a parsed user schema says nothing beyond the default schema, so that a configuration may decide."""
    if "cmek" in user or set(user["keys"]) - {DOCUMENT_KEY, EMBEDDING_KEY}:
        return False
    entry = _vector_config(user["keys"].get(EMBEDDING_KEY, {}))
    if entry is not None and entry.get("source_key") != DOCUMENT_KEY:
        # As on the official server: naming the index of #embedding without its source counts as a choice.
        return False
    for config in (entry, _vector_config(user["defaults"])):
        if config is not None and not spann_is_default(config.get("spann", {})):
            return False
    base = default_schema()
    return _comparable(merge_schema(user, base)) == _comparable(base)


def grow_schema(schema: Mapping[str, Any], observed: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
    """``schema`` with an entry for every observed (key, value type), copied from its defaults.

    Returns ``schema`` itself when it knows all of them. Value types are those of ``observed_types``.
    """
    missing = {(key, kind) for key, kind in observed if kind not in schema["keys"].get(key, {})}
    if not missing:
        return schema
    keys = dict(schema["keys"])
    for key, kind in sorted(missing):
        keys[key] = {**keys.get(key, {}), kind: copy.deepcopy(schema["defaults"].get(kind, {}))}
    return {**schema, "keys": keys}


def observed_types(metadatas: Iterable[Mapping[str, MetadataValue | None]]) -> set[tuple[str, str]]:
    """The (key, value type) pairs in normalised metadata; lists count as their elements, hidden keys not at all."""
    # Types are read off in bulk: a batch has many records and few distinct pairs.
    kinds = {(key, type(v[0]) if isinstance(v, list) else type(v)) for m in metadatas for key, v in m.items()}
    return {
        (key, _VALUE_TYPES[kind])
        for key, kind in kinds
        if kind in _VALUE_TYPES and not key.startswith(HIDDEN_KEY_PREFIX)
    }


_VALUE_TYPES: dict[type, str] = {str: "string", bool: "bool", int: "int", float: "float", SparseVector: "sparse_vector"}


def _index(enabled: bool, config: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {"enabled": enabled, "config": dict(config or {})}


def _parse_value_types(value: object, path: str) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for alias, indexes in as_object(value, path).items():
        kind = alias.removeprefix("#")
        if kind not in INDEXES or indexes is None:
            continue
        here = f"{path}.{kind}"
        if kind in parsed:
            raise InvalidArgument(f"{path}: duplicate field `{kind}`")
        parsed[kind] = {}
        for index_alias, index in as_object(indexes, here).items():
            name = index_alias.removeprefix("$")
            if name in INDEXES[kind] and index is not None:
                parsed[kind][name] = _parse_index(index, name, f"{here}.{name}")
    return parsed


def _parse_index(value: object, name: str, path: str) -> dict[str, Any]:
    index = as_object(value, path)
    for required in ("enabled", "config"):
        if required not in index:
            raise InvalidArgument(f"{path}: missing field `{required}`")
    if not isinstance(index["enabled"], bool):
        raise InvalidArgument(f"{path}.enabled: expected a boolean, got {kind_of(index['enabled'])}")
    config = as_object(index["config"], f"{path}.config")
    parser = {"vector_index": _parse_vector_config, "sparse_vector_index": _parse_sparse_config}.get(name)
    if parser is None:
        check_known_fields(config, (), f"{path}.config")
    return _index(index["enabled"], parser(config, f"{path}.config") if parser else None)


def _parse_vector_config(config: Mapping[str, Any], path: str) -> dict[str, Any]:
    check_known_fields(config, _VECTOR_FIELDS, path)
    parsed = {
        "space": parse_space(config.get("space"), f"{path}.space"),
        "embedding_function": parse_embedding_function(config.get("embedding_function"), f"{path}.embedding_function"),
        "source_key": _optional_text(config.get("source_key"), f"{path}.source_key"),
        "hnsw": None if config.get("hnsw") is None else parse_hnsw(config["hnsw"], f"{path}.hnsw"),
        "spann": None if config.get("spann") is None else parse_spann(config["spann"], f"{path}.spann"),
    }
    return {name: value for name, value in parsed.items() if value is not None}


def _parse_sparse_config(config: Mapping[str, Any], path: str) -> dict[str, Any]:
    check_known_fields(config, _SPARSE_FIELDS, path)
    bm25, algorithm = config.get("bm25"), config.get("algorithm")
    if bm25 is not None and not isinstance(bm25, bool):
        raise InvalidArgument(f"{path}.bm25: expected a boolean, got {kind_of(bm25)}")
    parsed = {
        "embedding_function": parse_embedding_function(config.get("embedding_function"), f"{path}.embedding_function"),
        "source_key": _optional_text(config.get("source_key"), f"{path}.source_key"),
        "bm25": bm25,
        "algorithm": None if algorithm is None else parse_choice(algorithm, _SPARSE_ALGORITHMS, f"{path}.algorithm"),
    }
    return {name: value for name, value in parsed.items() if value is not None}


def _check_defaults(types: Mapping[str, Any]) -> None:
    if _enabled(types, "float_list", "vector_index"):
        raise _rejected("Vector index cannot be enabled by default. It can only be enabled on #embedding field.")
    if _enabled(types, "string", "fts_index"):
        raise _rejected(
            "Full text search / regular expression index cannot be enabled by default. "
            "It can only be enabled on #document field."
        )
    if _enabled(types, "sparse_vector", "sparse_vector_index"):
        raise _rejected(
            "Sparse vector index cannot be enabled by default. Please enable sparse vector index on specific keys."
        )
    _check_vector_config(_vector_config(types))
    _check_sparse_source(types)


def _check_key(key: str, types: Mapping[str, Any]) -> None:
    if key.startswith("#") and key not in (DOCUMENT_KEY, EMBEDDING_KEY):
        raise _rejected(f"key cannot begin with '#'. Keys starting with '#' are reserved for system use: {key}")
    if key == DOCUMENT_KEY:
        if set(types) - {"string"}:
            raise _rejected(f"Document field cannot have any value types other than string: {key}")
        if _enabled(types, "string", "string_inverted_index"):
            raise _rejected(f"String inverted index can not be enabled on #document key: {key}")
    elif _enabled(types, "string", "fts_index"):
        raise _rejected(f"Full text search / regular expression index can only be enabled on #document field: {key}")
    config = _vector_config(types)
    if key == EMBEDDING_KEY:
        if set(types) - {"float_list"}:
            raise _rejected(f"Embedding field cannot have any value types other than float_list: {key}")
        if config is not None and config.get("source_key") not in (None, DOCUMENT_KEY):
            raise _rejected("Vector index can only source from #document")
    elif _enabled(types, "float_list", "vector_index"):
        raise _rejected(f"Vector index can only be enabled on #embedding field: {key}")
    _check_vector_config(config)
    _check_sparse_source(types)
    sparse = types.get("sparse_vector", {}).get("sparse_vector_index")
    if sparse and sparse["enabled"] and "source_key" in sparse["config"] and not sparse["config"].get(_FUNCTION):
        raise _rejected(
            "If source_key is provided then embedding_function must also be provided "
            "since there is no default embedding function."
        )


def _check_vector_config(config: Mapping[str, Any] | None) -> None:
    if config is None:
        return
    if "hnsw" in config and "spann" in config:
        raise _rejected("Both spann and hnsw config cannot be present at the same time.")
    problems = [
        f'{name}: Validation error: range [{{"min": Number(2), "value": Number({config["hnsw"][name]})}}]'
        for name in ("batch_size", "sync_threshold")
        if config.get("hnsw", {}).get(name, 2) < 2
    ]
    if problems:
        raise InvalidArgument("Failed to reconcile schema: Invalid HNSW configuration: " + "\n".join(problems))


def _check_sparse_source(types: Mapping[str, Any]) -> None:
    config = types.get("sparse_vector", {}).get("sparse_vector_index", {}).get("config", {})
    source = config.get("source_key")
    if source is not None and source.startswith("#") and source != DOCUMENT_KEY:
        raise _rejected(
            "source_key cannot begin with '#'. The only valid key starting with '#' is Key.DOCUMENT or '#document'."
        )


def _enabled(types: Mapping[str, Any], kind: str, name: str) -> bool:
    return bool(types.get(kind, {}).get(name, {}).get("enabled", False))


def _vector_config(types: Mapping[str, Any]) -> dict[str, Any] | None:
    config: dict[str, Any] | None = types.get("float_list", {}).get("vector_index", {}).get("config")
    return config


def _overlay(base: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    merged = copy.deepcopy(dict(base))
    for key, value in copy.deepcopy(dict(user)).items():
        # An embedding function is one value: half of the old and half of the new would name nothing.
        if key in base and key != _FUNCTION and not isinstance(value, (str, int, float)):
            value = _overlay(base[key], value)
        merged[key] = value
    return merged


def _without_spann(schema: dict[str, Any]) -> dict[str, Any]:
    for types in (schema["defaults"], *schema["keys"].values()):
        config = _vector_config(types)
        if config is not None:
            config.pop("spann", None)
    return schema


def _comparable(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without what never counts against being the default: thread counts, functions that say nothing."""
    plain = copy.deepcopy(schema)
    for types in (plain["defaults"], plain["keys"][EMBEDDING_KEY]):
        config = types["float_list"]["vector_index"]["config"]
        config["hnsw"].pop("num_threads")
        if embedding_function_is_default(config.get("embedding_function")):
            config.pop("embedding_function", None)
    return plain


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise InvalidArgument(f"{path}: expected a string, got {kind_of(value)}")
    return value


def _optional_text(value: object, path: str) -> str | None:
    return None if value is None else _text(value, path)


def _rejected(reason: str) -> InvalidArgument:
    return InvalidArgument(f"Validation error: schema: {reason}")
