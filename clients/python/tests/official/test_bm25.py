"""BM25 gives the places, weights and labels of the official package's function, to the last bit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .expressions import make
from .oracle import Oracle
from .test_expressions import check, thorough

pytestmark = pytest.mark.official

WORDS = st.sampled_from(
    [
        *(
            "the",
            "a",
            "isn't",
            "shouldn't've",
            "quick",
            "Quickly",
            "running",
            "RUNS",
            "ran",
            "generalizations",
            "flies",
        ),
        *("skies", "dying", "inning", "news", "howe", "proceed", "e-mail", "C++", "XJ-220", "a_b", "__", "3.14", "№5"),
        *("naïve", "Straße", "ΟΔΥΣΣΕΥΣ", "İstanbul", "ﬁre", "東京", "x" * 40, "x" * 41, "\u200b", "\u0301", "'s", "s"),
    ]
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=12).map(" ".join),
    st.text(max_size=40),
    st.lists(st.text(alphabet="aeioustngdrly'", max_size=12), max_size=6).map("\t".join),
)
FUNCTIONS = make(
    "ChromaBm25EmbeddingFunction",
    k_=st.floats(0, 10),
    b_=st.floats(0, 1),
    avg_doc_length_=st.floats(0.1, 1000),
    token_max_length_=st.integers(0, 50),
    stopwords_=st.lists(WORDS, max_size=4).map(lambda words: {"value": words}) | st.none(),
    include_tokens_=st.booleans(),
)


@thorough
@given(function=FUNCTIONS, texts=st.lists(TEXTS, max_size=4), method=st.sampled_from(["__call__", "embed_query"]))
def test_same_vectors(oracle: Oracle, function: Any, texts: list[str], method: str) -> None:
    check(oracle, {"call": method, "on": function, "args": [{"value": texts}]})


@thorough
@given(function=FUNCTIONS)
def test_same_configuration(oracle: Oracle, function: Any) -> None:
    check(oracle, {"call": "get_config", "on": function, "args": []})
