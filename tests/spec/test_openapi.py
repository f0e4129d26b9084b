"""What `spec/` promises: the rules hold, the operations are all there, and its files agree with each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from chroma_generator.lint import lint
from chroma_generator.load import load, read_yaml
from chroma_generator.transform import apply_overlay
from chroma_generator.walk import operations_of

SPEC = Path(__file__).parents[2] / "spec"
DOCUMENT = load(SPEC / "openapi.yaml").document
SCHEMAS = DOCUMENT["components"]["schemas"]

OPERATIONS = {
    "system": "get_user_identity healthcheck heartbeat pre_flight_checks reset version",
    "tenants": "create_tenant get_tenant list_tenants update_tenant",
    "databases": "create_database delete_database get_database list_databases",
    "collections": (
        "count_collections create_collection delete_collection fork_collection fork_count get_collection "
        "get_collection_by_crn get_collection_by_id indexing_status list_collections update_collection"
    ),
    "records": (
        "collection_add collection_count collection_delete collection_get collection_query collection_search "
        "collection_update collection_upsert"
    ),
    "functions": "add_function_input attach_function detach_function get_attached_function",
    "transactions": "conditional_commit conditional_get",
}
REPEATABLE_WRITES = {"collection_add", "collection_update", "collection_upsert"}
REPEATABLE_READS_BY_POST = {"collection_get", "collection_query", "collection_search", "conditional_get"}


def test_authoring_rules_hold() -> None:
    assert [str(finding) for finding in lint(DOCUMENT)] == []


def test_operations_by_tag() -> None:
    found: dict[str, list[str]] = {tag["name"]: [] for tag in DOCUMENT["tags"]}
    for _, operation in operations_of(DOCUMENT):
        found[operation["tags"][0]].append(operation["operationId"])
    assert {tag: " ".join(sorted(names)) for tag, names in found.items()} == OPERATIONS


def test_reads_and_idempotent_writes_may_be_repeated_and_nothing_else() -> None:
    for pointer, operation in operations_of(DOCUMENT):
        name = operation["operationId"]
        expected = pointer.endswith("/get") or name in REPEATABLE_WRITES | REPEATABLE_READS_BY_POST
        assert operation["x-chroma-repeatable"] is expected, name


def test_only_add_answers_201() -> None:
    for _, operation in operations_of(DOCUMENT):
        expected = "201" if operation["operationId"] == "collection_add" else "200"
        assert expected in operation["responses"], operation["operationId"]


def test_unknown_fields_are_refused_where_the_server_refuses_them() -> None:
    refusing = {name for name, schema in SCHEMAS.items() if name.endswith("Config")}
    refusing |= {"HnswConfiguration", "SpannConfiguration", "UpdateHnswConfiguration", "UpdateSpannConfiguration"}
    for name, schema in SCHEMAS.items():
        if name in refusing:
            assert schema["additionalProperties"] is False, name
        elif name.endswith("Payload") and schema["type"] == "object":
            assert "additionalProperties" not in schema, name


@pytest.mark.parametrize("name", ["GetRequestPayload", "QueryRequestPayload", "DeleteCollectionRecordsPayload"])
def test_server_models_leave_filters_to_the_engine(name: str) -> None:
    overlay = apply_overlay(read_yaml(SPEC / "overlays" / "server-models.yaml"))
    for field in ("where", "where_document"):
        ours = SCHEMAS[name]["properties"][field]
        assert ours["x-chroma-parsed-by"] == "engine"
        assert "anyOf" in ours
        assert "anyOf" not in overlay(DOCUMENT)["components"]["schemas"][name]["properties"][field]


def test_regions_are_the_servers() -> None:
    regions: list[dict[str, Any]] = yaml.safe_load((SPEC / "regions.yaml").read_text(encoding="utf-8"))["regions"]
    local, *cloud = DOCUMENT["servers"]
    assert local["url"] == "http://localhost:8000"
    assert [(server["x-chroma-region"], server["url"]) for server in cloud] == [
        (region["name"], f"https://{region['host']}") for region in regions
    ]
    assert [region["name"] for region in regions if region["default"]] == ["aws-us-east-1"]
    assert all(region["port"] == 443 and region["name"].startswith(region["cloud"]) for region in regions)
