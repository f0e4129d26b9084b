"""Run the example of the TypeScript client against our server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests"))

from servers import chroma_run  # noqa: E402


def main() -> int:
    left_out = {"CHROMA_API_KEY", "CHROMA_HOST", "CHROMA_TENANT", "CHROMA_DATABASE"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    command = ["node", "build/examples/quickstart.js"]
    with chroma_run() as url:
        environment["CHROMA_ENDPOINT"] = url
        return subprocess.run(command, cwd=ROOT / "clients/typescript", env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
