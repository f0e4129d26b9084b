"""The engine against a model of plain dicts: any sequence of calls, in memory and on disk, reopened in between."""

from __future__ import annotations

import shutil
import tempfile
from typing import Any

import numpy as np
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Engine, EngineOptions
from crash.probe import wrong_statistics
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
SPACES = ("l2", "cosine", "ip")

ids = st.sampled_from([f"r{i}" for i in range(8)])
id_lists = st.lists(ids, min_size=1, max_size=6)
coordinates = st.integers(-3, 3).map(float)
vectors = st.tuples(coordinates, coordinates).map(list)
texts = st.sampled_from(["apple pie", "banana", "", "Apple"])
keys = st.sampled_from(["k", "l"])
scalars = st.one_of(
    st.integers(-2, 2), st.sampled_from([-0.5, 1.0, 1.5]), st.booleans(), st.sampled_from(["x", "y", ""])
)
values = scalars | st.lists(st.integers(0, 2), min_size=1, max_size=3) | st.lists(st.just("x"), min_size=1, max_size=2)
metadatas = st.dictionaries(keys, values, max_size=2)
patches = st.dictionaries(keys, values | st.none(), max_size=2)
numbers = st.integers(-2, 2) | st.sampled_from([-0.5, 0.5, 1.0, 1.5])
conditions = st.one_of(
    st.builds(lambda key, op, value: {key: {op: value}}, keys, st.sampled_from(["$eq", "$ne"]), scalars),
    st.builds(
        lambda key, op, value: {key: {op: value}}, keys, st.sampled_from(["$gt", "$gte", "$lt", "$lte"]), numbers
    ),
    st.builds(
        lambda key, op, value: {key: {op: value}},
        keys,
        st.sampled_from(["$in", "$nin"]),
        st.lists(st.integers(-2, 2), min_size=1, max_size=3) | st.lists(st.sampled_from(["x", "z"]), min_size=1),
    ),
    st.builds(
        lambda key, op, value: {key: {op: value}}, keys, st.sampled_from(["$contains", "$not_contains"]), scalars
    ),
    st.builds(
        lambda op, text: {"#document": {op: text}},
        st.sampled_from(["$contains", "$not_contains"]),
        st.sampled_from(["a", "an", "A", ""]),
    ),
)
filters = st.recursive(
    conditions,
    lambda inner: st.builds(
        lambda op, parts: {op: parts}, st.sampled_from(["$and", "$or"]), st.lists(inner, max_size=3)
    ),
    max_leaves=4,
)


class Record:
    """One record of the model."""

    def __init__(self) -> None:
        self.vector: list[float] = []
        self.document: str | None = None
        self.metadata: dict[str, Any] = {}

    def copy(self) -> Record:
        made = Record()
        made.vector, made.document, made.metadata = self.vector, self.document, self.metadata
        return made


class Engines(RuleBasedStateMachine):
    """Calls go to the engine and to ``self.model``: collection id -> record id -> record, in insertion order."""

    def __init__(self) -> None:
        super().__init__()
        self.path: str | None = None
        self.model: dict[str, dict[str, Record]] = {}
        self.spaces: dict[str, str] = {}
        self.statistics: dict[str, str] = {}
        self.order: list[str] = []

    @initialize(on_disk=st.booleans(), background=st.booleans())
    def open(self, on_disk: bool, background: bool) -> None:
        self.path = tempfile.mkdtemp() if on_disk else None
        # Small bounds, so that checkpoints come along.
        self.options = EngineOptions(checkpoint_ops=12, checkpoint_frames=6, background=background)
        self.engine = Engine.open(self.path, options=self.options)
        for space in SPACES[:2]:
            self.create(space)

    def create(self, space: str) -> None:
        made = self.engine.create_collection(
            *DEFAULT, f"collection{len(self.order)}", configuration={"hnsw": {"space": space}}
        )
        self.model[made.id], self.spaces[made.id] = {}, space
        self.order.append(made.id)

    def pick(self, which: int) -> tuple[str, dict[str, Record]]:
        living = list(self.model)
        collection_id = living[which % len(living)]
        return collection_id, self.model[collection_id]

    @rule(space=st.sampled_from(SPACES))
    def create_another(self, space: str) -> None:
        if len(self.model) < 4:
            self.create(space)

    @rule(which=st.integers(0, 5))
    def fork(self, which: int) -> None:
        if len(self.model) < 6:
            collection_id, records = self.pick(which)
            made = self.engine.fork_collection(collection_id, f"collection{len(self.order)}")
            self.model[made.id] = {record_id: record.copy() for record_id, record in records.items()}
            self.spaces[made.id] = self.spaces[collection_id]
            self.order.append(made.id)

    @rule(which=st.integers(0, 5))
    def attach_statistics(self, which: int) -> None:
        collection_id, _ = self.pick(which)
        name = f"statistics{self.order.index(collection_id)}"
        made, created = self.engine.attach_function(
            collection_id, name="statistics", function_id="statistics", output_collection=name
        )
        assert created == (collection_id not in self.statistics)
        self.statistics[collection_id] = made.output_collection_id

    @rule(which=st.integers(0, 5))
    def detach_statistics(self, which: int) -> None:
        collection_id, _ = self.pick(which)
        if self.statistics.pop(collection_id, None) is not None:
            self.engine.detach_function(collection_id, "statistics", delete_output=True)

    @rule(which=st.integers(0, 5))
    def delete_collection(self, which: int) -> None:
        if len(self.model) > 1:
            collection_id, _ = self.pick(which)
            self.engine.delete_collection(*DEFAULT, f"collection{self.order.index(collection_id)}")
            del self.model[collection_id]
            output = self.statistics.pop(collection_id, None)
            if output is not None:
                self.engine.delete_collection(*DEFAULT, f"statistics{self.order.index(collection_id)}")

    @rule(which=st.integers(0, 5), batch=id_lists, data=st.data())
    def add(self, which: int, batch: list[str], data: st.DataObject) -> None:
        collection_id, records = self.pick(which)
        embeddings = [data.draw(vectors) for _ in batch]
        documents = [data.draw(st.none() | texts) for _ in batch]
        given = [data.draw(st.none() | metadatas) for _ in batch]
        self.engine.add(collection_id, ids=batch, embeddings=embeddings, documents=documents, metadatas=given)
        for record_id, vector, document, metadata in zip(batch, embeddings, documents, given, strict=True):
            if record_id not in records:
                record = records[record_id] = Record()
                record.vector, record.document, record.metadata = vector, document, dict(metadata or {})

    @rule(which=st.integers(0, 5), batch=id_lists, insert=st.booleans(), data=st.data())
    def upsert_or_update(self, which: int, batch: list[str], insert: bool, data: st.DataObject) -> None:
        collection_id, records = self.pick(which)
        embeddings = [data.draw(vectors if insert else st.none() | vectors) for _ in batch]
        documents = [data.draw(st.none() | texts) for _ in batch]
        given = [data.draw(st.none() | patches) for _ in batch]
        write = self.engine.upsert if insert else self.engine.update
        write(collection_id, ids=batch, embeddings=embeddings, documents=documents, metadatas=given)
        for record_id, vector, document, patch in zip(batch, embeddings, documents, given, strict=True):
            if not insert and record_id not in records:
                continue
            record = records.setdefault(record_id, Record())
            record.vector = record.vector if vector is None else vector
            record.document = record.document if document is None else document
            merged = {**record.metadata, **(patch or {})}
            record.metadata = {key: value for key, value in merged.items() if value is not None}

    @rule(which=st.integers(0, 5), chosen=st.none() | id_lists, where=st.none() | filters, data=st.data())
    def delete(self, which: int, chosen: list[str] | None, where: Any, data: st.DataObject) -> None:
        collection_id, records = self.pick(which)
        limit = data.draw(st.none() | st.integers(0, 3)) if where is not None else None
        removed = self.engine.delete(collection_id, ids=chosen, where=where, limit=limit)
        doomed = select(records, chosen, where)[:limit] if chosen is not None or where is not None else []
        assert removed == len(doomed)
        for record_id in doomed:
            del records[record_id]

    @rule(which=st.integers(0, 5), chosen=st.none() | id_lists, where=filters, data=st.data())
    def get(self, which: int, chosen: list[str] | None, where: Any, data: st.DataObject) -> None:
        collection_id, records = self.pick(which)
        limit, offset = data.draw(st.none() | st.integers(0, 4)), data.draw(st.integers(0, 3))
        got = self.engine.get(collection_id, ids=chosen, where=where, limit=limit, offset=offset)
        assert got.ids == select(records, chosen, where)[offset:][:limit]

    @rule(which=st.integers(0, 5), query=vectors, n_results=st.integers(0, 9), where=st.none() | filters)
    def query(self, which: int, query: list[float], n_results: int, where: Any) -> None:
        collection_id, records = self.pick(which)
        got = self.engine.query(collection_id, query_embeddings=[query], n_results=n_results, where=where)
        matching = select(records, None, where)
        expected = sorted(
            distance(records[record_id].vector, query, self.spaces[collection_id]) for record_id in matching
        )
        assert got.distances is not None
        np.testing.assert_allclose(got.distances[0], expected[:n_results], rtol=1e-5, atol=1e-6)
        for record_id, measured in zip(got.ids[0], got.distances[0], strict=True):
            assert record_id in matching
            own = distance(records[record_id].vector, query, self.spaces[collection_id])
            np.testing.assert_allclose(measured, own, rtol=1e-5, atol=1e-6)

    @rule(close=st.booleans())
    def reopen(self, close: bool) -> None:
        if self.path is not None:
            before = self.engine
            if close:
                before.close()
            self.engine = Engine.open(self.path, options=self.options)
            before.close()

    @rule()
    def vacuum(self) -> None:
        self.engine.vacuum()

    @invariant()
    def the_same_records_in_the_same_order(self) -> None:
        for collection_id, records in self.model.items():
            got = self.engine.get(collection_id, include=["embeddings", "documents", "metadatas"])
            assert got.embeddings is not None
            assert got.ids == list(records)
            assert got.embeddings.tolist() == [record.vector for record in records.values()]
            assert got.documents == [record.document for record in records.values()]
            assert got.metadatas == [record.metadata or None for record in records.values()]
            assert repr(got.metadatas) == repr([record.metadata or None for record in records.values()])
            assert self.engine.count(collection_id) == len(records)

    @invariant()
    def statistics_are_what_counting_gives(self) -> None:
        for collection_id, output in self.statistics.items():
            assert wrong_statistics(self.engine.get(collection_id), self.engine.get(output)) == []

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.close()
        if self.path is not None:
            shutil.rmtree(self.path)


def select(records: dict[str, Record], chosen: list[str] | None, where: Any) -> list[str]:
    return [
        record_id
        for record_id, record in records.items()
        if (chosen is None or record_id in chosen) and (where is None or matches(record, where))
    ]


def matches(record: Record, where: dict[str, Any]) -> bool:
    ((key, condition),) = where.items()
    if key == "$and":
        return all(matches(record, part) for part in condition)
    if key == "$or":
        return any(matches(record, part) for part in condition)
    ((op, operand),) = condition.items()
    if key == "#document":
        found = record.document is not None and operand in record.document
        return found if op == "$contains" else not found
    value = record.metadata.get(key)
    if op in ("$ne", "$nin", "$not_contains"):
        positive = {"$ne": "$eq", "$nin": "$in", "$not_contains": "$contains"}[op]
        return not matches(record, {key: {positive: operand}})
    if op == "$contains":
        return isinstance(value, list) and any(type(part) is type(operand) and part == operand for part in value)
    if op == "$in":
        return any(matches(record, {key: {"$eq": part}}) for part in operand)
    if value is None or isinstance(value, list):
        return False
    numeric = isinstance(operand, (int, float)) and not isinstance(operand, bool)
    if numeric and isinstance(value, (int, float)) and not isinstance(value, bool):
        compared = (value > operand) - (value < operand)
    elif type(value) is type(operand):
        compared = 0 if value == operand else 2
    else:
        return False
    accepted = {"$eq": (0,), "$gt": (1,), "$gte": (0, 1), "$lt": (-1,), "$lte": (-1, 0)}
    return compared in accepted[op]


def distance(vector: list[float], query: list[float], space: str) -> float:
    one, two = np.array(vector), np.array(query)
    if space == "l2":
        return float(((one - two) ** 2).sum())
    if space == "ip":
        return float(1 - one @ two)
    lengths = float(np.linalg.norm(one) * np.linalg.norm(two))
    return 1.0 - float(one @ two) / lengths if lengths else 1.0


TestEngines = Engines.TestCase
TestEngines.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
