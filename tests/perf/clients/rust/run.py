"""Our Rust client beside the official crate, in turn, against one server of ours: medians and ratios as JSON.

``python tests/perf/clients/rust/run.py [ROUNDS]`` builds the program of ``tests/integration/crate`` with optimisation.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[3]
HOME = TESTS / "integration" / "crate"
sys.path[:0] = [str(HOME), str(TESTS)]

from building import with_protoc  # noqa: E402
from servers import chroma_run  # noqa: E402


def main(arguments: list[str]) -> int:
    rounds = arguments[0] if arguments else "50"
    cargo = ["cargo", "run", "--locked", "--quiet", "--release", "--bin", "measure"]
    build = [*cargo[:1], "build", *cargo[2:]]
    variables = with_protoc()
    if (status := subprocess.run(build, env=variables, cwd=HOME, check=False).returncode) != 0:
        return status
    with chroma_run() as url:
        environment = {**variables, "CHROMA_URL": url, "ROUNDS": rounds}
        return subprocess.run(cargo, env=environment, cwd=HOME, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
