"""Grouping: keep the best few records of each group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chromadb._narrow import is_mapping, is_sequence
from chromadb.execution.expression.key import Key, key_names


def _keys_from_json(what: str, keys: object) -> list[Key | str]:
    if not is_sequence(keys):
        raise TypeError(f"{what} keys must be a list, got {type(keys).__name__}")
    if not keys:
        raise ValueError(f"{what} keys cannot be empty")
    return [Key(key) if isinstance(key, str) else key for key in keys]


@dataclass
class Aggregate:
    """Which records of a group are kept."""

    def to_dict(self) -> dict[str, Any]:
        """The aggregate as it travels."""
        raise NotImplementedError("Subclasses must implement to_dict()")

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Aggregate:
        """The inverse of ``to_dict``.

        Raises:
            TypeError: a part has the wrong type.
            ValueError: a part is missing or out of range, or the operator is unknown.
        """
        given: Any = data
        if not is_mapping(given):
            raise TypeError(f"Expected dict for Aggregate, got {type(given).__name__}")
        if not given:
            raise ValueError("Aggregate dict cannot be empty")
        if len(given) != 1:
            raise ValueError(f"Aggregate dict must contain exactly one operator, got {len(given)}")
        [(operator, operand)] = given.items()
        if operator not in ("$min_k", "$max_k"):
            raise ValueError(f"Unknown aggregate operator: {operator}")
        if not is_mapping(operand):
            raise TypeError(f"{operator} requires a dict, got {type(operand).__name__}")
        for name in ("keys", "k"):
            if name not in operand:
                raise ValueError(f"{operator} requires '{name}' field")
        keys, k = _keys_from_json(operator, operand["keys"]), operand["k"]
        if not isinstance(k, int):
            raise TypeError(f"{operator} k must be an integer, got {type(k).__name__}")
        if k <= 0:
            raise ValueError(f"{operator} k must be positive, got {k}")
        return MinK(keys=keys, k=k) if operator == "$min_k" else MaxK(keys=keys, k=k)


@dataclass
class MinK(Aggregate):
    """The ``k`` records of least value; of several keys the first decides, then the next."""

    keys: Key | str | list[Key | str]
    k: int

    def to_dict(self) -> dict[str, Any]:
        return {"$min_k": {"keys": key_names(self.keys), "k": self.k}}


@dataclass
class MaxK(Aggregate):
    """The ``k`` records of greatest value; of several keys the first decides, then the next."""

    keys: Key | str | list[Key | str]
    k: int

    def to_dict(self) -> dict[str, Any]:
        return {"$max_k": {"keys": key_names(self.keys), "k": self.k}}


@dataclass
class GroupBy:
    """Group by the values of metadata keys and keep of each group what ``aggregate`` says.

    ``GroupBy(keys=K("category"), aggregate=MinK(keys=K.SCORE, k=3))`` keeps the three best of each category.
    """

    keys: Key | str | list[Key | str] = field(default_factory=lambda: list[Key | str]())
    aggregate: Aggregate | None = None

    def to_dict(self) -> dict[str, Any]:
        """The grouping as it travels; ``{}`` when keys or aggregate are missing."""
        if not self.keys or self.aggregate is None:
            return {}
        return {"keys": key_names(self.keys), "aggregate": self.aggregate.to_dict()}

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> GroupBy:
        """The inverse of ``to_dict``.

        Raises:
            TypeError: a part has the wrong type.
            ValueError: a part is missing.
        """
        given: Any = data
        if not is_mapping(given):
            raise TypeError(f"Expected dict for GroupBy, got {type(given).__name__}")
        if not given:
            return GroupBy()
        for name in ("keys", "aggregate"):
            if name not in given:
                raise ValueError(f"GroupBy requires '{name}' field")
        keys, aggregate = _keys_from_json("GroupBy", given["keys"]), given["aggregate"]
        if not is_mapping(aggregate):
            raise TypeError(f"GroupBy aggregate must be a dict, got {type(aggregate).__name__}")
        return GroupBy(keys=keys, aggregate=Aggregate.from_dict(aggregate))
