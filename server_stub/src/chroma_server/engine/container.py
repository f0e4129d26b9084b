"""A file of named arrays, each checksummed in blocks and read through a memory map.

Little-endian::

    magic | sections, each at a multiple of 64 bytes | manifest (msgpack) | trailer

The trailer holds where the manifest is, its length and crc, the format version and the magic again, so a file that was
cut off or is of another kind is found out when it is opened. The manifest names the sections: dtype, shape, place, and
a crc32 per block of 32 KiB. A block is checked the first time something of it is read: opening costs the manifest
alone, and no byte that was not checked is ever used.

A container is written under a temporary name and gets its own once it is on disk, so a file of that name is complete.
"""

from __future__ import annotations

import errno
import mmap
import os
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, TypeAlias, cast

import msgpack  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.checksums import crc32, joined
from chroma_server.engine.errors import WAY_OUT, Internal, ResourceExhausted
from chroma_server.engine.parts import Integers

MAGIC = b"PLYCSEG\x00"
VERSION = 1
ALIGNMENT = 64
BLOCK = 32_768
_RUN = 32
_RUN_BYTES = _RUN * BLOCK
"""1 MiB: blocks that are compared with their checksums in one go. It fits the cache of a processor."""
_RUNS_WORTH_JOINING = 32
"""The tables that :func:`joined` needs take 0.3 ms to make, a call of crc32 for every block 0.4 us."""
_READ_BELOW = 2**20
_TRAILER = struct.Struct("<QQIHH8s")

Buffer: TypeAlias = "mmap.mmap | bytes | memoryview"
"""Bytes to cut pieces from. A piece of the first two is half as dear as one of a memoryview."""

_pack: Callable[[object], bytes] = cast("Any", msgpack).packb
_unpack: Callable[[bytes], Any] = cast("Any", msgpack).unpackb


class Arrays(Protocol):
    """Named arrays, in a file or in memory."""

    @property
    def attributes(self) -> dict[str, Any]: ...

    def __contains__(self, name: object) -> bool: ...

    @property
    def nbytes(self) -> int:
        """Bytes of memory they take, what is mapped not counted."""
        ...

    def whole(self, name: str) -> NDArray[Any]:
        """The array, all of it checked."""
        ...

    def unchecked(self, name: str) -> NDArray[Any]:
        """The array; what is read of it must have been checked before."""
        ...

    def buffer(self, name: str) -> tuple[Buffer, int]:
        """Where the bytes of an array of bytes are, and from what place on; unchecked, as :meth:`unchecked`."""
        ...

    def check_rows(self, name: str, starts: Integers, ends: Integers) -> None:
        """Check the blocks that hold these ranges of entries along the first axis."""
        ...

    def is_checked(self, name: str) -> bool:
        """Whether nothing of the array is left to check."""
        ...

    def sweep(self, name: str, first: int, last: int) -> Iterator[slice]:
        """The entries from ``first`` to ``last`` in pieces that suit a processor's cache, each checked when it comes.

        All in one piece when nothing is left to check.
        """
        ...

    def check_run(self, name: str, start: int, end: int) -> None:
        """As :meth:`check_rows`, for one range."""
        ...


class MemoryArrays:
    """Named arrays in memory."""

    def __init__(self, arrays: dict[str, NDArray[Any]], attributes: dict[str, Any]) -> None:
        self._arrays = arrays
        self.attributes = attributes

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in self._arrays.values())

    def whole(self, name: str) -> NDArray[Any]:
        return self._arrays[name]

    unchecked = whole

    def buffer(self, name: str) -> tuple[Buffer, int]:
        return self._arrays[name].data, 0

    def check_rows(self, name: str, starts: Integers, ends: Integers) -> None:
        """Memory is trusted."""

    def is_checked(self, name: str) -> bool:
        return True

    def sweep(self, name: str, first: int, last: int) -> Iterator[slice]:
        yield slice(first, last)

    def check_run(self, name: str, start: int, end: int) -> None:
        """Memory is trusted."""


class Container:
    """An open container. Raises Internal, naming the file, when it is missing or damaged.

    With ``salvaging`` it is enough that the manifest matches its checksum: what says of which kind the file is may be
    damaged.
    """

    def __init__(self, path: Path, *, salvaging: bool = False) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size < len(MAGIC) + _TRAILER.size:
                    raise self._damaged("it is cut off")
                self._map = _contents(file, size)
        except FileNotFoundError as error:
            raise Internal(f"{path} is missing: {WAY_OUT}") from error
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                raise ResourceExhausted(f"{path} cannot be opened: {error.strerror}. Raise the limit") from error
            raise Internal(f"{path} cannot be read ({error.strerror}): {WAY_OUT}") from error
        size = len(self._map)
        place, length, crc, version, _, magic = _TRAILER.unpack_from(self._map, size - _TRAILER.size)
        if not salvaging and (magic != MAGIC or self._map[: len(MAGIC)] != MAGIC):
            raise self._damaged("it is cut off, or no file of this engine")
        if not salvaging and version != VERSION:
            raise Internal(f"{path} has format version {version}, this engine reads version {VERSION}: {WAY_OUT}")
        if place + length + _TRAILER.size != size:
            raise self._damaged("its length does not match")
        manifest = self._map[place : place + length]
        if crc32(manifest) != crc:
            raise self._damaged("the checksum of its manifest does not match")
        self.size = size
        document = _unpack(manifest)
        self.attributes: dict[str, Any] = document["attributes"]
        self._described: dict[str, list[Any]] = document["sections"]
        self._sections: dict[str, _Section] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._described

    @property
    def nbytes(self) -> int:
        """Bytes of memory it takes: a small file is read, a large one is mapped."""
        return len(self._map) if isinstance(self._map, bytes) else 0

    @property
    def names(self) -> list[str]:
        return list(self._described)

    def whole(self, name: str) -> NDArray[Any]:
        section = self._section(name)
        if not section.complete:
            # After a sweep nothing is pending, and going through the runs would take 0.2 ms for 60 MB.
            for run in range(section.runs if section.pending.any() else 0):
                self._check(name, section, section.pending_in(run))
            section.complete = True
        return section.array

    def unchecked(self, name: str) -> NDArray[Any]:
        return self._section(name).array

    def buffer(self, name: str) -> tuple[Buffer, int]:
        return self._map, self._sections[name].place

    def check_rows(self, name: str, starts: Integers, ends: Integers) -> None:
        section = self._section(name)
        if section.complete:
            return
        width = section.width
        first, last = starts * width // BLOCK, (ends * width - 1) // BLOCK
        needed = np.zeros(len(section.pending), dtype=np.bool_)
        needed[first[last >= first]] = True
        for low, high in zip(first[last > first].tolist(), last[last > first].tolist(), strict=True):
            needed[low : high + 1] = True
        self._check(name, section, np.flatnonzero(needed & section.pending).tolist())
        if not section.pending.any():
            section.complete = True

    def is_checked(self, name: str) -> bool:
        return self._section(name).complete

    def sweep(self, name: str, first: int, last: int) -> Iterator[slice]:
        section = self._section(name)
        done, width = first, section.width
        if not section.complete and first < last:
            for run in range(first * width // _RUN_BYTES, -(-last * width // _RUN_BYTES)):
                self._check(name, section, section.pending_in(run))
                whole = min((run + 1) * _RUN_BYTES // width, last)
                if whole > done:
                    yield slice(done, whole)
                    done = whole
        if done < last:
            yield slice(done, last)

    def check_run(self, name: str, start: int, end: int) -> None:
        section = self._sections[name]
        width = section.width
        if not section.complete and section.pending[start * width // BLOCK : -(-end * width // BLOCK)].any():
            self.check_rows(name, np.array([start]), np.array([end]))

    def damage(self) -> dict[str, list[int]]:
        """Read everything; of each section that is damaged the numbers of the blocks that are."""
        found = {
            name: [block for block in range(len(section.pending)) if not section.is_intact(block)]
            for name, section in ((name, self._section(name)) for name in self._described)
        }
        return {name: blocks for name, blocks in found.items() if blocks}

    def touched_by(self, name: str, blocks: list[int], starts: Integers, ends: Integers) -> NDArray[np.bool_]:
        """Which of these ranges of entries lie in one of these blocks, in part or as a whole."""
        width = self._section(name).width
        bad = np.zeros(len(self._section(name).pending) + 1, dtype=np.int64)
        bad[np.array(blocks, dtype=np.intp) + 1] = 1
        before = np.concatenate([np.cumsum(bad), [bad.sum()]])
        first, end = starts * width // BLOCK, -(-ends * width // BLOCK)
        touched: NDArray[np.bool_] = (ends > starts) & (before[end] > before[first])
        return touched

    def _section(self, name: str) -> _Section:
        # Few searches need all of them, and each takes 10 us to make: 0.2 ms of opening a segment.
        section = self._sections.get(name)
        if section is None:
            # Threads that make it at the same time go on with one and the same.
            section = self._sections.setdefault(name, _Section(self._map, *self._described[name]))
        return section

    def _check(self, name: str, section: _Section, blocks: list[int]) -> None:
        damaged = section.first_damaged(blocks)
        if damaged is not None:
            raise self._damaged(f"block {damaged} of its section {name} does not match its checksum")

    def _damaged(self, reason: str) -> Internal:
        return Internal(f"{self.path} is damaged: {reason}: {WAY_OUT}")


def _contents(file: BinaryIO, size: int) -> mmap.mmap | bytes:
    # Before Python 3.13 a map keeps a descriptor, of which there are few: small files do without.
    if size <= _READ_BELOW:
        return file.read()
    if sys.version_info >= (3, 13):
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ, trackfd=False)
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Section:
    """An array in a mapped file and which of its blocks have not been checked yet."""

    def __init__(self, mapped: mmap.mmap | bytes, dtype: str, shape: list[int], place: int, crcs: bytes) -> None:
        self.place = place
        self.array: NDArray[Any] = np.ndarray(tuple(shape), dtype=np.dtype(dtype), buffer=mapped, offset=place)
        self.width = self.array.itemsize * int(np.prod(shape[1:], dtype=np.int64))
        self.pending = np.ones(-(-self.array.nbytes // BLOCK), dtype=np.bool_)
        self.complete = not len(self.pending)
        self._bytes = memoryview(mapped)[place : place + self.array.nbytes]
        self._crcs: NDArray[np.uint32] = np.frombuffer(crcs, dtype="<u4")

    @property
    def runs(self) -> int:
        return -(-self.array.nbytes // _RUN_BYTES)

    def pending_in(self, run: int) -> list[int]:
        """The blocks of a run that are neither checked nor, as a whole run, found to match now."""
        pending = self.pending[run * _RUN : (run + 1) * _RUN]
        # 75 MB took 4.7 ms block by block, so 2.3.
        if run < len(self._run_crcs) and pending.all() and self._is_intact_run(run):
            pending[:] = False
            return []
        blocks: list[int] = (run * _RUN + np.flatnonzero(pending)).tolist()
        return blocks

    def _is_intact_run(self, run: int) -> bool:
        return crc32(self._bytes[run * _RUN_BYTES : (run + 1) * _RUN_BYTES]) == self._run_crcs[run]

    @cached_property
    def _run_crcs(self) -> list[int]:
        """Of each run that is whole; of none in a small array."""
        whole = self.array.nbytes // _RUN_BYTES
        if whole < _RUNS_WORTH_JOINING:
            return []
        crcs: list[int] = joined(np.reshape(self._crcs[: whole * _RUN], (whole, _RUN)), BLOCK).tolist()
        return crcs

    def first_damaged(self, blocks: list[int]) -> int | None:
        """The first of these blocks that does not match its checksum; None when all do, they are not pending then."""
        data, crcs = self._bytes, self._block_crcs
        for block in blocks:
            if crc32(data[block * BLOCK : (block + 1) * BLOCK]) != crcs[block]:
                return block
        if blocks:
            self.pending[blocks] = False
        return None

    @cached_property
    def _block_crcs(self) -> list[int]:
        crcs: list[int] = self._crcs.tolist()
        return crcs

    def is_intact(self, block: int) -> bool:
        return crc32(self._bytes[block * BLOCK : (block + 1) * BLOCK]) == self._block_crcs[block]


class ContainerWriter:
    """Writes a container to a file that is open for writing and empty. ``finish`` ends it; it does not sync."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sections: dict[str, list[Any]] = {}
        self._place = file.write(MAGIC)

    def add(self, name: str, array: NDArray[Any]) -> None:
        """A section, from one array."""
        self.stream(name, array.dtype, array.shape[1:], [array])

    def stream(
        self, name: str, dtype: np.dtype[Any], row_shape: tuple[int, ...], chunks: Iterable[NDArray[Any]]
    ) -> None:
        """A section, from arrays that follow one another along the first axis."""
        little, code = _little_endian(dtype)
        self._place += self._file.write(bytes(-self._place % ALIGNMENT))
        start, rows = self._place, 0
        with _BlockSums() as sums:
            for chunk in chunks:
                if not chunk.size:
                    continue
                rows += len(chunk)
                flat: NDArray[Any] = np.ascontiguousarray(chunk, dtype=little).ravel()
                data = flat.data.cast("B")
                sums.add(data)
                self._place += self._file.write(data)
        self._sections[name] = [code, [rows, *row_shape], start, sums.packed()]

    def finish(self, attributes: dict[str, Any]) -> int:
        """Write the manifest; the size of the file."""
        manifest = _pack({"attributes": attributes, "sections": self._sections})
        trailer = _TRAILER.pack(self._place, len(manifest), crc32(manifest), VERSION, 0, MAGIC)
        self._file.write(manifest)
        self._file.write(trailer)
        self._file.flush()
        return self._place + len(manifest) + len(trailer)


class _BlockSums:
    """The crc32 of each block of a stream of bytes."""

    def __init__(self) -> None:
        self._crcs: list[int] = []
        self._crc = 0
        self._filled = 0

    def __enter__(self) -> _BlockSums:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._filled:
            self._crcs.append(self._crc)
            self._filled = 0

    def add(self, data: memoryview) -> None:
        start = 0
        while start < len(data):
            piece = data[start : start + BLOCK - self._filled]
            self._crc = crc32(piece, self._crc)
            self._filled += len(piece)
            start += len(piece)
            if self._filled == BLOCK:
                self._crcs.append(self._crc)
                self._crc = self._filled = 0

    def packed(self) -> bytes:
        return np.array(self._crcs, dtype="<u4").tobytes()


def _little_endian(dtype: np.dtype[Any]) -> tuple[np.dtype[Any], str]:
    """The type with the byte order of the file, and its code there. numpy's stubs say nothing of either attribute."""
    little = cast("np.dtype[Any]", dtype.newbyteorder("<"))  # pyright: ignore[reportUnknownMemberType]
    return little, cast("str", little.str)  # pyright: ignore[reportUnknownMemberType]
