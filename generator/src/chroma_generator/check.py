"""Drift: how a committed tree differs from what generation gives, byte by byte."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from chroma_generator.manifest import files_of

__all__ = ["Drift", "compare", "report"]

_DIFF_LINES = 12


@dataclass(frozen=True)
class Drift:
    """One file that differs.

    Attributes:
        path: Relative to the repository.
        kind: `missing` (generation gives it, the repository lacks it), `extra` (the reverse) or `changed`.
        diff: For `changed` text, the unified diff from committed to generated; else empty.
    """

    path: str
    kind: Literal["missing", "extra", "changed"]
    diff: str = ""


def compare(tree: str, generated: Path, committed: Path) -> list[Drift]:
    """The differences of two directories, ordered by path.

    Args:
        tree: The tree's path relative to the repository, for naming files.
        generated: The directory generation wrote.
        committed: The directory in the repository; may be absent.
    """
    new, old = files_of(generated), files_of(committed)
    drifts: list[Drift] = []
    for name in sorted(new.keys() | old.keys()):
        path = f"{tree}/{name}"
        if name not in old:
            drifts.append(Drift(path, "missing"))
        elif name not in new:
            drifts.append(Drift(path, "extra"))
        elif new[name] != old[name]:
            drifts.append(Drift(path, "changed", _diff(path, old[name], new[name])))
    return drifts


def _diff(path: str, old: bytes, new: bytes) -> str:
    try:
        before, after = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        return ""
    return "\n".join(difflib.unified_diff(before, after, f"{path} (committed)", f"{path} (generated)", "", "", 2, ""))


def report(drifts: Iterable[Drift], *, whole: bool = False) -> str:
    """The differences as text, one line per file and under it its diff: the first lines, or all if `whole`."""
    lines: list[str] = []
    for drift in drifts:
        lines.append(f"{drift.kind:8} {drift.path}")
        shown = drift.diff.splitlines()
        kept = shown if whole else shown[:_DIFF_LINES]
        lines.extend(f"    {line}" for line in kept)
        if len(kept) < len(shown):
            lines.append(f"    ... and {len(shown) - len(kept)} more lines")
    return "\n".join(lines)
