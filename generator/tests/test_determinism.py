from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from chroma_generator.manifest import files_of
from chroma_generator.targets import REGISTRY, Inputs


def generate_with_hash_seed(root: Path, seed: str) -> dict[str, bytes]:
    subprocess.run(
        [sys.executable, "-m", "chroma_generator", "--root", str(root), "generate"],
        # In CI it fails for a missing toolchain, which is not what is asked here.
        env={**os.environ, "PYTHONHASHSEED": seed, "CI": ""},
        check=True,
        capture_output=True,
    )
    return {
        f"{tree}/{name}": data
        for target in REGISTRY.values()
        for tree in target.trees
        for name, data in files_of(root / tree).items()
    }


def test_output_depends_on_neither_hash_seed_place_nor_settings_around(repository: Inputs, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another place" / "checkout"
    shutil.copytree(repository.root, elsewhere)
    (elsewhere / "pyproject.toml").write_text(
        "[tool.ruff]\nline-length = 200\nindent-width = 2\n\n[tool.datamodel-codegen]\nsnake-case-field = true\n"
    )

    first = generate_with_hash_seed(repository.root, "1")
    second = generate_with_hash_seed(elsewhere, "4242")

    assert len(first) > 30
    assert first == second
    assert not any(str(tmp_path).encode() in data for data in first.values())
