"""Which records a filter matches: the table of the reference, on one set of records."""

from __future__ import annotations

from typing import Any

import pytest
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Collection, Engine

BIG = 2**53 + 1

METADATAS: dict[str, dict[str, Any] | None] = {
    "01": {"s": "apple", "i": 1, "f": 1.5, "b": True, "tags": ["red", "fruit"], "nums": [1, 2, 3], "fl": [1.5, 2.5]},
    "02": {"s": "banana", "i": 2, "f": 2.0, "b": False, "tags": ["yellow", "fruit"], "nums": [2]},
    "03": {"s": "Apple", "i": 3, "f": -1.0, "b": True, "tags": ["Red"], "bl": [False, True]},
    "04": {"s": "cherry", "i": -4, "f": 0.0, "fl": [2.0]},
    "05": {"s": "5", "i": 2.0, "f": 2, "nums": [2.0, 5.0]},
    "06": {"i": 2.5},
    "07": None,
    "08": {"other": "x"},
    "09": {"s": "", "i": 0, "b": False, "mix": "1"},
    "10": {"mix": 1},
    "11": {"mix": 1.0},
    "12": {"mix": True, "tags": "fruit"},
    "13": {"mix": ["1"]},
    "14": {"big": BIG, "chroma:x": "h"},
}
DOCUMENTS: dict[str, str | None] = {
    "01": "The quick brown fox",
    "02": "the lazy dog\nsecond line",
    "03": "100% pure_data [brackets] (parens)",
    "04": "C:\\path\\file.txt",
    "05": "naïve café ☃",
    "06": "",
    "07": None,
    "08": "quotes \"double\" 'single' -- ; DROP",
    "09": "ab",
    "10": "foo123bar",
    "11": "FOO123BAR",
    "12": "aaa",
    "13": "tab\there ÉCOLE",
    "14": "emoji 👍🏽 end",
}
ALL = list(METADATAS)


def but(*missing: str) -> list[str]:
    return [record_id for record_id in ALL if record_id not in missing]


@pytest.fixture
def fourteen(engine: Engine) -> Collection:
    """The records, with traces of deleted and changed ones between them."""
    made = engine.create_collection(DEFAULT_TENANT, DEFAULT_DATABASE, "filters")
    for record_id in ALL:
        engine.add(
            made.id,
            ids=[f"gone{record_id}", record_id],
            embeddings=[[0.0], [1.0]],
            metadatas=[{"s": "apple", "i": 2, "tags": ["fruit"]}, {"s": "apple", "i": 1, "tags": ["fruit"], "mix": 1}],
            documents=["aaa foo", None],
        )
        # The columns exist before the records get their final values.
        engine.get(made.id, where={"$or": [{"s": "apple"}, {"i": 1}, {"tags": {"$contains": "fruit"}}, {"mix": 1}]})
        clear: dict[str, Any] = dict.fromkeys(("s", "i", "tags", "mix"))
        engine.update(
            made.id,
            ids=[record_id],
            metadatas=[{**clear, **(METADATAS[record_id] or {})}],
            documents=[DOCUMENTS[record_id]],
        )
    engine.delete(made.id, ids=[f"gone{record_id}" for record_id in ALL])
    return made


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({"s": "apple"}, ["01"]),
        ({"s": {"$eq": ""}}, ["09"]),
        ({"s": {"$ne": "apple"}}, but("01")),
        ({"s": {"$ne": "unseen"}}, ALL),
        ({"nokey": {"$ne": 1}}, ALL),
        ({"nokey": 1}, []),
        ({"b": True}, ["01", "03"]),
        ({"b": 1}, []),
        ({"i": True}, []),
        ({"mix": 1}, ["10", "11"]),
        ({"mix": 1.0}, ["10", "11"]),
        ({"mix": "1"}, ["09"]),
        ({"mix": True}, ["12"]),
        ({"i": {"$eq": 2.0}}, ["02", "05"]),
        ({"i": {"$eq": 2.5}}, ["06"]),
        ({"i": {"$lt": 2.5}}, ["01", "02", "04", "05", "09"]),
        ({"i": {"$lt": 1.5}}, ["01", "04", "09"]),
        ({"i": {"$gte": 1.5}}, ["02", "03", "05", "06"]),
        ({"i": {"$gt": -4.5}}, ["01", "02", "03", "04", "05", "06", "09"]),
        ({"i": {"$gt": 2}}, ["03", "06"]),
        ({"i": {"$lte": -4}}, ["04"]),
        ({"i": {"$gt": 1e300}}, []),
        ({"i": {"$lt": 1e300}}, ["01", "02", "03", "04", "05", "06", "09"]),
        ({"f": {"$gte": 0}}, ["01", "02", "04", "05"]),
        ({"big": BIG}, ["14"]),
        ({"big": BIG - 1}, []),
        ({"big": {"$gt": BIG - 1}}, ["14"]),
        ({"i": {"$in": [1, 2, 99]}}, ["01", "02", "05"]),
        ({"i": {"$in": [2.5, 3]}}, ["03", "06"]),
        ({"i": {"$nin": [2.5]}}, but("06")),
        ({"s": {"$in": ["apple", "cherry", "unseen"]}}, ["01", "04"]),
        ({"s": {"$nin": ["apple", "cherry"]}}, but("01", "04")),
        ({"b": {"$in": [True]}}, ["01", "03"]),
        ({"b": {"$nin": [True, False]}}, but("01", "02", "03", "09")),
        ({"tags": {"$contains": "fruit"}}, ["01", "02"]),
        ({"tags": {"$contains": "frui"}}, []),
        ({"tags": {"$not_contains": "fruit"}}, but("01", "02")),
        ({"tags": "red"}, []),
        ({"tags": {"$in": ["red"]}}, []),
        ({"nums": {"$contains": 2}}, ["01", "02"]),
        ({"nums": {"$contains": 2.0}}, ["05"]),
        ({"fl": {"$contains": 2}}, []),
        ({"bl": {"$contains": False}}, ["03"]),
        ({"mix": {"$contains": "1"}}, ["13"]),
        ({"chroma:x": "h"}, ["14"]),
        ({"$and": []}, ALL),
        ({"$or": []}, []),
        ({"$and": [{"i": {"$gte": 1}}, {"b": True}]}, ["01", "03"]),
        ({"$or": [{"s": "apple"}, {"$and": [{"i": 2}, {"b": False}]}]}, ["01", "02"]),
        ({"$and": [{"#document": {"$contains": "fox"}}, {"s": "apple"}]}, ["01"]),
        ({"$or": [{"#document": {"$regex": "^a+$"}}, {"s": "apple"}]}, ["01", "12"]),
    ],
)
def test_where(engine: Engine, fourteen: Collection, where: dict[str, Any], ids: list[str]) -> None:
    assert engine.get(fourteen.id, where=where).ids == ids


@pytest.mark.parametrize(
    ("where_document", "ids"),
    [
        ({"$contains": "the"}, ["02"]),
        ({"$contains": "%"}, ["03"]),
        ({"$contains": "_"}, ["03"]),
        ({"$contains": "\\"}, ["04"]),
        ({"$contains": "👍"}, ["14"]),
        ({"$contains": "g\ns"}, ["02"]),
        ({"$contains": ""}, but("07")),
        ({"$not_contains": ""}, ["07"]),
        ({"$not_contains": "a"}, ["01", "06", "07", "08", "11", "14"]),
        ({"$regex": "(?i)foo[0-9]+bar"}, ["10", "11"]),
        ({"$regex": "dog$"}, []),
        ({"$regex": "(?m)dog$"}, ["02"]),
        ({"$regex": ""}, but("07")),
        ({"$not_regex": "."}, ["06", "07"]),
        ({"$and": [{"$contains": "a"}, {"$not_contains": "aaa"}, {"$regex": "^[a-m]"}]}, ["09", "10"]),
        ({"$or": [{"$contains": "fox"}, {"$contains": "caf"}]}, ["01", "05"]),
    ],
)
def test_where_document(engine: Engine, fourteen: Collection, where_document: dict[str, Any], ids: list[str]) -> None:
    assert engine.get(fourteen.id, where_document=where_document).ids == ids


def test_deep_filters(engine: Engine, fourteen: Collection) -> None:
    where: dict[str, Any] = {"s": "apple"}
    for _ in range(50):
        where = {"$and": [where]}
    assert engine.get(fourteen.id, where=where).ids == ["01"]
