"""Commands, shown before they run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str, cwd: Path, read_errors: bool = False, **environment: str) -> str:
    """Run a command; its output is ours.

    With ``read_errors`` what it writes to its standard error is given back, otherwise nothing. Raises
    CalledProcessError, and FileNotFoundError where it is not installed.
    """
    print(f"$ {' '.join(part if len(part) < 100 else '...' for part in command)}", flush=True)
    found = shutil.which(command[0])
    if found is None:
        raise FileNotFoundError(f"{command[0]} is missing")
    stderr = subprocess.PIPE if read_errors else None
    variables = {**os.environ, **environment}
    done = subprocess.run([found, *command[1:]], cwd=cwd, check=True, env=variables, stderr=stderr, text=True)
    return done.stderr or ""
