"""From the bytes of a request to plain values: content type, size, JSON syntax, query string.

Everything here is about form. Whether a JSON value is the one that an operation takes is decided in ``shapes``, whether
the value makes sense in the engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import parse_qsl

import orjson

from chroma_server.errors import CHROMA, ApiError, bad_query_string, malformed_json, wrong_shape
from chroma_server.jsontypes import is_array, is_object

MAX_DEPTH = 128
"""JSON nested deeper than this is refused, so that nothing behind it can run out of stack."""

_STEPS_TOLD = 8
"""Of the way to what is nested too deep."""

U32_MAX = 0xFFFF_FFFF

_JSON_MEDIA = re.compile(rb"[ \t]*application/(?:[a-z0-9!#$&^_.+-]+\+)?json[ \t]*(?:;.*)?", re.IGNORECASE | re.DOTALL)


def check_content_type(value: bytes | None) -> None:
    """Accept ``application/json``, ``application/*+json`` and no content type at all. Raises ApiError 415 otherwise."""
    if value is not None and not _JSON_MEDIA.fullmatch(value):
        raise ApiError(415, CHROMA, "Expected request with `Content-Type: application/json`")


async def read_body(chunks: AsyncIterator[bytes], declared: bytes | None, limit: int, too_large: ApiError) -> bytes:
    """The whole body. ``declared`` is the content-length header; a chunked body is counted as it comes.

    Raises ``too_large`` as soon as more than ``limit`` bytes are announced or have arrived.
    """
    if declared is not None and declared.isdigit() and int(declared) > limit:
        raise too_large
    parts: list[bytes] = []
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large
        parts.append(chunk)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def decode_json(raw: bytes, known_fields: Iterable[str] = ()) -> Any:
    """The JSON value of ``raw``.

    Raises ApiError 400 for what is not strict JSON (NaN, a byte order mark, control characters, lone surrogates,
    trailing text), and 422 when the top level object has one of ``known_fields`` twice. Depth is checked by
    `check_depth`.
    """
    if not raw:
        raise malformed_json("EOF while parsing a value at line 1 column 0")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise malformed_json(str(error)) from None
    # orjson keeps the last of repeated keys. Counting the quoted name is cheap and only ever suspects too much: the
    # name may also be a metadata key. Then the slow parser decides.
    if is_object(value) and any(raw.count(b'"%s"' % name.encode()) > 1 for name in known_fields):
        _refuse_repeated(raw, frozenset(known_fields))
    return value


def check_depth(value: object, limit: int = MAX_DEPTH) -> None:
    """Raise ApiError 400 if arrays and objects are nested more than ``limit`` deep. Takes no stack of its own."""
    level: list[object] = [value]
    for _ in range(limit):
        level = [inner for outer in level for inner in _containers_in(outer)]
        if not level:
            return
    if any(isinstance(item, (dict, list)) for item in level):
        raise malformed_json(f"{_way_down(value, limit)}: recursion limit exceeded")


def _way_down(value: object, limit: int) -> str:
    """The first steps to something that is nested more than ``limit`` deep, as ``searches[0].rank.$abs``."""
    levels: list[list[tuple[object, int, str]]] = [[(value, 0, "")]]
    while len(levels) <= limit:
        levels.append(
            [(inner, place, step) for place, (outer, _, _) in enumerate(levels[-1]) for step, inner in _steps(outer)]
        )
    place = 0
    steps: list[str] = []
    for level in reversed(levels):
        _, place, step = level[place]
        steps.append(step)
    return "".join(steps[::-1][: _STEPS_TOLD + 1]).removeprefix(".")


def _steps(outer: object) -> Iterable[tuple[str, object]]:
    if is_object(outer):
        return [(f".{name}", item) for name, item in outer.items() if is_object(item) or is_array(item)]
    if is_array(outer):
        return [(f"[{place}]", item) for place, item in enumerate(outer) if is_object(item) or is_array(item)]
    return ()


def _containers_in(value: object) -> Iterable[object]:
    if is_object(value):
        return [item for item in value.values() if is_object(item) or is_array(item)]
    if is_array(value):
        return [item for item in value if is_object(item) or is_array(item)]
    return ()


class _Pairs(dict[str, Any]):
    """An object of the slow parser that had a key twice."""

    repeated: frozenset[str] = frozenset()


def _note_repeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = _Pairs(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        found.repeated = frozenset(name for name in names if names.count(name) > 1)
    return found


def _refuse_repeated(raw: bytes, known_fields: frozenset[str]) -> None:
    top = json.loads(raw, object_pairs_hook=_note_repeated)
    for name in sorted(top.repeated & known_fields):
        raise wrong_shape(f"duplicate field `{name}`")


class QueryString:
    """The parameters of one query string. Unknown ones are ignored; a known one may come once."""

    def __init__(self, raw: bytes) -> None:
        # Latin-1 keeps every byte, so that a malformed escape spoils only its own parameter.
        self._pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=True) if raw else []

    def text(self, name: str) -> str | None:
        """The value of ``name``, or None. Raises ApiError 400 if it is given twice."""
        values = [value for key, value in self._pairs if key == name]
        if len(values) > 1:
            raise bad_query_string(f"duplicate field `{name}`")
        return values[0] if values else None

    def u32(self, name: str) -> int | None:
        """The value of ``name`` as an unsigned 32-bit number, or None. Raises ApiError 400 for anything else."""
        text = self.text(name)
        if text is None:
            return None
        if not text:
            raise bad_query_string(f"{name}: cannot parse integer from empty string")
        digits = text.removeprefix("+")
        if not (digits.isascii() and digits.isdigit()):
            raise bad_query_string(f"{name}: invalid digit found in string")
        if len(digits.lstrip("0")) > 10 or int(digits) > U32_MAX:
            raise bad_query_string(f"{name}: number too large to fit in target type")
        return int(digits)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """The value of ``name`` if it is one of ``allowed``, or None. Raises ApiError 400 for another value."""
        text = self.text(name)
        if text is not None and text not in allowed:
            options = ", ".join(f"`{option}`" for option in allowed)
            raise bad_query_string(f"{name}: unknown variant `{text}`, expected one of {options}")
        return text
