"""The operations of the spec, as far as a driver needs them: method, path and where each argument goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SPEC = Path(__file__).resolve().parents[3] / "spec" / "openapi.yaml"
_METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True)
class Operation:
    """One operation of the API.

    Attributes:
        path_parameters: names in the path; an argument or a variable of that name fills them.
        query_parameters: names that go to the query string.
        has_body: whether every other argument is a field of the JSON body.
        success: the status of success.
    """

    id: str
    tag: str
    method: str
    path: str
    path_parameters: tuple[str, ...]
    query_parameters: tuple[str, ...]
    has_body: bool
    success: int

    def matches(self, method: str, path: str) -> bool:
        """Whether a request with this method and (still encoded) path is one of this operation."""
        pattern = re.sub(r"\\\{[a-z_]+\\\}", "[^/]+", re.escape(self.path))
        return method == self.method and re.fullmatch(pattern, path) is not None


@cache
def operations() -> Mapping[str, Operation]:
    """Every operation of spec/openapi.yaml by its id."""
    with SPEC.open(encoding="utf-8") as stream:
        document = yaml.safe_load(stream)
    found: dict[str, Operation] = {}
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                operation = _operation(document, path, method, item)
                found[operation.id] = operation
    return found


def _operation(document: Any, path: str, method: str, item: Mapping[str, Any]) -> Operation:
    content = item[method]
    parameters = [_resolve(document, entry) for entry in [*item.get("parameters", ()), *content.get("parameters", ())]]
    return Operation(
        id=content["operationId"],
        tag=content["tags"][0],
        method=method.upper(),
        path=path,
        path_parameters=tuple(entry["name"] for entry in parameters if entry["in"] == "path"),
        query_parameters=tuple(entry["name"] for entry in parameters if entry["in"] == "query"),
        has_body="requestBody" in content,
        success=next(int(status) for status in content["responses"] if status.startswith("2")),
    )


def _resolve(document: Any, entry: Any) -> Any:
    reference = entry.get("$ref")
    if reference is None:
        return entry
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document
