"""Make a Java client with the one command, compile it, and run a program of it against our server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from servers import chroma_run  # noqa: E402


def run(*command: str, cwd: Path) -> None:
    """Run a command, shown; its output is ours."""
    print(f"$ {' '.join(command)}", flush=True)
    subprocess.run([shutil.which(command[0]) or command[0], *command[1:]], cwd=cwd, check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = Path(folder) / "chroma-java"
        run(sys.executable, "-m", "chroma_generator", "new-client", "java", "--output", str(client), cwd=HERE)
        skipped = ("-DskipTests", "-Dmaven.javadoc.skip=true", "-Dmaven.source.skip=true")
        run("mvn", "--quiet", "--batch-mode", "package", *skipped, cwd=client)
        jars = [str(client / "target" / "*"), str(client / "target" / "lib" / "*")]
        with chroma_run() as url:
            run("java", "-cp", os.pathsep.join(jars), str(HERE / "Main.java"), url, cwd=client)


if __name__ == "__main__":
    main()
