"""Build every package into one directory and try each as a user would: ``python -m release.packages [--output DIR]``.

Python: sdist and wheel of the client and the server, installed into a new environment from the built files. TypeScript,
Go and Rust: see `release.languages`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from release import languages
from release.shell import ROOT, run
from release.versions import stale, wanted

PYTHON = ("clients/python", "server_stub")
_TRY = """
import chromadb, importlib.metadata, chroma_server
assert importlib.metadata.version("polychrome") == importlib.metadata.version("polychrome-server") == {version!r}
collection = chromadb.EphemeralClient().create_collection("papers", embedding_function=None)
collection.add(ids=["a", "b"], embeddings=[[1.0, 0.0], [0.0, 1.0]])
assert collection.query(query_embeddings=[[0.9, 0.1]], n_results=1)["ids"] == [["a"]]
"""


def build_python(output: Path, version: str) -> None:
    """Build sdists and wheels, and use the wheels in an environment that has nothing else of ours."""
    for package in PYTHON:
        run("uv", "build", "--quiet", "--out-dir", str(output), cwd=ROOT / package)
    (output / ".gitignore").unlink(missing_ok=True)
    # What the version is in the words of Python's packaging: 1.2.3-rc.1 is 1.2.3rc1 there.
    spoken = version.replace("-alpha.", "a").replace("-beta.", "b").replace("-rc.", "rc")
    wheels = [output / f"{name}-{spoken}-py3-none-any.whl" for name in ("polychrome", "polychrome_server")]
    sources = [output / f"{name}-{spoken}.tar.gz" for name in ("polychrome", "polychrome_server")]
    for file in (*wheels, *sources):
        if not file.is_file():
            raise FileNotFoundError(f"{file.name} was not built")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "venv"
        run("uv", "venv", "--quiet", "--python", sys.executable, str(home), cwd=ROOT)
        python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        lock = str(ROOT / "requirements" / "local.txt")
        run("uv", "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", lock, cwd=ROOT)
        run("uv", "pip", "install", "--quiet", "--python", str(python), "--no-deps", *map(str, wheels), cwd=ROOT)
        run(str(python), "-c", _TRY.format(version=spoken), cwd=Path(folder))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="packages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where the packages go (default: dist)")
    parser.add_argument("--only", help="python, typescript, go, rust, with commas (default: all)")
    options = parser.parse_args(arguments)
    builders = {"python": build_python, **languages.BUILDERS}
    names = options.only.split(",") if options.only else list(builders)
    if unknown := [name for name in names if name not in builders]:
        parser.error(f"not known: {', '.join(unknown)}; there are {', '.join(builders)}")
    version = wanted()
    if found := stale(version):
        print(
            f"VERSION says {version}; these say otherwise (`python -m release.versions` mends them):", *found, sep="\n"
        )
        return 1
    output: Path = options.output.resolve()
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    for name in names:
        try:
            builders[name](output, version)
        except (subprocess.CalledProcessError, FileNotFoundError, languages.PackageFault) as error:
            print(f"{name}: {error}")
            return 1
    for file in sorted(output.iterdir()):
        print(f"{file.stat().st_size:>10}  {file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
