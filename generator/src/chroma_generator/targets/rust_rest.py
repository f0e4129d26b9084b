"""`rust-rest`: the generated floor of the Rust client, by our templates.

The requests and answers are described without an HTTP library: the client above decides how they travel, what is
repeated, and what an answer that is no success means. progenitor, which makes such code from OpenAPI 3.0, was measured
against this: of our description it makes 11 000 lines that do not compile (a nullable union is defined twice) and that
lose the status of every failure without a JSON body.
"""

from __future__ import annotations

import subprocess
import textwrap
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chroma_generator.errors import ToolFailure
from chroma_generator.load import read_yaml
from chroma_generator.manifest import digest
from chroma_generator.operations import operations
from chroma_generator.targets._rust import Models
from chroma_generator.targets.base import Inputs

__all__ = ["RustRest"]

_TREE = "clients/rust/src/rest"
_TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "rust_rest"
_MODULES = ("mod.rs", "models.rs", "operations.rs", "requests.rs", "regions.rs", "request.rs")
_BANNER = "// Generated from {} by chroma_generator. Do not edit: change the source and generate again.\n"


class RustRest:
    """serde models, a function per operation that describes its request, a table of operations, the regions."""

    name = "rust-rest"
    summary = "the Rust client's generated floor (serde)"
    trees: Sequence[str] = (_TREE,)
    tools: Sequence[str] = ()
    requires: Sequence[str] = ("rustfmt",)

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        """The description's hash and the regions'."""
        return {"spec": inputs.spec.sha256, "spec/regions.yaml": digest(_regions(inputs).read_bytes())}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        """Renders the templates and formats what comes out."""
        document = inputs.document_for(self.name)
        models = Models(document)
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        environment.filters["doc"] = _doc
        environment.filters["text"] = _text
        tree = scratch / _TREE
        tree.mkdir(parents=True)
        functions = models.functions()
        values = {
            "version": document["info"]["version"],
            "operations": operations(document),
            "items": models.items,
            "functions": functions,
            "regions": read_yaml(_regions(inputs))["regions"],
        }
        for name in _MODULES:
            source = "spec/regions.yaml" if name == "regions.rs" else "spec/openapi.yaml"
            text = _BANNER.format(source) + environment.get_template(f"{name}.jinja").render(**values)
            (tree / name).write_text(text, encoding="utf-8", newline="\n")
        _format(tree)


def _regions(inputs: Inputs) -> Path:
    return inputs.spec_path.parent / "regions.yaml"


def _doc(text: str, indent: int = 0) -> str:
    """Doc comments. Angle brackets and square ones outside of code would be read as markup."""
    lines = [part for line in text.strip().splitlines() for part in textwrap.wrap(_escaped(line), 110 - indent) or [""]]
    return "\n".join(f"{' ' * indent}/// {line}".rstrip() for line in lines)


def _escaped(line: str) -> str:
    parts = line.split("`")
    return "`".join(
        part if number % 2 else part.replace("<", "\\<").replace("[", "\\[") for number, part in enumerate(parts)
    )


def _text(value: str) -> str:
    """A Rust string literal."""
    escaped = "".join(
        f"\\u{{{ord(character):x}}}" if ord(character) < 32 else f"\\{character}" if character in '"\\' else character
        for character in value
    )
    return f'"{escaped}"'


def _format(tree: Path) -> None:
    # Not mod.rs alone, which would pull in the others: a file that is not a module of it would stay as it is.
    command = [
        "rustfmt",
        "--edition",
        "2024",
        "--config",
        "max_width=120,use_small_heuristics=Max",
        *(str(tree / name) for name in _MODULES),
    ]
    done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        output = done.stdout.decode(errors="replace")
        raise ToolFailure("rustfmt", None, f"failed with status {done.returncode}", command=command, output=output)
