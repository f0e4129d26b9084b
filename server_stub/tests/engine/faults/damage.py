"""Damage to a file, by name, so that a case that fails can be repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SECTOR = 512
_HEAD = (0, 1, 7, 8, 15, 16, 18, 19, 20, 24, 27, 28, 31, 32, 40, 43, 47, 56, 60, 63, 68, 71, 92, 96, 99, 100, 103, 105)


@dataclass(frozen=True)
class Damage:
    """``flip``: the bits ``mask`` of the byte at ``place``; ``cut``: what follows ``place``; ``zero``: a sector."""

    file: str
    what: Literal["flip", "cut", "zero"]
    place: int
    mask: int = 0

    def __str__(self) -> str:
        return f"{self.file}-{self.what}-{self.place}" + (f"-{self.mask:#04x}" if self.mask else "")

    def inflict(self, store: Path) -> None:
        data = bytearray((store / self.file).read_bytes())
        if self.what == "flip":
            data[self.place] ^= self.mask
        elif self.what == "zero":
            data[self.place : self.place + SECTOR] = bytes(len(data[self.place : self.place + SECTOR]))
        else:
            del data[self.place :]
        (store / self.file).write_bytes(data)


def damages(store: Path, file: Path, seed: int, *, flips: int, cuts: int, zeros: int) -> list[Damage]:
    """Damage at the ends of a file, where formats keep what matters, and at random places that hold something."""
    rng = random.Random(f"{seed} {file}")
    data = (store / file).read_bytes()
    size = len(data)
    filled = [place for place, byte in enumerate(data) if byte]
    places = {place for place in _HEAD if place < size} | {size - 1 - place for place in _HEAD if place < size}
    places |= set(rng.sample(filled, min(flips, len(filled))))
    lengths = {0, 1, 16, size // 2, size - 1, *(rng.randrange(size) for _ in range(cuts))}
    sectors = {place // SECTOR * SECTOR for place in rng.sample(filled, min(zeros, len(filled)))}
    name = file.as_posix()
    return [
        *(
            Damage(name, "flip", place, rng.choice((0x01, 0x80, 0xFF, rng.randrange(1, 256))))
            for place in sorted(places)
        ),
        *(Damage(name, "cut", length) for length in sorted(lengths) if length < size),
        *(Damage(name, "zero", place) for place in sorted(sectors)),
    ]
