"""Random schemas, and metadata that makes them grow, as Hypothesis strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .programs import DIMENSION, VALUES, Do

KINDS = {
    "string": "string_inverted_index",
    "int": "int_inverted_index",
    "float": "float_inverted_index",
    "bool": "bool_inverted_index",
}


def _index(enabled: bool, **config: Any) -> dict[str, Any]:
    return {"enabled": enabled, "config": config}


value_types = st.dictionaries(st.sampled_from(sorted(KINDS)), st.booleans(), max_size=4).map(
    lambda chosen: {kind: {KINDS[kind]: _index(enabled)} for kind, enabled in chosen.items()}
)
vector_indexes = st.fixed_dictionaries(
    {},
    optional={
        "space": st.sampled_from(["l2", "cosine", "ip"]),
        "hnsw": st.fixed_dictionaries(
            {},
            optional={
                "ef_construction": st.integers(10, 300),
                "max_neighbors": st.integers(4, 64),
                "ef_search": st.integers(10, 300),
            },
        ),
    },
)


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    """What a user may ask for: indexes of scalars on or off, everywhere or for a key; the vector index's settings."""
    keys: dict[str, Any] = draw(st.dictionaries(st.sampled_from([*VALUES, "other"]), value_types, max_size=3))
    if draw(st.booleans()):
        keys["#document"] = {"string": {"fts_index": _index(draw(st.booleans()))}}
    if draw(st.booleans()):
        config = {"source_key": "#document", **draw(vector_indexes)}
        keys["#embedding"] = {"float_list": {"vector_index": {"enabled": True, "config": config}}}
    return {"defaults": draw(value_types), "keys": keys}


@st.composite
def growing_programs(draw: st.DrawFn) -> list[Do]:
    """A collection with a schema, some writes, and a look at the schema after each."""
    name = {"collection_name": "grown"}
    program = [Do("create_collection", {"name": "grown", "schema": draw(schemas())}, compare_as="schema")]
    for operation in draw(
        st.lists(st.sampled_from(["collection_add", "collection_upsert", "collection_update"]), max_size=4)
    ):
        ids = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True))
        arguments: dict[str, Any] = {
            "of": "grown",
            "ids": ids,
            "metadatas": [draw(st.fixed_dictionaries({}, optional=VALUES).filter(bool)) for _ in ids],
        }
        if operation != "collection_update":
            arguments["embeddings"] = [[1.0] * DIMENSION for _ in ids]
        program += [Do(operation, arguments), Do("get_collection", name, compare_as="schema")]
    return program
