"""Clients in other languages, as far as no Java is needed; `python3 noxfile.py java` makes, compiles and runs one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chroma_generator import new_client as module
from chroma_generator.cli import main
from chroma_generator.errors import GeneratorError, MissingToolchain, ToolFailure
from chroma_generator.load import load
from chroma_generator.new_client import MARK, languages, new_client

LIST = """The following generators are available:

CLIENT generators:
    - java
    - kotlin
    - swift-combine (beta)


SERVER generators:
    - spring
"""


class Tool:
    """Stands for openapi-generator: records how it was called, writes a client."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.document: Any = None
        self.fails = False

    def __call__(self, jar: Path, *arguments: str) -> str:
        self.calls.append(arguments)
        if arguments[0] == "list":
            return LIST
        if self.fails:
            raise ToolFailure("openapi-generator-cli", "7.26.0", "failed with status 1")
        given = dict(zip(arguments[1::2], arguments[2::2], strict=False))
        self.document = json.loads(Path(given["-i"]).read_text())
        client = Path(given["-o"])
        client.mkdir()
        (client / "README.md").write_text("a client\n")
        (client / "git_push.sh").write_text("push\n")
        (client / ".github").mkdir()
        return ""


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Tool:
    found = Tool()
    monkeypatch.setattr(module, "_jar", lambda: Path("openapi-generator.jar"))
    monkeypatch.setattr(module, "_run", found)
    return found


@pytest.fixture
def description(spec_path: Path) -> Any:
    return load(spec_path).document


def test_the_languages_of_the_guide_are_complete() -> None:
    assert {"java", "csharp", "kotlin", "php", "ruby", "swift", "dart"} <= set(languages())
    for language in languages().values():
        assert language.generator
        assert language.needs
        assert language.build
        assert "8000" in language.use


def test_a_client_is_written_where_the_user_says(tool: Tool, description: Any, tmp_path: Path) -> None:
    made = new_client(description, "java", tmp_path / "a" / "client", {"artifactId": "mine"})
    assert sorted(path.name for path in made.directory.iterdir()) == [MARK, "README.md"]
    assert tool.document["openapi"] == "3.0.3"
    call = " ".join(tool.calls[-1])
    assert "-g java" in call
    assert "library=native" in call
    assert "artifactId=mine" in call
    assert "mvn package" in str(made)
    assert str(tmp_path / "a" / "client") in str(made)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["client"]


def test_another_generator_by_its_name(tool: Tool, description: Any, tmp_path: Path) -> None:
    made = new_client(description, "swift-combine", tmp_path / "client")
    assert "README.md says how" in str(made)
    with pytest.raises(GeneratorError, match="no language or generator is called 'spring'; there are: csharp, "):
        new_client(description, "spring", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_nothing_of_the_user_is_overwritten(tool: Tool, description: Any, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "thesis.txt").write_text("years")
    for force in (False, True):
        with pytest.raises(GeneratorError, match="holds no client that was written here"):
            new_client(description, "java", tmp_path / "work", force=force)
    with pytest.raises(GeneratorError, match="is a file"):
        new_client(description, "java", tmp_path / "work" / "thesis.txt", force=True)
    assert (tmp_path / "work" / "thesis.txt").read_text() == "years"


def test_an_earlier_client_is_replaced_when_told_to(tool: Tool, description: Any, tmp_path: Path) -> None:
    client = new_client(description, "java", tmp_path / "client").directory
    (client / "old").write_text("old")
    with pytest.raises(GeneratorError, match="--force replaces it"):
        new_client(description, "java", client)
    new_client(description, "kotlin", client, force=True)
    assert not (client / "old").exists()
    assert (client / MARK).read_text().startswith("kotlin")


def test_a_failure_of_the_tool_leaves_what_was_there(tool: Tool, description: Any, tmp_path: Path) -> None:
    client = new_client(description, "java", tmp_path / "client").directory
    tool.fails = True
    with pytest.raises(ToolFailure):
        new_client(description, "java", client, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["client"]
    assert (client / "README.md").is_file()


def test_without_java(monkeypatch: pytest.MonkeyPatch, description: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    with pytest.raises(MissingToolchain, match="needs java: install Java 17"):
        new_client(description, "java", tmp_path / "client")


def test_the_command(tool: Tool, spec_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--root", str(spec_path.parents[1]), "new-client", "ruby", "--output", str(tmp_path / "r")]
    assert main([*arguments, "--option", "gemName=mine"]) == 0
    assert "gem build" in capsys.readouterr().out
    assert "gemName=mine" in " ".join(tool.calls[-1])
    assert main(arguments) == 3
    assert "--force" in capsys.readouterr().err
    assert main([*arguments, "--option", "gemName"]) == 2
