"""The first reading of an array: in pieces, each checked before anything of it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from chroma_server.engine import sweep
from chroma_server.engine.container import BLOCK, Container, ContainerWriter
from chroma_server.engine.errors import Internal
from chroma_server.engine.products import products
from chroma_server.engine.sweep import swept_products

Write = Callable[[int, int], Container]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A container with an array ``vectors`` of so many rows and columns."""

    def write(rows: int, dimension: int) -> Container:
        vectors = np.random.default_rng(rows).standard_normal((rows, dimension), dtype=np.float32)
        with (tmp_path / "a").open("wb") as file:
            writer = ContainerWriter(file)
            writer.add("vectors", vectors)
            writer.finish({})
        return Container(tmp_path / "a")

    return write


SHAPES = [(0, 3), (1, 3), (700, 100), (5000, 384), (3, 200_000), (6000, 129)]


@pytest.mark.parametrize(("rows", "dimension"), SHAPES)
def test_a_sweep_gives_every_row_once_and_in_order(write: Write, rows: int, dimension: int) -> None:
    container = write(rows, dimension)
    for first, last in ((0, rows), (rows // 3, rows // 2), (rows, rows)):
        pieces = list(container.sweep("vectors", first, last))
        assert [row for piece in pieces for row in range(piece.start, piece.stop)] == list(range(first, last))
        assert all(piece.start < piece.stop for piece in pieces)


def test_what_was_swept_is_in_pieces_of_a_mebibyte_and_then_in_one(write: Write) -> None:
    container = write(5000, 384)
    assert not container.is_checked("vectors")
    sizes = [(piece.stop - piece.start) * 384 * 4 for piece in container.sweep("vectors", 0, 5000)]
    assert len(sizes) > 5
    assert max(sizes) <= 2**20 + 384 * 4
    container.whole("vectors")
    assert container.is_checked("vectors")
    assert list(container.sweep("vectors", 0, 5000)) == [slice(0, 5000)]


@pytest.mark.parametrize("processors", [1, 2, 3])
@pytest.mark.parametrize(("rows", "dimension"), [*SHAPES, (25_000, 384)])
@pytest.mark.parametrize("queries", [1, 17])
def test_products_are_those_with_the_whole_array(
    write: Write, monkeypatch: pytest.MonkeyPatch, processors: int, rows: int, dimension: int, queries: int
) -> None:
    monkeypatch.setattr(sweep, "processors", lambda: processors)
    container = write(rows, dimension)
    asked = np.random.default_rng(1).standard_normal((queries, dimension), dtype=np.float32)
    found = swept_products(asked, container, "vectors")
    assert container.is_checked("vectors")
    np.testing.assert_allclose(found, products(asked, container.whole("vectors")), rtol=1e-3, atol=1e-3)
    assert np.array_equal(swept_products(asked, container, "vectors"), products(asked, container.whole("vectors")))


@pytest.mark.parametrize("processors", [1, 2])
@pytest.mark.parametrize("place", [0, 5 * BLOCK + 7, 16 * BLOCK, 700 * BLOCK, 25_000 * 384 * 4 - 1])
def test_a_flipped_byte_anywhere_is_found_and_its_block_named(
    write: Write, monkeypatch: pytest.MonkeyPatch, processors: int, place: int
) -> None:
    monkeypatch.setattr(sweep, "processors", lambda: processors)
    path = write(25_000, 384).path
    data = bytearray(path.read_bytes())
    data[64 + place] ^= 1
    path.write_bytes(data)
    query = np.ones((1, 384), dtype=np.float32)
    reason = f"block {place // BLOCK} of its section vectors does not match its checksum"
    container = Container(path)
    with pytest.raises(Internal, match=reason):
        swept_products(query, container, "vectors")
    assert not container.is_checked("vectors")
    with pytest.raises(Internal, match=reason):
        container.whole("vectors")
