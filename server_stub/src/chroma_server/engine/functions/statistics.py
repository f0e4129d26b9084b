"""``statistics``: how often each value of each metadata key stands in a collection.

The output holds a record per key and value, and ``summary::s:total_count`` for the number of records:

=========  ===========================================================================
id         ``key::prefix:value``
document   ``statistics about key for prefix:value``
metadata   ``count`` (int), ``key``, ``type``, ``value`` (text); ``value_label`` where a sparse vector has tokens
vector     ``[0]``
=========  ===========================================================================

Types and prefixes are ``bool`` b, ``int`` i, ``float`` f, ``str`` s and ``sparse`` sv. The elements of a list count one
by one, those of a sparse vector by index. A value that is gone has no record; the summary stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from chroma_server.engine.batch import Batch
from chroma_server.engine.functions.changes import Change, Function, Lookup
from chroma_server.engine.model import Metadata
from chroma_server.engine.rules.sparse import SparseVector

SUMMARY = "summary"
_TYPES = {"b": "bool", "i": "int", "f": "float", "s": "str", "sv": "sparse"}


class Value(NamedTuple):
    """A value of a key. ``text`` is how it is written."""

    key: str
    prefix: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.key}::{self.prefix}:{self.text}"


_TOTAL = Value(SUMMARY, "s", "total_count")


def _derive(changes: Sequence[Change], total: int, lookup: Lookup) -> list[Batch]:
    tally = _Tally()
    for change in changes:
        tally.count(change.before, -1)
        tally.count(change.after, 1)
    changed = [value for value, difference in tally.differences.items() if difference]
    known = lookup([value.id for value in changed])
    kept: list[Value] = []
    counts: list[int] = []
    gone: list[str] = []
    for value in changed:
        count = _count_in(known[value.id]) + tally.differences[value]
        if count > 0 or value == _TOTAL:
            kept.append(value)
            counts.append(count)
        elif known[value.id] is not None:
            gone.append(value.id)
    batches: list[Batch] = []
    if gone:
        batches.append(Batch("delete", gone))
    if kept:
        batches.append(_upsert(kept, counts, tally.labels))
    return batches


def _upsert(values: Sequence[Value], counts: Sequence[int], labels: Mapping[Value, str]) -> Batch:
    metadatas: list[Metadata | None] = []
    for value, count in zip(values, counts, strict=True):
        described: Metadata = {
            "count": count,
            "key": value.key,
            "type": _TYPES[value.prefix],
            "value": value.text,
        }
        if value in labels:
            described["value_label"] = labels[value]
        metadatas.append(described)
    return Batch(
        "upsert",
        [value.id for value in values],
        np.zeros((len(values), 1), dtype=np.float32),
        documents=[f"statistics about {value.key} for {value.prefix}:{value.text}" for value in values],
        metadatas=metadatas,
    )


class _Tally:
    """By how much counts change, and the names of the values that have one."""

    def __init__(self) -> None:
        self.differences: dict[Value, int] = {}
        self.labels: dict[Value, str] = {}

    def count(self, metadata: Metadata | None, sign: int) -> None:
        if metadata is None:
            return
        self._add(_TOTAL, sign)
        for key, content in metadata.items():
            for prefix, text, label in _values(content):
                value = Value(key, prefix, text)
                self._add(value, sign)
                if label is not None and sign > 0:
                    self.labels[value] = label

    def _add(self, value: Value, sign: int) -> None:
        self.differences[value] = self.differences.get(value, 0) + sign


def _values(content: Any) -> Iterator[tuple[str, str, str | None]]:
    """Prefix, text and name of each value in the content of a key."""
    if isinstance(content, bool):
        yield "b", "true" if content else "false", None
    elif isinstance(content, int):
        yield "i", str(content), None
    elif isinstance(content, float):
        yield "f", float_text(content), None
    elif isinstance(content, str):
        yield "s", content, None
    elif isinstance(content, list):
        for element in content:  # pyright: ignore[reportUnknownVariableType]
            yield from _values(element)
    elif isinstance(content, SparseVector):
        indices: list[int] = content.indices.tolist()
        tokens = content.tokens
        for place, index in enumerate(indices):
            yield "sv", str(index), None if tokens is None else tokens[place]
    else:
        raise TypeError(f"metadata holds no {type(content).__name__}")


def float_text(number: float) -> str:
    """All 17 digits of a number, and an exponent without plus and leading zeros: ``2.5000000000000000e0``."""
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "inf" if number > 0 else "-inf"
    mantissa, exponent = f"{number:.16e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def _count_in(metadata: Metadata | None) -> int:
    count = (metadata or {}).get("count", 0)
    return count if isinstance(count, int) else 0


STATISTICS = Function(_derive, reads_metadata=True)
