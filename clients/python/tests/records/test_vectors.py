import base64

import numpy as np
import pytest
from chromadb.errors import InvalidArgumentError
from chromadb.records import vectors as vectors_module
from chromadb.records.vectors import check_finite, normalise_vectors, to_base64
from hypothesis import given
from hypothesis import strategies as st

FLOAT32 = st.floats(width=32, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    "one",
    [[1.0, 2.0], [1, 2], (1, 2), np.array([1, 2]), np.array([1.0, 2.0], np.float16), [np.float32(1), np.int64(2)]],
    ids=["floats", "ints", "tuple", "int-array", "half-array", "numpy-scalars"],
)
def test_one_vector_becomes_one_row(one: object) -> None:
    vectors = normalise_vectors(one)
    assert isinstance(vectors, np.ndarray)
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    "many",
    [
        [[1.0, 2.0], [3, 4]],
        [np.array([1.0, 2.0]), np.array([3, 4])],
        np.array([[1, 2], [3, 4]]),
        ((1, 2), [3, 4]),
        [[1, 2], np.array([3.0, 4.0])],
    ],
    ids=["lists", "arrays", "matrix", "tuples", "mixed"],
)
def test_many_vectors_become_one_matrix(many: object) -> None:
    vectors = normalise_vectors(many)
    assert isinstance(vectors, np.ndarray)
    assert vectors.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_a_float32_matrix_is_not_copied() -> None:
    matrix = np.ones((3, 4), np.float32)
    assert normalise_vectors(matrix) is matrix


def test_vectors_of_different_lengths_stay_apart_for_the_server_to_judge() -> None:
    vectors = normalise_vectors([[1.0], [1.0, 2.0]])
    assert isinstance(vectors, list)
    assert [vector.tolist() for vector in vectors] == [[1.0], [1.0, 2.0]]


@pytest.mark.parametrize(
    "wrong",
    [[], np.empty((0, 3)), "text", [["a"]], [True, False], {"a": 1}, 3.0, [[[1.0]]], [None], [[1.0], None], [[]]],
    ids=repr,
)
def test_what_is_no_vector_is_a_value_error(wrong: object) -> None:
    with pytest.raises(ValueError, match="mbedding"):
        normalise_vectors(wrong)


def test_an_empty_vector_among_others_is_named_by_its_place() -> None:
    with pytest.raises(ValueError, match="at pos 1"):
        normalise_vectors([[1.0], []])


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(FLOAT32, min_size=width, max_size=width), min_size=1)))
def test_base64_is_the_little_endian_bytes_of_each_vector(rows: list[list[float]]) -> None:
    vectors = normalise_vectors(rows)
    assert vectors is not None
    decoded = [np.frombuffer(base64.b64decode(text, validate=True), "<f4").tolist() for text in to_base64(vectors)]
    assert decoded == np.array(rows, np.float32).tolist()


def test_base64_of_a_view_that_is_not_contiguous() -> None:
    columns = np.arange(6, dtype=np.float32).reshape(2, 3)[:, ::2]
    assert [np.frombuffer(base64.b64decode(text), "<f4").tolist() for text in to_base64(columns)] == [[0, 2], [3, 5]]


def test_base64_is_the_same_with_and_without_pybase64(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pybase64", reason="pybase64 is not installed")
    rows = np.random.default_rng(1).standard_normal((3, 5)).astype(np.float32)
    for some in (rows, rows[:, ::2], [rows[0], rows[1, :2]]):
        quick = to_base64(some)
        with monkeypatch.context() as patch:
            patch.setattr(vectors_module, "_HAS_PYBASE64", False)
            assert to_base64(some) == quick


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 1e39])
def test_numbers_json_cannot_carry_are_refused_with_their_place(bad: float) -> None:
    vectors = normalise_vectors([[1.0, 2.0], [1.0, bad]])
    assert vectors is not None
    with pytest.raises(InvalidArgumentError, match="at pos 1"):
        check_finite(vectors, "query_embeddings")
