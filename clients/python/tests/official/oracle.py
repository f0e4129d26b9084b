"""The official package in a process of its own, which answers programs one by one.

``python -m official.oracle`` is that process: a program per line in, an answer per line out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from .asking import answer, known_functions
from .programs import run

TESTS = Path(__file__).resolve().parents[1]


def answered(program: Any) -> dict[str, Any]:
    """What the package of this process answers: a value, or the kind of an error and its message."""
    return cast("dict[str, Any]", answer(lambda names: run(program, names)))


class Oracle:
    """The other process. Answers are kept by nobody; the process ends with ``close``."""

    def __init__(self, python: str) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self._process = subprocess.Popen(
            [python, "-m", "official.oracle"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=TESTS,
            env={**environment, "PYTHONSAFEPATH": ""},
        )

    def ask(self, program: Any) -> dict[str, Any]:
        """The official package's answer to a program."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(program) + "\n")
        stdin.flush()
        line = stdout.readline()
        assert line, f"the official package's process ended with {self._process.wait()}"
        return cast("dict[str, Any]", json.loads(line))

    def close(self) -> None:
        self._process.communicate(timeout=30)


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether two answers agree: the same value, not-a-number included, or the same kind of error."""
    if "error" in ours and "error" in theirs:
        return bool(ours["error"][0] == theirs["error"][0])
    return json.dumps(ours, sort_keys=True) == json.dumps(theirs, sort_keys=True)


def main() -> None:
    assert version("chromadb") == "1.5.9"
    with known_functions():
        for line in sys.stdin:
            print(json.dumps(answered(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
