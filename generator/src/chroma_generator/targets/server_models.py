"""`server-models`: what the server knows of the wire, models by datamodel-code-generator, and the description."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from chroma_generator import tools
from chroma_generator.document import canonical_json
from chroma_generator.targets._python import finish
from chroma_generator.targets.base import Inputs
from chroma_generator.transform import drop_extensions

__all__ = ["ServerModels"]

_TREE = "server_stub/src/chroma_server/wire"
_DOCSTRING = "The wire: models of requests and answers, and beside them the API description they come from."
_OPTIONS = (
    *("--input-file-type", "openapi", "--openapi-scopes", "schemas"),
    *("--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.10"),
    # TypeAliasType: a union that contains itself (where, rank) is a type of its own, not an endless one.
    "--use-type-alias-type",
    *("--strict-types", "str", "bool", "int", "float"),
    *("--formatters", "ruff-format"),
    *("--disable-timestamp", "--use-annotated", "--use-union-operator", "--use-standard-collections"),
    # A field with a default is left out, or has a value; null is for fields that say so.
    "--strict-nullable",
    *("--enum-field-as-literal", "all", "--use-schema-description", "--use-field-description"),
)


class ServerModels:
    """Pydantic models, and the description as JSON: the server binds its routes to it at start-up, and serves it."""

    name = "server-models"
    summary = "the server's wire models (pydantic) and the bundled description"
    trees: Sequence[str] = (_TREE,)
    tools: Sequence[str] = ("datamodel-code-generator", "ruff")
    requires: Sequence[str] = ()

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        """The description's hash."""
        return {"spec": inputs.spec.sha256}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        """Runs the tool on the description and writes the description beside the models."""
        document = inputs.document_for(self.name)
        tree = scratch / _TREE
        tree.mkdir(parents=True)
        spec = scratch / "openapi.json"
        spec.write_bytes(canonical_json(drop_extensions(document)))
        tools.run(
            "datamodel-code-generator",
            [
                *("-m", "datamodel_code_generator", "--input", str(spec), "--output", str(tree / "models.py")),
                *_OPTIONS,
            ],
            cwd=scratch,
            silent=True,
        )
        (tree / "__init__.py").write_text(f'"""{_DOCSTRING}"""\n', encoding="utf-8")
        (tree / "openapi.json").write_text(
            json.dumps(inputs.spec.document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        finish(tree, "spec/openapi.yaml")
