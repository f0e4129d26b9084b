"""Quotas: each limit, at it and above it, in the official words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from chroma_server.engine.errors import QuotaExceeded
from chroma_server.engine.rules.quotas import Quotas
from chroma_server.engine.rules.sparse import check_sparse_vector
from chroma_server.engine.rules.where import parse_where, parse_where_document
from hypothesis import given
from hypothesis import strategies as st


def _search(**search: Any) -> Callable[[Quotas], None]:
    return lambda quotas: quotas.check_search([search])


def _knn(query: Any, **knn: Any) -> dict[str, Any]:
    return {"$knn": {"query": query, **knn}}


SPARSE = check_sparse_vector({"indices": [1, 2], "values": [1, 2]})
TWO_AND_A_DOCUMENT = {"$or": [{"a": 1}, {"#document": {"$contains": "x"}}, {"b": 1}]}

CASES: list[tuple[str, int, Callable[[Quotas], None], str]] = [
    # what, usage, call, the message without its numbers
    ("num_records", 2, lambda q: q.check_write("Add", ids=["a", "b"]), "'Number of records' {} 'Add'"),
    ("id_size_bytes", 4, lambda q: q.check_write("Upsert", ids=["éé"]), "'ID size (bytes)' {} 'Upsert'"),
    (
        "embedding_dimensions",
        3,
        lambda q: q.check_write("Add", ids=["a"], dimension=3),
        "'Embedding dimension' {} 'Add'",
    ),
    (
        "document_size_bytes",
        4,
        lambda q: q.check_write("Update", ids=["a", "b"], documents=[None, "👍"]),
        "'Document size (bytes)' {} 'Update'",
    ),
    ("uri_size_bytes", 3, lambda q: q.check_write("Add", ids=["a"], uris=["uri"]), "'URI size (bytes)' {} 'Add'"),
    (
        "metadata_key_size_bytes",
        2,
        lambda q: q.check_write("Add", ids=["a"], metadatas=[{"é": 1}]),
        "'Size of metadata dictionary key (bytes)' {} 'Add'",
    ),
    (
        "metadata_value_size_bytes",
        16,
        lambda q: q.check_write("Add", ids=["a"], metadatas=[{"a": None, "k": [1.0, 2.0]}]),
        "'Size of metadata dictionary value (bytes)' {} 'Add'",
    ),
    (
        "num_metadata_keys",
        2,
        lambda q: q.check_write("Add", ids=["a"], metadatas=[{"a": 1, "b": True}]),
        "'Number of metadata dictionary keys' {} 'Add'",
    ),
    (
        "sparse_vector_populated_dimensions",
        2,
        lambda q: q.check_write(
            "Add", ids=["a"], metadatas=[{"s": check_sparse_vector({"indices": [1, 2], "values": [1, 2]})}]
        ),
        "'Sparse vector populated dimension' {} 'Add'",
    ),
    (
        "collection_size_records",
        10,
        lambda q: q.check_collection_size("Add", 10),
        "'Collection size (records)' {} 'Add'",
    ),
    ("num_query_ids", 1, lambda q: q.check_read("Get", ids=["a"]), "'Number of IDs to filter by in a query' {} 'Get'"),
    ("limit_value", 301, lambda q: q.check_read("Get", limit=301), "'Limit value' {} 'Get'"),
    ("num_results", 11, lambda q: q.check_read("Query", n_results=11), "'Number of results' {} 'Query'"),
    (
        "num_query_embeddings",
        2,
        lambda q: q.check_read("Query", query_embeddings=2),
        "'Number of query embeddings' {} 'Query'",
    ),
    (
        "num_where_predicates",
        2,
        lambda q: q.check_read("Delete", where=parse_where(TWO_AND_A_DOCUMENT)),
        "'Number of where clause predicates' {} 'Delete'",
    ),
    (
        "where_value_size_bytes",
        3,
        lambda q: q.check_read("Get", where=parse_where({"a": {"$in": ["x", "xyz"]}})),
        "'Size of where clause value (bytes)' {} 'Get'",
    ),
    (
        "num_where_document_predicates",
        2,
        lambda q: q.check_read(
            "Get",
            where=parse_where({"#document": {"$contains": "x"}}),
            where_document=parse_where_document({"$regex": "x"}),
        ),
        "'Number of where document predicates' {} 'Get'",
    ),
    (
        "where_document_value_length",
        131,
        lambda q: q.check_read("Get", where_document=parse_where_document({"$contains": "x" * 131})),
        "'Length of where document value' {} 'Get'",
    ),
    (
        "regex_pattern_length",
        3,
        lambda q: q.check_read("Get", where_document=parse_where_document({"$not_regex": "a+b"})),
        "'Length of regex pattern' {} 'Get'",
    ),
    ("name_size_bytes", 3, lambda q: q.check_create_database("abc", 0), "'Name size (bytes)' {} 'Create Database'"),
    ("num_databases", 11, lambda q: q.check_create_database("abc", 10), "'Number of databases' {} 'Create Database'"),
    (
        "num_collections",
        4,
        lambda q: q.check_create_collection("abc", None, 3),
        "'Number of collections' {} 'Create Collection'",
    ),
    (
        "collection_metadata_value_size_bytes",
        3,
        lambda q: q.check_update_collection(None, {"k": "abc"}),
        "'Size of metadata dictionary value (bytes)' {} 'Update Collection'",
    ),
    ("num_forks", 257, lambda q: q.check_fork("abc", 256, 1), "'Number of forks' {} 'Fork Collection'"),
    (
        "num_functions",
        11,
        lambda q: q.check_attach_function("abc", 10, 1),
        "'Number of functions attached to a collection' {} 'Attach Function'",
    ),
    (
        "num_search_payloads",
        2,
        lambda q: q.check_search([{}, {}]),
        "'Number of search payloads in a search' {} 'Search'",
    ),
    (
        "num_rank_knn",
        2,
        _search(rank={"$sum": [_knn([1]), {"$mul": [_knn([1]), {"$val": 2}]}]}),
        "'Number of knn searches in a rank expression' {} 'Search'",
    ),
    ("rank_knn_limit", 400, _search(rank=_knn([1], limit=400)), "'Limit value in rank expression' {} 'Search'"),
    ("embedding_dimensions", 2, _search(rank=_knn([1, 2])), "'Embedding dimension' {} 'Search'"),
    (
        "sparse_vector_populated_dimensions",
        1,
        _search(rank=_knn({"indices": [1], "values": [1]}, key="s")),
        "'Sparse vector populated dimension' {} 'Search'",
    ),
    ("limit_value", 5, _search(limit={"limit": 5, "offset": 0}), "'Limit value' {} 'Search'"),
    ("where_value_size_bytes", 8, _search(filter={"a": 5}), "'Size of where clause value (bytes)' {} 'Search'"),
    (
        "num_group_by_keys",
        2,
        _search(group_by={"keys": ["a", "b"], "aggregate": {"$min_k": {"keys": ["#score"], "k": 1}}}),
        "'Number of group by keys in a search' {} 'Search'",
    ),
    (
        "num_aggregate_keys",
        2,
        _search(group_by={"keys": ["a"], "aggregate": {"$min_k": {"keys": ["#score", "b"], "k": 1}}}),
        "'Number of aggregate keys in a search' {} 'Search'",
    ),
    (
        "num_concurrent_reads",
        11,
        lambda q: q.check("num_concurrent_reads", "Get", 11),
        "'Number of concurrent reads' {} 'Get'",
    ),
    (
        "num_concurrent_writes",
        11,
        lambda q: q.check("num_concurrent_writes", "Add", 11),
        "'Number of concurrent writes' {} 'Add'",
    ),
]


@pytest.mark.parametrize(("name", "usage", "call", "words"), CASES, ids=[f"{case[0]}-{case[3][-9:]}" for case in CASES])
def test_at_the_limit_and_above(name: str, usage: int, call: Callable[[Quotas], None], words: str) -> None:
    call(Quotas())
    call(Quotas.from_mapping({name: usage}))
    with pytest.raises(QuotaExceeded) as raised:
        call(Quotas.from_mapping({name: usage - 1}))
    assert str(raised.value) == (
        f"Quota exceeded: {words.format('exceeded quota limit for action')}: "
        f"current usage of {usage} exceeds limit of {usage - 1}"
    )


def test_every_limit_is_tested() -> None:
    assert {case[0] for case in CASES} == {field.name for field in fields(Quotas)}


def test_collections_have_their_own_value_size_or_the_records_one() -> None:
    metadata = {"k": "abcd"}
    with pytest.raises(QuotaExceeded):
        Quotas(metadata_value_size_bytes=3).check_create_collection("abc", metadata, 0)
    Quotas(metadata_value_size_bytes=3, collection_metadata_value_size_bytes=4).check_create_collection(
        "abc", metadata, 0
    )


def test_a_get_without_limit_is_capped() -> None:
    assert Quotas().cap(None) is None
    assert Quotas(limit_value=300).cap(None) == 300
    assert Quotas(limit_value=300).cap(7) == 7


@pytest.mark.parametrize("limits", [{"num_recordz": 1}, {"num_records": -1}, {"num_records": True}])
def test_bad_limits(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="quota"):
        Quotas.from_mapping(limits)


def test_no_limits() -> None:
    assert Quotas.from_mapping(None) == Quotas.from_mapping({"num_records": None}) == Quotas()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 20))
def test_sizes_are_bytes(text: str, limit: int) -> None:
    quotas = Quotas(document_size_bytes=limit)
    if len(text.encode()) > limit:
        with pytest.raises(QuotaExceeded, match=f"current usage of {len(text.encode())} "):
            quotas.check_write("Add", ids=["a"], documents=[text])
    else:
        quotas.check_write("Add", ids=["a"], documents=[text])
