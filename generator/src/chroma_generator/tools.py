"""The tools generation calls: which versions are pinned, how they are run, what is said when one fails."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from chroma_generator.errors import ToolFailure

__all__ = ["PINNED", "TOOLCHAINS", "execute", "format_python", "missing", "require", "run", "versions"]

PINNED: Mapping[str, str] = {
    "datamodel-code-generator": "0.89.0",
    "openapi-python-client": "0.29.1",
    "ruff": "0.17.5",
    "unasync": "0.6.0",
}
"""Distribution -> the one version whose output is committed; pyproject.toml pins the same."""

TOOLCHAINS: Mapping[str, str] = {
    "cargo": "Rust 1.95 or later (https://rustup.rs)",
    "go": "Go 1.26 or later (https://go.dev/dl)",
    "java": "Java 17 or later",
    "node": "Node.js 20 or later (https://nodejs.org)",
    "npm": "npm 10 or later, which comes with Node.js",
    "rustfmt": "Rust 1.95 or later with rustfmt (https://rustup.rs)",
}
"""Command that a target may require -> what to install to have it."""

# The two hooks. F401 and I alone: ruff's default fixes rewrite `Any` to `object`, which does not type-check.
_RUFF_COMMON = ("--isolated", "--no-cache", "--no-respect-gitignore", "--line-length=120", "--target-version=py310")
_RUFF_HOOKS = (
    ("check", "--select=F401,I", "--fix-only", '--config=lint.isort.known-first-party=["chromadb","chroma_server"]'),
    ("format",),
)


def installed(tool: str) -> str | None:
    """The installed version of a distribution, or None."""
    try:
        return importlib.metadata.version(tool)
    except importlib.metadata.PackageNotFoundError:
        return None


def require(tool: str) -> str:
    """Returns the version of `tool`, which is the pinned one.

    Raises:
        ToolFailure: It is not installed, or in another version: its output would differ from what is committed.
    """
    version, pinned = installed(tool), PINNED[tool]
    if version is None or version != pinned:
        raise ToolFailure(tool, version, f"version {pinned} is pinned; install the generator's own requirements")
    return version


def missing(commands: Iterable[str]) -> list[str]:
    """Those of the commands, all of `TOOLCHAINS`, that are not on PATH or do not start.

    What rustup puts on PATH is there without a toolchain, too.
    """
    return [command for command in commands if not _starts(command, shutil.which(command))]


@lru_cache
def _starts(command: str, path: str | None) -> bool:
    if path is None:
        return False
    question = "version" if command == "go" else "--version"
    return subprocess.run([path, question], capture_output=True, check=False).returncode == 0


def versions(tools: Iterable[str]) -> dict[str, str]:
    """The versions of `tools`, sorted by name. Raises like `require`."""
    return {tool: require(tool) for tool in sorted(tools)}


def run(tool: str, arguments: Sequence[str], *, cwd: Path, silent: bool = False) -> str:
    """Runs a tool of this environment and returns what it printed.

    Args:
        tool: Distribution name, one of `PINNED`.
        arguments: What follows the interpreter: `-m module ...`.
        cwd: Working directory.
        silent: Whether all is well only when it prints nothing, for tools that warn and go on.

    Raises:
        ToolFailure: Wrong version, a status other than 0, or words from a silent tool.
    """
    version = require(tool)
    # -P: the working directory is a generated package, whose `types.py` must not shadow the standard library's.
    return execute(tool, version, [sys.executable, "-P", *arguments], cwd=cwd, silent=silent)


def execute(tool: str, version: str, command: Sequence[str], *, cwd: Path, silent: bool = False) -> str:
    """Runs a command and returns what it printed.

    Args:
        tool: What errors call it.
        version: The version it runs in, for errors.
        command: The whole command line.
        cwd: Working directory.
        silent: Whether all is well only when it prints nothing.

    Raises:
        ToolFailure: A status other than 0, or words from a silent tool.
    """
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    output = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        raise ToolFailure(tool, version, f"failed with status {done.returncode}", command=command, output=output)
    if silent and output.strip():
        raise ToolFailure(tool, version, "gave warnings", command=command, output=output)
    return output


def format_python(tree: Path) -> None:
    """Removes unused imports, sorts the others and formats every Python file below `tree`, by pinned ruff alone."""
    for hook in _RUFF_HOOKS:
        run("ruff", ["-m", "ruff", *hook, *_RUFF_COMMON, "."], cwd=tree)
