"""Document patterns: Rust's dialect and its linear time."""

from __future__ import annotations

from contextlib import suppress

import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.regex import compile_document_pattern
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("", "", True),
        ("", "x", True),
        ("b", "abc", True),
        ("^b", "abc", False),
        ("dog$", "dog\n", False),
        ("(?m)dog$", "dog\n", True),
        ("a.b", "a\nb", False),
        ("(?s)a.b", "a\nb", True),
        ("(?i)école", "ÉCOLE", True),
        ("(?x) f o x # comment", "fox", True),
        (r"\p{Greek}", "Ω", True),
        (r"\bfox\b", "a fox.", True),
        ("(?P<x>foo)", "foo", True),
        ("[[:digit:]]+", "a1", True),
        (r"\d", "٣", True),
        ("👍", "a👍", True),
        ("(a|aa)+$", "a" * 50_000 + "b", False),
    ],
)
def test_search(pattern: str, text: str, found: bool) -> None:
    assert compile_document_pattern(pattern).search(text) is found


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a", "regex parse error:\n    (a\n    ^\nerror: unclosed group"),
        ("foo(?=1)", "error: look-around, including look-ahead and look-behind, is not supported"),
        ("foo(?<!1)", "error: look-around, including look-ahead and look-behind, is not supported"),
        (r"(a)\1", "error: backreferences are not supported"),
        (r"(?-u)\xFF", "error: pattern can match invalid UTF-8"),
        ("a{3,2}", "error: invalid repetition count range, the start must be <= the end"),
        ("*a", "error: repetition operator missing expression"),
        ("(" * 300 + ")" * 300, "exceed the maximum number of nested parentheses/brackets"),
        ("a{1000}{1000}", "exceeds size limit"),
    ],
)
def test_bad_patterns(pattern: str, reason: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        compile_document_pattern(pattern)
    assert str(raised.value).startswith("Regex syntax errror: ")
    assert reason in str(raised.value)


@given(st.text())
def test_any_text_is_a_pattern_or_invalid(pattern: str) -> None:
    with suppress(InvalidArgument):
        compiled = compile_document_pattern(pattern)
        assert compiled.source == pattern
        assert compiled == compile_document_pattern(pattern)
        assert compiled.search("some text") in (True, False)
