"""Hybrid search, measured: BM25 finds names and codes, MiniLM finds meaning, and Rrf of both is better than either.

    python examples/hybrid.py            where `polychrome[local]` is installed

The 112 passages and 73 questions with their answers stand in hybrid.json. The engine runs in process; with the address
of a server as argument, the same is asked there.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

import chromadb
from chromadb import K, Knn, Rrf, Schema, Search, SparseVectorIndexConfig, VectorIndexConfig
from chromadb.execution.expression import Rank
from chromadb.utils.embedding_functions import ChromaBm25EmbeddingFunction, DefaultEmbeddingFunction

CUT = 10
CANDIDATES = 20


class Question(TypedDict):
    """What is asked, and the ids of the passages that answer it."""

    text: str
    relevant: list[str]


def schema() -> Schema:
    """Dense vectors of meaning, and sparse ones of words; both are made from the documents."""
    made = Schema()
    made.create_index(VectorIndexConfig(space="cosine", embedding_function=DefaultEmbeddingFunction()))
    made.create_index(
        SparseVectorIndexConfig(source_key=K.DOCUMENT, embedding_function=ChromaBm25EmbeddingFunction(), bm25=True),
        key="words",
    )
    return made


def by_words(text: str) -> Rank:
    """The passages that share words with the text, the rare words first."""
    return Knn(query=text, key="words", limit=CANDIDATES)


def by_meaning(text: str) -> Rank:
    """The passages that mean about the same."""
    return Knn(query=text, limit=CANDIDATES)


def by_both(text: str, weights: Sequence[float] = (2.0, 1.0)) -> Rank:
    """The passages that stand high in one ranking or in both; meaning counts twice.

    A passage that is in one ranking only stands behind the last one of the other (``default``); without a default it
    would be left out.
    """
    meaning = Knn(query=text, limit=CANDIDATES, return_rank=True, default=CANDIDATES)
    words = Knn(query=text, key="words", limit=CANDIDATES, return_rank=True, default=CANDIDATES)
    return Rrf([meaning, words], weights=list(weights))


def by_both_alike(text: str) -> Rank:
    """As ``by_both``, words and meaning with equal weights."""
    return by_both(text, (1.0, 1.0))


WAYS: Mapping[str, Callable[[str], Rank]] = {
    "BM25": by_words,
    "MiniLM": by_meaning,
    "hybrid, 1:1": by_both_alike,
    "hybrid, 2:1": by_both,
}


def ndcg(found: Sequence[str], relevant: Sequence[str]) -> float:
    """Discounted cumulative gain at CUT over the best possible one: 1 when the answers come first, 0 without any."""
    gain = sum(1 / math.log2(place + 2) for place, id in enumerate(found[:CUT]) if id in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(len(relevant), CUT)))


def first(found: Sequence[str], relevant: Sequence[str]) -> float:
    """1 when an answer comes first, else 0."""
    return float(found[:1] != [] and found[0] in relevant)


def measure(client: Any, ways: Sequence[str] = tuple(WAYS)) -> dict[str, dict[str, float]]:
    """Mean nDCG@10, and the part of the questions whose first passage answers them, for each way to search."""
    content = json.loads(Path(__file__).with_name("hybrid.json").read_text(encoding="utf-8"))
    passages: dict[str, str] = content["passages"]
    questions: list[Question] = content["queries"]
    collection = client.create_collection("hybrid-example", schema=schema())
    collection.add(ids=list(passages), documents=list(passages.values()))
    table: dict[str, dict[str, float]] = {}
    for way in ways:
        found = collection.search([Search().rank(WAYS[way](question["text"])).limit(CUT) for question in questions])
        answers = list(zip(found["ids"], questions, strict=True))
        table[way] = {
            "nDCG@10": sum(ndcg(ids, question["relevant"]) for ids, question in answers) / len(answers),
            "first is right": sum(first(ids, question["relevant"]) for ids, question in answers) / len(answers),
        }
    client.delete_collection("hybrid-example")
    return table


def main() -> None:
    """Print the table."""
    client = chromadb.HttpClient(sys.argv[1]) if len(sys.argv) > 1 else chromadb.EphemeralClient()
    with client:
        table = measure(client)
    for way, figures in table.items():
        print(f"{way:12}", "   ".join(f"{name} {figure:.3f}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
