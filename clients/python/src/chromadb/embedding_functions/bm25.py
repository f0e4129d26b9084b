"""BM25 as sparse vectors: a place for each word, weighed by how often it stands in the text and how long the text is.

How rare a word is, the third part of BM25, changes with every record; a server adds it at query time when the index is
made with ``SparseVectorIndexConfig(bm25=True)``. Tokens and hashes are those of every other client of this API, so that
texts and queries may come from different ones.
"""

from __future__ import annotations

import functools
import math
import re
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from chromadb._types.embedding_function import SparseEmbeddingFunction
from chromadb._types.records import Documents
from chromadb._types.vectors import SparseVectors
from chromadb.base_types import SparseVector

from ._config import boolean, check_config, number, string_list
from ._optional import import_optional
from ._stopwords import ENGLISH_STOPWORDS

DEFAULT_K = 1.2
DEFAULT_B = 0.75
DEFAULT_AVG_DOC_LENGTH = 256.0
DEFAULT_TOKEN_MAX_LENGTH = 40

_NAME = "chroma_bm25"
_HINT = "pip install 'polychrome[bm25]'"
_PUNCTUATION = re.compile(r"[^\w\s]+")


class ChromaBm25EmbeddingFunction(SparseEmbeddingFunction[Documents]):
    """Sparse vectors of BM25 weights, without a model or a service. Needs the extra ``polychrome[bm25]``.

    >>> schema.create_index(
    ...     SparseVectorIndexConfig(source_key=K.DOCUMENT, embedding_function=ChromaBm25EmbeddingFunction(), bm25=True),
    ...     key="words",
    ... )
    """

    def __init__(
        self,
        k: float = DEFAULT_K,
        b: float = DEFAULT_B,
        avg_doc_length: float = DEFAULT_AVG_DOC_LENGTH,
        token_max_length: int = DEFAULT_TOKEN_MAX_LENGTH,
        stopwords: Iterable[str] | None = None,
        include_tokens: bool = False,
    ) -> None:
        """Choose the parameters of the formula.

        Args:
            k: how soon more of the same word stops to count.
            b: how much longer texts are held back, from 0 to 1.
            avg_doc_length: the length, in words that count, of a text that is neither held back nor favoured.
            token_max_length: words with more characters are passed over.
            stopwords: words that are passed over, instead of the common English ones.
            include_tokens: keep each place's word beside it, as the vector's labels.

        Raises:
            ValueError: a number for which the formula has no meaning.
        """
        self.k = float(k)
        self.b = float(b)
        self.avg_doc_length = float(avg_doc_length)
        self.token_max_length = int(token_max_length)
        self.include_tokens = bool(include_tokens)
        self.stopwords: list[str] | None = None if stopwords is None else [str(word) for word in stopwords]
        _check_parameter("k", self.k, self.k >= 0, "not negative")
        _check_parameter("b", self.b, 0 <= self.b <= 1, "between 0 and 1")
        _check_parameter("avg_doc_length", self.avg_doc_length, self.avg_doc_length > 0, "above 0")
        words = ENGLISH_STOPWORDS if self.stopwords is None else self.stopwords
        self._passed_over = frozenset(word.lower() for word in words)

    def __call__(self, input: Documents) -> SparseVectors:
        """One vector per text, its indices ascending; an empty one for a text without words that count.

        Raises:
            chromadb.embedding_functions.MissingDependencyError: a package is missing; install the extra.
        """
        return [self._vector(text) for text in input]

    def _vector(self, text: str) -> SparseVector:
        counts: dict[int, int] = {}
        words: dict[int, str] = {}
        length = 0
        for word, place in self._tokens(text):
            counts[place] = counts.get(place, 0) + 1
            words.setdefault(place, word)
            length += 1
        places = sorted(counts)
        damping = self.k * (1 - self.b + (self.b * length) / self.avg_doc_length)
        values = [counts[place] * (self.k + 1) / (counts[place] + damping) for place in places]
        labelled = self.include_tokens and places
        return SparseVector(places, values, [words[place] for place in places] if labelled else None)

    def _tokens(self, text: str) -> Iterator[tuple[str, int]]:
        """The stems of the words that count, with their places."""
        for word in _PUNCTUATION.sub(" ", text).lower().split():
            if word not in self._passed_over and len(word) <= self.token_max_length:
                stem, place = _stem_and_place(word)
                if stem:
                    yield stem, place

    @staticmethod
    def name() -> str:
        return _NAME

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> ChromaBm25EmbeddingFunction:
        ChromaBm25EmbeddingFunction.validate_config(config)
        return ChromaBm25EmbeddingFunction(**config)

    def get_config(self) -> dict[str, Any]:
        config: dict[str, Any] = {
            "k": self.k,
            "b": self.b,
            "avg_doc_length": self.avg_doc_length,
            "token_max_length": self.token_max_length,
            "include_tokens": self.include_tokens,
        }
        if self.stopwords is not None:
            config["stopwords"] = list(self.stopwords)
        return config

    def validate_config_update(self, old_config: dict[str, Any], new_config: dict[str, Any]) -> None:
        """Raise a ValueError for a setting that does not exist; all others may change."""
        for key in new_config:
            if key not in _FIELDS:
                raise ValueError(f"Updating '{key}' is not supported for {_NAME}")

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Raise a ValueError unless ``config`` is one that `get_config` can return."""
        check_config(_NAME, config, _FIELDS)


_FIELDS = {
    "k": number,
    "b": number,
    "avg_doc_length": number,
    "token_max_length": number,
    "stopwords": string_list,
    "include_tokens": boolean,
}


def _check_parameter(name: str, value: float, holds: bool, wanted: str) -> None:
    if not holds or not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number {wanted}, got {value}")


_of_thread = threading.local()


# Stemming takes most of the time, and the words of a corpus repeat.
@functools.lru_cache(maxsize=1 << 16)
def _stem_and_place(word: str) -> tuple[str, int]:
    """The stem of a word, and the absolute value of its 32-bit hash (MurmurHash3, seed 0)."""
    stemmer = getattr(_of_thread, "stemmer", None)
    if stemmer is None:
        # A stemmer keeps the word it works on in itself.
        stemmer = import_optional("snowballstemmer", "BM25", _HINT).stemmer("english")
        _of_thread.stemmer = stemmer
    stem: str = stemmer.stemWord(word).strip()
    return stem, abs(import_optional("mmh3", "BM25", _HINT).hash(stem, 0))
