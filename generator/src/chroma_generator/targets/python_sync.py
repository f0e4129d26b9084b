"""`python-sync`: the sync twins of the client's hand-written async packages, by unasync and one table of rules."""

from __future__ import annotations

import io
import re
import shutil
import tokenize
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from chroma_generator.errors import SourceError
from chroma_generator.manifest import files_of, tree_digest
from chroma_generator.targets._python import finish
from chroma_generator.targets._unasync_rules import NAMES, PHRASES
from chroma_generator.targets.base import Inputs

unasync: Any = import_module("unasync")  # it has no type information

__all__ = ["PythonSync", "find_leftovers", "to_sync"]

_PACKAGE = "clients/python/src/chromadb"
_TWINS = {f"{_PACKAGE}/_async": f"{_PACKAGE}/_sync", f"{_PACKAGE}/transport/_async": f"{_PACKAGE}/transport/_sync"}

_ASYNC_NAME = re.compile(r"\bAsync[A-Z]\w*")
_LEFTOVER_NAME = re.compile(r"async|await", re.IGNORECASE)
_LEFTOVER_WORD = re.compile(r"\b(?:async|await\w*)\b|\bAsync[A-Z]|\basyncio\b")


class PythonSync:
    """Every module of `_async` and `transport/_async`, with the colour of its functions removed."""

    name = "python-sync"
    summary = "the Python client's sync packages, from the async ones"
    trees: Sequence[str] = tuple(_TWINS.values())
    tools: Sequence[str] = ("ruff", "unasync")
    requires: Sequence[str] = ()

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        """The hash of each async package."""
        return {source: tree_digest(_sources(inputs.root / source)) for source in _TWINS}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        """Transforms and formats each package.

        Raises:
            SourceError: An async package is missing, or something asynchronous is left in a twin.
        """
        for source, twin in _TWINS.items():
            files = _sources(inputs.root / source)
            if not files:
                raise SourceError(f"{source}: there is no Python module")
            tree = scratch / twin
            for name, data in files.items():
                destination = tree / name
                destination.parent.mkdir(parents=True, exist_ok=True)
                destination.write_text(to_sync(data.decode(), shown=f"{source}/{name}", scratch=scratch))
            finish(tree, source.removeprefix("clients/python/src/"))


def _sources(package: Path) -> dict[str, bytes]:
    return {name: data for name, data in files_of(package).items() if name.endswith(".py")}


def to_sync(source: str, *, shown: str, scratch: Path) -> str:
    """The sync twin of one module's source, unformatted.

    Args:
        source: Python source.
        shown: The module's path, for errors.
        scratch: A directory unasync may read and write in; it works on files only.

    Raises:
        SourceError: Something asynchronous is left, so the table of rules lacks a line or the source must change.
    """
    names = {name: name.removeprefix("Async") for name in _ASYNC_NAME.findall(source)} | NAMES
    work = scratch / "unasync"
    (work / "_async").mkdir(parents=True)
    try:
        module = work / "_async" / "module.py"
        module.write_text(source, encoding="utf-8")
        rule = unasync.Rule(fromdir="/_async/", todir="/_sync/", additional_replacements=names)
        unasync.unasync_files([str(module)], [rule])
        text = (work / "_sync" / "module.py").read_text(encoding="utf-8")
    finally:
        shutil.rmtree(work)
    for pattern, replacement in PHRASES:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    if leftovers := find_leftovers(text):
        listing = "\n".join(f"  {line}: {content}" for line, content in leftovers)
        raise SourceError(f"{shown}: still asynchronous after the transformation (lines of the twin):\n{listing}")
    return text


def find_leftovers(source: str) -> list[tuple[int, str]]:
    """Line number and text of each line that holds an asynchronous name, keyword or word."""
    lines = source.splitlines()
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        pattern = _LEFTOVER_NAME if token.type == tokenize.NAME else _LEFTOVER_WORD
        for match in pattern.finditer(token.string):
            found.add(token.start[0] + token.string.count("\n", 0, match.start()))
    return [(number, lines[number - 1].strip()) for number in sorted(found)]
