"""The engine against a model, through checkpoints, vacuums and reopenings: several collections, spaces and dimensions.

Small collections are answered exactly, so their answers are compared to the last digit that float32 allows. Large ones
may be answered approximately: there the recall is measured.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chroma_server.engine import Engine, EngineOptions
from crash.model import EVERYTHING, Contents, Record, contents_of, difference, random_write
from crash.probe import distances
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from numpy.typing import NDArray

from .stores import DEFAULT

SPACES = ("l2", "cosine", "ip")
DIMENSIONS = (1, 2, 7, 32, 65)
MEAN_RECALL = 0.97

Filter = tuple[dict[str, Any], Callable[[Record], bool]]


FILTERS: tuple[Filter, ...] = (
    ({"n": 3}, lambda record: record.metadata.get("n") == 3),
    ({"n": {"$gte": 5}}, lambda record: record.metadata.get("n", -1) >= 5),
    ({"n": {"$ne": 3}}, lambda record: record.metadata.get("n") != 3),
    ({"f": {"$lt": 1}}, lambda record: record.metadata.get("f", 9) < 1),
    ({"s": {"$in": ["ember", "stone", ""]}}, lambda record: record.metadata.get("s") in ("ember", "stone", "")),
    ({"s": {"$nin": ["Ünïcode"]}}, lambda record: record.metadata.get("s") != "Ünïcode"),
    ({"b": True}, lambda record: record.metadata.get("b") is True),
    ({"l": {"$contains": "x"}}, lambda record: "x" in record.metadata.get("l", ())),
    ({"l": {"$not_contains": "y"}}, lambda record: "y" not in record.metadata.get("l", ())),
    (
        {"mixed": 1},
        lambda record: type(record.metadata.get("mixed")) in (int, float) and record.metadata["mixed"] == 1,
    ),
    (
        {"$and": [{"n": {"$lt": 8}}, {"$or": [{"b": False}, {"s": "river"}]}]},
        lambda record: (
            record.metadata.get("n", 9) < 8
            and (record.metadata.get("b") is False or record.metadata.get("s") == "river")
        ),
    ),
    ({"#document": {"$contains": "river"}}, lambda record: "river" in (record.document or "")),
    ({"#document": {"$not_contains": "er"}}, lambda record: "er" not in (record.document or "")),
    (
        {"#document": {"$regex": "r[aeiou]v|^cloud"}},
        lambda record: re.search("r[aeiou]v|^cloud", record.document or "") is not None,
    ),
)

seeds = st.integers(0, 2**32 - 1)
filters = st.none() | st.sampled_from(FILTERS)
picks = st.integers(0, 7)


class Stores(RuleBasedStateMachine):
    """Calls go to the engine and to ``model``: collection name -> its records."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.made = 0
        self.model: dict[str, Contents] = {}
        self.described: dict[str, tuple[str, str, int]] = {}

    @initialize(
        on_disk=st.integers(0, 3).map(bool),
        operations=st.sampled_from((5, 40, 10_000)),
        frames=st.sampled_from((3, 4096)),
    )
    def open(self, on_disk: bool, operations: int, frames: int) -> None:
        self.path = Path(tempfile.mkdtemp()) if on_disk else None
        # In a thread of its own a checkpoint would come at another moment each time.
        self.options = EngineOptions(checkpoint_ops=operations, checkpoint_frames=frames, background=False)
        self.engine = Engine.open(self.path, options=self.options)
        self.create("l2", 2)

    @precondition(lambda self: len(self.model) < 4)
    @rule(space=st.sampled_from(SPACES), dimension=st.sampled_from(DIMENSIONS))
    def create(self, space: str, dimension: int) -> None:
        name = f"collection{self.made}"
        self.made += 1
        made = self.engine.create_collection(*DEFAULT, name, configuration={"hnsw": {"space": space}})
        self.model[name], self.described[name] = {}, (made.id, space, dimension)

    @precondition(lambda self: len(self.model) > 1)
    @rule(which=picks)
    def delete_collection(self, which: int) -> None:
        name = self._name(which)
        self.engine.delete_collection(*DEFAULT, name)
        del self.model[name]

    @rule(which=picks, seed=seeds, times=st.sampled_from((1, 1, 3)))
    def write(self, which: int, seed: int, times: int) -> None:
        name = self._name(which)
        collection_id, _, dimension = self.described[name]
        rng = random.Random(seed)
        for _ in range(times):
            contents = self.model[name]
            write = random_write(rng, contents, dimension, prefix="", room=120, largest=30)
            answer = getattr(self.engine, write.kind)(collection_id, **write.arguments)
            self.model[name] = write.apply(contents)
            if write.kind == "delete":
                assert answer == len(contents) - len(self.model[name])

    @rule(which=picks, chosen=st.sampled_from(FILTERS), limit=st.none() | st.integers(0, 5))
    def delete_where(self, which: int, chosen: Filter, limit: int | None) -> None:
        name = self._name(which)
        where, matches = chosen
        doomed = [record_id for record_id, record in self.model[name].items() if matches(record)][:limit]
        assert self.engine.delete(self.described[name][0], where=where, limit=limit) == len(doomed)
        self.model[name] = {key: record for key, record in self.model[name].items() if key not in doomed}

    @rule(which=picks, chosen=filters, limit=st.none() | st.integers(0, 20), offset=st.integers(0, 20), seed=seeds)
    def get(self, which: int, chosen: Filter | None, limit: int | None, offset: int, seed: int) -> None:
        name = self._name(which)
        contents, rng = self.model[name], random.Random(seed)
        wanted = rng.sample(list(contents), len(contents) // 2) if rng.random() < 0.3 else None
        matching = self._matching(name, chosen, wanted)
        got = self.engine.get(
            self.described[name][0],
            ids=None if wanted is None else [*wanted, "unknown"],
            where=None if chosen is None else chosen[0],
            limit=limit,
            offset=offset,
            include=EVERYTHING,
        )
        end = None if limit is None else offset + limit
        expected = {record_id: contents[record_id] for record_id in matching[offset:end]}
        assert difference(expected, contents_of(got)) == ""

    @rule(which=picks, chosen=filters, seed=seeds, n_results=st.integers(1, 12))
    def query(self, which: int, chosen: Filter | None, seed: int, n_results: int) -> None:
        name = self._name(which)
        collection_id, space, dimension = self.described[name]
        rng, contents = random.Random(seed), self.model[name]
        query = np.array([rng.randint(-9, 9) for _ in range(dimension)], dtype=np.float32)
        got = self.engine.query(
            collection_id,
            query_embeddings=[query],
            n_results=n_results,
            where=None if chosen is None else chosen[0],
            include=["distances", "documents"],
        )
        assert got.distances is not None
        assert got.documents is not None
        matching = self._matching(name, chosen, None)
        vectors = np.frombuffer(b"".join(contents[key].vector for key in matching), dtype="<f4").reshape(-1, dimension)
        measured = dict(zip(matching, distances(vectors, query, space), strict=True))
        # Equal distances come in the order of insertion, to which sorting keeps; cosine rounds, so it may differ there.
        nearest = sorted(matching, key=lambda record_id: measured[record_id])[:n_results]
        np.testing.assert_allclose(got.distances[0], [measured[key] for key in nearest], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(got.distances[0], [measured[key] for key in got.ids[0]], rtol=1e-5, atol=1e-6)
        assert got.documents[0] == [contents[key].document for key in got.ids[0]]
        if space != "cosine":
            assert got.ids[0] == nearest

    @rule()
    def vacuum(self) -> None:
        self.engine.vacuum()

    @precondition(lambda self: self.path is not None)
    @rule(close=st.booleans())
    def reopen(self, close: bool) -> None:
        before = self.engine
        if close:
            before.close()
        self.engine = Engine.open(self.path, options=self.options)
        before.close()

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        for name, contents in self.model.items():
            collection_id = self.described[name][0]
            found = contents_of(self.engine.get(collection_id, include=EVERYTHING))
            assert difference(contents, found) == ""
            assert self.engine.count(collection_id) == len(contents)

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.close()
        if self.path is not None:
            shutil.rmtree(self.path)

    def _name(self, which: int) -> str:
        return list(self.model)[which % len(self.model)]

    def _matching(self, name: str, chosen: Filter | None, wanted: list[str] | None) -> list[str]:
        return [
            record_id
            for record_id, record in self.model[name].items()
            if (wanted is None or record_id in wanted) and (chosen is None or chosen[1](record))
        ]


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize("space", SPACES)
def test_a_large_collection_keeps_its_recall_through_all_that_befalls_it(tmp_path: Path, space: str) -> None:
    rng = np.random.default_rng(8)
    size, dimension = 12_000, 48
    centres = rng.normal(size=(40, dimension)) * 2
    vectors = (centres[rng.integers(0, 40, size)] + rng.normal(size=(size, dimension))).astype(np.float32)
    groups = rng.integers(0, 20, size)
    held = {str(i): vectors[i] for i in range(size)}
    with Engine.open(tmp_path) as engine:
        made = engine.create_collection(*DEFAULT, "large", configuration={"hnsw": {"space": space}})
        for start in range(0, size, 2000):
            rows = range(start, start + 2000)
            metadatas = [{"group": int(groups[i])} for i in rows]
            engine.add(made.id, ids=list(map(str, rows)), embeddings=vectors[start : start + 2000], metadatas=metadatas)
        check_recall(engine, made.id, space, held, groups, rng)
        engine.vacuum()
        check_recall(engine, made.id, space, held, groups, rng)
        gone = [str(i) for i in range(0, size, 3)]
        engine.delete(made.id, ids=gone)
        for record_id in gone:
            del held[record_id]
        moved = [str(i) for i in range(1, size, 6)]
        elsewhere = (rng.normal(size=(len(moved), dimension)) + 5).astype(np.float32)
        engine.update(made.id, ids=moved, embeddings=elsewhere)
        held.update(zip(moved, elsewhere, strict=True))
        check_recall(engine, made.id, space, held, groups, rng)
    with Engine.open(tmp_path) as engine:
        assert set(engine.get(made.id, include=[]).ids) == set(held)
        check_recall(engine, made.id, space, held, groups, rng)
        engine.vacuum()
        check_recall(engine, made.id, space, held, groups, rng)


def check_recall(
    engine: Engine,
    collection_id: str,
    space: str,
    held: dict[str, NDArray[np.float32]],
    groups: NDArray[Any],
    rng: np.random.Generator,
) -> None:
    """Queries near and far from the records, with and without a filter, against all distances."""
    ids, vectors = np.array(list(held)), np.stack(list(held.values()))
    own = groups[ids.astype(int)]
    queries = [*(vectors[rng.integers(0, len(vectors), 12)] + 0.1), *rng.normal(size=(6, vectors.shape[1]))]
    for where, chosen in (
        (None, np.ones(len(ids), dtype=bool)),
        ({"group": {"$lt": 2}}, own < 2),
        ({"group": 3}, own == 3),
    ):
        recalls = []
        for query in np.array(queries, dtype=np.float32):
            measured = distances(vectors[chosen], query, space)
            hits = engine.query(collection_id, query_embeddings=[query], n_results=10, where=where)
            assert hits.distances is not None
            place = {record_id: row for row, record_id in enumerate(ids[chosen].tolist())}
            rows = [place[record_id] for record_id in hits.ids[0]]
            np.testing.assert_allclose(hits.distances[0], measured[rows], rtol=1e-4, atol=1e-4)
            assert list(hits.distances[0]) == sorted(hits.distances[0])
            assert len(set(rows)) == 10
            furthest = np.sort(measured)[9]
            recalls.append(float((measured[rows] <= furthest + 1e-4 * (1 + abs(furthest))).mean()))
        assert np.mean(recalls) >= MEAN_RECALL, (where, recalls)
