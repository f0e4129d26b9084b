"""Configuration, legacy metadata and schema become one: compared with what the official server answered.

The data files hold requests and their answers, each as the differences (path -> value) from the answer to a request
that says nothing. Cases are ``recorded`` (the exchanges of tests/wire) or ``measured`` on the same server. The thread
count follows the machine and is left out where it is the default.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.configuration import ResolvedCollection, apply_update, resolve_create, resolved
from chroma_server.engine.rules.index_settings import HnswSettings
from chroma_server.engine.rules.metadata import check_metadatas
from chroma_server.engine.rules.schema import grow_schema, observed_types

DATA = Path(__file__).parent / "data"
CREATE = json.loads((DATA / "create.json").read_text("utf-8"))
UPDATE = json.loads((DATA / "update.json").read_text("utf-8"))
GROWTH = json.loads((DATA / "growth.json").read_text("utf-8"))

DEEP: list[Any] = []
for _ in range(10_000):
    DEEP = [DEEP]

OUR_OWN_WAY = {
    # The official single node refuses what needs a sparse index; ours has one, and as many as there are keys.
    "k sparse enabled": "accepted",
    "k sparse enabled, bm25 no source": "accepted",
    "collections.create/schema_bad_two_sparse": "accepted",
    # The official server forgets the algorithm that the user chose.
    "k sparse disabled algorithm": "accepted",
    "defaults sparse algo": "accepted",
    # The official server looks for this contradiction in the defaults only.
    "emb hnsw+spann": "refused",
}


def _expected(changes: dict[str, Any]) -> dict[str, Any]:
    answer = copy.deepcopy(CREATE["default"])
    for path, value in changes.items():
        *parents, last = path[1:].split("/")
        place = answer
        for parent in parents:
            place = place[parent]
        place[last] = value
    return answer


def _observed(collection: ResolvedCollection) -> dict[str, Any]:
    answer = json.loads(json.dumps({"configuration": collection.configuration, "schema": collection.schema}))
    for types in (answer["schema"]["defaults"], answer["schema"]["keys"]["#embedding"]):
        settings = types["float_list"]["vector_index"]["config"]["hnsw"]
        if settings["num_threads"] == HnswSettings().num_threads:
            settings["num_threads"] = 0
    return answer


def _create(request: dict[str, Any]) -> ResolvedCollection:
    return resolve_create(request.get("metadata"), request.get("configuration"), request.get("schema"))


@pytest.mark.parametrize("case", CREATE["cases"], ids=lambda case: case["case"])
def test_create(case: dict[str, Any]) -> None:
    before = copy.deepcopy(case["request"])
    ours = OUR_OWN_WAY.get(case["case"])
    if ours == "accepted":
        _create(case["request"])
    elif "changes" in case and ours is None:
        assert _observed(_create(case["request"])) == _expected(case["changes"])
    else:
        with pytest.raises(InvalidArgument) as raised:
            _create(case["request"])
        # A refusal of the JSON layer has words of that layer; those of the rules are the official ones.
        if ours is None and "error" in case and "request body as JSON" not in case["error"]:
            assert str(raised.value) == case["error"].replace(
                " At most one sparse vector index is allowed for the collection.", ""
            )
    assert case["request"] == before


@pytest.mark.parametrize("case", UPDATE["cases"], ids=lambda case: json.dumps(case["new_configuration"]))
def test_update(case: dict[str, Any]) -> None:
    created = _create(case["create"])
    before = copy.deepcopy(created)
    if "changes" in case:
        assert _observed(apply_update(created.schema, case["new_configuration"])) == _expected(case["changes"])
    else:
        with pytest.raises(InvalidArgument) as raised:
            apply_update(created.schema, case["new_configuration"])
        assert str(raised.value) == case.get("error", str(raised.value))
    assert created == before


@pytest.mark.parametrize("case", GROWTH["cases"], ids=lambda case: json.dumps(case["metadatas"]))
def test_growth(case: dict[str, Any]) -> None:
    created = resolve_create(schema=case["schema"])
    before = copy.deepcopy(created.schema)
    grown = grow_schema(created.schema, observed_types(check_metadatas(case["metadatas"])))
    assert _observed(resolved(dict(grown))) == _expected(case["changes"])
    assert created.schema == before
    assert grow_schema(grown, observed_types(check_metadatas(case["metadatas"]))) is grown


def test_what_the_engine_needs_stands_beside_the_json() -> None:
    function = {"type": "known", "name": "x", "config": {"a": [1, None]}}
    created = resolve_create(None, {"hnsw": {"space": "ip", "ef_search": 7}, "embedding_function": function})
    assert created.space == "ip"
    assert created.hnsw == HnswSettings(ef_search=7)
    assert created.embedding_function == function
    assert resolved(created.schema) == created


def test_the_answer_shares_nothing_with_the_request() -> None:
    config: dict[str, Any] = {"model": {"name": "m"}}
    created = resolve_create(None, {"embedding_function": {"type": "known", "name": "x", "config": config}})
    config["model"]["name"] = "changed"
    assert created.embedding_function is not None
    assert created.embedding_function["config"] == {"model": {"name": "m"}}
    assert created.configuration["embedding_function"]["config"] == {"model": {"name": "m"}}


@pytest.mark.parametrize(
    ("configuration", "problem"),
    [
        ("x", "configuration: expected an object, got str"),
        ({5: 1}, "configuration: expected strings as keys"),
        ({"hnsw": 5}, "configuration.hnsw: expected an object"),
        ({"hnsw": {"ef": 5}}, "unknown field `ef`, expected one of `space`"),
        ({"hnsw": {"ef_search": 1.5}}, "configuration.hnsw.ef_search: expected an integer of 0 or more, got 1.5"),
        ({"hnsw": {"ef_search": True}}, "expected an integer of 0 or more"),
        ({"hnsw": {"ef_search": -1}}, "expected an integer of 0 or more, got -1"),
        ({"hnsw": {"ef_search": 2**63}}, "expected an integer of 0 or more"),
        ({"hnsw": {"resize_factor": "1"}}, "resize_factor: expected a number, got str"),
        ({"hnsw": {"resize_factor": float("nan")}}, "expected a finite number"),
        ({"hnsw": {"resize_factor": 10**400}}, "out of range"),
        ({"hnsw": {"space": "L2"}}, "unknown variant `L2`, expected one of `l2`, `cosine`, `ip`"),
        ({"spann": {"search_nprobe": "1"}}, "configuration.spann.search_nprobe"),
        (
            {"embedding_function": {"type": "known", "config": {}}},
            "embedding_function.name: expected a string, got null",
        ),
        ({"embedding_function": {"type": "known", "name": "x", "config": {"a": object()}}}, "is not JSON"),
        ({"embedding_function": {"type": "known", "name": "x", "config": [float("nan")]}}, "is not JSON"),
        ({"embedding_function": {"type": "known", "name": "x", "config": DEEP}}, "levels deep"),
        ({"embedding_function": {}}, "embedding_function.type: unknown variant"),
    ],
)
def test_bad_configurations(configuration: Any, problem: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        resolve_create(None, configuration)
    assert problem in str(raised.value)
