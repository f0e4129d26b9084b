"""Schemas beyond what the official package's answers show: what is kept, what cannot be built, what is not changed."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from chromadb.api.collection_configuration import (
    collection_configuration_to_json,
    create_collection_configuration_to_json,
    load_collection_configuration_from_json,
    overwrite_collection_configuration,
    update_schema_from_collection_configuration,
)
from chromadb.api.types import (
    DOCUMENT_KEY,
    EMBEDDING_KEY,
    Cmek,
    FtsIndexConfig,
    HnswIndexConfig,
    Schema,
    SpannIndexConfig,
    SparseVectorIndexConfig,
    VectorIndexConfig,
)
from chromadb.execution.expression import K

# What a type checker would refuse too.
ANY_VECTOR: Any = VectorIndexConfig
ANY_SPARSE: Any = SparseVectorIndexConfig
ANY_HNSW: Any = HnswIndexConfig
ANY_FTS: Any = FtsIndexConfig

UNKNOWN_FUNCTION = {"type": "known", "name": "of_another_language", "config": {"model": "m", "nested": {"a": [1]}}}


def _vector_schema(config: dict[str, Any]) -> dict[str, Any]:
    return {"defaults": {"float_list": {"vector_index": {"enabled": True, "config": config}}}, "keys": {}}


@pytest.mark.parametrize(
    "stored",
    [
        _vector_schema({"space": "l2", "embedding_function": UNKNOWN_FUNCTION}),
        _vector_schema({"space": "l2", "embedding_function": {"type": "legacy"}, "new_setting": {"a": 1}}),
        _vector_schema({"space": "l2", "embedding_function": {"type": "legacy"}, "hnsw": {"ef_search": 1, "new": 2}}),
        _vector_schema(
            {
                "space": "l2",
                "embedding_function": {"type": "legacy"},
                "spann": {"initial_lambda": 100.0, "quantize": "none"},
            }
        ),
        {
            "defaults": {},
            "keys": {
                "words": {
                    "sparse_vector": {
                        "sparse_vector_index": {
                            "enabled": True,
                            "config": {"embedding_function": UNKNOWN_FUNCTION, "algorithm": "wand", "bm25": True},
                        }
                    },
                    "new_type": {"new_index": {"enabled": True, "config": {}}},
                }
            },
        },
        {"defaults": {}, "keys": {}, "source_attached_function_id": "a"},
    ],
)
def test_what_is_not_known_here_is_written_back_as_it_was(stored: dict[str, Any]) -> None:
    assert Schema.deserialize_from_json(json.loads(json.dumps(stored))).serialize_to_json() == stored


def test_an_unknown_function_raises_when_it_is_called() -> None:
    schema = Schema.deserialize_from_json(_vector_schema({"embedding_function": UNKNOWN_FUNCTION}))
    assert schema.defaults.float_list is not None
    assert schema.defaults.float_list.vector_index is not None
    function = schema.defaults.float_list.vector_index.config.embedding_function
    with pytest.raises(ValueError, match="of_another_language"):
        function(["text"])


def test_an_unknown_sparse_function_raises_when_it_is_called() -> None:
    config = {"embedding_function": UNKNOWN_FUNCTION}
    stored = {"defaults": {}, "keys": {"k": {"sparse_vector": {"sparse_vector_index": {"config": config}}}}}
    sparse = Schema.deserialize_from_json(stored).keys["k"].sparse_vector
    assert sparse is not None
    assert sparse.sparse_vector_index is not None
    with pytest.raises(ValueError, match="of_another_language"):
        sparse.sparse_vector_index.config.embedding_function(["text"])


def test_a_function_that_cannot_be_built_warns_and_is_kept() -> None:
    from chromadb.api.types import Documents, EmbeddingFunction
    from chromadb.embedding_functions import known_embedding_functions, register_embedding_function

    @register_embedding_function
    class NeedsKey(EmbeddingFunction[Documents]):
        def __init__(self) -> None:
            raise ValueError("the environment has no key")

        def __call__(self, input: Documents) -> Any:
            return [[1.0] for _ in input]

        @staticmethod
        def name() -> str:
            return "needs_key"

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> NeedsKey:
            return NeedsKey()

    function = {"type": "known", "name": "needs_key", "config": {"api_key_env_var": "NO_SUCH_KEY"}}
    stored = _vector_schema({"space": "l2", "embedding_function": function})
    try:
        with pytest.warns(UserWarning, match="needs_key: the environment has no key"):
            schema = Schema.deserialize_from_json(stored)
        assert schema.serialize_to_json() == stored
    finally:
        del known_embedding_functions["needs_key"]


def test_a_space_that_the_function_does_not_support_warns() -> None:
    from chromadb.api.types import Documents, EmbeddingFunction, Embeddings

    class OnlyCosine(EmbeddingFunction[Documents]):
        def __init__(self) -> None:
            pass

        def __call__(self, input: Documents) -> Embeddings:
            raise NotImplementedError

        @staticmethod
        def name() -> str:
            return "only_cosine"

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> OnlyCosine:
            return OnlyCosine()

        def get_config(self) -> dict[str, Any]:
            return {}

        def supported_spaces(self) -> list[Any]:
            return ["cosine"]

    with pytest.warns(UserWarning, match="space ip is not supported by only_cosine"):
        Schema().create_index(VectorIndexConfig(space="ip", embedding_function=OnlyCosine())).serialize_to_json()
    with pytest.warns(UserWarning, match="space ip is not supported by only_cosine"):
        create_collection_configuration_to_json({"embedding_function": OnlyCosine(), "hnsw": {"space": "ip"}})


def test_the_vector_index_is_set_in_both_places_and_what_is_embedded_stays() -> None:
    hnsw = HnswIndexConfig(ef_search=7)
    schema = Schema().create_index(VectorIndexConfig(space="ip", source_key="title", hnsw=hnsw))
    for value_types, enabled, source_key in (
        (schema.defaults, False, "title"),
        (schema.keys[EMBEDDING_KEY], True, DOCUMENT_KEY),
    ):
        assert value_types.float_list is not None
        index = value_types.float_list.vector_index
        assert index is not None
        assert (index.enabled, index.config.space, index.config.source_key, index.config.hnsw) == (
            enabled,
            "ip",
            source_key,
            hnsw,
        )


def test_a_refused_change_leaves_the_schema_as_it_was() -> None:
    schema = Schema().create_index(SparseVectorIndexConfig(), key="a")
    before = copy.deepcopy(schema.serialize_to_json())
    with pytest.raises(ValueError, match="already enabled on key 'a'"):
        schema.create_index(SparseVectorIndexConfig(), key="b")
    with pytest.raises(ValueError, match="embedding_function must also be provided"):
        schema.create_index(SparseVectorIndexConfig(source_key="title"), key="a")
    assert schema.serialize_to_json() == before


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ANY_HNSW(ef_surch=1), "ef_surch: is not a valid field for HnswIndexConfig"),
        (lambda: ANY_HNSW(ef_search="many"), "ef_search: expected an int, got 'many'"),
        (lambda: ANY_FTS(a=1), "a: is not a valid field for FtsIndexConfig"),
        (lambda: ANY_VECTOR(space="l3"), "space: expected one of 'cosine', 'l2', 'ip', got 'l3'"),
        (lambda: ANY_VECTOR(embedding_function=3), "embedding_function must be callable or None"),
        (lambda: ANY_VECTOR(source_key="#id"), "source_key cannot begin with '#'"),
        (lambda: ANY_VECTOR(source_key=3), "source_key must be str or Key, got int"),
        (lambda: ANY_SPARSE(source_key=K.ID), "source_key cannot begin with '#'"),
        (lambda: ANY_SPARSE(embedding_function="x"), "callable SparseEmbeddingFunction or None"),
        (lambda: ANY_SPARSE(algorithm="fast"), "'wand', 'max_score'"),
    ],
)
def test_settings_are_checked_when_they_are_made(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_settings_are_checked_when_they_are_assigned() -> None:
    config = SpannIndexConfig(search_nprobe=3)
    with pytest.raises(ValueError, match="search_nprobe"):
        config.search_nprobe = "many"  # type: ignore[assignment]
    config.search_nprobe = 5
    assert config.model_dump(exclude_none=True) == {"search_nprobe": 5}


def test_models_describe_themselves() -> None:
    schema = VectorIndexConfig.model_json_schema()
    assert schema["properties"]["space"]["anyOf"][0] == {"enum": ["cosine", "l2", "ip"]}
    assert "ef_search" in schema["properties"]["hnsw"]["anyOf"][0]["properties"]


def test_encryption_keys() -> None:
    good = Cmek.gcp("projects/p/locations/l/keyRings/r/cryptoKeys/k")
    assert good.validate_pattern()
    assert Cmek.from_dict(good.to_dict()) == good
    assert not Cmek.gcp("projects/p").validate_pattern()


def test_a_configuration_with_an_unknown_function_is_written_back_as_it_was() -> None:
    stored = {"hnsw": {"space": "l2", "ef_search": 3}, "spann": None, "embedding_function": UNKNOWN_FUNCTION}
    assert collection_configuration_to_json(load_collection_configuration_from_json(stored)) == stored


def test_making_json_does_not_change_the_users_configuration() -> None:
    from chromadb.embedding_functions import DefaultEmbeddingFunction

    hnsw: Any = {"ef_search": 3}
    create_collection_configuration_to_json({"hnsw": hnsw, "embedding_function": DefaultEmbeddingFunction()})
    assert hnsw == {"ef_search": 3}


def test_changes_to_a_configuration() -> None:
    existing: Any = {"hnsw": {"space": "l2", "ef_search": 1}, "spann": None, "embedding_function": None}
    changed = overwrite_collection_configuration(existing, {"hnsw": {"ef_search": 2}})
    assert changed["hnsw"] == {"space": "l2", "ef_search": 2}
    assert existing["hnsw"]["ef_search"] == 1
    assert overwrite_collection_configuration(existing, {"spann": {"ef_search": 2}}) == existing
    with pytest.raises(ValueError, match="cannot both be provided"):
        overwrite_collection_configuration(existing, {"hnsw": {}, "spann": {}})


def test_changes_to_a_schema() -> None:
    schema = Schema().create_index(VectorIndexConfig(hnsw=HnswIndexConfig(ef_search=1)))
    assert update_schema_from_collection_configuration(schema, {"hnsw": {"ef_search": 9, "num_threads": 2}}) is schema
    for value_types in (schema.defaults, schema.keys[EMBEDDING_KEY]):
        assert value_types.float_list is not None
        assert value_types.float_list.vector_index is not None
        hnsw = value_types.float_list.vector_index.config.hnsw
        assert hnsw is not None
        assert (hnsw.ef_search, hnsw.num_threads) == (9, 2)
    with pytest.raises(ValueError, match="schema has HNSW"):
        update_schema_from_collection_configuration(schema, {"spann": {"ef_search": 9}})
    with pytest.raises(ValueError, match="schema has SPANN"):
        update_schema_from_collection_configuration(Schema(), {"hnsw": {"ef_search": 9}})
