"""A repository with a small description, and what the real targets make of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from chroma_generator import tools, write
from chroma_generator.targets import REGISTRY, Inputs

DATA = Path(__file__).parent / "data"
SPEC = Path(__file__).parents[2] / "spec" / "openapi.yaml"


def make_repository(root: Path) -> Inputs:
    """A repository that holds nothing but the small description and two async modules."""
    (root / "spec").mkdir(parents=True)
    shutil.copy(DATA / "small.yaml", root / "spec" / "openapi.yaml")
    (root / "spec" / "regions.yaml").write_text(
        "regions:\n  - {name: there, cloud: aws, host: there.example, port: 443, default: true}\n"
    )
    for package in ("_async", "transport/_async"):
        source = root / "clients/python/src/chromadb" / package
        source.mkdir(parents=True)
        (source / "client.py").write_text("class AsyncClient:\n    async def aclose(self) -> None:\n        pass\n")
    return Inputs(root=root, spec_path=root / "spec" / "openapi.yaml")


@pytest.fixture(scope="session")
def spec_path() -> Path:
    """The real description."""
    return SPEC


@pytest.fixture
def repository(tmp_path: Path) -> Inputs:
    return make_repository(tmp_path / "repository")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """A repository in which every target whose toolchain is here has been generated. Tests must not change it."""
    inputs = make_repository(tmp_path_factory.mktemp("generated") / "repository")
    for target in REGISTRY.values():
        if not tools.missing(target.requires):
            write.generate(target, inputs)
    return inputs
