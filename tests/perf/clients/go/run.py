"""Our Go client beside the official one, in turn, against one server of ours: medians and ratios as JSON.

``python tests/perf/clients/go/run.py [ROUNDS]`` runs the program of ``tests/integration/go/measure``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[3]
HOME = TESTS / "integration" / "go"
sys.path.insert(0, str(TESTS))

from servers import chroma_run  # noqa: E402


def main(arguments: list[str]) -> int:
    rounds = arguments[0] if arguments else "50"
    program = HOME / "build" / ("measure.exe" if os.name == "nt" else "measure")
    build = subprocess.run(["go", "build", "-o", str(program), "./measure"], cwd=HOME, check=False)
    if build.returncode != 0:
        return build.returncode
    with chroma_run() as url:
        environment = {**os.environ, "CHROMA_URL": url, "ROUNDS": rounds}
        return subprocess.run([str(program)], env=environment, cwd=HOME, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
