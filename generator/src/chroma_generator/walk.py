"""Walks an API description: its operations, its schemas, what carries schemas, its references.

Each walk yields pairs (or triples) that begin with the RFC 6901 pointer of the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chroma_generator.document import Document, is_array, is_object

__all__ = ["carriers_of", "operations_of", "pointer_of", "references_of", "schemas_of"]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def pointer_of(*steps: str | int) -> str:
    """The RFC 6901 pointer of some steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def operations_of(document: Document) -> Iterator[tuple[str, Document]]:
    """Each operation with its pointer."""
    for path, item in document.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                yield pointer_of("paths", path, method), item[method]


def schemas_of(document: Document) -> Iterator[tuple[str, Document, bool]]:
    """Each schema with its pointer and whether it is a named one (a direct child of components.schemas)."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from _within(schema, pointer_of("components", "schemas", name), named=True)
    for pointer, node in carriers_of(document):
        yield from _within(node["schema"], pointer + "/schema", named=False)


def carriers_of(document: Document) -> Iterator[tuple[str, Document]]:
    """Parameters, headers and media types: what holds a schema without being one."""

    def search(node: Any, pointer: str) -> Iterator[tuple[str, Document]]:
        if is_object(node):
            if is_object(node.get("schema")):
                yield pointer, node
            for key, value in node.items():
                if key != "schema" and not key.startswith("x-"):
                    yield from search(value, pointer + pointer_of(key))
        elif is_array(node):
            for index, value in enumerate(node):
                yield from search(value, pointer + pointer_of(index))

    yield from search(document.get("paths", {}), "/paths")
    for kind, components in document.get("components", {}).items():
        if kind != "schemas":
            yield from search(components, pointer_of("components", kind))


def _within(schema: Any, pointer: str, *, named: bool) -> Iterator[tuple[str, Document, bool]]:
    if not is_object(schema):
        return
    yield pointer, schema, named
    for keyword in ("properties", "patternProperties"):
        for name, child in schema.get(keyword, {}).items():
            yield from _within(child, pointer + pointer_of(keyword, name), named=False)
    for keyword in ("items", "additionalProperties", "propertyNames", "not"):
        yield from _within(schema.get(keyword), pointer + pointer_of(keyword), named=False)
    for keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for index, child in enumerate(schema.get(keyword, [])):
            yield from _within(child, pointer + pointer_of(keyword, index), named=False)


def references_of(node: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Each `$ref` at or below a node that stands at `pointer`, with the pointer of the reference object."""
    if is_object(node):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield pointer, value
            else:
                yield from references_of(value, pointer + pointer_of(key))
    elif is_array(node):
        for index, value in enumerate(node):
            yield from references_of(value, pointer + pointer_of(index))
