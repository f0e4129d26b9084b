"""A new operation reaches every client by one command.

Takes a copy of the repository, adds a toy operation to its description, runs ``generate``, and compiles, for each
language, a program that calls the new operation. ``python tests/integration/toy/run.py [LANGUAGE...]``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
_LEFT = shutil.ignore_patterns(
    ".git", ".venv", ".nox", "node_modules", "target", "__pycache__", "dist", ".*_cache", "results"
)
_BEFORE = "  /api/v2/pre-flight-checks:\n"
_PATH = """\
  /api/v2/tenants/{tenant}/toys:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    post:
      operationId: wind_up_toy
      tags: [tenants]
      summary: Wind up a toy
      description: Turns the key of a toy.
      x-chroma-repeatable: false
      x-chroma-statuses:
        "200": {when: "It runs."}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/WindUpToyPayload"}}}
      responses:
        "200":
          description: The toy
          content: {application/json: {schema: {$ref: "#/components/schemas/Toy"}}}
        default: {$ref: "#/components/responses/Failure"}
"""
_SCHEMAS_AT = "    ForkCollectionPayload:\n"
_SCHEMAS = """\
    WindUpToyPayload:
      type: object
      required: [turns]
      description: How far to wind it up.
      properties:
        turns: {type: integer, format: int64, description: Turns of the key.}
        label: {type: [string, "null"], description: What it is called.}
    Toy:
      type: object
      required: [name, moving]
      description: A toy.
      properties:
        name: {type: string, description: Its name.}
        moving: {type: boolean, description: Whether it moves.}
"""


def run(*command: str, cwd: Path, **environment: str) -> None:
    """Run a command, shown; its output is ours."""
    print(f"$ {' '.join(command)}", flush=True)
    found = shutil.which(command[0]) or command[0]
    subprocess.run([found, *command[1:]], cwd=cwd, check=True, env={**os.environ, **environment})


def add_the_toy(copy: Path) -> None:
    """Put the operation and its schemas into the copy's description."""
    file = copy / "spec" / "openapi.yaml"
    text = file.read_text(encoding="utf-8")
    for place, addition in ((_BEFORE, _PATH), (_SCHEMAS_AT, _SCHEMAS)):
        if text.count(place) != 1:
            raise SystemExit(f"the description has {text.count(place)} times instead of once: {place.strip()}")
        text = text.replace(place, addition + place)
    file.write_text(text, encoding="utf-8")


def python(copy: Path) -> None:
    """The function is called, sync, through a transport that answers; the server's models know the body."""
    program = copy / "toy.py"
    program.write_text(
        """
import httpx
from chromadb.rest.api.tenants import wind_up_toy
from chromadb.rest.client import Client
from chromadb.rest.models import WindUpToyPayload
from chromadb.rest.operations import OPERATIONS
from chroma_server.wire.models import Toy, WindUpToyPayload as Body

def answer(request):
    assert (request.method, request.url.path) == ("POST", "/api/v2/tenants/t/toys")
    assert Body.model_validate_json(request.content).turns == 3
    return httpx.Response(200, json=Toy(name="bear", moving=True).model_dump())

client = Client(base_url="http://x").set_httpx_client(httpx.Client(transport=httpx.MockTransport(answer), base_url="http://x"))
toy = wind_up_toy.sync_detailed("t", client=client, body=WindUpToyPayload(turns=3)).parsed
assert (toy.name, toy.moving) == ("bear", True)
assert OPERATIONS["wind_up_toy"].repeatable is False
"""
    )
    paths = [str(copy / "clients/python/src"), str(copy / "server_stub/src")]
    run(sys.executable, str(program), cwd=copy, PYTHONPATH=os.pathsep.join(paths))


def go(copy: Path) -> None:
    """A test that calls the function compiles, and the package with it."""
    home = copy / "clients" / "go"
    (home / "rest" / "toy_test.go").write_text(
        """package rest

import (
	"context"
	"testing"
)

func TestToy(t *testing.T) {
	var wind func(context.Context, string, WindUpToyPayload) (*Toy, error) = (&Client{}).WindUpToy
	if wind == nil || (WindUpToyPayload{Turns: 3}).Turns != 3 {
		t.Fatal("no toy")
	}
}
"""
    )
    run("go", "vet", "./...", cwd=home)
    run("go", "test", "./rest", "-run", "TestToy", cwd=home)


def typescript(copy: Path) -> None:
    """A program that calls the function compiles strictly, and the client with it."""
    home = copy / "clients" / "typescript"
    (home / "src" / "toy.ts").write_text(
        """import { OPERATIONS } from "./rest/operations.js";
import { type Toy, windUpToy } from "./rest/index.js";

export async function toy(): Promise<Toy> {
  const { data } = await windUpToy({ path: { tenant: "t" }, body: { turns: 3 }, throwOnError: true });
  return OPERATIONS["wind_up_toy"]?.repeatable === false ? data : { name: "none", moving: false };
}
"""
    )
    run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", cwd=home)
    run("npm", "run", "check", cwd=home)


def rust(copy: Path) -> None:
    """A test that describes the request compiles, and the crate with it."""
    home = copy / "clients" / "rust"
    (home / "tests" / "toy.rs").write_text(
        """//! The toy.

use chroma::rest::{models::{Toy, WindUpToyPayload}, operations, requests};

#[test]
fn toy() {
    let body = WindUpToyPayload { turns: 3, label: None };
    let request: chroma::rest::Request<Toy> = requests::wind_up_toy("t", &body).expect("a request");
    assert_eq!(request.path, "/api/v2/tenants/t/toys");
    assert_eq!(request.body.as_deref(), Some(br#"{"turns":3}"#.as_slice()));
    assert!(!operations::WIND_UP_TOY.repeatable);
}
"""
    )
    target = os.environ.get("CARGO_TARGET_DIR", str(ROOT / "clients" / "rust" / "target"))
    run("cargo", "test", "--locked", "--quiet", "--test", "toy", cwd=home, CARGO_TARGET_DIR=target)


LANGUAGES: Mapping[str, tuple[tuple[str, ...], Callable[[Path], None]]] = {
    "python": ((), python),
    "go": (("go",), go),
    "rust": (("cargo", "rustfmt"), rust),
    "typescript": (("node", "npm"), typescript),
}


def main(names: list[str]) -> int:
    chosen = names or list(LANGUAGES)
    missing = {name: [tool for tool in LANGUAGES[name][0] if shutil.which(tool) is None] for name in chosen}
    for name, tools in missing.items():
        if tools:
            print(f"{name}: NOT RUN, missing: {', '.join(tools)}")
    if IN_CI and any(missing.values()):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "polychrome"
        shutil.copytree(ROOT, copy, ignore=_LEFT)
        add_the_toy(copy)
        run(sys.executable, "-m", "chroma_generator", "--root", str(copy), "generate", cwd=copy)
        for name in chosen:
            if not missing[name]:
                LANGUAGES[name][1](copy)
                print(f"{name}: the new operation is there, and compiles", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
