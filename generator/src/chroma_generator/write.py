"""Generates into a scratch directory and swaps finished trees in by rename.

Until every tree of a target is complete nothing in the repository is touched; a swap that fails half-way puts back
what it had moved.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from chroma_generator import manifest, tools
from chroma_generator.check import Drift, compare
from chroma_generator.errors import GeneratorError, SwapError
from chroma_generator.targets.base import Inputs, Target

__all__ = ["build", "diff", "generate", "scratch_directory"]


# Tools look for settings in the directories above, and would find the repository's.
_NO_SETTINGS = "[tool.ruff]\nline-length = 120\n"


@contextmanager
def scratch_directory(root: Path) -> Generator[Path]:
    """A directory below `root`, so that renaming out of it never crosses a filesystem; removed in the end."""
    path = Path(tempfile.mkdtemp(prefix=".generate-", dir=root))
    try:
        yield path
    finally:
        shutil.rmtree(path)


def build(target: Target, inputs: Inputs, scratch: Path) -> None:
    """Generates a target's trees and their manifests below `scratch`. Raises GeneratorError."""
    versions = tools.versions(target.tools)
    scratch.mkdir(exist_ok=True)
    (scratch / "pyproject.toml").write_text(_NO_SETTINGS, encoding="utf-8")
    target.generate(inputs, scratch)
    sources = target.inputs(inputs)
    for tree in target.trees:
        if not (scratch / tree).is_dir():
            raise GeneratorError(f"{target.name} did not write {tree}")
        manifest.write(scratch / tree, target.name, sources, versions)


def diff(target: Target, inputs: Inputs) -> list[Drift]:
    """What `generate` would change, without changing it. Raises GeneratorError."""
    with scratch_directory(inputs.root) as scratch:
        build(target, inputs, scratch)
        return [drift for tree in target.trees for drift in compare(tree, scratch / tree, inputs.root / tree)]


def generate(target: Target, inputs: Inputs) -> list[Drift]:
    """Generates a target and puts its trees in place; returns what that changed.

    Raises:
        GeneratorError: Nothing was changed.
    """
    with scratch_directory(inputs.root) as scratch:
        build(target, inputs, scratch / "new")
        drifts = {tree: compare(tree, scratch / "new" / tree, inputs.root / tree) for tree in target.trees}
        _swap([tree for tree in target.trees if drifts[tree]], inputs.root, scratch)
        return [drift for tree in target.trees for drift in drifts[tree]]


def _swap(trees: list[str], root: Path, scratch: Path) -> None:
    moved: list[tuple[Path, Path]] = []
    try:
        for tree in trees:
            final, old = root / tree, scratch / "old" / tree
            if final.exists():
                _rename(final, old)
                moved.append((final, old))
            _rename(scratch / "new" / tree, final)
            moved.append((scratch / "new" / tree, final))
    except OSError as error:
        for origin, place in reversed(moved):
            os.rename(place, origin)
        raise SwapError(f"could not put the generated files in place, the old ones are back: {error}") from error


def _rename(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    os.rename(source, destination)
