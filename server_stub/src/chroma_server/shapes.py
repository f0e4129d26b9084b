"""Whether a JSON body is the one that an operation takes: 422 if not.

The generated pydantic models decide, but a batch of a thousand vectors should not become a million validated Python
objects. So the large columns are first looked at in a way that can only say yes (one pass over the types of each row,
at C speed), and the model sees an empty list in their place. Whatever is not plainly right goes through the model,
whose error says what is wrong. Handlers get the decoded JSON itself, never the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chroma_server.decode import check_depth
from chroma_server.errors import ApiError, malformed_json, wrong_shape
from chroma_server.jsontypes import is_array, is_object
from chroma_server.leniency import PREPARE, REFUSE, is_rank_without_operator

_NONE = type(None)


def _strings(value: object) -> bool:
    return is_array(value) and set(map(type, value)) <= {str}


def _strings_or_nulls(value: object) -> bool:
    return is_array(value) and set(map(type, value)) <= {str, _NONE}


def _vectors(value: object) -> bool:
    if not is_array(value):
        return False
    kinds = set(map(type, value))
    if kinds == {list}:
        return all(set(map(type, row)) <= {float, int} for row in value)
    return kinds <= {str}


def _number_rows(value: object) -> bool:
    return is_array(value) and all(is_array(row) and set(map(type, row)) <= {float, int} for row in value)


def _plain_metadatas(value: object) -> bool:
    return is_array(value) and all(
        item is None or (is_object(item) and set(map(type, item.values())) <= {str, int, float, bool}) for item in value
    )


_QUICKLY_RIGHT: Mapping[str, Callable[[object], bool]] = {
    "ids": _strings,
    "embeddings": _vectors,
    "query_embeddings": _number_rows,
    "documents": _strings_or_nulls,
    "uris": _strings_or_nulls,
    "metadatas": _plain_metadatas,
}

_WITHOUT_DEPTH = frozenset({"ids", "embeddings", "query_embeddings", "documents", "uris"})


class BodyShape:
    """The shape of one operation's body.

    model       the generated model of the body
    required    its required properties; ``optional`` the others
    deferred    properties that any JSON may stand in, because the engine parses them (and answers 400, not 422)
    """

    def __init__(self, schema: Mapping[str, Any], model: type[BaseModel]) -> None:
        properties: Mapping[str, Mapping[str, Any]] = schema.get("properties", {})
        self.name = model.__name__
        self.fields = tuple(properties)
        self.required = frozenset(schema.get("required", ()))
        self.deferred = frozenset(
            name for name, entry in properties.items() if entry.get("x-chroma-parsed-by") == "engine"
        )
        self._quick = {name: check for name, check in _QUICKLY_RIGHT.items() if name in properties}
        self._validate = model.__pydantic_validator__.validate_python

    def check(self, value: Any) -> dict[str, Any]:
        """The known fields of the body, as decoded. Raises ApiError 422, or 400 for JSON that is nested too deep."""
        if not is_object(value):
            check_depth(value)
            raise wrong_shape(f"{_unexpected(value)}, expected struct {self.name}")
        probe: dict[str, Any] = {}
        settled: set[str] = set()
        for name, item in value.items():
            if name in self.deferred:
                continue
            quick = self._quick.get(name)
            if quick is not None and quick(item):
                settled.add(name)
                probe[name] = []
            else:
                probe[name] = PREPARE[name](item) if name in PREPARE else item
        check_depth({name: item for name, item in value.items() if name not in settled or name not in _WITHOUT_DEPTH})
        try:
            self._validate(probe, strict=True)
        except ValidationError as error:
            raise _translate(error.errors(include_url=False), probe) from None
        for name, refusal in REFUSE.items():
            if name in probe and name not in settled and (reason := refusal(name, probe[name])):
                raise wrong_shape(reason)
        return {name: value[name] for name in self.fields if name in value}


def _translate(errors: list[ErrorDetails], body: Mapping[str, Any]) -> ApiError:
    """One answer for the errors of a model: the first, told with the words of the reference server."""
    first = errors[0]
    path, at_union = _path(first["loc"], body)
    if at_union:
        if first["loc"][0] == "searches" and first["loc"][2:3] == ("rank",):
            search = body["searches"][first["loc"][1]]
            if is_rank_without_operator(search["rank"]):
                return malformed_json(f"{path}: expected value")
        return wrong_shape(f"{path}: data did not match any variant")
    kind, given = first["type"], first["input"]
    context = first.get("ctx", {})
    prefix = f"{path}: " if path else ""
    if kind == "missing":
        parent, _ = _path(first["loc"][:-1], body)
        prefix = f"{parent}: " if parent else ""
        return wrong_shape(f"{prefix}missing field `{first['loc'][-1]}`")
    if kind == "extra_forbidden":
        return wrong_shape(f"{prefix}unknown field `{first['loc'][-1]}`")
    if kind in ("literal_error", "enum"):
        # The reference server reads the name of a variant with its parser, so anything but a string is bad syntax
        # there.
        if not isinstance(given, (str, dict)):
            return malformed_json(f"{prefix}expected value")
        expected = str(context.get("expected", "")).replace("'", "`")
        return wrong_shape(f"{prefix}unknown variant `{given}`, expected one of {expected}")
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return wrong_shape(f"{prefix}invalid value: {_named(given)}, expected {_expected(kind)}")
    return wrong_shape(f"{prefix}{_unexpected(given)}, expected {_expected(kind)}")


def _path(location: tuple[int | str, ...], body: object) -> tuple[str, bool]:
    """The location as ``a.b[0]``, and whether it leads into a union: the model then adds names that the JSON lacks."""
    text = ""
    here: Any = body
    for index, step in enumerate(location):
        if is_object(here) and step in here:
            here = here[step]
            text += f".{step}" if text else str(step)
        elif is_array(here) and isinstance(step, int) and step < len(here):
            here = here[step]
            text += f"[{step}]"
        else:
            return text, index < len(location) - 1 or not isinstance(here, dict)
    return text, False


_EXPECTED = {
    "string_type": "a string",
    "bool_type": "a boolean",
    "list_type": "a sequence",
    "dict_type": "a map",
    "model_type": "a map",
    "model_attributes_type": "a map",
    "int_type": "u32",
    "int_from_float": "u32",
    "float_type": "f32",
    "greater_than_equal": "u32",
    "less_than_equal": "u32",
    "none_required": "null",
}


def _expected(kind: str) -> str:
    return _EXPECTED.get(kind, kind.replace("_", " "))


def _unexpected(value: object) -> str:
    return f"invalid type: {_named(value)}"


def _named(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"boolean `{str(value).lower()}`"
    if isinstance(value, int):
        return f"integer `{value}`"
    if isinstance(value, float):
        return f"floating point `{value}`"
    if isinstance(value, str):
        return f'string "{value}"'
    return "sequence" if isinstance(value, list) else "map"
