"""The operations of the API description as the server needs them: what to route, to bind and to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_METHODS = ("get", "put", "post", "delete", "patch")

Schema = Mapping[str, Any]


class SpecMismatch(Exception):
    """The description and the code do not fit together. The message names every place where they do not."""


@dataclass(frozen=True)
class Operation:
    """One operation of the description.

    path_parameters   names, in the order of the path
    query_parameters  name -> schema, references resolved
    body              name of the body's schema component, None when it takes no body
    success           the one 2xx status
    bare_413          whether an oversized body gets bare text instead of an ErrorResponse
    """

    id: str
    tag: str
    method: str
    path: str
    path_parameters: tuple[str, ...]
    query_parameters: Mapping[str, Schema]
    body: str | None
    success: int
    bare_413: bool


def read_operations(document: Schema) -> dict[str, Operation]:
    """Every operation of the bundled description, by id. Raises SpecMismatch for one that the server cannot serve."""
    found: dict[str, Operation] = {}
    for path, item in document["paths"].items():
        for method, node in _methods(item):
            operation = _read(document, path, item, method, node)
            if operation.id in found:
                raise SpecMismatch(f"operationId {operation.id} is used twice in the description")
            found[operation.id] = operation
    return found


def resolve(document: Schema, node: Schema) -> Schema:
    """``node``, or what its ``$ref`` inside the document leads to."""
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def _methods(item: Schema) -> Iterator[tuple[str, Schema]]:
    return ((method, item[method]) for method in _METHODS if method in item)


def _read(document: Schema, path: str, item: Schema, method: str, node: Schema) -> Operation:
    identifier = node.get("operationId")
    if not identifier:
        raise SpecMismatch(f"{method.upper()} {path} has no operationId in the description")
    successes = [int(status) for status in node["responses"] if status.startswith("2")]
    if len(successes) != 1 or len(node.get("tags", ())) != 1:
        raise SpecMismatch(f"{identifier} needs exactly one 2xx status and exactly one tag in the description")
    parameters = [resolve(document, entry) for entry in (*item.get("parameters", ()), *node.get("parameters", ()))]
    queries = {entry["name"]: resolve(document, entry["schema"]) for entry in parameters if entry["in"] == "query"}
    return Operation(
        id=identifier,
        tag=node["tags"][0],
        method=method.upper(),
        path=path,
        path_parameters=tuple(part[1:-1] for part in path.split("/") if part.startswith("{")),
        query_parameters=queries,
        body=_body_name(document, identifier, node),
        success=successes[0],
        bare_413=node.get("x-chroma-statuses", {}).get("413", {}).get("kinds") == [],
    )


def _body_name(document: Schema, identifier: str, node: Schema) -> str | None:
    if "requestBody" not in node:
        return None
    schema = resolve(document, node["requestBody"])["content"]["application/json"]["schema"]
    if "$ref" not in schema:
        raise SpecMismatch(f"the body of {identifier} has no named schema in the description")
    return str(schema["$ref"]).rpartition("/")[2]
