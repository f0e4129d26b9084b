"""Binding: the server does not start while description and handlers disagree, and says where they do."""

from __future__ import annotations

import copy
import types
from collections.abc import Callable
from typing import Any

import pytest
from chroma_server.api.call import Call, CollectionId
from chroma_server.api.models import Models
from chroma_server.api.registry import HANDLERS, MODELS, description
from chroma_server.auth import ACTIONS, OPEN_OPERATIONS
from chroma_server.bind import bind, parse_collection_id, parse_database_name
from chroma_server.errors import ApiError
from chroma_server.operations import SpecMismatch, read_operations


@pytest.fixture
def spec() -> dict[str, Any]:
    return copy.deepcopy(description()[0])


@pytest.fixture
def handlers() -> dict[str, types.ModuleType]:
    """Copies of the handler modules, free to be damaged."""
    copies = {}
    for tag, module in HANDLERS.items():
        copies[tag] = types.ModuleType(module.__name__)
        vars(copies[tag]).update(vars(module))
    return copies


def _replace(module: types.ModuleType, name: str, handler: Callable[..., Any]) -> None:
    handler.__module__ = module.__name__
    setattr(module, name, handler)


def _problems(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> str:
    with pytest.raises(SpecMismatch) as caught:
        bind(spec, read_operations(spec), handlers, MODELS)
    return str(caught.value)


def test_every_operation_is_bound(spec: dict[str, Any]) -> None:
    operations = read_operations(spec)
    assert bind(spec, operations, HANDLERS, MODELS).keys() == operations.keys()


def test_every_operation_is_guarded_by_an_action_or_open_to_everyone(spec: dict[str, Any]) -> None:
    assert read_operations(spec).keys() == ACTIONS.keys() | OPEN_OPERATIONS
    assert not ACTIONS.keys() & OPEN_OPERATIONS


def test_an_operation_without_a_handler(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    del handlers["system"].heartbeat
    assert "heartbeat (GET /api/v2/heartbeat) has no handler in api.system" in _problems(spec, handlers)


def test_a_handler_without_an_operation(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    del spec["paths"]["/api/v2/healthcheck"]
    assert "handler api.system.healthcheck has no operation" in _problems(spec, handlers)


def test_a_handler_under_another_tag(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    spec["paths"]["/api/v2/heartbeat"]["get"]["tags"] = ["tenants"]
    assert "heartbeat is tagged tenants but its handler is in api.system" in _problems(spec, handlers)


def test_a_new_query_parameter(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    parameter = {"name": "since", "in": "query", "schema": {"type": "integer"}}
    spec["paths"]["/api/v2/heartbeat"]["get"]["parameters"] = [parameter]
    assert "heartbeat: the handler does not take since" in _problems(spec, handlers)


def test_a_new_field_of_a_body(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    spec["components"]["schemas"]["CreateTenantPayload"]["properties"]["owner"] = {"type": "string"}
    assert "create_tenant: the handler does not take owner" in _problems(spec, handlers)


def test_a_field_that_is_no_longer_required(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    spec["components"]["schemas"]["CreateTenantPayload"]["required"] = []
    assert "create_tenant: name is optional, but the handler has no default for it" in _problems(spec, handlers)


def test_handlers_that_do_not_fit(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    def get_tenant(call: Call, tenant: str = "default_tenant", verbose: bool = False) -> None: ...

    def reset(engine: str) -> None: ...

    def fork_count(call: Call, tenant: CollectionId, database: int, collection_id: str) -> None: ...

    for tag, handler in (("tenants", get_tenant), ("system", reset), ("collections", fork_count)):
        handler.__annotations__ = {
            name: {"Call": Call, "CollectionId": CollectionId, "str": str, "int": int, "bool": bool}.get(hint)
            for name, hint in handler.__annotations__.items()
        }
        _replace(handlers[tag], handler.__name__, handler)
    problems = _problems(spec, handlers)
    for problem in (
        "get_tenant: tenant is required, but the handler gives it a default",
        "get_tenant: the handler takes verbose, which the description does not have",
        "reset: the first parameter of the handler must be a Call",
        "fork_count: collection_id, and nothing else, is a CollectionId",
        "fork_count: the path parameter database cannot be annotated <class 'int'>",
    ):
        assert problem in problems


def test_a_body_without_a_model(spec: dict[str, Any], handlers: dict[str, types.ModuleType]) -> None:
    body = spec["paths"]["/api/v2/tenants"]["post"]["requestBody"]["content"]["application/json"]
    spec["components"]["schemas"]["Unheard"] = {"type": "object"}
    body["schema"] = {"$ref": "#/components/schemas/Unheard"}
    assert "create_tenant: the wire models have no Unheard" in _problems(spec, handlers)


def test_a_model_is_known_by_name_before_it_is_built() -> None:
    models = Models("chroma_server.wire.models")
    assert models.find("Unheard") is None
    find = models.find("QueryRequestPayload")
    assert find is not None
    assert find().__name__ == "QueryRequestPayload"
    imported = models.find("TypeAliasType")
    assert imported is not None
    with pytest.raises(SpecMismatch, match="TypeAliasType is no model"):
        imported()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda node: node.pop("operationId"), "GET /api/v2/heartbeat has no operationId"),
        (lambda node: node["responses"].pop("200"), "heartbeat needs exactly one 2xx status"),
        (lambda node: node.update(operationId="version"), "operationId version is used twice"),
    ],
)
def test_a_description_that_cannot_be_served(spec: dict[str, Any], change: Callable[[Any], Any], problem: str) -> None:
    change(spec["paths"]["/api/v2/heartbeat"]["get"])
    with pytest.raises(SpecMismatch, match=problem):
        read_operations(spec)


def test_collection_ids_have_one_canonical_form() -> None:
    plain = "0a0b0c0d-0000-4000-8000-000000000001"
    for text in (plain, plain.upper(), plain.replace("-", ""), f"{{{plain}}}", f"urn:uuid:{plain}"):
        assert parse_collection_id(text) == plain
    for text in (
        "",
        plain[:-1],
        plain + "0",
        f"{{{plain}",
        f"{{urn:uuid:{plain}}}",
        plain.replace("-", "_"),
        f" {plain}",
    ):
        with pytest.raises(ApiError, match="not a valid UUIDv4"):
            parse_collection_id(text)


def test_database_names_are_measured_in_bytes() -> None:
    assert parse_database_name("é1") == "é1"
    with pytest.raises(ApiError, match="at least 3 characters"):
        parse_database_name("ab")
