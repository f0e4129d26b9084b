"""Filters on a table: from a tree of conditions to the mask of the rows that match."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from chroma_server.engine.columns import BOOL, FLOAT, INT, STRING, Column, Mask
from chroma_server.engine.rules.where import (
    And,
    DocumentContains,
    DocumentRegex,
    ListContains,
    Membership,
    Or,
    Where,
)
from chroma_server.engine.table import RecordTable

_COMPARE = {
    "$eq": np.equal,
    "$gt": np.greater,
    "$gte": np.greater_equal,
    "$lt": np.less,
    "$lte": np.less_equal,
}


def matching(table: RecordTable, where: Where | None, within: Mask) -> Mask:
    """The rows among ``within`` that match, as a mask of the same length; ``within`` itself without a filter."""
    return within if where is None else _match(table, where, within)


def _match(table: RecordTable, where: Where, within: Mask) -> Mask:
    if isinstance(where, And):
        # Document conditions read text row by row, so they come last, on what the columns have left over.
        for child in sorted(where.children, key=_reads_documents):
            within = _match(table, child, within)
        return within
    if isinstance(where, Or):
        found = np.zeros_like(within)
        for child in sorted(where.children, key=_reads_documents):
            found |= _match(table, child, within & ~found)
        return found
    if isinstance(where, DocumentContains):
        text = where.text
        return _match_documents(table, lambda document: text in document, where.negated, within)
    if isinstance(where, DocumentRegex):
        return _match_documents(table, where.pattern.search, where.negated, within)
    column = table.column(where.key)
    if isinstance(where, ListContains):
        found = np.zeros_like(within)
        found[column.rows_with_member(where.value)] = True
        return within & (found if where.op == "$contains" else ~found)
    if isinstance(where, Membership):
        found = _is_one_of(column, where)
        return within & (found if where.op == "$in" else ~found)
    if where.op == "$ne":
        return within & ~_compare(column, "$eq", where.value)
    return within & _compare(column, where.op, where.value)


def _reads_documents(where: Where) -> bool:
    if isinstance(where, (And, Or)):
        return any(map(_reads_documents, where.children))
    return isinstance(where, (DocumentContains, DocumentRegex))


def _match_documents(table: RecordTable, matches: Callable[[str], bool], negated: bool, within: Mask) -> Mask:
    documents = table.documents
    found = np.zeros_like(within)
    candidates: list[int] = np.flatnonzero(within).tolist()
    # A record without a document matches no positive condition and every negated one.
    hits = [row for row in candidates if (document := documents[row]) is not None and matches(document)]
    found[hits] = True
    return within & ~found if negated else found


def _compare(column: Column, op: str, value: str | bool | int | float) -> Mask:
    """``$eq`` and the orderings. Ints and floats compare as numbers; strings and bools only with their own kind."""
    kinds = column.kinds
    if isinstance(value, str):
        code = column.code(value)
        if code is None:
            return np.zeros(len(kinds), dtype=np.bool_)
        found: Mask = (kinds == STRING) & (column.integers == code)
    elif isinstance(value, bool):
        found = (kinds == BOOL) & (column.integers == value)
    else:
        found = (kinds == FLOAT) & _COMPARE[op](column.floats, float(value))
        found |= (kinds == INT) & _compare_integers(column, op, value)
    return found


def _compare_integers(column: Column, op: str, value: int | float) -> Mask:
    """int64 rows against a number, exactly: a float operand becomes the integer bound that says the same."""
    if isinstance(value, float):
        if op == "$eq" and not value.is_integer():
            return np.zeros(len(column.kinds), dtype=np.bool_)
        value = math.ceil(value) if op in ("$lt", "$gte") else math.floor(value)
    if not -(2**63) <= value < 2**63:
        beyond = {"$eq": False, "$gt": value < 0, "$gte": value < 0, "$lt": value > 0, "$lte": value > 0}[op]
        return np.full(len(column.kinds), beyond, dtype=np.bool_)
    found: Mask = _COMPARE[op](column.integers, np.int64(value))
    return found


def _is_one_of(column: Column, where: Membership) -> Mask:
    kinds, first = column.kinds, where.values[0]
    found: Mask
    if isinstance(first, str):
        codes = [code for value in where.values if (code := column.code(str(value))) is not None]
        found = (kinds == STRING) & np.isin(column.integers, np.array(codes, dtype=np.int64))
    elif isinstance(first, bool):
        found = (kinds == BOOL) & np.isin(column.integers, np.array(where.values, dtype=np.int64))
    else:
        numbers = [value for value in where.values if not isinstance(value, str)]
        integers = [int(value) for value in numbers if -(2**63) <= value < 2**63 and float(value).is_integer()]
        found = (kinds == FLOAT) & np.isin(column.floats, np.array(numbers, dtype=np.float64))
        found |= (kinds == INT) & np.isin(column.integers, np.array(integers, dtype=np.int64))
    return found
