"""Questions to an open engine whose answers must agree with each other."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import numpy as np
from chroma_server.engine import DEFAULT_DATABASE, DEFAULT_TENANT, Collection, Engine
from numpy.typing import NDArray

from crash.model import EVERYTHING

DEFAULT = (DEFAULT_TENANT, DEFAULT_DATABASE)
RECALL = 0.9
"""Of one query for 10 records."""
DERIVED = ".statistics"
"""The ending of the name of a collection that holds the statistics of another."""


def everything(engine: Engine) -> dict[str, tuple[Collection, Any]]:
    """Each collection by name, with a get of all its records."""
    return {
        found.name: (found, engine.get(found.id, include=EVERYTHING)) for found in engine.list_collections(*DEFAULT)
    }


def contradictions(engine: Engine, seed: int) -> list[str]:
    """What the engine answers to counts, gets, filters and queries that its full listing denies, in words."""
    rng = random.Random(seed)
    problems: list[str] = []
    held = everything(engine)
    for name, (collection, listed) in held.items():
        found = _contradictions(engine, collection, listed, rng)
        if name + DERIVED in held:
            found += wrong_statistics(listed, held[name + DERIVED][1])
        problems += [f"collection {name}: {problem}" for problem in found]
    return problems


def wrong_statistics(listed: Any, derived: Any) -> list[str]:
    """What the function ``statistics`` has counted and counting denies."""
    wanted = Counter[str]({"summary::s:total_count": len(listed.ids)} if derived.ids else {})
    for metadata in listed.metadatas:
        for key, value in (metadata or {}).items():
            wanted.update(f"{key}::{_text(one)}" for one in (value if isinstance(value, list) else [value]))
    found = {name: metadata["count"] for name, metadata in zip(derived.ids, derived.metadatas, strict=True)}
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted[name] != found.get(name, 0))
    return [f"statistics of {name}: {found.get(name)} instead of {wanted[name]}" for name in differing[:3]]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return f"b:{str(value).lower()}"
    if isinstance(value, float):
        mantissa, exponent = f"{value:.16e}".split("e")
        return f"f:{mantissa}e{int(exponent)}"
    return f"i:{value}" if isinstance(value, int) else f"s:{value}"


def _contradictions(engine: Engine, collection: Collection, listed: Any, rng: random.Random) -> list[str]:
    problems: list[str] = []

    def expect(what: str, got: object, wanted: object) -> None:
        if got != wanted:
            problems.append(f"{what}: {str(got)[:200]} instead of {str(wanted)[:200]}")

    ids: list[str] = listed.ids
    expect("count", engine.count(collection.id), len(ids))
    sample = rng.sample(ids, min(5, len(ids)))
    expect("get by ids", sorted(engine.get(collection.id, ids=[*sample, "unknown"]).ids), sorted(sample))
    for operand in (0, 5):
        expect(
            f"where n = {operand}",
            engine.get(collection.id, where={"n": operand}).ids,
            [i for i, m in zip(ids, listed.metadatas, strict=True) if m and _equal(m.get("n"), operand)],
        )
    expect(
        "where l contains x",
        engine.get(collection.id, where={"l": {"$contains": "x"}}).ids,
        [i for i, m in zip(ids, listed.metadatas, strict=True) if m and "x" in m.get("l", ())],
    )
    expect(
        "documents with ember",
        engine.get(collection.id, where_document={"$contains": "ember"}).ids,
        [i for i, d in zip(ids, listed.documents, strict=True) if d is not None and "ember" in d],
    )
    if ids:
        problems += _wrong_neighbours(engine, collection, listed.embeddings, rng)
    return problems


def _equal(value: object, operand: int) -> bool:
    return type(value) is int and value == operand


def _wrong_neighbours(engine: Engine, collection: Collection, vectors: NDArray[Any], rng: random.Random) -> list[str]:
    # Near a record, as queries are: what an approximate index promises, it promises for such.
    query = np.asarray(vectors[rng.randrange(len(vectors))] + 0.25, dtype=np.float32)
    wanted = np.sort(distances(vectors, query, space_of(collection)))[:10]
    hits = engine.query(collection.id, query_embeddings=[query], n_results=10, include=["distances"])
    assert hits.distances is not None
    got = np.asarray(hits.distances[0], dtype=np.float64)
    slack = 1e-4 * (1 + np.abs(wanted))
    if len(got) != len(wanted):
        return [f"a query found {len(got)} of {len(wanted)}"]
    if (got + slack < wanted).any():
        return [f"a query found nearer records than there are: {got} instead of {wanted}"]
    recall = float((got <= wanted[-1] + slack[-1]).mean())
    return [] if recall >= RECALL else [f"a query has recall {recall}: {got} instead of {wanted}"]


def space_of(collection: Collection) -> str:
    space: str = (collection.configuration.get("hnsw") or {}).get("space", "l2")
    return space


def distances(vectors: NDArray[Any], query: NDArray[Any], space: str) -> NDArray[np.float64]:
    """The distance of each vector to the query, in float64."""
    wide, target = vectors.astype(np.float64), query.astype(np.float64)
    if space == "l2":
        return np.asarray(((wide - target) ** 2).sum(axis=1))
    if space == "ip":
        return np.asarray(1 - wide @ target)
    scale = np.linalg.norm(wide, axis=1) * np.linalg.norm(target)
    return np.asarray(1 - np.divide(wide @ target, scale, out=np.zeros(len(wide)), where=scale > 0))
