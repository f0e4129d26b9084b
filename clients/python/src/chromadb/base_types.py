"""The types that everything else is made of: vectors, metadata values and filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from numpy.typing import NDArray

from chromadb._narrow import is_list

__all__ = [
    "SPARSE_VECTOR_TYPE_VALUE",
    "TYPE_KEY",
    "ArrayContainsOperator",
    "InclusionExclusionOperator",
    "LiteralValue",
    "LogicalOperator",
    "Metadata",
    "MetadataListValue",
    "OperatorExpression",
    "PyVector",
    "SparseVector",
    "UpdateMetadata",
    "Vector",
    "Where",
    "WhereDocument",
    "WhereDocumentOperator",
    "WhereOperator",
]

TYPE_KEY: Final[str] = "#type"
SPARSE_VECTOR_TYPE_VALUE: Final[str] = "sparse_vector"


@dataclass
class SparseVector:
    """A vector given by its non-zero places.

    Attributes:
        indices: the places, non-negative and strictly ascending.
        values: the number at each place.
        labels: optionally the token that each place stands for.

    Raises:
        ValueError: lengths differ, an index is out of order or negative, or a value is not a number.
    """

    indices: list[int]
    values: list[float]
    labels: list[str] | None = None

    def __post_init__(self) -> None:
        for name, given in (("indices", self.indices), ("values", self.values), ("labels", self.labels)):
            if not is_list(given) and not (name == "labels" and given is None):
                raise ValueError(f"Expected SparseVector {name} to be a list, got {type(given).__name__}")
        if len(self.indices) != len(self.values):
            raise ValueError(
                "SparseVector indices and values must have the same length, "
                f"got {len(self.indices)} indices and {len(self.values)} values"
            )
        if self.labels is not None and len(self.labels) != len(self.indices):
            raise ValueError(
                "SparseVector labels must have the same length as indices and values, "
                f"got {len(self.labels)} labels, {len(self.indices)} indices"
            )
        self._check_indices(self.indices)
        self._check_values(self.values)

    @staticmethod
    def _check_indices(indices: list[Any]) -> None:
        previous = -1
        for position, index in enumerate(indices):
            if not isinstance(index, int):
                raise ValueError(
                    f"SparseVector indices must be integers, got {type(index).__name__} at position {position}"
                )
            if index < 0:
                raise ValueError(f"SparseVector indices must be non-negative, got {index} at position {position}")
            if index <= previous:
                raise ValueError(
                    "SparseVector indices must be sorted in strictly ascending order, "
                    f"found indices[{position}]={index} <= indices[{position - 1}]={previous}"
                )
            previous = index

    @staticmethod
    def _check_values(values: list[Any]) -> None:
        for position, value in enumerate(values):
            if not isinstance(value, (int, float)):
                raise ValueError(
                    f"SparseVector values must be numbers, got {type(value).__name__} at position {position}"
                )

    def to_dict(self) -> dict[str, Any]:
        """The vector as it travels: tagged with ``#type``, the labels under ``tokens``."""
        result: dict[str, Any] = {TYPE_KEY: SPARSE_VECTOR_TYPE_VALUE, "indices": self.indices, "values": self.values}
        if self.labels is not None:
            result["tokens"] = self.labels
        return result

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> SparseVector:
        """The inverse of ``to_dict``.

        Raises:
            ValueError: the ``#type`` tag is missing or another one, or the vector is malformed.
        """
        if d.get(TYPE_KEY) != SPARSE_VECTOR_TYPE_VALUE:
            raise ValueError(f"Expected {TYPE_KEY}='{SPARSE_VECTOR_TYPE_VALUE}', got {d.get(TYPE_KEY)}")
        return cls(indices=d["indices"], values=d["values"], labels=d.get("tokens"))


MetadataListValue: TypeAlias = list[str] | list[int] | list[float] | list[bool] | list[str | int | float | bool]
"""A list of values of one type."""

Metadata: TypeAlias = Mapping[str, str | int | float | bool | SparseVector | MetadataListValue | None]
UpdateMetadata: TypeAlias = Mapping[str, str | int | float | bool | SparseVector | MetadataListValue | None]
"""Metadata of an update: None takes the key away."""

PyVector: TypeAlias = Sequence[float] | Sequence[int]
Vector: TypeAlias = NDArray[Any]
"""One embedding, of shape (dimension,), usually of float32."""

LiteralValue: TypeAlias = str | int | float | bool
LogicalOperator: TypeAlias = Literal["$and", "$or"]
WhereOperator: TypeAlias = Literal["$gt", "$gte", "$lt", "$lte", "$ne", "$eq"]
InclusionExclusionOperator: TypeAlias = Literal["$in", "$nin"]
ArrayContainsOperator: TypeAlias = Literal["$contains", "$not_contains"]
# One dict, not a union of dicts by kind of operator: mypy does not find its way through such a union.
OperatorExpression: TypeAlias = dict[
    WhereOperator | InclusionExclusionOperator | ArrayContainsOperator | Literal["$regex", "$not_regex"],
    LiteralValue | list[LiteralValue],
]
Where: TypeAlias = dict[str | LogicalOperator, LiteralValue | OperatorExpression | list["Where"]]
"""A filter on metadata, e.g. ``{"$and": [{"year": {"$gte": 2020}}, {"topic": "fruit"}]}``."""

WhereDocumentOperator: TypeAlias = Literal["$contains", "$not_contains", "$regex", "$not_regex"] | LogicalOperator
WhereDocument: TypeAlias = dict[WhereDocumentOperator, str | list["WhereDocument"]]
"""A filter on documents, e.g. ``{"$contains": "pineapple"}``."""
