"""Ranks as expressions: ``0.7 * Knn(query="hawaii") + 0.3 * Knn(query=sparse, key="words")``.

Lower scores are better, as with distances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from chromadb._narrow import is_list, is_mapping, is_sequence
from chromadb._types.vectors import normalize_embeddings, validate_embeddings
from chromadb.base_types import SPARSE_VECTOR_TYPE_VALUE, TYPE_KEY, SparseVector
from chromadb.execution.expression.key import K, Key, key_name


@dataclass
class Rank:
    """How records are scored. Ranks and numbers combine with ``+ - * /``, ``-rank``, ``abs(rank)`` and the methods."""

    def to_dict(self) -> dict[str, Any]:
        """The expression as it travels."""
        raise NotImplementedError("Subclasses must implement to_dict()")

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Rank:
        """The inverse of ``to_dict``.

        Raises:
            TypeError: a part has the wrong type.
            ValueError: a part is missing or out of range, or an operator is unknown.
        """
        return rank_from_dict(data)

    def __add__(self, other: Rank | float) -> Sum:
        return Sum(_joined(self, other, Sum))

    def __radd__(self, other: float) -> Sum:
        return Val(other) + self

    def __sub__(self, other: Rank | float) -> Sub:
        return Sub(self, _rank(other))

    def __rsub__(self, other: float) -> Sub:
        return Sub(Val(other), self)

    def __mul__(self, other: Rank | float) -> Mul:
        return Mul(_joined(self, other, Mul))

    def __rmul__(self, other: float) -> Mul:
        return Val(other) * self

    def __truediv__(self, other: Rank | float) -> Div:
        return Div(self, _rank(other))

    def __rtruediv__(self, other: float) -> Div:
        return Div(Val(other), self)

    def __neg__(self) -> Mul:
        return Mul([Val(-1), self])

    def __abs__(self) -> Abs:
        return Abs(self)

    def abs(self) -> Abs:
        """The absolute value."""
        return Abs(self)

    def exp(self) -> Exp:
        """e to the power of it."""
        return Exp(self)

    def log(self) -> Log:
        """The natural logarithm."""
        return Log(self)

    def max(self, other: Rank | float) -> Max:
        """The greater of the two."""
        return Max(_joined(self, other, Max))

    def min(self, other: Rank | float) -> Min:
        """The lesser of the two."""
        return Min(_joined(self, other, Min))


@dataclass
class Val(Rank):
    """A constant."""

    value: float

    def to_dict(self) -> dict[str, Any]:
        return {"$val": self.value}


@dataclass
class Knn(Rank):
    """The distance to a query, for its ``limit`` nearest records.

    Attributes:
        query: a text, embedded by the function of the collection or of the key; or a vector; or a SparseVector.
        key: what is compared: the embedding, or a metadata key with a sparse vector index.
        limit: how many records get a score.
        default: the score of the others. Without it they drop out.
        return_rank: score by place (0, 1, 2, ...) instead of by distance.
    """

    query: str | list[float] | SparseVector | NDArray[np.float32] | NDArray[np.float64] | NDArray[np.int32]
    key: Key | str = K.EMBEDDING
    limit: int = 16
    default: float | None = None
    return_rank: bool = False

    def to_dict(self) -> dict[str, Any]:
        query: Any = self.query
        if isinstance(query, SparseVector):
            query = query.to_dict()
        elif isinstance(query, np.ndarray):
            query = cast("NDArray[Any]", query).tolist()
        knn: dict[str, Any] = {"query": query, "key": key_name(self.key), "limit": self.limit}
        if self.default is not None:
            knn["default"] = self.default
        if self.return_rank:
            knn["return_rank"] = True
        return {"$knn": knn}


@dataclass
class Sum(Rank):
    """The sum of all."""

    ranks: list[Rank]

    def to_dict(self) -> dict[str, Any]:
        return {"$sum": [rank.to_dict() for rank in self.ranks]}


@dataclass
class Mul(Rank):
    """The product of all."""

    ranks: list[Rank]

    def to_dict(self) -> dict[str, Any]:
        return {"$mul": [rank.to_dict() for rank in self.ranks]}


@dataclass
class Max(Rank):
    """The greatest of all."""

    ranks: list[Rank]

    def to_dict(self) -> dict[str, Any]:
        return {"$max": [rank.to_dict() for rank in self.ranks]}


@dataclass
class Min(Rank):
    """The least of all."""

    ranks: list[Rank]

    def to_dict(self) -> dict[str, Any]:
        return {"$min": [rank.to_dict() for rank in self.ranks]}


@dataclass
class Sub(Rank):
    """Left minus right."""

    left: Rank
    right: Rank

    def to_dict(self) -> dict[str, Any]:
        return {"$sub": {"left": self.left.to_dict(), "right": self.right.to_dict()}}


@dataclass
class Div(Rank):
    """Left divided by right."""

    left: Rank
    right: Rank

    def to_dict(self) -> dict[str, Any]:
        return {"$div": {"left": self.left.to_dict(), "right": self.right.to_dict()}}


@dataclass
class Abs(Rank):
    """The absolute value."""

    rank: Rank

    def to_dict(self) -> dict[str, Any]:
        return {"$abs": self.rank.to_dict()}


@dataclass
class Exp(Rank):
    """e to the power of a rank."""

    rank: Rank

    def to_dict(self) -> dict[str, Any]:
        return {"$exp": self.rank.to_dict()}


@dataclass
class Log(Rank):
    """The natural logarithm."""

    rank: Rank

    def to_dict(self) -> dict[str, Any]:
        return {"$log": self.rank.to_dict()}


@dataclass
class Rrf(Rank):
    """Reciprocal rank fusion: minus the sum of weight / (k + rank), so that lower stays better.

    Attributes:
        ranks: what is fused; each usually a ``Knn(..., return_rank=True)``.
        k: the larger, the less the first places count.
        weights: one per rank; 1 each when not given.
        normalize: scale the weights to a sum of 1.
    """

    ranks: list[Rank]
    k: int = 60
    weights: list[float] | None = None
    normalize: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The expression written out, as the API knows no operator of its own for it.

        Raises:
            ValueError: no ranks, ``k`` not positive, or weights that are negative, sum to 0, or do not match.
        """
        if not self.ranks:
            raise ValueError("RRF requires at least one rank")
        if self.k <= 0:
            raise ValueError(f"k must be positive, got {self.k}")
        weights = self.weights or [1.0] * len(self.ranks)
        if self.weights is not None and len(self.weights) != len(self.ranks):
            raise ValueError(f"Number of weights ({len(self.weights)}) must match number of ranks ({len(self.ranks)})")
        if any(weight < 0.0 for weight in weights):
            raise ValueError("All weights must be non-negative")
        if self.normalize:
            total = sum(weights)
            if total == 0:
                raise ValueError("Sum of weights must be positive when normalize=True")
            weights = [weight / total for weight in weights]
        fused, *others = [weight / (self.k + rank) for weight, rank in zip(weights, self.ranks, strict=True)]
        expression: Rank = fused
        for other in others:
            expression = expression + other
        return (-expression).to_dict()


_Nary = TypeVar("_Nary", Sum, Mul, Max, Min)


def _rank(value: Rank | float) -> Rank:
    return value if isinstance(value, Rank) else Val(value)


def _joined(left: Rank, right: Rank | float, kind: type[_Nary]) -> list[Rank]:
    """The operands of a flat expression of ``kind``: a + b + c is one Sum of three."""
    operands: list[Rank] = []
    for side in (left, _rank(right)):
        operands.extend(side.ranks if isinstance(side, kind) else [side])
    return operands


def rank_from_dict(data: object) -> Rank:
    """See ``Rank.from_dict``."""
    if not is_mapping(data):
        raise TypeError(f"Expected dict for Rank, got {type(data).__name__}")
    if not data:
        raise ValueError("Rank dict cannot be empty")
    if len(data) != 1:
        raise ValueError(f"Rank dict must contain exactly one operator, got {len(data)}")
    [(operator, operand)] = data.items()
    if operator == "$val":
        if not isinstance(operand, (int, float)):
            raise TypeError(f"$val requires a number, got {type(operand).__name__}")
        return Val(operand)
    if operator == "$knn":
        return _knn_from_dict(operand)
    if operator in ("$sum", "$mul", "$max", "$min"):
        return _nary_from_dict(operator, operand)
    if operator in ("$sub", "$div"):
        if not is_mapping(operand):
            raise TypeError(f"{operator} requires a dict with 'left' and 'right', got {type(operand).__name__}")
        if "left" not in operand or "right" not in operand:
            raise ValueError(f"{operator} requires 'left' and 'right' fields")
        left, right = rank_from_dict(operand["left"]), rank_from_dict(operand["right"])
        return left - right if operator == "$sub" else left / right
    if operator in ("$abs", "$exp", "$log"):
        if not is_mapping(operand):
            raise TypeError(f"{operator} requires a rank dict, got {type(operand).__name__}")
        inner = rank_from_dict(operand)
        return {"$abs": Abs, "$exp": Exp, "$log": Log}[operator](inner)
    raise ValueError(f"Unknown rank operator: {operator}")


def _nary_from_dict(operator: str, operand: object) -> Rank:
    if not is_sequence(operand):
        raise TypeError(f"{operator} requires a list, got {type(operand).__name__}")
    if len(operand) < 2:
        raise ValueError(f"{operator} requires at least 2 ranks, got {len(operand)}")
    result, *others = [rank_from_dict(part) for part in operand]
    for other in others:
        if operator == "$sum":
            result = result + other
        elif operator == "$mul":
            result = result * other
        else:
            result = result.max(other) if operator == "$max" else result.min(other)
    return result


def _knn_from_dict(data: object) -> Knn:
    if not is_mapping(data):
        raise TypeError(f"$knn requires a dict, got {type(data).__name__}")
    if "query" not in data:
        raise ValueError("$knn requires 'query' field")
    query = _query_from_json(data["query"])
    key, limit, return_rank = data.get("key", "#embedding"), data.get("limit", 16), data.get("return_rank", False)
    if not isinstance(key, str):
        raise TypeError(f"$knn key must be a string, got {type(key).__name__}")
    if not isinstance(limit, int):
        raise TypeError(f"$knn limit must be an integer, got {type(limit).__name__}")
    if limit <= 0:
        raise ValueError(f"$knn limit must be positive, got {limit}")
    if not isinstance(return_rank, bool):
        raise TypeError(f"$knn return_rank must be a boolean, got {type(return_rank).__name__}")
    return Knn(query=query, key=key, limit=limit, default=data.get("default"), return_rank=return_rank)


def _query_from_json(query: Any) -> Any:
    if is_mapping(query):
        if query.get(TYPE_KEY) != SPARSE_VECTOR_TYPE_VALUE:
            raise ValueError(f"Expected dict with {TYPE_KEY}='{SPARSE_VECTOR_TYPE_VALUE}', got {query}")
        return SparseVector.from_dict(query)
    if not is_list(query) and not isinstance(query, (tuple, np.ndarray)):
        raise TypeError(f"$knn query must be a list, numpy array, or SparseVector dict, got {type(query).__name__}")
    normalized = normalize_embeddings(query)
    if not normalized or len(normalized) > 1:
        raise ValueError("$knn requires exactly one query embedding")
    return validate_embeddings(normalized)[0]
