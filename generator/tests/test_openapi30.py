from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from chroma_generator.errors import SpecError
from chroma_generator.load import load
from chroma_generator.openapi30 import any_of_to_one_of, to_openapi30
from chroma_generator.walk import schemas_of
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"
REF = {"$ref": "#/components/schemas/Other"}


def document(schema: Any, **more: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Tried": schema, "Other": {"type": "object"}}},
        **more,
    }


def down(schema: Any) -> Any:
    source = document(schema)
    assert list(OpenAPIV31SpecValidator(source).iter_errors()) == []
    result = to_openapi30(source)
    assert list(OpenAPIV30SpecValidator(result).iter_errors()) == []
    return result["components"]["schemas"]["Tried"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param({"type": ["string", "null"]}, {"type": "string", "nullable": True}, id="nullable"),
        pytest.param({"type": ["string"]}, {"type": "string"}, id="one-type"),
        pytest.param({"type": "null"}, {"enum": [None], "nullable": True}, id="null"),
        pytest.param(
            {"type": ["string", "null"], "enum": ["a", None]},
            {"type": "string", "enum": ["a", None], "nullable": True},
            id="enum-with-null",
        ),
        pytest.param({"type": ["string", "null"], "enum": ["a"]}, {"type": "string", "enum": ["a"]}, id="enum-no-null"),
        pytest.param(
            {"type": ["string", "array", "null"], "items": {"type": "string"}, "maxItems": 2, "description": "d"},
            {
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "maxItems": 2}],
                "description": "d",
                "nullable": True,
            },
            id="several-types",
        ),
        pytest.param({"type": "array"}, {"type": "array", "items": {}}, id="array-of-anything"),
        pytest.param({"const": "a"}, {"type": "string", "enum": ["a"]}, id="const"),
        pytest.param({"const": True}, {"type": "boolean", "enum": [True]}, id="const-boolean"),
        pytest.param({"const": 1, "type": "integer"}, {"type": "integer", "enum": [1]}, id="const-typed"),
        pytest.param({"const": None}, {"enum": [None], "nullable": True}, id="const-null"),
        pytest.param(
            {"anyOf": [REF, {"type": "null"}], "description": "d"},
            {"allOf": [REF], "description": "d", "nullable": True},
            id="nullable-reference",
        ),
        pytest.param(
            {"anyOf": [{"type": "array", "items": REF}, {"type": "null"}]},
            {"type": "array", "items": REF, "nullable": True},
            id="nullable-array",
        ),
        pytest.param(
            {"oneOf": [REF, {"type": "string"}, {"type": "null"}]},
            {"oneOf": [REF, {"type": "string"}], "nullable": True},
            id="union-with-null",
        ),
        pytest.param({"anyOf": [{"type": "null"}]}, {"enum": [None], "nullable": True}, id="union-of-null"),
        pytest.param({**REF, "default": {}}, {"allOf": [REF], "default": {}}, id="reference-with-more"),
        pytest.param(REF, REF, id="reference"),
        pytest.param(
            {"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 5},
            {"type": "number", "minimum": 1, "exclusiveMinimum": True, "maximum": 5, "exclusiveMaximum": True},
            id="exclusive",
        ),
        pytest.param(
            {"type": "number", "minimum": 2, "exclusiveMinimum": 1, "maximum": 9, "exclusiveMaximum": 5},
            {"type": "number", "minimum": 2, "maximum": 5, "exclusiveMaximum": True},
            id="the-tighter-bound",
        ),
        pytest.param(
            {"type": "number", "minimum": 1, "exclusiveMinimum": 1},
            {"type": "number", "minimum": 1, "exclusiveMinimum": True},
            id="equal-bounds",
        ),
        pytest.param(
            {"type": "string", "examples": ["a", "b"], "$comment": "c"}, {"type": "string", "example": "a"}, id="notes"
        ),
        pytest.param(
            {"type": "string", "contentEncoding": "base64"}, {"type": "string", "format": "byte"}, id="base64"
        ),
        pytest.param(
            {"type": "object", "properties": {"a": True, "default": {"type": ["number", "null"]}}},
            {"type": "object", "properties": {"a": {}, "default": {"type": "number", "nullable": True}}},
            id="properties",
        ),
        pytest.param(
            {"type": "object", "additionalProperties": {"type": ["integer", "null"]}, "not": {"const": "a"}},
            {
                "type": "object",
                "additionalProperties": {"type": "integer", "nullable": True},
                "not": {"enum": ["a"], "type": "string"},
            },
            id="within",
        ),
        pytest.param(*[{"type": "object", "additionalProperties": False}] * 2, id="closed"),
        pytest.param(*[{"default": {"const": 1}, "enum": [{"const": 1}]}] * 2, id="data"),
        pytest.param(False, {"not": {}}, id="nothing"),
    ],
)
def test_a_schema_says_the_same_in_the_older_words(schema: Any, expected: Any) -> None:
    assert down(schema) == expected


def test_discriminators_stay() -> None:
    union = {"oneOf": [REF], "discriminator": {"propertyName": "kind", "mapping": {"other": REF["$ref"]}}}

    assert down(union) == union


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (document({"patternProperties": {}}), "/components/schemas/Tried/patternProperties: OpenAPI 3.0 cannot"),
        (document({"items": {"if": {}}}), "/components/schemas/Tried/items/if"),
        (document({"contentEncoding": "base32"}), "/components/schemas/Tried/contentEncoding: .*base32"),
        (document({"type": ["string", "integer"], "anyOf": [{}]}), "/components/schemas/Tried: has several types"),
        (document({"type": "array", "anyOf": [{"type": "array"}, {"type": "null"}]}), "Tried: type stands both"),
        (document({"items": 5}), "/components/schemas/Tried/items: is no schema"),
        (document({}, webhooks={"a": {}}), "/webhooks"),
        ({**document({}), "components": {"pathItems": {"a": {}}}}, "/components/pathItems"),
        ({**document({}), "components": {"securitySchemes": {"a": {"type": "mutualTLS"}}}}, "/securitySchemes/a"),
        ({**document({}), "openapi": "3.0.3"}, "3.0.3"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_place(source: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        to_openapi30(source)


def test_what_is_no_schema_keeps_its_meaning() -> None:
    source = document(
        {},
        jsonSchemaDialect="https://example.com",
        info={"title": "t", "summary": "s", "version": "1", "license": {"name": "A", "identifier": "Apache-2.0"}},
        paths={
            "/schema/{a}": {
                "parameters": [
                    {
                        "name": "a",
                        "in": "path",
                        "required": True,
                        "schema": {"const": "x"},
                        "examples": {"e": {"value": 1}},
                    }
                ],
                "get": {
                    "x-note": {"const": 1},
                    "responses": {
                        "default": {
                            "description": "d",
                            "headers": {"schema": {"schema": {"type": ["string", "null"]}}},
                            "content": {"a/b": {"schema": {"type": "array"}, "example": {"schema": {"const": 1}}}},
                        },
                        "200": {"$ref": "#/components/responses/r", "description": "another"},
                    },
                },
            }
        },
    )
    source["components"]["responses"] = {"r": {"description": "d"}}
    before = copy.deepcopy(source)

    result = to_openapi30(source)

    assert source == before
    assert list(OpenAPIV30SpecValidator(result).iter_errors()) == []
    assert result["info"] == {
        "title": "t",
        "version": "1",
        "license": {"name": "A", "url": "https://spdx.org/licenses/Apache-2.0.html"},
    }
    item = result["paths"]["/schema/{a}"]
    assert item["parameters"][0]["schema"] == {"type": "string", "enum": ["x"]}
    assert item["parameters"][0]["examples"] == {"e": {"value": 1}}
    assert item["get"]["x-note"] == {"const": 1}
    answer = item["get"]["responses"]["default"]
    assert answer["headers"] == {"schema": {"schema": {"type": "string", "nullable": True}}}
    assert answer["content"]["a/b"] == {"schema": {"type": "array", "items": {}}, "example": {"schema": {"const": 1}}}
    assert item["get"]["responses"]["200"] == {"$ref": "#/components/responses/r"}


def test_the_description_of_this_project_comes_out_valid_and_complete() -> None:
    source = load(SPEC).document

    result = to_openapi30(source)

    assert list(OpenAPIV30SpecValidator(result).iter_errors()) == []
    assert result["paths"].keys() == source["paths"].keys()
    assert result["components"]["schemas"].keys() == source["components"]["schemas"].keys()
    assert not {"const", "examples"} & {key for _, schema, _ in schemas_of(result) for key in schema}
    assert not [pointer for pointer, schema, _ in schemas_of(result) if not isinstance(schema.get("type", ""), str)]


def test_any_of_becomes_one_of_everywhere_and_only_as_a_keyword() -> None:
    source = document({"properties": {"default": {"anyOf": [{"anyOf": [REF]}]}}, "default": {"anyOf": []}})
    before = json.dumps(source)

    result = any_of_to_one_of(source)

    assert result["components"]["schemas"]["Tried"] == {
        "properties": {"default": {"oneOf": [{"oneOf": [REF]}]}},
        "default": {"anyOf": []},
    }
    assert json.dumps(source) == before
    with pytest.raises(SpecError, match="/components/schemas/Tried: has an anyOf and a oneOf"):
        any_of_to_one_of(document({"anyOf": [], "oneOf": []}))
