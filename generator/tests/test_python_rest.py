from __future__ import annotations

import copy
import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from chroma_generator import write
from chroma_generator.errors import ToolFailure
from chroma_generator.targets import Inputs
from chroma_generator.targets.python_rest import PythonRest

PACKAGE = "clients/python/src/chromadb"
COLLECTION = {"id": "00000000-0000-0000-0000-000000000000", "name": "fruit", "metadata": {"n": 1}, "dimension": None}


@pytest.fixture
def rest(generated: Inputs, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a module of the generated package, which stands on the path as `rest`."""
    monkeypatch.syspath_prepend(str(generated.root / PACKAGE))
    yield lambda name: importlib.import_module(f"rest.{name}")
    for name in [name for name in sys.modules if name == "rest" or name.startswith("rest.")]:
        del sys.modules[name]


class Recorder:
    """Answers every request the same and keeps the last one."""

    def __init__(self, status: int = 200, content: bytes = b"") -> None:
        self.status = status
        self.content = content
        self.request: httpx.Request

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        return httpx.Response(self.status, content=self.content)

    def client(self, rest: Callable[[str], ModuleType]) -> Any:
        transport = httpx.MockTransport(self)
        client = rest("client").Client(base_url="http://server")
        client.set_httpx_client(httpx.Client(base_url="http://server", transport=transport))
        client.set_async_httpx_client(httpx.AsyncClient(base_url="http://server", transport=transport))
        return client


def test_a_model_is_sent_as_json_and_the_answer_is_decoded(rest: Callable[[str], ModuleType]) -> None:
    server = Recorder(content=json.dumps(COLLECTION).encode())
    body = rest("models").CreateCollection(name="früchte", get_or_create=True)

    response = rest("api.collections.create_collection").sync_detailed("a/b c", client=server.client(rest), body=body)

    assert str(server.request.url) == "http://server/api/v2/a%2Fb%20c/collections"
    assert server.request.headers["content-type"] == "application/json"
    assert server.request.content == '{"name":"früchte","get_or_create":true}'.encode()
    assert server.request.extensions["chroma_operation"] == "create_collection"
    assert response.status_code == 200
    assert response.parsed.name == "fruit"
    assert response.parsed.metadata.additional_properties == {"n": 1}


async def test_bytes_are_sent_as_they_are(rest: Callable[[str], ModuleType]) -> None:
    server = Recorder(content=b'{"ids":["1"],"embeddings":[[1,2.5]],"metadatas":null}')
    read = rest("api.records.collection_get").asyncio_detailed

    response = await read("t", COLLECTION["id"], client=server.client(rest), body=b'{"ids": ["1"]}')

    assert server.request.content == b'{"ids": ["1"]}'
    assert server.request.headers["content-type"] == "application/json"
    assert server.request.extensions["chroma_operation"] == "collection_get"
    assert response.parsed.embeddings == [[1, 2.5]]


def test_a_parameter_that_is_not_given_is_not_sent(rest: Callable[[str], ModuleType]) -> None:
    server = Recorder(content=b"[]")
    rest("api.collections.list_collections").sync_detailed("t", client=server.client(rest), limit=5)

    assert dict(server.request.url.params) == {"limit": "5", "offset": "0"}

    rest("api.collections.list_collections").sync_detailed("t", client=server.client(rest))
    assert "limit" not in server.request.url.params


def test_an_error_is_decoded(rest: Callable[[str], ModuleType]) -> None:
    server = Recorder(404, b'{"error":"NotFoundError","message":"no such collection"}')

    response = rest("api.system.heartbeat").sync_detailed(client=server.client(rest))

    assert (response.status_code, response.parsed.message) == (404, "no such collection")


@pytest.mark.parametrize("status", [204, 404, 413, 520, 599])
@pytest.mark.parametrize("content", [b"", b"<html>", b"[1]", b'"text"', b"{}", b"null", b"\xff"])
def test_any_other_answer_is_handed_on_undecoded(
    rest: Callable[[str], ModuleType], status: int, content: bytes
) -> None:
    server = Recorder(status, content)

    response = rest("api.records.collection_get").sync_detailed("t", "c", client=server.client(rest), body=b"{}")

    assert (response.status_code, response.content, response.parsed) == (status, content, None)


@pytest.mark.parametrize("content", [b"", b"<html>", b"[1]", b"{}", b"null"])
def test_a_success_that_is_not_what_was_described_is_an_error_of_its_own(
    rest: Callable[[str], ModuleType], content: bytes
) -> None:
    server = Recorder(200, content)

    with pytest.raises(rest("errors").InvalidResponse) as caught:
        rest("api.records.collection_get").sync_detailed("t", "c", client=server.client(rest), body=b"{}")
    assert (caught.value.status_code, caught.value.content) == (200, content)
    assert isinstance(caught.value, ValueError)


def test_a_model_whose_field_is_called_like_it_survives_the_round_trip(rest: Callable[[str], ModuleType]) -> None:
    where = {"$and": [{"a": 1}, {"$and": [{"b": "x"}]}]}

    assert rest("models").WhereAnd.from_dict(where).to_dict() == where


def test_a_field_that_is_unset_stays_so_in_copies(rest: Callable[[str], ModuleType]) -> None:
    model = rest("models").CreateCollection(name="fruit")

    for twin in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert twin.metadata is rest("types").UNSET
        assert "metadata" not in twin.to_dict()
    assert "metadata=UNSET" in repr(model)


def test_the_table_of_operations(rest: Callable[[str], ModuleType]) -> None:
    table = rest("operations").OPERATIONS

    assert table["create_collection"] == ("POST", "/api/v2/{tenant}/collections", False, "collections")
    assert table["heartbeat"].repeatable is True
    for identifier, operation in table.items():
        assert rest(f"api.{operation.tag}.{identifier}").sync_detailed


def test_an_operation_loads_only_the_models_it_needs(generated: Inputs) -> None:
    program = (
        "import sys, rest.api.system.heartbeat, rest.models\nprint(*(m for m in sys.modules if 'rest.models.' in m))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=generated.root / PACKAGE, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["rest.models.error_response"]


def test_a_name_that_is_no_model_is_an_attribute_error(rest: Callable[[str], ModuleType]) -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        _ = rest("models").Nothing


def test_one_module_alone_imports_httpx(generated: Inputs) -> None:
    tree = generated.root / PACKAGE / "rest"
    importers = [
        path.name for path in tree.rglob("*.py") if "import httpx" in path.read_text().replace("_http import", "")
    ]

    assert importers == ["_http.py"]


def test_every_file_says_that_it_is_generated_and_no_cache_is_left(generated: Inputs) -> None:
    for tree in ("clients/python/src/chromadb/rest", "server_stub/src/chroma_server/wire"):
        files = [path for path in (generated.root / tree).rglob("*") if path.is_file()]
        assert all(
            path.read_text().startswith("# Generated from spec/openapi.yaml") for path in files if path.suffix == ".py"
        )
        assert {path.suffix for path in files} <= {".py", ".json"}


def test_a_warning_of_the_tool_is_a_failure(repository: Inputs) -> None:
    spec = repository.spec_path
    text = spec.read_text()
    assert "Metadata:\n      type: object" in text
    spec.write_text(text.replace("Metadata:\n      type: object", "Metadata:\n      type: nonsense"))

    with pytest.raises(ToolFailure) as caught:
        write.generate(PythonRest(), Inputs(repository.root, spec))
    assert caught.value.tool == "openapi-python-client"
    assert "nonsense" in caught.value.output
    assert not (repository.root / PACKAGE / "rest").exists()


def test_the_generated_package_is_strictly_typed(generated: Inputs, tmp_path: Path) -> None:
    for command in (
        ["mypy", "--strict", "--python-version=3.10", f"--cache-dir={tmp_path}", "-p", "rest"],
        ["pyright", "--pythonpath", sys.executable, "rest"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=generated.root / PACKAGE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
