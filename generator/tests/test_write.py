from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from chroma_generator import tools, write
from chroma_generator.check import report
from chroma_generator.errors import GeneratorError, SwapError, ToolFailure
from chroma_generator.manifest import files_of
from chroma_generator.targets import Inputs


class Notes:
    """A target of two trees, one of which a tool that may fail writes last."""

    name = "notes"
    summary = "notes about the operations"
    trees: Sequence[str] = ("notes/first", "notes/second")
    tools: Sequence[str] = ("ruff",)
    requires: Sequence[str] = ()

    def __init__(self, text: str = "one\n", command: Sequence[str] = ("-m", "ruff", "--version")) -> None:
        self.text = text
        self.command = command

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        return {"spec": inputs.spec.sha256}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        for tree in self.trees:
            (scratch / tree / "deep").mkdir(parents=True)
            (scratch / tree / "deep" / "note.txt").write_text(self.text)
        tools.run("ruff", self.command, cwd=scratch)


def test_generation_puts_files_and_manifest_in_place_and_cleans_up(repository: Inputs) -> None:
    drifts = write.generate(Notes(), repository)

    assert {(drift.path, drift.kind) for drift in drifts} == {
        (f"notes/{tree}/{name}", "missing")
        for tree in ("first", "second")
        for name in ("MANIFEST.json", "deep/note.txt")
    }
    assert json.loads((repository.root / "notes/first/MANIFEST.json").read_text()) == {
        "target": "notes",
        "inputs": {"spec": repository.spec.sha256},
        "tools": {"ruff": tools.PINNED["ruff"]},
        "files": {"deep/note.txt": hashlib.sha256(b"one\n").hexdigest()},
    }
    assert not list(repository.root.glob(".generate-*"))
    assert write.generate(Notes(), repository) == []


def test_a_failing_tool_leaves_the_old_trees_and_says_all_about_itself(repository: Inputs) -> None:
    write.generate(Notes(), repository)
    before = files_of(repository.root)

    with pytest.raises(ToolFailure) as caught:
        write.generate(Notes("two\n", ("-m", "ruff", "check", "absent.py")), repository)

    assert files_of(repository.root) == before
    assert caught.value.tool == "ruff"
    message = str(caught.value)
    assert message.startswith(f"ruff {tools.PINNED['ruff']}: failed with status ")
    assert "-m ruff check absent.py" in message
    assert "absent.py" in caught.value.output
    assert not list(repository.root.glob(".generate-*"))


def test_another_version_than_the_pinned_one_is_refused(repository: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "PINNED", {"ruff": "0.0.1"})

    with pytest.raises(ToolFailure, match=r"version 0\.0\.1 is pinned"):
        write.generate(Notes(), repository)
    assert not (repository.root / "notes").exists()


def test_a_tool_that_is_not_installed_is_named(repository: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "installed", lambda tool: None)

    with pytest.raises(ToolFailure, match=r"^ruff \(not installed\): "):
        write.generate(Notes(), repository)


def test_a_swap_that_fails_half_way_puts_everything_back(repository: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    write.generate(Notes(), repository)
    before = files_of(repository.root)
    rename = os.rename

    def fail_for_the_last(source: Path, destination: Path) -> None:
        if "new" in Path(source).parts and Path(destination).name == "second":
            raise OSError("disk full")
        rename(source, destination)

    monkeypatch.setattr(os, "rename", fail_for_the_last)
    with pytest.raises(SwapError, match="disk full"):
        write.generate(Notes("two\n"), repository)
    monkeypatch.undo()

    assert files_of(repository.root) == before


def test_a_target_that_forgets_a_tree_is_refused(repository: Inputs) -> None:
    class Forgetful(Notes):
        trees = (*Notes.trees,)

        def generate(self, inputs: Inputs, scratch: Path) -> None:
            (scratch / self.trees[0]).mkdir(parents=True)

    with pytest.raises(GeneratorError, match="notes did not write notes/second"):
        write.generate(Forgetful(), repository)
    assert not (repository.root / "notes").exists()


def test_drift_names_what_changed_what_is_missing_and_what_is_extra(repository: Inputs) -> None:
    write.generate(Notes(), repository)
    tree = repository.root / "notes/first"
    (tree / "deep" / "note.txt").write_text("edited\n")
    (tree / "extra.txt").write_text("by hand\n")
    (tree / "__pycache__").mkdir()
    (tree / "__pycache__" / "note.pyc").write_bytes(b"\0")
    (repository.root / "notes/second/deep/note.txt").unlink()

    drifts = write.diff(Notes(), repository)

    assert [(drift.kind, drift.path) for drift in drifts] == [
        ("changed", "notes/first/deep/note.txt"),
        ("extra", "notes/first/extra.txt"),
        ("missing", "notes/second/deep/note.txt"),
    ]
    text = report(drifts)
    assert "-edited" in text
    assert "+one" in text
    assert (tree / "extra.txt").exists()

    write.generate(Notes(), repository)
    assert not (tree / "extra.txt").exists()
    assert write.diff(Notes(), repository) == []


def test_a_changed_description_is_drift_of_the_manifest(repository: Inputs) -> None:
    write.generate(Notes(), repository)
    repository.spec_path.write_text(repository.spec_path.read_text().replace("title: Small", "title: Smaller"))

    drifts = write.diff(Notes(), Inputs(repository.root, repository.spec_path))

    assert [drift.path for drift in drifts] == ["notes/first/MANIFEST.json", "notes/second/MANIFEST.json"]


def test_a_long_difference_is_cut_unless_asked_for_whole(repository: Inputs) -> None:
    write.generate(Notes("".join(f"{n}\n" for n in range(100))), repository)
    drifts = write.diff(Notes("".join(f"{-n}\n" for n in range(100))), repository)

    assert "more lines" in report(drifts)
    assert "more lines" not in report(drifts, whole=True)
