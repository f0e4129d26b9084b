# Generated from spec/openapi.yaml by chroma_generator. Do not edit: change the source and generate again.
# pyright: standard
"""Values shared by all modules of this layer"""

from collections.abc import MutableMapping
from typing import Generic, Literal, TypeVar

from attrs import define


class Unset:
    """The type of `UNSET`."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        # A copy of a model still holds the one UNSET, which is compared by identity.
        return "UNSET"


UNSET: Unset = Unset()
"""An argument or field that is not sent at all, unlike None, which is sent as null."""

T = TypeVar("T")


@define
class Response(Generic[T]):
    """An answer of the server.

    Attributes:
        status_code: The HTTP status, of which any may come.
        content: The body as it came.
        headers: The headers; names are case-insensitive.
        parsed: The decoded body: the documented model of a success, the error model of an error, or None when an
            error has none.
    """

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


__all__ = ["UNSET", "Response", "Unset"]
