"""Which stretches of a text can hold a run of bytes: one bit per trigram and stretch.

The text is cut into stretches of 64 KiB, and 64 of them make a group. A group's signature is a table of 65,536 entries:
bit b of entry h says that a trigram with the hash h begins in stretch b, or within 62 bytes behind it. The first
trigrams of a run that begins in a stretch are all there, so a stretch that lacks one of them need not be looked at.

Signatures take an eighth of the size of the text. They can be computed again at any time (12 ms of CPU per group); a
group whose stretches are full never changes, also when the text grows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from chroma_server.engine.documents.scan import Bytes

STRETCH = 1 << 16
GROUP = STRETCH * 64
_OVERLAP = 64
_SCANS_BEFORE_SIGNING = 16
"""Scanning a group costs 0.4 ms, signing it 12 ms."""
_MULTIPLIER = np.uint16(0x9E37)

Table = NDArray[np.uint64]


class Signatures:
    """The signatures of a text, group by group, as far as they have been made.

    ``keep`` is called with the signatures, in the form of :meth:`tables`, each time that all full groups have theirs.
    It may give back the same tables in other memory, to be used from then on.
    """

    def __init__(self, keep: Callable[[Table], Table | None] | None = None) -> None:
        self._keep = keep
        self._tables: dict[int, Table] = {}
        self._scans = 0
        self._due = False
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._tables)

    @property
    def nbytes(self) -> int:
        return sum(table.nbytes for table in self._tables.values())

    def stretches(self, group: int, run: bytes) -> Iterator[tuple[int, int]] | None:
        """The ranges of the text in this group where ``run`` may begin, ascending; None without a signature."""
        table = self._tables.get(group)
        if table is None or len(run) < 3:
            return None
        head = np.frombuffer(run[:_OVERLAP], dtype=np.uint8)
        bits = -1
        for entry in table[_hashes(head)].tolist():
            bits &= int(entry)
        return _ranges(group * GROUP, bits)

    def scanned(self, group: int, text: Bytes) -> bool:
        """A group without a signature was searched; whether that has now happened so often that they are worth making.

        It says so once, until :meth:`sign` has made what was missing then.
        """
        self._scans += 1
        if self._due or self._scans < _SCANS_BEFORE_SIGNING or group >= full_groups(text):
            return False
        self._due = True
        return True

    def sign(self, text: Bytes, most: int | None = None) -> int:
        """Make the signatures of full groups that have none yet, at most so many; how many were made."""
        made = 0
        with self._lock:
            for group in range(full_groups(text)):
                if made == most:
                    break
                if group not in self._tables:
                    self._tables[group] = _sign(text, group * GROUP)
                    made += 1
            if made and self._keep is not None and len(self) == full_groups(text):
                kept = self._keep(self.tables())
                if kept is not None:
                    self._tables = dict(enumerate(kept))
            if len(self) == full_groups(text):
                self._scans, self._due = 0, False
        return made

    def tables(self) -> Table:
        """All signatures, to keep: uint64, shape (groups, 65536). Groups are signed in order, so none is missing."""
        return np.stack([self._tables[group] for group in range(len(self._tables))])

    @classmethod
    def restored(cls, tables: Table) -> Signatures:
        """Signatures from what :meth:`tables` gave."""
        signatures = cls()
        signatures._tables = dict(enumerate(tables))
        return signatures


def full_groups(text: Bytes) -> int:
    """How many groups of the text can have a signature: those that no growth would change."""
    return max(0, len(text) - _OVERLAP) // GROUP


def _sign(text: Bytes, start: int) -> Table:
    table = np.zeros((1 << 16, GROUP // STRETCH // 8), dtype=np.uint8)
    for byte in range(table.shape[1]):
        # Eight stretches at a time, so that what is changed stays in the cache.
        bits = np.zeros(1 << 16, dtype=np.uint8)
        for bit in range(8):
            begin = start + (byte * 8 + bit) * STRETCH
            seen = np.zeros(1 << 16, dtype=np.bool_)
            seen[_hashes(text[begin : begin + STRETCH + _OVERLAP])] = True
            bits |= seen.astype(np.uint8) << np.uint8(bit)
        table[:, byte] = bits
    return np.frombuffer(table, dtype="<u8").astype(np.uint64, copy=False)


def _hashes(run: Bytes) -> NDArray[np.intp]:
    """The 16-bit hash of each trigram, those at even places first: two bytes as they stand, mixed with the third."""
    thirds = run[2:].astype(np.uint16)
    thirds *= _MULTIPLIER
    # As integers of this type they serve as an index without being converted again, which takes twice as long.
    hashes = np.empty(len(thirds), dtype=np.intp)
    even = (len(thirds) + 1) // 2
    for first, found in ((0, hashes[:even]), (1, hashes[even:])):
        pairs = np.frombuffer(run[first : first + 2 * len(found)].tobytes(), dtype="<u2")
        found[:] = pairs ^ thirds[first::2]
    return hashes


def _ranges(start: int, bits: int) -> Iterator[tuple[int, int]]:
    """The stretches whose bits are set, neighbours together."""
    at = 0
    while bits:
        gap = (bits & -bits).bit_length() - 1
        bits >>= gap
        run = (~bits & (bits + 1)).bit_length() - 1
        at += gap
        yield start + at * STRETCH, start + (at + run) * STRETCH
        bits >>= run
        at += run
