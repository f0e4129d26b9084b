"""The registry of targets. A further target is one file beside this one and one line in `_REGISTERED`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chroma_generator.errors import UnknownTarget
from chroma_generator.targets.base import Inputs, Target
from chroma_generator.targets.go_rest import GoRest
from chroma_generator.targets.python_rest import PythonRest
from chroma_generator.targets.python_sync import PythonSync
from chroma_generator.targets.rust_rest import RustRest
from chroma_generator.targets.server_models import ServerModels
from chroma_generator.targets.typescript_rest import TypescriptRest

__all__ = ["REGISTRY", "Inputs", "Target", "registry", "select"]

_REGISTERED: tuple[Target, ...] = (
    PythonRest(),
    PythonSync(),
    RustRest(),
    ServerModels(),
    TypescriptRest(),
    GoRest(),
)


def registry(targets: Iterable[Target]) -> Mapping[str, Target]:
    """Targets by name. Raises ValueError when two share a name or a tree."""
    by_name: dict[str, Target] = {}
    owner: dict[str, str] = {}
    for target in targets:
        if target.name in by_name:
            raise ValueError(f"two targets are called {target.name}")
        by_name[target.name] = target
        for tree in target.trees:
            if owner.setdefault(tree, target.name) != target.name:
                raise ValueError(f"{tree} belongs to both {owner[tree]} and {target.name}")
    return by_name


REGISTRY = registry(_REGISTERED)


def select(names: Iterable[str], among: Mapping[str, Target] = REGISTRY) -> list[Target]:
    """The targets of these names, each once and in registration order; all of them when no name is given.

    Raises:
        UnknownTarget: A name is not registered.
    """
    wanted = set(names)
    if unknown := sorted(wanted - among.keys()):
        raise UnknownTarget(f"unknown target {', '.join(unknown)}; there are {', '.join(among)}")
    return [target for name, target in among.items() if not wanted or name in wanted]
