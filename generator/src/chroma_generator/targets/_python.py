"""What the targets that write Python share: the banner and finishing a tree."""

from __future__ import annotations

from pathlib import Path

from chroma_generator import tools

__all__ = ["banner", "finish"]


def banner(source: str) -> str:
    """The first line of every generated file; `source` is what to edit instead."""
    return f"# Generated from {source} by chroma_generator. Do not edit: change the source and generate again.\n"


def finish(tree: Path, source: str, *, pragma: str = "") -> None:
    """Puts the banner, and under it `pragma`, on every Python file of a tree and formats it."""
    for path in sorted(tree.rglob("*.py")):
        text = banner(source) + pragma + path.read_text(encoding="utf-8").lstrip("\n")
        path.write_text(text, encoding="utf-8", newline="\n")
    tools.format_python(tree)
