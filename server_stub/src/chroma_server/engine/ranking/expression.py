"""Rank expressions evaluated over arrays of candidates.

The arithmetic is IEEE 754 float32, so a score may be infinite or not a number; a maximum or minimum with something that
is not a number is the other part. Exponentials and logarithms are computed in float64 and rounded once, which gives the
same float32 on every machine.

A part of an expression gives scores to some candidates, and may give a default to all others. Two parts together give a
score to a candidate that has one of its own in either and at least the default in the other. So a neighbour of one
``$knn`` that is none of another drops out, unless the other has a default; a constant has no candidates of its own, and
an expression made of constants alone scores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.model import Floats
from chroma_server.engine.parts import Mask, Rows
from chroma_server.engine.rules.rank import Fold, FoldOperator, Function, Knn, Pair, PairOperator, Rank, Val

Neighbours: TypeAlias = "tuple[Rows, Floats]"
"""The neighbours of one ``$knn``: candidates as positions, nearest first, and their measures in float32."""

_Operation: TypeAlias = "Callable[[Any, Any], Any]"

_LIMITS = np.finfo(np.float32)
_FOLDS: dict[FoldOperator, tuple[np.float32, _Operation]] = {
    "$sum": (np.float32(0), np.add),
    "$mul": (np.float32(1), np.multiply),
    "$max": (_LIMITS.min, np.fmax),
    "$min": (_LIMITS.max, np.fmin),
}
_PAIRS: dict[PairOperator, _Operation] = {"$sub": np.subtract, "$div": np.divide}


@dataclass(frozen=True)
class _Scores:
    """What a part of an expression gives.

    values   float32, one per candidate: its own score, otherwise the default
    own      the candidates that have a score of their own
    default  the score of the others; None when they have none
    """

    values: Floats
    own: Mask
    default: np.float32 | None

    @property
    def defined(self) -> Mask | np.bool_:
        return self.own if self.default is None else np.True_


def evaluate(rank: Rank, neighbours: Sequence[Neighbours], count: int) -> tuple[Rows, Floats]:
    """The candidates that have a score, ascending, and their scores, float32.

    neighbours  of each ``$knn`` of the expression, in the order of ``neighbours_of``
    count       the number of candidates, which are 0 to ``count - 1``
    """
    with np.errstate(all="ignore"):
        scores = _Evaluation(iter(neighbours), count).of(rank)
    scored = np.flatnonzero(scores.own)
    return scored, scores.values[scored]


class _Evaluation:
    def __init__(self, neighbours: Iterator[Neighbours], count: int) -> None:
        self._neighbours = neighbours
        self._count = count

    def of(self, rank: Rank) -> _Scores:
        if isinstance(rank, Knn):
            return self._nearest(rank)
        if isinstance(rank, Val):
            return self._constant(rank.value)
        if isinstance(rank, Fold):
            neutral, operation = _FOLDS[rank.op]
            together = self._constant(neutral)
            for part in rank.parts:
                together = _merge(operation, together, self.of(part))
            return together
        if isinstance(rank, Pair):
            return _merge(_PAIRS[rank.op], self.of(rank.left), self.of(rank.right))
        return self._mapped(rank)

    def _nearest(self, knn: Knn) -> _Scores:
        found, measures = next(self._neighbours)
        own = np.zeros(self._count, dtype=np.bool_)
        own[found] = True
        values = np.full(self._count, np.nan if knn.default is None else knn.default, dtype=np.float32)
        values[found] = np.arange(len(found), dtype=np.float32) if knn.return_rank else measures
        return _Scores(values, own, knn.default)

    def _constant(self, value: np.float32) -> _Scores:
        none = np.zeros(self._count, dtype=np.bool_)
        return _Scores(np.full(self._count, value, dtype=np.float32), none, value)

    def _mapped(self, rank: Function) -> _Scores:
        part = self.of(rank.part)
        default = None if part.default is None else _function(rank, np.full(1, part.default, dtype=np.float32))[0]
        return _Scores(_function(rank, part.values), part.own, default)


def _function(rank: Function, values: NDArray[np.float32]) -> Floats:
    if rank.op == "$abs":
        return np.abs(values)
    function = np.exp if rank.op == "$exp" else np.log
    computed: Floats = function(values.astype(np.float64)).astype(np.float32)
    return computed


def _merge(operation: _Operation, left: _Scores, right: _Scores) -> _Scores:
    default = None
    if left.default is not None and right.default is not None:
        default = np.float32(operation(left.default, right.default))
    own: Mask = (left.own | right.own) & left.defined & right.defined
    return _Scores(operation(left.values, right.values), own, default)
