"""get and query: order, selection, columns, distances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Collection, Engine, InvalidArgument

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)


@pytest.fixture
def six(engine: Engine, collection: Collection) -> Collection:
    engine.add(
        collection.id,
        ids=["v1", "v2", "v3", "v4", "v5", "v6"],
        embeddings=[[1, 0, 0], [0, 2, 0], [0, 0, -3], [1, 1, 1], [-1, 0.5, 2], [0.25, -0.75, 0.1]],
        documents=["alpha one", "beta two", None, "delta four", "epsilon five", "zeta six"],
        metadatas=[{"g": "a", "n": 1}, {"g": "b", "n": 2}, None, {"g": "a", "n": 4}, {"g": "b", "n": 5}, {"g": "a"}],
        uris=["u1", None, None, "u4", None, None],
    )
    return collection


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ({}, ["v1", "v2", "v3", "v4", "v5", "v6"]),
        ({"ids": None}, ["v1", "v2", "v3", "v4", "v5", "v6"]),
        ({"ids": []}, []),
        ({"ids": ["v4", "v1", "nobody", "v4"]}, ["v1", "v4"]),
        ({"limit": 2}, ["v1", "v2"]),
        ({"limit": 0}, []),
        ({"limit": 2, "offset": 5}, ["v6"]),
        ({"offset": 9}, []),
        ({"where": {"g": "a"}}, ["v1", "v4", "v6"]),
        ({"where": {"g": "a"}, "limit": 1, "offset": 1}, ["v4"]),
        ({"ids": ["v4", "v2"], "where": {"g": "a"}}, ["v4"]),
        ({"where_document": {"$contains": "e"}, "where": {"g": "b"}}, ["v2", "v5"]),
    ],
)
def test_get_selects_in_insertion_order(
    engine: Engine, six: Collection, arguments: dict[str, Any], ids: list[str]
) -> None:
    assert engine.get(six.id, **arguments).ids == ids


def test_get_includes_what_was_asked_for(engine: Engine, six: Collection) -> None:
    plain = engine.get(six.id, ids=["v3", "v4"])
    assert plain.include == ["documents", "metadatas"]
    assert plain.documents == [None, "delta four"]
    assert plain.metadatas == [None, {"g": "a", "n": 4}]
    assert (plain.uris, plain.embeddings) == (None, None)
    asked = engine.get(six.id, ids=["v4"], include=["uris", "distances", "embeddings", "uris"])
    assert asked.include == ["uris", "distances", "embeddings", "uris"]
    assert asked.uris == ["u4"]
    assert asked.documents is None
    assert asked.embeddings is not None
    assert asked.embeddings.dtype == np.float32
    assert asked.embeddings.tolist() == [[1, 1, 1]]
    with pytest.raises(InvalidArgument):
        engine.get(six.id, include=["data"])


def test_an_empty_collection(engine: Engine, collection: Collection) -> None:
    got = engine.get(collection.id, include=["embeddings", "documents"])
    assert (got.ids, got.documents) == ([], [])
    assert got.embeddings is not None
    assert len(got.embeddings) == 0
    queried = engine.query(collection.id, query_embeddings=[[1, 2], [3, 4]])
    assert queried.ids == [[], []]
    assert engine.query(collection.id, query_embeddings=[[]]).ids == [[]]
    assert engine.query(collection.id, query_embeddings=[]).ids == []
    assert engine.get(collection.id, where={"k": {"$ne": 1}}).ids == []
    with pytest.raises(InvalidArgument, match="Inconsistent dimensions"):
        engine.query(collection.id, query_embeddings=[[1, 2], [1]])


def test_an_emptied_collection_keeps_its_dimension(engine: Engine, six: Collection) -> None:
    engine.delete(six.id, where={"g": {"$ne": "nothing"}})
    assert engine.count(six.id) == 0
    assert engine.query(six.id, query_embeddings=[[1, 2, 3]]).ids == [[]]
    with pytest.raises(InvalidArgument, match="dimension of 3, got 1"):
        engine.query(six.id, query_embeddings=[[1]])


def test_query_answers_each_vector(engine: Engine, six: Collection) -> None:
    result = engine.query(
        six.id,
        query_embeddings=[[1, 0, 0], [0, 0, -3]],
        n_results=2,
        include=["documents", "uris", "metadatas", "embeddings", "distances"],
    )
    assert result.ids == [["v1", "v6"], ["v3", "v1"]]
    assert result.documents == [["alpha one", "zeta six"], [None, "alpha one"]]
    assert result.uris == [["u1", None], [None, "u1"]]
    assert result.metadatas == [[{"g": "a", "n": 1}, {"g": "a"}], [None, {"g": "a", "n": 1}]]
    assert result.embeddings is not None
    assert result.embeddings[0].shape == (2, 3)
    assert result.distances is not None
    assert result.distances[0].dtype == np.float32
    np.testing.assert_allclose(result.distances[0], [0, 0.75**2 + 0.75**2 + 0.01], rtol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ({"n_results": 0}, []),
        ({"n_results": 3}, ["v1", "v6", "v4"]),
        ({"n_results": 100}, ["v1", "v6", "v4", "v2", "v5", "v3"]),
        ({"ids": []}, []),
        ({"ids": ["v5", "nobody", "v4"]}, ["v4", "v5"]),
        ({"where": {"g": "b"}}, ["v2", "v5"]),
        ({"where": {"g": "b"}, "ids": ["v5", "v1"]}, ["v5"]),
        ({"where": {"g": "c"}}, []),
        ({"where_document": {"$contains": "eta"}, "n_results": 1}, ["v6"]),
    ],
)
def test_query_selects(engine: Engine, six: Collection, arguments: dict[str, Any], ids: list[str]) -> None:
    assert engine.query(six.id, query_embeddings=[[1, 0, 0]], **arguments).ids == [ids]


def test_query_gives_ten_by_default(engine: Engine, collection: Collection) -> None:
    engine.add(collection.id, ids=[str(i) for i in range(12)], embeddings=[[i] for i in range(12)])
    first_ten = [[str(i) for i in range(10)]]
    assert engine.query(collection.id, query_embeddings=[[0]]).ids == first_ten
    assert engine.query(collection.id, query_embeddings=[[0]], n_results=None).ids == first_ten


def distances_in(engine: Engine, space: str, stored: list[list[float]], query: list[float]) -> dict[str, float]:
    made = engine.create_collection(*DEFAULT, f"space-{space}", configuration={"hnsw": {"space": space}})
    engine.add(made.id, ids=[str(i) for i in range(len(stored))], embeddings=stored)
    result = engine.query(made.id, query_embeddings=[query], n_results=len(stored))
    assert result.distances is not None
    assert result.distances[0].tolist() == sorted(result.distances[0].tolist())
    return dict(zip(result.ids[0], result.distances[0].tolist(), strict=True))


def test_l2_is_the_squared_distance(engine: Engine) -> None:
    assert distances_in(engine, "l2", [[0, 0], [3, 4]], [0, 0]) == {"0": 0, "1": 25}


def test_ip_is_one_minus_the_product_and_may_be_negative(engine: Engine) -> None:
    assert distances_in(engine, "ip", [[1, 0], [3, 4]], [2, 1]) == {"1": -9, "0": -1}


def test_cosine_ignores_length_and_puts_zero_vectors_at_one(engine: Engine) -> None:
    found = distances_in(engine, "cosine", [[2, 0], [0, 5], [-1, 0], [0, 0], [3, 4]], [7, 0])
    assert found == pytest.approx({"0": 0, "4": 0.4, "1": 1, "3": 1, "2": 2}, abs=1e-6)
    zero = engine.query(engine.get_collection(*DEFAULT, "space-cosine").id, query_embeddings=[[0, 0]])
    assert zero.distances is not None
    assert zero.distances[0].tolist() == [1, 1, 1, 1, 1]


def test_cosine_returns_the_vectors_as_they_were_stored(engine: Engine) -> None:
    made = engine.create_collection(*DEFAULT, "as-stored", configuration={"hnsw": {"space": "cosine"}})
    engine.add(made.id, ids=["a"], embeddings=[[3, 4]])
    got = engine.get(made.id, include=["embeddings"]).embeddings
    assert got is not None
    assert got.tolist() == [[3, 4]]


@pytest.mark.parametrize("space", ["l2", "cosine", "ip"])
def test_equal_distances_keep_insertion_order(engine: Engine, space: str) -> None:
    made = engine.create_collection(*DEFAULT, "ties", configuration={"hnsw": {"space": space}})
    engine.add(made.id, ids=[f"{i:03}" for i in range(300)], embeddings=[[0.1, 0.2, 0.3]] * 300)
    result = engine.query(made.id, query_embeddings=[[0.3, 0.1, 0.7]], n_results=7)
    assert result.ids == [[f"{i:03}" for i in range(7)]]


def test_a_query_that_overflows_still_answers(engine: Engine, six: Collection) -> None:
    result = engine.query(six.id, query_embeddings=[[1e39, 0, 0]])
    assert result.ids == [["v1", "v2", "v3", "v4", "v5", "v6"]]
    assert result.distances is not None
    assert not np.isfinite(result.distances[0]).any()


@pytest.mark.parametrize(
    "arguments",
    [
        {"query_embeddings": [[1, 2]]},
        {"query_embeddings": ["AAAA"]},
        {"query_embeddings": [None]},
        {"query_embeddings": None},
        {"query_embeddings": [[1, 2, 3]], "n_results": -1},
        {"query_embeddings": [[1, 2, 3]], "include": ["data"]},
        {"query_embeddings": [[1, 2, 3]], "where": {}},
        {"query_embeddings": [[1, 2, 3]], "where_document": {"$regex": "("}},
        {"query_embeddings": [[1, 2, 3]], "ids": [1]},
    ],
)
def test_a_bad_query_is_refused(engine: Engine, six: Collection, arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgument):
        engine.query(six.id, **arguments)


def test_a_switched_off_index_refuses_the_filter(engine: Engine) -> None:
    off: dict[str, Any] = {"string": {"string_inverted_index": {"enabled": False, "config": {}}}}
    made = engine.create_collection(*DEFAULT, "no-strings", schema={"defaults": {}, "keys": {"s": off}})
    engine.add(made.id, ids=["a"], embeddings=[[1]], metadatas=[{"s": "x", "t": "x"}])
    assert engine.get(made.id, where={"t": "x"}).ids == ["a"]
    assert engine.get(made.id, where={"s": 1}).ids == []
    for call in (
        lambda: engine.get(made.id, where={"s": "x"}),
        lambda: engine.query(made.id, query_embeddings=[[1]], where={"s": "x"}),
        lambda: engine.delete(made.id, where={"s": "x"}),
    ):
        with pytest.raises(InvalidArgument, match="Cannot filter using metadata key 's' with type 'Str'"):
            call()


@pytest.mark.parametrize("level", ["index_and_wal", "index_only", "index_and_bounded_wal"])
def test_count_at_every_level(engine: Engine, six: Collection, level: str) -> None:
    assert engine.count(six.id, level) == 6
    with pytest.raises(InvalidArgument):
        engine.count(six.id, "INDEX_ONLY")


def test_a_get_says_whether_there_is_a_sparse_vector(engine: Engine, collection: Collection) -> None:
    sparse = {"#type": "sparse_vector", "indices": [1, 5], "values": [0.5, 2.0]}
    plain = {"s": "a", "list": [1, 2]}

    def add(first: int) -> None:
        names = [str(first + number) for number in range(4)]
        metadatas = [plain, None, {"v": sparse, "s": "b"}, {"n": 1}]
        engine.add(collection.id, ids=names, embeddings=[[1.0, 2.0]] * 4, metadatas=metadatas)

    def check(ids: list[str], wanted: list[Any], *, has_sparse: bool) -> None:
        found = engine.get(collection.id, ids=ids)
        assert (found.metadatas, found.sparse) == (wanted, has_sparse)

    add(0)
    for _ in range(2):  # In the tail, and in a segment.
        check(["0", "1", "3"], [plain, None, {"n": 1}], has_sparse=False)
        check(["1", "2", "3"], [None, {"v": sparse, "s": "b"}, {"n": 1}], has_sparse=True)
        engine.vacuum()
    add(4)
    check(["0", "1", "7"], [plain, None, {"n": 1}], has_sparse=False)
    check(["0", "6", "7"], [plain, {"v": sparse, "s": "b"}, {"n": 1}], has_sparse=True)
    check(["2", "3", "4"], [{"v": sparse, "s": "b"}, {"n": 1}, plain], has_sparse=True)
    assert engine.get(collection.id, ids=["2"], include=["documents"]).sparse is False


def test_metadata_that_was_handed_out_is_the_callers(engine: Engine, collection: Collection) -> None:
    engine.add(collection.id, ids=["a"], embeddings=[[1.0]], metadatas=[{"s": "a", "list": [1, 2]}])
    for _ in range(2):
        (metadata,) = engine.get(collection.id).metadatas or []
        assert metadata == {"s": "a", "list": [1, 2]}
        metadata["list"].append(3)
        metadata["s"] = "b"
        assert engine.get(collection.id).metadatas == [{"s": "a", "list": [1, 2]}]
        engine.vacuum()
