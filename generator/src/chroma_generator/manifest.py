"""MANIFEST.json: what a generated tree was made from, by what, and what it must contain.

It holds no time and no path of the machine, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

__all__ = ["MANIFEST_NAME", "digest", "files_of", "render", "tree_digest", "write"]

MANIFEST_NAME = "MANIFEST.json"
_IGNORED_DIRECTORIES = frozenset({"__pycache__", ".ruff_cache", ".mypy_cache"})


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def files_of(tree: Path) -> dict[str, bytes]:
    """Relative POSIX path -> content of every file below `tree`, sorted; empty when there is no such directory.

    Caches that interpreters and tools leave behind are not part of a tree.
    """
    paths = (path for path in tree.rglob("*") if path.is_file())
    relative = {path.relative_to(tree): path for path in paths}
    kept = {part.as_posix(): path for part, path in relative.items() if _IGNORED_DIRECTORIES.isdisjoint(part.parts)}
    return {name: kept[name].read_bytes() for name in sorted(kept)}


def tree_digest(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over names and contents of several files, independent of the order they are given in."""
    listing = "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files))
    return digest(listing.encode())


def render(target: str, inputs: Mapping[str, str], tools: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    """The manifest of a tree.

    Args:
        target: Name of the target that made it.
        inputs: What it was made from -> SHA-256 of that input.
        tools: Distribution -> version.
        files: The tree's files; a manifest among them is left out.
    """
    content = {
        "target": target,
        "inputs": dict(sorted(inputs.items())),
        "tools": dict(sorted(tools.items())),
        "files": {name: digest(data) for name, data in sorted(files.items()) if name != MANIFEST_NAME},
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def write(tree: Path, target: str, inputs: Mapping[str, str], tools: Mapping[str, str]) -> None:
    """Writes the manifest of a finished tree into it."""
    (tree / MANIFEST_NAME).write_bytes(render(target, inputs, tools, files_of(tree)))
