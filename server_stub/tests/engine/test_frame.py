"""Frames carry batches unchanged, and nothing else passes for one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine.batch import Batch
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.frame import DamagedFrame, decode_frame, encode_frame
from hypothesis import given
from hypothesis import strategies as st

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.one_of(texts, st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.none())
metadatas = st.dictionaries(texts, st.one_of(values, st.lists(values, max_size=3)), max_size=3)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    count = draw(st.integers(0, 6))
    dimension = draw(st.integers(1, 5))

    def column(elements: st.SearchStrategy[Any]) -> Any:
        return draw(st.none() | st.lists(st.none() | elements, min_size=count, max_size=count))

    positions = draw(st.none() | st.lists(st.integers(0, max(count - 1, 0)), unique=True, max_size=count).map(sorted))
    rows = count if positions is None else len(positions)
    vectors = np.arange(rows * dimension, dtype=np.float32).reshape(rows, dimension) if draw(st.booleans()) else None
    return Batch(
        draw(st.sampled_from(["add", "upsert", "update", "delete"])),
        draw(st.lists(texts, min_size=count, max_size=count)),
        vectors,
        positions if vectors is not None else None,
        column(texts),
        column(texts),
        column(metadatas),
    )


def plain(batch: Batch) -> dict[str, Any]:
    return {**vars(batch), "vectors": None if batch.vectors is None else batch.vectors.tolist()}


@given(st.lists(batches(), max_size=4))
def test_a_frame_gives_back_its_batches(written: list[Batch]) -> None:
    read = decode_frame(encode_frame(written, place=b"here"), place=b"here")
    assert list(map(plain, read)) == list(map(plain, written))


@given(st.lists(batches(), min_size=1, max_size=2), st.data())
def test_no_changed_byte_goes_unnoticed(written: list[Batch], data: st.DataObject) -> None:
    frame = bytearray(encode_frame(written, place=b"here"))
    place = data.draw(st.integers(0, len(frame) - 1))
    frame[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedFrame):
        decode_frame(bytes(frame), place=b"here")


@given(st.lists(batches(), min_size=1, max_size=2), st.data())
def test_a_torn_frame_is_no_frame(written: list[Batch], data: st.DataObject) -> None:
    frame = encode_frame(written, place=b"here")
    with pytest.raises(DamagedFrame):
        decode_frame(frame[: data.draw(st.integers(0, len(frame) - 1))], place=b"here")


def test_a_frame_belongs_to_its_place() -> None:
    frame = encode_frame([Batch("delete", ["a"])], place=b"here")
    with pytest.raises(DamagedFrame, match="checksum"):
        decode_frame(frame, place=b"there")


def test_a_frame_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chroma_server.engine.frame.MAX_FRAME_BYTES", 1000)
    with pytest.raises(InvalidArgument, match="split it into smaller batches"):
        encode_frame([Batch("add", ["a"], np.zeros((1, 300), dtype=np.float32))], place=b"here")


def test_a_part_of_a_batch() -> None:
    batch = Batch(
        "update",
        ["a", "b", "c"],
        np.array([[1], [3]], dtype=np.float32),
        [0, 2],
        ["da", None, "dc"],
        None,
        [{"k": 1}, None, {}],
    )
    part = batch.take([1, 2])
    assert plain(part) == plain(
        Batch("update", ["b", "c"], np.array([[3]], dtype=np.float32), [1], [None, "dc"], None, [None, {}])
    )
    assert batch.take([0, 1, 2]) is batch
    assert batch.dimension == 1
    assert batch.take([1]).dimension is None
