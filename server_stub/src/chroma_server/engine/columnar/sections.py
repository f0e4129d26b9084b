"""Columns as the arrays of a file, and back.

``keys`` holds the names as a JSON list in UTF-8; the arrays of key number i are named ``i.rows``, ``i.kinds``,
``i.integers``, ``i.floats``, ``i.text``, ``i.offsets``, ``i.order``, ``i.bounds``, ``i.length``, and those of the
members of its lists ``i.members.rows`` and so on. Empty arrays are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.columnar.column import (
    STRING,
    Column,
    SortedDictionary,
    SortedIndex,
    Values,
)
from chroma_server.engine.columnar.growing import GrowingColumns

Sections: TypeAlias = "dict[str, NDArray[Any]]"

_BYTES = np.empty(0, dtype=np.uint8)
_INT64 = np.empty(0, dtype=np.int64)
_FLOAT64 = np.empty(0, dtype=np.float64)


def save_columns(columns: GrowingColumns) -> Sections:
    """All columns, sorted and indexed, as arrays to be written to a file."""
    keys = columns.keys
    described = {"keys": keys, "size": len(columns), "complete": columns.complete}
    sections: Sections = {"keys": np.frombuffer(json.dumps(described).encode(), dtype=np.uint8)}
    for number, key in enumerate(keys):
        column = columns.column(key, len(columns))
        if column is not None:
            _save(sections, str(number), column)
    return sections


class SavedColumns:
    """The columns of a part that does not change, from the arrays of :func:`save_columns`."""

    def __init__(self, sections: Mapping[str, NDArray[Any]]) -> None:
        described = json.loads(sections["keys"].tobytes())
        self._sections = sections
        self._numbers: dict[str, int] = {key: number for number, key in enumerate(described["keys"])}
        self._size: int = described["size"]
        self._complete: bool = described["complete"]
        self._columns: dict[str, Column] = {}

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, in memory or mapped."""
        return sum(array.nbytes for array in self._sections.values())

    def column(self, key: str) -> Column | None:
        """The values of a key; None when the columns do not cover it."""
        column = self._columns.get(key)
        if column is not None:
            return column
        number = self._numbers.get(key)
        if number is not None:
            # Two threads may make the same column; either will do.
            column = self._columns[key] = _load(self._sections, str(number), self._size)
            return column
        if not self._complete:
            return None
        nothing = Values(np.empty(0, dtype=np.uint8), _INT64, _FLOAT64, 0)
        return Column(self._size, np.empty(0, dtype=np.intp), nothing, SortedDictionary.of([]))


def _save(sections: Sections, name: str, column: Column) -> None:
    values, dictionary = _with_sorted_strings(column)
    index = SortedIndex.of(values)
    arrays: Sections = {
        "kinds": values.kinds,
        "integers": values.integers,
        "floats": values.floats,
        "order": index.order,
        "bounds": index.bounds,
        "length": np.array([len(column)], dtype=np.int64),
    }
    if column.rows is not None:
        # Rows as signed 64 bits serve as an index without being copied.
        arrays["rows"] = column.rows.astype(np.int64)
    if len(dictionary):
        arrays |= {"text": dictionary.text, "offsets": dictionary.offsets}
    sections.update({f"{name}.{part}": array for part, array in arrays.items() if array.size})
    if column.members is not None:
        _save(sections, f"{name}.members", column.members)


def _with_sorted_strings(column: Column) -> tuple[Values, SortedDictionary]:
    """The values with codes that follow the order of the strings."""
    values = column.values
    texts = sorted((text.encode("utf-8", "surrogatepass"), code) for text, code in column.dictionary.items())
    if not texts:
        return values, SortedDictionary.of([])
    renamed = np.empty(len(texts), dtype=np.int64)
    renamed[[code for _, code in texts]] = np.arange(len(texts))
    integers = np.array(values.integers)
    strings = values.of_kind(STRING)
    if strings is None:
        integers = renamed[integers]
    else:
        integers[strings] = renamed[integers[strings]]
    return Values(values.kinds, integers, values.floats, values.length), SortedDictionary.of(text for text, _ in texts)


def _load(sections: Mapping[str, NDArray[Any]], name: str, size: int) -> Column:
    def array(part: str, missing: NDArray[Any]) -> NDArray[Any]:
        return sections.get(f"{name}.{part}", missing)

    length = int(sections[f"{name}.length"][0])
    values = Values(array("kinds", _BYTES), array("integers", _INT64), array("floats", _FLOAT64), length)
    members = _load(sections, f"{name}.members", size) if f"{name}.members.length" in sections else None
    return Column(
        size,
        sections.get(f"{name}.rows"),
        values,
        SortedDictionary(array("text", _BYTES), array("offsets", np.zeros(1, dtype=np.int64))),
        members,
        SortedIndex(array("order", np.empty(0, dtype=np.uint32)), array("bounds", _INT64)),
    )
