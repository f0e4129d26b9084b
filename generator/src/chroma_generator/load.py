"""Reads the API description: YAML in one file or in parts, bundled into one document that refers only to itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from chroma_generator.errors import SpecError

__all__ = ["Document", "Spec", "canonical_json", "load", "read_yaml", "resolve"]

Document = dict[str, Any]
"""An OpenAPI document (or any object in it) as plain dicts, lists and scalars."""


@dataclass(frozen=True)
class Spec:
    """A loaded description.

    Attributes:
        document: The bundled document; every `$ref` in it starts with `#/`.
        sha256: Hash of the bundled document, so that a comment or a move between part files changes nothing.
        path: The file it was loaded from.
    """

    document: Document
    sha256: str
    path: Path


class _Loader(yaml.SafeLoader):
    """YAML as JSON Schema authors expect it: duplicate keys are errors, dates stay text, status codes are strings."""


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> Document:
    own = [key_node for key_node, _ in node.value if key_node.tag != "tag:yaml.org,2002:merge"]
    seen: set[str] = set()
    for key_node in own:
        key: Hashable = loader.construct_object(key_node, deep=True)  # type: ignore[no-untyped-call]
        if isinstance(key, bool) or not isinstance(key, (str, int)):
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is not text", key_node.start_mark)
        if str(key) in seen:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
        seen.add(str(key))
    loader.flatten_mapping(node)  # merged keys (`<<`) come first and give way to the mapping's own
    construct = loader.construct_object
    return {str(construct(key, deep=True)): construct(value, deep=True) for key, value in node.value}  # type: ignore[no-untyped-call]


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read_yaml(path: Path) -> Document:
    """The mapping in a YAML (or JSON) file. Raises SpecError, naming the file, if there is none."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        raise SpecError(f"{path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError(f"{path}: {error}") from error
    if not isinstance(content, dict):
        raise SpecError(f"{path}: expected a mapping, found {type(content).__name__}")
    return content


def canonical_json(document: Document) -> bytes:
    """The document as compact JSON, its order kept: generated code follows that order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def load(path: Path) -> Spec:
    """Reads and bundles the description at `path`.

    Raises:
        SpecError: A file cannot be read, is no YAML mapping, or a reference leads nowhere or to two things at once.
    """
    document = _Bundler(path.resolve()).bundle()
    return Spec(document=document, sha256=hashlib.sha256(canonical_json(document)).hexdigest(), path=path)


def resolve(document: Document, node: Any) -> Any:
    """`node` itself, or what it stands for when it is a reference inside `document`. Raises SpecError if dangling."""
    seen: list[str] = []
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        reference = node["$ref"]
        if reference in seen:
            raise SpecError(f"references go round in a circle: {' -> '.join([*seen, reference])}")
        seen.append(reference)
        node = _follow(document, reference.removeprefix("#"), reference)
    return node


def _follow(document: Any, pointer: str, shown: str) -> Any:
    node = document
    for token in pointer.split("/")[1:]:
        key = unquote(token).replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        else:
            raise SpecError(f"reference {shown} leads nowhere: no {key!r}")
    return node


class _Bundler:
    """Hoists what other files define into the root's components and inlines path items.

    A reference `part.yaml#/components/<kind>/<name>` becomes `#/components/<kind>/<name>`; a path item that is a
    reference into another file is replaced by what stands there.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[Path, Document] = {}
        self._origin: dict[tuple[str, str], Path] = {}
        self._hoisted: dict[tuple[str, str], Any] = {}

    def bundle(self) -> Document:
        source = self._read(self._root)
        document: Document = {}
        for key, value in source.items():
            if key == "paths" and isinstance(value, dict):
                document[key] = {name: self._path_item(item) for name, item in value.items()}
            else:
                document[key] = self._rewrite(value, self._root)
        for (kind, name), value in self._hoisted.items():
            components = document.setdefault("components", {}).setdefault(kind, {})
            if name in components:
                raise SpecError(f"{kind}/{name} is defined both in {self._origin[kind, name].name} and in the root file")
            components[name] = value
        self._check(document, document)
        return document

    def _path_item(self, item: Any) -> Any:
        file = self._root
        while isinstance(item, dict) and isinstance(item.get("$ref"), str):
            file, pointer = self._locate(item["$ref"], file)
            item = _follow(self._read(file), pointer, item["$ref"])
        return self._rewrite(item, file)

    def _rewrite(self, node: Any, file: Path) -> Any:
        if isinstance(node, list):
            return [self._rewrite(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        rewritten = {key: self._rewrite(value, file) for key, value in node.items()}
        reference = node.get("$ref")
        if isinstance(reference, str):
            rewritten["$ref"] = self._hoist(reference, file)
        return rewritten

    def _hoist(self, reference: str, file: Path) -> str:
        target, pointer = self._locate(reference, file)
        if target == self._root:
            return f"#{pointer}"
        match pointer.split("/"):
            case ["", "components", kind, name]:
                pass
            case _:
                raise SpecError(f"{file.name}: {reference} must point at /components/<kind>/<name> of the part file")
        known = self._origin.get((kind, name))
        if known is None:
            self._origin[kind, name] = target
            self._hoisted[kind, name] = None  # keeps its place while what it refers to is hoisted after it
            self._hoisted[kind, name] = self._rewrite(_follow(self._read(target), pointer, reference), target)
        elif known != target:
            raise SpecError(f"{kind}/{name} is defined both in {known.name} and in {target.name}")
        return f"#{pointer}"

    def _locate(self, reference: str, file: Path) -> tuple[Path, str]:
        location, _, pointer = reference.partition("#")
        if "://" in location:
            raise SpecError(f"{file.name}: {reference} is remote; the description must be complete in itself")
        return (file.parent / unquote(location)).resolve() if location else file, pointer

    def _read(self, file: Path) -> Document:
        if file not in self._files:
            self._files[file] = read_yaml(file)
        return self._files[file]

    def _check(self, document: Document, node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                self._check(document, item)
        elif isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str):
                _follow(document, reference.removeprefix("#"), reference)
            for value in node.values():
                self._check(document, value)
