"""Embedding functions that stand in a schema, and texts in searches."""

from typing import Any
from uuid import UUID

import numpy as np
import pytest
from chromadb import (
    AsyncCollection,
    Collection,
    Documents,
    EmbeddingFunction,
    Embeddings,
    K,
    Knn,
    Schema,
    Search,
    SparseEmbeddingFunction,
    SparseVector,
    SparseVectorIndexConfig,
    SparseVectors,
    VectorIndexConfig,
)
from chromadb.records.results import SearchColumns
from chromadb.types import Collection as CollectionModel
from chromadb.utils.embedding_functions import register_embedding_function, register_sparse_embedding_function


class Counts(SparseEmbeddingFunction[Documents]):
    """One place: how long the text is; of a query, at place 2."""

    def __init__(self) -> None:
        pass

    def __call__(self, input: Documents) -> SparseVectors:
        return [SparseVector([1], [float(len(text))]) for text in input]

    def embed_query(self, input: Documents) -> SparseVectors:
        return [SparseVector([2], [float(len(text))]) for text in input]

    @staticmethod
    def name() -> str:
        return "test_counts"

    def get_config(self) -> dict[str, Any]:
        return {}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "Counts":
        return Counts()


class Twos(EmbeddingFunction[Documents]):
    """Every text is [2, 2]."""

    def __init__(self) -> None:
        pass

    def __call__(self, input: Documents) -> Embeddings:
        return [np.array([2, 2], np.float32) for _ in input]

    @staticmethod
    def name() -> str:
        return "test_twos"

    def get_config(self) -> dict[str, Any]:
        return {}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "Twos":
        return Twos()


@pytest.fixture(autouse=True)
def registered(same_registry: None) -> None:
    """Both functions are known by their names."""
    register_embedding_function(Twos)
    register_sparse_embedding_function(Counts)


def schema() -> Schema:
    made = Schema()
    made.create_index(config=VectorIndexConfig(embedding_function=Twos()))
    made.create_index(
        config=SparseVectorIndexConfig(source_key="#document", embedding_function=Counts()), key="of_document"
    )
    return made


async def test_vectors_and_sparse_vectors_are_made_as_the_schema_says(client: Any) -> None:
    made = await client.create_collection("fruit", schema=schema(), embedding_function=None)
    await made.add(
        ids=["a", "b", "c"],
        documents=["apple", "fig", None],
        metadatas=[{"k": 1}, {"of_document": SparseVector([7], [1.0])}, None],
        embeddings=[[1, 1]] * 3,
    )
    await made.add(ids=["d"], documents=["date"])
    found = await (await client.get_collection("fruit")).get(include=["metadatas", "embeddings"])
    assert found["metadatas"] == [
        {"k": 1, "of_document": SparseVector([1], [5.0])},
        {"of_document": SparseVector([7], [1.0])},
        None,
        {"of_document": SparseVector([1], [4.0])},
    ]
    assert found["embeddings"].tolist() == [[1, 1], [1, 1], [1, 1], [2, 2]]


class Recorder:
    """A transport that writes down what is searched for."""

    def __init__(self) -> None:
        self.searches: Any = None
        self.read_level = ""

    def collection_search(self, tenant: str, database: str, collection_id: str, searches: Any, read_level: str) -> Any:
        self.searches, self.read_level = searches, read_level
        metadata = {"s": {"#type": "sparse_vector", "indices": [1], "values": [2.0]}}
        return SearchColumns([["a"]], [None], [None], [[metadata]], [[0.5]], [["#metadata", "#score"]])


class AsyncRecorder(Recorder):
    async def collection_search(self, *args: Any) -> Any:  # type: ignore[override]
        return super().collection_search(*args)


@pytest.fixture
def model() -> CollectionModel:
    return CollectionModel(
        id=UUID(int=1),
        name="fruit",
        configuration_json={},
        serialized_schema=schema().serialize_to_json(),
        metadata=None,
        dimension=2,
        tenant="t",
        database="d",
    )


SEARCH = Search().where(K("k") > 1).rank(0.5 * Knn(query="four") + Knn(query="fig", key="of_document")).limit(3)


def check(recorder: Recorder, found: Any) -> None:
    [search] = recorder.searches
    ranks = search["rank"]["$sum"]
    assert ranks[0]["$mul"][1]["$knn"]["query"] == [2.0, 2.0]
    assert ranks[1]["$knn"]["query"] == {"#type": "sparse_vector", "indices": [2], "values": [3.0]}
    assert search["filter"] == {"k": {"$gt": 1}}
    assert recorder.read_level == "index_and_wal"
    assert found["metadatas"] == [[{"s": SparseVector([1], [2.0])}]]


def test_texts_in_searches_are_embedded(model: CollectionModel) -> None:
    recorder: Any = Recorder()
    check(recorder, Collection(recorder, model).search(SEARCH))
    assert SEARCH.to_dict()["filter"] == {"k": {"$gt": 1}}


async def test_texts_in_searches_of_tasks_are_embedded(model: CollectionModel) -> None:
    recorder: Any = AsyncRecorder()
    check(recorder, await AsyncCollection(recorder, model).search([SEARCH]))


def test_a_text_for_a_key_without_a_function_is_a_value_error(model: CollectionModel) -> None:
    recorder: Any = Recorder()
    with pytest.raises(ValueError, match="Cannot embed string query for key 'nothing'"):
        Collection(recorder, model).search(Search().rank(Knn(query="x", key="nothing")))
