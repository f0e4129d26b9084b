"""Signatures never hide a place where a run begins."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from chroma_server.engine.documents import signatures
from chroma_server.engine.documents.signatures import Signatures, full_groups
from hypothesis import given, settings
from hypothesis import strategies as st

STRETCH = 32
GROUP = 64 * STRETCH


@pytest.fixture(autouse=True, scope="module")
def small_stretches() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "STRETCH", STRETCH)
        patch.setattr(signatures, "GROUP", GROUP)
        yield


@given(
    seed=st.integers(0, 10_000), letters=st.integers(2, 30), start=st.integers(0, 2 * GROUP), length=st.integers(1, 90)
)
@settings(max_examples=200)
def test_a_run_of_the_text_is_in_a_stretch_that_is_named(seed: int, letters: int, start: int, length: int) -> None:
    text = np.random.default_rng(seed).integers(97, 97 + letters, 3 * GROUP, dtype=np.uint8)
    made = Signatures()
    made.sign(text)
    assert len(made) == full_groups(text) == 2
    run = text[start : start + length].tobytes()
    ranges = made.stretches(start // GROUP, run)
    if start // GROUP >= 2 or length < 3:
        assert ranges is None
        return
    assert ranges is not None
    named = list(ranges)
    assert any(begin <= start < end for begin, end in named)
    assert named == sorted(named)
    assert all(begin % STRETCH == end % STRETCH == 0 for begin, end in named)
    kept = Signatures.restored(made.tables()).stretches(start // GROUP, run)
    assert kept is not None
    assert list(kept) == named


def test_what_is_nowhere_is_in_no_stretch() -> None:
    made = Signatures()
    made.sign(np.frombuffer(b"abc" * GROUP, dtype=np.uint8))
    ranges = made.stretches(0, b"xyzzy")
    assert ranges is not None
    assert list(ranges) == []


def test_a_signature_is_worth_making_once_groups_were_scanned_often() -> None:
    text = np.frombuffer(b"abcd" * GROUP, dtype=np.uint8)
    made = Signatures()
    assert not made.scanned(0, text)
    assert any(made.scanned(0, text) for _ in range(20))
    assert not made.scanned(0, text)


def test_groups_that_may_still_grow_are_left_out() -> None:
    text = np.zeros(GROUP + 10, dtype=np.uint8)
    made = Signatures()
    assert made.sign(text) == 0
    assert made.sign(np.zeros(2 * GROUP, dtype=np.uint8)) == 1
