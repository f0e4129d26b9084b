"""A client in any language that openapi-generator knows, from the portable form of the description.

The generator is a Java program, carried by the distribution `openapi-generator-cli`. This package does not require it:
the task `new_client` installs it, in the version that is pinned here.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chroma_generator.document import Document, canonical_json
from chroma_generator.errors import GeneratorError, MissingToolchain, ToolFailure
from chroma_generator.load import read_yaml
from chroma_generator.portable import to_portable
from chroma_generator.tools import TOOLCHAINS

__all__ = ["PINNED", "Language", "NewClient", "languages", "new_client"]

TOOL = "openapi-generator-cli"
PINNED = "7.26.0"
MARK = ".polychrome-client"
_LANGUAGES = Path(__file__).with_name("new_client.yaml")
_COMMON = {"hideGenerationTimestamp": "true"}
# What the tool writes for a project that lives on a forge of its own.
_UNWANTED = ("git_push.sh", ".travis.yml", ".gitlab-ci.yml", "appveyor.yml", ".github")


@dataclass(frozen=True)
class Language:
    """What is known of a language.

    Attributes:
        generator: The generator's name in openapi-generator.
        options: Its additional properties.
        needs: What building the client takes.
        build: The command that builds it.
        use: First lines of a program that uses it.
    """

    generator: str
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    needs: str = ""
    build: str = ""
    use: str = ""


@dataclass(frozen=True)
class NewClient:
    """A generated client: where it lies, and how it is built and used."""

    language: str
    directory: Path
    how: Language

    def __str__(self) -> str:
        lines = [f"{self.language}: a client of the Chroma HTTP API v2 is in {self.directory}"]
        if self.how.build:
            lines += ["", f"Build it ({self.how.needs}):", "", f"    cd {self.directory}", f"    {self.how.build}"]
        else:
            lines += ["", "Its README.md says how it is built and used."]
        if self.how.use:
            lines += ["", "Use it, against `chroma run --port 8000`:", ""]
            lines += [f"    {line}" for line in self.how.use.rstrip().splitlines()]
        lines += ["", "Filters (`where`) and ranks are JSON objects; embeddings are arrays of numbers."]
        lines += ["clients/NEW_LANGUAGE.md says how such a client becomes a first-class one."]
        return "\n".join(lines)


def languages() -> dict[str, Language]:
    """The languages with settings and words of our own."""
    return {name: Language(**entry) for name, entry in read_yaml(_LANGUAGES).items()}


def new_client(
    document: Document, language: str, directory: Path, options: Mapping[str, str] | None = None, *, force: bool = False
) -> NewClient:
    """Writes a client of `language` into `directory`, which is made when missing.

    Args:
        document: The description, OpenAPI 3.1.
        language: One of `languages()`, or the name of any client generator of openapi-generator.
        directory: New, empty, or an earlier client that this function wrote (replaced with `force`).
        options: Additional properties of the generator, before ours.
        force: Whether an earlier client is replaced.

    Raises:
        GeneratorError: The directory holds something else, or the language is not known; the message lists those known.
        MissingToolchain: There is no Java.
        ToolFailure: openapi-generator is missing, is another version, or failed. Nothing was written then.
    """
    jar = _jar()
    known = languages()
    how = known.get(language)
    if how is None:
        offered = _offered(jar)
        if language not in offered:
            names = ", ".join(sorted({*known, *offered}))
            raise GeneratorError(f"no language or generator is called {language!r}; there are: {names}")
        how = Language(language)
    _check_free(directory, force=force)
    chosen = {**_COMMON, **how.options, **(options or {})}
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-client-", dir=directory.parent) as name:
        scratch = Path(name)
        (scratch / "openapi.json").write_bytes(canonical_json(to_portable(document)))
        _run(
            jar,
            *("generate", "-i", str(scratch / "openapi.json"), "-g", how.generator, "-o", str(scratch / "client")),
            *("--additional-properties", ",".join(f"{key}={value}" for key, value in chosen.items())),
            *("--global-property", "apiTests=false,modelTests=false"),
        )
        for unwanted in _UNWANTED:
            found = scratch / "client" / unwanted
            if found.is_dir():
                shutil.rmtree(found)
            else:
                found.unlink(missing_ok=True)
        (scratch / "client" / MARK).write_text(f"{language} by {TOOL} {PINNED}\n", encoding="utf-8")
        if directory.exists():
            shutil.rmtree(directory)
        (scratch / "client").rename(directory)
    return NewClient(language, directory, how)


def _check_free(directory: Path, *, force: bool) -> None:
    if not directory.exists():
        return
    if not directory.is_dir():
        raise GeneratorError(f"{directory} is a file")
    if not any(directory.iterdir()):
        return
    if not (directory / MARK).is_file():
        raise GeneratorError(f"{directory} is not empty and holds no client that was written here; name another")
    if not force:
        raise GeneratorError(f"{directory} holds a client already; --force replaces it")


def _jar() -> Path:
    if shutil.which("java") is None:
        raise MissingToolchain(f"new-client needs java: install {TOOLCHAINS['java']}")
    try:
        version = importlib.metadata.version(TOOL)
    except importlib.metadata.PackageNotFoundError:
        raise ToolFailure(TOOL, None, f"version {PINNED} is needed; `python3 noxfile.py new_client` has it") from None
    package = importlib.util.find_spec("openapi_generator_cli")
    if version != PINNED or package is None or package.origin is None:
        raise ToolFailure(TOOL, version, f"version {PINNED} is pinned")
    return Path(package.origin).with_name("openapi-generator.jar")


def _offered(jar: Path) -> set[str]:
    """The client generators of the tool; those of servers, schemas and documents are not for this."""
    words = _run(jar, "list", "--include", "stable,beta,experimental")
    clients, _, _ = words.partition("SERVER generators")
    return set(re.findall(r"^\s+- ([a-z0-9-]+)", clients, flags=re.MULTILINE))


def _run(jar: Path, *arguments: str) -> str:
    command = ["java", "-jar", str(jar), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    output = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        raise ToolFailure(TOOL, PINNED, f"failed with status {done.returncode}", command=command, output=output)
    return output
