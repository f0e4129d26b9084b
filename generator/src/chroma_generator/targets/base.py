"""What a target is, and what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from chroma_generator.document import Document
from chroma_generator.load import Spec, load, read_yaml
from chroma_generator.transform import apply_overlay

__all__ = ["Inputs", "Target"]


@dataclass(frozen=True)
class Inputs:
    """Where a generation reads from.

    Attributes:
        root: The repository; the paths of trees are relative to it.
        spec_path: The description. It is read when a target first asks for it, so that a target that needs none
            (the sync twin) works without.
    """

    root: Path
    spec_path: Path

    @cached_property
    def spec(self) -> Spec:
        """The loaded and bundled description. Raises SpecError."""
        return load(self.spec_path)

    @property
    def overlays(self) -> Path:
        """The directory of overlays: `<target name>.yaml` is applied for the target of that name."""
        return self.spec_path.parent / "overlays"

    def document_for(self, target: str) -> Document:
        """The description as a target's tool shall see it: the bundled document with that target's overlay applied."""
        overlay = self.overlays / f"{target}.yaml"
        document = self.spec.document
        return apply_overlay(read_yaml(overlay), shown=overlay.name)(document) if overlay.is_file() else document


class Target(Protocol):
    """Something that can be generated. Implementations stand one per file beside this one."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        ...

    @property
    def summary(self) -> str:
        """One line that says what comes out."""
        ...

    @property
    def trees(self) -> Sequence[str]:
        """The directories it owns completely, relative to the repository."""
        ...

    @property
    def tools(self) -> Sequence[str]:
        """Distributions whose versions decide the output; each pinned in `tools.PINNED`."""
        ...

    @property
    def requires(self) -> Sequence[str]:
        """Commands it runs that are no Python distribution, such as `go`; each has an entry in `tools.TOOLCHAINS`."""
        ...

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        """What the output depends on -> its SHA-256, for the manifest."""
        ...

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        """Writes every tree below `scratch`, at the same relative path. The manifests are added by the caller.

        Raises:
            GeneratorError: Nothing usable came out; `scratch` is thrown away.
        """
        ...
