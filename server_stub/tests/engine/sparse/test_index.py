"""The sparse index of a tail that grows, and of one that others see at an earlier size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chroma_server.engine.parts import Part
from chroma_server.engine.rules.sparse import check_sparse_vector
from chroma_server.engine.sparse import index as sparse_index
from chroma_server.engine.sparse.index import index_of
from chroma_server.engine.tail import NewRows, Tail, TailView

COUNT = 400


def grow(tail: Tail, count: int) -> None:
    """Rows whose vector has the dimensions ``row % 3`` and ``65536 + row % 5``; every fourth has none."""
    rows = range(len(tail), len(tail) + count)
    metadatas: list[dict[str, Any] | None] = [
        {"s": check_sparse_vector({"indices": [row % 3, 65536 + row % 5], "values": [row, -row]})} if row % 4 else None
        for row in rows
    ]
    none: list[str | None] = [None] * count
    vectors = np.zeros((count, 2), dtype=np.float32)
    tail.append(NewRows([str(row) for row in rows], np.array(rows), vectors, none, none, metadatas), 1)


def view(tail: Tail, size: int) -> Part:
    part: Any = TailView(tail, np.ones(size, dtype=np.bool_), size)
    return part


def found_in(part: Part, *wanted: int) -> dict[int, list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = {index: [] for index in wanted}
    for positions, rows, values in index_of(part, "s").of_dimensions(np.array(wanted, dtype=np.uint32)):
        of_each = np.broadcast_to(positions, len(rows)).tolist()
        for position, row, value in zip(of_each, rows.tolist(), values.tolist(), strict=True):
            found[wanted[position]].append((row, value))
    return {index: sorted(entries) for index, entries in found.items()}


def expected(size: int, index: int) -> list[tuple[int, float]]:
    if index < 3:
        return [(row, float(row)) for row in range(size) if row % 4 and row % 3 == index]
    return [(row, -float(row)) for row in range(size) if row % 4 and 65536 + row % 5 == index]


@pytest.mark.parametrize("least", [0, 100, 10_000])
def test_a_growing_tail_is_followed(monkeypatch: pytest.MonkeyPatch, least: int) -> None:
    """Whether few or many entries wait to be sorted."""
    monkeypatch.setattr(sparse_index, "_LEAST_REST", least)
    tail = Tail(2)
    while len(tail) < COUNT:
        grow(tail, 37)
        size = len(tail)
        # Dimension 0 shares its low half with 65536.
        assert found_in(view(tail, size), 0, 65536, 99) == {0: expected(size, 0), 65536: expected(size, 65536), 99: []}


def test_an_earlier_view_may_be_given_later_rows_and_knows_its_own() -> None:
    tail = Tail(2)
    grow(tail, 10)
    early = view(tail, 10)
    grow(tail, 30)
    assert found_in(view(tail, 40), 1)[1] == expected(40, 1)
    assert [entry for entry in found_in(early, 1)[1] if entry[0] < 10] == expected(10, 1)


def test_a_key_that_no_row_has() -> None:
    tail = Tail(2)
    grow(tail, 5)
    assert list(index_of(view(tail, 5), "other").of_dimensions(np.array([1], dtype=np.uint32))) == []
