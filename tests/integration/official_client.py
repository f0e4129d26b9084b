"""Run by the interpreter of the official package: its client, unchanged, against the server at the given address."""

from __future__ import annotations

import sys
import urllib.parse

import chromadb
import numpy as np
from chromadb import K, Knn, Rrf, Schema, Search, SparseVectorIndexConfig, StringInvertedIndexConfig, VectorIndexConfig
from chromadb.api.functions import RECORD_COUNTER_FUNCTION
from chromadb.api.types import EmbeddingFunction, SparseEmbeddingFunction, SparseVector
from chromadb.errors import ChromaError, InvalidArgumentError, NotFoundError
from chromadb.execution.expression import GroupBy, MinK
from chromadb.utils.embedding_functions import register_sparse_embedding_function
from chromadb.utils.statistics import attach_statistics_function, detach_statistics_function, get_statistics


class Letters(EmbeddingFunction):  # type: ignore[type-arg]
    """Two numbers a text: its length, and how often the letter a stands in it."""

    def __init__(self) -> None:
        pass

    def __call__(self, input):  # type: ignore[no-untyped-def]
        return [np.array([len(text), text.count("a")], dtype=np.float32) for text in input]


def raises(kind: type[Exception], call, *arguments, **named) -> None:  # type: ignore[no-untyped-def]
    try:
        call(*arguments, **named)
    except kind:
        return
    raise AssertionError(f"{call} did not raise {kind.__name__}")


def records(client) -> None:  # type: ignore[no-untyped-def]
    collection = client.create_collection("official", embedding_function=Letters(), metadata={"by": "official"})
    collection.add(
        ids=["a", "b", "c"],
        documents=["banana", "cherry", "fig"],
        metadatas=[{"n": 1, "tags": ["yellow", "long"]}, {"n": 2, "f": 2.5}, {"n": 3, "ok": True}],
    )
    assert collection.count() == 3
    everything = collection.get(include=["documents", "metadatas", "embeddings", "uris"])
    assert everything["ids"] == ["a", "b", "c"]
    assert np.array_equal(everything["embeddings"], [[6, 3], [6, 0], [3, 0]])
    assert everything["metadatas"][0] == {"n": 1, "tags": ["yellow", "long"]}
    assert everything["uris"] == [None, None, None]

    near = collection.query(query_texts=["banane"], n_results=2)
    assert near["ids"] == [["a", "b"]]
    assert near["distances"] == [[1.0, 4.0]]

    assert collection.get(where={"n": {"$gte": 2}})["ids"] == ["b", "c"]
    assert collection.get(where={"$or": [{"ok": True}, {"f": {"$gt": 2}}]})["ids"] == ["b", "c"]
    assert collection.get(where={"n": {"$nin": [1, 3]}})["ids"] == ["b"]
    assert collection.get(where={"tags": {"$contains": "long"}})["ids"] == ["a"]
    assert collection.get(where_document={"$contains": "an"})["ids"] == ["a"]
    assert collection.get(where_document={"$regex": "^(fig|cherry)$"}, limit=1, offset=1)["ids"] == ["c"]
    assert collection.query(query_embeddings=[[0, 0]], n_results=5, where={"n": {"$lt": 3}})["ids"] == [["b", "a"]]

    collection.update(ids=["b"], metadatas=[{"n": 20}], documents=["sour cherry"])
    collection.upsert(ids=["b", "d"], embeddings=[[1, 1], [9, 9]], documents=["cherry again", "date"])
    b = collection.get(ids=["b"], include=["metadatas", "documents", "embeddings"])
    assert b["metadatas"] == [{"n": 20, "f": 2.5}]
    assert b["documents"] == ["cherry again"]
    assert np.array_equal(b["embeddings"], [[1, 1]])
    collection.delete(ids=["d"])
    collection.delete(where={"n": {"$gte": 20}})
    assert collection.get()["ids"] == ["a", "c"]
    assert collection.peek(1)["ids"] == ["a"]


def collections(client) -> None:  # type: ignore[no-untyped-def]
    made = client.create_collection(
        "official-more", embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 77}}
    )
    assert made.configuration_json["hnsw"]["space"] == "cosine"
    assert made.configuration_json["hnsw"]["ef_search"] == 77
    made.modify(name="official-renamed", metadata={"k": "v"})
    assert client.get_collection("official-renamed", embedding_function=None).metadata == {"k": "v"}
    assert client.get_or_create_collection("official-renamed", embedding_function=None).id == made.id
    assert sorted(c.name for c in client.list_collections()) == ["official", "official-renamed"]
    assert client.count_collections() == 2
    # 12 000 records are split by the client into batches of what the server advertises
    rows = np.arange(24_000, dtype=np.float32).reshape(-1, 2)
    for start in range(0, len(rows), 5000):
        ids = [f"r{i}" for i in range(start, min(start + 5000, len(rows)))]
        made.add(ids=ids, embeddings=rows[start : start + 5000])
    assert made.count() == 12_000
    client.delete_collection("official-renamed")


def errors(client) -> None:  # type: ignore[no-untyped-def]
    collection = client.get_collection("official", embedding_function=Letters())
    raises(ChromaError, client.create_collection, "official")
    raises(NotFoundError, client.get_collection, "missing")
    raises(NotFoundError, client.delete_collection, "missing")
    raises(InvalidArgumentError, client.create_collection, "a b")
    raises(InvalidArgumentError, collection.query, query_embeddings=[[1, 2, 3]])
    raises(ValueError, collection.get, where={"k": {"$nope": 1}})
    raises(ChromaError, client.reset)


class Counts(SparseEmbeddingFunction):  # type: ignore[type-arg]
    """A place for each letter from a to z, weighed by how often it stands in the text."""

    def __init__(self) -> None:
        pass

    def __call__(self, input):  # type: ignore[no-untyped-def]
        letters = [{ord(c) - 97: float(text.count(c)) for c in sorted(set(text)) if c.isalpha()} for text in input]
        return [SparseVector(indices=list(counts), values=list(counts.values())) for counts in letters]

    @staticmethod
    def name() -> str:
        return "letter_counts"

    def get_config(self):  # type: ignore[no-untyped-def]
        return {}

    @staticmethod
    def build_from_config(config):  # type: ignore[no-untyped-def]
        return Counts()


def schemas_and_searches(client) -> None:  # type: ignore[no-untyped-def]
    register_sparse_embedding_function(Counts)
    schema = Schema()
    schema.create_index(VectorIndexConfig(space="l2", embedding_function=None))
    schema.create_index(SparseVectorIndexConfig(source_key=K.DOCUMENT, embedding_function=Counts()), key="letters")
    schema.delete_index(StringInvertedIndexConfig(), key="note")
    made = client.create_collection("official-search", schema=schema, embedding_function=None)
    made = client.get_collection("official-search", embedding_function=None)
    stored = made.schema.keys["letters"].sparse_vector.sparse_vector_index
    assert stored.enabled
    assert stored.config.source_key == "#document"
    assert not made.schema.keys["note"].string.string_inverted_index.enabled
    made.add(
        ids=["a", "b", "c"],
        documents=["banana", "cherry", "fig"],
        embeddings=[[0, 0], [1, 0], [3, 0]],
        metadatas=[{"kind": "x", "note": "n"}, {"kind": "x"}, {"kind": "y"}],
    )
    assert made.get(ids=["c"])["metadatas"][0]["letters"] == SparseVector(indices=[5, 6, 8], values=[1.0, 1.0, 1.0])

    found = made.search(Search().rank(Knn(query=[0.0, 0.0])).limit(2).select(K.DOCUMENT, K.SCORE))
    assert found["ids"] == [["a", "b"]]
    assert found["scores"] == [[0.0, 1.0]]
    assert found["documents"] == [["banana", "cherry"]]
    # One minus the product: a text of three n meets the two of banana, and none elsewhere.
    found = made.search(Search().rank(Knn(query="nnn", key="letters")).select(K.SCORE))
    assert (found["ids"], found["scores"]) == ([["a"]], [[-5.0]])
    fused = Rrf(
        [Knn(query=[1.0, 0.0], return_rank=True), Knn(query="fig", key="letters", return_rank=True, default=9)], k=1
    )
    best = GroupBy(keys=K("kind"), aggregate=MinK(keys=K.SCORE, k=1))
    results = made.search(
        [Search().rank(fused).limit(1), Search().rank(fused).group_by(best), Search(where=K.ID == "b")]
    )
    assert [len(ids) for ids in results["ids"]] == [1, 2, 1]
    assert results.rows()[2] == [{"id": "b"}]
    raises(ChromaError, made.search, Search(where=K("note") == "n"))
    raises(ChromaError, made.search, Search().rank(Knn(query=SparseVector([1], [1.0]), key="kind")))
    client.delete_collection("official-search")


def forks(client) -> None:  # type: ignore[no-untyped-def]
    made = client.get_collection("official", embedding_function=Letters())
    copy = made.fork("official-fork")
    assert copy.get()["ids"] == made.get()["ids"]
    assert made.fork_count() == 1
    copy.delete(ids=["a"])
    copy.add(ids=["z"], documents=["zucchini"])
    assert made.get()["ids"] == ["a", "c"]
    assert copy.get()["ids"] == ["c", "z"]
    raises(ChromaError, made.fork, "official-fork")
    client.delete_collection("official-fork")
    assert made.get()["ids"] == ["a", "c"]


def functions(client) -> None:  # type: ignore[no-untyped-def]
    made = client.create_collection("official-fed", embedding_function=Letters())
    made.add(ids=["a", "b"], documents=["x", "y"], metadatas=[{"kind": "fruit", "n": 1}, {"kind": "fruit"}])
    attached, created = attach_statistics_function(made, "official-statistics")
    assert (attached.function_name, created) == ("statistics", True)
    assert attach_statistics_function(made, "official-statistics") == (attached, False)
    assert made.get_attached_function(attached.name) == attached
    made.update(ids=["b"], metadatas=[{"kind": "root"}])
    made.add(ids=["c"], documents=["z"])
    assert get_statistics(made, "official-statistics") == {
        "statistics": {"kind": {"fruit": {"count": 1}, "root": {"count": 1}}, "n": {"1": {"count": 1}}},
        "summary": {"total_count": 3},
    }
    raises(ChromaError, made.attach_function, RECORD_COUNTER_FUNCTION, "counter", "official-counts")
    assert detach_statistics_function(made, delete_stats_collection=True)
    raises(NotFoundError, made.get_attached_function, attached.name)
    raises(NotFoundError, client.get_collection, "official-statistics")
    made.attach_function(RECORD_COUNTER_FUNCTION, "counter", "official-counts")
    made.delete(ids=["a"])
    counts = client.get_collection("official-counts", embedding_function=None)
    assert counts.get("function_output")["metadatas"] == [{"total_count": 2}]
    client.delete_collection("official-fed")
    client.delete_collection("official-counts")


def administration(host: str, port: int) -> None:
    settings = chromadb.Settings(
        chroma_api_impl="chromadb.api.fastapi.FastAPI", chroma_server_host=host, chroma_server_http_port=port
    )
    admin = chromadb.AdminClient(settings)
    admin.create_tenant("official-tenant")
    admin.create_database("official-database", "official-tenant")
    assert admin.get_database("official-database", "official-tenant")["tenant"] == "official-tenant"
    assert [d["name"] for d in admin.list_databases(tenant="official-tenant")] == ["official-database"]
    other = chromadb.HttpClient(host=host, port=port, tenant="official-tenant", database="official-database")
    assert other.list_collections() == []
    admin.delete_database("official-database", "official-tenant")
    raises(NotFoundError, admin.get_database, "official-database", "official-tenant")


def main() -> None:
    address = urllib.parse.urlsplit(sys.argv[1])
    host, port = address.hostname or "127.0.0.1", address.port or 8000
    client = chromadb.HttpClient(host=host, port=port)
    assert client.heartbeat() > 0
    records(client)
    collections(client)
    schemas_and_searches(client)
    forks(client)
    functions(client)
    errors(client)
    administration(host, port)
    client.delete_collection("official")
    print("official client", chromadb.__version__, "works unchanged")


if __name__ == "__main__":
    main()
