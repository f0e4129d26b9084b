"""OpenAPI documents as plain values: their type, references inside them, their canonical bytes."""

from __future__ import annotations

import json
from typing import Any, TypeGuard
from urllib.parse import unquote

from chroma_generator.errors import SpecError

__all__ = ["Document", "canonical_json", "follow", "is_array", "is_object", "reference_of", "resolve"]

Document = dict[str, Any]
"""An OpenAPI document, or any object in it, as plain dicts, lists and scalars."""


def is_object(node: object) -> TypeGuard[Document]:
    """Whether the node is a JSON object."""
    return isinstance(node, dict)


def is_array(node: object) -> TypeGuard[list[Any]]:
    """Whether the node is a JSON array."""
    return isinstance(node, list)


def reference_of(node: object) -> str | None:
    """The `$ref` of a node that is a reference, else None."""
    reference = node.get("$ref") if is_object(node) else None
    return reference if isinstance(reference, str) else None


def follow(document: object, pointer: str, *, shown: str) -> Any:
    """The node at an RFC 6901 pointer; raises SpecError, which calls the reference `shown`, if there is none."""
    node = document
    for token in pointer.split("/")[1:]:
        key = unquote(token).replace("~1", "/").replace("~0", "~")
        if is_object(node) and key in node:
            node = node[key]
        elif is_array(node) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        else:
            raise SpecError(f"reference {shown} leads nowhere: no {key!r}")
    return node


def resolve(document: Document, node: Any) -> Any:
    """`node` itself, or what it stands for when it is a reference inside `document`. Raises SpecError if dangling."""
    seen: list[str] = []
    while (reference := reference_of(node)) is not None:
        if reference in seen:
            raise SpecError(f"references go round in a circle: {' -> '.join([*seen, reference])}")
        seen.append(reference)
        node = follow(document, reference.removeprefix("#"), shown=reference)
    return node


def canonical_json(document: Document) -> bytes:
    """The document as compact JSON, its order kept: generated code follows that order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
