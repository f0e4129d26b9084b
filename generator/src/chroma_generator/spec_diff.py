"""Compares our API description with the one the official server serves, and the outcome with the listed deviations.

Both documents become sets of features, short texts such as `collection_add.responses.404` or
`collection_get.body.limit.type.null`. A feature that only one side has is a difference, named by the feature and by
`undeclared-officially` or `missing-here`. Every difference must be listed, with a reason, in the deviations file, and
everything listed there must be a difference.

A feature's parts: the operation; `path`, `path-parameters`, `query`, `body` or `responses`; the way into the schema
(`.name` a property, `[]` the items of an array, `{}` the values of a map); what is said there.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chroma_generator.document import Document, resolve
from chroma_generator.errors import GeneratorError
from chroma_generator.load import load, read_yaml
from chroma_generator.walk import operations_of

__all__ = ["Deviation", "Report", "SpecDiffError", "differences", "features", "judge", "read_deviations", "run"]

OURS_ONLY = "undeclared-officially"
THEIRS_ONLY = "missing-here"
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_HOLDERS = frozenset({"properties", "items", "additionalProperties"})


class SpecDiffError(GeneratorError):
    """The official server did not start or served no document, or the deviations file cannot be read."""


@dataclass(frozen=True)
class Deviation:
    """One entry of the deviations file: the differences it covers, why they are there, and what shows it.

    Attributes:
        keys: Differences by name; `*` stands for any text.
        reason: Why our description says otherwise.
        evidence: What shows that it is right: a fact, a recorded case, a source.
    """

    keys: tuple[str, ...]
    reason: str
    evidence: str


@dataclass(frozen=True)
class Report:
    """What a comparison found.

    Attributes:
        differences: All differences, sorted.
        unlisted: Those that no deviation covers.
        stale: Keys of deviations that cover no difference.
    """

    differences: tuple[str, ...]
    unlisted: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the differences are exactly the listed ones."""
        return not self.unlisted and not self.stale

    def __str__(self) -> str:
        lines = [f"unlisted: {key}" for key in self.unlisted]
        lines += [f"stale: {key} covers no difference" for key in self.stale]
        count = f"{len(self.differences)} differences from the official description"
        return "\n".join([*lines, f"{count}, {len(self.unlisted)} unlisted, {len(self.stale)} stale keys"])


# ---------------------------------------------------------------------------------------------------- comparing
def features(document: Document) -> frozenset[str]:
    """What a document says, as a set of short texts."""
    return frozenset(
        f"{operation['operationId']}{feature}"
        for pointer, operation in operations_of(document)
        for feature in ("", *_operation(document, pointer, operation))
    )


def differences(ours: Document, official: Document) -> list[str]:
    """The names of all differences, sorted. What lies inside a difference is not named again."""
    here, there = features(ours), features(official)
    return sorted(
        f"{feature}.{side}"
        for side, only, other in ((OURS_ONLY, here - there, there), (THEIRS_ONLY, there - here, here))
        for feature in only
        if not any(parent in only or parent + ".type.any" in other for parent in _parents(feature))
    )


def judge(found: Sequence[str], deviations: Sequence[Deviation]) -> Report:
    """Compares the differences found with those that are listed."""
    patterns = {key: _pattern(key) for deviation in deviations for key in deviation.keys}
    return Report(
        differences=tuple(found),
        unlisted=tuple(key for key in found if not any(pattern.fullmatch(key) for pattern in patterns.values())),
        stale=tuple(key for key, pattern in patterns.items() if not any(map(pattern.fullmatch, found))),
    )


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, key.split("*"))))


def _parents(feature: str) -> Iterator[str]:
    """The features that the feature is part of: all of them would say the same difference."""
    for match in re.finditer(r"\.|\[\]|\{\}", feature):
        yield feature[: match.start()]
        if match.group() != "." and match.end() < len(feature):
            yield feature[: match.end()]


def _operation(document: Document, pointer: str, operation: Document) -> Iterator[str]:
    _, _, path, method = (step.replace("~1", "/") for step in pointer.split("/"))
    item = document["paths"][path]
    yield f".path.{method.upper()} {re.sub(r'{[^}]*}', '{}', path)}"
    for position, name in enumerate(re.findall(r"{([^}]*)}", path)):
        yield f".path-parameters.{position}-{name}"
    for entry in (*item.get("parameters", ()), *operation.get("parameters", ())):
        parameter = resolve(document, entry)
        if parameter["in"] == "query":
            name = f".query.{parameter['name']}"
            yield name
            if parameter.get("required"):
                yield f"{name}.required"
            yield from _schema(document, parameter["schema"], name)
    body = resolve(document, operation.get("requestBody"))
    if body is not None:
        yield ".body"
        if body.get("required"):
            yield ".body.required"
        yield from _content(document, body, ".body")
    responses = {status: resolve(document, response) for status, response in operation["responses"].items()}
    # What we can answer stands beside `responses`, which has one entry for all errors.
    for status in operation.get("x-chroma-statuses", responses):
        yield f".responses.{status}"
        yield from _content(document, responses.get(status, responses.get("default", {})), f".responses.{status}")


def _content(document: Document, holder: Document, name: str) -> Iterator[str]:
    for media, entry in holder.get("content", {}).items():
        yield f"{name}.media.{media}"
        yield from _schema(document, entry["schema"], name)


def _schema(document: Document, schema: Document, name: str) -> Iterator[str]:
    yield from _shape(document, _alternatives(document, schema), name, frozenset())


def _alternatives(document: Document, schema: Document) -> list[Document]:
    """The schema without references, unions and compositions: the plain schemas of which one must hold."""
    schema = resolve(document, schema)
    if "allOf" in schema:
        plain: Document = {"type": "object", "properties": {}, "required": []}
        for part in schema["allOf"]:
            for alternative in _alternatives(document, part):
                plain["properties"] |= alternative.get("properties", {})
                plain["required"] = [*plain["required"], *alternative.get("required", [])]
        return [plain]
    union = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    if union:
        return [plain for member in union for plain in _alternatives(document, member)]
    return [schema]


def _shape(document: Document, plain: Sequence[Document], name: str, inside: frozenset[int]) -> Iterator[str]:
    """What alternatives taken together say. `inside` is what it lies in, so that recursion ends."""
    plain = [schema for schema in plain if id(schema) not in inside]
    inside |= {id(schema) for schema in plain if _HOLDERS & schema.keys()}
    for schema in plain:
        kinds = schema.get("type", "any")
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            yield f"{name}.type.{kind}"
        for keyword in ("format", "minimum", "maximum"):
            if keyword in schema:
                yield f"{name}.{keyword}.{schema[keyword]}"
        for value in [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]:
            yield f"{name}.value.{value}"
        if schema.get("additionalProperties") is False:
            yield f"{name}.closed"
    yield from _nested(document, plain, name, inside)


def _nested(document: Document, plain: Sequence[Document], name: str, inside: frozenset[int]) -> Iterator[str]:
    objects = [schema for schema in plain if "properties" in schema]
    for key in dict.fromkeys(key for schema in objects for key in schema["properties"]):
        yield f"{name}.{key}"
        if all(key in schema.get("required", []) for schema in objects):
            yield f"{name}.{key}.required"
        values = [schema["properties"][key] for schema in objects if key in schema["properties"]]
        yield from _shape(document, _flat(document, values), f"{name}.{key}", inside)
    items = [schema["items"] for schema in plain if "items" in schema]
    if items:
        yield from _shape(document, _flat(document, items), f"{name}[]", inside)
    maps = [schema["additionalProperties"] for schema in plain if isinstance(schema.get("additionalProperties"), dict)]
    if maps:
        yield from _shape(document, _flat(document, maps), name + "{}", inside)


def _flat(document: Document, schemas: Sequence[Document]) -> list[Document]:
    return [plain for schema in schemas for plain in _alternatives(document, schema)]


# ---------------------------------------------------------------------------------------------------- running
def read_deviations(path: Path) -> list[Deviation]:
    """The entries of the `document` section of a deviations file. Raises SpecDiffError if it is malformed."""
    try:
        return [
            Deviation(tuple(entry["keys"]), entry["reason"], entry["evidence"]) for entry in read_yaml(path)["document"]
        ]
    except (KeyError, TypeError) as error:
        raise SpecDiffError(
            f"{path}: section `document` wants entries of keys, reason and evidence: {error}"
        ) from error


def official_document(official_chroma: Path) -> Document:
    """Starts the official server on a free port with an empty directory, reads its description and stops it.

    Args:
        official_chroma: The `chroma` executable of an official installation.

    Raises:
        SpecDiffError: It does not start, or serves no description within a minute.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as directory:
        command = [str(official_chroma), "run", "--path", directory, "--host", "127.0.0.1", "--port", str(port)]
        log = Path(directory, "server.log")
        try:
            with log.open("wb") as output:
                server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=directory)
        except OSError as error:
            raise SpecDiffError(f"{official_chroma}: {error.strerror or error}") from error
        try:
            return _fetch(f"http://127.0.0.1:{port}/openapi.json", server)
        except SpecDiffError as error:
            printed = log.read_text(encoding="utf-8", errors="replace").strip()
            raise SpecDiffError(f"{official_chroma}: {error}\n{printed}".rstrip()) from error
        finally:
            _stop(server)


def _fetch(url: str, server: subprocess.Popen[bytes]) -> Document:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SpecDiffError(f"the server ended with status {server.returncode}")
        try:
            with opener.open(url, timeout=_START_SECONDS) as response:
                document: Document = json.load(response)
                return document
        except urllib.error.HTTPError as error:
            raise SpecDiffError(f"{url} answers {error.code}") from error
        except ValueError as error:
            raise SpecDiffError(f"{url} is not JSON: {error}") from error
        except OSError:  # not listening yet
            time.sleep(0.1)
    raise SpecDiffError(f"{url} did not answer within {_START_SECONDS:.0f} s")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def run(spec_path: Path, deviations_path: Path, official_chroma: Path) -> Report:
    """Compares the description with that of an official installation.

    Raises:
        GeneratorError: A file cannot be read or the official server does not start.
    """
    deviations = read_deviations(deviations_path)
    ours = load(spec_path).document
    return judge(differences(ours, official_document(official_chroma)), deviations)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of this module. 0: as listed, 1: unlisted or stale, 3: could not compare."""
    parser = argparse.ArgumentParser(prog="chroma_generator.spec_diff", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--official-chroma", type=Path, required=True, help="the official `chroma` executable")
    parser.add_argument("--spec", type=Path, default=Path("spec/openapi.yaml"))
    parser.add_argument("--deviations", type=Path, default=Path("spec/deviations.yaml"))
    options = parser.parse_args(arguments)
    try:
        report = run(options.spec, options.deviations, options.official_chroma)
    except GeneratorError as error:
        print(f"spec_diff: {error}", file=sys.stderr)
        return 3
    print(report)
    return 0 if report.ok else 1


if __name__ == "__main__":
    raise SystemExit(main())
