"""`go-rest`: the generated floor of the Go client: models by oapi-codegen, operations by our template for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chroma_generator import tools
from chroma_generator.document import Document, canonical_json
from chroma_generator.errors import SpecError
from chroma_generator.load import read_yaml
from chroma_generator.manifest import digest, files_of, tree_digest
from chroma_generator.operations import operations
from chroma_generator.targets.base import Inputs

__all__ = ["GoRest"]

_TREE = "clients/go/rest"
_HERE = Path(__file__).resolve().parent
_TOOLS = _HERE / "go_tools"
_TEMPLATES = _HERE.parent / "templates" / "go_rest"
_BANNER = "// Code generated from {source} by chroma_generator. DO NOT EDIT: change the source and generate again.\n\n"
_OWN_FILES = ("doc.go", "regions.go", "runtime.go")
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class GoRest:
    """Package rest: one type per schema, one method of `Client` per operation, no dependency."""

    name = "go-rest"
    summary = "the Go client's generated floor (oapi-codegen's models, our operations)"
    trees: Sequence[str] = (_TREE,)
    tools: Sequence[str] = ()
    requires: Sequence[str] = ("go",)

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        """The description, the overlay, the regions, and the lock file of the Go tools."""
        overlay = inputs.overlays / f"{self.name}.yaml"
        return {
            "spec": inputs.spec.sha256,
            "spec/regions.yaml": digest(_regions_path(inputs).read_bytes()),
            **({f"spec/overlays/{overlay.name}": digest(overlay.read_bytes())} if overlay.is_file() else {}),
            "generator/src/chroma_generator/targets/go_tools": tree_digest(files_of(_TOOLS)),
        }

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        """Runs the tool on the description, then adds the files that are the same for every description."""
        document = inputs.document_for(self.name)
        operations(document)  # it refuses what the template cannot express
        tree = scratch / _TREE
        tree.mkdir(parents=True)
        spec, config = scratch / "openapi.json", scratch / "oapi-codegen.json"
        spec.write_bytes(canonical_json(_for_tool(document)))
        config.write_text(json.dumps(_config(tree / "api.go")), encoding="utf-8")
        version = _pinned("github.com/oapi-codegen/oapi-codegen/v2")
        # Apart from the run, which is silent when all is well: a download says so.
        tools.execute("oapi-codegen", version, ["go", "-C", str(_TOOLS), "mod", "download"], cwd=scratch)
        command = ["go", "-C", str(_TOOLS), "tool", "oapi-codegen", "-config", str(config), str(spec)]
        tools.execute("oapi-codegen", version, command, cwd=scratch, silent=True)
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
        )
        values = _regions(_regions_path(inputs))
        for name in _OWN_FILES:
            (tree / name).write_text(environment.get_template(f"{name}.jinja").render(values), encoding="utf-8")
        for path in sorted(tree.glob("*.go")):
            source = "spec/regions.yaml" if path.name == "regions.go" else "spec/openapi.yaml"
            # `omitempty` drops an empty list, which is not the same as none.
            text = path.read_text(encoding="utf-8").replace(",omitempty,omitzero", ",omitzero")
            path.write_text(_BANNER.format(source=source) + _without_banner(text), encoding="utf-8", newline="\n")
        tools.execute("gofmt", "of the Go toolchain", ["go", "fmt", "./..."], cwd=_module(tree))
        (tree / "go.mod").unlink()


def _config(output: Path) -> dict[str, object]:
    return {
        "package": "rest",
        "output": str(output),
        "generate": {"models": True, "client": True},
        "compatibility": {"always-prefix-enum-values": True},
        "output-options": {
            "skip-prune": True,
            "name-normalizer": "ToCamelCaseWithInitialisms",
            "additional-initialisms": ["CRN", "IDs", "URIs"],
            # An absent list and an empty one differ: ids of a read, for example, mean all and none.
            "prefer-skip-optional-pointer-on-container-types": True,
            "prefer-skip-optional-pointer-with-omitzero": True,
            # UUIDs are names here: whether one is well-formed is for the server to say.
            "type-mapping": {"string": {"formats": {"uuid": {"type": "string"}}}},
            "user-templates": {
                name: str(_TEMPLATES / name) for name in ("client.tmpl", "client-with-responses.tmpl", "union.tmpl")
            },
        },
    }


def _for_tool(document: Document) -> Document:
    """The description as oapi-codegen wants it: parameters where they are used, as a parameter and a schema of one name
    would be one Go type, and the id of each operation once more, as the tool changes its case."""
    parameters: Mapping[str, Any] = document.get("components", {}).get("parameters", {})

    def inlined(listed: list[Any]) -> list[Any]:
        return [parameters[item["$ref"].rpartition("/")[2]] if "$ref" in item else item for item in listed]

    paths: dict[str, Any] = {}
    for path, item in document.get("paths", {}).items():
        paths[path] = dict(item)
        if "parameters" in item:
            paths[path]["parameters"] = inlined(item["parameters"])
        for method in _METHODS:
            if method in item:
                operation = {**item[method], "x-chroma-id": item[method]["operationId"]}
                if "parameters" in operation:
                    operation["parameters"] = inlined(operation["parameters"])
                paths[path][method] = operation
    components = {kind: held for kind, held in document.get("components", {}).items() if kind != "parameters"}
    return {**document, "paths": paths, "components": components}


def _regions_path(inputs: Inputs) -> Path:
    return inputs.spec_path.parent / "regions.yaml"


def _regions(path: Path) -> dict[str, object]:
    """What the template of the regions needs. Raises SpecError."""
    regions = read_yaml(path).get("regions", [])
    names = [region["name"] for region in regions if region.get("default") is True]
    if len(names) != 1:
        raise SpecError(f"{path}: exactly one region must be the default, not {len(names)}")
    return {"regions": regions, "default": names[0]}


def _pinned(module: str) -> str:
    """The version of a module that go.mod pins."""
    found = re.search(rf"^\s*{re.escape(module)} (v\S+)", (_TOOLS / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SpecError(f"{_TOOLS / 'go.mod'} does not pin {module}")
    return found[1]


def _without_banner(text: str) -> str:
    """The text from its package clause, or the package's comment, on; what the tool writes above it goes."""
    lines = text.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("package "))
    if "Code generated by" not in "".join(lines[:start]):
        return text
    return "".join(lines[start:])


def _module(tree: Path) -> Path:
    """Makes a tree a Go module, which `go fmt` asks for."""
    (tree / "go.mod").write_text("module rest\n\ngo 1.26\n", encoding="utf-8")
    return tree
