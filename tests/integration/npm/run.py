"""Start our server, plain and as a stand-in for Chroma Cloud, and run the npm package's tests against both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from servers import chroma_run  # noqa: E402


def main() -> int:
    entry = {"key": "ck-npm", "user": "npm", "tenant": "npm-tenant", "databases": ["npm-database"]}
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        keys.write_text(json.dumps({"keys": [entry]}))
        with chroma_run() as url, chroma_run("--profile", "cloud", "--api-keys", str(keys)) as cloud:
            environment = {**os.environ, "CHROMA_URL": url, "CHROMA_CLOUD_URL": cloud}
            command = ["node", "--test", "--test-reporter=spec", str(HERE / "compat.test.mjs")]
            return subprocess.run(command, env=environment, cwd=HERE, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
