"""Filters as expressions: ``(K("year") >= 2020) & K.DOCUMENT.contains("pineapple")``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from chromadb._narrow import is_dict, is_list, is_mapping
from chromadb.base_types import LiteralValue


@dataclass
class Where:
    """A condition. Join conditions with ``&`` and ``|``; mind the parentheses around comparisons."""

    def to_dict(self) -> dict[str, Any]:
        """The condition as it travels, in the grammar of ``where`` filters."""
        raise NotImplementedError("Subclasses must implement to_dict()")

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Where:
        """The inverse of ``to_dict``; ``{"key": value}`` is short for ``{"key": {"$eq": value}}``.

        Raises:
            TypeError: a part has the wrong type.
            ValueError: a part is empty, has several keys, or names an unknown operator.
        """
        given: Any = data
        if not is_dict(given):
            raise TypeError(f"Expected dict for Where, got {type(given).__name__}")
        if not given:
            raise ValueError("Where dict cannot be empty")
        for operator in ("$and", "$or"):
            if operator in given:
                return _junction_from_dict(operator, given)
        if len(given) != 1:
            raise ValueError(f"Where dict must contain exactly one field, got {len(given)}")
        [(key, condition)] = given.items()
        if not isinstance(key, str):
            raise TypeError(f"Field name must be a string, got {type(key).__name__}")
        return _condition_from_dict(key, condition)

    def __and__(self, other: Where) -> And:
        return And([*_conditions(self, And), *_conditions(other, And)])

    def __or__(self, other: Where) -> Or:
        return Or([*_conditions(self, Or), *_conditions(other, Or)])


@dataclass
class And(Where):
    """All conditions hold."""

    conditions: list[Where]

    def to_dict(self) -> dict[str, Any]:
        return {"$and": [condition.to_dict() for condition in self.conditions]}


@dataclass
class Or(Where):
    """At least one condition holds."""

    conditions: list[Where]

    def to_dict(self) -> dict[str, Any]:
        return {"$or": [condition.to_dict() for condition in self.conditions]}


@dataclass
class _Comparison(Where):
    operator: ClassVar[str]

    key: str
    value: Any

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {self.operator: self.value}}


@dataclass
class Eq(_Comparison):
    """The value equals."""

    operator = "$eq"


@dataclass
class Ne(_Comparison):
    """The value differs, or the record has no such key."""

    operator = "$ne"


@dataclass
class Gt(_Comparison):
    """The number is greater."""

    operator = "$gt"


@dataclass
class Gte(_Comparison):
    """The number is greater or equal."""

    operator = "$gte"


@dataclass
class Lt(_Comparison):
    """The number is less."""

    operator = "$lt"


@dataclass
class Lte(_Comparison):
    """The number is less or equal."""

    operator = "$lte"


@dataclass
class In(Where):
    """The value is one of a list."""

    key: str
    values: list[Any]

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {"$in": self.values}}


@dataclass
class Nin(Where):
    """The value is none of a list, or the record has no such key."""

    key: str
    values: list[Any]

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {"$nin": self.values}}


@dataclass
class Contains(Where):
    """The document contains a text, or the list in metadata a value."""

    key: str
    value: LiteralValue

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {"$contains": self.value}}


@dataclass
class NotContains(Where):
    """The document does not contain a text, or the list in metadata not a value."""

    key: str
    value: LiteralValue

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {"$not_contains": self.value}}


@dataclass
class Regex(Where):
    """The text matches a pattern somewhere."""

    key: str
    pattern: str

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {"$regex": self.pattern}}


@dataclass
class NotRegex(Where):
    """The text matches a pattern nowhere."""

    key: str
    pattern: str

    def to_dict(self) -> dict[str, Any]:
        return {self.key: {"$not_regex": self.pattern}}


def _conditions(where: Where, junction: type[And] | type[Or]) -> list[Where]:
    """The parts of a junction of the same kind, else the condition alone: a & b & c is one And of three."""
    return where.conditions if isinstance(where, junction) else [where]


def _junction_from_dict(operator: str, data: Mapping[str, Any]) -> Where:
    parts = data[operator]
    if not is_list(parts):
        raise TypeError(f"{operator} must be a list, got {type(parts).__name__}")
    if not parts:
        raise ValueError(f"{operator} requires at least one condition")
    if len(data) > 1:
        raise ValueError(f"{operator} cannot be combined with other fields in the same dict")
    result, *others = [Where.from_dict(part) for part in parts]
    for other in others:
        result = result & other if operator == "$and" else result | other
    return result


_COMPARISONS: dict[str, type[_Comparison]] = {kind.operator: kind for kind in (Eq, Ne, Gt, Gte, Lt, Lte)}
_MEMBERSHIPS: dict[str, type[In] | type[Nin]] = {"$in": In, "$nin": Nin}
_CONTAINS: dict[str, type[Contains] | type[NotContains]] = {"$contains": Contains, "$not_contains": NotContains}
_PATTERNS: dict[str, type[Regex] | type[NotRegex]] = {"$regex": Regex, "$not_regex": NotRegex}


def _condition_from_dict(key: str, condition: object) -> Where:
    if not is_mapping(condition):
        return Eq(key, condition)
    if not condition:
        raise ValueError(f"Operator dict for field '{key}' cannot be empty")
    if len(condition) != 1:
        raise ValueError(f"Operator dict for field '{key}' must contain exactly one operator")
    [(operator, value)] = condition.items()
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](key, value)
    if operator in _MEMBERSHIPS:
        if not is_list(value):
            raise TypeError(f"{operator} requires a list, got {type(value).__name__}")
        return _MEMBERSHIPS[operator](key, value)
    if operator in _CONTAINS:
        return _CONTAINS[operator](key, check_contained(key, operator, value))
    if operator in _PATTERNS:
        if not isinstance(value, str):
            raise TypeError(f"{operator} requires a string pattern, got {type(value).__name__}")
        return _PATTERNS[operator](key, value)
    raise ValueError(f"Unknown operator: {operator}")


def check_contained(key: str, operator: str, value: Any) -> LiteralValue:
    """Return the operand of a containment test.

    Raises:
        TypeError: it is not a scalar, or not a text where the key is the document.
    """
    if key == "#document" and not isinstance(value, str):
        raise TypeError(f"{operator} on #document requires a string pattern")
    if not isinstance(value, (str, int, float)):
        raise TypeError(f"{operator} requires a str, int, float, or bool, got {type(value).__name__}")
    return value
