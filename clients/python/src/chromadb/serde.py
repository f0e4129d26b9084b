"""What can be turned into JSON and back."""

from __future__ import annotations

import json
from abc import abstractmethod
from typing import Any, Generic, Protocol, TypeVar, cast

from typing_extensions import Self

T = TypeVar("T", covariant=True)


class JSONSerializable(Protocol[T]):
    """An object with a JSON form."""

    def to_json_str(self) -> str:
        """The object as JSON text."""
        ...

    @classmethod
    def from_json_str(cls, json_str: str) -> Self:
        """The inverse of ``to_json_str``."""
        ...

    def to_json(self) -> dict[str, Any]:
        """The object as a dict of values that JSON has."""
        ...

    @classmethod
    def from_json(cls, json_map: dict[str, Any]) -> Self:
        """The inverse of ``to_json``."""
        ...


class BaseModelJSONSerializable(Generic[T]):
    """Gives a model a JSON form."""

    def to_json_str(self) -> str:
        """The model as JSON text."""
        return self.model_dump_json()

    def to_json(self) -> dict[str, Any]:
        """The model as a dict of values that JSON has."""
        return cast("dict[str, Any]", json.loads(self.model_dump_json()))

    @abstractmethod
    def model_dump_json(self) -> str:
        """The model as JSON text."""

    @classmethod
    @abstractmethod
    def from_json(cls, json_map: dict[str, Any]) -> T:
        """The inverse of ``to_json``."""
