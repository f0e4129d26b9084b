"""Sparse vectors: their rules, their compact form and the way back."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.packing import pack, unpack
from chroma_server.engine.rules.sparse import check_sparse_vector
from hypothesis import given, settings
from hypothesis import strategies as st

F32 = st.floats(width=32, allow_nan=False, allow_infinity=False)


def test_sparse_vectors() -> None:
    empty = check_sparse_vector({"indices": [], "values": []})
    assert (empty.json, len(empty)) == ({"#type": "sparse_vector", "indices": [], "values": []}, 0)
    checked = check_sparse_vector(
        {"#type": None, "indices": np.array([0, 2**32 - 1]), "values": np.array([0.1, 1 / 3]), "tokens": None, "z": 1}
    )
    assert checked.json == {"#type": "sparse_vector", "indices": [0, 2**32 - 1], "values": [0.1, 0.33333334]}


@pytest.mark.parametrize(
    ("sparse", "problem"),
    [
        ({"indices": [1], "values": [1, 2]}, "same length"),
        ({"indices": [1], "values": [1], "tokens": []}, "same length"),
        ({"indices": [2, 1], "values": [1, 1]}, "strictly ascending"),
        ({"indices": [1, 1], "values": [1, 1]}, "strictly ascending"),
        ({"indices": [-1], "values": [1]}, "from 0 to"),
        ({"indices": [2**32], "values": [1]}, "from 0 to"),
        ({"indices": [1.0], "values": [1]}, "integers"),
        ({"indices": [True], "values": [1]}, "integers"),
        ({"indices": [1], "values": ["1"]}, "numbers"),
        ({"indices": [1], "values": [1e39]}, "finite"),
        ({"indices": 1, "values": [1]}, "list"),
        ({"indices": [1], "values": [1], "tokens": [1]}, "tokens"),
        ({"indices": [1], "values": [1], "tokens": ["\ud800"]}, "Unicode"),
        ({"indices": [0, True], "values": [1, 1]}, "integers"),
        ({"indices": [1, "2"], "values": [1, 1]}, "integers"),
        ({"indices": [2, 1.5], "values": [1, 1]}, "integers"),
        ({"indices": [1, 2], "values": [1, True]}, "numbers"),
        ({"indices": [1, 2], "values": [1, None]}, "numbers"),
        ({"indices": [1, 2], "values": [math.inf, -math.inf]}, "finite"),
        ({"indices": [1], "values": [math.nan]}, "finite"),
        ({"indices": [1], "values": [np.float32("inf")]}, "finite"),
        ({"indices": [1], "values": [10**400]}, "finite"),
        ({"#type": "dense", "indices": [], "values": []}, "#type"),
    ],
)
def test_bad_sparse_vectors(sparse: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidArgument, match=problem):
        check_sparse_vector(sparse)


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 2**32 - 1), F32, max_size=6))
def test_sparse_values_are_float32_and_stay(entries: dict[int, float]) -> None:
    indices = sorted(entries)
    checked = check_sparse_vector({"indices": indices, "values": [entries[i] for i in indices]})
    assert checked.indices.tolist() == indices
    assert checked.values.tolist() == [entries[i] for i in indices]
    again = check_sparse_vector(checked.json)
    assert (again, hash(again)) == (checked, hash(checked))


def test_large_values_with_an_infinite_sum_are_finite() -> None:
    largest = float(np.finfo(np.float32).max)
    assert check_sparse_vector({"indices": [1, 2], "values": [largest, largest]}).values.tolist() == [largest] * 2


def test_numbers_of_numpy_and_fractions_are_numbers() -> None:
    numbers = {"indices": [np.int64(1), np.uint8(7)], "values": [np.float32(0.5), Fraction(1, 4)]}
    assert check_sparse_vector(numbers).json == {"#type": "sparse_vector", "indices": [1, 7], "values": [0.5, 0.25]}


def test_tokens_stay_and_an_empty_list_of_them_is_no_absent_one() -> None:
    full = {"#type": "sparse_vector", "indices": [3, 9], "values": [1.0, 2.5], "tokens": ["ä", ""]}
    assert check_sparse_vector(full).json == full
    empty = {"#type": "sparse_vector", "indices": [], "values": [], "tokens": []}
    assert check_sparse_vector(empty).json == empty


def test_packed_and_unpacked_it_is_the_same() -> None:
    vector = check_sparse_vector({"indices": [1, 2**32 - 1], "values": [0.1, -2], "tokens": ["a", "b"]})
    metadata = {"s": vector, "k": [1, 2], "t": "x"}
    assert unpack(pack(metadata)) == metadata
    with pytest.raises(TypeError, match="object"):
        pack({"o": object()})
