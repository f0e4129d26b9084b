"""Which part of what was found comes back: how many records, and which of their fields."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from chromadb._narrow import is_mapping, is_sequence, is_set
from chromadb.execution.expression.key import Key, key_name


def _check_keys(what: str, data: Mapping[str, Any], allowed: Set[str]) -> None:
    unexpected = set(data) - allowed
    if unexpected:
        raise ValueError(f"Unexpected keys in {what} dict: {sorted(unexpected)}")


@dataclass
class Limit:
    """Leave out the first ``offset`` records and give at most ``limit`` (None: as many as the server allows)."""

    offset: int = 0
    limit: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The limit as it travels."""
        return {"offset": self.offset} if self.limit is None else {"offset": self.offset, "limit": self.limit}

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Limit:
        """The inverse of ``to_dict``.

        Raises:
            TypeError: a number is none.
            ValueError: a number is out of range, or a key unknown.
        """
        given: Any = data
        if not is_mapping(given):
            raise TypeError(f"Expected dict for Limit, got {type(given).__name__}")
        offset, limit = given.get("offset", 0), given.get("limit")
        if not isinstance(offset, int):
            raise TypeError(f"Limit offset must be an integer, got {type(offset).__name__}")
        if offset < 0:
            raise ValueError(f"Limit offset must be non-negative, got {offset}")
        if limit is not None and not isinstance(limit, int):
            raise TypeError(f"Limit limit must be an integer, got {type(limit).__name__}")
        if limit is not None and limit <= 0:
            raise ValueError(f"Limit limit must be positive, got {limit}")
        _check_keys("Limit", given, {"offset", "limit"})
        return Limit(offset=offset, limit=limit)


@dataclass
class Select:
    """The fields that come back besides the ids: ``K.DOCUMENT``, ``K.EMBEDDING``, ``K.METADATA`` (all of it),
    ``K.SCORE``, or single metadata keys."""

    keys: set[Key | str] = field(default_factory=lambda: set[Key | str]())

    def to_dict(self) -> dict[str, Any]:
        """The selection as it travels, in an order that does not vary: fields with ``#``, then metadata keys."""
        return {"keys": sorted({key_name(key) for key in self.keys}, key=lambda name: (name[:1] != "#", name))}

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Select:
        """The inverse of ``to_dict``.

        Raises:
            TypeError: the keys are not a list of texts.
            ValueError: the dict has other keys than ``keys``.
        """
        given: Any = data
        if not is_mapping(given):
            raise TypeError(f"Expected dict for Select, got {type(given).__name__}")
        keys = given.get("keys", [])
        if not is_sequence(keys) and not is_set(keys):
            raise TypeError(f"Select keys must be a list/tuple/set, got {type(keys).__name__}")
        for key in keys:
            if not isinstance(key, (str, Key)):
                raise TypeError(f"Select key must be a string, got {type(key).__name__}")
        _check_keys("Select", given, {"keys"})
        return Select(keys={Key(key_name(key)) for key in keys})
