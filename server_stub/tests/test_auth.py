"""Keys: who they open what to, what a caller without one sees, and that no key ever shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chroma_server.auth import KeyGate, authorize, parse_keys
from chroma_server.errors import ApiError
from chroma_server.exchange import Request
from chroma_server.settings import SettingsError
from chroma_server.testing import serve

OWNER, WRITER, READER, COUNTER, ADMIN = ("ck-owner", "ck-writer", "ck-reader", "ck-counter", "ck-admin")

KEYS = {
    "keys": [
        {"key": OWNER, "tenant": "acme", "user": "olga"},
        {
            "sha256": hashlib.sha256(WRITER.encode()).hexdigest(),
            "tenant": "acme",
            "databases": ["prod"],
            "user": "will",
        },
        {"key": READER, "tenant": "acme", "databases": ["prod"], "permissions": "read-only"},
        {"key": COUNTER, "tenant": "acme", "databases": ["prod", "test"], "permissions": ["collection:count"]},
        {"key": ADMIN, "tenant": "*", "user": "root"},
    ]
}
PROD = "/api/v2/tenants/acme/databases/prod"


@pytest.fixture(scope="module")
def keys_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    path.write_text(json.dumps(KEYS))
    return path


@pytest.fixture(scope="module")
def cloud(keys_file: Path, connect: Callable[[str], Any]) -> Iterator[Any]:
    with serve(profile="cloud", api_keys=keys_file) as running:
        yield connect(running.url)


@pytest.fixture(scope="module")
def collection(cloud: Any) -> str:
    answer = cloud.post(f"{PROD}/collections", {"name": "docs"}, x_chroma_token=OWNER)
    assert answer.status == 200, answer.body
    return f"{PROD}/collections/{answer.json['id']}"


@pytest.mark.parametrize("path", ["heartbeat", "version", "healthcheck", "pre-flight-checks"])
def test_some_operations_are_open(cloud: Any, path: str) -> None:
    assert cloud.get(f"/api/v2/{path}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_chroma_token": ""},
        {"x_chroma_token": "ck-unknown"},
        {"authorization": "Bearer ck-unknown"},
        {"authorization": f"Basic {OWNER}"},
        {"authorization": OWNER},
    ],
)
def test_without_a_known_key_everything_else_is_401(cloud: Any, headers: dict[str, str]) -> None:
    for path in ("/api/v2/auth/identity", f"{PROD}/collections", "/api/v2/tenants/nobody"):
        answer = cloud.get(path, **headers)
        assert (answer.status, answer.kind, answer.json["message"]) == (401, "ChromaError", "Permission denied.")


def test_a_key_is_checked_before_the_body_is_read(cloud: Any) -> None:
    assert cloud.post(f"{PROD}/collections", {"wrong": "shape"}).status == 401


def test_a_bearer_token_does_as_well(cloud: Any) -> None:
    assert cloud.get("/api/v2/auth/identity", authorization=f"Bearer {WRITER}").json["user_id"] == "will"


@pytest.mark.parametrize(
    ("key", "identity"),
    [
        (OWNER, {"user_id": "olga", "tenant": "acme", "databases": ["*"]}),
        (WRITER, {"user_id": "will", "tenant": "acme", "databases": ["prod"]}),
        (ADMIN, {"user_id": "root", "tenant": "*", "databases": ["*"]}),
    ],
)
def test_the_identity_is_the_keys(cloud: Any, key: str, identity: dict[str, Any]) -> None:
    assert cloud.get("/api/v2/auth/identity", x_chroma_token=key).json == identity


def test_tenants_and_databases_of_the_keys_exist_from_the_start(cloud: Any) -> None:
    assert cloud.get("/api/v2/tenants/acme", x_chroma_token=OWNER).status == 200
    names = [found["name"] for found in cloud.get("/api/v2/tenants/acme/databases", x_chroma_token=OWNER).json]
    assert {"prod", "test"} <= set(names)


def test_a_key_opens_its_tenant_and_no_other(cloud: Any) -> None:
    for path in ("/api/v2/tenants/default_tenant", "/api/v2/tenants/other/databases"):
        answer = cloud.get(path, x_chroma_token=OWNER)
        assert (answer.status, answer.kind) == (403, "ChromaError")
    assert cloud.get("/api/v2/tenants/default_tenant", x_chroma_token=ADMIN).status == 200


def test_a_key_opens_its_databases_and_no_other(cloud: Any) -> None:
    assert cloud.get("/api/v2/tenants/acme/databases/test", x_chroma_token=WRITER).status == 403
    listed = cloud.get("/api/v2/tenants/acme/databases", x_chroma_token=WRITER).json
    assert [found["name"] for found in listed] == ["prod"]
    assert cloud.get("/api/v2/tenants/acme/databases?offset=1", x_chroma_token=WRITER).json == []
    created = cloud.post("/api/v2/tenants/acme/databases", {"name": "third"}, x_chroma_token=WRITER)
    assert created.status == 403


def test_tenants_are_listed_as_far_as_the_key_goes(cloud: Any) -> None:
    def names(key: str) -> set[str]:
        return {found["name"] for found in cloud.get("/api/v2/tenants", x_chroma_token=key).json}

    assert names(OWNER) == {"acme"}
    assert {"acme", "default_tenant"} <= names(ADMIN)


def test_a_resource_name_leads_only_where_the_key_may_go(cloud: Any, collection: str) -> None:
    cloud.post("/api/v2/tenants/acme", {"resource_name": "acme-inc"}, method="PATCH", x_chroma_token=OWNER)
    assert cloud.get("/api/v2/collections/acme-inc:prod:docs", x_chroma_token=WRITER).status == 200
    other = f"{PROD.replace('prod', 'test')}/collections"
    assert cloud.post(other, {"name": "hidden"}, x_chroma_token=OWNER).status == 200
    assert cloud.get("/api/v2/collections/acme-inc:test:hidden", x_chroma_token=WRITER).status == 403
    assert cloud.get("/api/v2/collections/acme-inc:prod:absent", x_chroma_token=WRITER).status == 404
    assert cloud.get("/api/v2/collections/others:prod:docs", x_chroma_token=WRITER).status == 403
    assert cloud.get("/api/v2/collections/others:prod:docs", x_chroma_token=ADMIN).status == 404
    assert cloud.get("/api/v2/collections/malformed", x_chroma_token=WRITER).status == 400


def test_a_key_that_only_reads(cloud: Any, collection: str) -> None:
    assert cloud.post(f"{collection}/get", {}, x_chroma_token=READER).status == 200
    record = {"ids": ["a"], "embeddings": [[1, 2]]}
    for operation in ("add", "update", "upsert", "delete"):
        assert cloud.post(f"{collection}/{operation}", record, x_chroma_token=READER).status == 403
    assert cloud.send("DELETE", f"{PROD}/collections/docs", headers={"x-chroma-token": READER}).status == 403
    function = {"name": "f", "function_id": "statistics", "output_collection": "docs-statistics"}
    for path, body in (
        ("fork", {"new_name": "copy"}),
        ("functions/attach", function),
        ("attached_functions/f/detach", {}),
        ("attached_functions/f/add_input", {"input_collection_id": collection.rpartition("/")[2]}),
        ("conditional/commit", {"read_ids": [], "operations": []}),
    ):
        assert cloud.post(f"{collection}/{path}", body, x_chroma_token=READER).status == 403
    assert cloud.post(f"{collection}/functions/attach", function, x_chroma_token=WRITER).status == 200
    for path in ("fork_count", "indexing_status", "functions/f"):
        assert cloud.get(f"{collection}/{path}", x_chroma_token=READER).status == 200
    assert cloud.post(f"{collection}/conditional/get", {}, x_chroma_token=READER).status == 200
    detached = cloud.post(f"{collection}/attached_functions/f/detach", {"delete_output": True}, x_chroma_token=WRITER)
    assert detached.json == {"success": True}


def test_a_key_with_single_actions(cloud: Any, collection: str) -> None:
    assert cloud.get(f"{collection}/count", x_chroma_token=COUNTER).status == 200
    assert cloud.post(f"{collection}/get", {}, x_chroma_token=COUNTER).status == 403


def test_a_tenants_key_neither_resets_nor_creates_tenants(cloud: Any) -> None:
    assert cloud.post("/api/v2/tenants", {"name": "more"}, x_chroma_token=OWNER).status == 403
    assert cloud.post("/api/v2/tenants", {"name": "more"}, x_chroma_token=ADMIN).status == 200
    reset = cloud.post("/api/v2/reset", {}, x_chroma_token=OWNER)
    assert (reset.status, reset.json["message"]) == (403, "Permission denied.")


def test_a_gate_keeps_digests_and_no_keys() -> None:
    gate = parse_keys(KEYS)
    assert OWNER not in repr(vars(gate))
    assert gate.identify(Request("GET", b"/", b"", [(b"x-chroma-token", OWNER.encode())])).user_id == "olga"


def test_no_database_is_asked_for_where_the_path_has_none() -> None:
    gate = parse_keys({"keys": [{"key": "k", "tenant": "acme", "databases": ["prod"]}]})
    (identity,) = gate.identities
    authorize(identity, "get_tenant", {"tenant": "acme"})
    with pytest.raises(ApiError):
        authorize(identity, "get_database", {"tenant": "acme", "database": "test"})


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (None, "non-empty list `keys`"),
        ({"keys": []}, "non-empty list `keys`"),
        ({"keys": ["SECRET"]}, "keys[0] must be an object"),
        ({"keys": [{"key": "SECRET"}]}, "keys[0].tenant"),
        ({"keys": [{"tenant": "acme"}]}, "exactly one of `key` and `sha256`"),
        ({"keys": [{"tenant": "acme", "key": "SECRET", "sha256": "00"}]}, "exactly one of `key` and `sha256`"),
        ({"keys": [{"tenant": "acme", "sha256": "SECRET"}]}, "64 hex digits"),
        ({"keys": [{"tenant": "acme", "key": " SECRET"}]}, "printable ASCII"),
        ({"keys": [{"tenant": "acme", "key": "SECRET", "databases": []}]}, "keys[0].databases"),
        ({"keys": [{"tenant": "acme", "key": "SECRET", "permissions": ["collection:fly"]}]}, "collection:fly"),
        ({"keys": [{"tenant": "acme", "key": "SECRET", "permission": "read-only"}]}, "unknown fields: permission"),
        ({"keys": [{"tenant": "acme", "key": "SECRET"}, {"tenant": "acme", "key": "SECRET"}]}, "same key twice"),
    ],
)
def test_a_malformed_keys_file_is_refused_without_showing_a_key(document: Any, problem: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_keys(document)
    assert problem in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_keys_and_profile_belong_together(keys_file: Path) -> None:
    with pytest.raises(SettingsError, match="checks keys"), serve(profile="cloud"):
        pass
    with pytest.raises(SettingsError, match="checks no keys"), serve(api_keys=keys_file):
        pass


def test_the_gate_of_a_server_with_keys_is_a_key_gate(keys_file: Path) -> None:
    assert isinstance(parse_keys(json.loads(keys_file.read_text())), KeyGate)
