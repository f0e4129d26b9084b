"""Searches through clients of both colours, in process and over HTTP. What the ranks mean is tested with the server."""

from typing import Any

import numpy as np
import pytest
from chromadb import K, Knn, ReadLevel, Rrf, Schema, Search, SparseVector, SparseVectorIndexConfig
from chromadb.errors import InvalidArgumentError, NotFoundError
from chromadb.execution.expression import GroupBy, MaxK, MinK, Val
from chromadb.utils.embedding_functions import ChromaBm25EmbeddingFunction

HAWAII, SPAIN, FOX = "Pineapples come from Hawaii.", "Oranges come from Spain.", "The quick fox XJ-220 jumps."


@pytest.fixture
async def fruit(client: Any) -> Any:
    """Three documents with vectors at 0, 1 and 3, and their words as BM25 weighs them."""
    words = SparseVectorIndexConfig(
        source_key=K.DOCUMENT, embedding_function=ChromaBm25EmbeddingFunction(include_tokens=True), bm25=True
    )
    schema = Schema().create_index(words, key="words")
    made = await client.create_collection("fruit", schema=schema, embedding_function=None)
    await made.add(
        ids=["hawaii", "spain", "fox"],
        documents=[HAWAII, SPAIN, FOX],
        metadatas=[{"kind": "fruit", "n": 1}, {"kind": "fruit", "n": 2}, {"kind": "animal"}],
        embeddings=[[0, 0], [1, 0], [3, 0]],
    )
    return made


async def test_one_search_and_its_rows(fruit: Any) -> None:
    search = Search().rank(Knn(query=[0.0, 0.0])).limit(2).select(K.DOCUMENT, K.SCORE, "n")
    found = await fruit.search(search)
    assert found == {
        "ids": [["hawaii", "spain"]],
        "documents": [[HAWAII, SPAIN]],
        "embeddings": [None],
        "metadatas": [[{"n": 1}, {"n": 2}]],
        "scores": [[0.0, 1.0]],
        "select": [["#document", "#score", "n"]],
    }
    assert found.rows() == [
        [
            {"id": "hawaii", "document": HAWAII, "metadata": {"n": 1}, "score": 0.0},
            {"id": "spain", "document": SPAIN, "metadata": {"n": 2}, "score": 1.0},
        ]
    ]


async def test_everything_comes_back_as_it_was_written(fruit: Any) -> None:
    found = await fruit.search(Search().rank(Knn(query=np.zeros(2, np.float32), limit=1)).select_all())
    [[row]] = found.rows()
    assert row["embedding"] == [0.0, 0.0]
    assert row["metadata"]["words"].labels is not None
    assert isinstance(row["metadata"]["words"], SparseVector)
    assert {key: value for key, value in row["metadata"].items() if key != "words"} == {"kind": "fruit", "n": 1}


async def test_texts_are_compared_word_by_word(fruit: Any) -> None:
    found = await fruit.search(
        [
            Search().rank(Knn(query="a pineapple", key="words")),
            Search().rank(Knn(query="the XJ-220", key=K("words"))),
            Search().rank(Knn(query="nowhere", key="words")),
        ]
    )
    assert found["ids"] == [["hawaii"], ["fox"], []]


async def test_dense_and_sparse_together(fruit: Any) -> None:
    dense = Knn(query=[3.0, 0.0], return_rank=True)
    sparse = Knn(query="oranges", key="words", return_rank=True, default=10)
    found = await fruit.search(
        Search(where=K("kind") == "fruit").rank(Rrf([dense, sparse], k=1, weights=[1.0, 2.0])).select(K.SCORE)
    )
    # spain: first of both; hawaii: second, and the default.
    assert found["ids"] == [["spain", "hawaii"]]
    assert found["scores"][0] == pytest.approx([-(1 / 1 + 2 / 1), -(1 / 2 + 2 / 11)])


async def test_groups_pages_and_levels(fruit: Any) -> None:
    nearest = Search().rank(Knn(query=[3.0, 0.0]))
    best = nearest.group_by(GroupBy(keys=K("kind"), aggregate=MinK(keys=K.SCORE, k=1)))
    worst = nearest.group_by(GroupBy(keys="kind", aggregate=MaxK(keys=[K.SCORE], k=1)))
    found = await fruit.search([best, worst, nearest.limit(1, offset=1), Search().limit(2)], ReadLevel.INDEX_ONLY)
    assert found["ids"] == [["fox", "spain"], ["fox", "hawaii"], ["spain"], ["hawaii", "spain"]]


async def test_filters_on_ids_and_documents(fruit: Any) -> None:
    found = await fruit.search(
        [
            Search(where=K.ID.is_in(["fox", "spain", "nobody"])),
            Search(where=K.DOCUMENT.contains("come") & (K("n") > np.int64(1))),
            Search(where={"#document": {"$regex": "XJ-[0-9]+"}}),
        ]
    )
    assert found["ids"] == [["spain", "fox"], ["spain"], ["fox"]]


async def test_a_score_that_is_no_number_is_none(fruit: Any) -> None:
    found = await fruit.search(Search().rank((Knn(query=[0.0, 0.0]) - 2).log()).select(K.SCORE))
    assert sorted(zip(found["ids"][0], found["scores"][0], strict=True)) == [
        ("fox", pytest.approx(np.log(7))),
        ("hawaii", None),
        ("spain", None),
    ]


async def test_no_searches(fruit: Any) -> None:
    assert (await fruit.search([]))["ids"] == []


async def test_changed_documents_change_their_words(fruit: Any) -> None:
    await fruit.update(ids=["spain"], documents=["Lemons come from Italy."], embeddings=[[1, 0]])
    await fruit.upsert(ids=["new"], documents=["Lemons again."], embeddings=[[5, 5]])
    await fruit.delete(ids=["hawaii"])
    queries = ["oranges", "lemons", "pineapples"]
    found = await fruit.search([Search().rank(Knn(query=text, key="words")) for text in queries])
    assert [sorted(ids) for ids in found["ids"]] == [[], ["new", "spain"], []]


@pytest.mark.parametrize(
    ("search", "error", "place"),
    [
        (
            Search().rank(Knn(query=[0.0, 0.0]) + Val(float("nan"))),
            InvalidArgumentError,
            r"searches\[0\].rank.\$sum\[1\]",
        ),
        (Search().rank(Knn(query=[float("inf"), 0])), InvalidArgumentError, r"searches\[0\].rank.\$knn.query\[0\]"),
        (Search().rank(Knn(query=[0.0])), InvalidArgumentError, "dimension"),
        (Search().rank(Knn(query=SparseVector([1], [1.0]), key="kind")), InvalidArgumentError, "kind"),
        (Search().rank(Knn(query="text", key="kind")), ValueError, "Cannot embed string query for key 'kind'"),
        (Search().rank(Rrf([])), ValueError, "RRF requires at least one rank"),
        (Search().group_by(GroupBy(keys="kind", aggregate=MinK(keys="n", k=1))), InvalidArgumentError, "group_by"),
        ({"rank": None}, TypeError, r"searches\[0\] must be a Search, got dict"),
    ],
)
async def test_bad_expressions_say_where(fruit: Any, search: Any, error: type[Exception], place: str) -> None:
    with pytest.raises(error, match=place):
        await fruit.search(search)


@pytest.mark.parametrize("levels", [260, 1000, 100_000])
async def test_a_rank_with_too_many_levels_is_refused(fruit: Any, levels: int) -> None:
    rank: Any = Knn(query=[0.0, 0.0])
    for _ in range(levels):
        rank = rank - 1
    with pytest.raises(InvalidArgumentError, match=r"searches\[1\]: nested too deeply"):
        await fruit.search([Search(), Search().rank(rank)])


async def test_a_deleted_collection_is_not_found(client: Any, fruit: Any) -> None:
    await client.delete_collection("fruit")
    with pytest.raises(NotFoundError):
        await fruit.search(Search())


async def test_a_second_client_embeds_as_the_stored_schema_says(client: Any, fruit: Any) -> None:
    again = await client.get_collection("fruit", embedding_function=None)
    found = await again.search(Search().rank(Knn(query="foxes", key="words")))
    assert found["ids"] == [["fox"]]
    stored = again.schema.keys["words"].sparse_vector.sparse_vector_index.config
    assert isinstance(stored.embedding_function, ChromaBm25EmbeddingFunction)
