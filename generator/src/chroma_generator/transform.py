"""Pure steps from document to document. A step never changes what it is given; `pipeline` composes steps."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from chroma_generator.errors import SpecError
from chroma_generator.load import Document

__all__ = ["Step", "apply_overlay", "drop_extensions", "open_engine_parsed", "pipeline"]

Step = Callable[[Document], Document]

# Objects whose keys are names chosen by the author, so a key that starts with `x-` is no extension there.
_NAME_MAPS = frozenset({"properties", "patternProperties", "$defs", "paths", "headers", "mapping", "variables"})
_COMPONENT_KINDS = frozenset({"schemas", "responses", "parameters", "requestBodies", "securitySchemes", "examples"})
# Values that are data, not description.
_DATA = frozenset({"example", "examples", "default", "const", "enum", "value"})


def pipeline(*steps: Step) -> Step:
    """The steps one after the other."""

    def run(document: Document) -> Document:
        for step in steps:
            document = step(document)
        return document

    return run


def drop_extensions(document: Document) -> Document:
    """Removes every vendor extension (`x-...`), for tools that refuse them or copy them into their output."""
    return {
        key: {kind: _strip_names(value) for kind, value in node.items() if not kind.startswith("x-")}
        if key == "components"
        else _strip_value(key, node)
        for key, node in document.items()
        if not key.startswith("x-")
    }


def _strip_value(key: str, node: Any) -> Any:
    if key in _NAME_MAPS:
        return _strip_names(node)
    return copy.deepcopy(node) if key in _DATA else _strip(node)


def _strip_names(node: Any) -> Any:
    return {name: _strip(value) for name, value in node.items()} if isinstance(node, dict) else _strip(node)


def _strip(node: Any) -> Any:
    if isinstance(node, list):
        return [_strip(item) for item in node]
    if isinstance(node, dict):
        return {key: _strip_value(key, value) for key, value in node.items() if not key.startswith("x-")}
    return node


def open_engine_parsed(document: Document) -> Document:
    """Lets any JSON through where `x-chroma-parsed-by: engine` says that the engine itself judges the value."""
    return _map_objects(document, _open_if_engine_parsed)


def _open_if_engine_parsed(node: Document) -> Document:
    if node.get("x-chroma-parsed-by") != "engine":
        return node
    return {key: node[key] for key in ("description",) if key in node}


def _map_objects(node: Any, change: Callable[[Document], Document]) -> Any:
    if isinstance(node, list):
        return [_map_objects(item, change) for item in node]
    if isinstance(node, dict):
        return change({key: _map_objects(value, change) for key, value in node.items()})
    return node


def apply_overlay(overlay: Document, *, shown: str = "overlay") -> Step:
    """The step that applies an OpenAPI Overlay 1.0 document.

    Each action has a `target` and either `update` (merged into every node found) or `remove: true`. Of JSONPath this
    understands what the overlays need: `$`, `.name`, `['name']`, `[0]`, `.*` and `[*]`.

    Args:
        overlay: The overlay.
        shown: What errors call it.

    Raises:
        SpecError: (by the step) An action is malformed, or its target finds nothing, which means that the
            description has moved on and the overlay has not.
    """

    def step(document: Document) -> Document:
        holder = {"$": copy.deepcopy(document)}
        for number, action in enumerate(overlay.get("actions", [])):
            _apply(holder, action, f"{shown}: action {number}")
        return holder["$"]

    return step


def _apply(holder: dict[str, Document], action: Any, where: str) -> None:
    if not isinstance(action, dict) or not isinstance(action.get("target"), str):
        raise SpecError(f"{where}: needs a target")
    if ("update" in action) == (action.get("remove") is True):
        raise SpecError(f"{where}: needs either update or remove: true")
    path = _parse_path(action["target"], where)
    if not path and "remove" in action:
        raise SpecError(f"{where}: the whole description cannot be removed")
    found = list(_find(holder, "$", path))
    if not found:
        raise SpecError(f"{where}: {action['target']} finds nothing in the description")
    # Backwards, so that removing items of one list does not move those still to be removed.
    for parent, key in reversed(found):
        if "update" in action:
            parent[key] = _merge(parent[key], action["update"])
        else:
            del parent[key]


_PATH_TOKEN = re.compile(r"\.(?P<name>[A-Za-z_][\w-]*)|\['(?P<quoted>[^']*)'\]|\[(?P<index>\d+)\]|(?P<every>\.\*|\[\*\])")


def _parse_path(target: str, where: str) -> list[str | int | None]:
    """The steps of a JSONPath: a key, an index, or None for every child."""
    steps: list[str | int | None] = []
    position = 1
    while position < len(target) or not target.startswith("$"):
        match = _PATH_TOKEN.match(target, position) if target.startswith("$") else None
        if match is None:
            raise SpecError(f"{where}: cannot read target {target!r}; use $, .name, ['name'], [0], .* and [*]")
        index, name = match["index"], match["name"] if match["name"] is not None else match["quoted"]
        steps.append(int(index) if index is not None else name)
        position = match.end()
    return steps


def _find(parent: Any, key: Any, path: list[str | int | None]) -> Iterator[tuple[Any, Any]]:
    if not path:
        yield parent, key
        return
    node, (step, *rest) = parent[key], path
    if step is None and isinstance(node, (dict, list)):
        children = list(node) if isinstance(node, dict) else list(range(len(node)))
        for child in children:
            yield from _find(node, child, rest)
    elif (isinstance(step, str) and isinstance(node, dict) and step in node) or (
        isinstance(step, int) and isinstance(node, list) and step < len(node)
    ):
        yield from _find(node, step, rest)


def _merge(node: Any, update: Any) -> Any:
    if isinstance(node, dict) and isinstance(update, dict):
        return {**node, **{key: _merge(node[key], value) if key in node else value for key, value in update.items()}}
    if isinstance(node, list):
        return [*node, *update] if isinstance(update, list) else [*node, update]
    return update
