"""The values that records have under a metadata key, as integers that order and compare as the values do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from chroma_server.engine.columnar.column import BOOL, FLOAT, INT, STRING, Column
from chroma_server.engine.filters import column_of
from chroma_server.engine.parts import Integers, Part, Rows, Snapshot
from chroma_server.engine.ranking.values import ValueCodes

_FEW = 512
"""Rows whose metadata is read as it is: for more, columns are worth to be built."""


def codes_under(snapshot: Snapshot, key: str, rows: Rows) -> Integers:
    """One integer per row of the snapshot; 0 for a record without the key."""
    codes = ValueCodes()
    found: Integers = np.zeros(len(rows), dtype=np.int64)
    for part, positions, own in snapshot.split(rows):
        if len(rows) <= _FEW:
            found[positions] = codes.of(_read(part, key, own))
            continue
        for among, values, which in _distinct(part, key, own):
            found[positions[among]] = codes.of(values)[which]
    return codes.ordered(found)


def _read(part: Part, key: str, rows: Rows) -> list[Any]:
    return [None if metadata is None else metadata.get(key) for metadata in part.metadatas_at(rows)]


def _distinct(part: Part, key: str, rows: Rows) -> Iterator[tuple[Rows, list[Any], Rows]]:
    """By kind: positions in ``rows`` of the values of that kind, the distinct ones, and which of them each is."""
    column = column_of(part, key)
    having, places = column.positions_of(rows)
    values = column.values.take(places)
    others = np.ones(len(having), dtype=np.bool_)
    for kind in (BOOL, INT, FLOAT, STRING):
        chosen = values.of_kind(kind) if values.has(kind) else np.zeros(0, dtype=np.bool_)
        of_kind = np.arange(len(having)) if chosen is None else np.flatnonzero(chosen)
        if len(of_kind):
            distinct, which = np.unique(values.payload(kind)[of_kind], return_inverse=True)
            yield having[of_kind], _as_python(column, kind, distinct), which
            others[of_kind] = False
    if others.any():
        rest = having[others]
        yield rest, _read(part, key, rows[rest]), np.arange(len(rest))


def _as_python(column: Column, kind: int, distinct: Any) -> list[Any]:
    if kind == STRING:
        return column.dictionary.texts(distinct.tolist())
    return [bool(value) for value in distinct] if kind == BOOL else distinct.tolist()
