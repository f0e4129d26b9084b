"""Commands, shown before they run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str, cwd: Path) -> None:
    """Run a command; its output is ours. Raises CalledProcessError, and FileNotFoundError where it is not installed."""
    shown = " ".join(part if len(part) < 100 else "..." for part in command)
    print(f"$ {shown}", flush=True)
    found = shutil.which(command[0])
    if found is None:
        raise FileNotFoundError(f"{command[0]} is missing")
    subprocess.run([found, *command[1:]], cwd=cwd, check=True)
