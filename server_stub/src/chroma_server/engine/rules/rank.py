"""Rank expressions: from JSON to a typed tree.

rank := {"$knn": {query, key, limit, default, return_rank}} | {"$val": number}
      | {"$sum" | "$mul" | "$max" | "$min": [rank...]} | {"$sub" | "$div": {"left": rank, "right": rank}}
      | {"$abs" | "$exp" | "$log": rank}

Numbers are float32: what is too large for it becomes infinite, as in the vectors of a query. Every error names the
place of what is wrong, as in ``searches[0].rank.$sum[1].$knn.limit``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal, TypeAlias, cast, get_args

import numpy as np

from chroma_server.engine.errors import InvalidArgument

from .paging import check_u32
from .shapes import MAX_JSON_DEPTH, is_list, is_object, is_unicode, kind_of, plain
from .sparse import SparseVector, check_sparse_vector
from .vectors import Matrix, decode_query_vector

EMBEDDING_FIELD = "#embedding"
DEFAULT_KNN_LIMIT = 16

FoldOperator: TypeAlias = Literal["$sum", "$mul", "$max", "$min"]
PairOperator: TypeAlias = Literal["$sub", "$div"]
FunctionOperator: TypeAlias = Literal["$abs", "$exp", "$log"]

_FOLDS: dict[str, FoldOperator] = {op: op for op in get_args(FoldOperator)}
_PAIRS: dict[str, PairOperator] = {op: op for op in get_args(PairOperator)}
_FUNCTIONS: dict[str, FunctionOperator] = {op: op for op in get_args(FunctionOperator)}
_OPERATORS = sorted({"$knn", "$val", *_FOLDS, *_PAIRS, *_FUNCTIONS})


@dataclass(frozen=True, slots=True, eq=False)
class Knn:
    """The nearest records to a vector: their distances, or their places from 0 with ``return_rank``.

    query    float32 of shape (dimension,), or a sparse vector
    key      ``#embedding``, or a metadata key with sparse vectors
    limit    how many neighbours have a score
    default  the score of every other record in an arithmetic; None where such a record has none
    place    where the expression stands, for errors
    """

    query: Matrix | SparseVector
    key: str
    limit: int
    default: np.float32 | None
    return_rank: bool
    place: str


@dataclass(frozen=True, slots=True)
class Val:
    """The same number for every record."""

    value: np.float32


@dataclass(frozen=True, slots=True)
class Fold:
    """All parts together, in their order, beginning with the operator's neutral number."""

    op: FoldOperator
    parts: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Left less right, or left by right."""

    op: PairOperator
    left: Rank
    right: Rank


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one part."""

    op: FunctionOperator
    part: Rank


Rank: TypeAlias = "Knn | Val | Fold | Pair | Function"


def parse_rank(rank: object, place: str) -> Rank:
    """A rank expression as a tree. Raises InvalidArgument, naming the place below ``place``."""
    return _parse(rank, place, 0, place)


def neighbours_of(rank: Rank) -> Iterator[Knn]:
    """Every ``$knn`` of an expression, left to right."""
    if isinstance(rank, Knn):
        yield rank
    elif isinstance(rank, Fold):
        for part in rank.parts:
            yield from neighbours_of(part)
    elif isinstance(rank, Pair):
        yield from neighbours_of(rank.left)
        yield from neighbours_of(rank.right)
    elif isinstance(rank, Function):
        yield from neighbours_of(rank.part)


def _parse(node: object, place: str, depth: int, root: str) -> Rank:
    if depth >= MAX_JSON_DEPTH:
        raise InvalidArgument(f"{root}: nested more than {MAX_JSON_DEPTH} levels deep, at {_shortened(place)}")
    if not is_object(node):
        raise InvalidArgument(f"{place}: expected a rank expression, got {kind_of(node)}")
    if len(node) != 1:
        raise InvalidArgument(f"{place}: expected one operator, got {len(node)}")
    op, operand = next(iter(node.items()))
    if not isinstance(op, str) or op not in _OPERATORS:
        raise InvalidArgument(f"{place}: unknown variant `{op}`, expected one of {_listed(_OPERATORS)}")
    place = f"{place}.{op}"
    if op == "$knn":
        return _knn(operand, place)
    if op == "$val":
        return Val(_number(operand, place))
    if op in _FOLDS:
        if not is_list(operand):
            raise InvalidArgument(f"{place}: expected a list of rank expressions, got {kind_of(operand)}")
        # Each level is an object in a list, so it counts twice, as it does in JSON; so do the sides of a pair.
        parts = (_parse(part, f"{place}[{index}]", depth + 2, root) for index, part in enumerate(operand))
        return Fold(_FOLDS[op], tuple(parts))
    if op in _PAIRS:
        if not is_object(operand):
            raise InvalidArgument(f"{place}: expected an object with left and right, got {kind_of(operand)}")
        for side in ("left", "right"):
            if side not in operand:
                raise InvalidArgument(f"{place}: missing field `{side}`")
        left, right = (_parse(operand[side], f"{place}.{side}", depth + 2, root) for side in ("left", "right"))
        return Pair(_PAIRS[op], left, right)
    return Function(_FUNCTIONS[op], _parse(operand, place, depth + 1, root))


def _knn(operand: object, place: str) -> Knn:
    if not is_object(operand):
        raise InvalidArgument(f"{place}: expected an object with a query, got {kind_of(operand)}")
    if "query" not in operand:
        raise InvalidArgument(f"{place}: missing field `query`")
    key = operand.get("key", EMBEDDING_FIELD)
    if not isinstance(key, str) or not is_unicode(key):
        raise InvalidArgument(f"{place}.key: expected a string, got {kind_of(key)}")
    default = operand.get("default")
    return_rank = plain(operand.get("return_rank", False))
    if not isinstance(return_rank, bool):
        raise InvalidArgument(f"{place}.return_rank: expected a boolean, got {kind_of(return_rank)}")
    return Knn(
        query=_query(operand["query"], f"{place}.query"),
        key=str(key),
        limit=check_u32(operand.get("limit", DEFAULT_KNN_LIMIT), f"{place}.limit"),
        default=None if default is None else _number(default, f"{place}.default"),
        return_rank=return_rank,
        place=place,
    )


def _query(query: object, place: str) -> Matrix | SparseVector:
    if not is_object(query):
        return decode_query_vector(query, place)
    try:
        return check_sparse_vector(query)
    except InvalidArgument as error:
        # In the official words; they name the search only.
        search = place.split(".", 1)[0]
        raise InvalidArgument(f"Validation error: {search}.rank: Invalid sparse vector in KNN query: {error}") from None


def _number(value: object, place: str) -> np.float32:
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, Real):
        raise InvalidArgument(f"{place}: expected a number, got {kind_of(value)}")
    try:
        number = float(value)
    except OverflowError:
        raise InvalidArgument(f"{place}: number out of range") from None
    if not math.isfinite(number):
        raise InvalidArgument(f"{place}: numbers must be finite, got {number}")
    with np.errstate(over="ignore"):
        single: np.float32 = np.float32(number)
    return single


def _shortened(place: str) -> str:
    return place if len(place) <= 200 else f"{place[:120]}...{place[-60:]}"


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def raw_neighbours(rank: object) -> Iterator[Mapping[str, Any]]:
    """Every ``$knn`` of a rank expression that is still JSON, in the order of its text."""
    pending = [rank]
    while pending:
        node = pending.pop()
        if is_list(node):
            pending.extend(reversed(node))
        elif is_object(node) and "$knn" in node:
            yield cast("Mapping[str, Any]", node["$knn"])
        elif is_object(node):
            pending.extend(reversed(list(node.values())))
