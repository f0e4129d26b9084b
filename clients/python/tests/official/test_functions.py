"""The embedding functions are those of the official package: names, constructors, configurations, spaces, keys."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .functions import all_functions
from .oracle import TESTS

RECORDED: dict[str, Any] = json.loads(Path(__file__).with_name("functions.json").read_text("utf-8"))
OURS: dict[str, Any] = json.loads(json.dumps(all_functions()))

# Where the official package contradicts itself, and what we answer instead.
NULLS = "The official package stores a null for what was not chosen, and refuses it when it checks what it stored."
DIMENSIONS = "Vectors of another length do not fit into the collection."
DIFFERENT: dict[tuple[str, str, str], tuple[Any, str]] = {
    ("bm25", "", "malformed"): (False, NULLS),
    ("chroma-cloud-qwen", "no task", "again"): (
        OURS["chroma-cloud-qwen"]["built"]["no task"]["config"],
        "The official package stores a null for no task and cannot build the function again.",
    ),
    ("chroma_langchain", "", "malformed"): (False, "The official package refuses the only configuration it stores."),
    ("fastembed_sparse", "", "malformed"): (False, NULLS),
    ("fastembed_sparse", "chosen", "malformed"): (False, NULLS),
    ("huggingface_sparse", "", "malformed"): (False, NULLS),
    ("jina", "", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
    ("jina", "chosen", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
    ("openai", "", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
    ("openai", "azure", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
    ("openai", "chosen", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
    ("perplexity", "", "malformed"): (False, NULLS),
    ("perplexity", "", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
    ("perplexity", "chosen", "refused updates"): (["model_name", "dimensions"], DIMENSIONS),
}


def test_the_same_names() -> None:
    assert set(OURS) == set(RECORDED["functions"])


@pytest.mark.parametrize("name", RECORDED["functions"])
def test_the_same_class(name: str) -> None:
    ours, theirs = OURS[name], RECORDED["functions"][name]
    for part in ("class", "name", "parameters"):
        assert ours[part] == theirs[part]


@pytest.mark.parametrize(
    ("name", "case"), [(name, case) for name, one in RECORDED["functions"].items() for case in one["built"]]
)
def test_the_same_function(name: str, case: str) -> None:
    ours, theirs = OURS[name]["built"][case], RECORDED["functions"][name]["built"][case]
    for part in {*ours, *theirs}:
        if (name, case, part) in DIFFERENT:
            assert ours[part] == DIFFERENT[name, case, part][0] != theirs.get(part)
        else:
            assert ours.get(part) == theirs.get(part), part


@pytest.mark.parametrize("module", RECORDED["modules"])
def test_the_same_modules(module: str) -> None:
    found = importlib.import_module(f"chromadb.utils.embedding_functions.{module}")
    # A type hint that nothing asks for.
    names = {*RECORDED["modules"][module]} - {"ChromaBm25Config"}
    assert names <= set(found.__all__)
    assert all(hasattr(found, name) for name in found.__all__)


@pytest.mark.official
def test_what_is_recorded_is_what_the_official_package_has(official_python: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [official_python, "-m", "official.functions"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=TESTS, env=environment)
    assert json.loads(done.stdout) == {part: RECORDED[part] for part in ("functions", "modules")}
