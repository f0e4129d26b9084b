"""From a method and a percent-encoded path to a target: a tree of path segments, no I/O, no HTTP library.

A literal segment is preferred over a parameter (``by-id`` over ``{collection_id}``), and matching is exact: case, a
trailing slash and an empty segment all count. Only after the match are parameters percent-decoded, so that ``%2F``
stays inside its segment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote_to_bytes

Target = TypeVar("Target")


class InvalidPath(ValueError):
    """A path parameter is not UTF-8 after percent-decoding. ``parameter`` names it."""

    def __init__(self, parameter: str) -> None:
        super().__init__(f"Invalid URL: Invalid UTF-8 in `{parameter}`")
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Match(Generic[Target]):
    """The target of a request and the decoded parameters of its path."""

    target: Target
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class WrongMethod:
    """The path exists, the method does not. ``allow`` is the value of the Allow header."""

    allow: str


class _Node(Generic[Target]):
    __slots__ = ("literals", "names", "parameter", "targets")

    def __init__(self) -> None:
        self.literals: dict[bytes, _Node[Target]] = {}
        self.parameter: _Node[Target] | None = None
        self.targets: dict[str, Target] = {}
        self.names: dict[str, tuple[str, ...]] = {}


class Router(Generic[Target]):
    """Routes are added at start-up; `match` may then be called from any thread."""

    def __init__(self) -> None:
        self._root: _Node[Target] = _Node()

    def add(self, method: str, template: str, target: Target) -> None:
        """Route ``method`` of ``template`` (``/a/{b}``) to ``target``. Raises ValueError if it is routed already."""
        node = self._root
        names: list[str] = []
        for part in template.split("/")[1:]:
            if part.startswith("{") and part.endswith("}"):
                names.append(part[1:-1])
                if node.parameter is None:
                    node.parameter = _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(part.encode(), _Node())
        if method in node.targets:
            raise ValueError(f"{method} {template} is routed twice")
        node.targets[method] = target
        node.names[method] = tuple(names)

    def match(self, method: str, path: bytes) -> Match[Target] | WrongMethod | None:
        """The target, or which methods the path takes, or None for an unknown path.

        HEAD is answered by the target of GET. Raises InvalidPath.
        """
        segments = path.split(b"/")[1:]
        found = self._find(self._root, segments, 0, ())
        if found is None:
            return None
        node, values = found
        chosen = "GET" if method == "HEAD" and "HEAD" not in node.targets else method
        if chosen not in node.targets:
            return WrongMethod(",".join(_with_head(node.targets)))
        params: dict[str, str] = {}
        for name, value in zip(node.names[chosen], values, strict=True):
            try:
                params[name] = (unquote_to_bytes(value) if b"%" in value else value).decode()
            except UnicodeDecodeError:
                raise InvalidPath(name) from None
        return Match(node.targets[chosen], params)

    def _find(
        self, node: _Node[Target], segments: list[bytes], at: int, values: tuple[bytes, ...]
    ) -> tuple[_Node[Target], tuple[bytes, ...]] | None:
        if at == len(segments):
            return (node, values) if node.targets else None
        literal = node.literals.get(segments[at])
        if literal is not None and (found := self._find(literal, segments, at + 1, values)):
            return found
        if node.parameter is not None and segments[at]:
            return self._find(node.parameter, segments, at + 1, (*values, segments[at]))
        return None


def _with_head(methods: Iterable[str]) -> Iterable[str]:
    for method in methods:
        yield method
        if method == "GET":
            yield "HEAD"
