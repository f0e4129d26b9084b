"""What a pattern requires: whatever it is, each match has it."""

from __future__ import annotations

import re

import pytest
from chroma_server.engine.documents.literals import required_literals, sees_no_borders
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.regex import compile_document_pattern
from hypothesis import assume, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "runs", "whole"),
    [
        ("fox", ["fox"], True),
        ("quick.*fox", ["quick", "fox"], False),
        ("^dog$", ["dog"], False),
        ("colou?r", ["colo", "r"], False),
        ("ab+c", ["a", "c"], False),
        ("ab*?c", ["a", "c"], False),
        ("abc{0,2}d", ["ab", "d"], False),
        ("a+?b", ["b"], False),
        ("ab+*c", ["a", "c"], False),
        (r"1\.5\n", ["1.5\n"], True),
        (r"\d{3}-call", ["-call"], False),
        (r"\bword\b", ["word"], False),
        ("[]x]tail", ["tail"], False),
        (r"[^]\]]tail", ["tail"], False),
        ("(a|b)tail", ["tail"], False),
        (r"(a[)]b\))?tail", ["tail"], False),
        ("(?s)a.b", ["a", "b"], False),
        ("(?P<x>foo)bar", ["bar"], False),
        ("naïve 👍", ["naïve 👍"], True),
        ("", [], False),
        ("fox|dog", [], False),
        ("(?i)fox", [], False),
        ("a(?i:b)cd", [], False),
        ("(?x) f o x", [], False),
        ("[[:alpha:]]tail", [], False),
        (r"\x41bc", [], False),
        (r"\p{Greek}abc", [], False),
        (r"\b{start}abc", ["abc"], False),
    ],
)
def test_runs(pattern: str, runs: list[str], whole: bool) -> None:
    compile_document_pattern(pattern)
    found = required_literals(pattern)
    assert (list(found.runs), found.whole) == (runs, whole)


ATOMS = st.sampled_from(
    ["a", "b", "ab", "é", r"\.", r"\n", ".", "[ab]", "[^a]", r"\w", "(a|b)", "(?:ab)", "(b)", "^", "$", r"\b"]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "+?", "{0,2}", "{1}", "{2,}", "+*", "??"])
PATTERNS = st.lists(st.tuples(ATOMS, QUANTIFIERS).map("".join), max_size=6).map("".join)
FLAGS = st.sampled_from(["", "", "(?i)", "(?m)", "(?s)", "(?x)", "(?U)"])


@given(pattern=st.tuples(FLAGS, PATTERNS).map("".join), texts=st.lists(st.text("abAé.\n ", max_size=12), max_size=20))
@settings(max_examples=500)
def test_every_match_has_the_runs(pattern: str, texts: list[str]) -> None:
    check(pattern, texts)


@given(pattern=st.text(r"ab\.*+?{}[]()|^$-1,:Pinxsd< ", max_size=12), texts=st.lists(st.text("ab1-: ", max_size=8)))
@settings(max_examples=500)
def test_whatever_compiles(pattern: str, texts: list[str]) -> None:
    check(pattern, texts)


def check(pattern: str, texts: list[str]) -> None:
    try:
        compiled = compile_document_pattern(pattern)
    except InvalidArgument:
        assume(False)
        return
    found = required_literals(pattern)
    for text in [*texts, *found.runs, "".join(found.runs), re.sub(r"\W", "", pattern)]:
        if compiled.search(text):
            assert all(run in text for run in found.runs)
        if found.whole:
            assert compiled.search(text) is (found.runs[0] in text)


@pytest.mark.parametrize(
    ("pattern", "sees_none"),
    [
        ("fox", True),
        ("[^a-z]+", True),
        (r"\^\d", True),
        ("a|b", True),
        ("", True),
        ("^fox", False),
        ("fox$", False),
        (r"\[^a", False),
        (r"\\^a", False),
        (r"\bfox", False),
        (r"fox\B", False),
        (r"\Afox", False),
        (r"fox\z", False),
        (r"\<fox", False),
        (r"fox\b{end}", False),
        ("(a|(b|^))c", False),
        ("(?x)[ ^a ]", False),
        ("(?m-s)(?:a$)", False),
    ],
)
def test_patterns_that_see_no_borders(pattern: str, sees_none: bool) -> None:
    compile_document_pattern(pattern)
    assert sees_no_borders(pattern) is sees_none


BORDER_ATOMS = [*"ab.^$|x[]", "[^a]", "[ab]", r"\^", r"\[", r"\b", r"\B", r"\A", r"\z", r"\\"]


@given(
    pattern=st.lists(st.sampled_from(BORDER_ATOMS), max_size=6).map("".join),
    before=st.text("ab^[x\n", max_size=3),
    text=st.text("ab^[\\x\n", max_size=6),
    after=st.text("ab^[x\n", max_size=3),
)
@settings(max_examples=500)
def test_what_sees_no_borders_matches_in_longer_texts(pattern: str, before: str, text: str, after: str) -> None:
    try:
        compiled = compile_document_pattern(pattern)
    except InvalidArgument:
        assume(False)
        return
    if sees_no_borders(pattern) and compiled.search(text):
        assert compiled.search(before + text + after)
