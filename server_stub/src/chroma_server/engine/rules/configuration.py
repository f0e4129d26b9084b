"""The index configuration of a collection, and how it, the legacy metadata and the schema become one.

A user may say what index a collection has in three ways: the ``configuration``, the older ``hnsw:*`` keys of the
metadata, and the schema. The schema that results is the truth; ``configuration_json`` of an answer is read off its
``#embedding`` entry.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from chroma_server.engine.errors import InvalidArgument

from .index_settings import (
    DEFAULT_SPACE,
    HNSW_FIELDS,
    HNSW_UPDATABLE,
    SPACES,
    SPANN_CONFIGURABLE,
    SPANN_UPDATABLE,
    HnswSettings,
    as_object,
    embedding_function_is_default,
    parse_embedding_function,
    parse_hnsw,
    parse_space,
    parse_spann,
)
from .schema import EMBEDDING_KEY, check_schema, default_schema, is_default_schema, merge_schema, parse_schema

LEGACY_PREFIX = "hnsw:"
_LEGACY_FIELDS = {
    "hnsw:construction_ef": "ef_construction",
    "hnsw:search_ef": "ef_search",
    "hnsw:M": "max_neighbors",
    "hnsw:num_threads": "num_threads",
    "hnsw:resize_factor": "resize_factor",
    "hnsw:sync_threshold": "sync_threshold",
    "hnsw:batch_size": "batch_size",
}
_CONFLICT = "Failed to reconcile schema: Cannot set both collection config and schema simultaneously"


@dataclass(frozen=True, slots=True)
class ResolvedCollection:
    """What a collection is made of, after configuration, metadata and schema have been brought together.

    ``configuration`` is the wire's ``configuration_json``, ``schema`` the whole schema; both are JSON. The other
    fields are the same facts for the engine's own use.
    """

    configuration: dict[str, Any]
    schema: dict[str, Any]
    space: str
    hnsw: HnswSettings
    embedding_function: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Index:
    space: str
    hnsw: HnswSettings
    embedding_function: dict[str, Any] | None = None

    @property
    def is_default(self) -> bool:
        return self.has_default_hnsw and embedding_function_is_default(self.embedding_function)

    @property
    def has_default_hnsw(self) -> bool:
        return self.space == DEFAULT_SPACE and self.hnsw == HnswSettings()


def resolve_create(
    metadata: Mapping[str, Any] | None = None,
    configuration: Mapping[str, Any] | None = None,
    schema: Mapping[str, Any] | None = None,
) -> ResolvedCollection:
    """The index and schema of a new collection.

    ``metadata`` counts with its ``hnsw:*`` keys, which decide when the configuration leaves HNSW at its defaults, and
    which are refused when unknown or of a wrong type even if they do not decide. Raises InvalidArgument for a
    malformed or rejected part, and for a schema and a configuration that both say more than the defaults.
    """
    user = None if schema is None else parse_schema(schema)
    if user is not None:
        check_schema(user)
    index = _parse_configuration(configuration, _legacy_index(metadata))
    if user is None or is_default_schema(user):
        return resolved(default_schema(index.space, index.hnsw, index.embedding_function))
    if not index.is_default:
        raise InvalidArgument(_CONFLICT)
    # What a default configuration may still name, the default embedding function, is what having none means to every
    # client.
    return resolved(merge_schema(user, default_schema()))


def apply_update(schema: Mapping[str, Any], new_configuration: Mapping[str, Any]) -> ResolvedCollection:
    """The collection after ``new_configuration``.

    HNSW fields that it gives are set, and its embedding function, unless null, replaces the old one.

    Both the defaults and ``#embedding`` of the schema follow. SPANN settings change nothing here. Raises
    InvalidArgument for a malformed configuration, a field that cannot be changed, and HNSW and SPANN together.
    """
    given = as_object(new_configuration, "new_configuration")
    hnsw, spann = given.get("hnsw"), given.get("spann")
    changes = {} if hnsw is None else parse_hnsw(hnsw, "new_configuration.hnsw", allowed=HNSW_UPDATABLE)
    if spann is not None:
        parse_spann(spann, "new_configuration.spann", allowed=SPANN_UPDATABLE)
    function = parse_embedding_function(given.get("embedding_function"), "new_configuration.embedding_function")
    _check_one_index(hnsw, spann)
    updated = copy.deepcopy(dict(schema))
    for types in (updated["defaults"], updated["keys"][EMBEDDING_KEY]):
        config = types["float_list"]["vector_index"]["config"]
        config["hnsw"].update(changes)
        if function is not None:
            config["embedding_function"] = copy.deepcopy(function)
    return resolved(updated)


def resolved(schema: dict[str, Any]) -> ResolvedCollection:
    """A whole schema with what follows from it, as when a stored collection is opened."""
    config = schema["keys"][EMBEDDING_KEY]["float_list"]["vector_index"]["config"]
    hnsw = HnswSettings(**{f.name: config["hnsw"][f.name] for f in fields(HnswSettings)})
    function = config.get("embedding_function")
    return ResolvedCollection(
        configuration={
            "hnsw": {
                "space": config["space"],
                "ef_construction": hnsw.ef_construction,
                "ef_search": hnsw.ef_search,
                "max_neighbors": hnsw.max_neighbors,
                "resize_factor": hnsw.resize_factor,
                "sync_threshold": hnsw.sync_threshold,
            },
            "spann": None,
            "embedding_function": copy.deepcopy(function),
        },
        schema=schema,
        space=config["space"],
        hnsw=hnsw,
        embedding_function=copy.deepcopy(function),
    )


def _parse_configuration(configuration: Mapping[str, Any] | None, legacy: _Index) -> _Index:
    if configuration is None:
        return legacy
    given = as_object(configuration, "configuration")
    function = parse_embedding_function(given.get("embedding_function"), "configuration.embedding_function")
    hnsw, spann = given.get("hnsw"), given.get("spann")
    index = legacy
    if hnsw is not None:
        settings = parse_hnsw(hnsw, "configuration.hnsw", allowed=("space", *HNSW_FIELDS))
        space = parse_space(hnsw.get("space"), "configuration.hnsw.space")
        configured = _Index(space or DEFAULT_SPACE, HnswSettings(**settings))
        index = legacy if configured.has_default_hnsw else configured
    if spann is not None:
        parse_spann(spann, "configuration.spann", allowed=("space", *SPANN_CONFIGURABLE))
        space = parse_space(spann.get("space"), "configuration.spann.space")
        index = _Index(space or DEFAULT_SPACE, HnswSettings())
    _check_one_index(hnsw, spann)
    return replace(index, embedding_function=function)


def _legacy_index(metadata: Mapping[str, Any] | None) -> _Index:
    space, settings = DEFAULT_SPACE, HnswSettings()
    for key, value in (metadata or {}).items():
        if not key.startswith(LEGACY_PREFIX):
            continue
        if key == "hnsw:space" and isinstance(value, str) and value in SPACES:
            space = value
        elif _legacy_value_fits(key, value):
            name = _LEGACY_FIELDS[key]
            settings = replace(settings, **{name: HNSW_FIELDS[name](value)})
        else:
            raise InvalidArgument("Failed to parse hnsw parameters from segment metadata")
    return _Index(space, settings)


def _legacy_value_fits(key: str, value: object) -> bool:
    name = _LEGACY_FIELDS.get(key)
    if name is None or isinstance(value, bool):
        return False
    if name == "resize_factor":
        return isinstance(value, (int, float))
    least = 2 if name in ("batch_size", "sync_threshold") else 0
    return isinstance(value, int) and value >= least


def _check_one_index(hnsw: object, spann: object) -> None:
    if hnsw is not None and spann is not None:
        raise InvalidArgument("Multiple vector index configurations provided")
