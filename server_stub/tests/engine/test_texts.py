"""Text columns of a segment, in a file and in memory, against the texts they were made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import Internal
from chroma_server.engine.container import Arrays, Container, ContainerWriter, MemoryArrays
from chroma_server.engine.texts import TextColumn
from numpy.typing import NDArray

_COLUMNS: dict[str, list[str | None]] = {
    "plain": [f"text number {number}" * (number % 5) for number in range(40)],
    "gaps": [None if number % 3 else f"text {number}" for number in range(40)],
    "unicode": ["grün" if number % 2 else "plain" for number in range(40)],
    "one long": ["x" * 100_000 if number == 7 else "short" for number in range(40)],
    "long and unicode": ["ü" * 50_000 if number == 7 else "short" for number in range(40)],
    "many of one length": [f"id-{number:05d}" for number in range(2000)],
    "many with zeros": [f"id\0{number:04d}\0" for number in range(2000)],
    "empty": ["" for _ in range(40)],
    "none": [None for _ in range(40)],
}
_ROWS = {
    "nothing": [],
    "one": [7],
    "a page": list(range(5, 12)),
    "all": list(range(40)),
    "scattered": [1, 7, 8, 20, 39],
    "not ascending": [39, 7, 8, 9, 2],
    "descending": [9, 8, 7],
    "ends as a page does": [3, 6, 5, 6],
    "twice": [4, 4, 5, 5],
}


def _arrays(texts: list[str | None]) -> dict[str, NDArray[Any]]:
    encoded = [b"" if text is None else text.encode() for text in texts]
    return {
        "c.text": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "c.offsets": np.cumsum([0, *map(len, encoded)]).astype(np.int64),
        "c.present": np.array([text is not None for text in texts]),
    }


def _in_file(path: Path, texts: list[str | None]) -> Container:
    with path.open("wb") as file:
        writer = ContainerWriter(file)
        for name, array in _arrays(texts).items():
            writer.add(name, array)
        writer.finish({})
    return Container(path)


@pytest.fixture(params=["memory", "file"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    def made(texts: list[str | None]) -> Arrays:
        return MemoryArrays(_arrays(texts), {}) if request.param == "memory" else _in_file(tmp_path / "c", texts)

    return made


@pytest.mark.parametrize("rows", _ROWS.values(), ids=_ROWS)
@pytest.mark.parametrize("texts", _COLUMNS.values(), ids=_COLUMNS)
def test_the_texts_of_rows_are_those_that_were_written(make: Any, texts: list[str | None], rows: list[int]) -> None:
    column = TextColumn(make(texts), "c")
    wanted, at = [texts[row] for row in rows], np.array(rows, dtype=np.intp)
    encoded = [None if text is None else text.encode() for text in wanted]
    assert column.strings(at) == wanted
    assert column.pieces(at) == encoded
    assert column.joined(at) == b"".join(text or b"" for text in encoded)
    assert column.gaps(at) == [position for position, text in enumerate(wanted) if text is None]
    asked = [text or b"" for text in encoded]
    assert column.equal(at, asked)
    assert not column.equal(at, [*asked[:-1], b"another"]) or not rows


@pytest.mark.parametrize("name", ["many of one length", "many with zeros"])
@pytest.mark.parametrize("step", [1, 3, -1])
def test_many_short_texts_are_read_at_once(make: Any, name: str, step: int) -> None:
    texts = _COLUMNS[name]
    column = TextColumn(make(texts), "c")
    assert column.strings(np.arange(len(texts))[::step]) == texts[::step]


def test_only_the_blocks_of_the_rows_are_checked(tmp_path: Path) -> None:
    texts: list[str | None] = [f"[{number:03d}]" * 2000 for number in range(100)]
    assert _in_file(tmp_path / "c", texts)
    raw = bytearray((tmp_path / "c").read_bytes())
    raw[raw.index(b"[050]" * 2000) + 5000] ^= 1
    (tmp_path / "c").write_bytes(raw)
    column = TextColumn(Container(tmp_path / "c"), "c")
    assert column.strings(np.arange(10)) == texts[:10]
    assert column.strings(np.array([0, 99])) == [texts[0], texts[99]]
    for rows in (np.arange(48, 53), np.array([3, 50, 90])):
        for read in (column.strings, column.pieces, column.joined):
            with pytest.raises(Internal, match=r"c\.text does not match its checksum"):
                read(rows)
