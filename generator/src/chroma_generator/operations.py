"""The operations of a description as values: what generated tables hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chroma_generator.document import Document, reference_of, resolve
from chroma_generator.errors import SpecError

__all__ = ["Operation", "operations"]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        id: The operation id.
        method: The HTTP method, in capitals.
        path: The path template.
        tag: Its one tag.
        repeatable: Whether it may be sent again after a failure that leaves its outcome unknown.
    """

    id: str
    method: str
    path: str
    tag: str
    repeatable: bool


def operations(document: Document) -> tuple[Operation, ...]:
    """Every operation, ordered by id.

    Raises:
        SpecError: One has no id, several tags, no `x-chroma-repeatable`, or a body that is not required JSON of a named
            schema, which is what the templates know how to send.
    """
    found: dict[str, Operation] = {}
    for path, item in document.get("paths", {}).items():
        for method, node in _methods(item):
            operation = _operation(path, method, node)
            if operation.id in found:
                raise SpecError(f"operationId {operation.id} is used twice")
            _check_body(document, operation.id, node)
            found[operation.id] = operation
    return tuple(found[name] for name in sorted(found))


def _methods(item: Document) -> Iterator[tuple[str, Document]]:
    for method in _METHODS:
        if method in item:
            yield method, item[method]


def _operation(path: str, method: str, node: Document) -> Operation:
    identifier = node.get("operationId")
    if not isinstance(identifier, str):
        raise SpecError(f"{method.upper()} {path}: no operationId")
    tags = node.get("tags", [])
    if len(tags) != 1:
        raise SpecError(f"{identifier}: needs exactly one tag, has {tags!r}")
    repeatable = node.get("x-chroma-repeatable")
    if not isinstance(repeatable, bool):
        raise SpecError(f"{identifier}: x-chroma-repeatable must be true or false")
    return Operation(id=identifier, method=method.upper(), path=path, tag=tags[0], repeatable=repeatable)


def _check_body(document: Document, identifier: str, node: Document) -> None:
    if "requestBody" not in node:
        return
    body: Document = resolve(document, node["requestBody"])
    content: Document = body.get("content", {})
    if list(content) != ["application/json"] or reference_of(content["application/json"].get("schema")) is None:
        raise SpecError(f"{identifier}: the request body must be application/json and refer to a named schema")
    if body.get("required") is not True:
        raise SpecError(f"{identifier}: the request body must be required; an empty one is {{}}")
