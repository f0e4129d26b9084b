# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""JSON in and out of requests and responses, by orjson."""

from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from ._http import httpx
from .errors import InvalidResponse

T = TypeVar("T")

__all__ = ["decode_error", "decode_success", "encode"]

# What orjson and the generated `from_dict` methods raise for content of another shape than the description's.
_MISFITS = (ValueError, TypeError, KeyError, AttributeError)


def encode(value: Any) -> bytes:
    """The JSON of plain values. Not-a-number and infinities become null: refuse them before."""
    return orjson.dumps(value)


def decode_success(response: httpx.Response, parse: Callable[[Any], T]) -> T:
    """The body of a documented success.

    Raises:
        InvalidResponse: It is no JSON, or not what the description promises.
    """
    try:
        return parse(orjson.loads(response.content))
    except _MISFITS as error:
        raise InvalidResponse(response.status_code, response.content) from error


def decode_error(response: httpx.Response, parse: Callable[[Any], T]) -> T | None:
    """The body of an error answer, or None when it is empty or another thing than the description's error."""
    try:
        return parse(orjson.loads(response.content))
    except _MISFITS:
        return None
