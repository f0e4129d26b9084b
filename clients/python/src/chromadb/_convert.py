"""Values into the type of a field, and out of it. Models are known by their methods."""

from __future__ import annotations

import enum
import os
import types
import typing
import uuid
from collections.abc import Callable
from typing import Any, Literal, NoReturn, Union

from chromadb._narrow import is_dict, is_list, is_mapping, is_path, is_sequence, is_set

_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})


def _type_name(annotation: Any) -> str:
    name = getattr(annotation, "__name__", None)
    return str(annotation).replace("typing.", "") if typing.get_origin(annotation) or name is None else str(name)


def _to_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _TRUE:
        return True
    if isinstance(value, str) and value.strip().lower() in _FALSE:
        return False
    if isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    raise ValueError(f"expected a bool, got {value!r}")


def _to_int(value: Any) -> int:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        try:
            return int(value.strip())
        except ValueError:
            pass
    raise ValueError(f"expected an int, got {value!r}")


def _to_float(value: Any) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value.strip())
        except ValueError:
            pass
    raise ValueError(f"expected a float, got {value!r}")


def _to_str(value: Any) -> str:
    if isinstance(value, str):
        return value
    if is_path(value):
        path: Any = os.fspath(value)
        if isinstance(path, str):
            return path
    raise ValueError(f"expected a str, got {value!r}")


def _to_uuid(value: Any) -> uuid.UUID:
    if isinstance(value, uuid.UUID):
        return value
    if isinstance(value, str):
        try:
            return uuid.UUID(value)
        except ValueError:
            pass
    raise ValueError(f"expected a UUID, got {value!r}")


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    bool: _to_bool,
    int: _to_int,
    float: _to_float,
    str: _to_str,
    uuid.UUID: _to_uuid,
}


def _convert_union(value: Any, members: tuple[Any, ...]) -> Any:
    if value is None and type(None) in members:
        return None
    choices = [member for member in members if member is not type(None)]
    # The member whose type the value already has goes first: "false" stays text where bool or str are both allowed.
    for member in choices:
        if isinstance(member, type) and type(value) is member:
            return value
    problems: list[str] = []
    for member in choices:
        try:
            return convert(value, member)
        except ValueError as error:
            problems.append(str(error))
    raise ValueError(" or ".join(dict.fromkeys(problems)))


def _convert_container(value: Any, origin: Any, arguments: tuple[Any, ...]) -> Any:
    if origin is list:
        if not is_sequence(value):
            raise ValueError(f"expected a list, got {value!r}")
        items: list[Any] = list(value)
        return [convert(item, arguments[0]) for item in items] if arguments else items
    if not is_mapping(value):
        raise ValueError(f"expected a dict, got {value!r}")
    if not arguments:
        return dict(value)
    return {convert(key, arguments[0]): convert(item, arguments[1]) for key, item in value.items()}


def convert(value: Any, annotation: Any) -> Any:
    """Return ``value`` as the annotated type, or raise ValueError saying what was expected."""
    if annotation is Any:
        return value
    if annotation in _SCALARS:
        return _SCALARS[annotation](value)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Union or origin is types.UnionType:
        return _convert_union(value, arguments)
    if origin is Literal:
        if value not in arguments:
            raise ValueError(f"expected one of {', '.join(map(repr, arguments))}, got {value!r}")
        return value
    if origin in (list, dict) or annotation in (list, dict):
        return _convert_container(value, origin or annotation, arguments)
    return _convert_to_class(value, annotation) if isinstance(annotation, type) else _refuse(value, annotation)


def _convert_to_class(value: Any, annotation: Any) -> Any:
    if isinstance(value, annotation):
        return value
    if issubclass(annotation, enum.Enum):
        try:
            return annotation(value)
        except ValueError:
            allowed = ", ".join(repr(member.value) for member in annotation)
            raise ValueError(f"expected one of {allowed}, got {value!r}") from None
    if hasattr(annotation, "model_validate") and is_mapping(value):
        return annotation.model_validate(value)
    return _refuse(value, annotation)


def _refuse(value: Any, annotation: Any) -> NoReturn:
    raise ValueError(f"expected {_type_name(annotation)}, got {type(value).__name__}")


def to_jsonable(value: Any) -> Any:
    """``value`` with models, enums and UUIDs turned into what JSON has."""
    if hasattr(value, "model_dump"):
        return to_jsonable(value.model_dump())
    if is_mapping(value):
        return {key: to_jsonable(item) for key, item in value.items()}
    if is_sequence(value) or is_set(value):
        return [to_jsonable(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, uuid.UUID):
        return str(value)
    return value


def dump(value: Any, options: dict[str, Any]) -> Any:
    """``value`` with models, at any depth, turned into dicts by their ``model_dump(**options)``."""
    if hasattr(value, "model_dump"):
        return value.model_dump(**options)
    if is_dict(value):
        return {key: dump(item, options) for key, item in value.items()}
    if is_list(value):
        return [dump(item, options) for item in value]
    return value
