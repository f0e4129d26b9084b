"""Filters: from JSON to a typed tree, and whether the collection's indexes allow them.

where           {"$and": [...]} | {"$or": [...]} | {key: scalar} | {key: {operator: value}}, one key per object
where_document  {"$contains" | "$not_contains" | "$regex" | "$not_regex": text} | {"$and": [...]} | {"$or": [...]}

The key ``#document`` with one of the four text operators is a document condition inside ``where``. Every other shape
is InvalidArgument.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from chroma_server.engine.errors import InvalidArgument

from .metadata import MAX_INT64, MIN_INT64, Scalar
from .regex import DocumentPattern, compile_document_pattern
from .shapes import MAX_JSON_DEPTH, is_list, is_object, is_unicode, kind_of, plain

DOCUMENT_KEY = "#document"
ID_KEY = "#id"

ComparisonOperator: TypeAlias = Literal["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"]
MembershipOperator: TypeAlias = Literal["$in", "$nin"]
ListOperator: TypeAlias = Literal["$contains", "$not_contains"]


@dataclass(frozen=True, slots=True)
class And:
    """Every child matches; no children match everything."""

    children: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some child matches; no children match nothing."""

    children: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scalar under ``key`` compared with ``value``. ``$ne`` also matches a missing key and another type."""

    key: str
    op: ComparisonOperator
    value: Scalar


@dataclass(frozen=True, slots=True)
class Membership:
    """The scalar under ``key`` is one of ``values``, which are of one type and at least one.

    ``$nin`` also matches a missing key and another type.
    """

    key: str
    op: MembershipOperator
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class ListContains:
    """The list under ``key`` has ``value`` as an element, of exactly its type. ``$not_contains`` is the opposite."""

    key: str
    op: ListOperator
    value: Scalar


@dataclass(frozen=True, slots=True)
class DocumentContains:
    """The document has ``text`` in it, byte for byte. Negated, a record without a document matches too."""

    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRegex:
    """``pattern`` matches somewhere in the document. Negated, a record without a document matches too."""

    pattern: DocumentPattern
    negated: bool = False


@dataclass(frozen=True, slots=True)
class IdMembership:
    """The id of the record is one of ``ids``; negated, it is none of them. Only searches have it."""

    ids: tuple[str, ...]
    negated: bool = False


Leaf: TypeAlias = "Comparison | Membership | ListContains | DocumentContains | DocumentRegex | IdMembership"
Where: TypeAlias = "And | Or | Leaf"

_COMPARISONS: dict[str, ComparisonOperator] = {op: op for op in get_args(ComparisonOperator)}
_MEMBERSHIPS: dict[str, MembershipOperator] = {op: op for op in get_args(MembershipOperator)}
_LIST_OPERATORS: dict[str, ListOperator] = {op: op for op in get_args(ListOperator)}
_ORDERINGS = frozenset({"$gt", "$gte", "$lt", "$lte"})
_ID_OPERATORS = ("$eq", "$ne", "$in", "$nin")
_DOCUMENT_OPERATORS = ("$contains", "$not_contains", "$regex", "$not_regex")


def parse_where(where: Mapping[str, Any] | None) -> Where | None:
    """A ``where`` filter as a tree; None is no filter.

    Raises InvalidArgument: "Invalid where clause", followed by what is wrong with it.
    """
    return None if where is None else _parse(where, 0, _metadata_condition, _bad_where)


def parse_where_document(where_document: Mapping[str, Any] | None) -> Where | None:
    """A ``where_document`` filter as a tree; None is no filter.

    Raises InvalidArgument: "Invalid where document clause", followed by what is wrong with it, or the reason why a
    pattern is none.
    """
    return None if where_document is None else _parse(where_document, 0, _document_condition, _bad_where_document)


def combine(*filters: Where | None) -> Where | None:
    """All given filters together; None when there is none."""
    given = [tree for tree in filters if tree is not None]
    if len(given) < 2:
        return given[0] if given else None
    return And(tuple(given))


def parse_search_filter(where: object) -> Where:
    """The filter of a search as a tree: a ``where`` filter in which the key ``#id`` is the id of the record.

    Raises InvalidArgument as :func:`parse_where`, and for a condition on ``#id`` other than $eq, $ne, $in and $nin of
    strings.
    """
    return _with_ids(_parse(where, 0, _metadata_condition, _bad_where))


def _with_ids(tree: Where) -> Where:
    if isinstance(tree, And):
        return And(tuple(map(_with_ids, tree.children)))
    if isinstance(tree, Or):
        return Or(tuple(map(_with_ids, tree.children)))
    if not isinstance(tree, (Comparison, Membership, ListContains)) or tree.key != ID_KEY:
        return tree
    values = tree.values if isinstance(tree, Membership) else (tree.value,)
    texts = tuple(value for value in values if isinstance(value, str))
    if tree.op not in _ID_OPERATORS or len(texts) < len(values):
        raise _bad_where(f"{ID_KEY!r} takes {', '.join(_ID_OPERATORS)} of strings")
    return IdMembership(texts, negated=tree.op in ("$ne", "$nin"))


def conditions(tree: Where) -> Iterator[Leaf]:
    """The leaves of a filter, left to right."""
    if isinstance(tree, (And, Or)):
        for child in tree.children:
            yield from conditions(child)
    else:
        yield tree


def check_index_enabled(schema: Mapping[str, Any], tree: Where | None) -> None:
    """Raise InvalidArgument when a condition needs an index that the collection's ``schema`` has switched off.

    An entry for the key decides where it has one for the type, otherwise the schema's defaults do.
    """
    if tree is None:
        return
    for condition in conditions(tree):
        if isinstance(condition, (DocumentContains, DocumentRegex)):
            if not _enabled(schema, DOCUMENT_KEY, "string", "fts_index"):
                raise InvalidArgument("Cannot filter using full-text search because FTS indexing is disabled")
            continue
        if isinstance(condition, IdMembership):
            continue
        operand = condition.values[0] if isinstance(condition, Membership) else condition.value
        type_name, value_type, index = _INDEX_OF[type(operand)]
        if not _enabled(schema, condition.key, value_type, index):
            raise InvalidArgument(
                f"Cannot filter using metadata key '{condition.key}' with type '{type_name}' "
                "because indexing is disabled"
            )


_INDEX_OF: dict[type, tuple[str, str, str]] = {
    str: ("Str", "string", "string_inverted_index"),
    int: ("Int", "int", "int_inverted_index"),
    float: ("Float", "float", "float_inverted_index"),
    bool: ("Bool", "bool", "bool_inverted_index"),
}


def _enabled(schema: Mapping[str, Any], key: str, value_type: str, index: str) -> bool:
    own: Mapping[str, Any] | None = schema["keys"].get(key, {}).get(value_type, {}).get(index)
    settings: Mapping[str, Any] = schema["defaults"][value_type][index] if own is None else own
    return bool(settings["enabled"])


def _bad_where(reason: str) -> InvalidArgument:
    return InvalidArgument(f"Invalid where clause: {reason}")


def _bad_where_document(reason: str) -> InvalidArgument:
    return InvalidArgument(f"Invalid where document clause: {reason}")


_Fail: TypeAlias = Callable[[str], InvalidArgument]
_Condition: TypeAlias = Callable[[str, object, _Fail], Leaf]


def _parse(node: object, depth: int, condition: _Condition, fail: _Fail) -> Where:
    if depth >= MAX_JSON_DEPTH:
        raise fail(f"nested more than {MAX_JSON_DEPTH} levels deep")
    key, value = _only_entry(node, "an object", "condition", fail)
    if key not in ("$and", "$or"):
        return condition(key, value, fail)
    if not is_list(value):
        raise fail(f"{key} takes a list of conditions, got {kind_of(value)}")
    # Each level is an object in a list, so it counts twice, as it does in JSON.
    children = tuple(_parse(child, depth + 2, condition, fail) for child in value)
    return And(children) if key == "$and" else Or(children)


def _metadata_condition(key: str, value: object, fail: _Fail) -> Leaf:
    if key.startswith("$"):
        raise fail(f"{key} is not an operator at this place; expected a metadata key, $and or $or")
    if not is_object(value):
        return Comparison(key, "$eq", _scalar(value, f"the value of {key!r}", fail))
    op, operand = _only_entry(value, f"an operator for {key!r}", "operator", fail)
    what = f"{op} of {key!r}"
    if key == DOCUMENT_KEY and op in _DOCUMENT_OPERATORS:
        return _document_condition(op, operand, fail)
    if op in _COMPARISONS:
        scalar = _scalar(operand, what, fail)
        if op in _ORDERINGS and isinstance(scalar, (str, bool)):
            raise fail(f"{what} takes a number, got {kind_of(operand)}")
        return Comparison(key, _COMPARISONS[op], scalar)
    if op in _MEMBERSHIPS:
        return Membership(key, _MEMBERSHIPS[op], _one_type(operand, what, fail))
    if op in _LIST_OPERATORS:
        return ListContains(key, _LIST_OPERATORS[op], _scalar(operand, what, fail))
    raise fail(f"unknown operator {op!r} for {key!r}")


def _document_condition(op: str, operand: object, fail: _Fail) -> Leaf:
    if op not in _DOCUMENT_OPERATORS:
        raise fail(f"unknown operator {op!r}; expected {', '.join(_DOCUMENT_OPERATORS)}, $and or $or")
    if not isinstance(operand, str):
        raise fail(f"{op} takes a string, got {kind_of(operand)}")
    if not is_unicode(operand):
        raise fail(f"{op}: not valid Unicode: {operand[:80]!r}")
    negated = op.startswith("$not_")
    if op.endswith("regex"):
        return DocumentRegex(compile_document_pattern(operand), negated)
    return DocumentContains(operand, negated)


def _only_entry(node: object, expected: str, what: str, fail: _Fail) -> tuple[str, object]:
    if not is_object(node):
        raise fail(f"expected {expected}, got {kind_of(node)}")
    if len(node) != 1:
        raise fail(f"expected one {what} per object, got {len(node)}; join conditions with $and or $or")
    key, value = next(iter(node.items()))
    if not isinstance(key, str):
        raise fail(f"expected a string as key, got {kind_of(key)}")
    return key, value


def _one_type(operand: object, what: str, fail: _Fail) -> tuple[Scalar, ...]:
    operand = plain(operand)
    if not is_list(operand):
        raise fail(f"{what} takes a list of values, got {kind_of(operand)}")
    if not operand:
        raise fail(f"{what} takes a list of at least one value")
    first = _scalar(operand[0], what, fail)
    # The first element sets the type. A list of floats takes ints as floats; every other type takes only itself.
    scalars = [first, *(_scalar(value, what, fail, as_float=type(first) is float) for value in operand[1:])]
    if any(type(scalar) is not type(first) for scalar in scalars):
        raise fail(f"{what} takes values of one type, and the first is {kind_of(first)}")
    return tuple(scalars)


def _scalar(value: object, what: str, fail: _Fail, *, as_float: bool = False) -> Scalar:
    value = plain(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if not is_unicode(value):
            raise fail(f"{what}: not valid Unicode: {value[:80]!r}")
        return str(value)
    if isinstance(value, int):
        return _number(value, what, fail, as_float)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise fail(f"{what}: numbers must be finite, got {value}")
        return float(value)
    raise fail(f"{what} takes a string, number or bool, got {kind_of(value)}")


def _number(value: int, what: str, fail: _Fail, as_float: bool) -> int | float:
    # To the official JSON parser, integers beyond 64 bits are doubles; those from 2**63 to 2**64 - 1 fit neither type.
    if as_float or not MIN_INT64 <= value < 2**64:
        try:
            return float(value)
        except OverflowError:
            raise fail(f"{what}: number out of range") from None
    if value > MAX_INT64:
        raise fail(f"{what}: {value} does not fit in a 64-bit integer")
    return int(value)
