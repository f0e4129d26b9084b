"""Whether a JSON body is the one that an operation takes: 422 if not.

The generated pydantic models decide, but a batch of a thousand vectors should not become a million validated Python
objects. So the large columns are first looked at in a way that can only say yes (one pass over the types of each row,
at C speed), and the model sees an empty list in their place. Whatever is not plainly right goes through the model,
whose error says what is wrong. Handlers get the decoded JSON itself, never the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from chroma_server.decode import check_depth, decode_json
from chroma_server.engine.rules.sparse import MAX_SPARSE_INDEX, SPARSE_TYPE
from chroma_server.errors import ApiError, malformed_json, wrong_shape
from chroma_server.jsontypes import is_array, is_object
from chroma_server.leniency import PREPARE, REFUSE, is_rank_without_operator
from chroma_server.vectors import MARK, WORTHWHILE, cut_vectors

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails, SchemaValidator

_NONE = type(None)
_SCALARS = frozenset({str, int, float, bool})
_SPARSE_FIELDS = frozenset({"#type", "indices", "values"})
_ABSENT = object()


def _strings(value: object) -> bool:
    return is_array(value) and set(map(type, value)) <= {str}


def _strings_or_nulls(value: object) -> bool:
    return is_array(value) and set(map(type, value)) <= {str, _NONE}


def _vectors(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return True
    if not is_array(value):
        return False
    kinds = set(map(type, value))
    if kinds == {list}:
        return all(set(map(type, row)) <= {float, int} for row in value)
    return kinds <= {str}


def _number_rows(value: object) -> bool:
    return isinstance(value, np.ndarray) or (
        is_array(value) and all(is_array(row) and set(map(type, row)) <= {float, int} for row in value)
    )


def _plain_metadatas(value: object) -> bool:
    return is_array(value) and all(item is None or (is_object(item) and _plain_metadata(item)) for item in value)


def _plain_metadata(metadata: Mapping[str, Any]) -> bool:
    kinds = set(map(type, metadata.values()))
    if kinds <= _SCALARS:
        return True
    return kinds <= {*_SCALARS, dict} and all(_sparse(item) for item in metadata.values() if is_object(item))


def _sparse(value: Mapping[str, Any]) -> bool:
    """Whether the object is a sparse vector without tokens."""
    if not {"indices", "values"} <= value.keys() <= _SPARSE_FIELDS or value.get("#type", SPARSE_TYPE) != SPARSE_TYPE:
        return False
    indices, values = value["indices"], value["values"]
    if not (is_array(indices) and is_array(values)) or not set(map(type, indices)) <= {int}:
        return False
    in_range = not indices or (min(indices) >= 0 and max(indices) <= MAX_SPARSE_INDEX)
    return in_range and set(map(type, values)) <= {float, int}


_QUICKLY_RIGHT: Mapping[str, Callable[[object], bool]] = {
    "ids": _strings,
    "embeddings": _vectors,
    "query_embeddings": _number_rows,
    "documents": _strings_or_nulls,
    "uris": _strings_or_nulls,
    "metadatas": _plain_metadatas,
}

_BASE64 = frozenset({"embeddings"})
"""Columns whose vectors may be base64."""

_WITHOUT_DEPTH = frozenset({"ids", "embeddings", "query_embeddings", "documents", "uris", "metadatas"})


class BodyShape:
    """The shape of one operation's body.

    name        what its schema is called, and so its model
    required    its required properties; ``optional`` the others
    deferred    properties that any JSON may stand in, because the engine parses them (and answers 400, not 422)
    """

    def __init__(self, name: str, schema: Mapping[str, Any], model: Callable[[], type[BaseModel]]) -> None:
        properties: Mapping[str, Mapping[str, Any]] = schema.get("properties", {})
        self.name = name
        self.fields = tuple(properties)
        self.required = frozenset(schema.get("required", ()))
        self.deferred = frozenset(
            name for name, entry in properties.items() if entry.get("x-chroma-parsed-by") == "engine"
        )
        self._quick = {name: check for name, check in _QUICKLY_RIGHT.items() if name in properties}
        self._vectors = next((name for name in ("embeddings", "query_embeddings") if name in properties), None)
        self._model = model

    @cached_property
    def _validate(self) -> Callable[..., object]:
        return validator_of(self._model()).validate_python

    def read(self, raw: bytes) -> dict[str, Any]:
        """The known fields of the body ``raw``; large columns of vectors may be one array each.

        Raises ApiError as `decode_json` and `check` do.
        """
        if self._vectors is not None and len(raw) >= WORTHWHILE:
            found = self._read_around(raw, self._vectors)
            if found is not None:
                return found
        return self.check(decode_json(raw, self.fields))

    def _read_around(self, raw: bytes, name: str) -> dict[str, Any] | None:
        cut = cut_vectors(raw, name, texts=name in _BASE64)
        if cut is None:
            return None
        rest, vectors = cut
        try:
            value = decode_json(rest, self.fields)
            if not is_object(value) or value.get(name) != MARK:
                return None
            return self.check({**value, name: vectors})
        except ApiError:
            # The whole body says it again, with its own positions.
            return None

    def check(self, value: Any) -> dict[str, Any]:
        """The known fields of the body, as decoded. Raises ApiError 422, or 400 for JSON that is nested too deep."""
        if not is_object(value):
            check_depth(value)
            raise wrong_shape(f"invalid type: {_named(value)}, expected struct {self.name}")
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
        from pydantic_core import ValidationError

        try:
            self._validate(probe)
        except ValidationError as error:
            raise _translate(error.errors(include_url=False), probe) from None
        for name, refusal in REFUSE.items():
            if name in probe and name not in settled and (reason := refusal(name, probe[name])):
                raise wrong_shape(reason)
        return {name: value[name] for name in self.fields if name in value}


def validator_of(model: type[BaseModel]) -> SchemaValidator:
    """A validator with the rules of the model that makes no model, and whose lists and maps stop at a wrong item.

    The model's own reports every wrong item: 40 MiB of them would cost gigabytes to tell one.
    """
    from pydantic_core import CoreConfig, SchemaValidator

    return SchemaValidator(_frugal(model.__pydantic_core_schema__), CoreConfig(strict=True))


def _frugal(schema: Any) -> Any:
    if is_array(schema):
        return [_frugal(part) for part in schema]
    if not is_object(schema):
        return schema
    copied = {name: _frugal(part) for name, part in schema.items()}
    if copied.get("type") in ("list", "dict"):
        return {**copied, "fail_fast": True}
    if copied.get("type") == "uuid":
        # Strictly, only Python's own UUID objects would do; JSON has strings.
        return {**copied, "strict": False}
    if copied.get("type") == "model":
        config: dict[str, Any] = copied.get("config", {})
        fields: dict[str, Any] = {**copied["schema"], "extra_behavior": config.get("extra_fields_behavior", "ignore")}
        if fields["extra_behavior"] == "forbid":
            trim = _keep_one_unknown(field.get("validation_alias", name) for name, field in fields["fields"].items())
            fields = {"type": "function-before", "function": {"type": "no-info", "function": trim}, "schema": fields}
        return {**fields, "ref": copied["ref"]} if "ref" in copied else fields
    return copied


def _keep_one_unknown(names: Iterable[str]) -> Callable[[object], object]:
    """Of an object with many unknown keys leave one: it is refused for that one, and not told a million times."""
    known = frozenset(names)

    def trim(value: object) -> object:
        if not is_object(value) or len(value) <= 2 * len(known) + 16:
            return value
        first = next(name for name in value if name not in known)
        return {name: item for name, item in value.items() if name in known or name == first}

    return trim


def _translate(errors: list[ErrorDetails], body: Mapping[str, Any]) -> ApiError:
    """One answer for the errors of a model, told with the words of the reference server.

    Of a union the model reports every branch. The branch that got deepest into the JSON is the one that was meant, and
    a branch that does not know the field at all was not; where others disagree on what is wrong there, none was meant.
    """
    told = [(_path(error["loc"], body, missing=error["type"] == "missing"), error) for error in errors]
    path = max((path for path, _ in told), key=len)
    if path[:1] == ("searches",) and path[2:3] == ("rank",):
        search = body["searches"][path[1]]
        if is_rank_without_operator(search["rank"]):
            return malformed_json(f"{_spell(path[:3])}: expected value")
    there = [error for place, error in told if place == path]
    there = [error for error in there if error["type"] != "extra_forbidden"] or there
    prefix = f"{_spell(path)}: " if path else ""
    if len({error["type"] for error in there}) > 1:
        return wrong_shape(f"{prefix}data did not match any variant")
    return _tell(there[0], prefix)


def _tell(error: ErrorDetails, prefix: str) -> ApiError:
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return wrong_shape(f"{prefix}missing field `{error['loc'][-1]}`")
    if kind == "extra_forbidden":
        return wrong_shape(f"{prefix}unknown field `{error['loc'][-1]}`")
    if kind in ("literal_error", "enum"):
        # The reference server reads the name of a variant with its parser, so anything but a string is bad syntax
        # there.
        if not isinstance(given, (str, dict)):
            return malformed_json(f"{prefix}expected value")
        expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "`")
        return wrong_shape(f"{prefix}unknown variant `{given}`, expected one of {expected}")
    wrong = "value" if kind in _WRONG_VALUE else "type"
    expected = _EXPECTED.get(kind, kind.replace("_", " "))
    return wrong_shape(f"{prefix}invalid {wrong}: {_named(given)}, expected {expected}")


def _path(location: tuple[int | str, ...], body: object, *, missing: bool) -> tuple[int | str, ...]:
    """The steps of a location that the JSON has. A model puts the branches of its unions between them."""
    path: list[int | str] = []
    here = body
    for step in location[:-1] if missing else location:
        inner = _ABSENT
        if is_object(here):
            inner = here.get(str(step), _ABSENT)
        elif is_array(here) and isinstance(step, int) and step < len(here):
            inner = here[step]
        if inner is not _ABSENT:
            here = inner
            path.append(step)
    return tuple(path)


def _spell(path: tuple[int | str, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


_WRONG_VALUE = frozenset({"greater_than_equal", "less_than_equal", "uuid_parsing"})

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
    "uuid_type": "a UUID",
    "uuid_parsing": "a UUID",
}


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
