"""One HTTP exchange as plain values: what the handlers see of a request, what they give back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import orjson

if TYPE_CHECKING:
    from numpy.typing import NDArray

Headers = tuple[tuple[bytes, bytes], ...]

JSON = b"application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request. ``path`` is still percent-encoded and has no query string; header names are lower case."""

    method: str
    path: bytes
    query: bytes
    headers: Sequence[tuple[bytes, bytes]]

    def header(self, name: bytes) -> bytes | None:
        """The first value of the header ``name`` (lower case), or None."""
        for key, value in self.headers:
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. ``content_type`` None means no such header, as for the empty 404 of an unknown path.

    ``rest`` is what follows the body, made while it is sent, so that nobody knows the length before; None for nothing.
    """

    status: int
    body: bytes = b""
    content_type: bytes | None = None
    headers: Headers = ()
    rest: Iterator[bytes] | None = None


def json_response(value: Any, status: int = 200, headers: Headers = ()) -> Response:
    """An answer with ``value`` as its JSON."""
    return Response(status, encode_json(value), JSON, headers)


def encode_json(value: Any) -> bytes:
    """Encode ``value``: ints stay ints, float32 arrays keep their short digits, a non-finite number becomes null."""
    return orjson.dumps(value, default=_encode_other, option=orjson.OPT_SERIALIZE_NUMPY)


def _encode_other(value: object) -> object:
    # orjson takes contiguous arrays of its own dtypes only; a strided view arrives here.
    if isinstance(value, np.ndarray):
        return np.ascontiguousarray(cast("NDArray[Any]", value))
    raise TypeError(f"{type(value).__name__} has no JSON form")
