"""What can go wrong in a generation.

```
GeneratorError
├── SpecError          the document cannot be read, bundled or transformed
├── UnknownTarget      a name no target is registered under
├── SourceError        a hand-written source (the async layer) cannot be turned into its twin
├── MissingToolchain   a target needs a command that is not on PATH
├── ToolFailure        a tool is missing, has another version than the pinned one, or failed
└── SwapError          the finished tree could not be put in place
```

Every one of them means that no committed file was changed.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

__all__ = [
    "GeneratorError",
    "MissingToolchain",
    "SourceError",
    "SpecError",
    "SwapError",
    "ToolFailure",
    "UnknownTarget",
]


class GeneratorError(Exception):
    """Base of all errors the generator reports to its user."""


class SpecError(GeneratorError):
    """The API description cannot be read, bundled or transformed. The message names the file and the place in it."""


class UnknownTarget(GeneratorError):
    """No target is registered under a requested name. The message lists the registered ones."""


class SourceError(GeneratorError):
    """A hand-written source cannot be transformed. The message names the file and line to change."""


class MissingToolchain(GeneratorError):
    """A target needs a command that is not on PATH. The message says what to install."""


class SwapError(GeneratorError):
    """The finished trees could not be moved into place; the old ones were put back."""


class ToolFailure(GeneratorError):
    """A tool is missing, has the wrong version, or failed.

    Attributes:
        tool: The distribution name of the tool.
        version: The version that ran, or None when it is not installed.
        command: The command line that was run; empty when none was.
        output: What the tool printed, both streams.
    """

    def __init__(self, tool: str, version: str | None, problem: str, *, command: Sequence[str] = (), output: str = ""):
        self.tool = tool
        self.version = version
        self.command = tuple(command)
        self.output = output
        lines = [f"{tool} {version or '(not installed)'}: {problem}"]
        if command:
            lines.append(f"  command: {shlex.join(command)}")
        if command or output:
            lines.append("  it printed:" if output.strip() else "  it printed nothing")
            lines.extend(f"    {line}" for line in output.strip().splitlines())
        super().__init__("\n".join(lines))
