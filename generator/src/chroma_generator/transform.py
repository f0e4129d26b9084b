"""Pure steps from document to document. A step never changes what it is given; `pipeline` composes steps."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from chroma_generator.document import Document, is_array, is_object
from chroma_generator.errors import SpecError

__all__ = ["Step", "apply_overlay", "drop_extensions", "pipeline"]

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
    return {name: _strip(value) for name, value in node.items()} if is_object(node) else _strip(node)


def _strip(node: Any) -> Any:
    if is_array(node):
        return [_strip(item) for item in node]
    if is_object(node):
        return {key: _strip_value(key, value) for key, value in node.items() if not key.startswith("x-")}
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
    if not is_object(action) or not isinstance(action.get("target"), str):
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


_PATH_TOKEN = re.compile(
    r"\.(?P<name>[A-Za-z_][\w-]*)|\['(?P<quoted>[^']*)'\]|\[(?P<index>\d+)\]|(?P<every>\.\*|\[\*\])"
)


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
    children: list[Any] = []
    if step is None:
        children = list(node) if is_object(node) else list(range(len(node))) if is_array(node) else []
    elif (is_object(node) and step in node) or (is_array(node) and isinstance(step, int) and step < len(node)):
        children = [step]
    for child in children:
        yield from _find(node, child, rest)


def _merge(node: Any, update: Any) -> Any:
    if is_object(node) and is_object(update):
        return {**node, **{key: _merge(node[key], value) if key in node else value for key, value in update.items()}}
    if is_array(node):
        return [*node, *update] if is_array(update) else [*node, update]
    return update
