"""Start our server, plain and as a stand-in for Chroma Cloud, and run a program of the official crate against both."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from building import with_protoc  # noqa: E402
from servers import chroma_run  # noqa: E402


def main() -> int:
    variables = with_protoc()
    build = ["cargo", "build", "--locked", "--bin", "compat"]
    if (status := subprocess.run(build, env=variables, cwd=HERE, check=False).returncode) != 0:
        return status
    entry = {"key": "ck-crate", "user": "crate", "tenant": "crate-tenant", "databases": ["crate-database"]}
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        keys.write_text(json.dumps({"keys": [entry]}))
        with chroma_run() as url, chroma_run("--profile", "cloud", "--api-keys", str(keys)) as cloud:
            environment = {**variables, "CHROMA_URL": url, "CHROMA_CLOUD_URL": cloud}
            command = ["cargo", "run", "--locked", "--quiet", "--bin", "compat"]
            return subprocess.run(command, env=environment, cwd=HERE, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
