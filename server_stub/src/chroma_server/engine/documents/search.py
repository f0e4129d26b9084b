"""Which documents contain a text or match a pattern."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.documents import simd
from chroma_server.engine.documents.arena import Arena
from chroma_server.engine.documents.literals import required_literals
from chroma_server.engine.documents.patterns import ROWS_AT_ONCE, EncodedRows, rows_matching
from chroma_server.engine.documents.scan import Needle, TooDense, sample_of
from chroma_server.engine.documents.signatures import GROUP, Signatures
from chroma_server.engine.rules.regex import DocumentPattern

_logger = logging.getLogger(__name__)

Rows: TypeAlias = NDArray[np.intp]

NO_ROWS: Rows = np.empty(0, dtype=np.intp)

_BYTES_PER_DOCUMENT = 4096
"""Reading one document costs as much as scanning so many bytes: below, documents are read one by one."""
_SHARED_BYTES = 4 * GROUP
"""What takes longer than 3 ms is scanned by several threads: numpy lets them run at once."""
_MOST_THREADS = 4
_SAMPLED = 64
"""Documents that are asked whether most contain a literal."""


class DocumentSearch:
    """The search in one arena.

    ``signatures`` belong to the source of the arena and outlive it: an arena that grew keeps those it has.
    """

    def __init__(self, arena: Arena, signatures: Signatures) -> None:
        self._arena = arena
        self._signatures = signatures

    def sign(self) -> int:
        """Make the signatures that are still missing; how many were made."""
        return self._signatures.sign(self._arena.text)

    def _sign_later(self) -> None:
        """Make the missing signatures where nobody waits for them, one at a time: the end of the process waits for no
        more than one."""
        try:
            _signer(os.getpid()).submit(self._sign_one)
        except RuntimeError:
            _logger.debug("The process ends; its documents are not signed")

    def _sign_one(self) -> None:
        try:
            made = self._signatures.sign(self._arena.text, most=1)
        except Exception:
            _logger.exception("Documents could not be signed; they are searched without")
            return
        if made:
            self._sign_later()

    def containing(self, text: str, within: Rows) -> Rows:
        """The rows among ``within`` (ascending) whose document contains ``text``, byte for byte."""
        if not text:
            return within[self._arena.present[within]]
        return self._containing(text.encode(), within)

    def matching(self, pattern: DocumentPattern, within: Rows, deadline: float = math.inf) -> Rows:
        """The rows among ``within`` (ascending) in whose document ``pattern`` matches somewhere.

        Raises InvalidArgument when that is not done before ``deadline``, of :func:`time.monotonic`: time is linear in
        the documents, but what each of their bytes costs is up to the pattern.
        """
        literals = required_literals(pattern.source)
        if literals.whole:
            return self._containing(literals.runs[0].encode(), within)
        if literals.runs:
            within = self._narrowed(max(literals.runs, key=len).encode(), within)
        else:
            within = within[self._arena.present[within]]
        return rows_matching(self._arena, pattern, within, deadline)

    def _narrowed(self, literal: bytes, rows: Rows) -> Rows:
        """The rows whose document contains the literal; all of them when it seems to be in most, and nothing is won."""
        if len(rows) > _SAMPLED:
            sample = EncodedRows(self._arena, rows[:: len(rows) // _SAMPLED])
            if 2 * sum(literal in document for document in sample) > len(sample):
                return rows
        return self._containing(literal, rows)

    def _containing(self, run: bytes, within: Rows) -> Rows:
        if not len(within):
            return within
        start, end = int(self._arena.offsets[within[0]]), int(self._arena.offsets[within[-1] + 1])
        if len(within) * _BYTES_PER_DOCUMENT < end - start:
            return self._read(run, within)
        hits = self._holding(run, list(self._ranges(run, start, end)))
        if len(within) == within[-1] - within[0] + 1:
            return _once(hits)
        wanted = np.zeros(len(self._arena.present), dtype=np.bool_)
        wanted[within] = True
        return _once(hits[wanted[hits]])

    def _read(self, run: bytes, rows: Rows) -> Rows:
        """The rows whose document contains the run, one by one."""
        found: list[bool] = []
        for start in range(0, len(rows), ROWS_AT_ONCE):
            found += [run in document for document in EncodedRows(self._arena, rows[start : start + ROWS_AT_ONCE])]
        return rows[np.array(found, dtype=np.bool_)]

    def _ranges(self, run: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of this range of the text where the run may begin, each in one group."""
        for group in range(start // GROUP, -(-end // GROUP)):
            stretches = self._signatures.stretches(group, run)
            if stretches is None:
                if self._signatures.scanned(group, self._arena.text):
                    self._sign_later()
                stretches = iter([(group * GROUP, (group + 1) * GROUP)])
            for begin, stop in stretches:
                if begin < end and stop > start:
                    yield max(begin, start), min(stop, end)

    def _holding(self, run: bytes, ranges: list[tuple[int, int]]) -> Rows:
        """The rows in which the run begins within these ranges; ascending, and a row may come more than once."""
        if not ranges:
            return NO_ROWS
        if simd.HAS_STRINGZILLA:
            return simd.rows_holding(self._arena, run, ranges)
        needle = Needle(run, sample_of(self._arena.text[ranges[0][0] : ranges[-1][1]]))
        return np.concatenate(self._scan(needle, ranges))

    def _scan(self, needle: Needle, ranges: list[tuple[int, int]]) -> list[Rows]:
        if sum(stop - begin for begin, stop in ranges) < _SHARED_BYTES:
            return [self._scanned(needle, begin, stop) for begin, stop in ranges]

        def scan(bounds: tuple[int, int]) -> Rows:
            return self._scanned(needle, *bounds)

        return list(_threads(os.getpid()).map(scan, ranges))

    def _scanned(self, needle: Needle, start: int, end: int) -> Rows:
        """The rows whose document contains the run, begun in this range of the text; a row may come more than once."""
        offsets = self._arena.offsets
        try:
            places = needle.occurrences(self._arena.text, start, end)
        except TooDense:
            first, last = (np.searchsorted(offsets, (start, end - 1), side="right") - 1).tolist()
            candidates: Rows = np.arange(first, last + 1, dtype=np.intp)
            return self._read(needle.run, candidates)
        if len(places) > 1 << 16:
            # Fewer documents than places: look up where the documents begin among the places.
            first, last = np.searchsorted(offsets, (places[0], places[-1]), side="right") - 1
            begins = np.searchsorted(places, offsets[first : last + 1])
            ends = np.searchsorted(places, offsets[first + 1 : last + 2] - len(needle.run), side="right")
            held: Rows = np.flatnonzero(ends > begins) + first
            return held
        rows = np.searchsorted(offsets, places, side="right") - 1
        return rows[places + len(needle.run) <= offsets[rows + 1]]


@lru_cache(maxsize=1)
def _threads(process: int) -> ThreadPoolExecutor:
    """The threads that share long scans, in this process: after a fork there are none of them left."""
    return ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1), thread_name_prefix="polychrome-scan")


@lru_cache(maxsize=1)
def _signer(process: int) -> ThreadPoolExecutor:
    """The thread that makes signatures, likewise."""
    return ThreadPoolExecutor(1, thread_name_prefix="polychrome-signatures")


def _once(rows: Rows) -> Rows:
    """Ascending rows without repetitions."""
    if len(rows) < 2:
        return rows
    return rows[np.concatenate(([True], rows[1:] != rows[:-1]))]
