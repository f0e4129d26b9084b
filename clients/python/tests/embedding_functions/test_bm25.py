"""BM25: the formula, what is passed over, its configuration. The official function is compared in ``official``."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from chromadb.embedding_functions import ChromaBm25EmbeddingFunction, MissingDependencyError, bm25
from chromadb.utils.embedding_functions import sparse_known_embedding_functions


def words(vector: Any) -> dict[str, float]:
    return dict(zip(vector.labels or [], vector.values, strict=True))


def test_weights_follow_the_formula() -> None:
    function = ChromaBm25EmbeddingFunction(k=1.0, b=0.5, avg_doc_length=4, include_tokens=True)
    [vector] = function(["Apple banana, apple!"])
    # Three words: 1 - 0.5 + 0.5 * 3/4 = 0.875 beside k = 1; tf * (k + 1) / (tf + 0.875).
    assert words(vector) == {"appl": pytest.approx(2 * 2 / 2.875), "banana": pytest.approx(1 * 2 / 1.875)}
    assert vector.indices == sorted(vector.indices)


def test_longer_texts_are_held_back_as_far_as_b_says() -> None:
    short, long = "apple", "apple " + " ".join(f"word{n}" for n in range(50))
    for b, held_back in ((0.0, False), (0.75, True)):
        function = ChromaBm25EmbeddingFunction(b=b, avg_doc_length=10, include_tokens=True)
        weights = [words(vector)["appl"] for vector in function([short, long])]
        assert (weights[0] > weights[1]) is held_back


def test_what_is_passed_over() -> None:
    function = ChromaBm25EmbeddingFunction(include_tokens=True, token_max_length=5)
    [vector] = function(["The banana and THE fig: it's shouldn't 漢字"])
    assert set(words(vector)) == {"fig", "漢字"}
    [own] = ChromaBm25EmbeddingFunction(stopwords=["Fig"], include_tokens=True)(["the fig"])
    assert set(words(own)) == {"the"}
    for text in ("", "!?", "the and of"):
        [empty] = function([text])
        assert (empty.indices, empty.values, empty.labels) == ([], [], None)


def test_queries_are_weighed_like_texts() -> None:
    function = ChromaBm25EmbeddingFunction()
    assert function.embed_query(["two words"]) == function(["two words"])


def test_several_threads_get_the_same() -> None:
    texts = [" ".join(f"running{n} flies{n * 7} generalizations{n}" for n in range(at, at + 40)) for at in range(60)]
    bm25._stem_and_place.cache_clear()
    function = ChromaBm25EmbeddingFunction(include_tokens=True)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: function([text])[0], texts)) == function(texts)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"k": -1}, "k must be a finite number not negative, got -1.0"),
        ({"b": 1.5}, "b must be a finite number between 0 and 1, got 1.5"),
        ({"avg_doc_length": 0}, "avg_doc_length must be a finite number above 0, got 0.0"),
        ({"k": float("inf")}, "k must be a finite number not negative, got inf"),
    ],
)
def test_parameters_without_a_meaning_are_refused(named: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ChromaBm25EmbeddingFunction(**named)


def test_configuration_goes_there_and_back() -> None:
    function = ChromaBm25EmbeddingFunction(k=2, b=0.5, avg_doc_length=10, stopwords=["x"], include_tokens=True)
    assert sparse_known_embedding_functions["chroma_bm25"] is ChromaBm25EmbeddingFunction
    again = ChromaBm25EmbeddingFunction.build_from_config(function.get_config())
    assert again.get_config() == function.get_config()
    assert again(["x apple"]) == function(["x apple"])
    assert "stopwords" not in ChromaBm25EmbeddingFunction().get_config()


@pytest.mark.parametrize(
    "config",
    [{"k": "1"}, {"k": True}, {"include_tokens": 1}, {"stopwords": "a"}, {"stopwords": None}, {"language": "en"}],
)
def test_a_malformed_configuration_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="The configuration of embedding function 'chroma_bm25' is not valid"):
        ChromaBm25EmbeddingFunction.validate_config(config)


def test_updates_name_known_settings() -> None:
    function = ChromaBm25EmbeddingFunction()
    function.validate_config_update({}, {"k": 1.0})
    with pytest.raises(ValueError, match="Updating 'language' is not supported for chroma_bm25"):
        function.validate_config_update({}, {"language": "de"})


@pytest.mark.parametrize("package", ["mmh3", "snowballstemmer"])
def test_a_missing_package_is_named_when_a_text_is_embedded(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delattr(bm25._of_thread, "stemmer", raising=False)
    bm25._stem_and_place.cache_clear()
    with pytest.raises(MissingDependencyError, match=rf"'{package}'.*pip install 'polychrome\[bm25\]'"):
        ChromaBm25EmbeddingFunction()(["apple"])
