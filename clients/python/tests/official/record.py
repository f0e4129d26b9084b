"""Write down what the official package answers.

Run it with the official ``chromadb`` and without this project's on the path, from ``clients/python/tests``:
``python -m official.record``.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .asking import all_answers
from .functions import all_functions, all_modules


def _write(name: str, recorded: dict[str, Any]) -> None:
    text = json.dumps({"chromadb": version("chromadb"), **recorded}, indent=1, sort_keys=True, ensure_ascii=False)
    Path(__file__).with_name(name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write("answers.json", {"answers": all_answers()})
    _write("functions.json", {"functions": all_functions(), "modules": all_modules()})
