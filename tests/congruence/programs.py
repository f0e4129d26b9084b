"""Random programs: calls on one collection, or on the collections of one database, as Hypothesis strategies.

What the official server is known to do otherwise (spec/deviations.yaml) is left out here, so that nothing has to be
excused when answers are compared:

* a float is never compared with integers;
* records are deleted by ids alone only right after they were written, so that all of the ids exist;
* vectors are updated only right after the records were written: the official server keeps the vector of an update
  that finds no record, and some time later gives it to the record that was added under that id;
* a query among ids has a filter too;
* what is refused is refused after the first vector has fixed the dimension;
* a record with a URI has metadata for good: the key ``keep``, which nothing deletes;
* collections are renamed to names nobody has, and collections whose records have lists in their metadata stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

DIMENSION = 3
IDS = ("a", "b", "c", "d", "e", "f", "g", "h")
WORDS = ("fox", "a dog", "Fox", "quick brown fox", "100% fox", "ünï", "a_b", "two\nlines", "")
PATTERNS = ("fox", "(?i)fox", "^a", "[0-9]+", "o.$", "quick|dog", r"\bfox\b", "x*")
TAGS = ("red", "green", "blue", "re")


@dataclass(frozen=True)
class Do:
    """One call of a program. ``compare_as`` says what of its answer has no defined order."""

    operation: str
    arguments: dict[str, Any] = field(default_factory=dict)
    compare_as: str = "exact"


numbers = st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0])
vectors = st.lists(numbers, min_size=DIMENSION, max_size=DIMENSION)
documents = st.none() | st.sampled_from(WORDS)
# Few values, so that filters find something.
integers = st.sampled_from([-1, 0, 1, 2, 2**53, 2**53 + 1, -(2**63), 2**63 - 1])
floats = st.sampled_from([-1.5, 0.0, 0.5, 2.5, 1e300])
strings = st.sampled_from(["x", "X", "y", "", "ü"])

# Every key has one type, but for "any", whose values change theirs.
VALUES: dict[str, SearchStrategy[Any]] = {
    "int": integers,
    "float": floats,
    "string": strings,
    "bool": st.booleans(),
    "tags": st.lists(st.sampled_from(TAGS), min_size=1, max_size=3),
    "ints": st.lists(st.integers(0, 3), min_size=1, max_size=3),
    "floats": st.lists(st.sampled_from([0.5, 1.0, 2.5]), min_size=1, max_size=3),
    "bools": st.lists(st.booleans(), min_size=1, max_size=2),
    "any": st.one_of(st.integers(0, 2), strings, st.booleans(), st.sampled_from([0.5, 1.5])),
}
LISTS: dict[str, SearchStrategy[Any]] = {
    "tags": st.sampled_from(TAGS),
    "ints": st.integers(0, 3),
    "floats": st.sampled_from([0.5, 1.0, 2.5]),
    "bools": st.booleans(),
}
SCALARS: dict[str, SearchStrategy[Any]] = {
    "int": integers,
    "float": floats,
    "string": strings,
    "bool": st.booleans(),
    "any": st.one_of(st.integers(0, 2), strings, st.booleans()),
    "missing": st.one_of(st.integers(0, 2), strings),
}

metadata = st.fixed_dictionaries(VALUES) | st.fixed_dictionaries({}, optional=VALUES).filter(bool)
changes = st.fixed_dictionaries({}, optional={key: value | st.none() for key, value in VALUES.items()}).filter(bool)


def comparisons() -> SearchStrategy[dict[str, Any]]:
    """Filters of one key and one operator."""
    found: list[SearchStrategy[dict[str, Any]]] = []
    for key, values in SCALARS.items():
        found.append(st.builds(lambda value, key=key: {key: value}, values))
        found.append(_operator(key, st.sampled_from(["$eq", "$ne"]), values))
        alike = values if key in {"int", "float", "string", "bool"} else strings
        found.append(_operator(key, st.sampled_from(["$in", "$nin"]), st.lists(alike, min_size=1, max_size=3)))
        if key in {"int", "float"}:
            found.append(_operator(key, st.sampled_from(["$gt", "$gte", "$lt", "$lte"]), values))
    for key, values in LISTS.items():
        found.append(_operator(key, st.sampled_from(["$contains", "$not_contains"]), values))
    return st.one_of(found)


def _operator(key: str, names: SearchStrategy[str], values: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return st.builds(lambda name, value: {key: {name: value}}, names, values)


def nested(leaves: SearchStrategy[dict[str, Any]]) -> SearchStrategy[dict[str, Any]]:
    """The leaves and what $and and $or make of them."""
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda name, parts: {name: parts}, st.sampled_from(["$and", "$or"]), st.lists(inner, min_size=2, max_size=3)
        ),
        max_leaves=5,
    )


where = nested(comparisons())
where_document = nested(
    st.one_of(
        st.builds(
            lambda name, text: {name: text},
            st.sampled_from(["$contains", "$not_contains"]),
            st.sampled_from([word for word in WORDS if word] + ["o", "%", "_"]),
        ),
        st.builds(
            lambda name, pattern: {name: pattern},
            st.sampled_from(["$regex", "$not_regex"]),
            st.sampled_from(PATTERNS),
        ),
    )
)
includes = st.lists(st.sampled_from(["documents", "metadatas", "embeddings", "uris"]), unique=True)
some_ids = st.lists(st.sampled_from(IDS), min_size=1, max_size=5, unique=True)


@st.composite
def writes(draw: st.DrawFn, operation: str) -> Do:
    """An add or upsert of up to five records."""
    ids = draw(some_ids)
    arguments: dict[str, Any] = {
        "ids": ids,
        "embeddings": draw(st.lists(vectors, min_size=len(ids), max_size=len(ids))),
    }
    if draw(st.booleans()):
        arguments["documents"] = [draw(documents) for _ in ids]
    with_uris = draw(st.booleans())
    if with_uris:
        arguments["uris"] = [f"u://{draw(st.integers(0, 9))}" for _ in ids]
        arguments["metadatas"] = [{**draw(metadata), "keep": 1} for _ in ids]
    elif draw(st.booleans()):
        values = metadata if operation == "collection_add" else changes
        arguments["metadatas"] = [draw(st.none() | values) for _ in ids]
    return Do(operation, arguments)


@st.composite
def first_writes(draw: st.DrawFn) -> Do:
    """An add of several records with everything, so that what follows has something to find."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=4, max_size=len(IDS), unique=True))
    return Do(
        "collection_add",
        {
            "ids": ids,
            "embeddings": [draw(vectors) for _ in ids],
            "documents": [draw(documents) for _ in ids],
            "metadatas": [draw(metadata) for _ in ids],
        },
    )


@st.composite
def updates(draw: st.DrawFn) -> Do:
    """A change of metadata. Some of the ids may not exist."""
    ids = draw(some_ids)
    return Do("collection_update", {"ids": ids, "metadatas": [draw(st.none() | changes) for _ in ids]})


@st.composite
def updates_of_vectors(draw: st.DrawFn) -> tuple[Do, Do]:
    """A change of vectors and perhaps of documents, right after the records were written."""
    written = draw(writes("collection_upsert"))
    ids = written.arguments["ids"]
    arguments: dict[str, Any] = {"ids": ids, "embeddings": [draw(vectors) for _ in ids]}
    if draw(st.booleans()):
        arguments["documents"] = [draw(documents) for _ in ids]
    return written, Do("collection_update", arguments)


@st.composite
def filters(draw: st.DrawFn) -> dict[str, Any]:
    """Either filter, both, or none; seldom ids besides a filter."""
    kind = draw(st.sampled_from(["where", "where", "where_document", "both", "none"]))
    found: dict[str, Any] = {}
    if kind in {"where", "both"}:
        found["where"] = draw(where)
        if draw(st.integers(0, 3)) == 0:
            found["ids"] = draw(some_ids)
    if kind in {"where_document", "both"}:
        found["where_document"] = draw(where_document)
    return found


@st.composite
def gets(draw: st.DrawFn) -> Do:
    arguments: dict[str, Any] = {"include": draw(includes), **draw(filters())}
    if not arguments.keys() & {"where", "where_document"} and draw(st.booleans()):
        arguments["ids"] = draw(some_ids)
    if draw(st.integers(0, 2)) == 0:
        arguments["limit"] = draw(st.integers(1, 6))
        arguments["offset"] = draw(st.integers(0, 3))
    return Do("collection_get", arguments)


@st.composite
def queries(draw: st.DrawFn) -> Do:
    arguments: dict[str, Any] = {
        "query_embeddings": draw(st.lists(vectors, min_size=1, max_size=3)),
        "n_results": draw(st.integers(1, 10)),
        "include": ["distances", *draw(includes)],
        **draw(filters()),
    }
    return Do("collection_query", arguments, compare_as="ranking")


@st.composite
def deletes(draw: st.DrawFn) -> Do:
    """A deletion by filter, perhaps among ids, perhaps of the first matches only."""
    arguments: dict[str, Any] = {draw(st.sampled_from(["where", "where_document"])): None}
    for name in arguments:
        arguments[name] = draw(where if name == "where" else where_document)
    if draw(st.booleans()):
        arguments["ids"] = draw(some_ids)
    if draw(st.booleans()):
        arguments["limit"] = draw(st.integers(1, 3))
    return Do("collection_delete", arguments)


@st.composite
def deletes_by_id(draw: st.DrawFn) -> tuple[Do, Do]:
    written = draw(writes("collection_upsert"))
    return written, Do("collection_delete", {"ids": written.arguments["ids"]})


REFUSED: Sequence[Do] = (
    Do("collection_add", {"ids": ["z"], "embeddings": [[1.0, 2.0]]}),
    Do("collection_add", {"ids": ["y", "z"], "embeddings": [[1.0, 2.0, 3.0]]}),
    Do("collection_add", {"ids": ["z"], "embeddings": [[1.0, 2.0, 3.0]], "metadatas": [{"#k": 1}]}),
    Do("collection_upsert", {"ids": ["z"], "embeddings": [[1.0]]}),
    Do("collection_update", {"ids": ["a"], "embeddings": [[1.0, 2.0, 3.0, 4.0]]}),
    Do("collection_query", {"query_embeddings": [[1.0]], "n_results": 1}),
    Do("collection_get", {"where": {"int": {"$like": 1}}}),
    Do("collection_get", {"where": {"string": {"$gt": "a"}}}),
    Do("collection_get", {"where_document": {"$regex": "(a"}}),
    Do("collection_get", {"include": ["pictures"]}),
    Do("collection_delete", {"ids": ["a"], "limit": 1}),
)


@st.composite
def record_programs(draw: st.DrawFn) -> list[Do]:
    """A program on one collection: it begins with an add, so that the dimension is fixed."""
    program = [draw(writes("collection_add") | first_writes())]
    step = st.one_of(
        writes("collection_add").map(lambda do: (do,)),
        writes("collection_upsert").map(lambda do: (do,)),
        updates().map(lambda do: (do,)),
        gets().map(lambda do: (do,)),
        gets().map(lambda do: (do,)),
        queries().map(lambda do: (do,)),
        queries().map(lambda do: (do,)),
        deletes().map(lambda do: (do,)),
        deletes_by_id(),
        updates_of_vectors(),
        st.sampled_from(REFUSED).map(lambda do: (do,)),
    )
    for steps in draw(st.lists(step, max_size=8)):
        program += steps
    everything = ["documents", "metadatas", "embeddings", "uris"]
    return [*program, Do("collection_count"), Do("collection_get", {"include": everything})]


NAMES = ("one", "Two", "three.3", "x", "no space allowed", "four-4")
scalars = st.fixed_dictionaries({}, optional={key: VALUES[key] for key in ("int", "float", "string", "bool")})


@st.composite
def collection_programs(draw: st.DrawFn) -> list[Do]:
    """A program on the collections of one database."""
    program: list[Do] = []
    fresh = 0
    for kind in draw(st.lists(st.sampled_from(["create", "modify", "delete", "get", "list", "count"]), max_size=10)):
        name = draw(st.sampled_from(NAMES))
        if kind == "create":
            arguments: dict[str, Any] = {"name": name, "get_or_create": draw(st.booleans())}
            given = draw(st.none() | scalars.filter(bool))
            if given is not None:
                arguments["metadata"] = given
            if draw(st.booleans()):
                arguments["configuration"] = {"hnsw": {"space": draw(st.sampled_from(["l2", "cosine", "ip"]))}}
            program.append(Do("create_collection", arguments, compare_as="collection"))
        elif kind == "modify":
            fresh += 1
            change: dict[str, Any] = {"new_name": f"renamed-{fresh}"}
            if draw(st.booleans()):
                change = {"new_metadata": draw(scalars.filter(bool))}
            program.append(Do("update_collection", {"of": name, **change}))
        elif kind == "delete":
            program.append(Do("delete_collection", {"collection_name": name}))
        elif kind == "get":
            program.append(Do("get_collection", {"collection_name": name}, compare_as="collection"))
        elif kind == "list":
            program.append(Do("list_collections", compare_as="collections"))
        else:
            program.append(Do("count_collections"))
    return [*program, Do("list_collections", compare_as="collections")]
