"""The operations of a description as values: what the generated tables of the clients and the server hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chroma_generator.document import Document, reference_of, resolve
from chroma_generator.errors import SpecError

__all__ = ["Operation", "Parameter", "operations"]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Parameter:
    """A path or query parameter. `schema` has its outermost reference resolved."""

    name: str
    required: bool
    schema: Document


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        repeatable: Whether it may be sent again after a failure that leaves its outcome unknown.
        body: Name of the body's schema component, or None when the operation takes no body.
        success: The one 2xx status it answers with.
        response: Name of the success body's schema component, or None when that is inline or absent.
    """

    id: str
    method: str
    path: str
    tag: str
    repeatable: bool
    path_parameters: tuple[Parameter, ...]
    query_parameters: tuple[Parameter, ...]
    body: str | None
    success: int
    response: str | None


def operations(document: Document) -> tuple[Operation, ...]:
    """Every operation, ordered by id.

    Raises:
        SpecError: One has no id, several tags, no `x-chroma-repeatable`, an unnamed or optional body, or not exactly
            one success.
    """
    found: dict[str, Operation] = {}
    for path, item in document.get("paths", {}).items():
        for method, node in _methods(item):
            operation = _operation(document, path, item, method, node)
            if operation.id in found:
                raise SpecError(f"operationId {operation.id} is used twice")
            found[operation.id] = operation
    return tuple(found[name] for name in sorted(found))


def _methods(item: Document) -> Iterator[tuple[str, Document]]:
    for method in _METHODS:
        if method in item:
            yield method, item[method]


def _operation(document: Document, path: str, item: Document, method: str, node: Document) -> Operation:
    where = f"{method.upper()} {path}"
    identifier = node.get("operationId")
    if not isinstance(identifier, str):
        raise SpecError(f"{where}: no operationId")
    tags = node.get("tags", [])
    if len(tags) != 1:
        raise SpecError(f"{identifier}: needs exactly one tag, has {tags!r}")
    repeatable = node.get("x-chroma-repeatable")
    if not isinstance(repeatable, bool):
        raise SpecError(f"{identifier}: x-chroma-repeatable must be true or false")
    body = resolve(document, node.get("requestBody"))
    statuses = [status for status in node.get("responses", {}) if status.startswith("2")]
    if len(statuses) != 1 or not statuses[0].isdigit():
        raise SpecError(f"{identifier}: needs exactly one success status, has {statuses!r}")
    parameters = [resolve(document, entry) for entry in (*item.get("parameters", ()), *node.get("parameters", ()))]
    return Operation(
        id=identifier,
        method=method.upper(),
        path=path,
        tag=tags[0],
        repeatable=repeatable,
        path_parameters=_parameters(document, parameters, "path"),
        query_parameters=_parameters(document, parameters, "query"),
        body=_body_name(identifier, body),
        success=int(statuses[0]),
        response=_schema_name(_json_schema(resolve(document, node["responses"][statuses[0]]))),
    )


def _parameters(document: Document, parameters: list[Document], place: str) -> tuple[Parameter, ...]:
    # A parameter of the operation replaces one of the path with the same name, in its place.
    by_name = {entry["name"]: entry for entry in parameters if entry["in"] == place}
    return tuple(
        Parameter(name, bool(entry.get("required", False)), resolve(document, entry["schema"]))
        for name, entry in by_name.items()
    )


def _json_schema(carrier: Document | None) -> Any:
    content: Document = (carrier or {}).get("content", {})
    media_type: Document = content.get("application/json", {})
    return media_type.get("schema")


def _schema_name(schema: Any) -> str | None:
    reference = reference_of(schema)
    return reference.rpartition("/")[2] if reference is not None else None


def _body_name(identifier: str, body: Document | None) -> str | None:
    if body is None:
        return None
    name = _schema_name(_json_schema(body))
    if name is None:
        raise SpecError(f"{identifier}: the request body must be application/json and refer to a named schema")
    if body.get("required") is not True:
        raise SpecError(f"{identifier}: the request body must be required; an empty one is {{}}")
    return name
