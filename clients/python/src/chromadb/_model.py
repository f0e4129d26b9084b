"""A small base for typed records whose fields are checked when they are built.

It stands in for pydantic in this package: enough of its second version's methods that code written for the official
classes keeps working, without the dependency. Values are converted as pydantic converts them in its lax mode ("8000" is
an int where an int is wanted; 8000 is not a str where a str is wanted).
"""

from __future__ import annotations

import copy as _copy
import inspect
import json as _json
import os
import typing
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from typing_extensions import Self, dataclass_transform

from chromadb._convert import convert, dump, to_jsonable
from chromadb._json_schema import object_schema
from chromadb._narrow import is_mapping

__all__ = ["Field", "Model", "ModelValidationError", "made"]


class ModelValidationError(ValueError):
    """One or more fields do not fit. ``problems`` lists ``(field name, what is wrong)``."""

    def __init__(self, model: str, problems: list[tuple[str, str]]) -> None:
        self.model = model
        self.problems = problems
        super().__init__(model, problems)

    def __str__(self) -> str:
        lines = "; ".join(f"{name}: {problem}" for name, problem in self.problems)
        return f"Invalid {self.model}: {lines}"

    def errors(self) -> list[dict[str, Any]]:
        """The problems as dicts with ``loc`` and ``msg``."""
        return [{"loc": (name,), "msg": problem} for name, problem in self.problems]


@dataclass(frozen=True)
class Made:
    """A default that is made anew for each instance, when it is needed."""

    make: Callable[[], Any]


def made(make: Callable[[], Any]) -> Any:
    """``Made``, typed so that it can stand as the default of any field."""
    return Made(make)


@dataclass(frozen=True)
class Field:
    """One field of a model: its type and default. ``required`` fields have no default."""

    annotation: Any
    default: Any = None
    required: bool = False

    def get_default(self) -> Any:
        """A fresh copy of the default."""
        return self.default.make() if isinstance(self.default, Made) else _copy.deepcopy(self.default)

    def is_required(self) -> bool:
        """Whether a value must be given."""
        return self.required


# `dict` names a method within Model.
_Values: TypeAlias = dict[str, Any]
_Fields: TypeAlias = dict[str, Field]
_Checks: TypeAlias = dict[str, Callable[[Any], Any]]


@dataclass_transform(kw_only_default=True)
class Model:
    """Base of records with checked fields. Subclasses annotate their fields; a default makes one optional.

    Fields are checked on construction and on assignment. ``_checks`` maps a field's name to a further check, which
    returns the value to store. Equality is by type and fields.
    """

    model_fields: ClassVar[_Fields] = {}
    model_computed_fields: ClassVar[_Values] = {}
    model_config: ClassVar[_Values] = {"extra": "forbid"}
    _checks: ClassVar[_Checks] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        fields = dict(cls.model_fields)
        hints = typing.get_type_hints(cls)
        for name in inspect.get_annotations(cls):
            annotation = hints[name]
            if name.startswith("_") or typing.get_origin(annotation) is ClassVar:
                continue
            required = name not in cls.__dict__
            fields[name] = Field(annotation, None if required else cls.__dict__[name], required)
        cls.model_fields = fields

    def __init__(self, **data: Any) -> None:
        problems: list[tuple[str, str]] = []
        values: _Values = {}
        for name, field in self.model_fields.items():
            if name in data:
                try:
                    values[name] = self._convert(name, data[name])
                except ValueError as error:
                    problems.append((name, str(error)))
            elif field.required:
                problems.append((name, "is required"))
            else:
                values[name] = field.get_default()
        unknown = [name for name in data if name not in self.model_fields]
        if unknown and self.model_config.get("extra") != "ignore":
            problems.extend((name, f"is not a valid field for {type(self).__name__}") for name in unknown)
        if problems:
            raise ModelValidationError(type(self).__name__, problems)
        self.__dict__.update(values)
        self.__dict__["_given"] = {name for name in data if name in self.model_fields}
        self.model_post_init(None)

    @classmethod
    def _convert(cls, name: str, value: Any) -> Any:
        check = cls._checks.get(name)
        if check is not None:
            value = check(value)
        return convert(value, cls.model_fields[name].annotation)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        if name not in self.model_fields:
            raise ValueError(f'"{type(self).__name__}" object has no field "{name}"')
        try:
            self.__dict__[name] = self._convert(name, value)
        except ValueError as error:
            raise ModelValidationError(type(self).__name__, [(name, str(error))]) from None
        self.__dict__["_given"] = {*self.model_fields_set, name}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.model_fields)

    __hash__ = None  # type: ignore[assignment]

    def _shown(self, name: str) -> str:
        """The text of a field in ``repr``; subclasses redact here."""
        return repr(getattr(self, name))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={self._shown(name)}' for name in self.model_fields)})"

    def __str__(self) -> str:
        return " ".join(f"{name}={self._shown(name)}" for name in self.model_fields)

    def __iter__(self) -> typing.Iterator[tuple[str, Any]]:
        yield from ((name, getattr(self, name)) for name in self.model_fields)

    def model_post_init(self, context: Any, /) -> None:
        """Called when all fields are set; does nothing unless overridden."""

    @property
    def model_fields_set(self) -> set[str]:
        """Names of the fields that were given or assigned, not left at their default."""
        given: set[str] = self.__dict__.get("_given", set())
        return given

    @property
    def model_extra(self) -> dict[str, Any] | None:
        """Always None: unknown fields are refused or ignored, never kept."""
        return None

    def model_dump(
        self,
        *,
        mode: str = "python",
        include: set[str] | None = None,
        exclude: set[str] | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        **_: Any,
    ) -> _Values:
        """The fields as a dict, nested models too; with ``mode="json"`` only of values that JSON has.

        ``include`` and ``exclude`` name fields of this model, the other options hold for nested ones as well. Further
        options of pydantic concern what these models have not (aliases, computed fields) and change nothing.
        """
        options: _Values = {
            "exclude_unset": exclude_unset,
            "exclude_defaults": exclude_defaults,
            "exclude_none": exclude_none,
        }
        result: _Values = {}
        for name, field in self.model_fields.items():
            value = getattr(self, name)
            if (
                (include is not None and name not in include)
                or (exclude is not None and name in exclude)
                or (exclude_unset and name not in self.model_fields_set)
                or (exclude_defaults and not field.required and value == field.default)
                or (exclude_none and value is None)
            ):
                continue
            result[name] = dump(value, options)
        return typing.cast("_Values", to_jsonable(result)) if mode == "json" else result

    def model_dump_json(self, *, indent: int | None = None, **options: Any) -> str:
        """The fields as JSON text. ``options`` are those of ``model_dump``."""
        separators = None if indent is not None else (",", ":")
        return _json.dumps(
            self.model_dump(mode="json", **options), indent=indent, separators=separators, ensure_ascii=False
        )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with the fields of ``update`` changed (and checked); ``deep`` copies the values too."""
        copied = _copy.deepcopy(self) if deep else _copy.copy(self)
        copied.__dict__["_given"] = set(self.model_fields_set)
        for name, value in (update or {}).items():
            setattr(copied, name, value)
        return copied

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """Build without checks, from values known to be right."""
        built = cls.__new__(cls)
        for name, field in cls.model_fields.items():
            if name in values:
                built.__dict__[name] = values[name]
            elif not field.required:
                built.__dict__[name] = field.get_default()
        built.__dict__["_given"] = set(values) if _fields_set is None else _fields_set
        return built

    @classmethod
    def model_validate(cls, obj: Any, **_: Any) -> Self:
        """Build from a mapping, or return ``obj`` when it is one of these already."""
        if isinstance(obj, cls):
            return obj
        if not is_mapping(obj):
            raise ModelValidationError(cls.__name__, [("(whole)", f"expected a mapping, got {type(obj).__name__}")])
        return cls(**obj)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes, **_: Any) -> Self:
        """Build from JSON text."""
        return cls.model_validate(_json.loads(json_data))

    @classmethod
    def model_validate_strings(cls, obj: Any, **_: Any) -> Self:
        """Build from a mapping of texts."""
        return cls.model_validate(obj)

    @classmethod
    def model_json_schema(cls, **_: Any) -> _Values:
        """The JSON Schema of the model."""
        return object_schema(cls.__name__, cls.model_fields)

    @classmethod
    def model_rebuild(cls, **_: Any) -> None:
        """Nothing: the types of all fields are known when the class is made."""

    # The names of pydantic's first version, which its second keeps.

    def dict(self, **options: Any) -> _Values:
        """The same as ``model_dump``."""
        return self.model_dump(**options)

    def json(self, **options: Any) -> str:
        """The same as ``model_dump_json``."""
        return self.model_dump_json(**options)

    def copy(
        self,
        *,
        include: Set[str] | None = None,
        exclude: Set[str] | None = None,
        update: Mapping[str, Any] | None = None,
        deep: bool = False,
    ) -> Self:
        """The same as ``model_copy``; fields left out by ``include`` or ``exclude`` have their defaults."""
        copied = self.model_copy(deep=deep)
        for name, field in self.model_fields.items():
            left_out = (include is not None and name not in include) or (exclude is not None and name in exclude)
            if left_out and not field.required:
                copied.__dict__[name] = field.get_default()
        return copied.model_copy(update=update)

    @classmethod
    def construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """The same as ``model_construct``."""
        return cls.model_construct(_fields_set, **values)

    @classmethod
    def from_orm(cls, obj: Any) -> Self:
        """Build from an object with attributes of the fields' names."""
        return cls(**{name: getattr(obj, name) for name in cls.model_fields if hasattr(obj, name)})

    @classmethod
    def parse_file(cls, path: str | os.PathLike[str], **_: Any) -> Self:
        """Build from a file of JSON."""
        return cls.model_validate_json(Path(path).read_bytes())

    @classmethod
    def schema(cls, **_: Any) -> _Values:
        """The same as ``model_json_schema``."""
        return cls.model_json_schema()

    @classmethod
    def schema_json(cls, **_: Any) -> str:
        """``model_json_schema`` as text."""
        return _json.dumps(cls.model_json_schema())

    @classmethod
    def update_forward_refs(cls, **_: Any) -> None:
        """The same as ``model_rebuild``."""
        cls.model_rebuild()

    @classmethod
    def parse_obj(cls, obj: Any) -> Self:
        """The same as ``model_validate``."""
        return cls.model_validate(obj)

    @classmethod
    def parse_raw(cls, b: str | bytes, **_: Any) -> Self:
        """The same as ``model_validate_json``."""
        return cls.model_validate_json(b)

    @classmethod
    def validate(cls, value: Any) -> Self:
        """The same as ``model_validate``."""
        return cls.model_validate(value)
