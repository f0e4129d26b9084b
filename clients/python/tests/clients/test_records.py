from typing import Any

import numpy as np
import pytest
from chromadb import SparseVector, errors

VECTORS = [[1.0, 0.0], [0.0, 1.0], [3.0, 4.0]]


@pytest.fixture
async def fruit(client: Any) -> Any:
    """A collection of three records."""
    made = await client.create_collection("fruit", embedding_function=None)
    await made.add(
        ids=["a", "b", "c"],
        embeddings=VECTORS,
        documents=["apple", None, "cherry"],
        metadatas=[{"n": 1, "l": ["x", "y"]}, None, {"n": 2.5, "s": SparseVector([1, 4], [0.5, 2.0])}],
        uris=["file:a", None, None],
    )
    return made


async def test_what_was_added_comes_back(fruit: Any) -> None:
    found = await fruit.get(include=["embeddings", "documents", "metadatas", "uris"])
    assert found["ids"] == ["a", "b", "c"]
    assert found["embeddings"].dtype == np.float32
    assert found["embeddings"].tolist() == VECTORS
    assert found["documents"] == ["apple", None, "cherry"]
    assert found["uris"] == ["file:a", None, None]
    assert found["metadatas"] == [
        {"n": 1, "l": ["x", "y"]},
        None,
        {"n": 2.5, "s": SparseVector([1, 4], [0.5, 2.0])},
    ]
    assert await fruit.count() == 3


async def test_results_are_the_callers_own(fruit: Any) -> None:
    found = await fruit.get(include=["embeddings", "metadatas"])
    found["metadatas"][0]["l"].append("z")
    found["metadatas"][2]["s"].values[0] = 9.0
    found["embeddings"][0] = 9.0
    again = await fruit.get(include=["embeddings", "metadatas"])
    assert again["metadatas"][0]["l"] == ["x", "y"]
    assert again["metadatas"][2]["s"].values == [0.5, 2.0]
    assert again["embeddings"].tolist() == VECTORS


async def test_what_was_given_is_not_kept(client: Any) -> None:
    made = await client.create_collection("fruit", embedding_function=None)
    vectors, metadata = np.array(VECTORS, np.float32), {"l": ["x"]}
    await made.add(ids=["a", "b", "c"], embeddings=vectors, metadatas=[metadata, None, None])
    vectors[:] = 9.0
    metadata["l"].append("y")
    found = await made.get(include=["embeddings", "metadatas"])
    assert found["embeddings"].tolist() == VECTORS
    assert found["metadatas"] == [{"l": ["x"]}, None, None]


async def test_gets_by_id_filter_and_page(fruit: Any) -> None:
    async def ids(**given: Any) -> list[str]:
        return list((await fruit.get(**given))["ids"])

    assert await ids(ids="b") == ["b"]
    assert await ids(ids=["c", "a", "unknown"]) == ["a", "c"]
    assert await ids(where={"n": {"$gt": 1}}) == ["c"]
    assert await ids(where={"l": {"$contains": "x"}}) == ["a"]
    assert await ids(where_document={"$contains": "pp"}) == ["a"]
    assert await ids(limit=1, offset=1) == ["b"]
    assert await ids(where={"n": {"$in": [np.int64(1)]}}) == ["a"]
    peeked = await fruit.peek(2)
    assert (peeked["ids"], peeked["embeddings"].shape) == (["a", "b"], (2, 2))
    assert (await fruit.get(ids="unknown", include=["embeddings"]))["embeddings"].shape == (0,)


async def test_queries_by_vector(fruit: Any) -> None:
    found = await fruit.query(query_embeddings=np.array([[1.0, 0.0], [0.0, 1.0]]), n_results=2)
    assert found["ids"][0][0] == "a"
    assert found["distances"] == [[0.0, 2.0], [0.0, 2.0]]
    assert (found["embeddings"], found["uris"], found["data"]) == (None, None, None)
    assert found["included"] == ["metadatas", "documents", "distances"]
    one = await fruit.query(query_embeddings=[3, 4], n_results=1, include=["embeddings"], ids=["b", "c"])
    assert (one["ids"], one["documents"], one["distances"]) == ([["c"]], None, None)
    assert one["embeddings"][0].tolist() == [[3.0, 4.0]]
    filtered = await fruit.query(query_embeddings=[3, 4], where={"n": 1}, where_document={"$contains": "apple"})
    assert filtered["ids"] == [["a"]]


async def test_updates_merge_and_none_takes_a_key_away(fruit: Any) -> None:
    await fruit.update(ids=["a", "unknown"], metadatas=[{"n": None, "m": True}, {"m": False}])
    await fruit.upsert(ids=["b", "d"], embeddings=[[5, 5], [6, 6]], documents=["banana", "date"])
    found = await fruit.get(include=["metadatas", "documents", "embeddings"])
    assert found["ids"] == ["a", "b", "c", "d"]
    assert found["metadatas"][0] == {"l": ["x", "y"], "m": True}
    assert found["documents"] == ["apple", "banana", "cherry", "date"]
    assert found["embeddings"].tolist() == [[1, 0], [5, 5], [3, 4], [6, 6]]


async def test_deletions_by_id_and_filter(fruit: Any) -> None:
    assert await fruit.delete(ids=["a"]) == {"deleted": 1}
    assert await fruit.delete(where={"n": {"$gt": 0}}, limit=5) == {"deleted": 1}
    assert (await fruit.get())["ids"] == ["b"]


@pytest.mark.parametrize(
    ("method", "given", "kind"),
    [
        ("get", {"ids": []}, ValueError),
        ("get", {"include": ["distances"]}, ValueError),
        ("get", {"include": ["everything"]}, ValueError),
        ("get", {"where": {"a": 1, "b": 2}}, ValueError),
        ("get", {"ids": ["a", "a"]}, errors.DuplicateIDError),
        ("get", {"limit": -1}, errors.InvalidArgumentError),
        ("get", {"where": {"n": {"$in": []}}}, ValueError),
        ("query", {}, ValueError),
        ("query", {"query_embeddings": []}, ValueError),
        ("query", {"query_embeddings": [1.0, 0.0], "n_results": 0}, TypeError),
        ("query", {"query_embeddings": [1.0]}, errors.InvalidArgumentError),
        ("query", {"query_embeddings": [float("nan"), 1.0]}, errors.InvalidArgumentError),
        ("delete", {}, ValueError),
        ("delete", {"ids": ["a"], "limit": 1}, ValueError),
        ("delete", {"where": {"n": 1}, "limit": "1"}, TypeError),
        ("add", {"ids": ["x"]}, ValueError),
        ("add", {"ids": ["x"], "embeddings": [[1.0]]}, errors.InvalidArgumentError),
        ("add", {"ids": ["x"], "embeddings": [[float("nan"), 1.0]]}, errors.InvalidArgumentError),
        ("add", {"ids": ["x", "y"], "embeddings": [[1.0], [1.0, 2.0]]}, errors.InvalidArgumentError),
        ("upsert", {"ids": ["x", "x"], "embeddings": VECTORS[:2]}, errors.DuplicateIDError),
        ("update", {"ids": [""], "embeddings": VECTORS[:1]}, errors.InvalidArgumentError),
    ],
)
async def test_malformed_calls_are_errors_and_change_nothing(
    fruit: Any, method: str, given: dict[str, Any], kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        await getattr(fruit, method)(**given)
    assert await fruit.count() == 3


async def test_the_callers_include_is_not_changed(fruit: Any) -> None:
    include = ["documents"]
    await fruit.get(include=include)
    assert include == ["documents"]


async def test_a_large_write_arrives_whole(client: Any) -> None:
    made = await client.create_collection("many", embedding_function=None)
    ids = [str(number) for number in range(6_000)]
    await made.add(ids=ids, embeddings=np.ones((6_000, 2)), metadatas=[{"n": number} for number in range(6_000)])
    assert await made.count() == 6_000
    found = await made.get(where={"n": {"$gte": 5_990}})
    assert found["ids"] == ids[5_990:]
