"""What a client is asked to do in a row; what it then sends must not depend on which package it is of.

``python -m official.conversations NAME HOST PORT`` holds one of them with the installed package.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from .asking import known_functions, namespace

Conversation = Callable[[Any, Any], list[Any]]


def _schema(c: Any, *, source: Any = "#document", function: Any = None) -> Any:
    return (
        c.Schema()
        .create_index(c.VectorIndexConfig(space="cosine", embedding_function=c.Dense("m", 3)))
        .create_index(
            c.SparseVectorIndexConfig(source_key=source, embedding_function=function or c.Sparse("s")), key="words"
        )
    )


def _outcome(call: Callable[[], Any]) -> Any:
    """The result of a call, or the kind of its error."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 (what is raised is the outcome)
        return f"{next(base.__name__ for base in type(error).__mro__ if base.__module__ == 'builtins')} was raised"


def documents(client: Any, c: Any) -> list[Any]:
    """Sparse vectors are made of documents, by add, upsert and update."""
    made = client.create_collection("documents", schema=_schema(c))
    made.add(ids=["a", "b"], documents=["one", "two"])
    made.add(ids=["c"], documents=["three"], metadatas=[{"k": 1}], embeddings=[[1, 2, 3]])
    made.upsert(ids=["a", "d"], documents=["four", "five"], metadatas=[{"words": c.SparseVector([9], [9.0])}, None])
    made.update(ids=["b"], documents=["six"])
    made.update(ids=["b"], metadatas=[{"k": 2}])
    made.update(ids=["b"], embeddings=[[1, 2, 3]])
    return [made.count(), sorted(made.get()["ids"])]


def metadata(client: Any, c: Any) -> list[Any]:
    """Sparse vectors are made of a metadata key; what is no text has none."""
    made = client.create_collection("metadata", schema=_schema(c, source=c.K("title")))
    made.add(
        ids=["a", "b", "c", "d"],
        documents=["one", "two", "three", "four"],
        metadatas=[{"title": "first"}, {"title": 2}, {"other": "x"}, None],
    )
    made.update(ids=["a", "b"], metadatas=[{"title": "again"}, {"title": None}])
    return [made.count()]


def bm25(client: Any, c: Any) -> list[Any]:
    """The collection that is got again embeds as the one that was made."""
    client.create_collection("bm25", schema=_schema(c, function=c.ChromaBm25EmbeddingFunction(include_tokens=True)))
    made = client.get_collection("bm25")
    made.add(ids=["a", "b"], documents=["The quick brown fox", "jumps over the lazy dogs"])
    _outcome(lambda: made.search(c.Search().rank(c.Knn(query="quick dogs", key="words"))))
    return []


def searches(client: Any, c: Any) -> list[Any]:
    """Texts in searches become vectors, wherever they stand."""
    made = client.create_collection("searches", schema=_schema(c))
    made.add(ids=["a"], documents=["one"])
    text, sparse = c.Knn(query="one", limit=3), c.Knn(query="one", key="words", default=2.0, return_rank=True)
    for asked in (
        c.Search().rank(text).limit(2, offset=1).select(c.K.SCORE, "k"),
        [c.Search().rank(c.Rrf([text, sparse], weights=[2.0, 1.0])), c.Search().where(c.K("k") > 1).rank(-text.exp())],
        c.Search(rank={"$knn": {"query": [1.0, 2.0, 3.0]}}).group_by(
            c.GroupBy(keys=c.K("k"), aggregate=c.MinK(keys=c.K.SCORE, k=1))
        ),
        c.Search().rank(sparse.max(0.5) + (1 - text) / 2 * abs(sparse).log().min(text)),
    ):
        _outcome(lambda asked=asked: made.search(asked))
    _outcome(lambda: made.search(c.Search(), read_level=c.ReadLevel.INDEX_ONLY))
    return [
        _outcome(lambda: made.search(c.Search().rank(c.Knn(query="one", key="missing")))),
        _outcome(lambda: made.search(c.Search().rank(c.Rrf([])))),
    ]


def without_functions(client: Any, c: Any) -> list[Any]:
    """A sparse index without a function: vectors are sent as they are, texts are refused."""
    schema = c.Schema().create_index(c.SparseVectorIndexConfig(bm25=True), key="words")
    made = client.create_collection("without", schema=schema, embedding_function=None)
    made.add(
        ids=["a"],
        embeddings=[[1, 2]],
        metadatas=[{"words": c.SparseVector([1, 7], [0.5, 2.0], labels=["one", "seven"]), "n": [1, 2]}],
    )
    _outcome(lambda: made.search(c.Search().rank(c.Knn(query=c.SparseVector([1], [1.0]), key="words"))))
    return [_outcome(lambda: made.search(c.Search().rank(c.Knn(query="one", key="words"))))]


def forks_and_functions(client: Any, c: Any) -> list[Any]:
    """Forks and attached functions."""
    made = client.create_collection("origin", embedding_function=c.Dense("m", 3))
    made.add(ids=["a"], documents=["one"])
    _outcome(lambda: made.fork("copy"))
    _outcome(made.fork_count)
    _outcome(lambda: made.attach_function(c.STATISTICS_FUNCTION, name="counts", output_collection="counts-of-origin"))
    _outcome(lambda: made.attach_function("record_counter", "more", "more-of-origin", params={"a": 1}))
    _outcome(lambda: made.get_attached_function("counts"))
    _outcome(lambda: made.detach_function("counts", delete_output_collection=True))
    _outcome(lambda: made.detach_function("other"))
    return []


CONVERSATIONS: dict[str, Conversation] = {
    conversation.__name__: conversation
    for conversation in (documents, metadata, bm25, searches, without_functions, forks_and_functions)
}


def hold(name: str, host: str, port: int) -> list[Any]:
    """Have a conversation with the server there; gives what the calls gave."""
    names = namespace()
    with known_functions():
        client = names.HttpClient(host=host, port=port)
        return json.loads(json.dumps(CONVERSATIONS[name](client, names)))


if __name__ == "__main__":
    print(json.dumps(hold(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
