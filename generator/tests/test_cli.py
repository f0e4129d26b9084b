from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from chroma_generator import cli, tools
from chroma_generator.cli import main
from chroma_generator.manifest import files_of
from chroma_generator.targets import REGISTRY, Inputs, registry
from chroma_generator.targets.python_sync import PythonSync

SYNC = "clients/python/src/chromadb/_sync/client.py"


def run(inputs: Inputs, *arguments: str) -> int:
    return main(["--root", str(inputs.root), *arguments])


def test_list_names_every_target_and_its_trees(repository: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, "list") == 0

    out = capsys.readouterr().out
    for target in REGISTRY.values():
        assert target.name in out
        assert all(tree in out for tree in target.trees)


def test_generate_then_check_then_drift(repository: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, "generate", "--check", "python-sync") == 1
    assert f"missing  {SYNC}" in capsys.readouterr().err

    assert run(repository, "generate", "python-sync") == 0
    assert capsys.readouterr().out == "python-sync: 4 new\n"
    assert run(repository, "generate", "python-sync") == 0
    assert capsys.readouterr().out == "python-sync: up to date\n"
    assert run(repository, "generate", "--check", "python-sync") == 0

    path = repository.root / SYNC
    path.write_text(path.read_text().replace("Client", "Customer"))
    before = files_of(repository.root)
    assert run(repository, "generate", "--check", "python-sync") == 1
    err = capsys.readouterr().err
    assert f"changed  {SYNC}" in err
    assert "-class Customer:" in err
    assert "python -m chroma_generator generate" in err
    assert run(repository, "diff", "python-sync") == 0
    assert "+class Client:" in capsys.readouterr().out
    assert files_of(repository.root) == before


def test_an_unknown_target_fails_before_anything_is_generated(
    repository: Inputs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "generate", "cobol", "python-sync") == 2

    assert "unknown target cobol; there are python-rest, " in capsys.readouterr().err
    assert not (repository.root / SYNC).exists()


def test_a_description_that_cannot_be_read_is_named(
    repository: Inputs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "--spec", str(tmp_path / "absent.yaml"), "generate", "server-models") == 3
    assert "absent.yaml: No such file or directory" in capsys.readouterr().err

    repository.spec_path.write_text("paths: [\n")
    assert run(repository, "lint") == 3
    assert "openapi.yaml: " in capsys.readouterr().err


def test_another_description_can_be_given(repository: Inputs, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(repository.spec_path.read_text().replace("title: Small", "title: Other"))

    assert run(repository, "--spec", str(other), "generate", "server-models") == 0
    assert '"title": "Other"' in (repository.root / "server_stub/src/chroma_server/wire/openapi.json").read_text()


def test_a_wrong_version_of_a_tool_is_a_failure_with_its_name(
    repository: Inputs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tools, "PINNED", {**tools.PINNED, "ruff": "0.0.1"})

    assert run(repository, "generate", "python-sync") == 3
    assert "version 0.0.1 is pinned" in capsys.readouterr().err


class Toolchained:
    """A target that needs a command which is not there."""

    name = "go-list"
    summary = "never made"
    trees: Sequence[str] = ("docs/operations",)
    tools: Sequence[str] = ()
    requires: Sequence[str] = ("go",)

    def inputs(self, inputs: Inputs) -> dict[str, str]:
        return {}

    def generate(self, inputs: Inputs, scratch: Path) -> None:
        raise AssertionError("its toolchain is missing")


@pytest.fixture
def without_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "REGISTRY", registry((PythonSync(), Toolchained())))
    monkeypatch.setattr(tools, "missing", lambda commands: [name for name in commands if name == "go"])
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.usefixtures("without_go")
def test_a_missing_toolchain_leaves_the_other_targets_checked(
    repository: Inputs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "generate") == 0
    captured = capsys.readouterr()
    assert captured.out == "python-sync: 4 new\n"
    assert "go-list: not generated: needs go: install Go 1.26 or later" in captured.err

    assert run(repository, "generate", "--check") == 0
    assert "go-list: not checked: needs go" in capsys.readouterr().err


@pytest.mark.usefixtures("without_go")
def test_a_missing_toolchain_fails_a_target_that_was_named_and_any_in_ci(
    repository: Inputs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "generate", "--check", "go-list") == 3
    assert "go-list needs go: install Go 1.26 or later" in capsys.readouterr().err

    monkeypatch.setenv("CI", "true")
    assert run(repository, "generate") == 3
    assert not (repository.root / SYNC).exists()


def test_lint_prints_findings_with_place_and_rule(repository: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    repository.spec_path.write_text(repository.spec_path.read_text().replace("ErrorResponse", "Error"))

    assert run(repository, "lint") == 1
    assert "/components/schemas/Error: " in capsys.readouterr().out


def test_a_description_that_breaks_a_rule_generates_nothing(
    repository: Inputs, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)  # What is not about a language needs no toolchain there, either.
    repository.spec_path.write_text(repository.spec_path.read_text().replace("ErrorResponse", "Error"))

    assert run(repository, "generate") == 1
    captured = capsys.readouterr()
    assert "/components/schemas/Error: " in captured.out
    assert "nothing was generated" in captured.err
    assert not (repository.root / SYNC).exists()
    assert run(repository, "generate", "python-sync") == 0


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["generate", "--nonsense"]])
def test_a_wrong_command_line_is_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_outside_of_a_repository_it_asks_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["list"]) == 2
    assert "use --root" in capsys.readouterr().err


def test_the_repository_is_found_from_below(repository: Inputs) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chroma_generator", "generate", "python-sync"],
        cwd=repository.root / "clients" / "python",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "python-sync: 4 new\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell script is no program on Windows")
def test_a_program_that_does_not_start_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, status in {"rustfmt": 1, "cargo": 0}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {status}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    assert tools.missing(["rustfmt", "cargo"]) == ["rustfmt"]
