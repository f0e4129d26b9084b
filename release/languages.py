"""The packages of the other languages, built and used from what was built."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from release.shell import ROOT, run

GO_MODULE = "github.com/polychrome/chroma-go"
CRATE = "polychrome-chroma"
NPM = "@polychrome/chromadb"
_LARGEST_FILE = 400_000


class PackageFault(Exception):
    """A package was built and is not as it should be."""


def tracked(folder: Path) -> list[str]:
    """The files of a folder that belong to the repository, relative to it."""
    listed = subprocess.run(["git", "ls-files", "-z", "."], cwd=folder, check=True, stdout=subprocess.PIPE).stdout
    return sorted(name.decode() for name in listed.split(b"\0") if name)


def build_go(output: Path, version: str) -> None:
    """The module as a zip in the layout of the module proxies; a program gets it from a proxy made of files."""
    source = ROOT / "clients" / "go"
    prefix = f"{GO_MODULE}@v{version}/"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in tracked(source):
            # One date for all, so that the same sources give the same bytes.
            archive.writestr(zipfile.ZipInfo(prefix + name, (1980, 1, 1, 0, 0, 0)), (source / name).read_bytes())
        archive.writestr(zipfile.ZipInfo(prefix + "LICENSE", (1980, 1, 1, 0, 0, 0)), (ROOT / "LICENSE").read_bytes())
    file = output / f"polychrome-chroma-go-v{version}.zip"
    file.write_bytes(content.getvalue())
    with tempfile.TemporaryDirectory() as folder:
        served = Path(folder) / "proxy" / GO_MODULE / "@v"
        served.mkdir(parents=True)
        shutil.copy(file, served / f"v{version}.zip")
        shutil.copy(source / "go.mod", served / f"v{version}.mod")
        (served / f"v{version}.info").write_text(json.dumps({"Version": f"v{version}"}), encoding="utf-8")
        (served / "list").write_text(f"v{version}\n", encoding="utf-8")
        program = Path(folder) / "program"
        program.mkdir()
        (program / "main.go").write_text(
            f'package main\n\nimport chroma "{GO_MODULE}"\n\nfunc main() {{ println(chroma.Version) }}\n',
            encoding="utf-8",
        )
        environment = {
            "GOPROXY": f"{(Path(folder) / 'proxy').as_uri()},off",
            "GOMODCACHE": str(Path(folder) / "cache"),
            "GONOSUMDB": GO_MODULE,
            "GOFLAGS": "-mod=mod -modcacherw",
        }
        run("go", "mod", "init", "program", cwd=program)
        run("go", "get", f"{GO_MODULE}@v{version}", cwd=program, **environment)
        said = run("go", "run", ".", cwd=program, **environment, read_errors=True)
        if said.strip() != version:
            raise PackageFault(f"{file.name}: the module says it is {said.strip()!r}")


def build_rust(output: Path, version: str) -> None:
    """The crate; cargo unpacks and compiles it as it was packed."""
    home = ROOT / "clients" / "rust"
    run("cargo", "package", "--locked", "--quiet", "--allow-dirty", cwd=home)
    target = Path(os.environ.get("CARGO_TARGET_DIR", home / "target"))
    file = target / "package" / f"{CRATE}-{version}.crate"
    with tarfile.open(file) as archive:
        names = {Path(name).relative_to(f"{CRATE}-{version}").as_posix() for name in archive.getnames()}
    if missing := {"Cargo.toml", "README.md", "src/lib.rs"} - names:
        raise PackageFault(f"{file.name} lacks {', '.join(sorted(missing))}")
    shutil.copy(file, output)


def build_typescript(output: Path, version: str) -> None:
    """The npm tarball, installed into an empty project, whose program and types are checked."""
    home = ROOT / "clients" / "typescript"
    run("npm", "ci", "--no-audit", "--no-fund", cwd=home)
    run("npm", "run", "build", cwd=home)
    run("npm", "pack", "--pack-destination", str(output), cwd=home)
    file = output / f"polychrome-chromadb-{version}.tgz"
    with tarfile.open(file) as archive:
        names = {name.removeprefix("package/") for name in archive.getnames()}
        large = [member.name for member in archive.getmembers() if member.size > _LARGEST_FILE]
    if missing := {"package.json", "README.md", "LICENSE"} - names:
        raise PackageFault(f"{file.name} lacks {', '.join(sorted(missing))}")
    if foreign := [name for name in names if name.startswith(("tests/", "conformance/", "node_modules/"))] + large:
        raise PackageFault(f"{file.name} should not have {', '.join(sorted(foreign))}")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "package.json").write_text(
            '{"name": "program", "private": true, "type": "module"}', encoding="utf-8"
        )
        run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", str(file), cwd=project)
        (project / "main.ts").write_text(
            f'import {{ ChromaClient, type Collection }} from "{NPM}";\n'
            'const client: ChromaClient = new ChromaClient({ host: "localhost", port: 8000, ssl: false });\n'
            "export async function papers(): Promise<Collection> {\n"
            '  return client.getOrCreateCollection({ name: "papers", embeddingFunction: null });\n'
            "}\n",
            encoding="utf-8",
        )
        (project / "main.js").write_text(
            f'import {{ ChromaClient }} from "{NPM}";\nif (!new ChromaClient()) throw new Error("no client");\n',
            encoding="utf-8",
        )
        run("node", "main.js", cwd=project)
        options = ("--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom")
        run("node", str(home / "node_modules" / "typescript" / "bin" / "tsc"), *options, "main.ts", cwd=project)


BUILDERS: Mapping[str, Callable[[Path, str], None]] = {
    "typescript": build_typescript,
    "go": build_go,
    "rust": build_rust,
}
