"""Metadata: keys, kinds of values, normal form, merging."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.metadata import (
    check_collection_metadata,
    check_metadata_patches,
    check_metadatas,
    merge_metadata,
    normalise_value,
)
from chroma_server.engine.rules.sparse import SparseVector
from hypothesis import given
from hypothesis import strategies as st


def _same(left: Any, right: Any) -> bool:
    """Equality that tells 1, 1.0 and True apart."""
    return json.dumps(left) == json.dumps(right)


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        ("x", "x"),
        ("", ""),
        (True, True),
        (1, 1),
        (1.0, 1.0),
        (-0.0, 0.0),
        (2**63 - 1, 2**63 - 1),
        (-(2**63), -(2**63)),
        (2**63, 9.223372036854775807e18),
        (-(2**63) - 1, -9.223372036854775808e18),
        ([], None),
        (None, None),
        ([1, 2.5], [1.0, 2.5]),
        ([2.5, 1], [2.5, 1.0]),
        ([1, 2**63], [1.0, 9.223372036854775807e18]),
        ([True, False], [True, False]),
        (("a", "b", "a"), ["a", "b", "a"]),
        ([-0.0], [0.0]),
        (np.float32(0.5), 0.5),
        (np.int16(3), 3),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.array([1, 2]), [1, 2]),
        ([np.int64(1), 2.0], [1.0, 2.0]),
    ],
)
def test_normal_form(value: object, normal: object) -> None:
    result = normalise_value(value)
    assert _same(result, normal)
    assert math.copysign(1, result) == 1 if result == 0 else True


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([True, 1], "one type, got bool, int"),
        (["a", 1], "one type, got int, str"),
        (["x", None], "null"),
        ([["x"]], "lists or objects"),
        ([{"a": 1}], "lists or objects"),
        (np.zeros((2, 2)), "lists or objects"),
        ({"b": 1}, "sparse vector"),
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        ([float("inf")], "finite"),
        (10**400, "out of range"),
        ([0.5, 10**400], "out of range"),
        ("\ud800", "Unicode"),
        (b"x", "got bytes"),
        (1 + 2j, "got complex"),
        ({"#type": "dense", "indices": [1], "values": [0.5]}, "#type"),
        ({"indices": [3, 1], "values": [0.5, 0.2]}, "ascending"),
    ],
)
def test_no_metadata_value(value: object, reason: str) -> None:
    for check in (check_metadatas, check_metadata_patches):
        with pytest.raises(InvalidArgument) as raised:
            check([None, {"fine": 1}, {"key": value}])
        message = str(raised.value)
        assert message.startswith("Validation error: metadatas: Invalid metadata at index 2: key 'key': ")
        assert reason in message


@pytest.mark.parametrize("key", ["", "#a", "$a", "\ud800", 5, None])
def test_bad_keys(key: Any) -> None:
    with pytest.raises(InvalidArgument, match="Invalid metadata at index 1: Metadata key"):
        check_metadatas([{"a": 1}, {key: 1}])
    with pytest.raises(InvalidArgument, match="Validation error: metadata: Metadata key"):
        check_collection_metadata({key: 1})


@pytest.mark.parametrize("metadatas", ["x", {"a": 1}, 5, [5], ["x"], [[("a", 1)]]])
def test_shapes(metadatas: Any) -> None:
    with pytest.raises(InvalidArgument):
        check_metadatas(metadatas)


def test_null_is_refused_in_an_add_and_deletes_in_an_update() -> None:
    with pytest.raises(InvalidArgument, match="index 0: key 'a': null"):
        check_metadatas([{"a": None}])
    assert check_metadata_patches([{"a": None, "b": 1}]) == [{"a": None, "b": 1}]


def test_an_empty_list_is_no_key_and_removes_one() -> None:
    assert check_metadatas([{"a": [], "b": 1}, {}, None]) == [{"b": 1}, {}, {}]
    assert check_metadata_patches([{"a": []}]) == [{"a": None}]


def test_sparse_vectors_get_their_type() -> None:
    given = {"indices": [1, 3], "values": [0.1, 2], "tokens": ["a", "b"]}
    value = check_metadatas([{"s": given}])[0]["s"]
    assert isinstance(value, SparseVector)
    assert value.json == {**given, "#type": "sparse_vector"}


def test_collection_metadata() -> None:
    assert check_collection_metadata(None) is None
    assert check_collection_metadata({"a": 1, "u": 2**63}) == {"a": 1, "u": float(2**63)}
    assert check_collection_metadata({"a": [1, 2]}) == {"a": [1, 2]}
    with pytest.raises(InvalidArgument, match=r"^Validation error: metadata: Metadata cannot be empty$"):
        check_collection_metadata({})
    with pytest.raises(InvalidArgument, match="null"):
        check_collection_metadata({"a": None})
    with pytest.raises(InvalidArgument, match="expected an object"):
        check_collection_metadata("x")  # type: ignore[arg-type]


def test_changed_collection_metadata() -> None:
    assert check_collection_metadata({"a": None, "d": 1}, update=True) == {"d": 1}
    assert check_collection_metadata({"a": None}, update=True) is None
    with pytest.raises(InvalidArgument, match=r"^Validation error: new_metadata: Metadata cannot be empty$"):
        check_collection_metadata({}, update=True)


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda key: key[0] not in "#$")
INTS = st.integers()
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.one_of(
    TEXTS, st.booleans(), INTS, FLOATS, st.lists(TEXTS), st.lists(st.booleans()), st.lists(INTS | FLOATS)
)
PATCHES = st.dictionaries(KEYS, st.none() | VALUES, max_size=4).map(lambda patch: check_metadata_patches([patch])[0])
METADATA = st.dictionaries(KEYS, VALUES, max_size=4).map(lambda metadata: check_metadatas([metadata])[0])


@given(VALUES)
def test_normal_form_is_final_and_fits_json(value: Any) -> None:
    normal = normalise_value(value)
    assert _same(normalise_value(normal), normal)
    assert _same(json.loads(json.dumps(normal)), normal)


@given(METADATA, PATCHES, PATCHES)
def test_merging_twice_is_merging_once(old: Any, first: Any, second: Any) -> None:
    assert _same(
        _sorted(merge_metadata(merge_metadata(old, first), second)), _sorted(merge_metadata(old, {**first, **second}))
    )


@given(METADATA, PATCHES)
def test_merging(old: Any, patch: Any) -> None:
    before = json.dumps([old, patch])
    merged = merge_metadata(old, patch)
    assert json.dumps([old, patch]) == before
    assert merged.keys() == (old.keys() | patch.keys()) - {key for key, value in patch.items() if value is None}
    assert all(_same(merged[key], patch.get(key, old.get(key))) for key in merged)
    assert _same(_sorted(merge_metadata(merged, patch)), _sorted(merged))
    assert merge_metadata(old, {}) == old


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_metadata_or_invalid(value: Any) -> None:
    for check in (check_metadatas, check_metadata_patches, check_collection_metadata):
        with suppress(InvalidArgument):
            check(value)


def _sorted(metadata: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(metadata.items()))
