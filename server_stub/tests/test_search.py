"""Searches over HTTP: the same answers as in process, and what the profiles make of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine
from chroma_server.testing import serve
from hypothesis import HealthCheck, given, settings

from server_stub.tests.engine.test_searches import SCHEMA, searches

RECORDS = 200
COLUMNS = ("ids", "documents", "embeddings", "metadatas", "scores", "select")


def _records() -> dict[str, Any]:
    rng = np.random.default_rng(5)
    vectors = [
        {"indices": sorted(rng.choice(6, 3, replace=False).tolist()), "values": rng.random(3).round(3).tolist()}
        for _ in range(RECORDS)
    ]
    return {
        "ids": [f"r{number}" for number in range(RECORDS)],
        "embeddings": rng.random((RECORDS, 3)).round(3).tolist(),
        "documents": ["x" if number % 3 else None for number in range(RECORDS)],
        "metadatas": [
            {"g": "abc"[number % 3], "n": number % 7, "sparse": vectors[number], "bm25": vectors[-number]}
            if number % 5
            else None
            for number in range(RECORDS)
        ],
    }


@pytest.fixture(scope="module")
def both(http_client: Any) -> Iterator[tuple[Callable[[Any], Any], Callable[[Any], Any]]]:
    """The same records over HTTP and in process: two ways to search them."""
    path = http_client.create("both", schema=SCHEMA)
    assert http_client.post(f"{path}/add", _records()).status == 201
    with Engine.open() as engine:
        made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "both", schema=SCHEMA)
        engine.add(made.id, **_records())
        yield (
            lambda asked: http_client.post(f"{path}/search", {"searches": asked}),
            lambda asked: engine.search(made.id, asked),
        )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(searches())
def test_over_http_and_in_process_the_same(both: Any, asked: tuple[dict[str, Any], Any]) -> None:
    over_http, in_process = both
    answer = over_http([asked[0]])
    found = in_process([asked[0]])
    assert answer.status == 200
    expected = {name: [_plain(column) for column in getattr(found, name)] for name in COLUMNS}
    assert answer.json == expected


def _plain(column: Any) -> Any:
    if not isinstance(column, np.ndarray):
        return column
    # float32 goes over the wire with as many digits as tell it from its neighbours; what is not finite is null.
    return [_plain(row) if column.ndim > 1 else float(str(row)) if np.isfinite(row) else None for row in column]


def test_an_answer_in_pieces_is_the_same(http_client: Any) -> None:
    """Many records: columns that one search selects and another does not."""
    path = http_client.create("many")
    count = 1000
    documents = [f"{number} " + "text " * 400 for number in range(count)]
    body = {"ids": [str(n) for n in range(count)], "embeddings": [[n, 0] for n in range(count)], "documents": documents}
    assert http_client.post(f"{path}/add", body).status == 201
    selects: list[list[str]] = [["#document", "#embedding"], [], ["#score", "k"]]
    answer = http_client.post(f"{path}/search", {"searches": [{"select": {"keys": keys}} for keys in selects]})
    assert "content-length" not in answer.headers
    assert answer.json["ids"] == [body["ids"]] * 3
    assert answer.json["documents"] == [documents, None, None]
    assert [column and len(column) for column in answer.json["embeddings"]] == [count, None, None]
    assert answer.json["scores"] == [None, None, [float(n) for n in range(count)]]
    assert answer.json["metadatas"] == [None, None, [None] * count]
    assert answer.json["select"] == selects


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory, connect: Callable[[str], Any]) -> Iterator[Any]:
    keys = tmp_path_factory.mktemp("keys") / "keys.json"
    keys.write_text(json.dumps({"keys": [{"key": "k", "tenant": "acme", "databases": ["prod"]}]}))
    with serve(profile="cloud", api_keys=keys) as running:
        yield connect(running.url)


def test_the_cloud_stops_at_its_own_limit(cloud: Any) -> None:
    root = "/api/v2/tenants/acme/databases/prod/collections"
    path = f"{root}/{cloud.post(root, {'name': 'capped'}, x_chroma_token='k').json['id']}"
    for start in (0, 300):
        body = {"ids": [str(start + n) for n in range(300)], "embeddings": [[start + n, 0] for n in range(300)]}
        assert cloud.post(f"{path}/add", body, x_chroma_token="k").status == 201
    everything = {"rank": {"$knn": {"query": [0, 0], "limit": 600}}}
    asked = [{}, {"limit": {"offset": 500}}, {"limit": {"limit": None}}, everything, {"limit": {"limit": 2}}]
    answer = cloud.post(f"{path}/search", {"searches": asked}, x_chroma_token="k")
    assert [len(ids) for ids in answer.json["ids"]] == [300, 100, 300, 300, 2]


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ([{}] * 6, "Number of search payloads in a search"),
        ([{"rank": {"$sum": [{"$knn": {"query": [1, 2]}}] * 6}}], "Number of knn searches in a rank expression"),
        ([{"limit": {"limit": 301}}], "Limit value"),
        (
            [
                {
                    "rank": {"$val": 1},
                    "group_by": {
                        "keys": [str(n) for n in range(17)],
                        "aggregate": {"$min_k": {"keys": ["#score"], "k": 1}},
                    },
                }
            ],
            "Number of group by keys in a search",
        ),
        (
            [
                {
                    "rank": {"$val": 1},
                    "group_by": {"keys": ["g"], "aggregate": {"$min_k": {"keys": [str(n) for n in range(17)], "k": 1}}},
                }
            ],
            "Number of aggregate keys in a search",
        ),
        ([{"filter": {"#id": {"$in": [str(n) for n in range(1001)]}}}], "Number of IDs to filter by in a query"),
    ],
)
def test_the_quotas_of_the_cloud(cloud: Any, asked: list[dict[str, Any]], what: str) -> None:
    root = "/api/v2/tenants/acme/databases/prod/collections"
    made = cloud.post(root, {"name": "quotas", "get_or_create": True}, x_chroma_token="k").json["id"]
    answer = cloud.post(f"{root}/{made}/search", {"searches": asked}, x_chroma_token="k")
    assert (answer.status, answer.kind) == (422, "ChromaError")
    assert answer.json["message"].startswith(f"Quota exceeded: '{what}' exceeded quota limit for action 'Search'")
