"""Records over HTTP: numbers keep their kind, vectors their digits, and the checks come in the API's order."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest

ROOT = "/api/v2/tenants/default_tenant/databases/default_database"


def _base64(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def test_integers_and_floats_stay_what_they_are(http_client: Any) -> None:
    path = http_client.create("number_kinds", metadata={"i": 1, "f": 1.0})
    metadata = b'{"i":1,"f":1.0,"e":1e2,"big":9223372036854775807,"l":[1,2.5]}'
    body = b'{"ids":["a"],"embeddings":[[0.1,2]],"metadatas":[%s]}' % metadata
    assert http_client.send("POST", f"{path}/add", body).status == 201
    raw = http_client.post(f"{path}/get", {"include": ["embeddings", "metadatas"]}).body
    assert b'"embeddings":[[0.1,2.0]]' in raw
    assert json.loads(raw)["metadatas"] == [{"i": 1, "f": 1.0, "e": 100.0, "big": 2**63 - 1, "l": [1.0, 2.5]}]
    for text in (b'"i":1,', b'"f":1.0', b'"e":100.0', b'"l":[1.0,2.5]'):
        assert text in raw
    assert b'"metadata":{"i":1,"f":1.0}' in http_client.get(f"{ROOT}/collections/number_kinds").body


def test_vectors_come_as_numbers_or_as_base64(http_client: Any) -> None:
    path = http_client.create("base64")
    assert http_client.post(f"{path}/add", {"ids": ["a"], "embeddings": [_base64(1, 2)]}).status == 201
    assert http_client.post(f"{path}/update", {"ids": ["a"], "embeddings": [None]}).status == 200
    assert http_client.post(f"{path}/get", {"include": ["embeddings"]}).json["embeddings"] == [[1.0, 2.0]]
    mixed = http_client.post(f"{path}/add", {"ids": ["b", "c"], "embeddings": [_base64(1, 2), [1, 2]]})
    assert (mixed.status, mixed.kind) == (422, "ChromaError")
    query = http_client.post(f"{path}/query", {"query_embeddings": [_base64(1, 2)]})
    assert query.status == 422


def test_a_distance_that_is_not_finite_is_null(http_client: Any) -> None:
    path = http_client.create("overflow")
    http_client.post(f"{path}/add", {"ids": ["a"], "embeddings": [[1, 2]]})
    answer = http_client.post(f"{path}/query", {"query_embeddings": [[3e38, 3e38]], "include": ["distances"]})
    assert answer.json["distances"] == [[None]]


def test_answers_have_every_column_and_null_for_what_was_not_asked(http_client: Any) -> None:
    path = http_client.create("columns")
    http_client.post(f"{path}/add", {"ids": ["a"], "embeddings": [[1, 2]], "documents": ["x"]})
    got = http_client.post(f"{path}/get", {"include": []}).json
    assert got == {"ids": ["a"], "embeddings": None, "documents": None, "uris": None, "metadatas": None, "include": []}
    queried = http_client.post(f"{path}/query", {"query_embeddings": [[1, 2]], "n_results": None}).json
    assert queried == {
        "ids": [["a"]],
        "embeddings": None,
        "documents": [["x"]],
        "uris": None,
        "metadatas": [[None]],
        "distances": [[0.0]],
        "include": ["documents", "metadatas", "distances"],
    }


@pytest.mark.parametrize(
    "metadata",
    [{"a": [True, 1]}, {"a": ["x", 1]}, {"a": [["x"]]}, {"a": {"b": 1}}, {"a": None}, {"a": [None]}],
)
def test_metadata_of_the_wrong_shape_is_422(http_client: Any, metadata: dict[str, Any]) -> None:
    path = http_client.create("wrong_metadata", get_or_create=True)
    body = {"ids": ["a"], "embeddings": [[1, 2]], "metadatas": [metadata]}
    answer = http_client.post(f"{path}/add", body)
    assert (answer.status, answer.kind) == (422, "ChromaError")
    assert answer.json["message"].startswith("Failed to deserialize the JSON body into the target type: metadatas[0].a")


def test_null_deletes_a_key_in_an_upsert(http_client: Any) -> None:
    path = http_client.create("null_deletes")
    record = {"ids": ["a"], "embeddings": [[1, 2]]}
    http_client.post(f"{path}/add", {**record, "metadatas": [{"k": 1, "l": 2}]})
    assert http_client.post(f"{path}/upsert", {**record, "metadatas": [{"k": None}]}).status == 200
    assert http_client.post(f"{path}/get", {}).json["metadatas"] == [{"l": 2}]


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("limit", 1.5, 422),
        ("limit", 2.0, 422),
        ("limit", -1, 422),
        ("limit", 2**32, 422),
        ("limit", "1", 422),
        ("limit", 2**32 - 1, 200),
        ("limit", None, 200),
        ("include", ["data"], 422),
        ("include", [1], 400),
        ("include", None, 422),
        ("ids", "a", 422),
        ("ids", [1], 422),
        ("where", {"a": {"$foo": 1}}, 400),
        ("where", 5, 400),
        ("where_document", {"$contains": 1}, 400),
    ],
)
def test_fields_of_a_read(http_client: Any, field: str, value: Any, status: int) -> None:
    path = http_client.create("read_fields", get_or_create=True)
    assert http_client.post(f"{path}/get", {field: value}).status == status


def test_a_missing_collection_is_told_before_bad_values(http_client: Any) -> None:
    path = f"{ROOT}/collections/00000000-0000-4000-8000-000000000000"
    answer = http_client.post(f"{path}/add", {"ids": [""], "embeddings": ["not base64"]})
    assert (answer.status, answer.kind) == (404, "NotFoundError")
    assert answer.json["message"] == "Collection [00000000-0000-4000-8000-000000000000] does not exist."


def test_record_calls_belong_to_the_tenant_and_database_of_their_path(http_client: Any) -> None:
    http_client.post("/api/v2/tenants/default_tenant/databases", {"name": "elsewhere"})
    path = http_client.create("scoped").replace("default_database", "elsewhere")
    assert http_client.post(f"{path}/get", {}).status == 404
    assert http_client.get(f"{path}/count").status == 404


def test_a_schema_may_use_the_older_names(http_client: Any) -> None:
    index = {"enabled": False, "config": {}}
    schema = {
        "defaults": {"#string": {"$fts_index": index}},
        "key_overrides": {"k": {"#int": {"$int_inverted_index": index}}},
    }
    path = http_client.create("older_names", schema=schema)
    assert http_client.post(f"{path}/get", {"where": {"k": 1}}).status == 400
    assert http_client.post(f"{path}/get", {"where": {"k": "x"}}).status == 200


class TestTransactions:
    def test_a_commit_follows_its_read(self, http_client: Any) -> None:
        path = http_client.create("transactions")
        read = http_client.post(f"{path}/conditional/get", {"ids": ["a"]}).json
        add = {"operation": "add", "payload": {"ids": ["a"], "embeddings": [[1, 2]]}}
        commit = {"read_token": read["read_token"], "read_ids": ["a"], "operations": [add]}
        assert http_client.post(f"{path}/conditional/commit", commit).json["record_count"] == 1
        late = http_client.post(f"{path}/conditional/commit", commit)
        assert (late.status, late.kind) == (409, "ChromaError")

    def test_a_state_is_read_again_unless_it_is_gone(self, http_client: Any) -> None:
        path = http_client.create("gone_state")
        token = http_client.post(f"{path}/conditional/get", {}).json["read_token"]
        for name in ("a", "b"):
            http_client.post(f"{path}/add", {"ids": [name], "embeddings": [[1, 2]]})
        assert http_client.post(f"{path}/conditional/get", {"read_token": token}).json["ids"] == []
        assert http_client.post(f"{path}/conditional/get", {"read_token": token + 1}).status == 412


class TestSearch:
    @pytest.mark.parametrize(
        ("search", "status"),
        [
            ({}, 200),
            ({"rank": {"$knn": {"query": [1, 0]}}}, 200),
            ({"rank": 5}, 400),
            ({"rank": {"$sum": [{"$val": 1}, {}]}}, 400),
            ({"rank": {"$rrf": {}}}, 422),
            ({"filter": {"a": 1, "b": 2}}, 422),
            ({"filter": {"a": {"$gt": "x"}}}, 422),
            ({"group_by": {"keys": ["g"]}}, 400),
            ({"rank": {"$knn": {"query": {"indices": [1], "values": [1.0]}, "key": "k"}}}, 400),
        ],
    )
    def test_a_search_is_checked(self, http_client: Any, search: Any, status: int) -> None:
        path = http_client.create("searched", get_or_create=True)
        assert http_client.post(f"{path}/search", {"searches": [search]}).status == status
