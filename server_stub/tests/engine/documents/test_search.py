"""Documents that contain a text or match a pattern, against Python's own answer document by document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from chroma_server.engine.documents import (
    DocumentSearch,
    GrowingArena,
    TextArena,
    patterns,
    scan,
    search,
    signatures,
    simd,
)
from chroma_server.engine.documents.signatures import Signatures
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.regex import compile_document_pattern
from hypothesis import given, settings
from hypothesis import strategies as st

ALPHABET = "ab é☃👍\n"
documents = st.lists(st.none() | st.text(ALPHABET, max_size=40), max_size=60)
needles = st.text(ALPHABET, max_size=5)


@pytest.fixture(autouse=True, scope="module", params=["simd", "scan", "read"])
def small_sizes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Sizes at which a few documents reach over many windows, stretches and groups."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "WINDOW", 16)
        patch.setattr(signatures, "STRETCH", 4)
        patch.setattr(signatures, "GROUP", 256)
        patch.setattr(search, "GROUP", 256)
        patch.setattr(search, "ROWS_AT_ONCE", 4)
        patch.setattr(search, "_SAMPLED", 4)
        patch.setattr(patterns, "ROWS_AT_ONCE", 32)
        patch.setattr(search, "_SHARED_BYTES", 500)
        # A sample of eight bytes: every range of 32 is asked whether it is dense, with either answer.
        patch.setattr(simd, "_SAMPLE", 8)
        if request.param == "simd" and not simd.HAS_STRINGZILLA:
            pytest.skip("stringzilla is not installed")
        patch.setattr(simd, "HAS_STRINGZILLA", request.param == "simd")
        if request.param == "read":
            patch.setattr(search, "_BYTES_PER_DOCUMENT", 0)
        yield


def expected(texts: list[str | None], needle: str, within: list[int]) -> list[int]:
    return [row for row in within if (text := texts[row]) is not None and needle in text]


@given(texts=documents, needle=needles, signed=st.booleans(), data=st.data())
@settings(max_examples=300)
def test_containing(texts: list[str | None], needle: str, signed: bool, data: st.DataObject) -> None:
    within = data.draw(st.just(list(range(len(texts)))) | st.lists(st.integers(0, max(0, len(texts) - 1)), unique=True))
    within = sorted(row for row in within if row < len(texts))
    documents = DocumentSearch(TextArena.of(texts), Signatures())
    if signed:
        documents.sign()
    found = documents.containing(needle, np.array(within, dtype=np.intp))
    assert found.tolist() == expected(texts, needle, within)


@given(texts=documents, data=st.data())
def test_what_is_taken_from_a_document_is_found_in_it(texts: list[str | None], data: st.DataObject) -> None:
    texts = [*texts, data.draw(st.text(ALPHABET, min_size=1, max_size=200)), *texts]
    text = texts[len(texts) // 2]
    assert text is not None
    start = data.draw(st.integers(0, len(text) - 1))
    needle = text[start : start + data.draw(st.integers(1, 100))]
    rows = np.arange(len(texts))
    assert DocumentSearch(TextArena.of(texts), Signatures()).containing(needle, rows).tolist() == expected(
        texts, needle, rows.tolist()
    )


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "a", "a.*b", "^a", "b$", "(?i)A", "[a]+é", r"\s", "é☃", "a|b", r"(?m)^b", "ab?", "[^a]b", "(?s)a.b"),
        *(r"\bb", r"a\b", r"\Ba", r"\Aa", r"b\z", "(?x) [ ^ a ] b", "(a|^)b", r"☃[^\n]*👍", r"\ba+", "(?x)#[^\n^b"),
    ],
)
@given(texts=documents)
@settings(max_examples=30)
def test_matching(pattern: str, texts: list[str | None]) -> None:
    compiled = compile_document_pattern(pattern)
    found = DocumentSearch(TextArena.of(texts), Signatures()).matching(compiled, np.arange(len(texts)))
    assert found.tolist() == [row for row, text in enumerate(texts) if text is not None and compiled.search(text)]


def test_no_match_reaches_over_the_border_of_documents() -> None:
    texts = ["ab", "cd", "", None, "ef", "bc", "abcd"]
    documents = DocumentSearch(TextArena.of(texts), Signatures())
    rows = np.arange(len(texts))
    assert documents.containing("bc", rows).tolist() == [5, 6]
    assert documents.containing("def", rows).tolist() == []
    assert documents.containing("efbc", rows).tolist() == []
    assert documents.matching(compile_document_pattern("b.?c"), rows).tolist() == [5, 6]


def test_what_reaches_over_a_border_hides_nothing() -> None:
    rows = np.arange(4)
    for texts in (["xa", "aay", "", "b"], ["a", "a", "aa", "a"], ["ba", "bab", None, "ab"], ["x", "aba", "ba", "aba"]):
        documents = DocumentSearch(TextArena.of(texts), Signatures())
        for needle in ("aa", "ab", "aba", "bab", "aab"):
            assert documents.containing(needle, rows).tolist() == expected(texts, needle, rows.tolist())


@pytest.mark.skipif(not simd.HAS_STRINGZILLA, reason="stringzilla is not installed")
@pytest.mark.parametrize("dense", [0, 2, 100])
@given(data=st.data())
@settings(max_examples=60)
def test_rows_holding_a_run_by_the_library(dense: int, data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.text("aab", max_size=12) | st.text("abzé", max_size=30), min_size=1, max_size=60))
    arena = TextArena.of(texts)
    size = len(arena.text)
    cuts = sorted({0, size, *data.draw(st.lists(st.integers(0, size), max_size=3))})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simd, "_DENSE", dense)
        for run in ("a", "aa", "aba", "z", "aza", "é", "bazaa", "a" * 9, "zbabababaé"):
            rows = simd.rows_holding(arena, run.encode(), list(pairwise(cuts)))
            assert sorted(set(rows.tolist())) == expected(texts, run, list(range(len(texts)))), run
            assert (rows[1:] >= rows[:-1]).all()


def test_what_is_scanned_often_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_BYTES_PER_DOCUMENT", 4096)
    made = Signatures()
    documents = DocumentSearch(TextArena.of(["abcdefgh"] * 200), made)
    rows = np.arange(200)
    for _ in range(100):
        assert documents.containing("defg", rows).tolist() == rows.tolist()
    search._signer(os.getpid()).submit(lambda: None).result()
    assert len(made) > 0
    assert documents.containing("defg", rows).tolist() == rows.tolist()
    assert documents.containing("xyz", rows).tolist() == []


def test_text_that_agrees_everywhere() -> None:
    texts: list[str | None] = ["a" * length for length in range(0, 3000, 100)]
    found = DocumentSearch(TextArena.of(texts), Signatures()).containing("a" * 1500, np.arange(30))
    assert found.tolist() == list(range(15, 30))


def test_a_pattern_that_takes_too_long_is_refused() -> None:
    documents = DocumentSearch(TextArena.of(["a"] * 10), Signatures())
    with pytest.raises(InvalidArgument, match="takes too long"):
        documents.matching(compile_document_pattern("[ab]+"), np.arange(10), deadline=0.0)


@given(first=documents, second=documents)
@settings(max_examples=50)
def test_an_arena_grows_and_what_was_seen_stays(first: list[str | None], second: list[str | None]) -> None:
    arena = GrowingArena()
    arena.follow(first, len(first))
    before = arena.upto(len(first))
    held = decoded(before)
    together = first + second
    arena.follow(together, len(first) + len(second) // 2)
    arena.follow(together, len(together))
    assert held == decoded(before) == first
    assert decoded(arena.upto(len(together))) == together
    assert decoded(arena.upto(len(first))) == first


def decoded(arena: TextArena) -> list[str | None]:
    return [
        arena.text[start:end].tobytes().decode() if present else None
        for start, end, present in zip(arena.offsets, arena.offsets[1:], arena.present, strict=False)
    ]
