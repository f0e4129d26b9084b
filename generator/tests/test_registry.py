from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import tomllib
from chroma_generator import tools, write
from chroma_generator.errors import UnknownTarget
from chroma_generator.operations import operations
from chroma_generator.targets import REGISTRY, Inputs, Target, registry, select


class OperationList:
    """A further target, complete."""

    name = "operation-list"
    summary = "the operations as text"
    trees: Sequence[str] = ("docs/operations",)
    tools: Sequence[str] = ()
    requires: Sequence[str] = ()

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        return {"spec": inputs.spec.sha256}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        tree = scratch / self.trees[0]
        tree.mkdir(parents=True)
        lines = [f"{operation.method} {operation.path}\n" for operation in operations(inputs.document_for(self.name))]
        (tree / "list.txt").write_text("".join(lines))


def test_a_further_target_is_one_class_and_one_registration(repository: Inputs) -> None:
    targets = registry((*REGISTRY.values(), OperationList()))

    (target,) = select(["operation-list"], targets)
    write.generate(target, repository)

    assert "GET /api/v2/heartbeat\n" in (repository.root / "docs/operations/list.txt").read_text()
    assert write.diff(target, repository) == []


def test_selection_keeps_the_order_of_registration_and_takes_each_once() -> None:
    assert [target.name for target in select(["server-models", "python-rest", "server-models"])] == [
        "python-rest",
        "server-models",
    ]
    assert [target.name for target in select([])] == list(REGISTRY)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownTarget, match="unknown target a, b; there are " + ", ".join(REGISTRY)):
        select(["b", "python-rest", "a"])


def test_two_targets_cannot_share_a_name_or_a_tree() -> None:
    class Other(OperationList):
        name = "other"

    with pytest.raises(ValueError, match="two targets are called operation-list"):
        registry([OperationList(), OperationList()])
    with pytest.raises(ValueError, match="docs/operations belongs to both operation-list and other"):
        registry([OperationList(), Other()])


@pytest.mark.parametrize("target", REGISTRY.values(), ids=lambda target: target.name)
def test_every_target_pins_its_tools(target: Target) -> None:
    assert set(target.tools) <= tools.PINNED.keys()


@pytest.mark.parametrize("target", REGISTRY.values(), ids=lambda target: target.name)
def test_every_toolchain_has_a_word_on_how_to_get_it(target: Target) -> None:
    assert set(target.requires) <= tools.TOOLCHAINS.keys()


def test_the_pins_are_those_of_the_distribution() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    pins = {f"{tool}=={version}" for tool, version in tools.PINNED.items()}

    assert pins <= set(project["dependencies"])
