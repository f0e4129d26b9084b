"""Reads the API description: YAML in one file or in parts, bundled into one document that refers only to itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from chroma_generator.document import Document, canonical_json, follow, is_array, is_object, reference_of, resolve
from chroma_generator.errors import SpecError

__all__ = ["Document", "Spec", "load", "read_yaml", "resolve"]

_MERGE = "tag:yaml.org,2002:merge"


@dataclass(frozen=True)
class Spec:
    """A loaded description.

    Attributes:
        document: The bundled document; every `$ref` in it starts with `#/`, and no two places share an object.
        sha256: Hash of the bundled document, so that a comment or a move between part files changes nothing.
        path: The file it was loaded from.
    """

    document: Document
    sha256: str
    path: Path


class _Loader(yaml.SafeLoader):
    """YAML as JSON Schema authors expect it: duplicate keys are errors, dates stay text, status codes are strings."""

    def construct_document_mapping(self, node: yaml.MappingNode) -> Document:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.tag == _MERGE:
                continue
            key = self._key(key_node)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
            seen.add(key)
        self.flatten_mapping(node)  # merged keys (`<<`) come first and give way to the mapping's own
        return {self._key(key): self._construct(value) for key, value in node.value}

    def construct_text(self, node: yaml.ScalarNode) -> Any:
        return self.construct_scalar(node)

    def _construct(self, node: yaml.Node) -> Any:
        loader: Any = self  # the stubs leave this method half typed
        return loader.construct_object(node, deep=True)

    def _key(self, node: yaml.Node) -> str:
        key = self._construct(node)
        if isinstance(key, bool) or not isinstance(key, (str, int)):
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is not text", node.start_mark)
        return str(key)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_document_mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_text)


def read_yaml(path: Path) -> Document:
    """The mapping in a YAML (or JSON) file. Raises SpecError, naming the file, if there is none."""
    try:
        content: object = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise SpecError(f"{path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError(f"{path}: {error}") from error
    if not is_object(content):
        raise SpecError(f"{path}: expected a mapping, found {type(content).__name__}")
    return content


def load(path: Path) -> Spec:
    """Reads and bundles the description at `path`.

    Raises:
        SpecError: A file cannot be read, is no YAML mapping, or a reference leads nowhere or to two things at once.
    """
    document = _Bundler(path.resolve()).bundle()
    return Spec(document=document, sha256=hashlib.sha256(canonical_json(document)).hexdigest(), path=path)


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
        document: Document = {}
        for key, value in self._read(self._root).items():
            if key == "paths" and is_object(value):
                document[key] = {name: self._path_item(item) for name, item in value.items()}
            else:
                document[key] = self._rewrite(value, self._root)
        for (kind, name), value in self._hoisted.items():
            components = document.setdefault("components", {}).setdefault(kind, {})
            if name in components:
                raise SpecError(
                    f"{kind}/{name} is defined both in {self._origin[kind, name].name} and in the root file"
                )
            components[name] = value
        _require_targets(document, document)
        return document

    def _path_item(self, item: Any) -> Any:
        file = self._root
        while (reference := reference_of(item)) is not None:
            file, pointer = _locate(reference, file)
            item = follow(self._read(file), pointer, shown=reference)
        return self._rewrite(item, file)

    def _rewrite(self, node: Any, file: Path) -> Any:
        if is_array(node):
            return [self._rewrite(item, file) for item in node]
        if not is_object(node):
            return node
        rewritten = {key: self._rewrite(value, file) for key, value in node.items()}
        reference = reference_of(node)
        if reference is not None:
            rewritten["$ref"] = self._hoist(reference, file)
        return rewritten

    def _hoist(self, reference: str, file: Path) -> str:
        target, pointer = _locate(reference, file)
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
            found = follow(self._read(target), pointer, shown=reference)
            self._hoisted[kind, name] = self._rewrite(found, target)
        elif known != target:
            raise SpecError(f"{kind}/{name} is defined both in {known.name} and in {target.name}")
        return f"#{pointer}"

    def _read(self, file: Path) -> Document:
        if file not in self._files:
            self._files[file] = read_yaml(file)
        return self._files[file]


def _locate(reference: str, file: Path) -> tuple[Path, str]:
    location, _, pointer = reference.partition("#")
    if "://" in location:
        raise SpecError(f"{file.name}: {reference} is remote; the description must be complete in itself")
    return (file.parent / unquote(location)).resolve() if location else file, pointer


def _require_targets(document: Document, node: Any) -> None:
    if is_array(node):
        for item in node:
            _require_targets(document, item)
    elif is_object(node):
        reference = reference_of(node)
        if reference is not None:
            follow(document, reference.removeprefix("#"), shown=reference)
        for value in node.values():
            _require_targets(document, value)
