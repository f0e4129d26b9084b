"""The API description against the recorded exchanges: statuses, requests and answers are those it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from chroma_generator.document import resolve
from chroma_generator.load import load
from chroma_generator.walk import operations_of
from openapi_schema_validator import OAS31Validator
from wire.exchange import cases

DOCUMENT = load(Path(__file__).parents[2] / "spec" / "openapi.yaml").document

# Accepted although the description does not say so: older spellings, and a list in place of an object.
UNDECLARED_SPELLINGS = {"collections.create/schema_legacy_aliases", "search/valid_sub_positional_list"}
# Refused for the shape of the JSON although a schema that every code generator understands cannot say so: lists of
# mixed types, and a whole number written as a float.
SHAPES_BEYOND_THE_SCHEMA = {
    "records.add/base64_mixed_with_array",
    "records.add/metadata_bad_array_bool_int",
    "records.get/limit_float_integral",
    "records.update/base64_mixed_with_array",
    "records.update/metadata_bad_array_bool_int",
    "records.update/metadata_bad_mixed_array",
    "records.upsert/base64_mixed_with_array",
    "records.upsert/metadata_bad_mixed_array",
}


class Recorded(NamedTuple):
    """A recorded case and the operation that it calls."""

    name: str
    operation: dict[str, Any]
    status: str
    request: dict[str, Any]
    response: dict[str, Any]


def recorded() -> Iterator[Recorded]:
    templates = []
    for pointer, operation in operations_of(DOCUMENT):
        _, _, path, method = (step.replace("~1", "/") for step in pointer.split("/"))
        templates.append((method.upper(), re.compile(re.sub(r"{[^}]*}", "[^/]+", path)), operation))
    for case in cases():
        request, response = case["request"], case["response"]
        if response.get("closed") or response.get("status") is None:
            continue  # the official server crashed: nothing to describe
        for method, template, operation in templates:
            if method == request["method"] and template.fullmatch(request["path"]):
                yield Recorded(case["case"], operation, str(response["status"]), request, response)
                break


RECORDED = list(recorded())


def problem(carrier: dict[str, Any], value: Any) -> str | None:
    """Why the value does not fit the schema of a request body or response, or None."""
    schema = resolve(DOCUMENT, carrier)["content"]["application/json"]["schema"]
    validator = OAS31Validator({**schema, "components": DOCUMENT["components"]})
    return next((error.message for error in validator.iter_errors(filled(value))), None)


def filled(value: Any) -> Any:
    """The value with numbers where the recording has a placeholder for one; other placeholders are text anyway."""
    if isinstance(value, dict):
        return {key: filled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item) for item in value]
    return 1 if value == "{{any:int}}" else value


def test_most_operations_are_recorded() -> None:
    called = {case.operation["operationId"] for case in RECORDED}
    declared = {operation["operationId"] for _, operation in operations_of(DOCUMENT)}
    assert len(RECORDED) > 900
    assert declared - called == {"list_tenants", "pre_flight_checks"}


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case.name)
def test_recorded_exchange_is_declared(case: Recorded) -> None:
    assert case.status in case.operation["x-chroma-statuses"]
    if "body_kind" not in case.response:  # empty bodies and bare text are outside of what a schema can say
        responses = case.operation["responses"]
        carrier = responses.get(case.status, responses["default"])
        assert problem(carrier, case.response["body"]) is None
        if case.status >= "400":
            kinds = case.operation["x-chroma-statuses"][case.status]["kinds"]
            assert kinds == [case.response["body"]["error"]]
    if "body" in case.request and "requestBody" in case.operation and case.name not in UNDECLARED_SPELLINGS:
        fault = problem(case.operation["requestBody"], case.request["body"])
        if case.status < "400" or case.status == "501":
            assert fault is None
        elif case.status == "422" and case.name not in SHAPES_BEYOND_THE_SCHEMA:
            assert fault is not None
