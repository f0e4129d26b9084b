"""add, upsert, update and delete: what they change and what they refuse."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Collection, Engine, InvalidArgument

EVERYTHING = ("embeddings", "documents", "uris", "metadatas")


def records(engine: Engine, collection: Collection) -> dict[str, tuple[Any, ...]]:
    """id -> (embedding, document, uri, metadata), in insertion order."""
    got = engine.get(collection.id, include=EVERYTHING)
    assert got.embeddings is not None
    assert got.documents is not None
    assert got.uris is not None
    assert got.metadatas is not None
    rows = zip(got.embeddings.tolist(), got.documents, got.uris, got.metadatas, strict=True)
    return dict(zip(got.ids, rows, strict=True))


@pytest.fixture
def filled(engine: Engine, collection: Collection) -> Collection:
    engine.add(
        collection.id,
        ids=["a", "b"],
        embeddings=[[1, 0], [0, 1]],
        documents=["doc a", None],
        uris=["uri a", None],
        metadatas=[{"k": 1, "s": "x"}, None],
    )
    return collection


def test_add_keeps_insertion_order(engine: Engine, collection: Collection) -> None:
    engine.add(collection.id, ids=["z", "a", "m"], embeddings=[[1], [2], [3]])
    engine.add(collection.id, ids=["b"], embeddings=[[4]])
    assert engine.get(collection.id).ids == ["z", "a", "m", "b"]


def test_add_ignores_ids_that_exist_and_later_duplicates(engine: Engine, filled: Collection) -> None:
    engine.add(
        filled.id, ids=["a", "n", "n"], embeddings=[[9, 9], [5, 5], [6, 6]], documents=["new", "first", "second"]
    )
    assert records(engine, filled)["a"] == ([1, 0], "doc a", "uri a", {"k": 1, "s": "x"})
    assert records(engine, filled)["n"] == ([5, 5], "first", None, None)


def test_upsert_merges_what_exists_and_inserts_the_rest(engine: Engine, filled: Collection) -> None:
    engine.upsert(
        filled.id,
        ids=["n", "a"],
        embeddings=[[5, 5], [7, 7]],
        metadatas=[{"j": 1, "gone": None}, {"k": None, "t": 2.5}],
    )
    assert records(engine, filled) == {
        "a": ([7, 7], "doc a", "uri a", {"s": "x", "t": 2.5}),
        "b": ([0, 1], None, None, None),
        "n": ([5, 5], None, None, {"j": 1}),
    }


def test_upsert_applies_duplicates_in_order(engine: Engine, filled: Collection) -> None:
    engine.upsert(
        filled.id,
        ids=["n", "n", "a", "a"],
        embeddings=[[1, 1], [2, 2], [3, 3], [4, 4]],
        documents=["one", None, None, "four"],
        metadatas=[{"p": 1, "q": 1}, {"q": 2}, {"k": None}, {"k": 5}],
    )
    assert records(engine, filled)["n"] == ([2, 2], "one", None, {"p": 1, "q": 2})
    assert records(engine, filled)["a"] == ([4, 4], "four", "uri a", {"s": "x", "k": 5})


def test_update_ignores_unknown_ids_and_keeps_what_is_absent(engine: Engine, filled: Collection) -> None:
    engine.update(filled.id, ids=["b", "unknown"], embeddings=[None, [8, 8]], documents=["doc b", "no"])
    engine.update(filled.id, ids=["a"], embeddings=None, metadatas=[{}], documents=[None], uris=["uri 2"])
    assert records(engine, filled) == {
        "a": ([1, 0], "doc a", "uri 2", {"k": 1, "s": "x"}),
        "b": ([0, 1], "doc b", None, None),
    }


def test_update_takes_some_vectors_of_a_batch(engine: Engine, filled: Collection) -> None:
    engine.update(filled.id, ids=["unknown", "a", "b", "a"], embeddings=[[1, 1], None, [2, 2], [3, 3]])
    assert {key: value[0] for key, value in records(engine, filled).items()} == {"a": [3, 3], "b": [2, 2]}


def test_a_value_may_change_its_type(engine: Engine, filled: Collection) -> None:
    for value in ("s", 2.5, True, [1, 2], 7, ["x"]):
        engine.update(filled.id, ids=["a"], metadatas=[{"k": value}])
        assert records(engine, filled)["a"][3] == {"k": value, "s": "x"}
        found = engine.get(filled.id, where={"k": {"$contains": value[0]} if isinstance(value, list) else value})
        assert found.ids == ["a"]
        assert engine.get(filled.id, where={"k": 1}).ids == []


def test_metadata_values_come_back_as_they_went_in(engine: Engine, collection: Collection) -> None:
    sparse = {"#type": "sparse_vector", "indices": [1, 5], "values": [0.5, 2.0]}
    metadata = {"i": -(2**63), "f": 1.0, "b": False, "s": "ü", "l": [1.5, 2.0], "bl": [True], "sparse": sparse}
    engine.add(collection.id, ids=["a"], embeddings=[[1]], metadatas=[{**metadata, "zero": -0.0, "empty": []}])
    back = records(engine, collection)["a"][3]
    assert back == {**metadata, "zero": 0.0}
    assert [type(back[key]) for key in "ifbs"] == [int, float, bool, str]
    assert str(back["zero"]) == "0.0"


def test_what_a_reader_does_with_its_metadata_changes_nothing(engine: Engine, collection: Collection) -> None:
    engine.add(collection.id, ids=["a"], embeddings=[[1]], metadatas=[{"l": ["x"], "k": 1}])
    got = engine.get(collection.id).metadatas
    assert got is not None
    assert got[0] is not None
    got[0]["l"].append("y")
    got[0]["k"] = 2
    assert records(engine, collection)["a"][3] == {"l": ["x"], "k": 1}


def test_what_a_writer_does_with_its_values_changes_nothing(engine: Engine, collection: Collection) -> None:
    vectors, metadata = np.ones((1, 2), dtype=np.float32), {"l": ["x"]}
    engine.add(collection.id, ids=["a"], embeddings=vectors, metadatas=[metadata])
    vectors[:] = 7
    metadata["l"].append("y")
    assert records(engine, collection)["a"] == ([1, 1], None, None, {"l": ["x"]})


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
def test_embeddings_are_arrays_lists_or_base64(engine: Engine, collection: Collection, dtype: Any) -> None:
    array = np.array([[1, 2], [3, 4]], dtype=dtype)
    engine.add(collection.id, ids=["a", "b"], embeddings=array)
    engine.add(collection.id, ids=["c"], embeddings=[array[0]])
    engine.add(
        collection.id, ids=["d"], embeddings=[base64.b64encode(np.array([5, 6], dtype="<f4").tobytes()).decode()]
    )
    assert [row[0] for row in records(engine, collection).values()] == [[1, 2], [3, 4], [1, 2], [5, 6]]


def test_the_first_vectors_fix_the_dimension_for_ever(engine: Engine, collection: Collection) -> None:
    where = (DEFAULT_TENANT, DEFAULT_DATABASE, collection.id)
    with pytest.raises(InvalidArgument):
        engine.add(collection.id, ids=["a"], embeddings=[[1, 2]], documents=[])
    engine.update(collection.id, ids=["nobody"], embeddings=[[1, 2, 3, 4]])
    assert engine.get_collection_by_id(*where).dimension is None
    engine.add(collection.id, ids=["a"], embeddings=[[1, 2, 3]])
    assert engine.get_collection_by_id(*where).dimension == 3
    engine.delete(collection.id, ids=["a"])
    with pytest.raises(InvalidArgument, match="Collection expecting embedding with dimension of 3, got 2"):
        engine.add(collection.id, ids=["b"], embeddings=[[1, 2]])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"ids": ["n"], "embeddings": None}, "embeddings"),
        ({"ids": ["n"], "embeddings": [None]}, "embeddings"),
        ({"ids": ["n"], "embeddings": [[]]}, "at least 1 dimension"),
        ({"ids": ["n"], "embeddings": [[float("nan"), 1]]}, "NaN or Infinity"),
        ({"ids": ["n"], "embeddings": [[1e39, 1]]}, "NaN or Infinity"),
        ({"ids": ["n", "m"], "embeddings": [[1, 2], [1]]}, "Inconsistent dimensions"),
        ({"ids": ["n"], "embeddings": [[1, 2, 3]]}, "expecting embedding with dimension of 2, got 3"),
        ({"ids": ["n"], "embeddings": [[1, 2], [3, 4]]}, "Inconsistent number of IDs"),
        ({"ids": [""], "embeddings": [[1, 2], [3, 4]]}, "Inconsistent number of IDs"),
        ({"ids": ["n", "m"], "embeddings": [[1, 2, 3]]}, "expecting embedding with dimension of 2, got 3"),
        ({"ids": ["n"], "embeddings": [[1, 2]], "documents": []}, "Inconsistent number of IDs"),
        ({"ids": ["n"], "embeddings": [[1, 2]], "metadatas": [{}, {}]}, "Inconsistent number of IDs"),
        ({"ids": ["n"], "embeddings": [[1, 2]], "uris": ["x", "y"]}, "Inconsistent number of IDs"),
        ({"ids": ["ok", ""], "embeddings": [[1, 2], [1, 2]]}, "Empty ID"),
        ({"ids": ["n"], "embeddings": [[1, 2]], "metadatas": [{"#k": 1}]}, "Invalid metadata at index 0"),
        ({"ids": ["n"], "embeddings": [[1, 2]], "metadatas": [{"k": ["a", 1]}]}, "Invalid metadata at index 0"),
        ({"ids": ["n"], "embeddings": [[1, 2]], "metadatas": [{"k": None}]}, "null"),
        ({"ids": ["\ud800"], "embeddings": [[1, 2]]}, "Unicode"),
    ],
)
def test_a_bad_batch_is_refused_as_a_whole(
    engine: Engine, filled: Collection, arguments: dict[str, Any], message: str
) -> None:
    before = records(engine, filled)
    operations = engine.indexing_status(filled.id).total_ops
    with pytest.raises(InvalidArgument, match=message):
        engine.add(filled.id, **arguments)
    assert records(engine, filled) == before
    assert engine.indexing_status(filled.id).total_ops == operations


def test_an_empty_batch_does_nothing(engine: Engine, collection: Collection) -> None:
    engine.add(collection.id, ids=[], embeddings=[])
    engine.update(collection.id, ids=[])
    assert engine.indexing_status(collection.id).total_ops == 0


def test_the_schema_grows_by_what_is_written(engine: Engine, collection: Collection) -> None:
    def keys() -> dict[str, Any]:
        schema = engine.get_collection_by_id(DEFAULT_TENANT, DEFAULT_DATABASE, collection.id).schema
        return {key: list(types) for key, types in schema["keys"].items() if not key.startswith("#")}

    engine.add(collection.id, ids=["a"], embeddings=[[1]], metadatas=[{"u": "x", "l": [1, 2], "chroma:x": 1}])
    engine.update(collection.id, ids=["a"], metadatas=[{"v": 1, "w": None}])
    engine.update(collection.id, ids=["nobody"], metadatas=[{"never": 1}])
    engine.add(collection.id, ids=["a"], embeddings=[[1]], metadatas=[{"ignored": 1}])
    assert keys() == {"u": ["string"], "l": ["int"], "v": ["int"]}
    engine.delete(collection.id, ids=["a"])
    assert set(keys()) == {"u", "l", "v"}
    engine.add(collection.id, ids=["b"], embeddings=[[1]], metadatas=[{"v": 1.5}])
    assert keys()["v"] == ["int", "float"]


def test_operations_are_counted_by_what_took_effect(engine: Engine, filled: Collection) -> None:
    engine.add(filled.id, ids=["a", "c"], embeddings=[[1, 1], [2, 2]])
    engine.update(filled.id, ids=["nobody"], documents=["x"])
    engine.delete(filled.id, ids=["a", "a", "nobody"])
    status = engine.indexing_status(filled.id)
    assert (status.total_ops, status.num_indexed_ops, status.num_unindexed_ops) == (4, 4, 0)
    assert status.op_indexing_progress == 1.0


@pytest.fixture
def ten(engine: Engine, collection: Collection) -> Collection:
    engine.add(
        collection.id,
        ids=[f"r{i}" for i in range(10)],
        embeddings=[[i, 0] for i in range(10)],
        metadatas=[{"g": i % 2} for i in range(10)],
        documents=["even doc" if i % 2 == 0 else "odd doc" for i in range(10)],
    )
    return collection


@pytest.mark.parametrize(
    ("arguments", "removed"),
    [
        ({"ids": ["r1", "r1", "nope"]}, ["r1"]),
        ({"ids": [""]}, []),
        ({"where": {"g": 1}}, ["r1", "r3", "r5", "r7", "r9"]),
        ({"where": {"g": 1}, "limit": 2}, ["r1", "r3"]),
        ({"where_document": {"$contains": "even"}, "limit": 1}, ["r0"]),
        ({"ids": ["r5", "r2", "r1"], "where": {"g": 1}}, ["r1", "r5"]),
        ({"ids": ["r5", "r1"], "where": {"g": 1}, "limit": 1}, ["r1"]),
        ({"ids": [], "where": {"g": 1}}, []),
        ({"where": {"g": 1}, "where_document": {"$contains": "even"}}, []),
        ({"where": {"g": 1}, "limit": 0}, []),
        ({}, []),
    ],
)
def test_delete_removes_the_intersection_and_counts_it(
    engine: Engine, ten: Collection, arguments: dict[str, Any], removed: list[str]
) -> None:
    assert engine.delete(ten.id, **arguments) == len(removed)
    assert engine.get(ten.id).ids == [f"r{i}" for i in range(10) if f"r{i}" not in removed]
    assert engine.count(ten.id) == 10 - len(removed)


@pytest.mark.parametrize(
    "arguments",
    [{"ids": []}, {"limit": 1}, {"ids": ["r1"], "limit": 1}, {"where": {}}, {"where": {"g": 1}, "limit": -1}],
)
def test_a_bad_delete_is_refused(engine: Engine, ten: Collection, arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgument):
        engine.delete(ten.id, **arguments)
    assert engine.count(ten.id) == 10


def test_a_record_added_again_goes_to_the_end(engine: Engine, ten: Collection) -> None:
    engine.delete(ten.id, ids=["r0"])
    engine.upsert(ten.id, ids=["r3"], embeddings=[[0, 0]])
    engine.add(ten.id, ids=["r0"], embeddings=[[1, 1]])
    assert engine.get(ten.id).ids == [*(f"r{i}" for i in range(1, 10)), "r0"]
    again = engine.get(ten.id, ids=["r0"])
    assert (again.documents, again.metadatas) == ([None], [None])
