"""What a collection must hold: records as plain values, and writes that are applied to them in plain Python."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np

T = TypeVar("T")
Kind = Literal["add", "upsert", "update", "delete"]
EVERYTHING = ("embeddings", "documents", "uris", "metadatas")
WORDS = ("north", "south", "ember", "river", "stone", "cloud", "leaf", "amber", "Ünïcode", "")


class Record(NamedTuple):
    """A record by value. ``vector`` is its float32 bytes, so equality is equality to the bit."""

    vector: bytes
    document: str | None
    uri: str | None
    metadata: dict[str, Any]


Contents = dict[str, Record]
"""Records by id, in insertion order."""


@dataclass(frozen=True)
class Write:
    """One write to one collection; the columns are those of the engine's methods."""

    kind: Kind
    ids: list[str]
    vectors: list[list[float] | None] | None = None
    documents: list[str | None] | None = None
    uris: list[str | None] | None = None
    metadatas: list[dict[str, Any] | None] | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        if self.kind == "delete":
            return {"ids": self.ids}
        return {
            "ids": self.ids,
            "embeddings": self.vectors,
            "documents": self.documents,
            "uris": self.uris,
            "metadatas": self.metadatas,
        }

    def apply(self, contents: Mapping[str, Record]) -> Contents:
        """What the collection holds afterwards."""
        after = dict(contents)
        if self.kind == "delete":
            for record_id in self.ids:
                after.pop(record_id, None)
            return after
        for place, record_id in enumerate(self.ids):
            old = after.get(record_id)
            if (old is None and self.kind == "update") or (old is not None and self.kind == "add"):
                continue
            vector, patch = _at(self.vectors, place), _at(self.metadatas, place) or {}
            document, uri = _at(self.documents, place), _at(self.uris, place)
            old = old or Record(b"", None, None, {})
            merged = {**old.metadata, **patch}
            after[record_id] = Record(
                old.vector if vector is None else np.array(vector, dtype="<f4").tobytes(),
                old.document if document is None else document,
                old.uri if uri is None else uri,
                {key: value for key, value in merged.items() if value is not None},
            )
        return after


def _at(column: Sequence[T | None] | None, place: int) -> T | None:
    return None if column is None else column[place]


def contents_of(result: Any, ids: Iterable[str] | None = None) -> Contents:
    """The records of a ``get`` that included everything, those among ``ids`` when given. Raises AssertionError when an
    id comes twice.
    """
    wanted = None if ids is None else set(ids)
    embeddings = np.asarray(result.embeddings, dtype="<f4")
    found: Contents = {}
    columns = zip(result.ids, embeddings, result.documents, result.uris, result.metadatas, strict=True)
    for record_id, vector, document, uri, metadata in columns:
        if wanted is None or record_id in wanted:
            assert record_id not in found, f"record {record_id} is there twice"
            found[record_id] = Record(vector.tobytes(), document, uri, metadata or {})
    return found


def difference(expected: Mapping[str, Record], found: Mapping[str, Record]) -> str:
    """The first few differences, in words; empty when there is none, the order of the records included."""
    if list(expected.items()) == list(found.items()):
        return ""
    lost = [record_id for record_id in expected if record_id not in found]
    extra = [record_id for record_id in found if record_id not in expected]
    changed = [record_id for record_id in expected if record_id in found and expected[record_id] != found[record_id]]
    parts = [f"{len(names)} {what} {names[:3]}" for what, names in (("lost", lost), ("extra", extra)) if names]
    if changed:
        first = changed[0]
        parts.append(f"{len(changed)} changed, {first}: {expected[first]} became {found[first]}")
    return "; ".join(parts) or "the records are in another order"


def random_write(
    rng: random.Random, contents: Mapping[str, Record], dimension: int, *, prefix: str, room: int, largest: int
) -> Write:
    """A write that is worth making to a collection with these contents, which are kept to about ``room`` records.

    Vectors have small whole numbers as coordinates, so distances tie now and then.
    """
    size = rng.choice((1, 1, 1, 2, 5, rng.randint(1, largest)))
    known = list(contents)
    fresh = [f"{prefix}{rng.randrange(10**9)}" for _ in range(size)]
    kind: Kind
    if len(known) < size:
        kind = "add"
    elif len(known) > room:
        kind = "delete"
    else:
        kind = rng.choice(("add", "add", "add", "upsert", "upsert", "update", "update", "delete"))
    if kind == "delete":
        return Write("delete", rng.sample(known, max(size, len(known) - room)) + fresh[:1])
    if kind == "add":
        ids = fresh + rng.sample(known, min(len(known), rng.choice((0, 0, 1))))
    else:
        ids = [name if not known or rng.random() < 0.3 else rng.choice(known) for name in fresh]
    return Write(kind, ids, *_columns(rng, ids, dimension, partial=kind == "update", patch=kind != "add"))


def _columns(rng: random.Random, ids: Sequence[str], dimension: int, *, partial: bool, patch: bool) -> tuple[Any, ...]:
    def maybe(value: Any, chance: float) -> Any:
        return value if rng.random() < chance else None

    vectors = [
        None if partial and rng.random() < 0.5 else [float(rng.randint(-9, 9)) for _ in range(dimension)] for _ in ids
    ]
    documents = [maybe(" ".join(rng.choices(WORDS, k=rng.randint(0, 6))), 0.8) for _ in ids]
    uris = [maybe(f"file:///{record_id}", 0.2) for record_id in ids]
    metadatas = [maybe(_metadata(rng, patch), 0.8) for _ in ids]
    return vectors, maybe(documents, 0.9), maybe(uris, 0.3), maybe(metadatas, 0.9)


def _metadata(rng: random.Random, patch: bool) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "n": rng.randint(0, 9),
        "f": rng.choice((0.5, -1.0, 2.25)),
        "s": rng.choice(WORDS),
        "b": rng.random() < 0.5,
        "l": rng.choices(("x", "y", "z"), k=rng.randint(1, 3)),
        "mixed": rng.choice((1, "one", 1.0, True, [1, 2])),
    }
    chosen = rng.sample(list(drawn), rng.randint(1, len(drawn)))
    return {key: None if patch and rng.random() < 0.15 else drawn[key] for key in chosen}
