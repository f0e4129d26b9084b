"""The hybrid example: on its labelled questions, words and meaning together find more than either alone."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import chromadb
import pytest
from chroma_server.testing import serve

EXAMPLE = Path(__file__).parents[2] / "examples" / "hybrid.py"


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hybrid_example", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def table(example: ModuleType) -> dict[str, dict[str, float]]:
    with chromadb.EphemeralClient(isolated=True) as client:
        measured: dict[str, dict[str, float]] = example.measure(client)
    return measured


def test_the_labels_name_passages() -> None:
    content = json.loads(EXAMPLE.with_name("hybrid.json").read_text(encoding="utf-8"))
    assert (len(content["passages"]), len(content["queries"])) == (112, 73)
    for query in content["queries"]:
        assert query["relevant"]
        assert set(query["relevant"]) <= content["passages"].keys()
    assert len({query["text"] for query in content["queries"]}) == 73


@pytest.mark.parametrize("way", ["hybrid, 1:1", "hybrid, 2:1"])
def test_both_find_more_than_either_alone(table: dict[str, dict[str, float]], way: str) -> None:
    for figure in ("nDCG@10", "first is right"):
        alone = max(table["BM25"][figure], table["MiniLM"][figure])
        assert table[way][figure] > alone, table


def test_neither_alone_is_useless(table: dict[str, dict[str, float]]) -> None:
    assert min(table["BM25"]["nDCG@10"], table["MiniLM"]["nDCG@10"]) > 0.6, table


def test_over_http_the_same(example: ModuleType, table: dict[str, dict[str, float]]) -> None:
    with serve() as server, chromadb.HttpClient(server.host, server.port) as client:
        over_http: dict[str, dict[str, float]] = example.measure(client, ["hybrid, 2:1"])
    assert over_http == {"hybrid, 2:1": table["hybrid, 2:1"]}


def test_the_figures(example: ModuleType) -> None:
    assert example.ndcg(["a", "b"], ["a"]) == 1
    assert example.ndcg(["b", "a"], ["a"]) == pytest.approx(0.6309297)
    assert example.ndcg(["b", "a", "c"], ["a", "c"]) == pytest.approx((0.6309297 + 0.5) / 1.6309297)
    assert example.ndcg(["x"] * 10 + ["a"], ["a"]) == 0
    assert [example.first(found, ["a"]) for found in (["a"], ["b", "a"], [])] == [1.0, 0.0, 0.0]
