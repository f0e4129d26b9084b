"""Random programs of searches on a collection with sparse indexes, and on its forks.

They run on the engine in process and on our server, which share their code but for everything between the caller and
the engine: the answers must be the same to the last record, in the same order.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .programs import IDS, TAGS, Do, documents, numbers, some_ids, vectors, where

SCHEMA: dict[str, Any] = {
    "defaults": {},
    "keys": {
        "plain": {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {"bm25": False}}}},
        "words": {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {"bm25": True}}}},
    },
}
SPARSE_KEYS = ("plain", "words")


@st.composite
def sparse_vectors(draw: st.DrawFn) -> dict[str, Any]:
    indices = sorted(draw(st.lists(st.sampled_from([0, 1, 2, 7, 2**31, 2**32 - 1]), max_size=4, unique=True)))
    values = [draw(st.sampled_from([0.25, 0.5, 1.0, 2.0])) for _ in indices]
    return {"#type": "sparse_vector", "indices": indices, "values": values}


metadata = st.fixed_dictionaries(
    {},
    optional={
        "plain": sparse_vectors(),
        "words": sparse_vectors(),
        "int": st.integers(-1, 2),
        "string": st.sampled_from(["x", "y"]),
        "tags": st.lists(st.sampled_from(TAGS), min_size=1, max_size=2),
    },
).filter(bool)
changes = metadata | st.sampled_from([{"plain": None}, {"words": None, "int": None}])

neighbours: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"query": vectors},
    optional={"limit": st.integers(1, 5), "default": numbers, "return_rank": st.booleans()},
) | st.fixed_dictionaries(
    {"query": sparse_vectors(), "key": st.sampled_from(SPARSE_KEYS)},
    optional={"limit": st.integers(1, 5), "default": numbers, "return_rank": st.booleans()},
)


def _joined(inner: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    folds = st.builds(
        lambda name, parts: {name: parts},
        st.sampled_from(["$sum", "$mul", "$max", "$min"]),
        st.lists(inner, max_size=3),
    )
    pairs = st.builds(
        lambda name, left, right: {name: {"left": left, "right": right}},
        st.sampled_from(["$sub", "$div"]),
        inner,
        inner,
    )
    functions = st.builds(lambda name, part: {name: part}, st.sampled_from(["$abs", "$exp", "$log"]), inner)
    return folds | pairs | functions


ranks = st.recursive(
    neighbours.map(lambda knn: {"$knn": knn}) | numbers.map(lambda value: {"$val": value}), _joined, max_leaves=5
)
keys = st.lists(st.sampled_from(["int", "string", "tags", "missing"]), min_size=1, max_size=2, unique=True)
orders = st.lists(st.sampled_from(["int", "string", "#score"]), min_size=1, max_size=2, unique=True)
groupings = st.builds(
    lambda by, name, order, k: {"keys": by, "aggregate": {name: {"keys": order, "k": k}}},
    keys,
    st.sampled_from(["$min_k", "$max_k"]),
    orders,
    st.integers(1, 3),
)
selections = st.lists(
    st.sampled_from(["#document", "#embedding", "#metadata", "#score", "int", "plain", "missing"]), unique=True
)


@st.composite
def searches(draw: st.DrawFn) -> dict[str, Any]:
    """One search. Grouping needs a rank."""
    search: dict[str, Any] = {"select": {"keys": draw(selections)}}
    if draw(st.integers(0, 3)):
        search["rank"] = draw(ranks)
        if draw(st.booleans()):
            search["group_by"] = draw(groupings)
    if draw(st.booleans()):
        search["filter"] = draw(
            where | st.lists(st.sampled_from(IDS), min_size=1).map(lambda ids: {"#id": {"$in": ids}})
        )
    if draw(st.booleans()):
        search["limit"] = {"offset": draw(st.integers(0, 2)), "limit": draw(st.integers(1, 6))}
    return search


@st.composite
def _writes(draw: st.DrawFn, operation: str) -> Do:
    ids = draw(some_ids)
    values = metadata if operation == "collection_add" else changes
    arguments: dict[str, Any] = {"ids": ids, "metadatas": [draw(st.none() | values) for _ in ids]}
    if operation != "collection_update":
        arguments["embeddings"] = [draw(vectors) for _ in ids]
        arguments["documents"] = [draw(documents) for _ in ids]
    return Do(operation, arguments)


@st.composite
def search_programs(draw: st.DrawFn) -> list[Do]:
    """Writes, searches and forks. ``of`` names the collection a step is about; there is none before its fork."""
    names, program = ["origin"], [draw(_writes("collection_add"))]
    step = st.one_of(
        *(_writes(f"collection_{name}") for name in ("add", "upsert", "update")),
        st.lists(searches(), min_size=1, max_size=3).map(lambda some: Do("collection_search", {"searches": some})),
        st.lists(searches(), min_size=1, max_size=3).map(lambda some: Do("collection_search", {"searches": some})),
        some_ids.map(lambda ids: Do("collection_delete", {"ids": ids})),
        st.just(Do("fork_collection")),
        st.just(Do("fork_count")),
    )
    for do in draw(st.lists(step, min_size=2, max_size=10)):
        arguments = {**do.arguments, "of": draw(st.sampled_from(names))}
        if do.operation == "fork_collection":
            names.append(f"fork-{len(names)}")
            arguments["new_name"] = names[-1]
        program.append(Do(do.operation, arguments, "collection" if do.operation == "fork_collection" else "exact"))
    return program
