"""`python-rest`: the generated floor of the Python client, by openapi-python-client with our templates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chroma_generator import tools
from chroma_generator.document import canonical_json
from chroma_generator.operations import operations
from chroma_generator.targets._python import finish
from chroma_generator.targets.base import Inputs
from chroma_generator.transform import drop_extensions

__all__ = ["PythonRest"]

_TREE = "clients/python/src/chromadb/rest"
_TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "python_rest"
_CONFIG: dict[str, object] = {
    # Members of an enum are plain strings: what a caller writes is what is sent.
    "literal_enums": True,
    "docstrings_on_attributes": True,
    # None: ours run afterwards, over the tool's files and our own, and cannot be skipped for want of a PATH.
    "post_hooks": [],
}
# The tool's decoders narrow JSON by isinstance, which strict pyright calls partially unknown; mypy --strict is content.
_PRAGMA = "# pyright: standard\n"
_OWN_MODULES = ("_http.py", "_codec.py", "operations.py")


class PythonRest:
    """httpx + attrs: one module per operation with `sync_detailed` and `asyncio_detailed`, one per model."""

    name = "python-rest"
    summary = "the Python client's generated floor (httpx, attrs, orjson)"
    trees: Sequence[str] = (_TREE,)
    tools: Sequence[str] = ("openapi-python-client", "ruff")
    requires: Sequence[str] = ()

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        """The description's hash."""
        return {"spec": inputs.spec.sha256}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        """Runs the tool on the description, then adds the modules that are the same for every description."""
        document = inputs.document_for(self.name)
        tree = scratch / _TREE
        tree.parent.mkdir(parents=True)
        spec, config = scratch / "openapi.json", scratch / "openapi-python-client.json"
        spec.write_bytes(canonical_json(drop_extensions(document)))
        config.write_text(json.dumps(_CONFIG), encoding="utf-8")
        tools.run(
            "openapi-python-client",
            [
                *("-m", "openapi_python_client", "generate"),
                *("--path", str(spec), "--config", str(config), "--custom-template-path", str(_TEMPLATES)),
                *("--meta", "none", "--fail-on-warning", "--output-path", str(tree)),
            ],
            cwd=scratch,
        )
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
        )
        for name in _OWN_MODULES:
            text = environment.get_template(f"{name}.jinja").render(operations=operations(document))
            (tree / name).write_text(text, encoding="utf-8")
        finish(tree, "spec/openapi.yaml", pragma=_PRAGMA)
