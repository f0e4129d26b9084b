"""Filters on metadata and documents: their shape, checked before anything is sent."""

from __future__ import annotations

from typing import Any, TypedDict

from chromadb._narrow import is_dict, is_list
from chromadb.base_types import Where, WhereDocument

_COMPARISONS = ("$gt", "$gte", "$lt", "$lte")
_MEMBERSHIPS = ("$in", "$nin")
_CONTAINS = ("$contains", "$not_contains")
_PATTERNS = ("$regex", "$not_regex")
_OPERATORS = (*_COMPARISONS, "$ne", "$eq", *_MEMBERSHIPS, *_CONTAINS)
_DOCUMENT_OPERATORS = (*_CONTAINS, *_PATTERNS, "$and", "$or")


class FilterSet(TypedDict):
    """The two filters of a call."""

    where: Where | None
    where_document: WhereDocument | None


def validate_filter_set(filter_set: FilterSet) -> None:
    """Check both filters, where given."""
    if filter_set["where"] is not None:
        validate_where(filter_set["where"])
    if filter_set["where_document"] is not None:
        validate_where_document(filter_set["where_document"])


def validate_where(where: Where) -> None:
    """Check a metadata filter: one key, which is a metadata key with a value or one operator, or ``$and``/``$or``.

    Raises:
        ValueError: the filter, or a part of it, has another shape; the message shows the part.
    """
    given: Any = where
    if not is_dict(given):
        raise ValueError(f"Expected where to be a dict, got {given}")
    if len(given) != 1:
        raise ValueError(f"Expected where to have exactly one operator, got {given}")
    [(key, value)] = given.items()
    if not isinstance(key, str):
        raise ValueError(f"Expected where key to be a str, got {key}")
    if key in _CONTAINS:
        raise ValueError(f"Expected where key to be a metadata field name or a logical operator ($and, $or), got {key}")
    if key in ("$and", "$or"):
        if not is_list(value):
            raise ValueError(f"Expected where value for $and or $or to be a list of where expressions, got {value}")
        if len(value) <= 1:
            raise ValueError(
                f"Expected where value for $and or $or to be a list with at least two where expressions, got {value}"
            )
        for part in value:
            validate_where(part)
        return
    if is_dict(value):
        if len(value) != 1:
            raise ValueError(f"Expected operator expression to have exactly one operator, got {value}")
        [(operator, operand)] = value.items()
        _check_operator(key, operator, operand)
    elif key not in _MEMBERSHIPS and not isinstance(value, (str, int, float)):
        raise ValueError(f"Expected where value to be a str, int, float, or operator expression, got {value}")


def _check_operator(key: str, operator: Any, operand: Any) -> None:
    if operator in _COMPARISONS and not isinstance(operand, (int, float)):
        raise ValueError(f"Expected operand value to be an int or a float for operator {operator}, got {operand}")
    if operator in _MEMBERSHIPS and not is_list(operand):
        raise ValueError(f"Expected operand value to be an list for operator {operator}, got {operand}")
    if key == "#document" and operator in (*_CONTAINS, *_PATTERNS):
        if not isinstance(operand, str):
            raise ValueError(f"Expected operand value to be a str for operator {operator} on #document, got {operand}")
        return
    if operator in _CONTAINS and not isinstance(operand, (str, int, float)):
        raise ValueError(
            f"Expected operand value to be a str, int, float, or bool for operator {operator}, got {operand}"
        )
    if operator not in _OPERATORS:
        raise ValueError(f"Expected where operator to be one of {', '.join(_OPERATORS)}, got {operator}")
    if is_list(operand):
        if not operand or not all(isinstance(item, type(operand[0])) for item in operand):
            raise ValueError(
                "Expected where operand value to be a non-empty list, and all values to be of the same type "
                f"got {operand}"
            )
    elif not isinstance(operand, (str, int, float)):
        raise ValueError(
            f"Expected where operand value to be a str, int, float, bool, or list of those type, got {operand}"
        )


def validate_where_document(where_document: WhereDocument) -> None:
    """Check a document filter: one of ``$contains``, ``$not_contains``, ``$regex``, ``$not_regex``, ``$and``, ``$or``.

    Raises:
        ValueError: the filter, or a part of it, has another shape; the message shows the part.
    """
    given: Any = where_document
    if not is_dict(given):
        raise ValueError(f"Expected where document to be a dictionary, got {given}")
    if len(given) != 1:
        raise ValueError(f"Expected where document to have exactly one operator, got {given}")
    [(operator, operand)] = given.items()
    if operator not in _DOCUMENT_OPERATORS:
        raise ValueError(
            f"Expected where document operator to be one of {', '.join(_DOCUMENT_OPERATORS)}, got {operator}"
        )
    if operator in ("$and", "$or"):
        if not is_list(operand):
            raise ValueError(
                f"Expected document value for $and or $or to be a list of where document expressions, got {operand}"
            )
        if len(operand) <= 1:
            raise ValueError(
                "Expected document value for $and or $or to be a list with at least two where document expressions, "
                f"got {operand}"
            )
        for part in operand:
            validate_where_document(part)
    elif not isinstance(operand, str):
        raise ValueError(f"Expected where document operand value for operator {operator} to be a str, got {operand}")
    elif not operand:
        raise ValueError(f"Expected where document operand value for operator {operator} to be a non-empty str")
