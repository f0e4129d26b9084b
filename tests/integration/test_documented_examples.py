"""Each Python example of the users' documents runs as it stands there."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from servers import chroma_run

DOCUMENTS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "documented_examples.yaml").read_text(encoding="utf-8")
)
# The examples name http://localhost:8000; no other address can be given to them.
DOCUMENTED_PORT = 8000
RUNNER = """
import json, sys
names = {"__name__": "__main__"}
for number, example in enumerate(json.load(sys.stdin), 1):
    exec(compile(example, f"example {number}", "exec"), names)
print("examples run:", number)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", DOCUMENTED_PORT))
        except OSError as error:
            message = f"port {DOCUMENTED_PORT}, which the documents name, is taken: {error}"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
    with chroma_run(port=DOCUMENTED_PORT) as url:
        yield url


@pytest.mark.parametrize("document", DOCUMENTS)
def test_examples_run_unchanged(document: str, server: str, tmp_path: Path) -> None:
    examples = DOCUMENTS[document]
    environment = {
        **os.environ,
        # What the documents tell the reader to set before the examples that need it.
        "CHROMA_API_KEY": "ck-documented",
        "CHROMA_TENANT": "documented-tenant",
        "CHROMA_DATABASE": "documented-database",
        "ALLOW_RESET": "TRUE",
    }
    absolute = Path("/path/to/save/to")
    if any(str(absolute) in example for example in examples):
        if absolute.exists():
            pytest.skip(f"{absolute}, which the document names, exists already")
        try:
            absolute.mkdir(parents=True)
        except OSError as error:
            pytest.skip(f"{absolute}, which the document names, cannot be made here: {error}")
    try:
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-c", RUNNER],
            input=json.dumps(examples),
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            check=False,
            timeout=300,
        )
    finally:
        if absolute.is_dir() and not any(part.is_symlink() for part in (absolute, *absolute.parents)):
            _remove(absolute)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"examples run: {len(examples)}" in done.stdout
    if "query_texts" in "".join(examples):
        assert "'ids': [['id1', 'id2']]" in done.stdout
        assert "This is a document about pineapple" in done.stdout


def _remove(folder: Path) -> None:
    """Remove the folder that an example made, and the parents that are empty then."""
    shutil.rmtree(folder)
    for parent in folder.parents:
        if parent == Path(parent.anchor) or any(parent.iterdir()):
            return
        parent.rmdir()


def test_every_document_has_examples() -> None:
    assert {name: len(examples) for name, examples in DOCUMENTS.items()} == {
        "clients-docs.md": 6,
        "local-chroma.md": 2,
        "clients-cookbook.md": 6,
        "client-api-reference.txt": 18,
    }
