"""Compare what came with what was expected. Every function returns the differences in words; none means agreement.

An expected value is a plain value (compared exactly, floats within `TOLERANCE`) or a matcher, an object whose only
key starts with ``$$``.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

TOLERANCE = 1e-5
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ABSENT = object()


class WholeNumber(int):
    """A number without a fraction, from a language with one type of numbers: it may mean an integer or a float."""


def differences(expected: Any, actual: Any, path: str = "") -> list[str]:
    """How ``actual`` differs from ``expected``; ``path`` is the JSON pointer of the two."""
    matcher = _matcher(expected)
    if matcher is not None:
        name, argument = matcher
        return _MATCHERS[name](argument, actual, path)
    if actual is ABSENT:
        return [_unlike(path, expected, "nothing")]
    if isinstance(expected, Mapping):
        return _object(expected, actual, path, partial=False)
    if isinstance(expected, list):
        return _array(expected, actual, path)
    if isinstance(expected, float) and isinstance(actual, float | WholeNumber):
        return [] if close(expected, float(actual)) else [_unlike(path, expected, actual)]
    if isinstance(actual, WholeNumber):
        actual = int(actual)
    if type(expected) is not type(actual) or expected != actual:
        return [_unlike(path, expected, actual)]
    return []


def close(expected: float, actual: float) -> bool:
    """Whether two floats agree: within `TOLERANCE`, relative above 1."""
    if math.isnan(expected) or math.isnan(actual):
        return math.isnan(expected) and math.isnan(actual)
    return math.isclose(expected, actual, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _matcher(expected: Any) -> tuple[str, Any] | None:
    if isinstance(expected, Mapping) and len(expected) == 1:
        name, argument = next(iter(expected.items()))
        if isinstance(name, str) and name.startswith("$$"):
            if name not in _MATCHERS:
                raise ValueError(f"there is no matcher '{name}'")
            return name, argument
    return None


def _unlike(path: str, expected: Any, actual: Any) -> str:
    shown = actual if isinstance(actual, str) and actual == "nothing" else repr(actual)
    return f"{path or '/'}: expected {expected!r}, got {shown}"


def _object(expected: Mapping[str, Any], actual: Any, path: str, *, partial: bool) -> list[str]:
    if not isinstance(actual, Mapping):
        return [_unlike(path, dict(expected), actual)]
    found: list[str] = []
    for key, value in expected.items():
        found += differences(value, actual.get(key, ABSENT), f"{path}/{key}")
    if not partial:
        found += [f"{path}/{key}: not expected, got {actual[key]!r}" for key in actual if key not in expected]
    return found


def _array(expected: Sequence[Any], actual: Any, path: str) -> list[str]:
    if not isinstance(actual, list):
        return [_unlike(path, list(expected), actual)]
    if len(expected) != len(actual):
        return [f"{path or '/'}: expected {len(expected)} elements {list(expected)!r}, got {len(actual)}: {actual!r}"]
    return [
        line
        for index, (want, got) in enumerate(zip(expected, actual, strict=True))
        for line in differences(want, got, f"{path}/{index}")
    ]


def _any(_: Any, actual: Any, path: str) -> list[str]:
    return [f"{path or '/'}: expected something, got nothing"] if actual is ABSENT else []


def _type(kind: str, actual: Any, path: str) -> list[str]:
    fits = {
        "string": isinstance(actual, str),
        "integer": isinstance(actual, int) and not isinstance(actual, bool),
        "number": isinstance(actual, int | float) and not isinstance(actual, bool),
        "boolean": isinstance(actual, bool),
        "uuid": isinstance(actual, str) and _UUID.fullmatch(actual) is not None,
        "object": isinstance(actual, Mapping),
        "array": isinstance(actual, list),
    }
    return [] if fits[kind] else [_unlike(path, f"a value of type {kind}", actual)]


def _unset(_: Any, actual: Any, path: str) -> list[str]:
    return [] if actual is ABSENT or actual is None else [_unlike(path, "null or nothing", actual)]


def _absent(_: Any, actual: Any, path: str) -> list[str]:
    return [] if actual is ABSENT else [_unlike(path, "nothing", actual)]


def _partial(expected: Mapping[str, Any], actual: Any, path: str) -> list[str]:
    return _object(expected, actual, path, partial=True)


def _unordered(expected: Sequence[Any], actual: Any, path: str) -> list[str]:
    if not isinstance(actual, list) or len(actual) != len(expected):
        return [_unlike(path, list(expected), actual)]
    left = list(actual)
    for want in expected:
        match = next((index for index, got in enumerate(left) if not differences(want, got)), None)
        if match is None:
            return [f"{path or '/'}: expected, in any order, {list(expected)!r}; {want!r} is missing in {actual!r}"]
        del left[match]
    return []


def _includes(expected: Sequence[Any], actual: Any, path: str) -> list[str]:
    if not isinstance(actual, list):
        return [_unlike(path, list(expected), actual)]
    missing = [want for want in expected if all(differences(want, got) for got in actual)]
    return [f"{path or '/'}: {missing!r} is missing in {actual!r}"] if missing else []


def _contains(expected: str, actual: Any, path: str) -> list[str]:
    return [] if isinstance(actual, str) and expected in actual else [_unlike(path, f"text with {expected!r}", actual)]


def _length(expected: int, actual: Any, path: str) -> list[str]:
    return (
        [] if isinstance(actual, list) and len(actual) == expected else [_unlike(path, f"{expected} elements", actual)]
    )


def _one_of(expected: Sequence[Any], actual: Any, path: str) -> list[str]:
    return [] if any(not differences(want, actual) for want in expected) else [_unlike(path, expected, actual)]


def _number(expected: float, actual: Any, path: str) -> list[str]:
    fits = isinstance(actual, int | float) and not isinstance(actual, bool) and close(float(expected), float(actual))
    return [] if fits else [_unlike(path, expected, actual)]


def _vectors(expected: Sequence[Sequence[float] | None], actual: Any, path: str) -> list[str]:
    """Rows of numbers, or the same as base64 of little-endian float32; all rows in one of the two forms."""
    if not isinstance(actual, list) or len(actual) != len(expected):
        return [_unlike(path, list(expected), actual)]
    if len({type(row) for row in actual if row is not None}) > 1:
        return [_unlike(path, "rows of one form", actual)]
    found: list[str] = []
    for index, (want, got) in enumerate(zip(expected, actual, strict=True)):
        row = decode_vector(got)
        same = (row is None and want is None) or (
            row is not None and want is not None and len(row) == len(want) and all(map(close, want, row))
        )
        if not same:
            found.append(_unlike(f"{path}/{index}", want, got))
    return found


def decode_vector(value: Any) -> list[float] | None:
    """A vector as numbers, from either of its two forms; None for anything else."""
    if isinstance(value, list) and all(isinstance(item, int | float) for item in value):
        return [float(item) for item in value]
    if isinstance(value, str):
        try:
            raw = base64.b64decode(value, validate=True)
        except binascii.Error:
            return None
        return list(struct.unpack(f"<{len(raw) // 4}f", raw)) if len(raw) % 4 == 0 else None
    return None


_MATCHERS: dict[str, Callable[[Any, Any, str], list[str]]] = {
    "$$any": _any,
    "$$type": _type,
    "$$unset": _unset,
    "$$absent": _absent,
    "$$partial": _partial,
    "$$unordered": _unordered,
    "$$includes": _includes,
    "$$contains": _contains,
    "$$length": _length,
    "$$one_of": _one_of,
    "$$number": _number,
    "$$vectors": _vectors,
}
