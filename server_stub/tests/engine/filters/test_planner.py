"""Filters over segments and tails against the records one by one, whatever was added, changed and removed between."""

from __future__ import annotations

import re
from typing import Any

import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Collection, Engine, filters
from chroma_server.engine.columnar import growing
from chroma_server.engine.documents import DocumentSearch
from chroma_server.engine.errors import InvalidArgument
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = ["fox", "dog", "ox d", "é", "naïve", "", "do", "👍", "x\nd"]
texts = st.lists(st.sampled_from(["fox", "dog", "naïve", "👍", "x\nd"]), max_size=4).map(" ".join)
keys = st.sampled_from(["a", "b", "c"])
scalars = st.integers(-2, 2) | st.sampled_from([0.5, 1.0, 2.5]) | st.booleans() | st.sampled_from(["x", "y", ""])
values: st.SearchStrategy[Any] = scalars | st.lists(st.integers(0, 3), min_size=1, max_size=3)
metadatas = st.none() | st.dictionaries(keys, values, max_size=3)
patches = st.none() | st.dictionaries(keys, values | st.none(), max_size=2)
leaves: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda k, op, v: {k: {op: v}}, keys, st.sampled_from(["$eq", "$ne"]), scalars),
    st.builds(lambda k, op, v: {k: {op: v}}, keys, st.sampled_from(["$gt", "$gte", "$lt", "$lte"]), st.integers(-2, 2)),
    st.builds(
        lambda k, op, v: {k: {op: v}},
        keys,
        st.sampled_from(["$in", "$nin"]),
        st.lists(st.integers(-2, 2), min_size=1, max_size=3) | st.lists(st.sampled_from(["x", "z"]), min_size=1),
    ),
    st.builds(lambda k, op, v: {k: {op: v}}, keys, st.sampled_from(["$contains", "$not_contains"]), st.integers(0, 3)),
    st.builds(
        lambda op, v: {"#document": {op: v}}, st.sampled_from(["$contains", "$not_contains"]), st.sampled_from(WORDS)
    ),
    st.builds(
        lambda op, v: {"#document": {op: v}},
        st.sampled_from(["$regex", "$not_regex"]),
        st.sampled_from(["fox", "^fox", "d.g", "(?i)FOX", "x.d", "fox$", "naï?ve", "👍|dog"]),
    ),
)
wheres: st.SearchStrategy[dict[str, Any]] = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda op, parts: {op: parts}, st.sampled_from(["$and", "$or"]), st.lists(inner, max_size=3)
    ),
    max_leaves=5,
)

Records = dict[str, tuple[dict[str, Any], "str | None"]]


def matches(metadata: dict[str, Any], document: str | None, where: dict[str, Any]) -> bool:
    ((key, condition),) = where.items()
    if key in ("$and", "$or"):
        return (all if key == "$and" else any)(matches(metadata, document, part) for part in condition)
    ((op, operand),) = condition.items()
    if key == "#document":
        found = document is not None and (
            operand in document if op.endswith("contains") else re.search(operand, document) is not None
        )
        return bool(found != op.startswith("$not_"))
    value = metadata.get(key)
    if op in ("$contains", "$not_contains"):
        return bool((isinstance(value, list) and operand in value) == (op == "$contains"))
    if op in ("$in", "$nin"):
        return bool(any(equal(value, wanted) for wanted in operand) == (op == "$in"))
    if op in ("$eq", "$ne"):
        return bool(equal(value, operand) == (op == "$eq"))
    if type(value) not in (int, float):
        return False
    assert value is not None
    return bool(
        {"$gt": value > operand, "$gte": value >= operand, "$lt": value < operand, "$lte": value <= operand}[op]
    )


def equal(value: Any, operand: Any) -> bool:
    if type(value) in (int, float) and type(operand) in (int, float):
        return bool(value == operand)
    return type(value) is type(operand) and bool(value == operand)


def expected(records: Records, where: dict[str, Any] | None, ids: list[str] | None = None) -> list[str]:
    return [
        record_id
        for record_id, (metadata, document) in records.items()
        if (ids is None or record_id in ids) and (where is None or matches(metadata, document, where))
    ]


class Pair:
    """A collection and the same records as a dict."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.collection = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "records")
        self.records: Records = {}

    def upsert(self, ids: list[str], metadatas: list[Any], documents: list[str | None]) -> None:
        self.engine.upsert(
            self.collection.id, ids=ids, embeddings=[[0.0]] * len(ids), metadatas=metadatas, documents=documents
        )
        for record_id, metadata, document in zip(ids, metadatas, documents, strict=True):
            old, text = self.records.get(record_id, ({}, None))
            merged = {**old, **(metadata or {})}
            kept = {key: value for key, value in merged.items() if value is not None}
            self.records[record_id] = (kept, text if document is None else document)

    def delete(self, ids: list[str]) -> None:
        self.engine.delete(self.collection.id, ids=ids)
        for record_id in ids:
            self.records.pop(record_id, None)


ids = st.integers(0, 30).map(str)
steps = st.lists(
    st.one_of(
        st.lists(st.tuples(ids, patches, st.none() | texts), min_size=1, max_size=12),
        st.lists(ids, min_size=1, max_size=5),
        st.just("checkpoint"),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("max_keys", [1024, 2])
@given(
    steps=steps,
    asked=st.lists(
        st.tuples(st.none() | wheres, st.none() | st.lists(ids), st.integers(0, 5), st.none() | st.integers(0, 6)),
        min_size=1,
        max_size=6,
    ),
    chunk=st.sampled_from([1, 3, 2048]),
)
@settings(max_examples=150, deadline=None)
def test_get(max_keys: int, steps: list[Any], asked: list[Any], chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Engine.open() as engine:
        patch.setattr(filters, "_FIRST_CHUNK", chunk)
        patch.setattr(growing, "MAX_KEYS", max_keys)
        pair = Pair(engine)
        for step in steps:
            if step == "checkpoint":
                engine.vacuum()
            elif isinstance(step[0], str):
                pair.delete(step)
            else:
                rows = list({record_id: (record_id, metadata, text) for record_id, metadata, text in step}.values())
                pair.upsert([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
            where, named, offset, limit = asked[0]
            check(pair, where, named, offset, limit)
        for where, named, offset, limit in asked:
            check(pair, where, named, offset, limit)


def check(pair: Pair, where: Any, named: list[str] | None, offset: int, limit: int | None) -> None:
    matching = expected(pair.records, where, named)
    got = pair.engine.get(pair.collection.id, ids=named, where=where, offset=offset, limit=limit, include=[])
    assert got.ids == matching[offset:][:limit]
    if where is not None:
        found = pair.engine.query(
            pair.collection.id, query_embeddings=[[0.0]], n_results=1000, ids=named, where=where, include=[]
        )
        assert sorted(found.ids[0]) == sorted(matching)


@pytest.fixture
def many(engine: Engine) -> Collection:
    """2000 records, half of them in a segment, the first hundred changed since."""
    made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "many")
    for start in (0, 1000):
        rows = range(start, start + 1000)
        engine.add(
            made.id,
            ids=[f"{row:04}" for row in rows],
            embeddings=[[float(row)] for row in rows],
            metadatas=[{"n": row, "mod": row % 10, "tag": f"tag{row % 500}"} for row in rows],
            documents=[
                f"document {row} " + "lorem ipsum " * 20 + ("zanzibar" if row % 250 == 3 else "") for row in rows
            ],
        )
        if not start:
            engine.vacuum()
    engine.update(made.id, ids=[f"{row:04}" for row in range(100)], metadatas=[{"mod": 77}] * 100)
    return made


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ({"n": 1500}, [1500]),
        ({"n": {"$gte": 1998}}, [1998, 1999]),
        ({"mod": 77}, list(range(100))),
        ({"tag": "tag7"}, [7, 507, 1007, 1507]),
        ({"tag": {"$in": ["tag7", "tag8", "none"]}}, [7, 8, 507, 508, 1007, 1008, 1507, 1508]),
        ({"#document": {"$contains": "zanzibar"}}, list(range(3, 2000, 250))),
        ({"#document": {"$regex": "zanz[aei]bar$"}}, list(range(3, 2000, 250))),
        ({"$and": [{"#document": {"$contains": "zanzibar"}}, {"mod": {"$ne": 77}}, {"n": {"$lt": 600}}]}, [253, 503]),
        ({"$or": [{"n": 5}, {"#document": {"$contains": "zanzibar"}}, {"n": 4}]}, [3, 4, 5, *range(253, 2000, 250)]),
        ({"$and": [{"tag": "tag7"}, {"$or": [{"n": 7}, {"n": 1507}]}]}, [7, 1507]),
    ],
)
def test_few_of_many(engine: Engine, many: Collection, where: dict[str, Any], rows: list[int]) -> None:
    ids = [f"{row:04}" for row in rows]
    assert engine.get(many.id, where=where).ids == ids
    assert engine.get(many.id, where=where, limit=2, offset=1).ids == ids[1:3]
    assert sorted(engine.query(many.id, query_embeddings=[[0.0]], n_results=200, where=where).ids[0]) == ids


def test_a_page_ends_the_reading_of_documents(
    engine: Engine, many: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "_FIRST_CHUNK", 16)
    read: list[int] = []
    original = DocumentSearch.containing

    def counting(self: DocumentSearch, text: str, within: Any) -> Any:
        read.append(len(within))
        return original(self, text, within)

    monkeypatch.setattr(DocumentSearch, "containing", counting)
    got = engine.get(many.id, where_document={"$contains": "lorem"}, limit=10, offset=2)
    assert got.ids == [f"{row:04}" for row in range(2, 12)]
    # The tail, whose rows are not in order, is read at once; of the segment no more than needed.
    assert sum(read) < 1100 + 100


def test_a_pattern_that_takes_too_long_ends(engine: Engine, many: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "PATTERN_SECONDS", -1.0)
    with pytest.raises(InvalidArgument, match="takes too long"):
        engine.get(many.id, where_document={"$regex": "(?:.{0,60}){0,60}[x-z]{2}"})


def test_pages_over_changed_records(engine: Engine, many: Collection) -> None:
    for offset, limit in [(0, 150), (95, 10), (99, 2), (100, 3), (995, 10), (0, 100), (1990, 20)]:
        ids = [f"{row:04}" for row in range(offset, min(2000, offset + limit))]
        assert engine.get(many.id, where_document={"$contains": "lorem"}, limit=limit, offset=offset).ids == ids
        assert engine.get(many.id, limit=limit, offset=offset).ids == ids


def test_a_page_with_one_changed_record(engine: Engine) -> None:
    made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "changed")
    ids = [str(row) for row in range(10)]
    engine.add(made.id, ids=ids, embeddings=[[0.0]] * 10)
    engine.vacuum()
    engine.update(made.id, ids=["3"], documents=["new"])
    assert engine.get(made.id, limit=5, offset=1).ids == ids[1:6]
    assert engine.get(made.id).ids == ids


def test_pages_without_a_filter(engine: Engine, many: Collection) -> None:
    ids = [f"{row:04}" for row in range(2000)]
    assert engine.get(many.id, limit=3, offset=998).ids == ids[998:1001]
    engine.delete(many.id, ids=ids[500:700])
    engine.vacuum()
    engine.add(many.id, ids=["last"], embeddings=[[0.0]])
    left = [*ids[:500], *ids[700:], "last"]
    for offset, limit in [(0, 5), (498, 4), (1799, 5), (1800, 1), (1801, 5), (0, 0), (0, None), (1700, None)]:
        assert engine.get(many.id, limit=limit, offset=offset).ids == left[offset:][:limit]
