from typing import Any

import numpy as np
import pytest
from chromadb import SparseVector
from chromadb.errors import DuplicateIDError
from chromadb.records.batch import Embeddable, RecordBatch, Write, embeddable, records_to_write


def prepare(write: Write = "add", **given: Any) -> tuple[RecordBatch, Embeddable | None]:
    columns = dict.fromkeys(("ids", "embeddings", "metadatas", "documents", "images", "uris"))
    return records_to_write(write, **{**columns, **given})


def test_single_values_become_columns_of_one() -> None:
    batch, embed = prepare(ids="a", embeddings=[1, 2], metadatas={"k": 1}, documents="text", uris="file:a")
    assert embed is None
    assert (batch.ids, batch.metadatas, batch.documents, batch.uris) == (["a"], [{"k": 1}], ["text"], ["file:a"])
    assert np.asarray(batch.embeddings).tolist() == [[1.0, 2.0]]


def test_ids_may_be_a_tuple_or_an_array() -> None:
    for ids in (("a", "b"), np.array(["a", "b"])):
        batch, _ = prepare(ids=ids, embeddings=[[1.0], [2.0]])
        assert batch.ids == ["a", "b"]


def test_metadata_becomes_plain_values_and_the_callers_stays_as_it_is() -> None:
    given = {"v": SparseVector([1], [0.5]), "n": np.int64(3), "l": ["x"]}
    batch, _ = prepare(ids="a", embeddings=[1.0], metadatas=given)
    vector = {"#type": "sparse_vector", "indices": [1], "values": [0.5]}
    assert batch.metadatas == [{"v": vector, "n": 3, "l": ["x"]}]
    assert isinstance(given["v"], SparseVector)


@pytest.mark.parametrize(
    ("write", "given", "field"),
    [
        ("add", {"documents": ["x"]}, "documents"),
        ("add", {"images": [np.zeros((2, 2))]}, "images"),
        ("add", {"uris": ["file:x"]}, "uris"),
        ("upsert", {"documents": ["x"], "uris": ["file:x"]}, "documents"),
        ("update", {"documents": ["x"]}, "documents"),
    ],
)
def test_without_vectors_the_one_input_is_to_be_embedded(write: Write, given: dict[str, Any], field: str) -> None:
    _, embed = prepare(write, ids=["a"], **given)
    assert embed is not None
    assert embed.field == field


@pytest.mark.parametrize("given", [{"metadatas": [{"k": 1}]}, {"uris": ["file:x"]}])
def test_an_update_of_other_columns_embeds_nothing(given: dict[str, Any]) -> None:
    batch, embed = prepare("update", ids=["a"], **given)
    assert embed is None
    assert batch.embeddings is None


@pytest.mark.parametrize(
    ("write", "given", "message"),
    [
        ("add", {"ids": ["a"]}, "Exactly one of .* must be provided in add"),
        ("add", {"ids": ["a"], "documents": ["x"], "uris": ["y"]}, "Exactly one of"),
        ("upsert", {"ids": ["a"], "metadatas": [{"k": 1}]}, "Exactly one of .* in upsert"),
        ("add", {"ids": ["a", "b"], "embeddings": [[1.0]]}, "Unequal lengths for fields: ids: 2, embeddings: 1"),
        ("add", {"ids": [], "embeddings": [[1.0]]}, "Non-empty lists are required for"),
        ("add", {"ids": [1], "embeddings": [[1.0]]}, "Expected ID to be a str, got 1"),
        ("add", {"ids": ["a"], "documents": [None]}, "Expected document to be a str"),
        ("add", {"ids": ["a"], "images": ["x"]}, "Expected image to be a numpy array"),
        ("add", {"ids": ["a"], "embeddings": [[1.0]], "uris": [1]}, "Expected URI to be a str"),
        ("add", {"ids": ["a"], "embeddings": [[1.0]], "metadatas": [{}]}, "non-empty dict"),
        ("add", {"ids": ["a"], "embeddings": [[1.0]], "metadatas": [{"k": float("nan")}]}, "finite"),
        ("add", {"ids": ["a"], "embeddings": [[1.0]], "metadatas": [{"k": object()}]}, "Expected metadata value"),
    ],
)
def test_malformed_writes_say_what_is_wrong(write: Write, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        prepare(write, **given)


def test_an_id_given_twice_is_an_error_of_its_own() -> None:
    with pytest.raises(DuplicateIDError, match="duplicates of: a in add"):
        prepare(ids=["a", "b", "a"], embeddings=[[1.0]] * 3)


def test_documents_may_be_missing_beside_vectors() -> None:
    batch, _ = prepare(ids=["a", "b"], embeddings=[[1.0], [2.0]], documents=["x", None])
    assert batch.documents == ["x", None]


def test_too_few_vectors_from_an_embedding_function_are_refused() -> None:
    batch, _ = prepare(ids=["a", "b"], documents=["x", "y"])
    with pytest.raises(ValueError, match="returned 1 embeddings for 2 records"):
        batch.with_embeddings([[1.0]])


def test_a_query_takes_exactly_one_kind_of_input() -> None:
    given = embeddable(documents="x")
    assert isinstance(given, Embeddable)
    assert (given.field, given.values) == ("documents", ["x"])
    for wrong in ({}, {"documents": "x", "uris": "y"}):
        with pytest.raises(ValueError, match="provided"):
            embeddable(**wrong)
