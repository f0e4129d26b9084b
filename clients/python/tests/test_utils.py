"""Helpers: batches, distances, loaders, frames, statistics."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from chromadb.api.functions import STATISTICS_FUNCTION
from chromadb.api.models.AttachedFunction import AttachedFunction
from chromadb.utils import distance_functions, results, statistics
from chromadb.utils.batch_utils import create_batches
from chromadb.utils.data_loaders import ChromaLangchainPassthroughDataLoader, ImageLoader

ID = UUID("6d1ab5ae-1a83-4f0b-9d0c-3f3a4c5b2d10")


class _Api:
    def get_max_batch_size(self) -> int:
        return 2


def test_batches() -> None:
    vectors = [np.full(2, n, dtype=np.float32) for n in range(5)]
    batches = create_batches(_Api(), list("abcde"), vectors, [{"n": n} for n in range(5)], None)
    assert [batch[0] for batch in batches] == [["a", "b"], ["c", "d"], ["e"]]
    assert [[float(v[0]) for v in batch[1] or []] for batch in batches] == [[0, 1], [2, 3], [4]]
    assert [batch[2] for batch in batches] == [[{"n": 0}, {"n": 1}], [{"n": 2}, {"n": 3}], [{"n": 4}]]
    assert [batch[3] for batch in batches] == [None] * 3
    assert create_batches(_Api(), ["a"]) == [(["a"], None, None, None)]


def test_distances() -> None:
    x, y = np.array([1, 2], dtype=np.float32), np.array([3, 5], dtype=np.float32)
    assert distance_functions.l2(x, y) == pytest.approx(13)
    assert distance_functions.ip(x, y) == pytest.approx(-12)
    assert distance_functions.cosine(x, y) == pytest.approx(1 - 13 / (5**0.5 * 34**0.5), abs=1e-6)
    assert distance_functions.cosine(x, np.zeros(2, dtype=np.float32)) == 1
    assert distance_functions.cosine(np.zeros(2, dtype=np.float16), np.ones(2, dtype=np.float16)) == 1


def test_images_need_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(ValueError, match="pip install pillow"):
        ImageLoader()


def test_images_are_loaded_as_arrays_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    class Opened:
        def __init__(self, uri: str) -> None:
            self.uri = uri

        def __enter__(self) -> list[list[int]]:
            return [[int(self.uri)]]

        def __exit__(self, *_: object) -> None:
            pass

    pillow = ModuleType("PIL.Image")
    monkeypatch.setattr(pillow, "open", Opened, raising=False)
    monkeypatch.setitem(sys.modules, "PIL", ModuleType("PIL"))
    monkeypatch.setitem(sys.modules, "PIL.Image", pillow)
    loaded = ImageLoader(max_workers=2)(["1", None, "3"])
    assert [None if image is None else image.tolist() for image in loaded] == [[[1]], None, [[3]]]


def test_uris_pass_through_to_langchain() -> None:
    assert ChromaLangchainPassthroughDataLoader()(["a"]) == ("images", ["a"])


def test_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frame:
        def __init__(self, columns: dict[str, Any]) -> None:
            self.columns, self.index = columns, ""

        def set_index(self, name: str) -> Frame:
            self.index = name
            return self

    pandas = ModuleType("pandas")
    monkeypatch.setattr(pandas, "DataFrame", Frame, raising=False)
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    got: Any = {
        "ids": ["a"],
        "documents": ["x"],
        "metadatas": None,
        "embeddings": np.array([[1.0, 2.0]]),
        "included": ["documents", "embeddings", "metadatas"],
    }
    frame = results.get_result_to_df(got)
    assert (frame.index, frame.columns) == ("id", {"id": ["a"], "document": ["x"], "embedding": [[1.0, 2.0]]})
    queried: Any = {
        "ids": [["a"], ["b"]],
        "documents": [["x"], ["y"]],
        "distances": [[0.5], [0.25]],
        "included": ["documents", "distances"],
    }
    assert [frame.columns for frame in results.query_result_to_dfs(queried)] == [
        {"id": ["a"], "document": ["x"], "distance": [0.5]},
        {"id": ["b"], "document": ["y"], "distance": [0.25]},
    ]


def test_frames_need_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    empty: Any = {"ids": [], "included": []}
    with pytest.raises(ImportError, match="pip install pandas"):
        results.get_result_to_df(empty)


def _attached(**changes: Any) -> AttachedFunction:
    given: dict[str, Any] = {
        "client": None,
        "id": ID,
        "name": "c_stats",
        "function_name": "statistics",
        "input_collection_id": ID,
        "output_collection": "out",
        "params": None,
        "tenant": "t",
        "database": "d",
    }
    return AttachedFunction(**{**given, **changes})


def test_attached_functions_compare_by_what_they_are() -> None:
    assert _attached(params='{"a": 1}') == _attached(params={"a": 1}, client=object())
    assert _attached(params="") == _attached(params=None)
    assert hash(_attached(params={"b": [1]})) == hash(_attached(params='{"b": [1]}'))
    assert _attached() != _attached(name="other")
    with pytest.raises(ValueError, match="object"):
        _attached(params="[1]")


class _Collection:
    """As much of a collection as statistics need, over pages of rows."""

    tenant, database, name = "t", "d", "c"
    rows: list[dict[str, Any]] = []  # noqa: RUF012

    def __init__(self, client: Any = None, model: Any = None, embedding_function: Any = None) -> None:
        self._client = self if client is None else client
        self.model = model

    def get_collection(self, tenant: str, database: str, name: str) -> Any:
        return SimpleNamespace(tenant=tenant, database=database, name=name)

    def get(self, include: list[str], offset: int, where: Any) -> Any:
        assert include == ["metadatas"]
        assert self.model == SimpleNamespace(tenant="t", database="d", name="out")
        found = [row for row in self.rows if where is None or row.get("key") in where["key"]["$in"]]
        return {"metadatas": found[offset : offset + 2]}

    def attach_function(self, **arguments: Any) -> Any:
        return arguments, True

    def get_attached_function(self, name: str) -> AttachedFunction:
        return _attached(name=name, function_name=self.model or "statistics")

    def detach_function(self, name: str, delete_output_collection: bool) -> Any:
        return (name, delete_output_collection)


def test_statistics(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"key": "k", "value": "A", "type": "str", "count": 2},
        {"key": "k", "value": "x1", "value_label": "B", "type": "str", "count": 1},
        {"key": "other", "value": "3", "type": "int", "count": 4},
        {"key": "summary", "value": "total_count", "type": "int", "count": 9},
        {"key": "incomplete"},
    ]
    monkeypatch.setattr(_Collection, "rows", rows)
    collection: Any = _Collection()
    assert statistics.get_statistics(collection, "out") == {
        "statistics": {"k": {"A": {"count": 2}, "B": {"count": 1}}, "other": {"3": {"count": 4}}},
        "summary": {"total_count": 9},
    }
    assert statistics.get_statistics(collection, "out", "k") == {
        "statistics": {"k": {"A": {"count": 2}, "B": {"count": 1}}},
        "summary": {"total_count": 9},
    }
    with pytest.raises(ValueError, match="Too many keys provided: 31"):
        statistics.get_statistics(collection, "out", [str(n) for n in range(31)])


def test_statistics_are_attached_and_detached_under_their_name() -> None:
    collection: Any = _Collection()
    arguments, created = statistics.attach_statistics_function(collection, "out")
    assert created
    assert arguments == {
        "function": STATISTICS_FUNCTION,
        "name": "c_stats",
        "output_collection": "out",
        "params": None,
    }
    detached: Any = statistics.detach_statistics_function(collection, delete_stats_collection=True)
    assert detached == ("c_stats", True)
    other: Any = _Collection(model="record_counter")
    with pytest.raises(ValueError, match="not statistics"):
        statistics.get_statistics_fn(other)
