"""The portable profile: what any language can say."""

from __future__ import annotations

from typing import Any

import pytest
from chroma_generator.errors import SpecError
from chroma_generator.load import load
from chroma_generator.portable import to_portable
from chroma_generator.walk import references_of, schemas_of
from openapi_spec_validator import validate

REFERENCE = "#/components/schemas/"


def document(**schemas: Any) -> dict[str, Any]:
    """A description whose one operation answers the schema `Answer`."""
    answer = {"content": {"application/json": {"schema": {"$ref": f"{REFERENCE}Answer"}}}, "description": "An answer."}
    operation = {"operationId": "ask", "responses": {"200": answer}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/ask": {"get": operation}},
        "components": {"schemas": schemas},
    }


def answer(**properties: Any) -> dict[str, Any]:
    """The property schemas of `Answer` in the portable form."""
    schemas = {name: properties.pop(name) for name in list(properties) if name[0].isupper()}
    found = to_portable(document(Answer={"type": "object", "properties": properties}, **schemas))
    result: dict[str, Any] = found["components"]["schemas"]["Answer"]["properties"]
    return result


def ref(name: str) -> dict[str, str]:
    return {"$ref": REFERENCE + name}


OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}


@pytest.fixture(scope="module")
def portable(spec_path: Any) -> dict[str, Any]:
    return to_portable(load(spec_path).document)


def test_the_description_has_no_unions_and_only_types_with_names(portable: dict[str, Any]) -> None:
    validate(portable)
    for pointer, schema, named in schemas_of(portable):
        assert not {"oneOf", "anyOf", "allOf", "not", "discriminator", "const"} & set(schema), pointer
        if named:
            assert schema.get("properties") or "enum" in schema, pointer


def test_every_operation_and_every_named_type_is_in_use(portable: dict[str, Any], spec_path: Any) -> None:
    original = load(spec_path).document
    assert list(portable["paths"]) == list(original["paths"])
    used = {reference.removeprefix(REFERENCE) for _, reference in references_of(portable)}
    assert set(portable["components"]["schemas"]) <= used


def test_the_input_is_left_as_it_is(spec_path: Any) -> None:
    original = load(spec_path).document
    before = repr(original)
    to_portable(original)
    assert repr(original) == before


def test_aliases_are_put_where_they_are_used() -> None:
    found = answer(
        rows=ref("Rows"),
        maybe={"anyOf": [ref("Rows"), {"type": "null"}], "description": "Maybe."},
        Rows={"type": "array", "items": ref("Row"), "description": "Rows."},
        Row={"type": "object", "additionalProperties": {"type": "integer"}},
    )
    row = {"type": "object", "additionalProperties": {"type": "integer"}}
    assert found["rows"] == {"type": "array", "items": row, "description": "Rows."}
    assert found["maybe"] == {"type": "array", "items": row, "description": "Maybe.", "nullable": True}


def test_unions_become_what_every_language_has_a_type_for() -> None:
    numbers = {"type": "array", "items": {"type": "number"}}
    found = answer(
        objects={"oneOf": [ref("One"), ref("Two")]},
        nested={"anyOf": [ref("Either"), ref("One")]},
        embedding={"anyOf": [numbers, {"type": "string"}, {"type": "null"}]},
        number={"anyOf": [{"type": "integer"}, {"type": "number"}]},
        anything={"anyOf": [{"type": "integer"}, {"type": "string"}, ref("One")], "description": "Any."},
        One=OBJECT,
        Two=OBJECT,
        Either={"anyOf": [ref("One"), ref("Two")]},
    )
    assert found["objects"] == {"type": "object", "additionalProperties": True}
    assert found["nested"] == {"type": "object", "additionalProperties": True}
    assert found["embedding"] == {**numbers, "nullable": True}
    assert found["number"] == {"type": "number", "format": "double"}
    assert found["anything"] == {"description": "Any."}


def test_what_may_be_null_may_be_left_out() -> None:
    nullable = {"anyOf": [ref("One"), {"type": "null"}]}
    schema = {
        "type": "object",
        "required": ["one", "size", "name"],
        "properties": {"one": nullable, "size": {"type": ["integer", "null"]}, "name": {"type": "string"}},
    }
    found = to_portable(document(Answer=schema, One=OBJECT))["components"]["schemas"]["Answer"]
    assert found["required"] == ["name"]
    assert found["properties"]["one"] == ref("One")


def test_a_filter_that_contains_itself_is_an_object() -> None:
    parts = {"type": "array", "items": ref("Where")}
    both = {"type": "object", "properties": {"$and": parts}}
    found = answer(where=ref("Where"), Where={"anyOf": [ref("WhereAnd"), ref("One")]}, WhereAnd=both, One=OBJECT)
    assert found["where"] == {"type": "object", "additionalProperties": True}


def test_an_alias_that_contains_itself_is_refused() -> None:
    with pytest.raises(SpecError, match="/components/schemas/Tree: contains itself"):
        answer(tree=ref("Tree"), Tree={"type": "array", "items": ref("Tree")})
