"""Embeddings as numbers, arrays and base64; sparse vectors."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.vectors import (
    check_dimension,
    decode_embeddings,
    decode_query_embeddings,
)
from hypothesis import given
from hypothesis import strategies as st

F32 = st.floats(width=32, allow_nan=False, allow_infinity=False)


def b64(*numbers: float) -> str:
    return base64.b64encode(np.array(numbers, dtype="<f4").tobytes()).decode()


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2], [3, 4]],
        ((1.0, 2), (3, 4.0)),
        [[np.float32(1), np.int8(2)], [3, 4]],
        [np.array([1, 2]), [3, 4]],
        [np.array([1, 2], dtype=object), (3, 4)],
        [b64(1, 2), b64(3, 4)],
        np.array([[1, 2], [3, 4]]),
        np.array([[1, 2], [3, 4]], dtype=np.float16),
        np.array([[1, 2], [3, 4]], dtype=object),
        np.array([[1, 0, 2], [3, 0, 4]], dtype=np.float32)[:, ::2],
    ],
)
def test_every_form_is_one_matrix(rows: Any) -> None:
    matrix = decode_embeddings(rows, 2, allow_none=False)
    assert isinstance(matrix, np.ndarray)
    assert matrix.dtype == np.float32
    assert matrix.flags.c_contiguous
    assert matrix.tolist() == [[1, 2], [3, 4]]


def test_numbers_are_rounded_to_float32() -> None:
    matrix = decode_embeddings([[0.1, 16777217]], 1, allow_none=False)
    assert isinstance(matrix, np.ndarray)
    assert matrix[0].tolist() == [float(np.float32(0.1)), 16777216.0]


def test_an_update_may_leave_rows_out() -> None:
    for first in ([1, 2], b64(1, 2), np.array([1, 2])):
        rows = decode_embeddings([first, None], 2, allow_none=True)
        assert isinstance(rows, list)
        assert [None if row is None else row.tolist() for row in rows] == [[1, 2], None]
    assert decode_embeddings(None, 3, allow_none=True) == [None, None, None]
    assert decode_embeddings([None, None], 2, allow_none=True) == [None, None]


@pytest.mark.parametrize("rows", [[None], [[1], None], None])
def test_a_record_needs_an_embedding(rows: Any) -> None:
    with pytest.raises(InvalidArgument, match=r"expected a (list of )?vectors?, got null"):
        decode_embeddings(rows, 1, allow_none=False)


@pytest.mark.parametrize("rows", [[], (), np.empty((0, 3)), np.array([])])
def test_no_rows(rows: Any) -> None:
    assert len(decode_embeddings(rows, 0, allow_none=False)) == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("!!!!", "Invalid base64 string: Invalid symbol 33, offset 0."),
        ("AAAA\n", "Invalid base64 string: Invalid symbol 10, offset 4."),
        ("AA AA", "Invalid base64 string: Invalid symbol 32, offset 2."),
        ("é", "Invalid base64 string: Invalid symbol 195, offset 0."),
        ("__-_PwAAAEA=", "Invalid base64 string: Invalid symbol 95, offset 0."),
        ("AA=A", "Invalid base64 string: Invalid symbol 61, offset 2."),
        ("AAAA=", "Invalid base64 string: Invalid symbol 61, offset 4."),
        ("====", "Invalid base64 string: Invalid symbol 61, offset 0."),
        ("A", "Invalid base64 string: Invalid input length: 1"),
        ("AAA", "Invalid base64 string: Invalid padding"),
        ("AACAPwAAAEA", "Invalid base64 string: Invalid padding"),
        ("AAB=", "Invalid base64 string: Invalid last symbol 66, offset 2."),
        ("AAAAAB==", "Invalid base64 string: Invalid last symbol 66, offset 5."),
        ("AAA=", "Invalid byte length: 2 bytes cannot be converted to f32 values (must be divisible by 4)"),
        ("", "Validation error: embeddings: Each embedding must have at least 1 dimension"),
        (b64(1, float("inf")), "Non-finite float value at embedding index 1: inf"),
        (b64(float("nan"), 1), "Non-finite float value at embedding index 0: NaN"),
        (b64(1, 2, -float("inf")), "Non-finite float value at embedding index 2: -inf"),
    ],
)
def test_bad_base64(text: str, problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        decode_embeddings([text], 1, allow_none=False)
    assert str(raised.value) == problem


EMPTY = "Each embedding must have at least 1 dimension"
NON_FINITE = "must not contain NaN or Infinity"
INCONSISTENT = "^Inconsistent dimensions in provided embeddings$"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([[]], EMPTY),
        ([[1], []], EMPTY),
        (np.empty((2, 0)), EMPTY),
        ([[1e39, 1]], NON_FINITE),
        ([[float("nan")]], NON_FINITE),
        ([[1, 2], [1e39]], NON_FINITE),
        (np.array([[np.inf]]), NON_FINITE),
        ([[1, 2], [1]], INCONSISTENT),
        ([b64(1), b64(1, 2)], INCONSISTENT),
        ([b64(1, 2), [1, 2]], "may not be mixed"),
        ([[1.0, True]], r"embeddings\[0\]\[1\]: expected a number, got bool"),
        ([[1], ["1"]], r"embeddings\[1\]\[0\]: expected a number, got str"),
        ([[1, None]], r"embeddings\[0\]\[1\]: expected a number, got null"),
        ([[[1]]], r"embeddings\[0\]\[0\]: expected a number, got list"),
        ([[1j]], "got complex"),
        ([1, 2], r"embeddings\[0\]: expected a list of numbers, got int"),
        ([{"a": 1}], "got dict"),
        ([b"AAAA"], "got bytes"),
        ("AACAPw==", "expected a list of vectors, got str"),
        ({"a": [1]}, "expected a list of vectors, got dict"),
        ([[10**400]], "too large"),
        (np.array([1.0, 2.0]), r"shape \(2,\)"),
        (np.array([[True]]), "dtype bool"),
        (np.array([["1"]]), "dtype"),
        (np.array([[1j]]), "dtype complex"),
    ],
)
def test_bad_embeddings(rows: Any, problem: str) -> None:
    with pytest.raises(InvalidArgument, match=problem):
        decode_embeddings(rows, 1, allow_none=False)


def test_the_index_named_is_the_caller_s() -> None:
    with pytest.raises(InvalidArgument, match=r"embeddings\[2\]\[0\]"):
        decode_embeddings([None, [1], ["x"]], 3, allow_none=True)


@given(st.lists(st.lists(F32, min_size=3, max_size=3), min_size=1, max_size=5))
def test_base64_and_numbers_decode_alike(rows: list[list[float]]) -> None:
    numbers = decode_embeddings(rows, len(rows), allow_none=False)
    texts = decode_embeddings([b64(*row) for row in rows], len(rows), allow_none=False)
    assert isinstance(numbers, np.ndarray)
    assert isinstance(texts, np.ndarray)
    assert numbers.tobytes() == texts.tobytes()


@given(st.text(alphabet="ABab01+/=-_ \n", max_size=12))
def test_base64_is_what_the_standard_says(text: str) -> None:
    try:
        decoded = base64.b64decode(text, validate=True)
        valid = base64.b64encode(decoded).decode() == text
    except ValueError:
        valid = False
    try:
        decode_embeddings([text], 1, allow_none=False)
        accepted = True
    except InvalidArgument as error:
        accepted = "base64" not in str(error)
    assert accepted == valid


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=8))
def test_any_json_is_embeddings_or_invalid(rows: Any) -> None:
    for allow_none in (False, True):
        with suppress(InvalidArgument):
            decode_embeddings(rows, 1, allow_none=allow_none)
    with suppress(InvalidArgument):
        decode_query_embeddings(rows)


def test_query_embeddings() -> None:
    assert decode_query_embeddings([[1, 2], [3, 4]]).shape == (2, 2)
    assert decode_query_embeddings([]).shape == (0, 0)
    assert decode_query_embeddings([[]]).shape == (1, 0)
    assert np.isinf(decode_query_embeddings([[1e39]])).all()
    assert decode_query_embeddings(np.array([[1, 2]])).dtype == np.float32


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([b64(1, 2)], r"query_embeddings\[0\]: expected a list of numbers, got str"),
        ([None], "got null"),
        ([[1], [2, 3]], INCONSISTENT),
        ([["a"]], r"query_embeddings\[0\]\[0\]"),
        (None, "expected a list of vectors"),
    ],
)
def test_bad_query_embeddings(rows: Any, problem: str) -> None:
    with pytest.raises(InvalidArgument, match=problem):
        decode_query_embeddings(rows)


def test_dimension() -> None:
    check_dimension(3, None)
    check_dimension(3, 3)
    with pytest.raises(InvalidArgument, match=r"^Collection expecting embedding with dimension of 2, got 3$"):
        check_dimension(3, 2)
