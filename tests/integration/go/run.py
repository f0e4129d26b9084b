"""Start our server, plain and as a stand-in for Chroma Cloud, and run Go tests against both: ours with the example and
the programs of the users' documents, then those of the official client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLIENT = HERE.parents[2] / "clients" / "go"
sys.path.insert(0, str(HERE.parents[1]))

from servers import chroma_run  # noqa: E402


def main() -> int:
    # The key, tenant and database of the users' documents.
    entry = {"key": "ck-your-api-key", "user": "go", "tenant": "your-tenant-id", "databases": ["your-database"]}
    race = ["-race"] if subprocess.run(["go", "env", "CGO_ENABLED"], capture_output=True).stdout.strip() == b"1" else []
    if not race:
        print("without the race detector: it needs cgo and a C compiler")
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        keys.write_text(json.dumps({"keys": [entry]}))
        with chroma_run() as url, chroma_run("--profile", "cloud", "--api-keys", str(keys)) as cloud:
            environment = {**os.environ, "CHROMA_URL": url, "CHROMA_CLOUD_URL": cloud, "CHROMA_ENDPOINT": url}
            for directory, command in (
                (CLIENT, ["go", "test", "-count=1", "-timeout=300s", *race, "./..."]),
                (CLIENT, ["go", "run", "./examples/quickstart"]),
                (HERE, ["go", "test", "-count=1", "-timeout=300s", "-v", "./..."]),
            ):
                print(f"$ {' '.join(command)}  (in {directory.name})", flush=True)
                done = subprocess.run(command, env=environment, cwd=directory, check=False)
                if done.returncode != 0:
                    return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
