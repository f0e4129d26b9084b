"""Send what the API description allows, and what it forbids, to every operation of our server: no answer may be a 5xx.

    python tests/integration/fuzz_spec.py [--examples N] [--seed S] [--url URL]

Two passes of schemathesis: one with free path parameters, and one whose paths name a tenant, a database and a
collection that exist and hold records, so that the bodies are judged and not only the paths. 501 is the documented
answer of the operations that a profile does not offer; every other status from 500 on is a failure, and so is an answer
that does not have the shape which the description gives it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from servers import chroma_run

ROOT = Path(__file__).resolve().parents[2]
HOOKS = """
import schemathesis

@schemathesis.check
def no_5xx(ctx, response, case):
    assert response.status_code < 500 or response.status_code == 501, f"{response.status_code}: {response.text[:500]}"
"""
NAMES = {"tenant": "fuzzed-tenant", "database": "fuzzed-database", "collection_name": "fuzzed"}


def post(url: str, body: Any) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def _collections(url: str) -> str:
    return f"{url}/api/v2/tenants/{NAMES['tenant']}/databases/{NAMES['database']}/collections"


def fill(url: str) -> str:
    """A collection with a few records of every kind; its id."""
    post(f"{url}/api/v2/tenants", {"name": NAMES["tenant"]})
    post(f"{url}/api/v2/tenants/{NAMES['tenant']}/databases", {"name": NAMES["database"]})
    collections = _collections(url)
    index = {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {"bm25": True}}}}
    schema = {"defaults": {}, "keys": {"sparse": index}}
    made: str = post(collections, {"name": "fuzzed", "schema": schema, "get_or_create": True})["id"]
    post(
        f"{collections}/{made}/upsert",
        {
            "ids": ["a", "b", "c"],
            "embeddings": [[1, 2, 3], [0, 0, 0], [-1, 0.5, 2]],
            "documents": ["a document", None, ""],
            "metadatas": [
                {"s": "x", "i": 1, "f": 0.5, "b": True},
                None,
                {"list": ["p", "q"], "sparse": {"indices": [0, 7], "values": [1, 2]}},
            ],
        },
    )
    return made


@contextlib.contextmanager
def target(url: str | None) -> Iterator[str]:
    if url:
        yield url
    else:
        with chroma_run() as started:
            yield started


def fuzz(url: str, folder: Path, options: argparse.Namespace, bound: dict[str, str]) -> int:
    """One pass; the exit status of schemathesis."""
    (folder / "fuzz_hooks.py").write_text(HOOKS)
    lines = ["[parameters]", *(f'"path.{name}" = "{value}"' for name, value in bound.items())]
    config = folder / "schemathesis.toml"
    config.write_text("\n".join(lines) + "\n")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config)),
        *("run", str(ROOT / "spec" / "openapi.yaml"), "--url", url, "--mode", "all"),
        *("--checks", "no_5xx,response_schema_conformance", "--max-examples", str(options.examples)),
        *("--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all", "--warnings", "off"),
        *("--request-timeout", "30", "--seed", str(options.seed), "--continue-on-failure"),
    ]
    if bound:
        # The pass over what exists must leave it there.
        for operation in ("reset", "delete_collection", "delete_database", "update_collection"):
            command += ["--exclude-operation-id", operation]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": str(folder)}
    return subprocess.run(command, env=environment, cwd=folder, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=40, help="how many examples per operation and phase")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--url", help="fuzz this server in place of our own")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder, target(options.url) as url:
        print("free path parameters", flush=True)
        failed |= fuzz(url, Path(folder), options, {})
        print("path parameters that exist", flush=True)
        bound = {**NAMES, "collection_id": fill(url)}
        failed |= fuzz(url, Path(folder), options, bound)
        # The server must still be in its right mind.
        everything = {"include": ["embeddings", "documents", "metadatas", "uris"]}
        post(f"{_collections(url)}/{bound['collection_id']}/get", everything)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
