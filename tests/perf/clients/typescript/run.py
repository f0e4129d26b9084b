"""Our TypeScript client beside the npm package chromadb, in turn, against one server of ours: medians, ratios, as JSON.

``python tests/perf/clients/typescript/run.py [ROUNDS]``. A ratio above 1 says how many times faster ours is; CPU times
are those of the client's process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[3]
OURS = TESTS.parent / "clients" / "typescript"
OFFICIAL = TESTS / "integration" / "npm"
sys.path.insert(0, str(TESTS))

from servers import chroma_run  # noqa: E402


def main(arguments: list[str]) -> int:
    for command, home in (
        (["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"], OURS),
        (["npm", "run", "--silent", "build"], OURS),
        (["npm", "ci", "--omit=optional", "--no-audit", "--no-fund", "--prefer-offline"], OFFICIAL),
    ):
        subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL)
    with chroma_run() as url:
        environment = {
            **os.environ,
            "CHROMA_URL": url,
            "OURS": str(OURS / "dist" / "index.js"),
            "OFFICIAL": str(OFFICIAL / "package.json"),
            "ROUNDS": arguments[0] if arguments else "50",
        }
        script = Path(__file__).with_name("measure.mjs")
        return subprocess.run(["node", str(script)], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
