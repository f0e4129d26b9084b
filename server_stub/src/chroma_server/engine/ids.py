"""Record ids as they are looked up: with the hashes by which segments find them, computed once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Ids:
    """Ids to look up in one or several parts."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.texts: Sequence[str] = ids if isinstance(ids, list) else list(ids)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def encoded(self) -> list[bytes]:
        try:
            return list(map(str.encode, self.texts))
        except UnicodeEncodeError:
            # A lone surrogate is no id of any record, but it may be asked for.
            return [text.encode("utf-8", "surrogatepass") for text in self.texts]

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        return hash_ids(self.encoded)


def hash_ids(ids: Iterable[bytes]) -> NDArray[np.uint64]:
    """A 64-bit hash per id, part of the file format: BLAKE2b, so that no one can make ids that collide by the dozen."""
    digest = hashlib.blake2b
    return np.frombuffer(b"".join([digest(text, digest_size=8).digest() for text in ids]), dtype="<u8")
