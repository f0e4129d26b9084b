"""Filters: which records of a snapshot match, looked for where they are fewest.

A part answers conditions on metadata from typed columns: how many rows match is known, or bounded, before any row is
looked at. The conditions of an ``$and`` are taken by that number, fewest first, each tried only on the rows the others
have left; documents are read last of all. Rows travel as an array while they are few and as a mask otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from chroma_server.engine.columnar import Column, GrowingColumns, SavedColumns, save_columns
from chroma_server.engine.columnar.conditions import Asked
from chroma_server.engine.documents import DocumentSearch, GrowingArena
from chroma_server.engine.documents.signatures import Signatures
from chroma_server.engine.found import Found
from chroma_server.engine.ids import Ids
from chroma_server.engine.parts import NO_ROWS, Mask, Part, Rows, Sections, Snapshot, Source
from chroma_server.engine.rules.where import (
    And,
    Comparison,
    DocumentContains,
    DocumentRegex,
    IdMembership,
    ListContains,
    Membership,
    Or,
    Where,
)
from chroma_server.engine.tail import TailView

_COLUMNS, _SIGNATURES = "columns", "trigrams"
PATTERN_SECONDS = 10.0
"""How long patterns may be tried on the documents in one call. Ordinary ones take 1.5 s for a million documents."""
_FIRST_CHUNK, _CHUNK_GROWTH = 2048, 4
_METADATA_AT_ONCE = 8192
_LISTED = 1024
_NEGATED = frozenset({"$ne", "$nin", "$not_contains"})

_Leaf: TypeAlias = "Comparison | Membership | ListContains"


def select(snapshot: Snapshot, ids: Ids | None, where: Where | None) -> list[Rows]:
    """Per part the rows, ascending, of the records that are among ``ids`` (None is all) and match ``where``."""
    return [found.rows for found in find(snapshot, ids, where)]


def find(snapshot: Snapshot, ids: Ids | None, where: Where | None) -> list[Found]:
    """What :func:`select` gives, with the number of rows known and the choice between rows and mask left open."""
    chosen = _among(snapshot, ids)
    if where is None:
        return chosen
    planners = _planners(snapshot)
    return [planner.narrow(where, found) for planner, found in zip(planners, chosen, strict=True)]


def page(snapshot: Snapshot, ids: Ids | None, where: Where | None, offset: int, limit: int | None) -> Rows:
    """Rows of the snapshot, in insertion order: the records that :func:`select` means, from ``offset`` on.

    Looks no further than the page needs: records without a filter are counted by part, and documents are read in
    growing chunks until there are enough.
    """
    end = None if limit is None else offset + limit
    if end == offset:
        return NO_ROWS
    if ids is None and where is None:
        return _unfiltered(snapshot, offset, end)
    if where is None or end is None or not _reads_documents(where):
        return snapshot.in_order(select(snapshot, ids, where))[offset:end]
    return _first_matching(snapshot, _among(snapshot, ids), where, end)[offset:end]


def _among(snapshot: Snapshot, ids: Ids | None) -> list[Found]:
    if ids is None:
        return [Found.of_mask(part.alive, part.live) for part in snapshot.parts]
    rows = snapshot.rows_of(ids)
    return [Found.of_rows(part.size, own) for part, own in zip(snapshot.parts, rows, strict=True)]


# --- pages ------------------------------------------------------------------------------------------------------------


def _unfiltered(snapshot: Snapshot, offset: int, end: int | None) -> Rows:
    parts = [(part, start) for part, start in zip(snapshot.parts, snapshot.starts, strict=False) if part.live]
    if not _one_after_another([part for part, _ in parts]):
        return snapshot.live_rows[offset:end]
    pieces: list[Rows] = []
    for part, start in parts:
        if offset < part.live:
            pieces.append(_live(part, offset, end) + start)
        offset = max(0, offset - part.live)
        if end is not None:
            end -= part.live
            if end <= 0:
                break
    return np.concatenate(pieces) if pieces else NO_ROWS


def _live(part: Part, offset: int, end: int | None) -> Rows:
    """The rows of the part that hold a record, from one number of them to another."""
    end = part.live if end is None else min(end, part.live)
    if part.live == part.size:
        return np.arange(offset, end)
    first, behind = _row_behind(part.alive, offset), _row_behind(part.alive, end)
    return np.flatnonzero(part.alive[first:behind]) + first


def _row_behind(alive: Mask, count: int) -> int:
    """The first row that has ``count`` rows alive before it. To count entries takes a tenth of listing them."""
    if count == 0:
        return 0
    low, high = 0, len(alive)
    while high - low > _LISTED:
        middle = (low + high) // 2
        before = int(np.count_nonzero(alive[low:middle]))
        if before < count:
            low, count = middle, count - before
        else:
            high = middle
    return low + int(np.flatnonzero(alive[low:high])[count - 1]) + 1


def _one_after_another(parts: Sequence[Part]) -> bool:
    """Whether the rows of the parts, one part after the other, are in insertion order."""
    last = -1
    for part in parts:
        order = part.order
        if order[0] <= last or not _ascending(part):
            return False
        last = int(order[-1])
    return True


def _ascending(part: Part) -> bool:
    order = part.order
    return not isinstance(part, TailView) or bool((order[1:] > order[:-1]).all())


def _first_matching(snapshot: Snapshot, chosen: Sequence[Found], where: Where, enough: int) -> Rows:
    """The first ``enough`` matching rows of the snapshot, in insertion order; perhaps some more."""
    planners = _planners(snapshot)
    columns, documents = _split(where)
    if columns is not None:
        chosen = [planner.narrow(columns, found) for planner, found in zip(planners, chosen, strict=True)]
    matching: list[list[Rows]] = [[] for _ in snapshot.parts]
    orders: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    for place, rows, reaches in _chunks(snapshot, chosen):
        part = snapshot.parts[place]
        hits = planners[place].narrow(documents, Found.of_rows(part.size, rows)).rows
        matching[place].append(hits)
        orders.append(part.order[hits])
        # Enough of what was found comes before anything that was not looked at yet.
        if reaches is not None and sum(int(np.count_nonzero(order < reaches)) for order in orders) >= enough:
            break
    return snapshot.in_order([np.concatenate(rows) if rows else NO_ROWS for rows in matching])


def _chunks(snapshot: Snapshot, chosen: Sequence[Found]) -> Iterator[tuple[int, Rows, int | None]]:
    """The chosen rows in chunks: the place of the part, the rows, and the first insertion number of all that follow."""
    chunks: list[tuple[int, int, Rows]] = []
    for place, (part, found) in enumerate(zip(snapshot.parts, chosen, strict=True)):
        rows, start, length = found.rows, 0, _FIRST_CHUNK
        if not len(rows):
            continue
        if not _ascending(part):
            chunks.append((int(part.order[rows].min()), place, rows))
            continue
        while start < len(rows):
            chunks.append((int(part.order[rows[start]]), place, rows[start : start + length]))
            start, length = start + length, length * _CHUNK_GROWTH
    chunks.sort(key=lambda chunk: chunk[0])
    for number, (_, place, rows) in enumerate(chunks, 1):
        yield place, rows, chunks[number][0] if number < len(chunks) else None


def _split(where: Where) -> tuple[Where | None, Where]:
    """The conditions that read no documents, and those that do."""
    if isinstance(where, And):
        cheap = tuple(child for child in where.children if not _reads_documents(child))
        dear = tuple(child for child in where.children if _reads_documents(child))
        return (And(cheap) if cheap else None), And(dear)
    return None, where


def _reads_documents(where: Where) -> bool:
    if isinstance(where, (And, Or)):
        return any(map(_reads_documents, where.children))
    return isinstance(where, (DocumentContains, DocumentRegex))


# --- one part ---------------------------------------------------------------------------------------------------------


class _Planner:
    """The filters of one call on one part."""

    def __init__(self, part: Part, deadline: float) -> None:
        self._part = part
        self._deadline = deadline
        self._asked: dict[int, Asked] = {}

    def narrow(self, where: Where, within: Found) -> Found:
        """Those rows of ``within`` that match."""
        if not within.count:
            return within
        if isinstance(where, And):
            for child in sorted(where.children, key=self._cost):
                within = self.narrow(child, within)
            return within
        if isinstance(where, Or):
            return self._any(where, within)
        if isinstance(where, (DocumentContains, DocumentRegex)):
            return self._documents(where, within)
        if isinstance(where, IdMembership):
            return self._ids(where, within)
        asked = self._ask(where)
        negated = where.op in _NEGATED
        if within.few:
            matches = asked.test(within.rows)
            return Found.of_rows(within.size, within.rows[~matches if negated else matches])
        if negated:
            return within.keep(~asked.mask()) if asked.at_most else within
        if asked.at_most * 8 < within.size:
            return within.only(asked.rows())
        return within.keep(asked.mask())

    def _any(self, where: Or, within: Found) -> Found:
        found: Found | None = None
        for child in sorted(where.children, key=self._cost):
            left = within if found is None else within.without(found.rows)
            hits = self.narrow(child, left)
            if found is None or not found.count:
                found = hits
            elif hits.count:
                found = _union(found, hits)
        return Found.of_rows(within.size, NO_ROWS) if found is None else found

    def _documents(self, where: DocumentContains | DocumentRegex, within: Found) -> Found:
        search, rows = _document_search(self._part), within.rows
        if isinstance(where, DocumentContains):
            hits = search.containing(where.text, rows)
        else:
            hits = search.matching(where.pattern, rows, self._deadline)
        return within.without(hits) if where.negated else Found.of_rows(within.size, hits)

    def _ids(self, where: IdMembership, within: Found) -> Found:
        rows = self._part.rows_of(Ids(where.ids))
        rows = np.unique(rows[rows >= 0])
        return within.without(rows) if where.negated else within.only(rows)

    def _cost(self, where: Where) -> tuple[bool, int]:
        return _reads_documents(where), self._at_most(where)

    def _at_most(self, where: Where) -> int:
        """A guess, mostly a bound, of the number of rows that match."""
        size = self._part.size
        if isinstance(where, And):
            return min(map(self._at_most, where.children), default=size)
        if isinstance(where, Or):
            return min(size, sum(map(self._at_most, where.children)))
        if isinstance(where, (DocumentContains, DocumentRegex)):
            return size
        if isinstance(where, IdMembership):
            return size if where.negated else min(size, len(where.ids))
        count = self._ask(where).at_most
        return size - count if where.op in _NEGATED else count

    def _ask(self, leaf: _Leaf) -> Asked:
        asked = self._asked.get(id(leaf))
        if asked is None:
            asked = self._asked[id(leaf)] = Asked(column_of(self._part, leaf.key), leaf)
        return asked


def _planners(snapshot: Snapshot) -> list[_Planner]:
    deadline = time.monotonic() + PATTERN_SECONDS
    return [_Planner(part, deadline) for part in snapshot.parts]


def _union(one: Found, other: Found) -> Found:
    """The rows of two sets that have none in common."""
    if one.few and other.few:
        rows = np.concatenate((one.rows, other.rows))
        rows.sort()
        return Found.of_rows(one.size, rows)
    return Found.of_mask(one.mask | other.mask, one.count + other.count)


# --- what a part has computed -----------------------------------------------------------------------------------------


def column_of(part: Part, key: str) -> Column:
    """The values of a metadata key in the part."""
    if isinstance(part, TailView):
        column = _growing_columns(part).column(key, part.size)
    else:
        column = _saved_columns(part).column(key)
    if column is None:
        # A key beyond those that have columns in advance.
        only = GrowingColumns(key)
        _read_metadata(part, only)
        column = only.column(key, part.size)
        assert column is not None
    return column


def _saved_columns(part: Part) -> SavedColumns:
    source = part.source

    def load() -> SavedColumns:
        sections = source.load_cache(_COLUMNS)
        if sections is not None:
            saved = SavedColumns(sections)
            if len(saved) == part.size:
                return saved
        growing = GrowingColumns()
        _read_metadata(part, growing)
        sections = save_columns(growing)
        return SavedColumns(_kept(source, _COLUMNS, sections))

    return source.memo(_COLUMNS, load)


def _growing_columns(part: Part) -> GrowingColumns:
    columns = part.source.memo("growing columns", GrowingColumns)
    _read_metadata(part, columns)
    return columns


def _read_metadata(part: Part, columns: GrowingColumns) -> None:
    with columns.lock():
        while len(columns) < part.size:
            rows = np.arange(len(columns), min(part.size, len(columns) + _METADATA_AT_ONCE))
            columns.follow(part.metadatas_at(rows))


def _document_search(part: Part) -> DocumentSearch:
    source, documents = part.source, part.documents
    if isinstance(documents, Sequence):
        growing = source.memo("growing documents", GrowingArena)
        growing.follow(documents, part.size)
        return DocumentSearch(growing.upto(part.size), source.memo(_SIGNATURES, Signatures))

    def load() -> Signatures:
        sections = source.load_cache(_SIGNATURES)
        if sections is not None:
            return Signatures.restored(sections["tables"])
        return Signatures(lambda tables: _kept(source, _SIGNATURES, {"tables": tables})["tables"])

    return DocumentSearch(documents, source.memo(_SIGNATURES, load))


def _kept(source: Source, name: str, sections: Sections) -> Sections:
    """The same arrays, from the file where there is one: what is mapped can be dropped from memory."""
    source.save_cache(name, sections)
    mapped = source.load_cache(name)
    return sections if mapped is None else mapped
