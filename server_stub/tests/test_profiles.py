"""Profiles: the files are sound, and a server differs where its file says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chroma_server.api.limits import Limits
from chroma_server.api.registry import description
from chroma_server.engine import Engine
from chroma_server.engine.errors import QuotaExceeded
from chroma_server.engine.rules.quotas import Quotas
from chroma_server.operations import read_operations
from chroma_server.profiles import load_profile, parse_profile, profile_names
from chroma_server.testing import serve

GOOD: dict[str, Any] = {
    "description": "d",
    "authentication": "none",
    "max_batch_size": 1,
    "supports_base64_encoding": True,
    "sparse_vectors": True,
    "absent": [],
    "unsupported": {},
    "failing": {},
    "quotas": None,
}


@pytest.mark.parametrize("name", profile_names())
def test_profiles_name_operations_and_quotas_that_exist(name: str) -> None:
    profile = load_profile(name)
    operations = read_operations(description()[0])
    assert {*profile.absent, *profile.unsupported, *profile.failing} <= operations.keys()
    Quotas.from_mapping(profile.quotas)


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="cloud, local, official-local"):
        load_profile("moon")


@pytest.mark.parametrize(
    "change",
    [
        {"authentication": "maybe"},
        {"max_batch_size": 0},
        {"max_batch_size": True},
        {"absent": [1]},
        {"unsupported": {"x": ""}},
        {"failing": {"x": 500}},
        {"quotas": {"num_records": -1}},
        {"surprise": 1},
        {"description": ""},
    ],
)
def test_a_malformed_profile_is_refused(change: dict[str, Any]) -> None:
    assert parse_profile("good", GOOD).max_batch_size == 1
    with pytest.raises(ValueError, match="profile bad"):
        parse_profile("bad", {**GOOD, **change})


@pytest.fixture(scope="module")
def official(connect: Callable[[str], Any]) -> Iterator[Any]:
    with serve(profile="official-local") as running:
        yield connect(running.url)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory, connect: Callable[[str], Any]) -> Iterator[Any]:
    keys = tmp_path_factory.mktemp("quota") / "keys.json"
    keys.write_text(json.dumps({"keys": [{"key": "k", "tenant": "acme", "databases": ["prod"]}]}))
    with serve(profile="cloud", api_keys=keys) as running:
        yield connect(running.url)


@pytest.fixture(scope="module")
def path(cloud: Any) -> str:
    root = "/api/v2/tenants/acme/databases/prod/collections"
    return f"{root}/{cloud.post(root, {'name': 'docs'}, x_chroma_token='k').json['id']}"


class TestOfficialLocal:
    def test_absent_operations_have_no_route(self, official: Any) -> None:
        assert official.get("/api/v2/tenants").headers["allow"] == "POST"
        path = official.create("absent")
        answer = official.post(f"{path}/conditional/get", {})
        assert (answer.status, answer.body) == (404, b"")

    def test_unsupported_operations_are_501_after_the_checks_that_come_first(self, official: Any) -> None:
        path = official.create("unsupported")
        answer = official.post(f"{path}/fork", {"new_name": "x"})
        assert (answer.status, answer.json["message"]) == (501, "Collection forking is unsupported for local chroma")
        assert official.get(f"{path[:-12]}000000000000/fork_count").status == 404
        answer = official.post(f"{path}/search", {"searches": [{}]})
        text = "Error executing plan: Not implemented: Search operation is not implemented for local executor"
        assert (answer.status, answer.kind, answer.json["message"]) == (501, "ChromaError", text)
        assert official.post(f"{path}/search", {"searches": [{"rank": 5}]}).status == 400

    def test_sparse_vectors_are_checked_and_then_refused(self, official: Any) -> None:
        path = official.create("sparse")
        record = {"ids": ["a"], "embeddings": [[1, 2]]}
        for indices, status in (([1, 3], 501), ([3, 1], 400)):
            metadata = {"s": {"indices": indices, "values": [0.5, 1]}}
            assert official.post(f"{path}/add", {**record, "metadatas": [metadata]}).status == status


class TestCloudQuotas:
    def test_a_family_has_256_forks(self, cloud: Any) -> None:
        """Those that were deleted count, as do the forks of forks."""
        root = "/api/v2/tenants/acme/databases/prod/collections"
        last = first = cloud.post(root, {"name": "family-0"}, x_chroma_token="k").json["id"]
        for number in range(1, 257):
            answer = cloud.post(f"{root}/{last}/fork", {"new_name": f"family-{number}"}, x_chroma_token="k")
            assert answer.status == 200
            last = answer.json["id"]
            if number > 1:
                cloud.send("DELETE", f"{root}/family-{number - 1}", headers={"x-chroma-token": "k"})
        for source in (first, last):
            answer = cloud.post(f"{root}/{source}/fork", {"new_name": "one-more"}, x_chroma_token="k")
            assert (answer.status, answer.kind) == (422, "ChromaError")
            assert answer.json["message"] == (
                "Quota exceeded: 'Number of forks' exceeded quota limit for action 'Fork Collection': "
                "current usage of 257 exceeds limit of 256"
            )
        assert cloud.get(f"{root}/{last}/fork_count", x_chroma_token="k").json == {"count": 256}

    def test_the_advertised_batch_is_what_a_write_may_hold(self, cloud: Any, path: str) -> None:
        size = cloud.get("/api/v2/pre-flight-checks").json["max_batch_size"]
        for count, status in ((size, 201), (size + 1, 422)):
            body = {"ids": [f"r{i}" for i in range(count)], "embeddings": [[1.0, 2.0]] * count}
            answer = cloud.post(f"{path}/add", body, x_chroma_token="k")
            assert answer.status == status
        assert answer.kind == "ChromaError"
        assert answer.json["message"] == (
            "Quota exceeded: 'Number of records' exceeded quota limit for action 'Add': "
            f"current usage of {size + 1} exceeds limit of {size}"
        )

    @pytest.mark.parametrize(
        ("operation", "body", "what"),
        [
            ("upsert", {"ids": ["i" * 129], "embeddings": [[1, 2]]}, "ID size (bytes)"),
            ("upsert", {"ids": ["a"], "embeddings": [[0.0] * 4097]}, "Embedding dimension"),
            ("update", {"ids": ["a"], "documents": ["d" * 16385]}, "Document size (bytes)"),
            (
                "update",
                {"ids": ["a"], "metadatas": [{str(i): i for i in range(33)}]},
                "Number of metadata dictionary keys",
            ),
            ("get", {"limit": 301}, "Limit value"),
            ("get", {"where": {"$and": [{"k": i} for i in range(9)]}}, "Number of where clause predicates"),
            ("get", {"where_document": {"$contains": "x" * 131}}, "Length of where document value"),
            ("query", {"query_embeddings": [[1, 2]], "n_results": 301}, "Number of results"),
            ("search", {"searches": [{}] * 6}, "Number of search payloads in a search"),
        ],
    )
    def test_what_goes_beyond_a_quota_is_422(self, cloud: Any, path: str, operation: str, body: Any, what: str) -> None:
        answer = cloud.post(f"{path}/{operation}", body, x_chroma_token="k")
        assert (answer.status, answer.kind) == (422, "ChromaError")
        assert answer.json["message"].startswith(f"Quota exceeded: '{what}' exceeded quota limit for action")

    def test_the_writes_of_a_transaction_have_quotas_too(self, cloud: Any, path: str) -> None:
        add = {"operation": "add", "payload": {"ids": ["i" * 129], "embeddings": [[1, 2]]}}
        body = {"read_ids": ["i" * 129], "operations": [add]}
        answer = cloud.post(f"{path}/conditional/commit", body, x_chroma_token="k")
        assert (answer.status, answer.kind) == (422, "ChromaError")

    def test_a_read_without_a_limit_stops_at_the_quota(self, cloud: Any, path: str) -> None:
        body = {"ids": [f"more{i}" for i in range(50)], "embeddings": [[1.0, 2.0]] * 50}
        assert cloud.post(f"{path}/add", body, x_chroma_token="k").status == 201
        assert cloud.get(f"{path}/count", x_chroma_token="k").json > 300
        assert len(cloud.post(f"{path}/get", {"include": []}, x_chroma_token="k").json["ids"]) == 300

    def test_names_and_collection_metadata_have_quotas(self, cloud: Any) -> None:
        root = "/api/v2/tenants/acme/databases/prod/collections"
        for body in ({"name": "n" * 129}, {"name": "fine", "metadata": {"k": "v" * 257}}):
            assert cloud.post(root, body, x_chroma_token="k").status == 422


def test_calls_of_one_collection_are_counted_while_they_run() -> None:
    with Engine.open() as engine:
        limits = Limits(Quotas(num_concurrent_reads=1, num_concurrent_writes=1), engine)
        with limits.running("collection_get", "c1"):
            for other in (
                ("collection_add", "c1"),
                ("collection_get", "c2"),
                ("heartbeat", None),
                ("fork_count", "c1"),
            ):
                with limits.running(*other):
                    pass
            with pytest.raises(QuotaExceeded, match="concurrent reads"), limits.running("collection_query", "c1"):
                pass
        with pytest.raises(ZeroDivisionError), limits.running("collection_query", "c1"):
            raise ZeroDivisionError
        with limits.running("collection_query", "c1"):
            pass


def test_the_local_profile_has_no_quotas(tmp_path: Path, connect: Callable[[str], Any]) -> None:
    with serve(tmp_path / "data") as running:
        client = connect(running.url)
        path = client.create("unlimited")
        body = {"ids": ["i" * 5000], "embeddings": [[0.5] * 5000], "documents": ["d" * 50000]}
        assert client.post(f"{path}/add", body).status == 201
