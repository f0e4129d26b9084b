"""Searches in plain Python: one record and one number after another, as the API's semantics say."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Score = np.float32
Ranked = dict[str, Score]

FIELDS = ("#document", "#embedding", "#metadata", "#score")
KINDS = (bool, int, float, str, dict, list)


@dataclass
class Record:
    """What a collection holds under an id."""

    embedding: list[float]
    document: str | None
    metadata: dict[str, Any] = field(default_factory=dict)


class Model:
    """Records in the order of their insertion, and what a search over them gives.

    bm25  the keys whose sparse index is one of BM25
    """

    def __init__(self, space: str, bm25: frozenset[str]) -> None:
        self.records: dict[str, Record] = {}
        self._space = space
        self._bm25 = bm25

    def search(self, search: Mapping[str, Any], matches: Callable[[str, Record], bool]) -> dict[str, Any]:
        """The columns of one search; ``matches`` is its filter."""
        allowed = [identifier for identifier, record in self.records.items() if matches(identifier, record)]
        rank = search.get("rank")
        if rank is None:
            scores = {identifier: np.float32(place) for place, identifier in enumerate(allowed)}
        else:
            with np.errstate(all="ignore"):
                scores, _ = self._rank(rank, allowed)
        found = sorted(scores, key=lambda identifier: (_total(scores[identifier]), self._place(identifier)))
        if search.get("group_by"):
            found = self._grouped(search["group_by"], found, scores)
        page = search.get("limit", {})
        offset, limit = page.get("offset", 0), page.get("limit")
        found = found[offset:] if limit is None else found[offset : offset + limit]
        keys = set(search.get("select", {}).get("keys", ()))
        records = [self.records[identifier] for identifier in found]
        own = keys.difference(FIELDS)
        subsets = [
            {key: value for key, value in r.metadata.items() if "#metadata" in keys or key in own} for r in records
        ]
        return {
            "ids": found,
            "documents": [r.document for r in records] if "#document" in keys else None,
            "embeddings": [r.embedding for r in records] if "#embedding" in keys else None,
            "metadatas": [subset or None for subset in subsets] if "#metadata" in keys or own else None,
            "scores": [scores[identifier] for identifier in found] if "#score" in keys else None,
            "select": [name for name in FIELDS if name in keys] + sorted(own),
        }

    def _place(self, identifier: str) -> int:
        return list(self.records).index(identifier)

    # --- ranks --------------------------------------------------------------------------------------------------------

    def _rank(self, rank: Mapping[str, Any], allowed: Sequence[str]) -> tuple[Ranked, Score | None]:
        """Scores of records, and the score of all others; None when they have none."""
        ((op, operand),) = rank.items()
        if op == "$val":
            return {}, np.float32(operand)
        if op == "$knn":
            return self._nearest(operand, allowed)
        if op in ("$sub", "$div"):
            operation = np.subtract if op == "$sub" else np.divide
            return _both(operation, self._rank(operand["left"], allowed), self._rank(operand["right"], allowed))
        if op in _FOLDS:
            neutral, operation = _FOLDS[op]
            together: tuple[Ranked, Score | None] = ({}, np.float32(neutral))
            for part in operand:
                together = _both(operation, together, self._rank(part, allowed))
            return together
        scores, default = self._rank(operand, allowed)
        function = _FUNCTIONS[op]
        return {name: function(score) for name, score in scores.items()}, None if default is None else function(default)

    def _nearest(self, knn: Mapping[str, Any], allowed: Sequence[str]) -> tuple[Ranked, Score | None]:
        query = knn["query"]
        measured: Ranked = {}
        for identifier in allowed:
            measure = self._sparse(knn, identifier) if isinstance(query, dict) else self._dense(query, identifier)
            if measure is not None:
                measured[identifier] = measure
        nearest = sorted(measured, key=lambda name: (_total(measured[name]), self._place(name)))[: knn.get("limit", 16)]
        default = None if knn.get("default") is None else np.float32(knn["default"])
        if knn.get("return_rank"):
            return {name: np.float32(place) for place, name in enumerate(nearest)}, default
        return {name: measured[name] for name in nearest}, default

    def _dense(self, query: Sequence[float], identifier: str) -> Score:
        pairs = list(zip(query, self.records[identifier].embedding, strict=True))
        if self._space == "l2":
            return np.float32(sum((one - other) ** 2 for one, other in pairs))
        return np.float32(1.0 - sum(one * other for one, other in pairs))

    def _sparse(self, knn: Mapping[str, Any], identifier: str) -> Score | None:
        own = self._entries(identifier, knn["key"])
        asked = dict(zip(knn["query"]["indices"], knn["query"]["values"], strict=True))
        shared = [index for index in asked if index in own]
        if not shared:
            return None
        total = 0.0
        for index in shared:
            weight = float(np.float32(asked[index]))
            if knn["key"] in self._bm25:
                weight *= self._rarity(knn["key"], index)
            total += weight * own[index]
        return np.float32(1.0 - total)

    def _rarity(self, key: str, index: int) -> float:
        having = sum(index in self._entries(identifier, key) for identifier in self.records)
        return float(np.log1p((len(self.records) - having + 0.5) / (having + 0.5)))

    def _entries(self, identifier: str, key: str) -> dict[int, float]:
        vector = self.records[identifier].metadata.get(key)
        if not isinstance(vector, dict):
            return {}
        return dict(zip(vector["indices"], vector["values"], strict=True))

    # --- groups -------------------------------------------------------------------------------------------------------

    def _grouped(self, group_by: Mapping[str, Any], found: Sequence[str], scores: Ranked) -> list[str]:
        ((kind, order),) = group_by["aggregate"].items()
        groups: dict[tuple[Any, ...], list[str]] = {}
        for identifier in found:
            groups.setdefault(tuple(self._key(identifier, key, scores) for key in group_by["keys"]), []).append(
                identifier
            )
        kept: set[str] = set()
        for members in groups.values():
            # Reversed, equal ones keep their order all the same.
            ordered = sorted(
                members,
                key=lambda name: tuple(self._key(name, key, scores) for key in order["keys"]),
                reverse=kind == "$max_k",
            )
            kept.update(ordered[: order["k"]])
        return [identifier for identifier in found if identifier in kept]

    def _key(self, identifier: str, key: str, scores: Ranked) -> tuple[Any, ...]:
        if key == "#score":
            return (_total(scores[identifier]),)
        value = self.records[identifier].metadata.get(key)
        if value is None:
            return ()
        kind = KINDS.index(type(value))
        if isinstance(value, dict):
            return kind, tuple(value["indices"]), tuple(value["values"])
        return (kind, KINDS.index(type(value[0])), tuple(value)) if isinstance(value, list) else (kind, value)


def _both(
    operation: Callable[[Any, Any], Any], left: tuple[Ranked, Score | None], right: tuple[Ranked, Score | None]
) -> tuple[Ranked, Score | None]:
    together: Ranked = {}
    for name in {**left[0], **right[0]}:
        one, other = left[0].get(name, left[1]), right[0].get(name, right[1])
        if one is not None and other is not None:
            together[name] = np.float32(operation(one, other))
    none = left[1] is None or right[1] is None
    return together, None if none else np.float32(operation(left[1], right[1]))


def _total(score: Score) -> tuple[int, float, int]:
    """NaN last, and -0.0 before 0.0."""
    return (1, 0.0, 0) if math.isnan(score) else (0, float(score), int(math.copysign(1, score)))


_FOLDS: dict[str, tuple[float, Callable[[Any, Any], Any]]] = {
    "$sum": (0.0, np.add),
    "$mul": (1.0, np.multiply),
    "$max": (float(np.finfo(np.float32).min), np.fmax),
    "$min": (float(np.finfo(np.float32).max), np.fmin),
}
_FUNCTIONS: dict[str, Callable[[Score], Score]] = {
    "$abs": lambda score: np.float32(abs(score)),
    "$exp": lambda score: np.float32(np.exp(np.float64(score))),
    "$log": lambda score: np.float32(np.log(np.float64(score))),
}
