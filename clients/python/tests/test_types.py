"""Types beyond what the official package's answers show: kinder input, messages that say where, result shapes."""

from __future__ import annotations

import math
import warnings
from typing import Any

import chromadb.api.types as t
import numpy as np
import pytest
from chromadb.errors import DuplicateIDError
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "target",
    [
        [1.0, 2.0],
        (1.0, 2.0),
        [np.float32(1), np.float64(2)],
        np.array([1.0, 2.0]),
        [[1.0, 2.0]],
        [(1.0, 2.0)],
        ((1.0, 2.0),),
        [np.array([1.0, 2.0])],
        np.array([[1.0, 2.0]]),
    ],
    ids=repr,
)
def test_one_embedding_in_every_form(target: Any) -> None:
    embeddings = t.normalize_embeddings(target)
    assert embeddings is not None
    assert [embedding.tolist() for embedding in embeddings] == [[1.0, 2.0]]
    assert t.validate_embeddings(embeddings) is embeddings


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ([[1.0], []], "empty one at index 1"),
        ([[1.0], [2.0, "x"]], "'x' at place 1 at index 1"),
        ([[1.0], [True]], "True at place 0 at index 1"),
        ([[1.0, [2.0]]], "at place 1 at index 0"),
        ([[1.0, None]], "None at place 1 at index 0"),
        ([[1.0], "x"], "list of floats or ints"),
        (np.zeros((1, 2, 3)), "list of floats or ints"),
        (np.zeros((0, 3)), "non-empty"),
        ({"a": 1}, "list of floats or ints"),
        ("ab", "list of floats or ints"),
    ],
    ids=str,
)
def test_what_is_no_embedding_is_refused_with_its_place(target: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        t.normalize_embeddings(target)


@pytest.mark.parametrize(
    ("embeddings", "message"),
    [
        ([np.zeros(2), np.zeros((1, 2))], "2-dimensional array .* at index 1"),
        ([np.zeros(2), np.array(1.0)], "0-dimensional"),
        ([np.zeros(2), np.array(["a"])], "at index 1"),
        ([np.array([True])], "int or float"),
        ([np.zeros(2), [1.0]], r"numpy array, got \['list'\]"),
    ],
)
def test_embeddings_of_the_wrong_shape_or_type_are_refused(embeddings: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        t.validate_embeddings(embeddings)


@given(st.lists(st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=4), min_size=1, max_size=4))
def test_packing_and_unpacking_is_the_same(rows: list[list[float]]) -> None:
    embeddings: t.Embeddings = [np.array(row, dtype=np.float32) for row in rows]
    packed = t.optional_embeddings_to_base64_strings(embeddings)
    assert t.optional_base64_strings_to_embeddings(packed) == rows


def test_packing_turns_what_float32_cannot_hold_into_infinities_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        packed = t.pack_embedding_safely(np.array([1e39, -1e39, math.inf, math.nan, 1.5]))
    unpacked = t.optional_base64_strings_to_embeddings([packed])
    assert unpacked is not None
    assert unpacked[0][:3] == [math.inf, -math.inf, math.inf]
    assert math.isnan(unpacked[0][3])
    assert unpacked[0][4] == 1.5


def test_none_stays_none() -> None:
    assert t.normalize_embeddings(None) is None
    assert t.normalize_metadatas(None) is None
    assert t.maybe_cast_one_to_many(None) is None
    assert t.optional_embeddings_to_base64_strings(None) is None
    assert t.optional_base64_strings_to_embeddings(None) is None
    assert t.serialize_metadata(None) is None
    assert t.deserialize_metadata(None) is None


def test_many_duplicates_are_shown_in_part() -> None:
    ids = [f"id{n}" for n in range(20)]
    with pytest.raises(DuplicateIDError, match=r"20 duplicated IDs: id0, .*, \.\.\., .*id19"):
        t.validate_ids(ids + ids)


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"a": math.nan}, "key 'a' to be a finite number"),
        ({"a": [1.0, math.inf]}, "key 'a' to be a finite number"),
        ({"a": 2**64}, "key 'a' to fit 64 bits"),
        ({"a": {"b": 1}}, "key 'a'"),
    ],
)
def test_metadata_that_json_or_the_server_cannot_carry_is_refused(metadata: Any, message: str) -> None:
    for check in (t.validate_metadata, t.validate_update_metadata):
        with pytest.raises(ValueError, match=message):
            check(metadata)


def test_errors_in_lists_say_where() -> None:
    wrong: Any = {"a": object()}
    with pytest.raises(ValueError, match=r"\(at index 1\)"):
        t.validate_metadatas([{"a": 1}, wrong])
    number: Any = {3: 1}
    with pytest.raises(TypeError, match=r"\(at index 0\)"):
        t.validate_metadatas([number])
    documents: Any = ["a", 3]
    with pytest.raises(ValueError, match=r"\(at index 1\)"):
        t.validate_documents(documents)
    ids: Any = ["a", 3]
    with pytest.raises(ValueError, match=r"\(at index 1\)"):
        t.validate_ids(ids)


def test_metadata_is_normalised_into_a_copy() -> None:
    given_metadata: Any = {
        "sparse": {"#type": "sparse_vector", "indices": [1], "values": [2.0]},
        "int": np.int64(3),
        "float": np.float32(0.5),
        "list": np.array([1, 2]),
        "text": "x",
    }
    normalised = t.normalize_metadata(given_metadata)
    assert normalised == {
        "sparse": t.SparseVector(indices=[1], values=[2.0]),
        "int": 3,
        "float": 0.5,
        "list": [1, 2],
        "text": "x",
    }
    assert t.validate_metadata(normalised) is normalised
    assert isinstance(given_metadata["sparse"], dict)
    assert t.deserialize_metadata(t.serialize_metadata(normalised)) == normalised


def test_patterns_may_be_used_on_the_document_key() -> None:
    where: Any = {"#document": {"$regex": "^a"}}
    t.validate_where(where)
    with pytest.raises(ValueError, match="operator"):
        t.validate_where({"title": {"$regex": "^a"}})


def test_search_results_without_columns_have_rows() -> None:
    assert t.SearchResult(ids=[["a"], []]).rows() == [[{"id": "a"}], []]
    assert t.SearchResult().rows() == []


class Doubling(t.EmbeddingFunction[t.Documents]):
    """Gives lists, under another name of its argument."""

    def __init__(self) -> None:
        pass

    def __call__(self, texts: t.Documents) -> Any:
        """Embeds."""
        return [[len(text), 2 * len(text)] for text in texts]

    @staticmethod
    def name() -> str:
        return "doubling"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> Doubling:
        return Doubling()

    def get_config(self) -> dict[str, Any]:
        return {}


def test_an_embedding_function_gives_arrays_whatever_it_returns() -> None:
    [embedding] = Doubling()(["abc"])
    assert isinstance(embedding, np.ndarray)
    assert embedding.dtype == np.float32
    assert embedding.tolist() == [3, 6]
    assert [row.tolist() for row in Doubling().embed_query(input=["a"])] == [[1, 2]]
    assert Doubling.__call__.__doc__ == "Embeds."
    assert not Doubling().is_legacy()
    t.validate_embedding_function(Doubling())


def test_a_subclass_that_inherits_its_call_is_checked_once() -> None:
    class Heir(Doubling):
        pass

    assert Heir.__call__ is Doubling.__call__


def test_what_an_embedding_function_may_not_return() -> None:
    class Broken(t.EmbeddingFunction[t.Documents]):
        def __init__(self, result: Any) -> None:
            self.result = result

        def __call__(self, input: t.Documents) -> t.Embeddings:
            return self.result  # type: ignore[no-any-return]

    results: list[Any] = [None, [], [["x"]], [[]]]
    for result in results:
        with pytest.raises(ValueError, match=r"."):
            Broken(result)(["a"])


def test_a_function_of_another_signature_is_refused() -> None:
    class Other:
        def __call__(self, texts: list[str]) -> list[list[float]]:
            return []

    other: Any = Other()
    with pytest.raises(ValueError, match=r"signature: \['self', 'input'\], got \['self', 'texts'\]"):
        t.validate_embedding_function(other)


def test_an_embedding_function_without_name_is_legacy_and_warns() -> None:
    class Nameless(t.EmbeddingFunction[t.Documents]):
        def __call__(self, input: t.Documents) -> t.Embeddings:
            return [np.zeros(1, dtype=np.float32) for _ in input]

    with pytest.warns(DeprecationWarning, match="does not implement __init__"):
        function = Nameless()
    with pytest.warns(DeprecationWarning, match=r"does not implement name\(\)"):
        assert function.is_legacy()
