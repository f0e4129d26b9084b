from typing import Any

import numpy as np
import pytest
from chromadb import SparseVector
from chromadb.records.results import (
    GetColumns,
    QueryColumns,
    get_result,
    query_result,
    read_get_columns,
    read_query_columns,
)

COLUMNS = {"embeddings": None, "documents": None, "uris": None, "metadatas": None}


def test_a_get_has_every_column_and_none_for_those_not_asked_for() -> None:
    found = GetColumns(["a"], None, ["x"], None, [{"k": 1}])
    assert get_result(found, ["metadatas", "documents"]) == {
        "ids": ["a"],
        "embeddings": None,
        "documents": ["x"],
        "uris": None,
        "data": None,
        "metadatas": [{"k": 1}],
        "included": ["metadatas", "documents"],
    }


def test_embeddings_are_a_float32_array_and_an_array_is_not_copied() -> None:
    matrix = np.ones((2, 3), np.float32)
    assert get_result(GetColumns(["a", "b"], matrix, None, None, None), ["embeddings"])["embeddings"] is matrix
    listed = get_result(GetColumns(["a"], [[1.0, 2.0]], None, None, None), ["embeddings"])["embeddings"]
    assert isinstance(listed, np.ndarray)
    assert (listed.dtype, listed.shape) == (np.float32, (1, 2))


def test_no_records_have_an_empty_array_however_they_came() -> None:
    for nothing in ([], np.empty((0, 7), np.float32)):
        found = get_result(GetColumns([], nothing, None, None, None), ["embeddings"])["embeddings"]
        assert isinstance(found, np.ndarray)
        assert found.shape == (0,)


def test_sparse_vectors_become_objects() -> None:
    stored = {"v": {"#type": "sparse_vector", "indices": [1], "values": [0.5]}, "k": "x"}
    result = get_result(GetColumns(["a", "b"], None, None, None, [stored, None]), ["metadatas"])
    assert result["metadatas"] == [{"v": SparseVector([1], [0.5]), "k": "x"}, None]


def test_data_is_loaded_from_uris_which_show_only_when_asked_for() -> None:
    found = GetColumns(["a"], None, None, ["file:a"], None)
    result = get_result(found, ["data"], load=lambda uris: [f"loaded {uri}" for uri in uris])
    assert (result["data"], result["uris"]) == (["loaded file:a"], None)
    assert get_result(found, ["uris"])["uris"] == ["file:a"]


def test_distances_are_the_same_numbers_from_json_and_from_the_engine() -> None:
    def distances(given: object) -> object:
        found = QueryColumns([["a", "b"]], None, None, None, None, [given])  # type: ignore[list-item]
        return query_result(found, ["distances"])["distances"]

    assert distances([0.1, 0.25]) == distances(np.array([0.1, 0.25], np.float32))


def test_a_query_has_one_list_per_query() -> None:
    found = QueryColumns([["a"], []], [[[1.0]], []], [["x"], []], [[None], []], [[{"k": 1}], []], [[0.0], []])
    result = query_result(found, ["embeddings", "documents", "metadatas", "distances"])
    assert result["ids"] == [["a"], []]
    assert result["metadatas"] == [[{"k": 1}], []]
    assert result["distances"] == [[0.0], []]
    assert [array.shape for array in result["embeddings"] or []] == [(1, 1), (0,)]


def test_answers_are_read_as_they_are() -> None:
    metadata = {"v": {"#type": "sparse_vector", "indices": [1], "values": [0.5]}}
    got = read_get_columns({**COLUMNS, "ids": ["a", "b"], "metadatas": [metadata, None], "include": [], "later": 1})
    assert (got.ids, got.metadatas, got.documents) == (["a", "b"], [metadata, None], None)
    queried = read_query_columns({**COLUMNS, "ids": [["a"], []], "documents": [[None], []], "distances": [[None], []]})
    assert (queried.ids, queried.documents, queried.distances) == ([["a"], []], [[None], []], [[None], []])


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        None,
        {"error": "x"},
        {**COLUMNS, "ids": None},
        {**COLUMNS, "ids": [1]},
        {**COLUMNS, "ids": ["a"], "documents": ["x", "y"]},
        {**COLUMNS, "ids": ["a"], "documents": [1]},
        {**COLUMNS, "ids": ["a"], "metadatas": [[]]},
        {**COLUMNS, "ids": ["a"], "embeddings": {}},
        {"ids": ["a"], "documents": None},
    ],
)
def test_another_answer_to_a_get_is_told(wrong: Any) -> None:
    with pytest.raises(ValueError, match="not the columns of records"):
        read_get_columns(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {**COLUMNS, "ids": ["a"], "distances": None},
        {**COLUMNS, "ids": [[1]], "distances": None},
        {**COLUMNS, "ids": [["a"]]},
        {**COLUMNS, "ids": [["a"]], "distances": [[0.5], [0.5]]},
        {**COLUMNS, "ids": [["a"]], "distances": [[0.5, 0.5]]},
        {**COLUMNS, "ids": [["a"]], "distances": [None]},
        {**COLUMNS, "ids": [["a"]], "distances": [["near"]]},
        {**COLUMNS, "ids": [["a"]], "distances": None, "metadatas": [["x"]]},
    ],
)
def test_another_answer_to_a_query_is_told(wrong: Any) -> None:
    with pytest.raises(ValueError, match="not the columns of queries"):
        read_query_columns(wrong)
