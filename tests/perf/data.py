"""Generated records: vectors of three kinds, documents, metadata. The same seed gives the same records.

Every block of 1000 rows has a random generator of its own, so a block can be made without those before it.

clustered  100 clusters of unequal size
hard       800 topics that overlap, a spectrum that decays slowly: effective dimension about 150, or less with fewer
manifold   a curved surface of 21 dimensions without clusters

The last two are as hard as makes the official package, at its defaults, reach a recall of about 0.99 at 10k x 384.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Metadata = dict[str, str | int | float | bool]

KINDS = ("clustered", "hard", "manifold")
BLOCK = 1000
QUERIES = 400
VERSION = 2
"""Of the generators: stores built from another version are not reused."""

CATEGORIES = 20
RANKS = 1000
SOURCES = 200
# Words of the documents and the share of the documents that hold them.
COMMON, MID, RARE = ("quarterly", 0.3), ("turbine", 0.05), ("xylograph", 0.001)

_CLUSTERS = 100
_TOPICS = 800
_WITHIN = 0.8
_EFFECTIVE_DIMENSION = 160
_LATENT = 21
_WORDS = 4000
_WORDS_PER_DOCUMENT = 94
_SYLLABLES = ("an", "be", "cor", "de", "el", "fin", "gra", "ho", "in", "jo", "ka", "lum", "me", "nor", "os", "pra")


@dataclass(frozen=True)
class Source:
    """Rows without end: ``block(number)`` gives rows ``number * BLOCK`` to ``(number + 1) * BLOCK``."""

    kind: str
    dimension: int
    seed: int = 7

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.dimension}-seed{self.seed}-v{VERSION}"

    def vectors(self, block: int) -> Floats:
        """Unit vectors, shape (BLOCK, dimension)."""
        raw = self._model(self._random(block, 1), BLOCK)
        raw /= np.linalg.norm(raw, axis=1, keepdims=True)
        return raw.astype(np.float32)

    def queries(self) -> Floats:
        """Unit vectors of the same distribution that are no records, shape (QUERIES, dimension)."""
        raw = self._model(np.random.default_rng((self.seed, self.dimension, 99)), QUERIES)
        raw /= np.linalg.norm(raw, axis=1, keepdims=True)
        return raw.astype(np.float32)

    def documents(self, block: int) -> list[str]:
        """Texts of about 780 bytes: a few words are in most of them, most words in few."""
        random = self._random(block, 2)
        words, cumulated = _vocabulary()
        chosen = np.searchsorted(cumulated, random.random((BLOCK, _WORDS_PER_DOCUMENT)))
        marks = random.random((BLOCK, 3))
        numbers = random.integers(0, 100_000, BLOCK)
        letters = random.integers(0, 26, BLOCK)
        texts: list[str] = []
        for row in range(BLOCK):
            parts = [words[i] for i in chosen[row]]
            for mark, (term, share) in zip(marks[row], (COMMON, MID, RARE), strict=True):
                if mark < share:
                    parts.insert(int(mark / share * _WORDS_PER_DOCUMENT), term)
            parts.append(f"ref {chr(65 + letters[row])}X-{numbers[row]:05d}.")
            texts.append(" ".join(parts))
        return texts

    def metadatas(self, block: int) -> list[Metadata]:
        """Five fields: ``category`` 5 % each, ``rank`` 0.1 % each, ``score`` in [0, 1), ``source``, ``published``."""
        columns = self.columns(block)
        return [
            {
                "category": f"category-{int(columns['category'][row]):02d}",
                "rank": int(columns["rank"][row]),
                "score": float(columns["score"][row]),
                "source": f"https://example.com/source/{int(columns['source'][row])}",
                "published": bool(columns["published"][row]),
            }
            for row in range(BLOCK)
        ]

    def columns(self, block: int) -> dict[str, NDArray[Any]]:
        """The metadata as numbers, one array of BLOCK values per field."""
        random = self._random(block, 3)
        return {
            "category": random.integers(0, CATEGORIES, BLOCK),
            "rank": random.permutation(RANKS),
            "score": np.round(random.random(BLOCK), 6),
            "source": random.integers(0, SOURCES, BLOCK),
            "published": random.random(BLOCK) < 0.7,
        }

    def _random(self, block: int, purpose: int) -> np.random.Generator:
        return np.random.default_rng((self.seed, self.dimension, purpose, block))

    @property
    def _model(self) -> Callable[[np.random.Generator, int], NDArray[np.float64]]:
        return _model(self.kind, self.dimension, self.seed)


def record_id(row: int) -> str:
    return f"record-{row:08d}"


def _clustered(random: np.random.Generator, dimension: int) -> Callable[..., NDArray[np.float64]]:
    centers = random.standard_normal((_CLUSTERS, dimension))
    weights = 1.0 / (1.0 + np.arange(_CLUSTERS)) ** 0.5
    weights /= weights.sum()
    spreads = random.uniform(0.25, 0.7, _CLUSTERS)

    def draw(random: np.random.Generator, count: int) -> NDArray[np.float64]:
        of = random.choice(_CLUSTERS, size=count, p=weights)
        noise: NDArray[np.float64] = random.standard_normal((count, dimension)) * spreads[of, None]
        return centers[of] + noise

    return draw


def _hard(random: np.random.Generator, dimension: int) -> Callable[..., NDArray[np.float64]]:
    # Variances exp(-2 i / t) have the participation ratio (sum of variances)^2 / (sum of their squares) = t.
    deviations = np.exp(-np.arange(dimension) / _EFFECTIVE_DIMENSION)
    rotation = np.linalg.qr(random.standard_normal((dimension, dimension)))[0]
    topics = random.standard_normal((_TOPICS, dimension)) * math.sqrt(1 - _WITHIN**2)

    def draw(random: np.random.Generator, count: int) -> NDArray[np.float64]:
        own = random.standard_normal((count, dimension)) * _WITHIN
        drawn: NDArray[np.float64] = ((own + topics[random.integers(0, _TOPICS, count)]) * deviations) @ rotation
        return drawn

    return draw


def _manifold(random: np.random.Generator, dimension: int) -> Callable[..., NDArray[np.float64]]:
    directions = random.standard_normal((_LATENT, dimension)) * 0.75
    phases = random.uniform(0, 2 * np.pi, dimension)

    def draw(random: np.random.Generator, count: int) -> NDArray[np.float64]:
        latent = random.uniform(-1, 1, (count, _LATENT))
        noise: NDArray[np.float64] = 0.05 * random.standard_normal((count, dimension))
        return np.sin(latent @ directions + phases) + noise

    return draw


_MODELS: Mapping[str, Callable[[np.random.Generator, int], Callable[..., NDArray[np.float64]]]] = {
    "clustered": _clustered,
    "hard": _hard,
    "manifold": _manifold,
}


@lru_cache(maxsize=4)
def _model(kind: str, dimension: int, seed: int) -> Callable[..., NDArray[np.float64]]:
    return _MODELS[kind](np.random.default_rng((seed, dimension, 0)), dimension)


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[list[str], NDArray[np.float64]]:
    """Invented words and their cumulated frequencies, by Zipf's law."""
    random = np.random.default_rng(1)
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        words["".join(random.choice(_SYLLABLES, size=int(random.integers(1, 5))))] = None
    frequencies = 1.0 / np.arange(2, _WORDS + 2)
    return list(words), np.cumsum(frequencies / frequencies.sum())
