"""Run inside an environment that holds the base install of `polychrome` and nothing else: is it thin, and lazy?"""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys

LIMIT = 15
TOOLS = {"pip", "setuptools", "wheel", "uv"}
NOT_EARLY = ("httpx", "numpy", "attrs", "attr", "orjson", "asyncio", "chroma_server", "pydantic")
COLLECT = "import sys, chromadb; print(chromadb.__version__); print(*sorted(m for m in sys.modules if '.' not in m))"
USE = """
import chromadb
client = chromadb.HttpClient
try:
    chromadb.EphemeralClient()
except ImportError as error:
    assert "polychrome[local]" in str(error), error
else:
    raise SystemExit("EphemeralClient worked without the engine")
try:
    chromadb.HttpClient(host="127.0.0.1", port=9)
except ValueError as error:
    assert "127.0.0.1" in str(error), error
else:
    raise SystemExit("HttpClient connected to a port that nothing listens on")
"""


def main() -> int:
    names = sorted({str(d.metadata["Name"]).lower() for d in importlib.metadata.distributions()} - TOOLS)
    print(f"{len(names)} distributions (at most {LIMIT}): {', '.join(names)}")
    faults = [] if len(names) <= LIMIT else [f"{len(names)} distributions are more than {LIMIT}"]
    shown = subprocess.run([sys.executable, "-c", COLLECT], check=True, capture_output=True, text=True).stdout
    loaded = set(shown.split("\n")[1].split())
    faults += [f"`import chromadb` loads {name}" for name in NOT_EARLY if name in loaded]
    used = subprocess.run([sys.executable, "-c", USE], check=False, capture_output=True, text=True)
    if used.returncode:
        faults.append(f"the base install does not behave: {used.stdout}{used.stderr}")
    print("\n".join(faults) or "`import chromadb` loads none of: " + ", ".join(NOT_EARLY))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
