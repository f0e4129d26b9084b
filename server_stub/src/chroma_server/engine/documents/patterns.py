"""Which documents a pattern matches in.

Handing one document to the pattern costs as much as trying it on 500 bytes. So neighbours are tried as one text first,
if a pattern that matches in one of them must match in all of them together, and only where it does, one by one. How
many are taken together follows from how many have matched so far: groups as large as one over the root of that share
need the fewest trials, and somewhat larger ones the least time. Measured on 100,000 documents of 770 bytes of which
2 % match: 49 ms instead of 75, of which 17 go into copying the text.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.documents.arena import Arena
from chroma_server.engine.documents.literals import sees_no_borders
from chroma_server.engine.documents.scan import Positions
from chroma_server.engine.errors import InvalidArgument
from chroma_server.engine.rules.regex import DocumentPattern

ROWS_AT_ONCE = 256
_MOST_TOGETHER = 16
"""Also the rows between two looks at the clock: a pattern of the greatest size that compiles may take 40 ms for 800
bytes."""
_SPARSE = 2


def rows_matching(arena: Arena, pattern: DocumentPattern, rows: Positions, deadline: float) -> Positions:
    """Those of the rows (ascending) in whose document the pattern matches.

    Raises InvalidArgument when that is not done before ``deadline``, of :func:`time.monotonic`.
    """
    together = sees_no_borders(pattern.source)
    found: list[bool] = []
    matched = 0
    for start in range(0, len(rows), ROWS_AT_ONCE):
        encoded = EncodedRows(arena, rows[start : start + ROWS_AT_ONCE])
        size = _group_size(matched, len(found)) if together and encoded.near else 1
        for first, last in _groups(len(encoded), size):
            _check_clock(pattern, deadline, len(found), len(rows))
            if size > 1 and not pattern.search(encoded.together(first, last)):
                found += [False] * (last - first)
                continue
            hits = [pattern.search(encoded.one(row)) for row in range(first, last)]
            matched += sum(hits)
            found += hits
    return rows[np.array(found, dtype=np.bool_)]


class EncodedRows:
    """The documents of some rows as UTF-8.

    near  whether they lie one after another, with little between
    """

    def __init__(self, arena: Arena, rows: Positions) -> None:
        begins: NDArray[np.int64] = arena.offsets[rows]
        ends: NDArray[np.int64] = arena.offsets[rows + 1]
        self.near = len(rows) > 0 and int(ends[-1] - begins[0]) <= _SPARSE * int((ends - begins).sum())
        self._text = arena.text.data
        self._begins: list[int] = begins.tolist()
        self._ends: list[int] = ends.tolist()

    def __len__(self) -> int:
        return len(self._begins)

    def one(self, position: int) -> bytes:
        return bytes(self._text[self._begins[position] : self._ends[position]])

    def together(self, first: int, last: int) -> bytes:
        """From the first of these documents to before the last, with what lies between."""
        return bytes(self._text[self._begins[first] : self._ends[last - 1]])

    def __iter__(self) -> Iterator[bytes]:
        text = self._text
        return (bytes(text[begin:end]) for begin, end in zip(self._begins, self._ends, strict=True))


def _groups(count: int, size: int) -> Iterator[tuple[int, int]]:
    step = size if size > 1 else _MOST_TOGETHER
    return ((first, min(first + step, count)) for first in range(0, count, step))


def _group_size(matched: int, tried: int) -> int:
    """How many documents to try together; 1 when so many match that it would not pay."""
    share = (matched + 1) / (tried + _MOST_TOGETHER)
    return 1 if share > 0.25 else min(_MOST_TOGETHER, int(1.5 / math.sqrt(share)))


def _check_clock(pattern: DocumentPattern, deadline: float, tried: int, count: int) -> None:
    if time.monotonic() > deadline:
        raise InvalidArgument(
            f"The pattern {pattern.source[:80]!r} takes too long on these documents: it was tried on "
            f"{tried} of {count}. Make its repetitions smaller, or narrow the search by metadata"
        )
