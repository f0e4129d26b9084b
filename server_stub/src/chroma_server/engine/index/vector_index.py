"""The vector index of a part: where to look for the nearest rows.

It names candidates, more of them than asked for; whoever asks measures these exactly. It is built from the vectors and
nothing else, never changes, and may be thrown away at any time.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.index.backend import load_faiss
from chroma_server.engine.index.calibration import (
    Effort,
    EffortTable,
    Samples,
    Truth,
    as_distance,
    calibrate_flat,
    calibrate_lists,
    effort_for,
)
from chroma_server.engine.index.codes import Codes, train_centroids
from chroma_server.engine.index.rotation import Rotation
from chroma_server.engine.index.rows import CodedRows, codable, coded
from chroma_server.engine.model import Floats

_FORMAT = 1
_SMALLEST_DIMENSION = 16
_CELLS_WORTH_CODES = 3_000_000
_ROWS_WORTH_CODES = 1500
"""Measured: codes beat measuring everything from 5-10k rows of 384 dimensions and from 2k of 1536."""
_ROWS_WORTH_LISTS = 50_000
_MOST_OUTLIERS = 1024
_SAMPLES = 128
_TIMED = 24
_MUCH_FASTER = 0.8
_MOSTLY = 0.8
"""Of the rows are allowed: search without the mask and leave out what it forbids."""

_STILL_ENOUGH = 0.7

rotation_for = lru_cache(maxsize=32)(Rotation)


def worth_codes(rows: int, dimension: int) -> bool:
    """Whether an index may answer faster than measuring every row."""
    return dimension >= _SMALLEST_DIMENSION and rows >= _ROWS_WORTH_CODES and rows * dimension >= _CELLS_WORTH_CODES


class Candidates(NamedTuple):
    """Where the nearest rows are.

    rows  ascending
    edge  a distance: rows that are nearer than this are among the candidates, as surely as the calibrated recall. Where
          the k-th nearest is farther, the query or the filter is harder than what was calibrated for
    """

    rows: NDArray[np.intp]
    edge: float


@dataclass(frozen=True, eq=False)
class VectorIndex:
    """Codes of the rows 0..rows-1 of a part, and how hard to search them.

    efforts       for a search of all codes
    list_efforts  for a search that probes ``lists``; empty where the flat search is better or as fast
    outliers      rows that are candidates always
    center        the middle of the coded vectors
    margin        by how much an estimate may miss a distance, per distance of the query from the center
    """

    space: str
    dimension: int
    flat: Codes
    efforts: EffortTable
    outliers: NDArray[np.intp]
    center: Floats
    margin: float
    lists: Codes | None = None
    list_efforts: tuple[Effort, ...] = ()

    # --- building ----------------------------------------------------------------------------------------------------

    @classmethod
    def build(
        cls,
        vectors: Floats,
        norms: Floats,
        space: str,
        *,
        queries: Floats | None = None,
        go_on: Callable[[], bool] = lambda: True,
    ) -> VectorIndex | None:
        """Code the vectors and calibrate the search; None when exact search is all there is.

        vectors: float32, shape (rows, dimension), maybe memory-mapped. norms: their squared Euclidean norms.
        queries: what was asked lately, to calibrate for as well. go_on: False makes it raise Cancelled.
        """
        faiss = load_faiss()
        rows, dimension = vectors.shape
        if faiss is None or not worth_codes(rows, dimension):
            return None
        rotation = rotation_for(dimension)
        source = CodedRows(vectors, norms, space, rotation, go_on=go_on)
        if len(source.outliers) > min(_MOST_OUTLIERS, rows // 20):
            return None
        center = _mean(source)
        codes = Codes.build(faiss, source, center, inner_product=space == "ip")
        truth = Truth(source, _samples(source, rotation, queries))
        efforts = calibrate_flat(codes, source, truth)
        margin = truth.margin(codes, efforts.efforts[0][0], center[0]) if efforts.useful else 0.0
        return cls(space, dimension, codes, efforts, source.outliers, center[0], margin)

    def with_lists(
        self,
        vectors: Floats,
        norms: Floats,
        *,
        queries: Floats | None = None,
        clock: Callable[[], float] = time.thread_time,
        go_on: Callable[[], bool] = lambda: True,
    ) -> VectorIndex:
        """The same with lists beside the flat codes, where they reach the recall in clearly less time; else itself."""
        faiss = load_faiss()
        # By inner product the nearest list need not hold the largest products: probing never reached the recall.
        if faiss is None or self.flat.rows < _ROWS_WORTH_LISTS or not self.efforts.useful or self.space == "ip":
            return self
        rotation = rotation_for(self.dimension)
        source = CodedRows(vectors[: self.flat.rows], norms[: self.flat.rows], self.space, rotation, go_on=go_on)
        samples = _samples(source, rotation, queries)
        count = 1 << round(np.log2(2 * np.sqrt(source.rows)))
        held_out = np.setdiff1d(np.arange(source.rows), samples.rows)
        centroids = train_centroids(source, count, held_out, seed=1)
        lists = Codes.build(faiss, source, centroids, inner_product=False)
        found = calibrate_lists(lists, source, Truth(source, samples), self.efforts)
        faster: list[Effort] = []
        for effort, known in zip(found, self.efforts.efforts[0], strict=False):
            if _seconds(lists, samples, effort, clock) > _MUCH_FASTER * _seconds(self.flat, samples, known, clock):
                break
            faster.append(effort)
        return replace(self, lists=lists, list_efforts=tuple(faster)) if faster else self

    # --- searching ---------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> int:
        return self.flat.rows

    @property
    def nbytes(self) -> int:
        """Bytes of memory it takes."""
        return self.flat.nbytes + self.outliers.nbytes + (self.lists.nbytes if self.lists else 0)

    def candidates_for(self, k: int, *, allowed: int | None = None, effort: float = 1.0) -> int | None:
        """How many candidates a search for ``k`` among so many rows names; None when it must be exact."""
        found = self.efforts.find(k, 1.0 if allowed is None else allowed / self.rows)
        if found is None:
            return None
        return int(found.candidates * effort) + len(self.outliers)

    def search(
        self,
        queries: Floats,
        k: int,
        *,
        allow: NDArray[np.bool_] | None = None,
        effort: float = 1.0,
        workers: int = 1,
    ) -> list[Candidates | None]:
        """Per query rows that hold the ``k`` nearest with the recall calibrated for; None: search exactly.

        queries: float32, shape (q, dimension). allow: the rows to look at, a mask of all. effort: how many times the
        calibrated effort to make, at least 1. workers: threads to use for many queries.
        """
        if allow is not None and len(allow) != self.rows:
            raise ValueError(f"a mask of {len(allow)} rows for an index of {self.rows}")
        allowed = self.rows if allow is None else int(np.count_nonzero(allow))
        if not allowed:
            return [Candidates(np.empty(0, dtype=np.intp), np.inf) for _ in queries]
        share = allowed / self.rows
        # The k nearest of most rows are among the few more nearest of all.
        overall = math.ceil(k / share) if share >= _MOSTLY else None
        flat = None if overall is None else self.efforts.find(overall)
        if flat is None:
            overall, flat = None, self.efforts.find(k, share)
        if flat is None:
            return [None] * len(queries)
        with np.errstate(over="ignore"):
            norms = np.einsum("ij,ij->i", queries, queries)
        targets = coded(queries, norms, self.space, rotation_for(self.dimension))
        if overall is None:
            ranked = self._under_mask(targets, flat, allow, effort, workers)
        else:
            ranked = self._without_mask(targets, overall, flat, allow, effort, workers)
        outliers = self.outliers if allow is None else self.outliers[allow[self.outliers]]
        fits = codable(norms, self.space)
        return [_settled(found, outliers) if fit else None for found, fit in zip(ranked, fits, strict=True)]

    def _under_mask(
        self, targets: Floats, need: Effort, allow: NDArray[np.bool_] | None, effort: float, workers: int
    ) -> list[Candidates]:
        # Always all codes: the lists nearest to the query need not hold what a filter lets through.
        bits = None if allow is None else np.packbits(allow, bitorder="little")
        count = min(int(need.candidates * effort) + len(self.outliers), self.rows)
        return self._candidates(targets, self.flat.search(targets, count, allow=bits, workers=workers))

    def _without_mask(
        self,
        targets: Floats,
        k: int,
        flat: Effort,
        allow: NDArray[np.bool_] | None,
        effort: float,
        workers: int,
    ) -> list[Candidates]:
        probing = None if self.lists is None else effort_for(self.list_efforts, k)
        codes, need = (self.flat, flat) if self.lists is None or probing is None else (self.lists, probing)
        count = min(int(need.candidates * effort) + len(self.outliers), self.rows)
        probes = max(1, int(need.probes * effort))
        ranked = self._candidates(targets, codes.search(targets, count, probes=probes, workers=workers))
        if allow is None:
            return ranked
        ranked = [Candidates(found.rows[allow[found.rows]], found.edge) for found in ranked]
        # Where what is not allowed lies close to the query, it has taken the places of others.
        short = [position for position, found in enumerate(ranked) if len(found.rows) < _STILL_ENOUGH * count]
        if short:
            again = self._under_mask(targets[short], flat, allow, effort, workers)
            for position, found in zip(short, again, strict=True):
                ranked[position] = found
        return ranked

    def _candidates(self, targets: Floats, ranking: tuple[Floats, NDArray[np.int64]]) -> list[Candidates]:
        found: list[Candidates] = []
        for target, estimates, rows in zip(targets, *ranking, strict=True):
            if rows[-1] < 0:
                found.append(Candidates(rows[rows >= 0], np.inf))
            else:
                edge = as_distance(float(estimates[-1]), self.space)
                found.append(Candidates(rows, edge - self.margin * float(np.linalg.norm(target - self.center))))
        return found

    # --- keeping -----------------------------------------------------------------------------------------------------

    def to_sections(self) -> dict[str, NDArray[Any]]:
        """What :meth:`from_sections` needs, as arrays. It carries no checksum of its own."""
        parameters = {
            "format": _FORMAT,
            "space": self.space,
            "dimension": self.dimension,
            "rows": self.rows,
            "margin": self.margin,
            "shares": self.efforts.shares,
            "efforts": [[asdict(effort) for effort in efforts] for efforts in self.efforts.efforts],
            "list_efforts": [asdict(effort) for effort in self.list_efforts],
        }
        sections: dict[str, NDArray[Any]] = {
            "parameters": np.frombuffer(json.dumps(parameters).encode(), dtype=np.uint8),
            "outliers": self.outliers.astype(np.int64),
            "center": self.center,
            "flat": self.flat.to_array(),
        }
        if self.lists is not None:
            sections["lists"] = self.lists.to_array()
        return sections

    @classmethod
    def from_sections(
        cls, sections: Mapping[str, NDArray[Any]], *, space: str, rows: int, dimension: int
    ) -> VectorIndex | None:
        """The index of that many rows; None when faiss is missing or the sections are of another format or shape."""
        faiss = load_faiss()
        if faiss is None:
            return None
        parameters = json.loads(bytes(sections["parameters"]))
        expected = {"format": _FORMAT, "space": space, "dimension": dimension, "rows": rows}
        if any(parameters.get(name) != value for name, value in expected.items()):
            return None
        flat = Codes.from_array(faiss, sections["flat"])
        lists = Codes.from_array(faiss, sections["lists"]) if "lists" in sections else None
        return cls(
            space,
            dimension,
            flat,
            EffortTable(tuple(parameters["shares"]), tuple(map(_efforts, parameters["efforts"]))),
            sections["outliers"].astype(np.intp),
            np.array(sections["center"]),
            float(parameters["margin"]),
            lists,
            _efforts(parameters["list_efforts"]),
        )


def _efforts(entries: Sequence[Mapping[str, int]]) -> tuple[Effort, ...]:
    return tuple(Effort(**entry) for entry in entries)


def _settled(found: Candidates, outliers: NDArray[np.intp]) -> Candidates:
    rows = np.union1d(found.rows, outliers) if len(outliers) else np.sort(found.rows)
    return Candidates(rows, found.edge)


def _mean(source: CodedRows) -> Floats:
    """The middle of the coded rows, float32, shape (1, width)."""
    step = max(1, source.rows // 65_536)
    sample = np.arange(0, source.rows, step)
    middle: Floats = source.pick(sample).mean(axis=0, dtype=np.float64, keepdims=True).astype(np.float32)
    return middle


def _samples(source: CodedRows, rotation: Rotation, queries: Floats | None) -> Samples:
    """Rows drawn without regard to order, and the queries asked lately."""
    possible = np.setdiff1d(np.arange(source.rows), source.outliers)
    rows = np.random.default_rng(source.rows).choice(possible, min(_SAMPLES, len(possible)), replace=False)
    vectors: Floats = source.vectors[rows]
    if queries is not None and len(queries):
        vectors = np.concatenate([vectors, queries])
        rows = np.concatenate([rows, np.full(len(queries), -1)])
    with np.errstate(over="ignore"):
        norms = np.einsum("ij,ij->i", vectors, vectors)
    return Samples(vectors, coded(vectors, norms, source.space, rotation), rows)


def _seconds(codes: Codes, samples: Samples, effort: Effort, clock: Callable[[], float]) -> float:
    times: list[float] = []
    for target in samples.coded[:_TIMED]:
        start = clock()
        codes.search(target[np.newaxis], effort.candidates, probes=effort.probes)
        times.append(clock() - start)
    return float(np.median(times))
