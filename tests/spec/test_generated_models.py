"""The generated models against the recorded exchanges: what they read they write again, value by value."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest
from chroma_generator.document import resolve
from chroma_server.wire import models as wire
from pydantic import BaseModel

from .test_recorded_exchanges import DOCUMENT, RECORDED, UNDECLARED_SPELLINGS, Recorded, filled


def schema_name(carrier: Any) -> str | None:
    """The name of the component that is the body of a request or response."""
    schema = resolve(DOCUMENT, carrier)["content"]["application/json"]["schema"]
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def answers() -> list[Any]:
    found = []
    for case in RECORDED:
        responses = case.operation["responses"]
        if "body_kind" in case.response or not (name := schema_name(responses.get(case.status, responses["default"]))):
            continue
        found.append(pytest.param(name, case.response["body"], id=case.name))
    return found


def requests() -> list[Recorded]:
    return [
        case
        for case in RECORDED
        if "body" in case.request
        and "requestBody" in case.operation
        and (case.status < "400" or case.status == "501")
        and case.name not in UNDECLARED_SPELLINGS
        and "unknown" not in case.name  # with fields that the server ignores
    ]


def exactly(value: Any) -> Any:
    """The value with its numbers told apart: 1, 1.0 and true are equal in Python."""
    if isinstance(value, dict):
        return {key: exactly(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exactly(item) for item in value]
    return (type(value).__name__, value)


def exactly_in_metadata(value: Any) -> Any:
    """The value with numbers told apart in metadata; elsewhere the server reads 1 as 1.0 where it wants a float."""
    if isinstance(value, dict):
        return {key: exactly(item) if "metadata" in key else exactly_in_metadata(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize(("name", "body"), answers())
def test_client_model_keeps_recorded_answer(name: str, body: Any) -> None:
    module = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    model = getattr(importlib.import_module(f"chromadb.rest.models.{module}"), name)
    body = filled(body)
    if "id" in body:  # read as a UUID; the recording has a placeholder
        body["id"] = "00000000-0000-4000-8000-000000000001"
    assert exactly(model.from_dict(body).to_dict()) == exactly(body)


@pytest.mark.parametrize("case", requests(), ids=lambda case: case.name)
def test_server_model_keeps_recorded_request(case: Recorded) -> None:
    name = schema_name(case.operation["requestBody"])
    assert name is not None
    model: type[BaseModel] = getattr(wire, name)
    written = model.model_validate(case.request["body"]).model_dump(by_alias=True, exclude_unset=True)
    known = {field.alias or name for name, field in model.model_fields.items()}
    sent = {key: value for key, value in case.request["body"].items() if key in known}
    assert exactly_in_metadata(written) == exactly_in_metadata(sent)
