"""Columns of records as JSON in pieces, so that a large answer is never there as a whole beside its values.

A piece takes `ROWS` records of a column at a time and is sent before the next one is made. Joined, the pieces are, byte
for byte, what encoding in one go gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chroma_server.exchange import JSON, Response, encode_json
from chroma_server.jsontypes import is_array

ROWS = 128
"""Records that are encoded at a time."""

_ECHOED = frozenset({"include", "select"})
"""What says which columns were asked for, and is no column."""

PIECE = 256 * 1024
"""Bytes from which a piece is sent. It is larger by `ROWS` records at most."""

WHOLE = 1024 * 1024
"""Bytes up to which an answer has a length and is sent as a whole."""


class Columns(dict[str, Any]):
    """An answer with a column ``ids`` and others of the same length, each None if it was not asked for, and
    ``include``. The columns of queries have one inner column for each, and so have those of searches, where an inner
    column may be None by itself and ``select`` stands for ``include``."""


def columns_response(columns: Columns, status: int = 200) -> Response:
    """The answer as a whole if it is small, otherwise its first part and the pieces that follow."""
    ids = columns["ids"]
    nested = bool(ids) and is_array(ids[0])
    if (sum(map(len, ids)) if nested else len(ids)) <= ROWS:
        return Response(status, encode_json(columns), JSON)
    pieces = json_pieces(columns, nested=nested)
    start: list[bytes] = []
    size = 0
    for piece in pieces:
        start.append(piece)
        size += len(piece)
        if size > WHOLE:
            return Response(status, b"".join(start), JSON, rest=pieces)
    return Response(status, b"".join(start), JSON)


def json_pieces(columns: Mapping[str, Any], *, nested: bool) -> Iterator[bytes]:
    """The JSON object of ``columns``, which have an inner column per query if ``nested``."""
    parts: list[bytes | memoryview] = []
    size = 0
    for part in _parts(columns, nested=nested):
        parts.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(parts)
            parts.clear()
            size = 0
    if parts:
        yield b"".join(parts)


def _parts(columns: Mapping[str, Any], *, nested: bool) -> Iterator[bytes | memoryview]:
    longest = max(map(len, columns["ids"]), default=0) if nested else 1
    before = b"{"
    for name, column in columns.items():
        yield before + encode_json(name) + b":"
        before = b","
        if column is None or name in _ECHOED:
            yield encode_json(column)
        elif longest <= ROWS:
            yield from _rows(column, ROWS // max(longest, 1))
        else:
            opening = b"["
            for inner in column:
                yield opening
                if inner is None:
                    yield b"null"
                else:
                    yield from _rows(inner, ROWS)
                opening = b","
            yield b"]"
    yield b"}"


def _rows(column: Any, step: int) -> Iterator[bytes | memoryview]:
    """The JSON array of ``column``, a list or an array of rows, ``step`` rows at a time."""
    opening = b"["
    for start in range(0, len(column), step):
        yield opening
        yield memoryview(encode_json(column[start : start + step]))[1:-1]
        opening = b","
    yield b"]" if opening == b"," else b"[]"
