"""Write down what the official package answers.

Run it with the official ``chromadb`` and without this project's on the path, from ``clients/python/tests``:
``python -m official.record``.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from .asking import all_answers

if __name__ == "__main__":
    recorded = {"chromadb": version("chromadb"), "answers": all_answers()}
    Path(__file__).with_name("answers.json").write_text(
        json.dumps(recorded, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
