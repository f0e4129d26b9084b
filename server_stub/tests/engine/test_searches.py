"""Searches against a model in plain Python: any records, written in any way, and any expression; the scores exactly."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import (
    DEFAULT_DATABASE,
    DEFAULT_TENANT,
    Collection,
    Engine,
    EngineOptions,
    InvalidArgument,
    NotFound,
    SearchResult,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from server_stub.tests.engine.search_model import Model, Record

SPARSE_INDEX = {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {}}}}
BM25_INDEX = {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {"bm25": True}}}}
SCHEMA = {"defaults": {}, "keys": {"sparse": SPARSE_INDEX, "bm25": BM25_INDEX}}
VECTOR_INDEX = {"float_list": {"vector_index": {"enabled": True, "config": {"space": "ip"}}}}

# Sums of products of such numbers are exact, in whatever order.
quarters = st.integers(-8, 8).map(lambda number: number / 4)
embeddings = st.tuples(quarters, quarters, quarters).map(list)
ids = st.sampled_from([f"r{number}" for number in range(12)])


@st.composite
def sparse_vectors(draw: st.DrawFn) -> dict[str, Any]:
    indices = sorted(draw(st.sets(st.sampled_from([0, 1, 2, 65536, 65537, 2**32 - 1]), max_size=4)))
    return {"#type": "sparse_vector", "indices": indices, "values": [draw(quarters) for _ in indices]}


values = st.one_of(
    st.sampled_from(["a", "b", "ä", True, False, 0, 1, 2, 1.0, 0.5, -1.5]),
    st.lists(st.integers(0, 1), min_size=1, max_size=2),
    st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=2),
)
metadatas = st.fixed_dictionaries(
    {}, optional={"g": values, "n": values, "sparse": sparse_vectors(), "bm25": sparse_vectors()}
)
records = st.tuples(ids, embeddings, st.none() | st.sampled_from(["x", "y z"]), metadatas)
batches = st.lists(records, min_size=1, max_size=8, unique_by=lambda record: record[0])
writes = st.lists(
    st.one_of(
        st.tuples(st.just("upsert"), batches),
        st.tuples(st.just("delete"), st.lists(ids, min_size=1, max_size=3)),
        st.tuples(st.just("forget"), ids),
        st.just(("vacuum", None)),
    ),
    min_size=1,
    max_size=6,
)
numbers = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0, 1e38])


@st.composite
def neighbours(draw: st.DrawFn) -> dict[str, Any]:
    key = draw(st.sampled_from(["#embedding", "sparse", "bm25"]))
    query = draw(embeddings if key == "#embedding" else sparse_vectors())
    optional = {"limit": st.integers(0, 6), "default": st.none() | numbers, "return_rank": st.booleans()}
    return {"$knn": {"query": query, "key": key, **draw(st.fixed_dictionaries({}, optional=optional))}}


def _extended(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    many = st.sampled_from(["$sum", "$mul", "$max", "$min"])
    return st.one_of(
        st.builds(lambda op, parts: {op: parts}, many, st.lists(inner, max_size=3)),
        st.builds(
            lambda op, left, right: {op: {"left": left, "right": right}},
            st.sampled_from(["$sub", "$div"]),
            inner,
            inner,
        ),
        st.builds(lambda op, part: {op: part}, st.sampled_from(["$abs", "$exp", "$log"]), inner),
    )


ranks = st.recursive(neighbours() | st.builds(lambda number: {"$val": number}, numbers), _extended, max_leaves=5)
groupings = st.builds(
    lambda keys, kind, order, k: {"keys": keys, "aggregate": {kind: {"keys": order, "k": k}}},
    st.lists(st.sampled_from(["g", "n"]), min_size=1, max_size=2),
    st.sampled_from(["$min_k", "$max_k"]),
    st.lists(st.sampled_from(["#score", "g", "n"]), min_size=1, max_size=3),
    st.integers(1, 2),
)
FILTERS: list[tuple[Any, Callable[[str, Record], bool]]] = [
    ({}, lambda name, record: True),
    (None, lambda name, record: True),
    ({"#id": {"$in": ["r1", "r2", "r5", "r9", "unknown"]}}, lambda name, record: name in ("r1", "r2", "r5", "r9")),
    ({"#id": {"$ne": "r3"}}, lambda name, record: name != "r3"),
    ({"#document": {"$contains": "x"}}, lambda name, record: record.document == "x"),
    (
        {"$or": [{"#id": "r4"}, {"$and": [{"n": {"$nin": ["a"]}}, {"#id": {"$nin": ["r1", "r2"]}}]}]},
        lambda name, record: name == "r4" or (record.metadata.get("n") != "a" and name not in ("r1", "r2")),
    ),
]


@st.composite
def searches(draw: st.DrawFn) -> tuple[dict[str, Any], Callable[[str, Record], bool]]:
    search: dict[str, Any] = {}
    condition, matches = draw(st.sampled_from(FILTERS))
    if draw(st.booleans()):
        search["filter"] = condition
    else:
        matches = FILTERS[0][1]
    if draw(st.integers(0, 5)):
        search["rank"] = draw(ranks)
        if draw(st.booleans()):
            search["group_by"] = draw(groupings)
    if draw(st.booleans()):
        search["limit"] = draw(
            st.fixed_dictionaries({}, optional={"offset": st.integers(0, 3), "limit": st.integers(0, 5)})
        )
    search["select"] = {
        "keys": draw(st.lists(st.sampled_from(["#score", "#document", "#embedding", "#metadata", "g", "sparse"])))
    }
    return search, matches


def apply(engine: Engine, collection: Collection, model: Model, kind: str, operand: Any) -> None:
    """One write, to the engine and to the model."""
    if kind == "vacuum":
        engine.vacuum()
    elif kind == "delete":
        engine.delete(collection.id, ids=operand)
        for name in operand:
            model.records.pop(name, None)
    elif kind == "forget":
        engine.update(collection.id, ids=[operand], metadatas=[{"sparse": None, "g": None}])
        if operand in model.records:
            for key in ("sparse", "g"):
                model.records[operand].metadata.pop(key, None)
    else:
        names, vectors, documents, given_metadatas = (list(column) for column in zip(*operand, strict=True))
        engine.upsert(collection.id, ids=names, embeddings=vectors, documents=documents, metadatas=given_metadatas)
        for name, vector, document, metadata in operand:
            record = model.records.setdefault(name, Record(vector, None))
            record.embedding = vector
            record.document = record.document if document is None else document
            record.metadata = {**record.metadata, **metadata}


def columns_of(result: SearchResult, place: int) -> dict[str, Any]:
    names = ("ids", "documents", "embeddings", "metadatas", "scores", "select")
    columns = {name: getattr(result, name)[place] for name in names}
    return {name: column.tolist() if isinstance(column, np.ndarray) else column for name, column in columns.items()}


def same(one: Any, other: Any) -> bool:
    """Equal, NaN and the sign of zero included, and 1 is not 1.0."""
    return repr(one) == repr(other)


@settings(max_examples=300, deadline=None)
@given(st.booleans(), st.booleans(), writes, st.lists(searches(), min_size=1, max_size=5))
def test_any_search_gives_what_the_model_gives(
    on_disk: bool, inner_product: bool, written: list[tuple[str, Any]], asked: list[tuple[dict[str, Any], Any]]
) -> None:
    space = "ip" if inner_product else "l2"
    schema = {**SCHEMA, "keys": {**SCHEMA["keys"], "#embedding": VECTOR_INDEX}} if inner_product else SCHEMA
    folder = tempfile.mkdtemp() if on_disk else None
    try:
        with Engine.open(folder, options=EngineOptions(checkpoint_ops=6, background=False)) as engine:
            collection = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "searched", schema=schema)
            engine.add(collection.id, ids=["r0"], embeddings=[[0.0, 0.0, 0.0]])
            model = Model(space, frozenset({"bm25"}))
            model.records["r0"] = Record([0.0, 0.0, 0.0], None)
            for kind, operand in written:
                apply(engine, collection, model, kind, operand)
            result = engine.search(collection.id, [search for search, _ in asked])
            for place, (search, matches) in enumerate(asked):
                expected = model.search(search, matches)
                expected["scores"] = expected["scores"] and [float(score) for score in expected["scores"]]
                found = columns_of(result, place)
                if expected["scores"] == []:
                    found["scores"] = list(found["scores"])
                expected["metadatas"] = _keys_in_order(expected["metadatas"])
                found["metadatas"] = _keys_in_order(found["metadatas"])
                assert same(found, expected), search
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _keys_in_order(column: list[dict[str, Any] | None] | None) -> list[Any] | None:
    return column and [metadata and dict(sorted(metadata.items())) for metadata in column]


@pytest.fixture
def searched(engine: Engine) -> Collection:
    """Four records; the second has no metadata, the last no document."""
    made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "searched", schema=SCHEMA)
    engine.add(
        made.id,
        ids=["a", "b", "c", "d"],
        embeddings=[[0, 0], [3, 4], [1, 1], [6, 8]],
        documents=["apple", "banana", "cherry", None],
        metadatas=[
            {"g": "x", "sparse": {"indices": [1, 2], "values": [1, 2]}},
            None,
            {"g": "y", "sparse": {"indices": [2, 3], "values": [4, 1]}},
            {"g": "x", "bm25": {"indices": [1], "values": [1]}},
        ],
    )
    return made


def ids_of(engine: Engine, collection: Collection, **search: Any) -> list[str]:
    return engine.search(collection.id, [search]).ids[0]


def test_a_rank_of_constants_finds_nothing(engine: Engine, searched: Collection) -> None:
    for rank in ({"$val": 1}, {"$sum": []}, {"$sub": {"left": {"$val": 1}, "right": {"$max": []}}}):
        assert ids_of(engine, searched, rank=rank) == []


def test_what_a_neighbour_lacks_drops_out_unless_there_is_a_default(engine: Engine, searched: Collection) -> None:
    dense = {"$knn": {"query": [0, 0], "limit": 2}}
    sparse = {"$knn": {"query": {"indices": [2], "values": [1]}, "key": "sparse"}}
    # 0 + 1 - 2 and 2 + 1 - 4: equal, so the one that was there first.
    assert ids_of(engine, searched, rank={"$sum": [dense, sparse]}) == ["a", "c"]
    far = {"$knn": {"query": [6, 8], "limit": 1}}
    assert ids_of(engine, searched, rank={"$sum": [far, sparse]}) == []
    far["$knn"]["default"] = 9
    assert ids_of(engine, searched, rank={"$sum": [far, sparse]}) == ["c", "a"]


def test_a_sparse_query_finds_only_what_shares_a_dimension(engine: Engine, searched: Collection) -> None:
    asked = {"$knn": {"query": {"indices": [3, 9], "values": [1, 1]}, "key": "sparse"}}
    assert ids_of(engine, searched, rank=asked) == ["c"]
    assert ids_of(engine, searched, rank={"$knn": {"query": {"indices": [], "values": []}, "key": "sparse"}}) == []


def test_every_read_level_answers_the_same(engine: Engine, searched: Collection) -> None:
    for level in (None, "index_and_wal", "index_only", "index_and_bounded_wal"):
        assert engine.search(searched.id, [{}], level).ids == [["a", "b", "c", "d"]]
    with pytest.raises(InvalidArgument, match="read_level"):
        engine.search(searched.id, [{}], "all")


def test_without_records_or_dimension_there_is_nothing_to_find(engine: Engine, collection: Collection) -> None:
    result = engine.search(
        collection.id, [{"rank": {"$knn": {"query": [1, 2, 3]}}, "select": {"keys": ["#embedding", "g"]}}]
    )
    assert (result.ids, result.metadatas, [len(rows) for rows in result.embeddings if rows is not None]) == (
        [[]],
        [[]],
        [0],
    )
    assert engine.search(collection.id, []) == SearchResult([], [], [], [], [], [])


@pytest.mark.parametrize(
    ("search", "message"),
    [
        (
            {"rank": {"$sum": [{"$val": 1}, {"$knn": {"query": [1]}}]}},
            "searches[0].rank.$sum[1].$knn.query: Collection expecting embedding with dimension of 2, got 1",
        ),
        (
            {"rank": {"$abs": {"$knn": {"query": [1, 2], "key": "sparse"}}}},
            "searches[0].rank.$abs.$knn.key: dense vectors are searched under '#embedding' only, got 'sparse'",
        ),
        (
            {"rank": {"$knn": {"query": {"indices": [1], "values": [1]}, "key": "g"}}},
            "Cannot filter using metadata key 'g' with type 'SparseVector' because indexing is disabled",
        ),
    ],
)
def test_what_the_collection_cannot_answer(engine: Engine, searched: Collection, search: Any, message: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        engine.search(searched.id, [search])
    assert str(raised.value) == message


def test_a_missing_collection_is_told_first(engine: Engine) -> None:
    with pytest.raises(NotFound):
        engine.search("00000000-0000-0000-0000-000000000000", [{"rank": 5}])


def test_a_sparse_index_outlives_the_engine_and_its_own_loss(tmp_path: Path) -> None:
    rank = {"$knn": {"query": {"indices": [7], "values": [1]}, "key": "sparse", "limit": 3}}
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "kept", schema=SCHEMA)
        engine.add(
            made.id,
            ids=[str(number) for number in range(300)],
            embeddings=np.zeros((300, 2)),
            metadatas=[{"sparse": {"indices": [7], "values": [number % 100]}} for number in range(300)],
        )
        engine.vacuum()
        assert ids_of(engine, made, rank=rank) == ["99", "199", "299"]
    (kept,) = (tmp_path / "segments").glob("*.sparse-*.cache")
    kept.write_bytes(kept.read_bytes()[:-100])
    with Engine.open(tmp_path) as engine:
        assert ids_of(engine, made, rank=rank) == ["99", "199", "299"]
        engine.update(made.id, ids=["99"], metadatas=[{"sparse": {"indices": [8], "values": [1]}}])
        engine.delete(made.id, ids=["199"])
        assert ids_of(engine, made, rank=rank) == ["299", "98", "198"]


def test_a_segment_that_replaces_searched_ones_comes_with_its_index(tmp_path: Path) -> None:
    """The first search after a checkpoint does not wait; what nobody searches costs nothing."""

    def caches() -> list[str]:
        return [path.name for path in (tmp_path / "segments").glob("*.sparse-*.cache")]

    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "prepared", schema=SCHEMA)
        both = {"sparse": {"indices": [1], "values": [2]}, "bm25": {"indices": [1], "values": [2]}}
        for name in ("a", "b", "c"):
            engine.add(made.id, ids=[name], embeddings=[[0, 0]], metadatas=[both])
            engine.vacuum()
            assert len(caches()) == (name != "a")
            rank = {"$knn": {"query": {"indices": [1], "values": [1]}, "key": "sparse"}}
            assert ids_of(engine, made, rank=rank) == list("abc"[: "abc".index(name) + 1])


def test_what_is_handed_out_is_the_callers(engine: Engine, searched: Collection) -> None:
    search = {"filter": {"#id": "a"}, "select": {"keys": ["#metadata"]}}
    (given,) = engine.search(searched.id, [search]).metadatas[0] or ()
    assert given is not None
    given["sparse"]["values"].append(5)
    (again,) = engine.search(searched.id, [search]).metadatas[0] or ()
    assert again == {"g": "x", "sparse": {"#type": "sparse_vector", "indices": [1, 2], "values": [1.0, 2.0]}}
