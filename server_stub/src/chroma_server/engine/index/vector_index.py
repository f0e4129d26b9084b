"""The vector index of a part: where to look for the nearest rows.

It names candidates, more of them than asked for; whoever asks measures these exactly. It is built from the vectors and
nothing else, never changes, and may be thrown away at any time.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
)
from chroma_server.engine.index.codes import Codes
from chroma_server.engine.index.lists import Lists, worth_lists
from chroma_server.engine.index.rotation import Rotation
from chroma_server.engine.index.rows import PICKED_AT_A_TIME, CodedRows, codable, coded, turned
from chroma_server.engine.model import Floats

_FORMAT = 2
_SMALLEST_DIMENSION = 16
_CELLS_WORTH_CODES = 3_000_000
_ROWS_WORTH_CODES = 1500
"""Measured: codes beat measuring everything from 5-10k rows of 384 dimensions and from 2k of 1536."""
_MOST_OUTLIERS = 1024
_SAMPLES = 128
_MOSTLY = 0.8
"""Of the rows are allowed: search without the mask and leave out what it forbids."""

_STILL_ENOUGH = 0.7

rotation_for = lru_cache(maxsize=32)(Rotation)


def worth_codes(rows: int, dimension: int) -> bool:
    """Whether an index may answer faster than measuring every row."""
    return dimension >= _SMALLEST_DIMENSION and rows >= _ROWS_WORTH_CODES and rows * dimension >= _CELLS_WORTH_CODES


class Candidates(NamedTuple):
    """Where the nearest rows of each query are.

    rows     shape (q, candidates), each row once per query, in no order; -1 where there are fewer
    edges    per query the estimate from which on there are others; infinity where nothing else is allowed, NaN for a
             query that must be searched exactly
    guesses  the estimated distances, float32, of the shape of ``rows``; NaN where there is none. How far they are off
             tells how near to the edge the candidates can be relied on. No columns where all there is are candidates
    full     whether no row is -1 for certain
    """

    rows: NDArray[np.intp]
    edges: Floats
    guesses: Floats
    full: bool = False

    @classmethod
    def all_of(cls, rows: NDArray[np.intp], queries: int) -> Candidates:
        """The same rows for each query, and no others."""
        alike = rows[np.newaxis] if queries == 1 else np.broadcast_to(rows, (queries, len(rows)))
        return cls(alike, np.full(queries, np.inf, dtype=np.float32), np.empty((queries, 0), np.float32), full=True)

    def of(self, queries: slice | NDArray[np.intp]) -> Candidates:
        """Those of some queries."""
        return Candidates(self.rows[queries], self.edges[queries], self.guesses[queries], self.full)


@dataclass(frozen=True, eq=False)
class VectorIndex:
    """Codes of the rows 0..rows-1 of a part, and how hard to search them.

    efforts   for a search of all codes
    outliers  rows that are candidates always
    lists     a second tier for what it finds faster; None where that is nothing
    """

    space: str
    dimension: int
    flat: Codes
    efforts: EffortTable
    outliers: NDArray[np.intp]
    lists: Lists | None = None

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
        codes = Codes.build(faiss, source, _mean(source), inner_product=space == "ip")
        truth = Truth(source, _samples(source, rotation, queries))
        efforts = calibrate_flat(codes, source, truth)
        return cls(space, dimension, codes, efforts, source.outliers)

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
        if (
            faiss is None
            or not worth_lists(self.rows, self.flat.width)
            or not self.efforts.useful
            or self.space == "ip"
        ):
            return self
        rotation = rotation_for(self.dimension)
        source = CodedRows(vectors[: self.rows], norms[: self.rows], self.space, rotation, go_on=go_on)
        samples = _samples(source, rotation, queries)
        lists = Lists.build(faiss, source, samples, self.flat, self.efforts, clock=clock)
        return self if lists is None else replace(self, lists=lists)

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
    ) -> Candidates | None:
        """For each query rows that hold the ``k`` nearest with the recall calibrated for; None: search exactly.

        queries: float32, shape (q, dimension). allow: the rows to look at, a mask of all. effort: how many times the
        calibrated effort to make, at least 1. workers: threads to use for many queries.
        """
        if allow is not None and len(allow) != self.rows:
            raise ValueError(f"a mask of {len(allow)} rows for an index of {self.rows}")
        allowed = self.rows if allow is None else int(np.count_nonzero(allow))
        if not allowed:
            return Candidates.all_of(np.empty(0, dtype=np.intp), len(queries))
        share = allowed / self.rows
        overall = self._overall(k, share)
        if overall is None and self.efforts.find(k, share) is None:
            return None
        with np.errstate(over="ignore"):
            norms = np.einsum("ij,ij->i", queries, queries)
        fits = codable(norms, self.space)
        every = bool(fits.all())
        targets = (turned if every else coded)(queries, norms, self.space, rotation_for(self.dimension))
        asked = _Asked(targets, share, allow, effort, workers)
        found = self._masked(asked, k) if overall is None else self._unmasked(asked, overall, k)
        if len(self.outliers):
            found = self._with_outliers(found, allow)
        if not every:
            found.edges[~fits] = np.nan
        return found

    def _overall(self, k: int, share: float) -> int | None:
        """Where most rows are allowed, the ``k`` nearest of them are among so many nearest of all; None elsewhere."""
        if share < _MOSTLY:
            return None
        overall = k if share == 1 else math.ceil(k / share)
        return None if self.efforts.find(overall) is None else overall

    def _unmasked(self, asked: _Asked, overall: int, k: int) -> Candidates:
        """Search without the mask, and leave out what it forbids."""
        if asked.allow is None:
            return self._ranked(asked, overall)
        found = self._ranked(replace(asked, share=1.0), overall)
        allowed = found.rows >= 0
        allowed &= asked.allow[found.rows]
        found.rows[~allowed] = -1
        found = found._replace(full=False)
        # Where what is not allowed lies close to the query, it has taken the places of others.
        short = np.flatnonzero(np.count_nonzero(allowed, axis=1) < _STILL_ENOUGH * allowed.shape[1])
        if not len(short) or self.efforts.find(k, asked.share) is None:
            return found
        again = self._masked(replace(asked, targets=asked.targets[short]), k)
        return _replaced(found, short, again)

    def _masked(self, asked: _Asked, k: int) -> Candidates:
        if asked.allow is None:
            return self._ranked(asked, k)
        return self._ranked(replace(asked, bits=np.packbits(asked.allow, bitorder="little")), k)

    def _ranked(self, asked: _Asked, k: int) -> Candidates:
        """By the lists where they serve, by all codes otherwise."""
        need = None if self.lists is None else self.lists.efforts.find(k, asked.share)
        if self.lists is None or need is None:
            return self._by_all(asked, k)
        near = self.lists.assign(asked.targets, int(need.probes * asked.effort))
        count = self._count(need, asked)
        ranking = self.lists.search(asked.targets, count, near, asked.bits, asked.workers)
        found = self._candidates(ranking)
        far = np.flatnonzero(self.lists.beyond(near))
        if not len(far):
            return found
        return _replaced(found, far, self._by_all(replace(asked, targets=asked.targets[far]), k))

    def _by_all(self, asked: _Asked, k: int) -> Candidates:
        need = self.efforts.find(k, asked.share)
        if need is None:
            raise ValueError(f"no effort is known for {k} results")
        count = self._count(need, asked)
        ranking = self.flat.search(asked.targets, count, allow=asked.bits, workers=asked.workers)
        return self._candidates(ranking)

    def _count(self, need: Effort, asked: _Asked) -> int:
        return min(int(need.candidates * asked.effort) + len(self.outliers), self.rows)

    def _candidates(self, ranking: tuple[Floats, NDArray[np.int64]]) -> Candidates:
        guesses, rows = as_distance(ranking[0], self.space), ranking[1]
        edges: Floats = np.array(guesses[:, -1])
        # Rankings that are too short end with -1.
        full = bool(rows[:, -1].min() >= 0)
        if not full:
            edges[rows[:, -1] < 0] = np.inf
        return Candidates(rows, edges, guesses, full)

    def _with_outliers(self, found: Candidates, allow: NDArray[np.bool_] | None) -> Candidates:
        outliers = self.outliers if allow is None else self.outliers[allow[self.outliers]]
        rows = np.where(np.isin(found.rows, self.outliers), -1, found.rows)
        always = np.broadcast_to(outliers, (len(rows), len(outliers)))
        unknown = np.full(always.shape, np.nan, dtype=np.float32)
        return Candidates(
            np.concatenate([rows, always], axis=1), found.edges, np.concatenate([found.guesses, unknown], axis=1)
        )

    # --- keeping -----------------------------------------------------------------------------------------------------

    def to_sections(self) -> dict[str, NDArray[Any]]:
        """What :meth:`from_sections` needs, as arrays. It carries no checksum of its own."""
        lists = self.lists
        parameters = {
            "format": _FORMAT,
            "space": self.space,
            "dimension": self.dimension,
            "rows": self.rows,
            "efforts": self.efforts.as_lists(),
            "lists": None if self.lists is None else self.lists.description(),
        }
        sections: dict[str, NDArray[Any]] = {
            "parameters": np.frombuffer(json.dumps(parameters).encode(), dtype=np.uint8),
            "outliers": self.outliers.astype(np.int64),
            "flat": self.flat.to_array(),
        }
        if lists is not None:
            sections["lists"] = lists.codes.to_array()
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
        lists: Lists | None = None
        described = parameters["lists"]
        if described is not None:
            lists = Lists.described(Codes.from_array(faiss, sections["lists"]), described)
        return cls(
            space,
            dimension,
            flat,
            EffortTable.from_lists(parameters["efforts"]),
            sections["outliers"].astype(np.intp),
            lists,
        )


@dataclass(frozen=True, eq=False)
class _Asked:
    """A search: coded queries, the share of the rows that is allowed, as a mask and as a bitmap, effort and threads."""

    targets: Floats
    share: float
    allow: NDArray[np.bool_] | None
    effort: float
    workers: int
    bits: NDArray[np.uint8] | None = None


def _replaced(found: Candidates, queries: NDArray[np.intp], others: Candidates) -> Candidates:
    """The same with other candidates for some of the queries."""
    width = max(found.rows.shape[1], others.rows.shape[1])
    rows = np.full((len(found.rows), width), -1, dtype=found.rows.dtype)
    guesses = np.full(rows.shape, np.nan, dtype=np.float32)
    for column, of_all, of_some in ((rows, found.rows, others.rows), (guesses, found.guesses, others.guesses)):
        column[:, : of_all.shape[1]] = of_all
        column[queries, of_some.shape[1] :] = -1
        column[queries, : of_some.shape[1]] = of_some
    edges: Floats = np.array(found.edges)
    edges[queries] = others.edges
    return Candidates(rows, edges, guesses)


def _mean(source: CodedRows) -> Floats:
    """The middle of the coded rows, float32, shape (1, width)."""
    step = max(1, source.rows // 65_536)
    sample = np.arange(0, source.rows, step)
    total = np.zeros((1, rotation_for(source.vectors.shape[1]).width))
    for start in range(0, len(sample), PICKED_AT_A_TIME):
        block = source.pick(sample[start : start + PICKED_AT_A_TIME])
        total += block.sum(axis=0, dtype=np.float64, keepdims=True)
    middle: Floats = (total / len(sample)).astype(np.float32)
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
