"""JSON Schemas of models."""

from __future__ import annotations

import enum
import types
import typing
import uuid
from collections.abc import Mapping
from typing import Any, Literal, Protocol, Union, cast

from chromadb._convert import to_jsonable

_SCALARS: dict[Any, dict[str, Any]] = {
    Any: {},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    uuid.UUID: {"type": "string", "format": "uuid"},
    type(None): {"type": "null"},
}


class _Field(Protocol):
    @property
    def annotation(self) -> Any: ...
    @property
    def required(self) -> bool: ...
    @property
    def default(self) -> Any: ...


def object_schema(title: str, fields: Mapping[str, _Field]) -> dict[str, Any]:
    """The schema of an object of these fields, with their defaults where JSON has them."""
    properties: dict[str, dict[str, Any]] = {}
    for name, field in fields.items():
        properties[name] = {**type_schema(field.annotation), "title": name.replace("_", " ").title()}
        default = to_jsonable(field.default)
        if not field.required and (default is None or isinstance(default, (bool, int, float, str, list, dict))):
            properties[name]["default"] = default
    schema: dict[str, Any] = {"title": title, "type": "object", "properties": properties}
    required = [name for name, field in fields.items() if field.required]
    return {**schema, "required": required} if required else schema


def type_schema(annotation: Any) -> dict[str, Any]:
    """The schema of the values of a type."""
    if annotation in _SCALARS:
        return dict(_SCALARS[annotation])
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Union or origin is types.UnionType:
        return {"anyOf": [type_schema(argument) for argument in arguments]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": type_schema(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": type_schema(arguments[1])}
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return {"enum": [member.value for member in annotation]}
    fields: Mapping[str, _Field] | None = getattr(cast("object", annotation), "model_fields", None)
    return {} if fields is None else object_schema(annotation.__name__, fields)
