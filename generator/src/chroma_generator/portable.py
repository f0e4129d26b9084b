"""The API in terms that a generator for any language can say: no unions, no aliases.

Where the description admits several forms, the portable one keeps a form that every language has a type for:
embeddings are arrays of numbers (not base64 as well), a value of metadata is any JSON value, a filter and a rank are
JSON objects. Nothing that a client made from it sends is wrong; some of what the server takes, it has no type for.
"""

from __future__ import annotations

import copy
from typing import Any

from chroma_generator.document import Document, is_array, is_object
from chroma_generator.errors import SpecError
from chroma_generator.openapi30 import to_openapi30
from chroma_generator.transform import drop_extensions
from chroma_generator.walk import pointer_of, references_of

__all__ = ["to_portable"]

_ANNOTATIONS = ("description", "nullable", "deprecated", "title", "readOnly", "writeOnly")
_SCHEMAS = "#/components/schemas/"
_UNIONS = ("oneOf", "anyOf", "allOf")
_OBJECT: Document = {"type": "object", "additionalProperties": True}


def to_portable(document: Document) -> Document:
    """The description, OpenAPI 3.1, as a 3.0.3 document in which every named schema is an object with properties or a
    text with a list of values, and nothing is a union.

    Raises:
        SpecError: The description cannot be said in 3.0, or an alias contains itself.
    """
    result = drop_extensions(to_openapi30(document))
    schemas: dict[str, Document] = result["components"]["schemas"]
    for schema in schemas.values():
        schema.pop("discriminator", None)
    _Portable(schemas).rewrite(result)
    _drop_unused(result)
    return result


class _Portable:
    """Rewrites every schema below a document; a named schema that is no type of its own is put where it is used."""

    def __init__(self, schemas: dict[str, Document]) -> None:
        self._schemas = schemas
        self._aliases = {name for name, schema in schemas.items() if not _is_type(schema)}
        self._open: list[str] = []

    def rewrite(self, document: Document) -> None:
        for name in set(self._schemas) - self._aliases:
            self._schemas[name] = self._inside(self._schemas[name])
        # Parameters, bodies and answers: everything but the schemas themselves.
        for key, node in document.items():
            document[key] = self._elsewhere(node) if key != "components" else node
        for kind, entries in document["components"].items():
            if kind != "schemas":
                document["components"][kind] = self._elsewhere(entries)

    def _elsewhere(self, node: Any) -> Any:
        if is_array(node):
            return [self._elsewhere(item) for item in node]
        if not is_object(node):
            return node
        return {key: self.schema(value) if key == "schema" else self._elsewhere(value) for key, value in node.items()}

    def schema(self, schema: Document) -> Document:
        """The schema without unions and aliases, of the same meaning or a wider one."""
        if "$ref" in schema:
            return self._reference(schema["$ref"], {})
        for union in _UNIONS:
            if union in schema:
                return self._union(schema, schema[union])
        return self._inside(schema)

    def _inside(self, schema: Document) -> Document:
        result = copy.deepcopy(schema)
        properties = result.get("properties", {})
        # What may be null may be left out: a language with types for absence has one of them, not two.
        required = [name for name in result.pop("required", []) if not self._nullable(properties.get(name, {}))]
        if required:
            result["required"] = required
        for name, child in properties.items():
            properties[name] = self.schema(child)
        for key in ("items", "additionalProperties"):
            if is_object(result.get(key)):
                result[key] = self.schema(result[key])
        return result

    def _reference(self, reference: str, besides: Document) -> Document:
        name = reference.removeprefix(_SCHEMAS)
        if name not in self._aliases:
            # Nothing stands beside a reference in 3.0, and without an allOf.
            return {"$ref": reference}
        if name in self._open:
            raise SpecError(f"{pointer_of('components', 'schemas', name)}: contains itself and is no object")
        self._open.append(name)
        try:
            return {**self.schema(self._schemas[name]), **besides}
        finally:
            self._open.pop()

    def _union(self, schema: Document, members: list[Document]) -> Document:
        besides = {key: schema[key] for key in _ANNOTATIONS if key in schema}
        if len(members) == 1:
            (only,) = members
            return self._reference(only["$ref"], besides) if "$ref" in only else {**self.schema(only), **besides}
        if all(self._is_object(member) for member in members):
            return {**_OBJECT, **besides}
        kinds = {member.get("type") for member in members}
        if kinds == {"array", "string"}:
            # An embedding: numbers, or their bytes in base64.
            return {**self.schema(next(member for member in members if member["type"] == "array")), **besides}
        if kinds <= {"integer", "number"}:
            return {"type": "number", "format": "double", **besides}
        return besides

    def _is_object(self, member: Document) -> bool:
        if "$ref" in member:
            return self._is_object(self._schemas[member["$ref"].removeprefix(_SCHEMAS)])
        parts = [part for union in _UNIONS for part in member.get(union, ())]
        return all(map(self._is_object, parts)) if parts else member.get("type") == "object"

    def _nullable(self, schema: Document) -> bool:
        return bool(schema.get("nullable"))


def _is_type(schema: Document) -> bool:
    """Whether a language makes a type of it: an object with properties, or a text with a list of values."""
    return bool(schema.get("properties")) or (schema.get("type") == "string" and "enum" in schema)


def _drop_unused(document: Document) -> None:
    """Take away the named schemas that nothing leads to."""
    schemas = document["components"]["schemas"]
    rest = {
        **document,
        "components": {kind: part for kind, part in document["components"].items() if kind != "schemas"},
    }
    reached: set[str] = set()
    waiting = {reference for _, reference in references_of(rest)}
    while waiting:
        name = waiting.pop().removeprefix(_SCHEMAS)
        if name in schemas and name not in reached:
            reached.add(name)
            waiting |= {reference for _, reference in references_of(schemas[name])}
    document["components"]["schemas"] = {name: schema for name, schema in schemas.items() if name in reached}
